"""A session's music into files that others can open, with progress, a way to stop, and no ruins.

A file appears under its name only when it is complete.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.music import PlayedNote
from emotune_gui.music.midi import played_to_midi
from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE
from emotune_gui.music.playing.replay import TAIL_SECONDS, sound_of
from emotune_gui.music.playing.wavfile import HEADER_BYTES, MAX_DATA_BYTES, WavWriter

WAV_BYTES_A_SECOND = SAMPLE_RATE * 4
SPARE_BYTES = 1_000_000
"""That the disk must keep free: the database is written beside."""
TOLD_BLOCKS = 40
"""Blocks between two reports of progress, about half a second of music."""

GoOn = Callable[[float], bool]
"""Told which share of the work is done (0-1); False stops it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where to; None leaves one out."""

    midi: Path | None = None
    wav: Path | None = None


def export(notes: Sequence[PlayedNote], wanted: Wanted, go_on: GoOn) -> tuple[Path, ...]:
    """Write the realised notes of a session, note for note; returns the files that were made.

    Files that are there are replaced. Stopped, it leaves what was complete before. Raises
    InvalidInput, in one sentence, for a session without music, a folder that cannot be written,
    a full disk, or music longer than a WAV file holds.
    """
    if not notes:
        raise InvalidInput("This session has no music; open one in which music was played.")
    if wanted.wav is not None:
        _refuse_too_large(wav_bytes(notes), wanted.wav)
    made: list[Path] = []
    if wanted.midi is not None:
        with _whole(wanted.midi) as partial:
            played_to_midi(notes).write(str(partial))
        made.append(wanted.midi)
    if wanted.wav is not None and _sounded(notes, wanted.wav, go_on):
        made.append(wanted.wav)
    return tuple(made)


def wav_bytes(notes: Sequence[PlayedNote]) -> int:
    """About how large the WAV file of these notes is."""
    seconds = max((note.end_s for note in notes), default=0.0) + TAIL_SECONDS
    return HEADER_BYTES + round(seconds * WAV_BYTES_A_SECOND)


class _Stopped(Exception):
    """Thrown and caught in this file only."""


def _sounded(notes: Sequence[PlayedNote], path: Path, go_on: GoOn) -> bool:
    """False when it was stopped."""
    try:
        with _whole(path) as partial:
            _render(notes, partial, go_on)
    except _Stopped:
        return False
    return True


def _render(notes: Sequence[PlayedNote], path: Path, go_on: GoOn) -> None:
    blocks = wav_bytes(notes) / (4 * BLOCK_FRAMES)
    writer = WavWriter(path, SAMPLE_RATE)
    try:
        for place, block in enumerate(sound_of(notes)):
            if place % TOLD_BLOCKS == 0 and not go_on(min(1.0, place / blocks)):
                raise _Stopped
            writer.append(block)
        writer.close()
    finally:
        # After a failed write closing fails as well, and says nothing new.
        with suppress(OSError):
            writer.close()


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to, which becomes `path` when all went well."""
    partial = path.with_name(path.name + ".partial")
    try:
        yield partial
        partial.replace(path)
    except OSError as error:
        raise InvalidInput(_sentence(error, path)) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _refuse_too_large(size: int, path: Path) -> None:
    if size > MAX_DATA_BYTES:
        raise InvalidInput("This session is too long for a WAV file; export it as MIDI.")
    with suppress(OSError):
        if shutil.disk_usage(path.parent).free < size + SPARE_BYTES:
            raise InvalidInput(_full(path))


def _sentence(error: OSError, path: Path) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return _full(path)
    if error.errno == errno.ENOENT:
        return f"There is no folder {path.parent}; choose another one."
    if error.errno == errno.ENAMETOOLONG:
        return "That file name is too long; choose a shorter one."
    return f"{path.name} cannot be written to {path.parent}; choose another folder."


def _full(path: Path) -> str:
    return f"There is no room for {path.name} in {path.parent}; free some space or choose another."
