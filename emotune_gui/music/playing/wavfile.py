"""Writing a WAV file that is valid at every moment."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.pieces import PIECE_FRAMES

HEADER_BYTES = 44
MAX_DATA_BYTES = 2**32 - 1 - HEADER_BYTES
"""A RIFF size is 32 bits: 6 h 45 min of 16-bit stereo at 44100 Hz."""
_FRAME_BYTES = 4
Pcm = npt.NDArray[np.int16]


def write_pcm16(block: StereoBlock, out: Pcm) -> None:
    """Put `block` into `out` (same length, 16-bit); values beyond [-1, 1] are clipped."""
    for start in range(0, len(block), PIECE_FRAMES):
        piece = slice(start, start + PIECE_FRAMES)
        scaled = block[piece].clip(-1.0, 1.0)
        scaled *= np.float32(32767.0)
        out[piece] = np.rint(scaled, out=scaled)


def as_pcm16(block: StereoBlock) -> bytes:
    """Interleaved little-endian 16-bit samples."""
    pcm: Pcm = np.empty((len(block), 2), "<i2")
    write_pcm16(block, pcm)
    return pcm.tobytes()


class WavWriter:
    """16-bit stereo PCM. The header is brought up to date once a second and at `close`, so a
    killed program leaves a file that plays up to its last second. Methods raise OSError.
    """

    def __init__(self, path: Path, sample_rate: int) -> None:
        self._sample_rate = sample_rate
        self._data_bytes = 0
        self._declared = 0
        self._file = path.open("wb", buffering=0)
        self._write(self._header())

    @property
    def full(self) -> bool:
        """True when the format can hold no further second."""
        return self._data_bytes + self._sample_rate * _FRAME_BYTES > MAX_DATA_BYTES

    def append(self, block: StereoBlock) -> None:
        pcm = as_pcm16(block)
        self._write(pcm)
        self._data_bytes += len(pcm)
        if self._data_bytes - self._declared >= self._sample_rate * _FRAME_BYTES:
            self._declare()

    def close(self) -> None:
        if self._file.closed:
            return
        try:
            self._file.truncate(HEADER_BYTES + self._data_bytes)
            self._declare()
        finally:
            self._file.close()

    def _declare(self) -> None:
        self._file.seek(0)
        self._write(self._header())
        self._file.seek(HEADER_BYTES + self._data_bytes)
        self._declared = self._data_bytes

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) or 0 :]

    def _header(self) -> bytes:
        rate = self._sample_rate
        return struct.pack(
            "<4sI4s4sIHHIIHH4sI",
            b"RIFF",
            HEADER_BYTES - 8 + self._data_bytes,
            b"WAVE",
            b"fmt ",
            16,
            1,
            2,
            rate,
            rate * _FRAME_BYTES,
            _FRAME_BYTES,
            16,
            b"data",
            self._data_bytes,
        )
