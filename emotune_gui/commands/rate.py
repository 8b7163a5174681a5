"""``emotune rate``: rate a bar of a saved session."""

from __future__ import annotations

import argparse
from math import isfinite
from pathlib import Path

from emotune_gui.commands.output import complain, only_json
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.engine.learning import Learned

NOTHING_SAID = (
    "Say how it was: --score 1 to 5, --fits or --no-fits, --felt VALENCE AROUSAL, or --better."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--db", type=Path, help="database file")
    parser.add_argument("--session", type=int, required=True, help="the session's id")
    parser.add_argument("--bar", type=int, required=True, help="the bar's number, from 1")
    parser.add_argument("--score", type=int, choices=range(1, 6), help="1 (worst) to 5 (best)")
    parser.add_argument(
        "--fits", action=argparse.BooleanOptionalAction, default=None, help="does the music fit?"
    )
    parser.add_argument(
        "--felt",
        nargs=2,
        type=float,
        metavar=("VALENCE", "AROUSAL"),
        help="where on the affect grid the music is, each -1 to 1",
    )
    parser.add_argument(
        "--better",
        type=float,
        metavar="GRADE",
        help="this bar or the one before: 1 this by far, 0 alike, -1 the one before by far",
    )
    parser.add_argument(
        "--by", choices=("client", "therapist"), default="therapist", help="who says so"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    try:
        _check(arguments)
        learned, sentence = _rate(arguments)
    except EmoTuneError as error:
        complain(str(error))
        return 1
    _show(learned, sentence, as_json=arguments.json)
    return 0


def _check(arguments: argparse.Namespace) -> None:
    """Raises InvalidInput in one sentence, before a database is opened."""
    said = (arguments.score, arguments.fits, arguments.felt, arguments.better)
    if all(one is None for one in said):
        raise InvalidInput(NOTHING_SAID)
    felt = arguments.felt or ()
    if not all(isfinite(value) and -1.0 <= value <= 1.0 for value in felt):
        raise InvalidInput("Give --felt as two numbers from -1 to 1: valence, then arousal.")
    better = arguments.better
    if better is not None and not (isfinite(better) and -1.0 <= better <= 1.0):
        raise InvalidInput("Give --better as a number from -1 (the one before) to 1 (this one).")


def _rate(arguments: argparse.Namespace) -> tuple[Learned, str]:
    """What the rating did, and a sentence on it."""
    from emotune_gui.engine.places import database_path
    from emotune_gui.engine.rating import rate_saved_bar, why_unchanged
    from emotune_gui.storage.opening import open_database

    path = arguments.db or database_path()
    if not path.exists():
        raise EmoTuneError(f"There is no database at {path}.")
    database = open_database(path)
    try:
        learned = rate_saved_bar(
            database,
            arguments.session,
            arguments.bar,
            score=arguments.score,
            fits=arguments.fits,
            felt=None if arguments.felt is None else Affect(*arguments.felt),
            better=arguments.better,
            by=arguments.by,
        )
        if learned.weights is None:
            return learned, why_unchanged(database, arguments.session)
        return learned, learned.weights.reason
    finally:
        database.close()


def _show(learned: Learned, sentence: str, *, as_json: bool) -> None:
    weights = learned.weights
    if as_json:
        with only_json() as write:
            write(
                {
                    "rating_id": learned.rating_id,
                    "weights_version": None if weights is None else weights.version,
                    "reason": None if weights is None else weights.reason,
                    "sentence": sentence,
                }
            )
    elif weights is None:
        print(sentence)
    else:
        print(f"The rating is stored, version {weights.version} is in use. {sentence}")
