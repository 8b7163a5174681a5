"""A running session without an engine: snapshots from a script, calls written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import (
    ActionCues,
    FaceBox,
    FaceReading,
    FaceState,
    Frame,
    ImageArray,
    PointArray,
)
from emotune_gui.domain.live import (
    LivePhase,
    LiveSnapshot,
    MusicState,
    SoundStatus,
    SourceState,
    SourceStatus,
)
from emotune_gui.domain.music import MusicControls, MusicParameters
from emotune_gui.domain.neutral import CalibrationPhase, CalibrationState, NeutralProfile
from emotune_gui.domain.scale import Moment
from emotune_gui.domain.session import Client, Plan, SessionSummary, Strategy
from emotune_gui.domain.steering import Steered, SteeredValue
from emotune_gui.domain.voice import (
    VoiceReading,
    VoiceState,
)
from emotune_gui.engine.scales import ScaleDesk
from emotune_gui.engine.steering import Steering
from tests.ui.live_values import (
    AUTOMATIC_TARGET,
    CAMERA,
    EPOCH,
    QUALITY,
    SPEAKERS,
    bar,
    cues,
    landmarks,
    picture,
    probabilities,
    voice_probabilities,
    wave,
)


@dataclass
class FakeControl:
    """Implements `LiveSessionControl`. `elapsed_s` is set by hand or advanced by the script.

    `calls` lists what the window asked for, in order.
    """

    now: Callable[[], float]
    elapsed_s: float = 100.0
    image: ImageArray = field(default_factory=picture)
    points: PointArray | None = field(default_factory=landmarks)
    boxes: tuple[FaceBox, ...] = (FaceBox(220, 120, 200, 240),)
    face_state: FaceState = FaceState.FACE
    confidence: float = 0.62
    client: Client = field(default_factory=lambda: Client(4, "Ada Lindqvist", EPOCH))
    plan: Plan = field(
        default_factory=lambda: Plan(strategy=Strategy.LEAD, target=Affect(0.5, -0.4))
    )
    music_state: MusicState = field(
        default_factory=lambda: MusicState(
            weights_version=3, weights_reason="After 3 ratings: slower by 4 bpm, softer."
        )
    )
    source: SourceStatus = CAMERA
    sound: SoundStatus = SPEAKERS
    phase: LivePhase = LivePhase.RUNNING
    faults: tuple = ()
    seq: int = 0
    has_bar: bool = True
    notes: tuple[str, ...] = ()
    chosen: bool = False
    cues: ActionCues | None = None
    """None lets them move with time while a face is read."""
    calibration: CalibrationState | None = None
    neutral: NeutralProfile | None = None
    neutral_drifted: bool = False
    microphone: SourceStatus | None = None
    """None: the session was started without one."""
    muted: bool = False
    voice_state: VoiceState | None = None
    """None lets the client speak for six seconds in ten."""
    voice_notes: tuple[str, ...] = ()
    voice_level: float | None = None
    heard: bool = True
    """Whether there was enough speech for an opinion."""
    voice_weight: float | None = None
    """None: what speech and confidence make of it."""
    summary: SessionSummary | None = None
    calls: list[tuple] = field(default_factory=list)
    frame: Frame | None = None
    steering: Steering = field(default_factory=Steering)
    scale_desk: ScaleDesk = field(default_factory=lambda: ScaleDesk(ask=False, every_minutes=0))
    asks_scales: bool = False

    def advance(self, seconds: float = 0.1, *, seq: int | None = None) -> None:
        """A later moment with a new frame."""
        self.elapsed_s += seconds
        self.seq = self.seq + 1 if seq is None else seq
        self.frame = Frame(self.seq, self.now(), self.image)

    def snapshot(self) -> LiveSnapshot:
        return LiveSnapshot(
            session_id=1,
            client=self.client,
            plan=self.plan,
            phase=self.phase,
            elapsed_s=self.elapsed_s,
            source=self.source,
            sound=self.sound,
            music=self._music(),
            frame=self.frame,
            reading=None if self.frame is None else self._reading(),
            estimate=None if self.frame is None else self._estimate(),
            faults=self.faults,
            calibration=self.calibration,
            neutral=self.neutral,
            neutral_drifted=self.neutral_drifted,
            voice=self.voice(),
            microphone=self.microphone,
            muted=self.muted,
            prompt=self.scale_desk.prompt,
            scales=self.scale_desk.readings,
            asks_scales=self.asks_scales,
        )

    @property
    def listening(self) -> bool:
        live = self.microphone is not None and self.microphone.state is SourceState.LIVE
        return live and not self.muted

    def voice(self) -> VoiceReading | None:
        if self.microphone is None:
            return None
        if not self.listening:
            return VoiceReading(self.now(), VoiceState.MUTED if self.muted else VoiceState.OFF)
        place = self.elapsed_s % 10.0
        speaks = VoiceState.SPEAKING if place < 6.0 else VoiceState.SILENT
        state = self.voice_state or speaks
        speaking = state is VoiceState.SPEAKING
        level = (-24.0 + 8 * wave(self.elapsed_s, 1.3)) if speaking else -52.0
        level = level if self.voice_level is None else self.voice_level
        if not self.heard:
            return VoiceReading(self.now(), state, level, notes=self.voice_notes)
        age = 0.2 if speaking else max(0.2, place - 6.0)
        t = self.elapsed_s - age
        return VoiceReading(
            t=self.now(),
            state=state,
            level_dbfs=level,
            probabilities=voice_probabilities(t),
            affect=Affect.clamped(-0.35 + 0.3 * wave(t, 37), -0.45 + 0.3 * wave(t, 23)),
            confidence=max(0.0, 0.66 - 0.08 * age),
            heard_at=self.now() - age,
            speech_s=2.4,
            notes=self.voice_notes,
        )

    def _weights(self, alone: bool) -> tuple[float, float]:
        voice = self.voice()
        said = voice is not None and voice.probabilities is not None
        wanted = self.voice_weight
        if wanted is None:
            wanted = 0.6 * voice.confidence if said else 0.0
        if not alone:
            return (0.0, 1.0) if said else (0.0, 0.0)
        return 1.0 - wanted, wanted

    def _reading(self) -> FaceReading:
        alone = self.face_state is FaceState.FACE
        nobody = self.face_state in (FaceState.NO_FACE, FaceState.TOO_DARK)
        seen = not nobody or "other_face" in self.notes
        return FaceReading(
            seq=self.seq,
            t=self.now(),
            state=self.face_state,
            quality=QUALITY,
            boxes=self.boxes if seen else (),
            landmarks=self.points if alone else None,
            notes=self.notes,
            chosen=self.chosen,
        )

    def _estimate(self) -> EmotionEstimate:
        values = probabilities(self.elapsed_s)
        alone = self.face_state is FaceState.FACE
        t = self.elapsed_s
        face_weight, voice_weight = self._weights(alone)
        told = face_weight + voice_weight > 0.0
        return EmotionEstimate(
            id=self.seq,
            t=self.now(),
            captured_at=self.now() - 0.03,
            seq=self.seq,
            state=self.face_state,
            probabilities=values,
            affect=Affect.clamped(-0.25 + 0.4 * wave(t, 47, 1.0), -0.2 + 0.3 * wave(t, 29)),
            confidence=(self.confidence + 0.2 * wave(t, 15)) if told else 0.0,
            label=values.top if told else None,
            cues=(self.cues or cues(t)) if alone else None,
            neutral_version=None if self.neutral is None else self.neutral.version,
            voice=self.voice(),
            face_weight=face_weight,
            voice_weight=voice_weight,
        )

    def _music(self) -> MusicState:
        if not self.has_bar:
            return self.music_state
        place, beat = divmod(self.elapsed_s, 3.2)
        here = bar(int(place))
        asked = here.parameters
        return replace(
            self.music_state,
            bar=here,
            next_bar=bar(int(place) + 1),
            beat=beat / 0.8,
            controls=MusicControls(asked.tempo_bpm, asked.loudness, asked.density),
            **self._by_hand(asked),
            path=(Affect(0.05, -0.3), Affect(0.2, -0.34), Affect(0.35, -0.37), Affect(0.5, -0.4)),
        )

    def _by_hand(self, asked: MusicParameters) -> dict[str, object]:
        """As the engine tells it, on a plan without limits."""
        hand, palette = self.steering.target, self.steering.values.get(Steered.PALETTE)
        return {
            "target": hand or AUTOMATIC_TARGET,
            "automatic": asked,
            "asked": self.steering.applied(asked, self.plan, AUTOMATIC_TARGET),
            "by_hand": self.steering.names,
            "palette_by_hand": palette,
            "target_by_hand": hand is not None,
            "hand_target": hand,
            "automatic_target": None if hand is None else AUTOMATIC_TARGET,
        }

    def set_held(self, held: bool) -> None:
        self.calls.append(("held", held))
        self.music_state = replace(self.music_state, held=held)

    def louder(self) -> None:
        self.calls.append(("louder",))

    def softer(self) -> None:
        self.calls.append(("softer",))

    def fade(self) -> None:
        self.calls.append(("fade",))
        self.music_state = replace(self.music_state, faded=True)

    def resume(self) -> None:
        self.calls.append(("resume",))
        self.music_state = replace(self.music_state, faded=False)

    def mark(self, label: str) -> None:
        self.calls.append(("mark", label))

    def note(self, text: str) -> None:
        self.calls.append(("note", text))

    def ask_scales(self, moment: Moment = Moment.ASKED) -> None:
        self.calls.append(("ask_scales", moment))
        self.scale_desk.ask_now(self.elapsed_s, moment)

    def answer_scales(self, answers: dict, by: str = "client") -> None:
        self.calls.append(("answer_scales", dict(answers), by))
        self.scale_desk.answer(answers, by, self.elapsed_s)

    def dismiss_scales(self) -> None:
        self.calls.append(("dismiss_scales",))
        self.scale_desk.dismiss()

    def rate(
        self, *, score: int | None = None, fits: bool | None = None, by: str = "therapist"
    ) -> bool:
        self.calls.append(("rate", score, fits, *(() if by == "therapist" else (by,))))
        return self.has_bar

    def choose_face(self, x: float, y: float) -> None:
        """As the engine does: the face there becomes the first box and is read."""
        self.calls.append(("choose_face", x, y))
        for box in self.boxes:
            if box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height:
                self.boxes = (box, *(other for other in self.boxes if other is not box))
                self.chosen, self.face_state, self.notes = True, FaceState.FACE, ()
                return

    def forget_face(self) -> None:
        self.calls.append(("forget_face",))
        self.chosen, self.notes = False, ()
        several = len(self.boxes) > 1
        self.face_state = FaceState.SEVERAL_FACES if several else FaceState.FACE

    def set_composer(self, name: str) -> None:
        self.calls.append(("composer", name))
        self.music_state = replace(self.music_state, composer=name)

    def skip_song(self, ban: bool = False) -> None:
        self.calls.append(("skip_song", ban))

    def set_muted(self, muted: bool) -> None:
        self.calls.append(("muted", muted))
        self.muted = muted

    def calibrate_neutral(self) -> None:
        self.calls.append(("calibrate_neutral",))
        self.calibration = CalibrationState(CalibrationPhase.RUNNING)

    def steer_parameter(self, name: str, value: SteeredValue | str) -> None:
        self.calls.append(("steer", name, value))
        self.steering.steer(name, value, self.now())

    def hand_back(self, name: str | None = None) -> None:
        self.calls.append(("hand_back", name))
        self.steering.hand_back(name, self.now())

    def set_target(self, target: Affect | None) -> None:
        self.calls.append(("target", target))
        self.steering.set_target(target, self.now())

    def end(self) -> None:
        self.calls.append(("end",))
        self.phase = LivePhase.ENDED
        self.summary = SessionSummary(session_id=1, duration_s=self.elapsed_s)
