"""The real parts of a live session; tests hand in stand-ins of the same shape."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from emotune_gui.capture.opening import open_source
from emotune_gui.capture.sound_opening import open_sound
from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.faults import SoundUnavailable, SourceUnavailable
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
from emotune_gui.domain.session import Plan
from emotune_gui.engine.composing import Strategist
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.music.playing.midi_out import MidiSink, midi_player
from emotune_gui.music.playing.player import Player
from emotune_gui.music.playing.sinks import open_sink
from emotune_gui.music.playing.synthesiser import Synthesiser
from emotune_gui.music.programme import Programme, Wishes
from emotune_gui.music.songs.repertoire import Repertoire
from emotune_gui.music.strategy import Strategist as PlanStrategist
from emotune_gui.perception.opening import FaceSettings, load_face_reader, load_tracker


class LiveParts(Protocol):
    """Builds what a session runs on. Each call may be slow and runs off the GUI thread."""

    recogniser: Recogniser
    """Whose answers `reader` gives; a personal neutral serves only the one it was made with."""

    def source(self, spec: str) -> FrameSource: ...

    def reader(self) -> FaceReader: ...

    def tracker(self) -> EmotionTracker: ...

    def strategist(self, plan: Plan) -> Strategist: ...

    def composer(self, plan: Plan, wishes: Wishes, repertoire: Repertoire) -> Programme:
        """Raises InvalidInput for a plan that cannot be played."""

    def sound_source(self, spec: str, beside: FrameSource | None = None) -> SoundSource:
        """A microphone or a recording, which keeps in step with the pictures `beside` it."""

    def voice_reader(self) -> VoiceReader: ...

    def sink(self, spec: str) -> SoundSink: ...

    def player(
        self,
        sink: SoundSink,
        on_bar: Callable[[Bar, float], None],
        on_note: Callable[[PlayedNote], None],
    ) -> Player: ...


class RealParts:
    """`predictor` is the file of the 68-point predictor, None the one that comes along."""

    def __init__(
        self,
        clock: Clock,
        faults: FaultDesk,
        predictor: Path | None = None,
        recogniser: Recogniser = Recogniser.COMBINED,
    ) -> None:
        self._clock = clock
        self._faults = faults
        self.recogniser = recogniser
        self._face = FaceSettings(predictor_path=predictor, recogniser=recogniser)

    def source(self, spec: str) -> FrameSource:
        return open_source(spec, clock=self._clock)

    def reader(self) -> FaceReader:
        return load_face_reader(self._face)

    def tracker(self) -> EmotionTracker:
        return load_tracker()

    def strategist(self, plan: Plan) -> Strategist:
        return PlanStrategist(plan)

    def composer(self, plan: Plan, wishes: Wishes, repertoire: Repertoire) -> Programme:
        # A bar that is written again would tell the same again.
        told = set[str]()

        def tell(sentence: str) -> None:
            if sentence not in told:
                told.add(sentence)
                self._faults.notice("composer", sentence)

        return Programme(plan, wishes, repertoire, on_notice=tell)

    def sound_source(self, spec: str, beside: FrameSource | None = None) -> SoundSource:
        source = open_sound(spec, clock=self._clock, beside=beside)
        if source is None:
            raise SourceUnavailable("No microphone was chosen.")
        return source

    def voice_reader(self) -> VoiceReader:
        from emotune_gui.perception.voice.opening import load_voice_reader

        return load_voice_reader()

    def sink(self, spec: str) -> SoundSink:
        """The asked-for output; a missing sound device gives silence and a notice."""
        try:
            return open_sink(spec, self._clock, self._faults.post)
        except SoundUnavailable as error:
            self._faults.notice("sound", f"The session runs silent and is recorded. {error}")
            return open_sink("none", self._clock, self._faults.post)

    def player(
        self,
        sink: SoundSink,
        on_bar: Callable[[Bar, float], None],
        on_note: Callable[[PlayedNote], None],
    ) -> Player:
        if isinstance(sink, MidiSink):
            return midi_player(sink, self._clock, on_bar, on_note)
        return Player(
            sink, Synthesiser(sink.sample_rate), on_bar=on_bar, on_note=on_note, clock=self._clock
        )
