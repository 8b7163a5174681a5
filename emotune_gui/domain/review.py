"""A stored session as read back for review."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.session import Marker, Rating, SessionInfo

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
    played: tuple[PlayedNote, ...] = ()
    songs: tuple[SongPlayed, ...] = ()
