"""The music that would have been played to an analysed recording, by any strategy, as files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from emotune_gui.capture.film_writing import with_sound
from emotune_gui.capture.pacing import LONGEST_GAP_S
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.extras import MOST_AFTER_S
from emotune_gui.engine.analysing.keeping import estimates_of
from emotune_gui.engine.analysing.making import unwritable
from emotune_gui.engine.analysing.partial import partial_folder
from emotune_gui.engine.analysing.values import FileResult, Kind

GoOn = Callable[[float], bool]
"""Told the share that is done (0-1); False ends the work."""
MADE = (".wav", ".mid", ".bars.json")
MUSIC_SHARE = 0.9
NOT_JOINED = "The film cannot be written in {0}; free some space or choose another folder."
MISSING = "The results of {0} are missing or were changed; analyse it again."
NO_FILM = "There is no film with what was seen in it; analyse {0} again with “film” ticked."
NO_MUSIC = "A photograph is one moment, to which no music is played."


@dataclass(frozen=True, slots=True)
class Wished:
    """Which files are wanted, in which folder, under which name without ending."""

    folder: Path
    name: str
    midi: bool = True
    wav: bool = True
    film: bool = False


class Stopped(Exception):
    """The music is no longer wanted."""


def with_music(result: FileResult, strategy: Strategy, go_on: GoOn) -> FileResult | None:
    """The result with this strategy's music, made once beside it. None when it was stopped.

    Raises InvalidInput in one sentence.
    """
    if result.kind is Kind.PHOTO:
        raise InvalidInput(NO_MUSIC)
    if result.summary["options"]["music"] == strategy.value:
        return result
    folder = result.folder / f"music {strategy.value}"
    made = _variant(result, strategy, folder)
    try:
        if not all(path.is_file() for path in (made.csv, *_files(made))):
            _make(result, made, strategy, go_on)
    except Stopped:
        return None
    except OSError as problem:
        raise InvalidInput(unwritable(problem, folder)) from problem
    except (ValueError, KeyError) as problem:
        raise InvalidInput(MISSING.format(result.name)) from problem
    return made


def export(result: FileResult, strategy: Strategy, wished: Wished, go_on: GoOn) -> tuple[Path, ...]:
    """The files that were written; none when it was stopped. Raises InvalidInput."""
    if wished.film and result.overlay is None:
        raise InvalidInput(NO_FILM.format(result.name))
    made = with_music(result, strategy, lambda share: go_on(MUSIC_SHARE * share))
    if made is None:
        return ()
    try:
        return _copied(result, made, wished, go_on)
    except OSError as problem:
        raise InvalidInput(unwritable(problem, wished.folder)) from problem


def _copied(result: FileResult, made: FileResult, wished: Wished, go_on: GoOn) -> tuple[Path, ...]:
    wished.folder.mkdir(parents=True, exist_ok=True)
    wav, midi, _bars = _files(made)
    written: list[Path] = []
    for wanted, source in ((wished.midi, midi), (wished.wav, wav)):
        if wanted:
            target = free(wished.folder, wished.name, source.suffix)
            shutil.copyfile(source, target)
            written.append(target)
    if wished.film and result.overlay is not None and go_on(MUSIC_SHARE):
        target = free(wished.folder, wished.name, ".mp4")
        _joined(result.overlay, wav, target)
        written.append(target)
    return tuple(written)


def _joined(film: Path, music: Path, target: Path) -> None:
    """Nothing is left of a film that could not be written whole."""
    try:
        with_sound(film, music, target)
    except (EmoTuneError, OSError) as problem:
        target.unlink(missing_ok=True)
        raise InvalidInput(NOT_JOINED.format(target.parent)) from problem


def free(folder: Path, name: str, suffix: str) -> Path:
    """A path at which nothing is: 'name', 'name 2' and so on."""
    number, path = 1, folder / f"{name}{suffix}"
    while path.exists():
        number += 1
        path = folder / f"{name} {number}{suffix}"
    return path


def _variant(result: FileResult, strategy: Strategy, folder: Path) -> FileResult:
    summary = dict(result.summary)
    summary["options"] = summary["options"] | {"music": strategy.value}
    summary["files"] = [".csv", *MADE]
    return replace(result, folder=folder, summary=summary)


def _files(made: FileResult) -> tuple[Path, Path, Path]:
    wav, midi, bars = (made.folder / f"{made.name}{ending}" for ending in MADE)
    return wav, midi, bars


def _make(result: FileResult, made: FileResult, strategy: Strategy, go_on: GoOn) -> None:
    """Nothing appears before it is complete."""
    # Only here: the synthesiser takes a while to load.
    from emotune_gui.engine.analysing.music_beside import MusicBeside

    made.folder.mkdir(parents=True, exist_ok=True)
    parts = partial_folder(made.folder, made.name)
    shutil.rmtree(parts, ignore_errors=True)
    parts.mkdir()
    seconds = float(result.summary["duration_s"])
    music = MusicBeside(strategy, seconds, parts)
    try:
        end_s = last_s = 0.0
        for estimate in estimates_of(result):
            # On the session's time: a hole of hours in the timestamps is not played through.
            end_s += min(LONGEST_GAP_S, estimate.t - last_s)
            last_s = estimate.t
            music.until(end_s, replace(estimate, t=end_s))
            if not go_on(min(1.0, last_s / seconds) if seconds > 0.0 else 0.0):
                raise Stopped
        music.finish(end_s + min(MOST_AFTER_S, max(0.0, seconds - last_s)))
        for ending, path in zip(MADE, _files(made), strict=True):
            (parts / ending).replace(path)
        shutil.copyfile(result.csv, made.csv)
    finally:
        music.close()
        shutil.rmtree(parts, ignore_errors=True)
