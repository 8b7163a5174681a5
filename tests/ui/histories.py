"""A database with plainly fictitious sessions, written through the program's own recorder."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from emotune_gui.domain.emotion import Affect, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.music import Mode, PlayedNote
from emotune_gui.domain.review import NoteKind
from emotune_gui.domain.scale import Moment, ScaleKind, ScaleReading
from emotune_gui.domain.session import Marker, Plan, Purpose, Rating, Strategy
from emotune_gui.storage.opening import Database
from emotune_gui.storage.recorder import Recorder
from tests.ui.stored_values import bar

FIRST = datetime(2026, 9, 1, 14, 5, tzinfo=UTC)
CONSENTS = (
    *(Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES),
    *(Purpose.PERSONALISE, Purpose.SHARE_SUPERVISION),
)
MODES = (Mode.AEOLIAN, Mode.DORIAN, Mode.MIXOLYDIAN, Mode.IONIAN)


class HandClock:
    def now(self) -> float:
        return 0.0


def add_client(database: Database, name: str = "Ada Lind") -> int:
    return database.clients.create(name, CONSENTS).id


def add_session(
    database: Database,
    client_id: int,
    *,
    number: int = 0,
    seconds: int = 600,
    face: bool = True,
    seed: int = 7,
) -> int:
    """A session that leads from sad to calm: curves, music, markers, ratings, scales, notes."""
    started = FIRST + timedelta(days=7 * number)
    plan = Plan(Strategy.LEAD, lead_minutes=8.0, planned_minutes=seconds / 60.0, seed=seed)
    session_id = database.sessions.begin(
        client_id, plan, "demo", weights_version=0, started_at=started, recogniser="combined"
    )
    recorder = Recorder(database, session_id, HandClock())
    _samples(recorder, seconds, face, np.random.default_rng(seed + number))
    _music(recorder, seconds)
    recorder.marker(Marker(seconds * 0.3, "Insight"))
    recorder.marker(Marker(seconds * 0.6, "Tension in the shoulders"))
    recorder.flush()
    for share, score, fits in ((0.2, 2, None), (0.5, None, True), (0.8, 5, True)):
        index = int(share * seconds / 2)
        recorder.rating(Rating(seconds * share, index + 1, score=score, fits=fits))
    for t, value, moment in (
        (2.0, 8 - number * 0.5, Moment.START),
        (seconds * 0.5, 6 - number * 0.4, Moment.TIMER),
        (seconds - 2.0, 4 - number * 0.3, Moment.END),
    ):
        recorder.scale(ScaleReading(t, ScaleKind.SUDS, max(0.0, value), moment))
    recorder.scale(ScaleReading(3.0, ScaleKind.PLEASURE, 0.3, Moment.START))
    recorder.scale(ScaleReading(seconds - 3.0, ScaleKind.PLEASURE, 0.6, Moment.END))
    recorder.close()
    ended = started + timedelta(seconds=seconds)
    database.sessions.end(session_id, ended_at=ended, duration_s=float(seconds))
    _notes(database, session_id)
    return session_id


def _samples(recorder: Recorder, seconds: int, face: bool, rng: np.random.Generator) -> None:
    wander = np.zeros(8)
    for k in range(seconds * 5):
        t, share = k / 5.0, k / (seconds * 5)
        wander = 0.98 * wander + rng.normal(0.0, 0.06, 8)
        lost = not face or 0.42 < share < 0.46
        strengths = np.array([1.2, 0.2 + 1.8 * share, 0.0, 2.0 - 1.8 * share, 0.1, -1, -0.5, -1])
        odds = np.exp(strengths + wander)
        probabilities = EmotionProbabilities.normalised(list(odds))
        recorder.estimate(
            t,
            EmotionEstimate(
                id=k + 1,
                t=t,
                captured_at=t,
                seq=k,
                state=FaceState.NO_FACE if lost else FaceState.FACE,
                probabilities=probabilities,
                affect=Affect.clamped(-0.5 + share + 0.1 * wander[0], 0.1 - 0.4 * share),
                confidence=0.0 if lost else 0.6 + 0.1 * float(np.tanh(wander[1])),
                label=None if lost else probabilities.top,
            ),
        )


def _music(recorder: Recorder, seconds: int) -> None:
    for index in range(seconds // 2):
        share = index / (seconds / 2)
        written = bar(index, MODES[int(share * len(MODES))], 92.0 - 24.0 * share)
        recorder.bar(2.0 * index, replace(written, id=index + 1), Affect(-0.4 + share, 0.0))
        for n in written.notes:
            start = 2.0 * index
            recorder.played(
                PlayedNote(index + 1, n.part, 0, n.pitch, n.velocity, start, start + 0.5)
            )


def _notes(database: Database, session_id: int) -> None:
    note = database.notes.write(
        session_id,
        NoteKind.SOAP,
        sections={
            "subjective": "Slept badly; “a heavy week”.",
            "objective": "Slow to begin, shoulders lower when the strings came in.",
            "assessment": "Follows the music within a phrase.",
            "plan": "Begin with strings again, ask for a rating earlier.",
        },
    )
    database.notes.lock(note.id, "M. Berg")
    database.notes.amend(note.id, "The week was that of a move.", {}, "M. Berg")
    database.notes.write(session_id, NoteKind.FREE, "A DRAFT about seating.")
    database.notes.write(session_id, NoteKind.FREE, "PRIVATE: my own doubts.", private=True)
