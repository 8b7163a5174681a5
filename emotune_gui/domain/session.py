"""Clients, plans and what is written down during a session."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import ANY_INSTRUMENTS, Instrumentation, Part


class Purpose(StrEnum):
    """What a client may consent to, each on its own."""

    ANALYSE_FACE = "analyse_face"
    ANALYSE_VOICE = "analyse_voice"
    STORE_FEATURES = "store_features"
    RECORD_VIDEO = "record_video"
    RECORD_AUDIO = "record_audio"
    PERSONALISE = "personalise"
    SHARE_SUPERVISION = "share_supervision"


CONSENT_TEXT_VERSION = 3
MAX_NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Client:
    id: int
    name: str
    created_at: datetime
    consents: frozenset[Purpose] = frozenset()
    """Purposes in force (given and not withdrawn)."""
    archived: bool = False
    sessions: int = 0
    """Without rating rounds."""
    last_seen: datetime | None = None
    """When the last session began; a rating round is none."""
    rating_rounds: int = 0


class Strategy(StrEnum):
    MATCH = "match"
    LEAD = "lead"
    CONTRAST = "contrast"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class PathPoint:
    """A place of a drawn path and when the music is there at the earliest."""

    minutes: float
    affect: Affect


LIKED = "liked"
"""As `Plan.composer`: whoever the client's ratings prefer writes the music."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the therapist decided before the start."""

    strategy: Strategy = Strategy.MATCH
    target: Affect = Affect(0.5, -0.4)
    """Where LEAD goes and HOLD stays; calm by default."""
    lead_minutes: float = 20.0
    planned_minutes: float = 50.0
    loudness_limit: float = 100.0
    """Highest mean MIDI velocity the mapping may ask for."""
    excluded_parts: tuple[Part, ...] = ()
    seed: int = 0
    composer: str = "rules"
    """Who writes the music: a composer's name ('rules', 'rnn', ...), 'songs' or `LIKED`."""
    song_id: str = ""
    """With songs: the first one; empty lets the program choose."""
    preset: str = "affect"
    """With songs: how they are shaped, a `ShapingPreset` value."""
    instrumentation: Instrumentation = ANY_INSTRUMENTS
    path: tuple[PathPoint, ...] = ()
    """With LEAD: the way drawn on the affect grid, minutes increasing; empty goes straight from
    where the client is to `target`. The last point is the target."""
    prompt_minutes: float = 0.0
    """Distress is asked for each so many minutes; 0 asks at start and end only."""


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """A plan kept under a name, to begin the next one from."""

    id: int
    name: str
    plan: Plan


RATING_ROUND = "rating-round"
"""The source of a session in which nothing was but clips to rate."""


class SessionState(StrEnum):
    """How a stored session ended. OPEN after a crash means interrupted."""

    OPEN = "open"
    ENDED = "ended"
    RECOVERED = "recovered"


@dataclass(frozen=True, slots=True)
class SessionInfo:
    id: int
    client_id: int
    client_name: str
    started_at: datetime
    ended_at: datetime | None
    duration_s: float
    state: SessionState
    plan: Plan
    source: str
    bars: int = 0
    estimates: int = 0
    ratings: int = 0
    weights_version: int = 0
    recogniser: str = ""
    """Who read the face (a `Recogniser` value); empty in sessions before this was kept."""
    microphone: str = ""
    """What was listened to; empty when nothing was."""

    @property
    def is_round(self) -> bool:
        """A rating round: kept as a session, counted as none."""
        return self.source == RATING_ROUND


@dataclass(frozen=True, slots=True)
class Marker:
    t: float
    """Seconds since the session began (as in all records below)."""
    label: str


@dataclass(frozen=True, slots=True)
class Rating:
    """A judgement of one bar: at least one of `score` 1-5, `fits`, `felt` and `better` is set."""

    t: float
    bar_id: int
    score: int | None = None
    fits: bool | None = None
    by: str = "therapist"
    felt: Affect | None = None
    """Where on the affect grid the music was felt to be."""
    better: float | None = None
    """"This or the one before": 1 this by far, -1 the one before by far, 0 alike."""

    def __post_init__(self) -> None:
        if all(said is None for said in (self.score, self.fits, self.felt, self.better)):
            raise ValueError("a rating needs a score or a fits / does not fit")
        if self.better is not None and not -1.0 <= self.better <= 1.0:
            raise ValueError(f"comparison outside -1 to 1: {self.better}")
        if self.score is not None and not 1 <= self.score <= 5:
            raise ValueError(f"score outside 1-5: {self.score}")

    @property
    def reward(self) -> float:
        """-1 (does not fit at all) to 1 (fits perfectly); 0 where neither score nor fits says."""
        parts = [] if self.score is None else [(self.score - 3) / 2]
        if self.fits is not None:
            parts.append(1.0 if self.fits else -1.0)
        return sum(parts) / len(parts) if parts else 0.0

    @property
    def judged(self) -> bool:
        """Whether there is a score or a fits / does not fit."""
        return self.score is not None or self.fits is not None


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """Shown when a session ends."""

    session_id: int
    duration_s: float
    seconds_by_emotion: dict[str, float] = field(default_factory=dict)
    face_share: float = 0.0
    bars: int = 0
    ratings: int = 0
    mean_affect: Affect | None = None
    speech_s: float = 0.0
    """Seconds in which the client was heard speaking."""
    recogniser: str = ""
    neutral_version: int | None = None
    """Version of the personal neutral in use at the end."""
    learned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One purpose consented to, as it was given and perhaps withdrawn."""

    purpose: Purpose
    text_version: int
    given_at: datetime
    given_by: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None

    @property
    def in_force(self) -> bool:
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What withdrawing a consent did: plain sentences for the therapist."""

    purpose: Purpose
    deleted: tuple[str, ...] = ()
    remains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Practice:
    """What stands at the head of a report."""

    name: str = ""
    logo: bytes | None = None
    """A PNG or JPEG file."""


@dataclass(frozen=True, slots=True)
class StoredMarker:
    """A marker as it can be edited afterwards."""

    id: int
    session_id: int
    t: float
    label: str
