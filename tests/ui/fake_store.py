"""A database in memory, tasks by hand, and a session that looks like one, for the pages' tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    USUAL_SETTINGS,
    ChangeKind,
    MappingWeights,
    PersonalSettings,
    StoredWeights,
)
from emotune_gui.domain.neutral import NeutralProfile
from emotune_gui.domain.review import (
    SessionNote,
    SessionTimeline,
    SessionTrend,
    UnfinishedNote,
)
from emotune_gui.domain.session import (
    CONSENT_TEXT_VERSION,
    Client,
    ConsentRecord,
    Plan,
    PlanTemplate,
    Practice,
    Purpose,
    Rating,
    SessionInfo,
    Withdrawal,
)
from emotune_gui.domain.song import SongInfo
from emotune_gui.domain.voice import VoiceProfile
from emotune_gui.music.songs.library import MemorySongStore
from tests.ui.fake_tuning import FakeChanges, FakeMappingTemplates
from tests.ui.stored_values import NOW, client


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
