"""Audio files as blocks of stereo sound, decoded as they are wanted."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.ports import StereoBlock

SAMPLE_RATE = 44_100
AUDIO_SUFFIXES = (".wav", ".flac", ".ogg", ".mp3")
_TOLERATED = 50
"""Damaged packets in a row after which a file counts as unreadable."""


def decoded(
    path: Path, rate: int = SAMPLE_RATE, start_s: float = 0.0
) -> Generator[StereoBlock, None, None]:
    """Blocks (frames x 2, float32) of an audio file at `rate`, from `start_s` on.

    Only what is being decoded is in memory, whatever the size of the file. Damaged packets are
    passed over. Raises InvalidInput, in one sentence, when it holds no sound that can be read.
    """
    import av

    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise InvalidInput(f"{path.name} holds no sound; choose an audio file.")
            yield from _blocks(container, rate, start_s, path)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise InvalidInput(
            f"{path.name} cannot be read as audio; choose a WAV, FLAC, OGG or MP3 file."
        ) from error


def audio_seconds(path: Path) -> float:
    """How long the sound lasts by the file's own account; 0 when it does not say."""
    import av

    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise InvalidInput(f"{path.name} holds no sound; choose an audio file.")
            stream = container.streams.audio[0]
            if stream.duration is not None and stream.time_base is not None:
                return float(stream.duration * stream.time_base)
            return float(container.duration or 0) / 1e6
    except (av.FFmpegError, OSError, ValueError) as error:
        raise InvalidInput(
            f"{path.name} cannot be read as audio; choose a WAV, FLAC, OGG or MP3 file."
        ) from error


def _blocks(container: Any, rate: int, start_s: float, path: Path) -> Iterator[StereoBlock]:
    from av.audio.resampler import AudioResampler

    # FFmpeg would make one channel 3 dB softer on its way to two.
    single = container.streams.audio[0].layout.nb_channels == 1
    resampler = AudioResampler(format="fltp", layout="mono" if single else "stereo", rate=rate)
    skip = round(start_s * rate)
    if start_s > 1.0:
        container.seek(int((start_s - 0.5) * 1_000_000))
        skip = -1
    heard = False
    for frame in _frames(container):
        if skip < 0:
            at = float(frame.time or 0.0)
            skip = max(0, round((start_s - at) * rate))
        for piece in resampler.resample(frame):
            block = _stereo(piece)
            if skip >= len(block):
                skip -= len(block)
                continue
            heard = True
            yield block[skip:]
            skip = 0
    for piece in resampler.resample(None):
        yield _stereo(piece)
    if not heard and start_s <= 0:
        raise InvalidInput(f"{path.name} holds no sound; choose an audio file.")


def _stereo(piece: Any) -> StereoBlock:
    planes = np.nan_to_num(piece.to_ndarray().T.astype(np.float32, copy=False))
    return np.ascontiguousarray(np.broadcast_to(planes, (len(planes), 2)))


def _frames(container: Any) -> Iterator[Any]:
    """Decoded frames; a damaged packet here and there is passed over."""
    import av

    damaged = 0
    for packet in container.demux(container.streams.audio[0]):
        try:
            frames = packet.decode()
        except av.InvalidDataError:
            damaged += 1
            if damaged > _TOLERATED:
                raise
            continue
        damaged = 0
        yield from frames
