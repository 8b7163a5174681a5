"""The last stage before the sink: gain and limiter, done again while it can still be heard."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.gain import LiveGain, Place
from emotune_gui.music.playing.limiter import CEILING, Limiter, LimiterState
from emotune_gui.music.playing.pieces import PIECE_FRAMES, piece_slices, scale
from emotune_gui.music.playing.truepeak import TAPS, true_peak

KEPT_PIECES = 192
"""0.56 s: more than the longest lead and a block."""


@dataclass(slots=True)
class _Kept:
    """A piece as it came, as it was after the gain, and how gain and limiter stood before it."""

    plain: StereoBlock
    gained: StereoBlock
    place: Place
    limiter: LimiterState


class FinalStage:
    """Sound goes out `PIECE_FRAMES` late (the limiter's look-ahead) and never passes `CEILING`.

    `revise` goes back over what was last given out and does it again with the gain's present
    targets, as if they had been known then. Used from the player's thread.
    """

    latency_frames = PIECE_FRAMES

    def __init__(self, sample_rate: int) -> None:
        self.gain = LiveGain(sample_rate)
        self._limiter = Limiter(sample_rate)
        self._kept: deque[_Kept] = deque(maxlen=KEPT_PIECES)
        self._seen = np.zeros((TAPS + PIECE_FRAMES, 2), np.float32)
        self._held = np.zeros((PIECE_FRAMES, 2), np.float32)
        """The newest piece after the gain: it goes out with the next."""

    @property
    def lowest_gain(self) -> float:
        """Of the limiter so far."""
        return self._limiter.lowest_gain

    def push(self, block: StereoBlock) -> StereoBlock:
        """Work on `block` (whole pieces) in place; it then holds the sound that goes out."""
        for piece in piece_slices(len(block)):
            block[piece] = self._through(block[piece].copy())
        return block

    def revisable(self, frames: int) -> int:
        """How much of the last `frames` given out can be revised: whole pieces, perhaps 0."""
        return max(0, min(frames // PIECE_FRAMES, len(self._kept) - 1)) * PIECE_FRAMES

    def revise(self, frames: int) -> StereoBlock:
        """The last `frames` given out (a number from `revisable`, above 0) once more.

        The first piece goes on from the gain it began with; the present targets act from the
        second on.
        """
        count = frames // PIECE_FRAMES
        again = [self._kept.pop() for _ in range(count)][::-1]
        self._held = self._kept[-1].gained
        self.gain.go_back(again[0].place)
        self._limiter.state = again[0].limiter
        out = np.empty((frames, 2), np.float32)
        for piece, kept in zip(piece_slices(frames), again, strict=True):
            out[piece] = self._through(kept.plain)
        return out

    def forget(self) -> None:
        """What was given out so far stays as it is."""
        self._kept.clear()

    def _through(self, plain: StereoBlock) -> StereoBlock:
        """Takes one piece; gives the one before it."""
        place, state = self.gain.place(), self._limiter.state
        gained = plain.copy()
        scale(gained, *self.gain.step())
        # A little of the piece before, not yet limited, is looked at as well for the peaks
        # between the two.
        self._seen[:TAPS] = self._held[-TAPS:]
        self._seen[TAPS:] = gained
        first, last = self._limiter.step(true_peak(self._seen, CEILING))
        out = self._held
        if first != 1.0 or last != 1.0:
            out = out.copy()
            scale(out, first, last)
        self._kept.append(_Kept(plain, gained, place, state))
        self._held = gained
        return out
