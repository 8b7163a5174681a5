"""A stored session as read back for review."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.scale import ScaleReading
from emotune_gui.domain.session import Marker, Rating, SessionInfo, Strategy

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class EstimateSeries:
    """N samples in time order; `t` in seconds since the session began."""

    t: FloatArray
    probabilities: FloatArray
    """N x 8 in `EMOTIONS` order."""
    valence: FloatArray
    arousal: FloatArray
    confidence: FloatArray
    state: tuple[str, ...]
    """FaceState value per sample."""
    label: tuple[str | None, ...]
    """Emotion value per sample, None without a usable face or voice."""
    voice: FloatArray | None = None
    """N x 8 in `VOICE_EMOTIONS` order, NaN where nothing was heard; None without any voice."""
    voice_weight: FloatArray | None = None
    """N, from 0 (the face alone) to 1 (the voice alone); None without any voice."""
    neutral_version: tuple[int | None, ...] = ()
    """Version of the client's personal neutral per sample; empty when never used."""
    voice_heard_at: FloatArray | None = None
    """N, seconds: when the opinion in force was formed, NaN before the first; None without any
    voice."""
    voice_state: tuple[str | None, ...] = ()
    """VoiceState value per sample, None where nothing listened; empty without any voice."""


@dataclass(frozen=True, slots=True)
class HeardBar:
    """A bar and when it was heard."""

    start_s: float
    bar: Bar
    target_valence: float
    target_arousal: float


@dataclass(frozen=True, slots=True)
class NoteText:
    t: float
    text: str


@dataclass(frozen=True, slots=True)
class SongPlayed:
    """A song and when it was heard in a session, in seconds since the session began."""

    place: int
    """Songs before it in the session."""
    song_id: str
    title: str
    start_s: float
    end_s: float
    reasons: tuple[str, ...] = ()
    """Why it was chosen, as plain sentences."""
    skipped: bool = False
    """True when the therapist had it left early."""


@dataclass(frozen=True, slots=True, eq=False)
class SessionTimeline:
    info: SessionInfo
    estimates: EstimateSeries
    bars: tuple[HeardBar, ...] = ()
    markers: tuple[Marker, ...] = ()
    ratings: tuple[Rating, ...] = ()
    notes: tuple[NoteText, ...] = ()
    """Timed remarks as they now read; never a private one."""
    played: tuple[PlayedNote, ...] = ()
    songs: tuple[SongPlayed, ...] = ()
    scales: tuple[ScaleReading, ...] = ()


class NoteKind(StrEnum):
    """How a note is written. A remark stands at its second; the others are of the session."""

    REMARK = "remark"
    FREE = "free"
    SOAP = "soap"
    DAP = "dap"


NOTE_SECTIONS: dict[NoteKind, tuple[str, ...]] = {
    NoteKind.REMARK: (),
    NoteKind.FREE: (),
    NoteKind.SOAP: ("subjective", "objective", "assessment", "plan"),
    NoteKind.DAP: ("data", "assessment", "plan"),
}
"""Names of the parts of a note, in order; none where it is one text."""


class NoteState(StrEnum):
    DRAFT = "draft"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class SessionNote:
    """A written note. Locked, it never changes: an amendment is a note of its own."""

    id: int
    session_id: int
    kind: NoteKind
    t: float
    """Seconds since the session began; 0 for a note of the whole session."""
    text: str
    """The whole text; with sections, what belongs to none of them."""
    sections: tuple[tuple[str, str], ...]
    """Name and text, in the order of `NOTE_SECTIONS`."""
    state: NoteState
    private: bool
    """True: for the therapist alone, in no report and no export."""
    created_at: datetime
    by: str
    changed_at: datetime
    locked_at: datetime | None = None
    locked_by: str = ""
    amends: int | None = None
    """Id of the locked note that this one corrects or adds to."""

    @property
    def empty(self) -> bool:
        return not (self.text.strip() or any(text.strip() for _, text in self.sections))


@dataclass(frozen=True, slots=True)
class UnfinishedNote:
    """A draft that still waits to be locked, with whose it is."""

    note: SessionNote
    client_id: int
    client_name: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class SessionTrend:
    """One session as a point of a trend. Affects are means over the time an emotion was believed;
    None where there was none."""

    session_id: int
    started_at: datetime
    duration_s: float
    strategy: Strategy
    target: Affect
    """Where the plan led to."""
    seconds_by_emotion: dict[str, float] = field(default_factory=dict)
    seconds_without: dict[str, float] = field(default_factory=dict)
    """Seconds by the reason why no emotion was believed."""
    believed_s: float = 0.0
    mean_affect: Affect | None = None
    spread: tuple[float, float] = (0.0, 0.0)
    """Standard deviations of valence and arousal."""
    first_affect: Affect | None = None
    """Mean of the first two minutes in which an emotion was believed."""
    last_affect: Affect | None = None
    """Mean of the last two."""
    travelled: float = 0.0
    """Length of the way through the affect grid, between means of ten seconds."""
    speech_s: float = 0.0
    bars: int = 0
    markers: int = 0
    ratings: int = 0
    mean_reward: float | None = None
    """Of the ratings, -1 to 1."""
    scales: tuple[ScaleReading, ...] = ()

    @property
    def approached(self) -> float | None:
        """How much nearer to the plan's target the client was at the end than at the start."""
        if self.first_affect is None or self.last_affect is None:
            return None
        before, after = (
            np.hypot(at.valence - self.target.valence, at.arousal - self.target.arousal)
            for at in (self.first_affect, self.last_affect)
        )
        return float(before - after)
