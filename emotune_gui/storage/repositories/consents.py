"""What a client consented to: given, withdrawn, and what follows from that in the data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import CONSENT_TEXT_VERSION, ConsentRecord, Purpose, Withdrawal
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.converting_weights import readable_settings
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.repositories.changes import forget_learned, write_settings
from emotune_gui.storage.tables import (
    ClientRow,
    ConsentRow,
    EmotionSampleRow,
    MappingWeightsRow,
    NeutralProfileRow,
    SessionRow,
    SessionSummaryRow,
    VoiceProfileRow,
)
from emotune_gui.storage.tables_learning import PersonalSettingsRow, TrialRow
from emotune_gui.storage.texts import storable
from emotune_gui.storage.times import now

_Kept = type[MappingWeightsRow] | type[NeutralProfileRow] | type[VoiceProfileRow]
_LEARNED = "What the music learned from their ratings ({}): the fixed mapping is used again."
_AT_REST = "The averages of their face at rest ({})."
_VOICE = "The statistics of their usual voice ({})."
_DELETED: dict[Purpose, tuple[tuple[_Kept, str], ...]] = {
    Purpose.PERSONALISE: ((MappingWeightsRow, _LEARNED),),
    Purpose.STORE_FEATURES: ((NeutralProfileRow, _AT_REST), (VoiceProfileRow, _VOICE)),
    Purpose.ANALYSE_VOICE: ((VoiceProfileRow, _VOICE),),
}
"""What goes with the consent to each purpose."""
_SAMPLES_STAY = (
    "{} earlier sessions keep the emotions stored then: erase them apart if that is wanted.",
    "Markers, notes, ratings, scales and the music of the sessions stay.",
)
_STAYS: dict[Purpose, tuple[str, ...]] = {
    Purpose.PERSONALISE: (
        "The ratings themselves stay with their sessions.",
        "What was set by hand stays in the record of its session, and so do the limits of the "
        "learning with who set them.",
        "Averages over all clients are made without this one from now on; what other clients' "
        "music took from them stays for a few of their ratings.",
    ),
    Purpose.ANALYSE_FACE: ("What was read from the face in earlier sessions stays.",),
    Purpose.ANALYSE_VOICE: ("What was heard in earlier sessions stays.",),
    Purpose.RECORD_VIDEO: ("Films recorded so far stay until they are deleted.",),
    Purpose.RECORD_AUDIO: ("Sound recorded so far stays until it is deleted.",),
    Purpose.SHARE_SUPERVISION: ("What was handed on already cannot be called back.",),
}


class Consents:
    """All calls raise StorageError when the database fails, InvalidInput for a wrong client."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def history(self, client_id: int) -> Sequence[ConsentRecord]:
        """Every consent ever given, oldest first, the withdrawn included."""
        query = select(ConsentRow).where(ConsentRow.client_id == client_id)
        with self._connections.reading() as session:
            _client_row(session, client_id)
            return [_record(row) for row in session.scalars(query.order_by(ConsentRow.id))]

    def give(self, client_id: int, purpose: Purpose, by: str = "therapist") -> None:
        """Nothing where it is in force already."""
        with self._connections.writing() as session:
            _client_row(session, client_id)
            change(session, client_id, purposes_in_force(session, client_id) | {purpose}, by)

    def consequences(self, client_id: int, purpose: Purpose) -> Withdrawal:
        """What `withdraw` would do; nothing is changed."""
        with self._connections.reading() as session:
            _client_row(session, client_id)
            return _consequences(session, client_id, purpose)

    def withdraw(self, client_id: int, purpose: Purpose, by: str = "therapist") -> Withdrawal:
        """From now on it is not in force; says what was deleted and what remains."""
        with self._connections.writing() as session:
            _client_row(session, client_id)
            said = _consequences(session, client_id, purpose)
            change(session, client_id, purposes_in_force(session, client_id) - {purpose}, by)
        self._connections.checkpoint()
        return said

    def erase_features(self, client_id: int) -> int:
        """Delete every stored emotion sample and what was summed up from them, in all sessions;
        returns in how many. The music stays, though its course followed what was seen."""
        mine = select(SessionRow.id).where(SessionRow.client_id == client_id)
        with self._connections.writing() as session:
            _client_row(session, client_id)
            had = _sessions_with_samples(session, client_id)
            for table in (EmotionSampleRow, SessionSummaryRow):
                session.execute(delete(table).where(table.session_id.in_(mine)))
            session.execute(
                update(SessionRow).where(SessionRow.client_id == client_id).values(samples=0)
            )
            write_event(session, "features.erase", client_id=client_id, detail=f"sessions={had}")
        self._connections.checkpoint()
        return had


def purposes_in_force(session: Session, client_id: int) -> frozenset[Purpose]:
    query = select(ConsentRow.purpose).where(
        ConsentRow.client_id == client_id, ConsentRow.withdrawn_at.is_(None)
    )
    return frozenset(Purpose(purpose) for purpose in session.scalars(query))


def withdrawn(session: Session, client_id: int, purpose: Purpose) -> bool:
    """Whether the client took this consent back and has not given it again."""
    query = select(ConsentRow.withdrawn_at).where(
        ConsentRow.client_id == client_id, ConsentRow.purpose == purpose.value
    )
    said = session.scalars(query).all()
    return bool(said) and None not in said


def refuse_withdrawn(session: Session, client_id: int, purpose: Purpose, what: str) -> None:
    """A running session may not know yet that a consent was withdrawn: here it ends.

    Raises InvalidInput.
    """
    if withdrawn(session, client_id, purpose):
        raise InvalidInput(f"The consent to this was withdrawn, so {what} was not stored.")


def change(session: Session, client_id: int, wanted: Iterable[Purpose], by: str) -> None:
    """Exactly these are in force from now on; what goes with a withdrawn one is deleted."""
    wanted, in_force = frozenset(wanted), purposes_in_force(session, client_id)
    by, at = storable(by), now()
    for purpose in sorted(wanted - in_force):
        session.add(
            ConsentRow(
                client_id=client_id,
                purpose=purpose.value,
                text_version=CONSENT_TEXT_VERSION,
                given_at=at,
                given_by=by,
            )
        )
        write_event(session, "consent.give", client_id=client_id, detail=purpose.value, actor=by)
    for purpose in sorted(in_force - wanted):
        session.execute(
            update(ConsentRow)
            .where(
                ConsentRow.client_id == client_id,
                ConsentRow.purpose == purpose.value,
                ConsentRow.withdrawn_at.is_(None),
            )
            .values(withdrawn_at=at, withdrawn_by=by)
        )
        write_event(
            session, "consent.withdraw", client_id=client_id, detail=purpose.value, actor=by
        )
        delete_what_needed(session, client_id, purpose, by)


def delete_what_needed(
    session: Session, client_id: int, purpose: Purpose, by: str = "therapist"
) -> None:
    """What may not be kept of a client without the consent to `purpose`."""
    for table, _ in _DELETED.get(purpose, ()):
        session.execute(delete(table).where(table.client_id == client_id))
    if purpose is Purpose.PERSONALISE:
        mine = select(SessionRow.id).where(SessionRow.client_id == client_id)
        session.execute(delete(TrialRow).where(TrialRow.session_id.in_(mine)))
        forget_learned(session, client_id)
        _allow_nothing(session, client_id, by)


def _allow_nothing(session: Session, client_id: int, by: str) -> None:
    """Exploration and the signal of the affect are off; the limits stay."""
    row = session.get(PersonalSettingsRow, client_id)
    if row is None:
        return
    before = readable_settings(row)
    row.exploring = row.affect_signal = False
    after = readable_settings(row)
    if before is not None and after is not None:
        write_settings(session, client_id, by, 0, (before, after))


def _consequences(session: Session, client_id: int, purpose: Purpose) -> Withdrawal:
    deleted = []
    for table, said in _DELETED.get(purpose, ()):
        count = session.scalar(select(func.count()).where(table.client_id == client_id)) or 0
        if count:
            deleted.append(said.format("1 version" if count == 1 else f"{count} versions"))
    remains = _STAYS.get(purpose, ())
    if purpose is Purpose.STORE_FEATURES:
        count = _sessions_with_samples(session, client_id)
        said_of_samples = _SAMPLES_STAY if count else _SAMPLES_STAY[1:]
        remains = tuple(said.format(count) for said in said_of_samples)
    return Withdrawal(purpose, tuple(deleted), remains)


def _sessions_with_samples(session: Session, client_id: int) -> int:
    query = select(func.count()).where(SessionRow.client_id == client_id, SessionRow.samples > 0)
    return session.scalar(query) or 0


def _record(row: ConsentRow) -> ConsentRecord:
    return ConsentRecord(
        Purpose(row.purpose),
        row.text_version,
        row.given_at,
        row.given_by,
        row.withdrawn_at,
        row.withdrawn_by,
    )


def _client_row(session: Session, client_id: int) -> None:
    if session.get(ClientRow, client_id) is None:
        raise InvalidInput(f"There is no client number {client_id}: choose one from the list.")
