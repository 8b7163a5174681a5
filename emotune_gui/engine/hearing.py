"""The listening side of a session: whether, to what, and with what it has come to."""

from __future__ import annotations

import threading
from pathlib import Path

from emotune_gui.capture.demonstration import DemonstrationSource
from emotune_gui.capture.opening import open_source
from emotune_gui.capture.sound_file import has_sound
from emotune_gui.capture.video import VideoSource
from emotune_gui.domain.faults import EmoTuneError, SourceUnavailable
from emotune_gui.domain.live import SourceState, SourceStatus
from emotune_gui.domain.ports import (
    Clock,
    FrameSource,
    SoundSink,
    SoundSource,
    VoiceReader,
)
from emotune_gui.domain.session import Purpose
from emotune_gui.domain.voice import VoiceReading
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.listening import ListeningLoop
from emotune_gui.engine.overhearing import OverheardSink, PlayedMusic
from emotune_gui.engine.parts import LiveParts
from emotune_gui.engine.remembering import Post, VoiceMemory, VoiceStore
from emotune_gui.engine.request import NO_MICROPHONE, SOURCE_SOUND, LiveRequest
from emotune_gui.music.playing.midi_out import MidiSink

NOT_CONSENTED_TEXT = "This client has not consented to voice analysis; the microphone stays off."
NO_SOUND_OF_ITS_OWN = "This source has no sound of its own; choose a microphone."


class Hearing:
    """Made, opened and closed on the conductor's thread; the rest may be read from any.

    What cannot be listened to costs the voice, not the session: one sentence says so.
    """

    def __init__(
        self,
        request: LiveRequest,
        parts: LiveParts,
        clock: Clock,
        faults: FaultDesk,
        muted: threading.Event,
    ) -> None:
        self._request, self._parts = request, parts
        self._clock, self._faults = clock, faults
        self._muted = muted
        self._status = _first_status(request)
        self._memory: VoiceMemory | None = None
        self.loop: ListeningLoop | None = None
        """None while and where nothing is listened to."""

    @property
    def status(self) -> SourceStatus | None:
        """None when nothing was asked to be listened to."""
        return self._status if self.loop is None else self.loop.status

    @property
    def name(self) -> str:
        """What is listened to; empty for nothing."""
        return "" if self.loop is None else self.loop.name

    def now(self) -> VoiceReading | None:
        """None when nothing listens."""
        return None if self.loop is None else self.loop.now()

    def open(self, store: VoiceStore | None, post: Post, beside: FrameSource | None) -> None:
        """Open what was asked for, with the consent to it and only then.

        `store` keeps the client's usual voice, None without the consent to store features;
        `beside` is the source of the pictures that the sound may belong to.
        """
        if self._status is None or self._status.state is not SourceState.OPENING:
            return
        source: SoundSource | None = None
        try:
            reader = self._parts.voice_reader()
            # Another recording has a time of its own: pictures that begin again (the
            # demonstration does) must not hold it up.
            own = self._request.microphone == SOURCE_SOUND
            source = self._parts.sound_source(sound_of(self._request), beside if own else None)
            self._memory = self._remembered(reader, store, post)
            loop = self._loop(source, reader)
            loop.open()
        except EmoTuneError as error:
            self._could_not(error, source)
        else:
            self.loop = loop

    def _loop(self, source: SoundSource, reader: VoiceReader) -> ListeningLoop:
        told = _nobody if self._memory is None else self._memory.spoke
        clock, faults = self._clock, self._faults
        return ListeningLoop(source, reader, clock, faults, muted=self._muted, on_speech=told)

    def _remembered(
        self, reader: VoiceReader, store: VoiceStore | None, post: Post
    ) -> VoiceMemory | None:
        if store is None:
            return None
        memory = VoiceMemory(reader, store, self._request.client.id, post)
        try:
            memory.begin()
        except EmoTuneError as error:
            self._faults.raised("listening", error)
        return memory

    def _could_not(self, error: EmoTuneError, source: SoundSource | None) -> None:
        """A room without microphone is no fault; a file that was named and cannot be read is."""
        asked, message = self._request.microphone, str(error)
        self._status = SourceStatus(asked, SourceState.UNAVAILABLE, message)
        self._memory = None
        excused = isinstance(error, SourceUnavailable) and (
            asked == SOURCE_SOUND or source is None or source.reconnects
        )
        (self._faults.notice if excused else self._faults.fault)("listening", message)

    def overheard(self, sink: SoundSink) -> SoundSink:
        """The sink for the player: beside a microphone one that lets it know what is played."""
        if self.loop is None or not self.loop.is_microphone:
            return sink
        if isinstance(sink, MidiSink):
            # Its blocks are no sound: what the instrument makes of the notes nobody here knows.
            return sink
        played = PlayedMusic(sink.sample_rate)
        self.loop.music = played
        return OverheardSink(sink, played)

    def close(self, *, ended: bool = True) -> None:
        """Let go of the device and store what was learned; `ended`: the loop runs no more."""
        if self.loop is not None:
            self.loop.close()
        if ended and self._memory is not None:
            self._memory.finish()


def recording_of(source: str) -> str | None:
    """The film that this source plays; None for a camera, pictures and the demonstration."""
    try:
        opened = open_source(source)
    except SourceUnavailable:
        return None
    if not isinstance(opened, VideoSource) or isinstance(opened, DemonstrationSource):
        return None
    return str(Path(source).expanduser().absolute())


def default_microphone(source: str) -> str:
    """'source' where the source is a film with sound, else 'none'. Opens the file."""
    film = recording_of(source)
    return SOURCE_SOUND if film is not None and has_sound(film) else NO_MICROPHONE


def sound_of(request: LiveRequest) -> str:
    """What to open; raises SourceUnavailable for the sound of a source that has none."""
    if request.microphone != SOURCE_SOUND:
        return request.microphone
    film = recording_of(request.source)
    if film is None:
        raise SourceUnavailable(NO_SOUND_OF_ITS_OWN)
    return film


def _first_status(request: LiveRequest) -> SourceStatus | None:
    asked = request.microphone
    if Purpose.ANALYSE_VOICE not in request.client.consents:
        return SourceStatus(asked, SourceState.NOT_CONSENTED, NOT_CONSENTED_TEXT)
    if asked == NO_MICROPHONE:
        return None
    return SourceStatus(asked, SourceState.OPENING)


def _nobody(seconds: float) -> None:
    """Nothing is remembered."""
