"""``emotune rate``: rate a bar of a saved session."""

from __future__ import annotations

import argparse
from pathlib import Path

from emotune_gui.commands.output import complain, only_json
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.engine.learning import Learned


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--db", type=Path, help="database file")
    parser.add_argument("--session", type=int, required=True, help="the session's id")
    parser.add_argument("--bar", type=int, required=True, help="the bar's number, from 1")
    parser.add_argument("--score", type=int, choices=range(1, 6), help="1 (worst) to 5 (best)")
    parser.add_argument(
        "--fits", action=argparse.BooleanOptionalAction, default=None, help="does the music fit?"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    try:
        if arguments.score is None and arguments.fits is None:
            raise EmoTuneError("Give --score 1 to 5, --fits or --no-fits.")
        learned = _rate(arguments)
    except EmoTuneError as error:
        complain(str(error))
        return 1
    _show(learned, as_json=arguments.json)
    return 0


def _rate(arguments: argparse.Namespace) -> Learned:
    from emotune_gui.engine.places import database_path
    from emotune_gui.engine.rating import rate_saved_bar
    from emotune_gui.storage.opening import open_database

    path = arguments.db or database_path()
    if not path.exists():
        raise EmoTuneError(f"There is no database at {path}.")
    database = open_database(path)
    try:
        return rate_saved_bar(
            database,
            arguments.session,
            arguments.bar,
            score=arguments.score,
            fits=arguments.fits,
        )
    finally:
        database.close()


def _show(learned: Learned, *, as_json: bool) -> None:
    weights = learned.weights
    if as_json:
        with only_json() as write:
            write(
                {
                    "rating_id": learned.rating_id,
                    "weights_version": None if weights is None else weights.version,
                    "reason": None if weights is None else weights.reason,
                }
            )
    elif weights is None:
        print("The rating is stored; it did not change the mapping.")
    else:
        print(f"The rating is stored. {weights.reason}")
