"""A session's music heard again: played, paused, sought, and where in the session it is heard."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.faults import EmoTuneError, SoundUnavailable
from emotune_gui.domain.music import PlayedNote
from emotune_gui.domain.ports import Clock, SoundSink, StereoBlock
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.worker import Ending, Finished, Worker

if TYPE_CHECKING:
    from emotune_gui.music.playing.seeking import SeekableSound

WAIT_S = 0.05
NO_TURN = -1
WARMED_AFTER_S = 0.6
"""The curves are painted first."""
KEPT_OPEN_S = 20.0
"""After a pause the device is kept so long, so that going on is quick."""
SILENT_SENTENCE = (
    "No loudspeaker or headphones can be used, so the cursor moves in silence; connect one and "
    "press play again."
)
Wanted = Callable[[], bool]
BlocksFrom = Callable[[float], Iterator[StereoBlock]]
Beside = Callable[[Iterator[StereoBlock], float], Iterator[StereoBlock]]
"""Takes the music's blocks from a second of the session on and gives those that are heard."""
OpenSink = Callable[[], SoundSink]
Lend = Callable[[OpenSink], AbstractContextManager[tuple[SoundSink, Wanted]]]
"""Gives the loudspeakers to one user at a time, opened by the function passed in, and says when
they are wanted back. Entering may wait; it raises SoundUnavailable while a session runs."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """From `at` (monotonic) on, `second` of the session and the `length` after it are heard."""

    at: float
    second: float
    turn: int
    length: float


class _Progress:
    """What is wished and what is heard, shared by the window and the thread that plays."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._heard: deque[_Heard] = deque(maxlen=64)
        self._turn = 0
        self._from_s = 0.0
        self.end_s = 0.0
        self.playing = False
        self.problem = ""

    def load(self, end_s: float) -> None:
        with self._lock:
            self.end_s, self.problem, self.playing = end_s, "", False
            self.place(0.0)

    def second(self) -> float:
        with self._lock:
            now = self._clock.now()
            passed = [h for h in self._heard if h.turn == self._turn and h.at <= now]
            if not self.playing or not passed:
                return self._from_s
            # No further than what was made: after a gap the cursor waits with the sound.
            heard = passed[-1]
            return min(self.end_s, heard.second + min(heard.length, now - heard.at))

    def play(self, second: float) -> None:
        with self._lock:
            self.place(second if second < self.end_s - WAIT_S else 0.0)
            self.playing, self.problem = True, ""

    def place(self, second: float) -> None:
        with self._lock:
            self._from_s = min(max(0.0, second), self.end_s)
            self._turn += 1

    def pause(self, problem: str = "") -> None:
        with self._lock:
            self._from_s = self.second()
            self.playing = False
            self.problem = problem or self.problem

    def wish(self) -> tuple[bool, int, float]:
        """Whether it is to sound, which turn, and from which second that turn begins."""
        with self._lock:
            return self.playing, self._turn, self._from_s

    def tell(self, heard: _Heard) -> None:
        with self._lock:
            self._heard.append(heard)

    def ended(self, turn: int) -> None:
        with self._lock:
            if turn == self._turn:
                self._from_s, self.playing = self.end_s, False


class Replay:
    """One session's music at a time. Every call returns at once and comes from the GUI thread; the
    sound is made on a thread that lives while it is needed.

    `second` follows what is heard, not what is made. Without any loudspeaker it goes on in
    silence and `problem` says so.
    """

    def __init__(
        self, lend: Lend, clock: Clock | None = None, open_device: OpenSink | None = None
    ) -> None:
        self._lend = lend
        self._clock = clock or SystemClock()
        self._open_device = open_device or self._loudspeakers
        self._faults = FaultDesk(self._clock)
        self._progress = _Progress(self._clock)
        self._starting = threading.Lock()
        self._performance: _Performance | None = None
        self._worker: Worker | None = None
        self._notes: tuple[PlayedNote, ...] = ()
        self._levels: dict[int, float] = {}
        self._source: _Source | None = None
        self.beside: Beside | None = None
        """What else is heard, from the next play or seek on."""

    def load(self, notes: Sequence[PlayedNote], levels: Mapping[int, float], end_s: float) -> None:
        """Another session's notes (seconds since it began), with the loudness asked by bar id."""
        self.close()
        self._notes, self._levels, self._source = tuple(notes), dict(levels), None
        self._progress.load(end_s)
        if notes:
            warming = _Warming(self._blocks_of(self._notes))
            Worker("replay-warming", warming.step, self._faults).start()

    @property
    def playing(self) -> bool:
        worker = self._worker
        if worker is not None and worker.ending is Ending.FAILED:
            self._progress.pause(self._faults.all()[-1].message)
        return self._progress.playing

    @property
    def second(self) -> float:
        """Second of the session being heard; where it will go on while paused."""
        return self._progress.second()

    @property
    def problem(self) -> str:
        """One sentence when nothing can be heard; empty otherwise."""
        return self._progress.problem

    def play(self, second: float) -> None:
        """From a second of the session on; from the beginning when it is at its end."""
        self._progress.play(second)
        with self._starting:
            if self._performance is None or not self._performance.takes_more():
                self._performance = _Performance(
                    self._progress, self._lend, self._open, self._with_beside()
                )
                self._worker = Worker("replay", self._performance.step, self._faults)
                self._worker.start()

    def pause(self) -> None:
        self._progress.pause()

    def seek(self, second: float) -> None:
        self._progress.place(second)

    def close(self, timeout: float = 0.0) -> bool:
        """Silence; the thread ends by itself. True when it has ended within `timeout` seconds."""
        self.pause()
        if self._performance is not None:
            self._performance.leave()
        return self._worker is None or self._worker.join(timeout)

    def _with_beside(self) -> BlocksFrom:
        source = self._blocks_of(self._notes)

        def blocks(second: float) -> Iterator[StereoBlock]:
            music, beside = source(second), self.beside
            return music if beside is None else beside(music, second)

        return blocks

    def _blocks_of(self, notes: tuple[PlayedNote, ...]) -> _Source:
        """Sound of just these notes; another session gets another."""
        if self._source is None or self._source.notes is not notes:
            self._source = _Source(notes, self._levels)
        return self._source

    def _open(self) -> SoundSink:
        from emotune_gui.music.playing.sinks import open_sink

        try:
            return self._open_device()
        except SoundUnavailable:
            self._progress.problem = SILENT_SENTENCE
            return open_sink("none", self._clock)

    def _loudspeakers(self) -> SoundSink:
        from emotune_gui.music.playing.sinks import open_sink

        return open_sink("device", self._clock)


class _Source:
    """Notes as sound; the index and the instruments are made once, by whoever needs them first."""

    def __init__(self, notes: tuple[PlayedNote, ...], levels: Mapping[int, float]) -> None:
        self.notes = notes
        self._levels = levels
        self._lock = threading.Lock()
        self._sound: SeekableSound | None = None

    def __call__(self, second: float) -> Iterator[StereoBlock]:
        return self.ready().sound_from(second)

    def ready(self) -> SeekableSound:
        from emotune_gui.music.playing.seeking import SeekableSound

        with self._lock:
            if self._sound is None:
                self._sound = SeekableSound(self.notes, self._levels)
                self._sound.prepare()
            return self._sound


class _Warming:
    """What the first play would wait for, a moment after the session was opened."""

    def __init__(self, source: _Source) -> None:
        self._source = source
        self._wanted_at = time.monotonic() + WARMED_AFTER_S

    def step(self) -> None:
        left = self._wanted_at - time.monotonic()
        if left > 0.0:
            time.sleep(min(left, WAIT_S))
            return
        self._source.ready()
        with suppress(ImportError):
            import pygame  # noqa: F401 - it takes a tenth of a second
        raise Finished


class _Performance:
    """What one thread does: borrow the loudspeakers, write block after block, give them back."""

    def __init__(
        self, progress: _Progress, lend: Lend, open_sink: OpenSink, blocks_from: BlocksFrom
    ) -> None:
        self._progress, self._lend, self._open_sink = progress, lend, open_sink
        self._blocks_from = blocks_from
        self._deciding = threading.Lock()
        self._leaving = False
        self._loan = ExitStack()
        self._sink: SoundSink | None = None
        self._wanted: Wanted = bool
        self._blocks: Iterator[StereoBlock] = iter(())
        self._turn = NO_TURN
        self._second = 0.0
        self._silent_s = 0.0

    def takes_more(self) -> bool:
        """Whether it will still see what is wished; it then does not leave for a while."""
        with self._deciding:
            self._silent_s = 0.0
            return not self._leaving

    def leave(self) -> None:
        with self._deciding:
            self._leaving = True

    def step(self) -> None:
        try:
            sink = self._sink or self._borrow()
        except EmoTuneError as error:
            self.leave()
            self._progress.pause(str(error))
            raise Finished from error
        if self._over():
            self._give_back(sink)
            raise Finished
        if sink.wait(WAIT_S):
            self._write(sink)

    def _borrow(self) -> SoundSink:
        sink, self._wanted = self._loan.enter_context(self._lend(self._open_sink))
        self._sink = sink
        return sink

    def _over(self) -> bool:
        with self._deciding:
            if not self._wanted():
                self._progress.pause()
                self._leaving = True
            self._leaving = self._leaving or self._silent_s > KEPT_OPEN_S
            return self._leaving

    def _give_back(self, sink: SoundSink) -> None:
        try:
            if self._turn != NO_TURN and sink.wait(WAIT_S):
                self._fade(sink)
        finally:
            self._loan.close()

    def _write(self, sink: SoundSink) -> None:
        playing, turn, second = self._progress.wish()
        if playing and turn == self._turn:
            self._go_on(sink)
            return
        if self._turn == NO_TURN and not playing:
            sink.write(_silence(sink))
            self._silent_s += sink.block_frames / sink.sample_rate
            return
        # What comes next is made before the old sound fades: there is a lead to live on.
        closing = next(self._blocks, None) if self._turn != NO_TURN else None
        closing = None if closing is None else _faded(closing)
        upcoming = self._blocks_from(second) if playing else iter(())
        opening = next(upcoming, None)
        opening = None if opening is None else opening.copy()
        if closing is not None:
            sink.write(closing)
        self._blocks = upcoming if opening is None else chain((opening,), upcoming)
        self._second, self._turn = second, turn if playing else NO_TURN

    def _fade(self, sink: SoundSink) -> None:
        last = next(self._blocks, None)
        if last is not None:
            sink.write(_faded(last))
        self._turn = NO_TURN

    def _go_on(self, sink: SoundSink) -> None:
        """The next block; silence after the last note until the session's end."""
        if self._second >= self._progress.end_s:
            self._progress.ended(self._turn)
            return
        block = next(self._blocks, None)
        heard_at = sink.write(_silence(sink) if block is None else block)
        length = sink.block_frames / sink.sample_rate
        self._progress.tell(_Heard(heard_at, self._second, self._turn, length))
        self._second += length


def _silence(sink: SoundSink) -> StereoBlock:
    return np.zeros((sink.block_frames, 2), np.float32)


def _faded(block: StereoBlock) -> StereoBlock:
    return np.asarray(block * np.linspace(1.0, 0.0, len(block), dtype=np.float32)[:, None])
