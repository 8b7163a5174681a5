"""A database in memory, tasks by hand, and a session that looks like one, for the pages' tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from emotune_gui.domain.emotion import EMOTIONS, Affect
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    USUAL_SETTINGS,
    ChangeKind,
    MappingWeights,
    PersonalSettings,
    StoredWeights,
)
from emotune_gui.domain.music import Bar, Mode, MusicParameters, Note, Part, PlayedNote
from emotune_gui.domain.neutral import NeutralProfile
from emotune_gui.domain.review import (
    EstimateSeries,
    HeardBar,
    NoteText,
    SessionNote,
    SessionTimeline,
    SessionTrend,
    UnfinishedNote,
)
from emotune_gui.domain.session import (
    CONSENT_TEXT_VERSION,
    Client,
    ConsentRecord,
    Marker,
    Plan,
    PlanTemplate,
    Practice,
    Purpose,
    Rating,
    SessionInfo,
    SessionState,
    Strategy,
    Withdrawal,
)
from emotune_gui.domain.song import SongInfo
from emotune_gui.domain.voice import VoiceProfile
from emotune_gui.music.songs.library import MemorySongStore
from tests.ui.fake_tuning import FakeChanges, FakeMappingTemplates

NOW = datetime.now(UTC)
FULL_CONSENT = frozenset({Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES, Purpose.PERSONALISE})


class ImmediateTasks:
    """Runs at once, on this thread."""

    def load(self, slot: str, work: Callable, done: Callable, failed: Callable) -> None:
        self.act(work, done, failed)

    def act(self, work: Callable, done: Callable, failed: Callable) -> None:
        try:
            result = work()
        except EmoTuneError as error:
            failed(str(error))
        else:
            done(result)


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


class FakeClients:
    def __init__(self, *clients: Client) -> None:
        self.rows = list(clients)
        self.calls: list[tuple] = []

    def list(self, search: str = "", archived: bool = False):
        return [c for c in self.rows if archived or not c.archived]

    def create(self, name: str, consents, by: str = "therapist") -> Client:
        made = client(len(self.rows) + 1, name.strip(), consents=frozenset(consents))
        self.rows.append(made)
        return made

    def _replace(self, number: int, **more: object) -> None:
        self.rows = [replace(c, **more) if c.id == number else c for c in self.rows]

    def rename(self, number: int, name: str) -> None:
        self.calls.append(("rename", number, name))
        self._replace(number, name=name.strip())

    def set_consents(self, number: int, consents) -> None:
        self.calls.append(("set_consents", number, frozenset(consents)))
        self._replace(number, consents=frozenset(consents))

    def archive(self, number: int, archived: bool = True) -> None:
        self._replace(number, archived=archived)

    def delete(self, number: int) -> None:
        self.rows = [c for c in self.rows if c.id != number]

    def get(self, number: int) -> Client:
        return next(c for c in self.rows if c.id == number)

    def merge(self, kept: int, merged: int) -> Client:
        both = self.get(kept).sessions + self.get(merged).sessions
        self.delete(merged)
        self._replace(kept, sessions=both)
        return self.get(kept)


class FakeSessions:
    def __init__(self, *sessions: SessionInfo, interrupted: tuple[SessionInfo, ...] = ()) -> None:
        self.rows = list(sessions)
        self.open_ones = list(interrupted)
        self.recovered: list[int] = []
        self.timelines: dict[int, SessionTimeline] = {}

    def list(self, client_id: int | None = None):
        return list(self.rows)

    def timeline(self, number: int, *, written: bool = True) -> SessionTimeline:
        return self.timelines[number]

    def interrupted(self):
        return list(self.open_ones)

    def recover(self, number: int) -> None:
        self.recovered.append(number)
        self.open_ones = [s for s in self.open_ones if s.id != number]


class FakeWeights:
    def __init__(self, *history: StoredWeights) -> None:
        self.versions = list(history)
        self.undone: list[int] = []
        self.resets: list[int] = []
        self.restored: list[int] = []
        self.saved: list[tuple[int, MappingWeights]] = []
        self.kinds: list[tuple[ChangeKind | None, str]] = []
        self.behind: dict[int, list[tuple[int, Rating]]] = {}
        self.others: list[MappingWeights] = []
        self.allowed: dict[int, PersonalSettings] = {}

    def current(self, client_id: int) -> MappingWeights:
        return next((w for w in self.versions if w.active), CLINICAL_MAPPING)

    def history(self, client_id: int):
        return list(self.versions)

    def undo(self, client_id: int) -> MappingWeights:
        self.undone.append(client_id)
        self.versions = [replace(w, active=False, undone=w.active) for w in self.versions]
        return CLINICAL_MAPPING

    def reset(self, client_id: int) -> None:
        self.resets.append(client_id)

    def restore(self, client_id: int, version: int) -> MappingWeights:
        self.restored.append(version)
        return self.current(client_id)

    def save(
        self, client_id: int, weights: MappingWeights, *, kind=None, note=""
    ) -> MappingWeights:
        self.saved.append((client_id, weights))
        self.kinds.append((kind, note))
        return weights

    def ratings_behind(self, client_id: int, version: int):
        return self.behind.get(version, [])

    def population(self, except_client: int):
        return list(self.others)

    def settings(self, client_id: int) -> PersonalSettings:
        return self.allowed.get(client_id, USUAL_SETTINGS)

    def set_settings(self, client_id: int, settings: PersonalSettings) -> None:
        self.allowed[client_id] = settings


class FakeNeutrals:
    def __init__(self) -> None:
        self.profiles: dict[int, list[NeutralProfile]] = {}

    def history(self, client_id: int):
        return list(self.profiles.get(client_id, []))


class FakeVoices:
    def __init__(self) -> None:
        self.profiles: dict[int, list[VoiceProfile]] = {}

    def history(self, client_id: int):
        return list(self.profiles.get(client_id, []))

    def forget(self, client_id: int) -> int:
        return len(self.profiles.pop(client_id, []))


class FakeSongs(MemorySongStore):
    def __init__(self, *songs: SongInfo) -> None:
        super().__init__(songs)
        self.banned: dict[int, set[str]] = {}

    def bans(self, client_id: int) -> frozenset[str]:
        return frozenset(self.banned.get(client_id, ()))

    def ban(self, client_id: int, song_id: str) -> None:
        self.banned.setdefault(client_id, set()).add(song_id)

    def allow(self, client_id: int, song_id: str) -> None:
        self.banned.get(client_id, set()).discard(song_id)


class FakeAudit:
    def __init__(self) -> None:
        self.events: list[tuple[str, int | None]] = []

    def record(self, action: str, *, session_id: int | None = None, **_more: object) -> None:
        self.events.append((action, session_id))


class FakeConsents:
    """History by client; `deleted` is what every withdrawal says it deletes."""

    def __init__(self) -> None:
        self.records: dict[int, list[ConsentRecord]] = {}
        self.erased: list[int] = []
        self.deleted: tuple[str, ...] = ("What the music learned from their ratings.",)

    def history(self, client_id: int):
        return list(self.records.get(client_id, []))

    def give(self, client_id: int, purpose: Purpose, by: str) -> None:
        made = ConsentRecord(purpose, CONSENT_TEXT_VERSION, NOW, by)
        self.records.setdefault(client_id, []).append(made)

    def consequences(self, client_id: int, purpose: Purpose) -> Withdrawal:
        return Withdrawal(purpose, self.deleted, ("The ratings stay.",))

    def withdraw(self, client_id: int, purpose: Purpose, by: str) -> Withdrawal:
        self.records[client_id] = [
            replace(r, withdrawn_at=NOW, withdrawn_by=by)
            if r.purpose is purpose and r.in_force
            else r
            for r in self.records.get(client_id, [])
        ]
        return self.consequences(client_id, purpose)

    def erase_features(self, client_id: int) -> int:
        self.erased.append(client_id)
        return 3


class FakeNotes:
    def __init__(self, *waiting: UnfinishedNote) -> None:
        self.waiting = list(waiting)
        self.by_session: dict[int, list[SessionNote]] = {}

    def of_session(self, session_id: int, *, include_private: bool = False):
        found = self.by_session.get(session_id, [])
        return [n for n in found if include_private or not n.private]

    def unfinished(self):
        return list(self.waiting)


class FakeMarkers:
    def of_session(self, session_id: int):
        return []


class FakeTrends:
    def __init__(self) -> None:
        self.of: dict[int, list[SessionTrend]] = {}

    def of_client(self, client_id: int):
        return list(self.of.get(client_id, []))


class FakePractice:
    def __init__(self) -> None:
        self.now = Practice()

    def get(self) -> Practice:
        return self.now

    def set(self, practice: Practice) -> None:
        self.now = practice


class FakeTemplates:
    def __init__(self) -> None:
        self.kept: dict[str, PlanTemplate] = {}

    def list(self) -> list[PlanTemplate]:
        return [self.kept[name] for name in sorted(self.kept)]

    def save(self, name: str, plan: Plan, *, replace: bool = False) -> PlanTemplate:
        if name in self.kept and not replace:
            raise InvalidInput("There is a plan of that name.")
        self.kept[name] = PlanTemplate(len(self.kept) + 1, name, plan)
        return self.kept[name]


class FakeStore:
    def __init__(
        self,
        clients: FakeClients | None = None,
        sessions: FakeSessions | None = None,
        weights: FakeWeights | None = None,
    ) -> None:
        self.neutrals = FakeNeutrals()
        self.voices = FakeVoices()
        self.songs = FakeSongs()
        self.audit = FakeAudit()
        self.consents = FakeConsents()
        self.notes = FakeNotes()
        self.markers = FakeMarkers()
        self.trends = FakeTrends()
        self.practice = FakePractice()
        self.templates = FakeTemplates()
        self.clients = clients or FakeClients()
        self.sessions = sessions or FakeSessions()
        self.weights = weights or FakeWeights()
        self.mapping_changes = FakeChanges()
        self.mapping_templates = FakeMappingTemplates()


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
