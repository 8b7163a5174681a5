"""What the pages ask of the database. `storage.Database` fits; tests hand in fakes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from emotune_gui.domain.learning import (
    ChangeKind,
    MappingChange,
    MappingTemplate,
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


class ClientStore(Protocol):
    """All calls may block on the disk and raise StorageError; changes may raise InvalidInput."""

    def list(self, search: str = "", archived: bool = False) -> Sequence[Client]: ...

    def get(self, client_id: int, /) -> Client: ...

    def merge(self, kept_id: int, merged_id: int, /) -> Client:
        """Everything of the second becomes the first's; the second is no more."""

    def create(self, name: str, consents: Iterable[Purpose], by: str = ...) -> Client: ...

    def rename(self, client_id: int, name: str, /) -> object: ...

    def set_consents(self, client_id: int, consents: Iterable[Purpose], /) -> object: ...

    def archive(self, client_id: int, archived: bool = ..., /) -> object: ...

    def delete(self, client_id: int, /) -> object: ...


class SessionStore(Protocol):
    def list(self, client_id: int | None = None) -> Sequence[SessionInfo]: ...

    def timeline(self, session_id: int, /, *, written: bool = ...) -> SessionTimeline: ...

    def interrupted(self) -> Sequence[SessionInfo]: ...

    def recover(self, session_id: int, /) -> object: ...


class WeightsStore(Protocol):
    def current(self, client_id: int, /) -> MappingWeights: ...

    def history(self, client_id: int, /) -> Sequence[StoredWeights]: ...

    def undo(self, client_id: int, /) -> MappingWeights: ...

    def reset(self, client_id: int, /) -> object: ...

    def restore(self, client_id: int, version: int, /) -> MappingWeights:
        """Any stored version in use again, as the next one."""

    def save(
        self,
        client_id: int,
        weights: MappingWeights,
        /,
        *,
        kind: ChangeKind | None = ...,
        note: str = ...,
    ) -> MappingWeights:
        """As the next version, now in use."""

    def ratings_behind(self, client_id: int, version: int, /) -> Sequence[tuple[int, Rating]]:
        """Session and rating of every judgement behind a version."""

    def population(self, except_client: int, /) -> Sequence[MappingWeights]:
        """Mappings in use of the other clients who consented."""

    def settings(self, client_id: int, /) -> PersonalSettings: ...

    def set_settings(self, client_id: int, settings: PersonalSettings, /) -> object: ...


class MappingChangeStore(Protocol):
    def of_client(self, client_id: int, /) -> Sequence[MappingChange]:
        """Newest first."""


class MappingTemplateStore(Protocol):
    def list(self) -> Sequence[MappingTemplate]:
        """By name."""

    def damaged(self) -> str:
        """One sentence on one that cannot be read; empty where all can."""

    def save(self, name: str, weights: MappingWeights, /) -> MappingTemplate:
        """Takes the place of one of the same name."""

    def delete(self, name: str, /) -> object: ...


class NeutralStore(Protocol):
    def history(self, client_id: int, /) -> Sequence[NeutralProfile]:
        """Every stored version, oldest first, whatever the recogniser."""


class VoiceStore(Protocol):
    def history(self, client_id: int, /) -> Sequence[VoiceProfile]:
        """Every stored version of the client's usual voice, oldest first."""

    def forget(self, client_id: int, /) -> object: ...


class SongRepository(Protocol):
    """Fits `music.songs.library.SongStore`."""

    def songs(self) -> Sequence[SongInfo]: ...

    def put(self, song: SongInfo, /) -> None: ...

    def remove(self, song_id: str, /) -> None: ...

    def bans(self, client_id: int, /) -> frozenset[str]:
        """Ids of songs that are not to be chosen for this client."""

    def ban(self, client_id: int, song_id: str, /) -> object: ...

    def allow(self, client_id: int, song_id: str, /) -> object:
        """Take a ban back."""


class ConsentStore(Protocol):
    def history(self, client_id: int, /) -> Sequence[ConsentRecord]: ...

    def give(self, client_id: int, purpose: Purpose, by: str, /) -> object: ...

    def consequences(self, client_id: int, purpose: Purpose, /) -> Withdrawal:
        """What withdrawing would do; nothing is done."""

    def withdraw(self, client_id: int, purpose: Purpose, by: str, /) -> Withdrawal: ...

    def erase_features(self, client_id: int, /) -> int:
        """Delete the emotion curves of every session; in how many there were some."""


class NoteReader(Protocol):
    def of_session(self, session_id: int, /) -> Sequence[SessionNote]:
        """Without the private ones."""

    def unfinished(self) -> Sequence[UnfinishedNote]: ...


class TrendStore(Protocol):
    def of_client(self, client_id: int, /) -> Sequence[SessionTrend]:
        """Ended sessions, oldest first."""


class PracticeStore(Protocol):
    def get(self) -> Practice: ...

    def set(self, practice: Practice, /) -> object: ...


class TemplateStore(Protocol):
    def list(self) -> Sequence[PlanTemplate]:
        """By name."""

    def save(self, name: str, plan: Plan, *, replace: bool = ...) -> PlanTemplate: ...


class AuditStore(Protocol):
    def record(
        self,
        action: str,
        *,
        client_id: int | None = ...,
        session_id: int | None = ...,
        detail: str = ...,
    ) -> None:
        """Note something done with what is stored, such as an export."""


class Store(Protocol):
    @property
    def clients(self) -> ClientStore: ...

    @property
    def sessions(self) -> SessionStore: ...

    @property
    def weights(self) -> WeightsStore: ...

    @property
    def mapping_changes(self) -> MappingChangeStore: ...

    @property
    def mapping_templates(self) -> MappingTemplateStore: ...

    @property
    def neutrals(self) -> NeutralStore: ...

    @property
    def voices(self) -> VoiceStore: ...

    @property
    def songs(self) -> SongRepository: ...

    @property
    def audit(self) -> AuditStore: ...

    @property
    def consents(self) -> ConsentStore: ...

    @property
    def notes(self) -> NoteReader: ...

    @property
    def trends(self) -> TrendStore: ...

    @property
    def practice(self) -> PracticeStore: ...

    @property
    def templates(self) -> TemplateStore: ...


OpenStore = Callable[[], Store]
"""Gives the open database, opening it on the first call; called on background threads only."""
