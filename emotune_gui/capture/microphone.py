"""Microphones, through sounddevice."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import Any

from emotune_gui.capture.mixing import ChannelArray, Downmix, clean
from emotune_gui.capture.portaudio import (
    NO_MICROPHONE,
    OpenInput,
    PortAudio,
    portaudio,
)
from emotune_gui.capture.resampling import Resampler
from emotune_gui.capture.sound_blocks import BLOCK, BlockCounter, Cutter, Stretch
from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.faults import SourceLost, SourceUnavailable
from emotune_gui.domain.ports import Clock
from emotune_gui.domain.voice import SAMPLE_RATE, SoundBlock

BACKLOG_S = 2.0
"""Sound that nobody read for longer is lost, oldest first."""
LOST_AFTER_S = 1.0
"""A microphone that gives nothing for this long has gone."""
SLOW_START_S = 4.0
"""The same before its first sound: a headset without cable takes its time."""
WAIT_S = 0.1
_POLL_S = 0.01
_LEAP_S = 0.25
"""Sound that comes this far from where it was expected shows that some was lost unsaid."""
_DRIFT = 0.02
"""How much of a difference to the expected time is believed at each piece of sound."""


@dataclass(frozen=True, slots=True)
class MicrophoneInfo:
    """`name` is what `open_sound` takes and the therapist sees."""

    name: str
    default: bool
    channels: int


def list_microphones(library: PortAudio | None = None) -> tuple[MicrophoneInfo, ...]:
    """Microphones present now; none where there are none or PortAudio is missing.

    May take a second. While a microphone is open, those there when it was opened.
    """
    try:
        devices = (library or portaudio()).inputs()
    except SourceUnavailable:
        return ()
    return tuple(MicrophoneInfo(d.name, d.default, d.channels) for d in devices)


def why_no_microphone(library: PortAudio | None = None) -> str:
    """A sentence that says why `list_microphones` is empty; empty when it is not."""
    try:
        return "" if (library or portaudio()).inputs() else NO_MICROPHONE
    except SourceUnavailable as reason:
        return str(reason)


class MicrophoneSource:
    """One microphone by name, or the system's default one, as 16 kHz mono blocks of 32 ms.

    `t` is the moment the first sample reached the microphone, by the driver's own account.
    """

    reconnects = True

    def __init__(
        self,
        name: str | None = None,
        *,
        clock: Clock | None = None,
        library: PortAudio | None = None,
    ) -> None:
        self._wanted = name
        self.name = name or "Microphone"
        self.dropped = 0
        self._clock: Clock = clock or SystemClock()
        self._library = library or portaudio()
        self._counter = BlockCounter()
        self._lock = threading.RLock()
        self._input: OpenInput | None = None
        self._inbox = _Inbox(self._clock, 0)

    def open(self) -> None:
        with self._lock:
            if self._input is not None:
                return
            inbox = _Inbox(self._clock, 0)
            opened = self._library.open(self._wanted, inbox.take)
            inbox.limit = round(BACKLOG_S * opened.rate)
            self.name = opened.device.name
            self._inbox, self._input = inbox, opened
            self._counter.interrupted()
            self._hearing = _Hearing(opened.rate, opened.channels)
            self._ready: deque[Stretch] = deque()
            self._silent_until = self._clock.now() + SLOW_START_S

    def read(self) -> SoundBlock | None:
        waited = 0.0
        while True:
            block = self._poll()
            if block is not None or waited >= WAIT_S - 1e-9:
                return block
            # The lock is not held here, so that closing need not wait.
            self._clock.sleep(_POLL_S)
            waited += _POLL_S

    def close(self) -> None:
        """From any thread, at any time."""
        with self._lock:
            opened, self._input = self._input, None
            if opened is not None:
                self._library.close(opened.stream)

    def _poll(self) -> SoundBlock | None:
        with self._lock:
            if self._input is None:
                raise SourceLost(f"The microphone “{self.name}” has been closed.")
            while not self._ready and (piece := self._inbox.next()) is not None:
                self._count_lost(piece)
                self._silent_until = piece.arrived + LOST_AFTER_S
                self._ready.extend(self._hearing.hear(piece, self._began(piece, self._input)))
            if self._ready:
                ready = self._ready.popleft()
                return self._counter.block(ready.samples, ready.at, gap=ready.gap)
            self._require_alive(self._input)
            return None

    def _require_alive(self, opened: OpenInput) -> None:
        late = self._clock.now() > self._silent_until
        if late or not self._library.running(opened.stream):
            raise SourceLost(f"The microphone “{self.name}” stopped answering; check its cable.")

    def _count_lost(self, piece: _Piece) -> None:
        if piece.lost:
            seconds = piece.lost / self._hearing.rate
            self.dropped += max(1, round(seconds * SAMPLE_RATE / BLOCK))

    def _began(self, piece: _Piece, opened: OpenInput) -> float:
        """When the piece's first sample was heard, on our clock."""
        length = len(piece.samples) / opened.rate
        now, theirs = self._clock.now(), self._library.time(opened.stream)
        if theirs is not None:
            began = piece.adc_time + now - theirs
            # Several drivers leave that time out, or have it wrong.
            if piece.arrived - length - BACKLOG_S < began <= piece.arrived:
                return began
        return piece.arrived - length


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """What one call of the driver brought: frames x channels."""

    samples: Any
    adc_time: float
    """Of the first sample, by the stream's clock."""
    arrived: float
    lost: int
    """Frames dropped before it because nobody read."""
    overflowed: bool
    """The driver lost some before it."""


class _Inbox:
    """Between the driver's thread and the reader's: a bounded queue that drops its oldest.

    `limit` is in frames.
    """

    def __init__(self, clock: Clock, limit: int) -> None:
        self.limit = limit
        self._clock = clock
        self._lock = threading.Lock()
        self._pieces: deque[_Piece] = deque()
        self._frames = 0
        self._lost = 0

    def take(self, samples: Any, frames: int, times: Any, flags: Any) -> None:
        """On the driver's thread: nothing but a copy."""
        piece = _Piece(
            samples.copy(),
            float(times.inputBufferAdcTime),
            self._clock.now(),
            0,
            bool(flags.input_overflow),
        )
        with self._lock:
            self._pieces.append(piece)
            self._frames += frames
            while self.limit and self._frames > self.limit and len(self._pieces) > 1:
                oldest = len(self._pieces.popleft().samples)
                self._frames -= oldest
                self._lost += oldest

    def next(self) -> _Piece | None:
        with self._lock:
            if not self._pieces:
                return None
            piece = self._pieces.popleft()
            self._frames -= len(piece.samples)
            lost, self._lost = self._lost, 0
        if not lost:
            return piece
        return _Piece(piece.samples, piece.adc_time, piece.arrived, lost, piece.overflowed)


class _Hearing:
    """From the driver's pieces to mono 16 kHz pieces of BLOCK samples with a steady time."""

    def __init__(self, rate: int, channels: int) -> None:
        self.rate = rate
        self._downmix = Downmix(channels, rate)
        self._begun = False
        self._begin_anew(0.0)

    def _begin_anew(self, began: float) -> None:
        self._resampler = Resampler(self.rate)
        self._cutter = Cutter()
        self._zero = began
        """When the first sample since the last gap was heard; follows the device's own clock."""
        self._frames_in = 0
        self._samples_out = 0

    def hear(self, piece: _Piece, began: float) -> list[Stretch]:
        """`began` is when the piece's first sample was heard, as far as the driver tells."""
        slip = began - self._zero - self._frames_in / self.rate
        gap = piece.lost > 0 or piece.overflowed or abs(slip) > _LEAP_S
        if gap or not self._begun:
            self._begin_anew(began)
        else:
            self._zero += _DRIFT * slip
        gap, self._begun = gap and self._begun, True
        self._frames_in += len(piece.samples)
        channels: ChannelArray = clean(piece.samples).T
        samples = self._resampler.push(self._downmix.mono(channels))
        at = self._zero + self._samples_out / SAMPLE_RATE
        self._samples_out += len(samples)
        return self._cutter.push(Stretch(at, samples, gap))
