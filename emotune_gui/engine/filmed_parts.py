"""The parts of a session, with a film listening in: what is analysed is the very thing recorded."""

from __future__ import annotations

import threading
from collections.abc import Callable

from emotune_gui.domain.face import Frame
from emotune_gui.domain.faults import EmoTuneError, EndOfSource, SourceLost, SourceUnavailable
from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.ports import (
    Clock,
    EmotionTracker,
    FaceReader,
    FrameSource,
    SoundSink,
    SoundSource,
    VoiceReader,
)
from emotune_gui.domain.session import Plan, Purpose
from emotune_gui.domain.voice import SoundBlock
from emotune_gui.engine.composing import Strategist
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.filming import Film
from emotune_gui.engine.hearing import sound_of
from emotune_gui.engine.parts import LiveParts
from emotune_gui.engine.request import NO_MICROPHONE, LiveRequest
from emotune_gui.engine.worker import Finished, Worker, stop_all
from emotune_gui.music.playing.player import Player
from emotune_gui.music.programme import Programme, Wishes
from emotune_gui.music.songs.repertoire import Repertoire

RETRY_S = 1.0
IDLE_S = 0.05


class FilmedFrames:
    """A FrameSource that hands every frame it gives to the film too."""

    def __init__(self, source: FrameSource, take: Callable[[Frame], None]) -> None:
        self.source, self._take = source, take
        self.name, self.reconnects = source.name, source.reconnects
        self.dropped = source.dropped

    def open(self) -> None:
        self.source.open()

    def read(self) -> Frame | None:
        frame = self.source.read()
        self.dropped = self.source.dropped
        if frame is not None:
            self._take(frame)
        return frame

    def close(self) -> None:
        self.source.close()


class FilmedSound:
    """A SoundSource that hands its blocks to the film too, unless they are not to be heard."""

    def __init__(
        self, source: SoundSource, take: Callable[[SoundBlock], None], muted: threading.Event
    ) -> None:
        self.source, self._take, self._muted = source, take, muted
        self.name, self.reconnects = source.name, source.reconnects
        self.dropped = source.dropped

    def open(self) -> None:
        self.source.open()
        self.name = self.source.name

    def read(self) -> SoundBlock | None:
        block = self.source.read()
        self.dropped = self.source.dropped
        if block is not None and not self._muted.is_set():
            self._take(block)
        return block

    def close(self) -> None:
        self.source.close()


class FilmedParts:
    """The same LiveParts, but for the two sources."""

    def __init__(self, parts: LiveParts, film: Film, muted: threading.Event) -> None:
        self._parts, self._film, self._muted = parts, film, muted
        self.recogniser = parts.recogniser

    def source(self, spec: str) -> FrameSource:
        return FilmedFrames(self._parts.source(spec), self._film.picture)

    def sound_source(self, spec: str, beside: FrameSource | None = None) -> SoundSource:
        inner = beside.source if isinstance(beside, FilmedFrames) else beside
        source = self._parts.sound_source(spec, inner)
        return FilmedSound(source, self._film.sound, self._muted)

    def reader(self) -> FaceReader:
        return self._parts.reader()

    def tracker(self) -> EmotionTracker:
        return self._parts.tracker()

    def strategist(self, plan: Plan) -> Strategist:
        return self._parts.strategist(plan)

    def composer(self, plan: Plan, wishes: Wishes, repertoire: Repertoire) -> Programme:
        return self._parts.composer(plan, wishes, repertoire)

    def voice_reader(self) -> VoiceReader:
        return self._parts.voice_reader()

    def sink(self, spec: str) -> SoundSink:
        return self._parts.sink(spec)

    def player(
        self,
        sink: SoundSink,
        on_bar: Callable[[Bar, float], None],
        on_note: Callable[[PlayedNote], None],
    ) -> Player:
        return self._parts.player(sink, on_bar, on_note)


class Filming:
    """A film and where it gets its pictures and sound from; belongs to the conductor.

    Who may be filmed but not analysed is filmed all the same: the source is then opened for the
    film alone.
    """

    def __init__(
        self,
        request: LiveRequest,
        film: Film,
        clock: Clock,
        faults: FaultDesk,
        muted: threading.Event,
    ) -> None:
        self._request, self.film = request, film
        self._clock, self._faults, self._muted = clock, faults, muted
        self._pumps: list[_Pump] = []
        self._workers: list[Worker] = []

    def parts(self, parts: LiveParts) -> LiveParts:
        """As they are where nothing is to be recorded."""
        if not self.film.allowed:
            return parts
        return FilmedParts(parts, self.film, self._muted)

    def begin(self, session_id: int, origin: float, parts: LiveParts) -> None:
        """`parts` are those of `parts`; the session runs already."""
        self.film.begin(session_id, origin)
        allowed, given = self.film.allowed, self._request.client.consents
        frames: FrameSource | None = None
        if Purpose.RECORD_VIDEO in allowed and Purpose.ANALYSE_FACE not in given:
            frames = parts.source(self._request.source)
            self._pump("film-pictures", frames, Purpose.RECORD_VIDEO)
        silent = self._request.microphone == NO_MICROPHONE
        if Purpose.RECORD_AUDIO in allowed and silent:
            self._faults.notice("recording", "No microphone was chosen; no sound is recorded.")
        elif Purpose.RECORD_AUDIO in allowed and Purpose.ANALYSE_VOICE not in given:
            try:
                sound = parts.sound_source(sound_of(self._request))
            except EmoTuneError as error:
                self._faults.notice("recording", str(error))
            else:
                self._pump("film-sound", sound, Purpose.RECORD_AUDIO)

    def _pump(self, name: str, source: FrameSource | SoundSource, purpose: Purpose) -> None:
        pump = _Pump(source, purpose, self.film, self._clock, self._faults, self._muted)
        self._pumps.append(pump)
        worker = Worker(name, pump.step, self._faults)
        self._workers.append(worker)
        worker.start()

    def end(self) -> bool:
        """False when something did not end in time."""
        refused = stop_all(self._workers)
        for pump in self._pumps:
            pump.close()
        return self.film.end() and not refused


class _Pump:
    """Reads a source that only the film looks at. A lost camera or microphone is tried again."""

    def __init__(
        self,
        source: FrameSource | SoundSource,
        purpose: Purpose,
        film: Film,
        clock: Clock,
        faults: FaultDesk,
        muted: threading.Event,
    ) -> None:
        self._source, self._purpose, self._film = source, purpose, film
        self._clock, self._faults, self._muted = clock, faults, muted
        self._is_open = False
        self._retry_at = clock.now()

    def step(self) -> None:
        if self._purpose not in self._film.allowed:
            # Withdrawn: nobody else looks, so the device is let go.
            self.close()
            raise Finished
        unheard = self._purpose is Purpose.RECORD_AUDIO and self._muted.is_set()
        if unheard and self._source.reconnects:
            self.close()
            self._clock.sleep(IDLE_S)
        elif not self._is_open:
            self._open()
        else:
            self._read()

    def close(self) -> None:
        self._is_open = False
        self._source.close()

    def _open(self) -> None:
        if self._clock.now() < self._retry_at:
            self._clock.sleep(IDLE_S)
            return
        self._retry_at = self._clock.now() + RETRY_S
        try:
            self._source.open()
        except SourceUnavailable as error:
            self._faults.notice("recording", str(error))
            if not self._source.reconnects:
                raise Finished from error
        else:
            self._is_open = True

    def _read(self) -> None:
        try:
            self._source.read()
        except EndOfSource as error:
            raise Finished from error
        except SourceLost as error:
            self._faults.notice("recording", str(error))
            self.close()
            if not self._source.reconnects:
                raise Finished from error
