"""A small room by partitioned convolution."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.levels import amplitude
from emotune_gui.music.playing.pieces import piece_slices

ROOM_SECONDS = 1.1
"""Length of the response; it has fallen by 60 dB at its end."""
PRE_DELAY_SECONDS = 0.012
LOW_CUT_HZ = 220.0
"""Nothing below comes back from the room: the bass stays dry and clear."""
HIGH_CUT_HZ = 5200.0
WET_DB = -13.0
"""Energy of the response against the dry sound."""


def room_response(sample_rate: int, seed: int = 1) -> StereoBlock:
    """Impulse response: exponentially decaying noise, left and right independent.

    The model of a diffuse room by J. A. Moorer, "About this reverberation business", Computer
    Music Journal 3(2), 1979. Band-limited by `LOW_CUT_HZ` and `HIGH_CUT_HZ` (first-order slopes).
    """
    frames = int(ROOM_SECONDS * sample_rate)
    t = np.arange(frames) / sample_rate
    noise = np.random.default_rng(seed).standard_normal((frames, 2))
    decay = 10.0 ** (-3.0 * t / ROOM_SECONDS)
    onset = np.clip(t / 0.02, 0.0, 1.0)
    spectrum = np.fft.rfft(noise * (decay * onset)[:, None], axis=0)
    f = np.fft.rfftfreq(frames, 1.0 / sample_rate)
    low = (f / LOW_CUT_HZ) ** 2 / (1.0 + (f / LOW_CUT_HZ) ** 2)
    high = 1.0 / (1.0 + (f / HIGH_CUT_HZ) ** 2)
    response = np.fft.irfft(spectrum * (low * high)[:, None], n=frames, axis=0)
    response *= amplitude(WET_DB) / np.sqrt((response**2).sum(axis=0))
    delay = np.zeros((int(PRE_DELAY_SECONDS * sample_rate), 2))
    return np.concatenate([delay, response]).astype(np.float32)


class Reverb:
    """Uniformly partitioned overlap-add convolution of a mono send with a stereo room.

    No latency: the room's answer to a block begins in that block. Blocks are always
    `block_frames` long.
    """

    def __init__(self, sample_rate: int, block_frames: int) -> None:
        response = room_response(sample_rate)
        parts = -(-len(response) // block_frames)
        padded = np.zeros((parts * block_frames, 2), np.float32)
        padded[: len(response)] = response
        blocks = padded.reshape(parts, block_frames, 2).transpose(0, 2, 1)
        filters = np.fft.rfft(blocks, n=2 * block_frames, axis=2).astype(np.complex64)
        # Twice in a row, so that a ring of past blocks meets its filters in one slice.
        self._filters = np.ascontiguousarray(np.concatenate([filters, filters]))
        self._past = np.zeros((parts, block_frames + 1), np.complex64)
        self._newest = 0
        self._send = np.zeros(2 * block_frames, np.float32)
        self._overlap = np.zeros((2, block_frames), np.float32)
        self._slices = tuple(piece_slices(block_frames))
        self._quiet_blocks = parts + 1

    def add_to(self, block: StereoBlock) -> None:
        """Add the room's answer to `block` (block_frames x 2) in place."""
        loudest = 0.0
        for piece in self._slices:
            send = block[piece].sum(axis=1)
            send *= np.float32(0.5)
            self._send[piece] = send
            loudest = max(loudest, float(send.max()), -float(send.min()))
        self._quiet_blocks = 0 if loudest > 0.0 else self._quiet_blocks + 1
        if self._quiet_blocks > len(self._past):
            return
        answer = self._convolve()
        for piece in self._slices:
            block[piece] += answer[:, piece].T
            block[piece] += self._overlap[:, piece].T
        self._overlap = answer[:, len(block) :]

    def _convolve(self) -> npt.NDArray[np.float32]:
        parts = len(self._past)
        self._newest = (self._newest + 1) % parts
        self._past[self._newest] = np.fft.rfft(self._send)
        # The block that came k blocks ago meets filter k.
        first = self._newest + 1
        filters = self._filters[first : first + parts][::-1]
        spectrum = np.einsum("pf,pcf->cf", self._past, filters)
        return np.asarray(np.fft.irfft(spectrum, n=len(self._send), axis=1), np.float32)
