"""Who changed what of a client's mapping: written in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from emotune_gui.domain.learning import ChangeKind, MappingChange, PersonalSettings
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.converting_weights import settings_from, settings_text
from emotune_gui.storage.tables_learning import MappingChangeRow
from emotune_gui.storage.texts import storable
from emotune_gui.storage.times import now

ONE_MOVE = timedelta(minutes=1)
"""Steps of a slider that follow one another within this are one change."""
_SLID = ("width", "affect_weight")


class MappingChanges:
    """All calls raise StorageError when the database fails."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def of_client(self, client_id: int) -> Sequence[MappingChange]:
        """Newest first."""
        query = select(MappingChangeRow).where(MappingChangeRow.client_id == client_id)
        with self._connections.reading() as session:
            rows = session.scalars(query.order_by(MappingChangeRow.id.desc()))
            return [_change(row) for row in rows]


def write_change(
    session: Session,
    client_id: int,
    kind: ChangeKind,
    by: str,
    versions: tuple[int, int],
    note: str = "",
) -> None:
    """`versions` are those in use before and after; 0 is the clinical mapping."""
    before, after = versions
    session.add(
        MappingChangeRow(
            client_id=client_id,
            at=now(),
            by=storable(by),
            kind=kind.value,
            version_before=before,
            version_after=after,
            note=storable(note),
            settings_before="",
            settings_after="",
        )
    )


def write_settings(
    session: Session,
    client_id: int,
    by: str,
    version: int,
    settings: tuple[PersonalSettings | None, PersonalSettings],
) -> None:
    """Nothing where nothing changed; `settings[0]` None: what was there could not be read."""
    before, after = settings
    if before == after or _went_on(session, client_id, by, settings):
        return
    session.add(
        MappingChangeRow(
            client_id=client_id,
            at=now(),
            by=storable(by),
            kind=ChangeKind.SETTINGS.value,
            version_before=version,
            version_after=version,
            note="",
            settings_before="" if before is None else settings_text(before),
            settings_after=settings_text(after),
        )
    )


def _went_on(
    session: Session,
    client_id: int,
    by: str,
    settings: tuple[PersonalSettings | None, PersonalSettings],
) -> bool:
    """Whether this is a slider's next step, which then ends where the last row ends."""
    before, after = settings
    mine = select(MappingChangeRow).where(MappingChangeRow.client_id == client_id)
    last = session.scalar(mine.order_by(MappingChangeRow.id.desc()).limit(1))
    if last is None or before is None or last.kind != ChangeKind.SETTINGS.value:
        return False
    known = _change(last)
    moved = after.other_than(before)
    same = known.before is not None and known.after == before and last.by == storable(by)
    if (
        not same
        or moved not in {(name,) for name in _SLID}
        or now() - last.at > ONE_MOVE
        or known.before is None
        or before.other_than(known.before) != moved
    ):
        return False
    last.settings_after, last.at = settings_text(after), now()
    return True


def forget_learned(session: Session, client_id: int) -> None:
    """What tells of versions goes with them; who allowed what and set which limits stays."""
    session.execute(
        delete(MappingChangeRow).where(
            MappingChangeRow.client_id == client_id,
            MappingChangeRow.kind != ChangeKind.SETTINGS.value,
        )
    )


def _change(row: MappingChangeRow) -> MappingChange:
    known = {kind.value for kind in ChangeKind}
    return MappingChange(
        row.at,
        row.by,
        ChangeKind(row.kind) if row.kind in known else ChangeKind.LEARNED,
        row.version_before,
        row.version_after,
        row.note,
        settings_from(row.settings_before),
        settings_from(row.settings_after),
    )
