"""Two records of one person made one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from emotune_gui.domain.learning import USUAL_SETTINGS, ChangeKind, PersonalSettings
from emotune_gui.domain.session import Purpose
from emotune_gui.storage.converting_weights import readable_settings, settings_values
from emotune_gui.storage.packing_samples import with_versions_moved
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.repositories.changes import write_settings
from emotune_gui.storage.repositories.consents import delete_what_needed, purposes_in_force
from emotune_gui.storage.tables import (
    BarRow,
    ClientRow,
    ConsentRow,
    EmotionSampleRow,
    MappingWeightsRow,
    NeutralProfileRow,
    SessionRow,
    SongBanRow,
    VoiceProfileRow,
)
from emotune_gui.storage.tables_learning import MappingChangeRow, PersonalSettingsRow, TrialRow
from emotune_gui.storage.times import now


def merge_clients(session: Session, kept: int, merged: int, by: str) -> None:
    """Everything of `merged` becomes `kept`'s; the record of `merged` is deleted.

    Versions of the mapping, of the neutral and of the voice go on counting behind the kept ones,
    and what names them in bars, samples and trials is renumbered with them. Where both have a
    mapping, the kept one's stays in use and the other's versions count as undone.
    """
    moved = session.scalars(select(SessionRow.id).where(SessionRow.client_id == merged)).all()
    _renumber_weights(session, kept, merged)
    shifts = [_renumber_profiles(session, t, kept, merged) for t in _PROFILES]
    _renumber_samples(session, list(moved), *shifts)
    _settle_consents(session, kept, merged, by)
    _move_bans(session, kept, merged)
    _move_settings(session, kept, merged, by)
    session.execute(update(SessionRow).where(SessionRow.client_id == merged).values(client_id=kept))
    for purpose in set(Purpose) - purposes_in_force(session, kept):
        delete_what_needed(session, kept, purpose)
    session.execute(delete(ClientRow).where(ClientRow.id == merged))
    said = f"merged={merged} sessions={len(moved)}"
    write_event(session, "client.merge", client_id=kept, detail=said, actor=by)


_PROFILES: tuple[Any, ...] = (NeutralProfileRow, VoiceProfileRow)


def _renumber_weights(session: Session, kept: int, merged: int) -> None:
    """A version number was given only once to a client, used or not: it goes behind all of them."""
    rows = {c: session.get_one(ClientRow, c) for c in (kept, merged)}
    shift, active = rows[kept].weights_given, MappingWeightsRow.active.is_(True)
    keeps_own = session.scalar(
        select(MappingWeightsRow.id).where(MappingWeightsRow.client_id == kept, active)
    )
    theirs = update(MappingWeightsRow).where(MappingWeightsRow.client_id == merged)
    if keeps_own is not None:
        session.execute(theirs.where(active).values(active=False))
        # They lie between the kept versions and the next one, and undoing it must not lead there.
        current = MappingWeightsRow.undone_at.is_(None)
        session.execute(theirs.where(current).values(undone_at=now()))
    session.execute(theirs.values(client_id=kept, version=MappingWeightsRow.version + shift))
    sessions = select(SessionRow.id).where(SessionRow.client_id == merged)
    named = (
        (SessionRow, SessionRow.id),
        (BarRow, BarRow.session_id),
        (TrialRow, TrialRow.session_id),
    )
    for table, of in named:
        session.execute(
            update(table)
            .where(of.in_(sessions), table.weights_version > 0)
            .values(weights_version=table.weights_version + shift)
        )
    _renumber_changes(session, kept, merged, shift)
    rows[kept].weights_given += rows[merged].weights_given


def _renumber_changes(session: Session, kept: int, merged: int, shift: int) -> None:
    """The ledger of `merged` goes to `kept`; version 0 stays the clinical mapping."""
    theirs = session.scalars(select(MappingChangeRow).where(MappingChangeRow.client_id == merged))
    for row in theirs.all():
        row.client_id = kept
        row.version_before += shift if row.version_before else 0
        row.version_after += shift if row.version_after else 0
        if row.kind == ChangeKind.RESTORED.value and row.note.isdecimal():
            row.note = str(int(row.note) + shift)
    session.flush()


def _renumber_profiles(session: Session, table: Any, kept: int, merged: int) -> int:
    """By how much the versions of `merged` were moved. The newest version is in use, hence the
    kept one's newest is put behind them again where it was made later."""
    newest = session.scalar(
        select(table).where(table.client_id == kept).order_by(table.version.desc()).limit(1)
    )
    shift = 0 if newest is None else newest.version
    latest = session.scalar(select(func.max(table.made_at)).where(table.client_id == merged))
    highest = session.scalar(select(func.max(table.version)).where(table.client_id == merged))
    session.execute(
        update(table)
        .where(table.client_id == merged)
        .values(client_id=kept, version=table.version + shift)
    )
    if newest is not None and latest is not None and newest.made_at > latest:
        names = [c.name for c in table.__table__.columns if c.name not in ("id", "version")]
        again = {name: getattr(newest, name) for name in names}
        session.execute(insert(table).values(version=shift + (highest or 0) + 1, **again))
    return shift


def _renumber_samples(session: Session, sessions: list[int], neutral: int, voice: int) -> None:
    if not (neutral or voice):
        return
    query = select(EmotionSampleRow.id, EmotionSampleRow.data)
    rows = session.execute(query.where(EmotionSampleRow.session_id.in_(sessions))).all()
    for row_id, data in rows:
        renumbered = with_versions_moved(data, neutral, voice)
        session.execute(
            update(EmotionSampleRow).where(EmotionSampleRow.id == row_id).values(data=renumbered)
        )


def _settle_consents(session: Session, kept: int, merged: int, by: str) -> None:
    """The whole history moves. Of each purpose the last word counts, in either record."""
    session.execute(update(ConsentRow).where(ConsentRow.client_id == merged).values(client_id=kept))
    for purpose in purposes_in_force(session, kept):
        rows = session.scalars(
            select(ConsentRow).where(
                ConsentRow.client_id == kept, ConsentRow.purpose == purpose.value
            )
        ).all()
        given = max(row.given_at for row in rows if row.withdrawn_at is None)
        withdrawn = [row.withdrawn_at for row in rows if row.withdrawn_at is not None]
        if withdrawn and max(withdrawn) >= given:
            for row in rows:
                if row.withdrawn_at is None:
                    row.withdrawn_at, row.withdrawn_by = now(), by
    session.flush()


def _move_settings(session: Session, kept: int, merged: int, by: str) -> None:
    """Of both the stricter, where the merged one has some: contraindications are never dropped."""
    theirs = session.get(PersonalSettingsRow, merged)
    if theirs is None:
        return
    mine = session.get(PersonalSettingsRow, kept)
    before = USUAL_SETTINGS if mine is None else readable_settings(mine)
    told = readable_settings(theirs)
    if mine is None:
        mine = PersonalSettingsRow(client_id=kept, changed_at=now(), by=by)
        session.add(mine)
        _write(mine, USUAL_SETTINGS)
    if before is None or told is None:
        # What cannot be read may hold contraindications: nothing is tried and nothing learned.
        mine.exploring, mine.locked = False, True
        mine.bounds = mine.bounds if before is None else theirs.bounds
        return
    after = before.stricter(told)
    _write(mine, after)
    session.flush()
    write_settings(session, kept, by, _in_use(session, kept), (before, after))


def _write(row: PersonalSettingsRow, settings: PersonalSettings) -> None:
    for name, value in settings_values(settings).items():
        setattr(row, name, value)


def _in_use(session: Session, client_id: int) -> int:
    """The version in use; 0 is the clinical mapping."""
    version = session.scalar(
        select(MappingWeightsRow.version).where(
            MappingWeightsRow.client_id == client_id, MappingWeightsRow.active.is_(True)
        )
    )
    return version or 0


def _move_bans(session: Session, kept: int, merged: int) -> None:
    both = select(SongBanRow.song_id).where(SongBanRow.client_id == kept)
    session.execute(
        update(SongBanRow)
        .where(SongBanRow.client_id == merged, SongBanRow.song_id.not_in(both))
        .values(client_id=kept)
    )
