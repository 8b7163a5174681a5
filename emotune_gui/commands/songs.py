"""`emotune songs …`: the library and what comes into it, labels, and which song to play next."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from emotune_gui.commands.output import complain, only_json
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.session import Plan, Strategy
from emotune_gui.domain.song import SongEmotion, SongInfo, SongKind
from emotune_gui.music.songs.bringing import Brought, Outcome, bring
from emotune_gui.music.songs.cataloguing import kind_of
from emotune_gui.music.songs.labelling import SongLabel, SongLabeller
from emotune_gui.music.songs.library import MemorySongStore, SongFilter, SongLibrary
from emotune_gui.music.songs.recommending import recommend, wanted_place

_TONICS = ("C", "C sharp", "D", "E flat", "E", "F", "F sharp", "G", "A flat", "A", "B flat", "B")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _add_list(actions.add_parser("list", help="the songs of the library"))
    show = actions.add_parser("show", help="one song of the library, with its bars and parts")
    show.add_argument("id", help="its id, or the beginning of it")
    coming = actions.add_parser("import", help="bring files or folders into the library")
    coming.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    coming.add_argument("--labels", type=Path, help="CSV with file and what each song is")
    label = actions.add_parser("label", help="what songs express, by the program's own model")
    label.add_argument("files", type=Path, nargs="+", metavar="FILE")
    _add_recommend(actions.add_parser("recommend", help="which songs to play next, and why"))
    for name, action in actions.choices.items():
        if name != "label":
            action.add_argument("--db", type=Path, help="database file (default: the program's)")
        action.add_argument("--json", action="store_true", help="print one JSON object, alone")


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--text", default="", help="words of title, composer or genre")
    parser.add_argument("--emotion", choices=[e.value for e in SongEmotion])
    parser.add_argument("--genre", default="")
    parser.add_argument("--slowest", type=float, metavar="BPM")
    parser.add_argument("--fastest", type=float, metavar="BPM")


def _add_recommend(parser: argparse.ArgumentParser) -> None:
    plan = Plan()
    parser.add_argument("--valence", type=float, required=True, help="of the client, -1 to 1")
    parser.add_argument("--arousal", type=float, required=True, help="of the client, -1 to 1")
    parser.add_argument("--strategy", choices=[s.value for s in Strategy], default="match")
    parser.add_argument("--target-valence", type=float, default=plan.target.valence)
    parser.add_argument("--target-arousal", type=float, default=plan.target.arousal)
    parser.add_argument("-n", type=int, default=1, help="how many songs")
    parser.add_argument("--played", nargs="*", default=[], metavar="ID", help="in this session")
    parser.add_argument("--banned", nargs="*", default=[], metavar="ID", help="never to be played")
    parser.add_argument("--seed", type=int, default=0)


def run(args: argparse.Namespace) -> int:
    """Do it; raises EmoTuneError when nothing of what was asked can be done."""
    with only_json() as write:
        result, code = _ACTIONS[args.action](args)
        if args.json:
            write(result)
    if not args.json:
        print(_as_text(result))
    return code


@contextmanager
def _library(args: argparse.Namespace, *, create: bool = False) -> Iterator[SongLibrary]:
    """The songs of the database; where the program has none yet, those that come with it.

    Raises EmoTuneError when the database cannot be opened.
    """
    from emotune_gui.engine.places import database_path
    from emotune_gui.storage.opening import open_database

    path = args.db or database_path()
    if not create and not path.exists():
        if args.db is not None:
            raise EmoTuneError(f"There is no database at {path}.")
        yield SongLibrary(MemorySongStore())
        return
    database = open_database(path)
    try:
        yield SongLibrary(database.songs)
    finally:
        database.close()


def _list(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    wanted = SongFilter(
        text=args.text,
        emotion=None if args.emotion is None else SongEmotion(args.emotion),
        genre=args.genre,
        slowest_bpm=args.slowest,
        fastest_bpm=args.fastest,
    )
    with _library(args) as library:
        return {"songs": [_row(song) for song in library.search(wanted)]}, 0


def _show(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with _library(args) as library:
        song = library.get(args.id)
    row = _row(song) | {"licence": song.licence, "source": song.source}
    if song.kind is SongKind.SCORE:
        row |= _score_row(song)
    return {"songs": [row]}, 0


def _score_row(song: SongInfo) -> dict[str, Any]:
    from emotune_gui.music.songs.importing import read_song

    score = read_song(song.path)
    parts = {note.part: 0 for note in score.notes}
    for note in score.notes:
        parts[note.part] += 1
    return {
        "bars": len(score.bars),
        "phrase_ends": list(score.phrase_ends),
        "notes": {part.value: count for part, count in parts.items()},
        "tempo_trusted": score.tempo_trusted,
    }


def _import(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    """Each song is in the database as soon as it is told."""
    songs: list[dict[str, Any]] = []
    problems: list[dict[str, str]] = []
    with _library(args, create=True) as library:
        for one in bring(library, SongLabeller.load(), args.paths, args.labels):
            if one.song is not None:
                songs.append(_brought_row(one))
            if one.problem and one.outcome is not Outcome.KNOWN:
                problems.append({"file": one.file, "problem": one.problem})
                complain(one.problem)
    counts = {outcome.value: 0 for outcome in Outcome if outcome is not Outcome.REFUSED}
    for row in songs:
        counts[row["outcome"]] += 1
    return {**counts, "songs": songs, "problems": problems}, 0 if songs else 1


def _brought_row(one: Brought) -> dict[str, Any]:
    assert one.song is not None
    return _row(one.song) | {"file": one.file, "outcome": one.outcome.value}


def _label(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    labeller = SongLabeller.load()
    songs: list[dict[str, Any]] = []
    problems: list[dict[str, str]] = []
    for path in args.files:
        try:
            songs.append({"file": str(path), **_label_row(_labelled(path, labeller))})
        except EmoTuneError as error:
            problems.append({"file": str(path), "problem": str(error)})
            complain(str(error))
    return {"songs": songs, "problems": problems}, 0 if songs else 1


def _labelled(path: Path, labeller: SongLabeller) -> SongLabel:
    from emotune_gui.music.songs.decoding import decoded
    from emotune_gui.music.songs.hearing import HEARD_RATE, hear
    from emotune_gui.music.songs.importing import read_song

    if kind_of(path) is SongKind.SCORE:
        return labeller.label_score(read_song(path))
    return labeller.label_heard(hear(decoded(path, HEARD_RATE)))


def _label_row(label: SongLabel) -> dict[str, Any]:
    return {
        "emotion": label.emotion.value,
        "valence": round(label.affect.valence, 3),
        "arousal": round(label.affect.arousal, 3),
        "p_valence_positive": round(label.positive, 3),
        "p_arousal_high": round(label.aroused, 3),
        "sureness": round(label.sureness, 3),
        "evidence": label.evidence.value,
    }


def _recommend(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    now = _affect(args.valence, args.arousal)
    target = _affect(args.target_valence, args.target_arousal)
    if args.n < 1:
        raise InvalidInput("Ask for at least one song with -n.")
    strategy = Strategy(args.strategy)
    with _library(args) as library:
        played = [library.get(one).id for one in args.played]
        banned = [library.get(one).id for one in args.banned]
        songs = library.songs()
    found = recommend(songs, now, strategy, target, played, banned, args.n, args.seed)
    if not found:
        complain("Every song is banned; allow some again.")
    place = wanted_place(now, strategy, target)
    rows = [
        _row(one.song) | {"score": round(one.score, 4), "reasons": list(one.reasons)}
        for one in found
    ]
    wanted = {"valence": round(place.valence, 3), "arousal": round(place.arousal, 3)}
    return {"strategy": strategy.value, "wanted": wanted, "songs": rows}, 0 if found else 1


def _affect(valence: float, arousal: float) -> Affect:
    try:
        return Affect(valence, arousal)
    except ValueError as error:
        raise InvalidInput("Give valence and arousal from -1 to 1.") from error


def _row(song: SongInfo) -> dict[str, Any]:
    return {
        "id": song.id,
        "title": song.title,
        "composer": song.composer,
        "genre": song.genre,
        "emotion": song.emotion.value,
        "valence": round(song.affect.valence, 3),
        "arousal": round(song.affect.arousal, 3),
        "automatic": song.automatic,
        "tempo_bpm": round(song.tempo_bpm, 1),
        "key": f"{_TONICS[song.tonic]} {'major' if song.mode == 'ionian' else 'minor'}",
        "duration_s": round(song.duration_s, 1),
        "kind": song.kind.value,
        "file": str(song.path),
    }


def _as_text(result: dict[str, Any]) -> str:
    lines = [_line(row) for row in result["songs"]]
    if Outcome.ADDED in result:
        counts = [f"{result[o]} {o}" for o in (Outcome.ADDED, Outcome.CHANGED, Outcome.KNOWN)]
        lines.append(f"{', '.join(counts)}, {len(result['problems'])} with a remark")
    return "\n".join(lines)


def _line(row: dict[str, Any]) -> str:
    place = f"{row['emotion']:<6}{row['valence']:+6.2f}{row['arousal']:+6.2f}"
    if "title" not in row:
        return f"{place}  {row['file']}"
    lines = [
        f"{row['id']}  {place}  {row['tempo_bpm']:5.0f} bpm  {row['key']:<14}"
        f"{row['duration_s']:5.0f} s  {row['title']} ({row['composer'] or 'unknown'})"
    ]
    return "\n".join([*lines, *(f"    {reason}" for reason in _said(row))])


def _said(row: dict[str, Any]) -> Sequence[str]:
    if "reasons" in row:
        return [str(reason) for reason in row["reasons"]]
    return [f"{key}: {row[key]}" for key in ("licence", "source", "bars", "notes") if key in row]


_ACTIONS: dict[str, Callable[[argparse.Namespace], tuple[dict[str, Any], int]]] = {
    "list": _list,
    "show": _show,
    "import": _import,
    "label": _label,
    "recommend": _recommend,
}
