"""Audio files, and the sound of videos, played as they would be heard or read at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from emotune_gui.capture.pacing import LONGEST_GAP_S, WAIT_S, PacedSource
from emotune_gui.capture.sound_blocks import BlockCounter, Cutter, Stretch
from emotune_gui.capture.sound_track import SoundTrack
from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.faults import EndOfSource, SourceUnavailable
from emotune_gui.domain.ports import Clock
from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray, SoundBlock

BACKLOG_S = 2.0
"""Sound that nobody read for longer is passed over, as a microphone's would be."""
_PATIENCE_S = 3.0
"""How long the sound of a film waits for the pictures to begin."""
_EPSILON_S = 1e-6


class SoundFileSource:
    """A SoundSource over an audio file or the sound of a video.

    A block comes when its last sample has been heard; its `t` is that of its first. Position 0
    is heard at `start`, or with the pictures of `beside` (a film being played: its pauses are
    followed too), or at the first `read`. With `paced=False` every block is returned at once.
    """

    reconnects = False

    def __init__(
        self,
        path: Path | str,
        *,
        clock: Clock | None = None,
        start: float | None = None,
        beside: PacedSource | None = None,
        paced: bool = True,
        name: str = "",
    ) -> None:
        self._track = SoundTrack(Path(path), name)
        self.name = self._track.name
        self.dropped = 0
        self._clock: Clock = clock or SystemClock()
        self._start = start
        self._beside = beside
        self._paced = paced
        self._counter = BlockCounter()
        self._lock = threading.RLock()
        self._is_open = False
        self._reset()

    def _reset(self) -> None:
        self._origin = self._start
        self._pictures_origin: float | None = None
        self._waited_from: float | None = None
        self._ahead: Stretch | None = None
        self._end_s = 0.0

    @property
    def damaged(self) -> int:
        """Packets that could not be decoded and were passed over."""
        return self._track.damaged

    def open(self) -> None:
        with self._lock:
            if self._is_open:
                return
            self._track.open()
            self._pieces = _pieces(self._track)
            self._reset()
            self._counter.interrupted()
            self._is_open = True

    def close(self) -> None:
        """From any thread, at any time: a `read` under way ends within its 100 ms."""
        self._is_open = False
        with self._lock:
            self._track.close()

    def read(self) -> SoundBlock | None:
        outcome = self._poll()
        if isinstance(outcome, SoundBlock):
            return outcome
        # The lock is not held here, so that closing need not wait for sound to come due.
        self._clock.sleep(min(outcome, WAIT_S))
        outcome = self._poll()
        return outcome if isinstance(outcome, SoundBlock) else None

    def _poll(self) -> SoundBlock | float:
        """A block that has been heard, or the seconds until one will have been."""
        with self._lock:
            if not self._is_open:
                raise EndOfSource("The recording has been closed.")
            origin = self._placed_origin()
            if origin is None:
                return WAIT_S
            if not self._paced:
                return self._block(self._take(), origin)
            return self._due()

    def _placed_origin(self) -> float | None:
        """When position 0 is heard; None while the pictures have not begun."""
        pictures = self._beside.origin if self._beside is not None else None
        if pictures is not None and pictures != self._pictures_origin:
            self._pictures_origin = self._origin = pictures
        if self._origin is None:
            now = self._clock.now()
            if self._waited_from is None:
                self._waited_from = now
            if self._beside is None or now - self._waited_from >= _PATIENCE_S:
                self._origin = now
        return self._origin

    def _due(self) -> SoundBlock | float:
        started = self._clock.now()
        while True:
            piece = self._take()
            origin, now = self._origin or 0.0, self._clock.now()
            wait = origin + _end(piece) - now
            if wait < -LONGEST_GAP_S:
                # A sleeping computer finds the recording where it was.
                self._origin = origin = origin - wait
                wait = 0.0
            if wait > _EPSILON_S:
                self._ahead = piece
                return wait
            if wait >= -BACKLOG_S:
                return self._block(piece, origin)
            self.dropped += 1
            self._counter.interrupted()
            if now - started > WAIT_S:
                return 0.0

    def _take(self) -> Stretch:
        """The piece cut ahead, or the next one; raises EndOfSource."""
        ahead, self._ahead = self._ahead, None
        piece = ahead or next(self._pieces, None)
        if piece is None:
            raise EndOfSource(_farewell(self._track))
        hole = piece.at - self._end_s
        if hole > LONGEST_GAP_S and self._beside is None and self._origin is not None:
            self._origin -= hole - LONGEST_GAP_S
        self._end_s = _end(piece)
        return piece

    def _block(self, piece: Stretch, origin: float) -> SoundBlock:
        return self._counter.block(piece.samples, origin + piece.at, piece.at, gap=piece.gap)


def sound_blocks(path: Path | str) -> Iterator[SoundBlock]:
    """Every block of a recording at once, in constant memory; `t` is the place in it.

    Raises SourceUnavailable at the first block; a recording that breaks off simply ends.
    """
    track = SoundTrack(Path(path))
    track.open()
    counter = BlockCounter()
    try:
        for piece in _pieces(track):
            yield counter.block(piece.samples, piece.at, piece.at, gap=piece.gap)
    finally:
        track.close()


def read_sound(path: Path | str) -> SoundArray:
    """The whole recording: sample n is heard at n / SAMPLE_RATE from its first picture or sample.

    Holes are silent (10 s at most each). An hour takes 230 MB; use `sound_blocks` for more.
    Raises SourceUnavailable.
    """
    track = SoundTrack(Path(path))
    track.open()
    pieces: list[SoundArray] = []
    at = 0.0
    try:
        for stretch in track.stretches():
            hole = round(min(stretch.at - at, LONGEST_GAP_S) * SAMPLE_RATE)
            if hole > 0:
                pieces.append(np.zeros(hole, dtype=np.float32))
            pieces.append(stretch.samples)
            at = _end(stretch)
    finally:
        track.close()
    return np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.float32)


def has_sound(path: Path | str) -> bool:
    """True when the file has a sound track that can be decoded; never raises."""
    track = SoundTrack(Path(path))
    try:
        track.open()
    except SourceUnavailable:
        return False
    track.close()
    return True


def _pieces(track: SoundTrack) -> Iterator[Stretch]:
    cutter = Cutter(reserve=True)
    for stretch in track.stretches():
        yield from cutter.push(stretch)
    yield from cutter.finish()


def _end(stretch: Stretch) -> float:
    return stretch.at + len(stretch.samples) / SAMPLE_RATE


def _farewell(track: SoundTrack) -> str:
    if track.breaks_off:
        return (
            f"“{track.name}” breaks off after {track.end_s:.0f} of {track.told_end_s:.0f} seconds; "
            "it is incomplete."
        )
    return "The recording has ended."
