"""The listening loop: blocks of sound in, the newest reading of the voice out."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol

from emotune_gui.domain.faults import EndOfSource, SourceLost, SourceUnavailable
from emotune_gui.domain.live import SourceState, SourceStatus
from emotune_gui.domain.ports import Clock, SoundSource, VoiceReader
from emotune_gui.domain.voice import SoundBlock, VoiceReading, VoiceState
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.worker import Finished

ENDED_TEXT = "The recording's sound has ended."
RETRY_S = 1.0
"""Between attempts to reopen a lost microphone."""
IDLE_S = 0.05
"""Between looks at the mute key while nothing is read."""
STALE_S = 1.0
"""A reading older than this tells nothing about now."""
KEPT_LATENCIES = 10_000
"""Enough for more than an hour at two opinions a second."""


class MusicTap(Protocol):
    """What the loudspeakers were given since it was last asked, at the time it is heard."""

    def blocks(self) -> Iterable[SoundBlock]: ...


class ListeningLoop:
    """Owns the source and the reader once opened. `step` runs on the listening thread.

    While `muted` is set nothing is heard: a microphone is closed (the device is released), a
    recording runs on unheard. A lost microphone is reopened; everybody may read `now`.
    """

    def __init__(
        self,
        source: SoundSource,
        reader: VoiceReader,
        clock: Clock,
        faults: FaultDesk,
        *,
        muted: threading.Event | None = None,
        on_speech: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        """`on_speech` is told the seconds of speech in each block that held some."""
        self._source, self._reader = source, reader
        self._clock, self._faults = clock, faults
        self._muted = muted or threading.Event()
        self._on_speech = on_speech
        self._readings: Latest[VoiceReading] = Latest()
        self._is_open = False
        self._interrupted = False
        self._retry_at = 0.0
        self._withdrawn = ""
        self._heard_at: float | None = None
        self.music: MusicTap | None = None
        """Set before the first step where loudspeakers play beside the microphone."""
        self.status = SourceStatus(source.name, SourceState.OPENING)
        self.heard_s = 0.0
        """Seconds of sound that were listened to."""
        self.speech_s = 0.0
        """Seconds of it in which somebody spoke."""
        self.opinions = 0
        """Stretches of speech that were judged."""
        self.latencies_s: deque[float] = deque(maxlen=KEPT_LATENCIES)
        """From the end of a judged stretch to its reading."""

    @property
    def dropped(self) -> int:
        """Blocks that were lost because nobody read them in time."""
        return self._source.dropped

    @property
    def name(self) -> str:
        return self._source.name

    @property
    def is_microphone(self) -> bool:
        return self._source.reconnects

    def open(self) -> None:
        """First opening; raises SourceUnavailable. A muted microphone stays closed."""
        if not (self._muted.is_set() and self._source.reconnects):
            try:
                self._source.open()
            except SourceUnavailable as error:
                self._set(SourceState.UNAVAILABLE, str(error))
                raise
            self._is_open = True
        self._set(SourceState.LIVE)

    def now(self) -> VoiceReading:
        """The newest reading; OFF where there is none, or none that tells about now."""
        reading, now = self._readings.get(), self._clock.now()
        if reading is None or now - reading.t > STALE_S:
            return VoiceReading(now, VoiceState.OFF)
        return reading

    def step(self) -> None:
        if self._withdrawn:
            self.close()
            self._set(SourceState.NOT_CONSENTED, self._withdrawn)
            raise Finished
        if self._muted.is_set() and self._source.reconnects:
            self._rest()
        elif not self._is_open:
            self._reopen()
        else:
            self._listen()

    def withdraw(self, reason: str) -> None:
        """The client takes their consent back: nothing more is listened to. Any thread."""
        self._withdrawn = reason

    def close(self) -> None:
        self._is_open = False
        self._source.close()
        self._tell(VoiceState.OFF)

    def _rest(self) -> None:
        """Muted: the device belongs to others meanwhile."""
        if self._is_open:
            self.close()
        self._interrupted = True
        self._tell(VoiceState.MUTED)
        self._clock.sleep(IDLE_S)

    def _listen(self) -> None:
        try:
            block = self._source.read()
        except EndOfSource:
            self._ended()
        except SourceLost as error:
            self._lost(str(error))
        else:
            if block is not None:
                self._take(block)

    def _take(self, block: SoundBlock) -> None:
        if self._muted.is_set():
            self._interrupted = True
            self._tell(VoiceState.MUTED)
            return
        if self._interrupted:
            self._interrupted = False
            block = replace(block, gap=True)
        if self.music is not None:
            for played in self.music.blocks():
                self._reader.hear_music(played)
        reading = self._reader.hear(block)
        self._count(reading, block.duration_s)
        self._readings.put(reading)

    def _count(self, reading: VoiceReading, seconds: float) -> None:
        self.heard_s += seconds
        if reading.state is VoiceState.SPEAKING:
            self.speech_s += seconds
            self._on_speech(seconds)
        if reading.heard_at is not None and reading.heard_at != self._heard_at:
            self.opinions += 1
            self.latencies_s.append(self._clock.now() - reading.heard_at)
        self._heard_at = reading.heard_at

    def _ended(self) -> None:
        self.close()
        self._set(SourceState.ENDED, ENDED_TEXT)
        raise Finished

    def _lost(self, message: str) -> None:
        text = message or f"{self._source.name} stopped answering."
        self.close()
        self._interrupted = True
        if not self._source.reconnects:
            self._set(SourceState.ENDED, text)
            self._faults.fault("listening", text)
            raise Finished
        self._set(SourceState.LOST, f"{text} Trying to reconnect.")
        self._faults.fault("listening", self.status.message)
        self._retry_at = self._clock.now() + RETRY_S

    def _reopen(self) -> None:
        """After a mute at once, after a loss now and then."""
        lost = self.status.state is SourceState.LOST
        if lost and self._clock.now() < self._retry_at:
            self._clock.sleep(IDLE_S)
            return
        self._retry_at = self._clock.now() + RETRY_S
        try:
            self._source.open()
        except SourceUnavailable as error:
            if not lost:
                self._lost(str(error))
            return
        self._is_open = True
        self._set(SourceState.LIVE)
        if lost:
            self._faults.notice("listening", f"{self._source.name} is back.")

    def _tell(self, state: VoiceState) -> None:
        self._readings.put(VoiceReading(self._clock.now(), state))

    def _set(self, state: SourceState, message: str = "") -> None:
        self.status = SourceStatus(self._source.name, state, message)
