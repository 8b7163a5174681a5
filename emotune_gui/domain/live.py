"""What a running session shows: one frozen snapshot, pulled by the window at its own pace."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceReading, Frame
from emotune_gui.domain.faults import Fault
from emotune_gui.domain.filming import FilmingStatus
from emotune_gui.domain.music import Bar, MusicControls, MusicParameters, Palette
from emotune_gui.domain.neutral import CalibrationState, NeutralProfile
from emotune_gui.domain.scale import Moment, ScaleReading
from emotune_gui.domain.session import Client, Plan
from emotune_gui.domain.song import SongInfo
from emotune_gui.domain.voice import VoiceReading


class LivePhase(StrEnum):
    STARTING = "starting"
    RUNNING = "running"
    ENDING = "ending"
    ENDED = "ended"


class SourceState(StrEnum):
    OPENING = "opening"
    LIVE = "live"
    LOST = "lost"
    ENDED = "ended"
    UNAVAILABLE = "unavailable"
    NOT_CONSENTED = "not_consented"


@dataclass(frozen=True, slots=True)
class SourceStatus:
    name: str
    state: SourceState
    message: str = ""


@dataclass(frozen=True, slots=True)
class SoundStatus:
    name: str
    audible: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class MusicState:
    """What the music is doing now and where it is being led."""

    bar: Bar | None = None
    """The bar being heard."""
    next_bar: Bar | None = None
    beat: float = 0.0
    """Beats into the bar being heard."""
    controls: MusicControls | None = None
    target: Affect = NEUTRAL_AFFECT
    """The affect the music expresses now."""
    path: tuple[Affect, ...] = ()
    """Way ahead of a LEAD plan, from the target to its end."""
    volume_db: float = 0.0
    """The therapist's softer / louder, relative to the plan."""
    held: bool = False
    faded: bool = False
    easing: bool = False
    """True while doubt (no face, several faces, low confidence) holds or eases the music."""
    weights_version: int = 0
    weights_reason: str = ""
    personal: str = ""
    """Why the bar being heard sounds as it does, where something in it is personal or tried."""
    composer: str = "rules"
    """Who writes the music now; 'songs' while songs are shaped."""
    song: SongInfo | None = None
    """The song being played and shaped."""
    song_reasons: tuple[str, ...] = ()
    """Why this song, as plain sentences."""
    asked: MusicParameters | None = None
    """What is asked of the music now: the mapping's answer with what the hand has set."""
    automatic: MusicParameters | None = None
    """What the mapping alone would ask for now: what handing back brings."""
    by_hand: frozenset[str] = frozenset()
    """What the therapist has taken over, as `domain.steering.Steered` values."""
    palette_by_hand: Palette | None = None
    palette: Palette | None = None
    """What plays where no hand holds it: the plan's, or what ratings prefer; None before it is
    known."""
    target_by_hand: bool = False
    hand_target: Affect | None = None
    """Where the hand holds the target; the music (`target`) is there within seconds."""
    automatic_target: Affect | None = None
    """Where the strategy would have the target while a hand holds it."""


@dataclass(frozen=True, slots=True)
class ScalePrompt:
    """A question for distress, pleasure and arousal that stands open."""

    moment: Moment
    asked_s: float
    """Seconds since the session began."""


@dataclass(frozen=True, slots=True, eq=False)
class LiveSnapshot:
    session_id: int
    client: Client
    plan: Plan
    phase: LivePhase
    elapsed_s: float
    source: SourceStatus
    sound: SoundStatus
    music: MusicState
    frame: Frame | None = None
    reading: FaceReading | None = None
    estimate: EmotionEstimate | None = None
    faults: tuple[Fault, ...] = ()
    calibration: CalibrationState | None = None
    """The calibration under way or the last one of this session."""
    neutral: NeutralProfile | None = None
    """The personal neutral in use."""
    neutral_drifted: bool = False
    """True when the client's rest has moved so far from it that a new calibration is due."""
    voice: VoiceReading | None = None
    """What is heard now; its state is OFF when nothing listens."""
    microphone: SourceStatus | None = None
    """The microphone or the sound of the recording; NOT_CONSENTED without the consent."""
    muted: bool = False
    prompt: ScalePrompt | None = None
    """What is to be asked of the client now; leaves by itself."""
    scales: tuple[ScaleReading, ...] = ()
    """What was answered in this session."""
    asks_scales: bool = False
    """Whether the end is to be asked for too."""
    filming: FilmingStatus | None = None
    """What is recorded; None where nothing was chosen to be."""
