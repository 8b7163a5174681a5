"""The music that would have been played to an analysed recording, by any strategy, as files."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from emotune_gui.capture.film_writing import with_sound
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.extras import MOST_AFTER_S
from emotune_gui.engine.analysing.keeping import SessionTime, estimates_of
from emotune_gui.engine.analysing.making import unwritable
from emotune_gui.engine.analysing.partial import partial_folder, remove_left_behind
from emotune_gui.engine.analysing.values import FileResult, Kind
from emotune_gui.engine.bulk.refilming import GoOn, Held, Stopped, made_film, never, with_film

HELD_S = 0.2
MADE = (".wav", ".mid", ".bars.json")
FILM_SHARE, MUSIC_SHARE = 0.7, 0.9
"""Of the work, where the film with what was seen is made too; where the music is made."""
NOT_JOINED = "The film cannot be written in {0}; free some space or choose another folder."
MISSING = "The results of {0} are missing or were changed; analyse it again."
NO_MUSIC = "A photograph is one moment, to which no music is played."


@dataclass(frozen=True, slots=True)
class Wished:
    """Which files are wanted, in which folder, under which name without ending."""

    folder: Path
    name: str
    midi: bool = True
    wav: bool = True
    film: bool = False


def with_music(
    result: FileResult, strategy: Strategy, go_on: GoOn, held: Held = never
) -> FileResult | None:
    """The result with this strategy's music, made once beside it. None when it was stopped.

    Nothing is made while `held`; `go_on` must not wait. Raises InvalidInput in one sentence.
    """
    if result.kind is Kind.PHOTO:
        raise InvalidInput(NO_MUSIC)
    if result.summary["options"]["music"] == strategy.value:
        if not all(path.is_file() for path in _files(result)):
            raise InvalidInput(MISSING.format(result.name))
        return result
    folder = result.folder / f"music {strategy.value}"
    made = _variant(result, strategy, folder)
    try:
        if not all(path.is_file() for path in (made.csv, *_files(made))):
            _make(result, made, strategy, _patient(go_on, held))
    except Stopped:
        return None
    except OSError as problem:
        raise InvalidInput(unwritable(problem, folder)) from problem
    except (ValueError, KeyError) as problem:
        raise InvalidInput(MISSING.format(result.name)) from problem
    return made


def export(
    result: FileResult, strategy: Strategy, wished: Wished, go_on: GoOn, held: Held = never
) -> tuple[Path, ...]:
    """The files that were written, all or none; none when it was stopped.

    A film with what was seen is made first where the analysis made none; that takes about as long
    as the analysis did. Nothing is made while `held`. Raises EmoTuneError.
    """
    begun, film = 0.0, None
    if wished.film:
        begun = FILM_SHARE if made_film(result) is None else 0.0
        film = with_film(result, _part(go_on, 0.0, begun), held)
        if film is None:
            return ()
    made = with_music(result, strategy, _part(go_on, begun, MUSIC_SHARE), held)
    if made is None:
        return ()
    try:
        return _written(made, film, wished, _part(_patient(go_on, held), MUSIC_SHARE, 1.0))
    except Stopped:
        return ()
    except OSError as problem:
        raise InvalidInput(unwritable(problem, wished.folder)) from problem


def _part(go_on: GoOn, begin: float, end: float) -> GoOn:
    """Of the whole work, this share."""
    return lambda share: go_on(begin + (end - begin) * share)


def _patient(go_on: GoOn, held: Held) -> GoOn:
    """Waits while nothing may be worked at, asking whether it is still wanted."""

    def asked(share: float) -> bool:
        while held() and go_on(share):
            time.sleep(HELD_S)
        return go_on(share)

    return asked


def _written(
    made: FileResult, film: FileResult | None, wished: Wished, go_on: GoOn
) -> tuple[Path, ...]:
    """Nothing stands under its name before everything is whole."""
    fresh = not wished.folder.exists()
    wished.folder.mkdir(parents=True, exist_ok=True)
    remove_left_behind(wished.folder)
    parts = partial_folder(wished.folder, wished.name)
    shutil.rmtree(parts, ignore_errors=True)
    parts.mkdir()
    try:
        endings = _in_parts(made, film, wished, parts, go_on)
        stem = free(wished.folder, wished.name, endings)
        targets = tuple(wished.folder / f"{stem}{ending}" for ending in endings)
        for ending, target in zip(endings, targets, strict=True):
            (parts / f"part{ending}").replace(target)
        return targets
    finally:
        shutil.rmtree(parts, ignore_errors=True)
        if fresh:
            with suppress(OSError):
                # Only where nothing is in it.
                wished.folder.rmdir()


def _in_parts(
    made: FileResult, film: FileResult | None, wished: Wished, parts: Path, go_on: GoOn
) -> tuple[str, ...]:
    """The endings of what was written. Raises Stopped."""
    wav, midi, _bars = _files(made)
    endings: list[str] = []
    for wanted, source in ((wished.midi, midi), (wished.wav, wav)):
        if wanted:
            if not go_on(0.0):
                raise Stopped
            shutil.copyfile(source, parts / f"part{source.suffix}")
            endings.append(source.suffix)
    if film is not None and film.overlay is not None:
        seconds = float(made.summary["duration_s"])
        _join(film.overlay, wav, parts / "part.mp4", seconds, go_on)
        endings.append(".mp4")
    return tuple(endings)


def _join(film: Path, music: Path, target: Path, seconds: float, go_on: GoOn) -> None:
    def told(position_s: float) -> None:
        if not go_on(min(1.0, position_s / seconds) if seconds > 0.0 else 0.0):
            raise Stopped

    try:
        with_sound(film, music, target, told)
    except (EmoTuneError, OSError) as problem:
        raise InvalidInput(NOT_JOINED.format(target.parent.parent)) from problem


def free(folder: Path, name: str, endings: tuple[str, ...]) -> str:
    """A name at which nothing is with any of these endings: 'name', 'name 2' and so on."""
    number, stem = 1, name
    while any((folder / f"{stem}{ending}").exists() for ending in endings):
        number += 1
        stem = f"{name} {number}"
    return stem


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
        clock = SessionTime()
        for estimate in estimates_of(result):
            end_s, last_s = clock.at(estimate.t), estimate.t
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
