"""Clients, sessions and mappings as they might be stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from emotune_gui.domain.emotion import EMOTIONS, Affect
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.learning import (
    StoredWeights,
)
from emotune_gui.domain.music import Bar, Mode, MusicParameters, Note, Part, PlayedNote
from emotune_gui.domain.review import (
    EstimateSeries,
    HeardBar,
    NoteText,
    SessionTimeline,
)
from emotune_gui.domain.session import (
    Client,
    Marker,
    Plan,
    Purpose,
    Rating,
    SessionInfo,
    SessionState,
    Strategy,
)

NOW = datetime.now(UTC)
FULL_CONSENT = frozenset({Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES, Purpose.PERSONALISE})


def client(number: int, name: str, *, days: float | None = None, **more: object) -> Client:
    seen = None if days is None else NOW - timedelta(days=days)
    plain = Client(number, name, NOW - timedelta(days=100), FULL_CONSENT, last_seen=seen)
    return replace(plain, **more)


def info(number: int = 1, name: str = "Ada", *, days: float = 0.1, **more: object) -> SessionInfo:
    start = NOW - timedelta(days=days)
    plain = SessionInfo(
        id=number,
        client_id=1,
        client_name=name,
        started_at=start,
        ended_at=start + timedelta(seconds=100),
        duration_s=100.0,
        state=SessionState.ENDED,
        plan=Plan(Strategy.LEAD),
        source="demo",
    )
    return replace(plain, **more)


def series(states: list[str], *, rate: float = 10.0) -> EstimateSeries:
    """One sample a state; happiness leads wherever there is a face."""
    count = len(states)
    probabilities = np.full((count, len(EMOTIONS)), 0.05)
    probabilities[:, 1] = 0.65
    faces = [state == FaceState.FACE.value for state in states]
    return EstimateSeries(
        t=np.arange(count) / rate,
        probabilities=probabilities,
        valence=np.full(count, 0.5),
        arousal=np.full(count, 0.2),
        confidence=np.where(faces, 0.8, 0.0),
        state=tuple(states),
        label=tuple("happiness" if face else None for face in faces),
    )


NOTHING = EstimateSeries(
    t=np.zeros(0),
    probabilities=np.zeros((0, 8)),
    valence=np.zeros(0),
    arousal=np.zeros(0),
    confidence=np.zeros(0),
    state=(),
    label=(),
)


def bar(number: int, mode: Mode = Mode.IONIAN, tempo: float = 120.0) -> Bar:
    asked = MusicParameters(tempo, 3.0, 70.0, 10.0, mode, 70.0, 45.0, 0.9, 0.05, 0.5)
    notes = (Note(0.0, 1.0, 72, 80, Part.MELODY), Note(0.0, 4.0, 48, 60, Part.BASS))
    return Bar(number + 1, number, 4, 9, "I", 0, False, asked, notes, seed=number)


def timeline(seconds: int = 100, *, face: bool = True, played: bool = True) -> SessionTimeline:
    """A marker at 20 s and 60 s, a note at 40 s, no face from 50 s to 55 s, two ratings."""
    states = [FaceState.FACE.value if face else FaceState.NO_FACE.value] * (seconds * 10)
    states[500:550] = [FaceState.NO_FACE.value] * 50
    bars = tuple(
        HeardBar(2.0 * i, bar(i, Mode.DORIAN if i % 2 else Mode.IONIAN), 0.1, 0.1)
        for i in range(seconds // 2)
    )
    notes = tuple(
        PlayedNote(h.bar.id, n.part, 0, n.pitch, n.velocity, h.start_s, h.start_s + 0.5)
        for h in bars
        for n in h.bar.notes
    )
    return SessionTimeline(
        info=info(duration_s=float(seconds)),
        estimates=series(states),
        bars=bars,
        markers=(Marker(20.0, "insight"), Marker(60.0, "tears")),
        ratings=(Rating(22.0, 11, score=4), Rating(70.0, 999, fits=False)),
        notes=(NoteText(40.0, "speaks of the sea"),),
        played=notes if played else (),
    )


def slower(version: int = 1, *, active: bool = True) -> StoredWeights:
    """Six beats a minute slower everywhere, nine when tense, nothing else."""
    rows = [(-6.0, 2.5, -2.5)] + [(0.0, 0.0, 0.0)] * 5
    return StoredWeights(
        version=version,
        offsets=tuple(rows),
        ratings_used=3,
        reason="After 3 ratings: slower by 6 bpm.",
        created_at=NOW,
        active=active,
    )


CALM = Affect(0.5, -0.4)
