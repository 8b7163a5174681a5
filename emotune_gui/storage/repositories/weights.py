"""Versions of each client's mapping: saved, undone, reset; none is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from emotune_gui.domain.faults import InvalidInput, Overtaken, StorageError
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    USUAL_SETTINGS,
    ChangeKind,
    MappingWeights,
    PersonalSettings,
    StoredWeights,
    Trial,
)
from emotune_gui.domain.session import Purpose, Rating
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.converting import rating_of
from emotune_gui.storage.converting_weights import (
    UNREADABLE,
    damaged_version,
    readable_settings,
    settings_values,
    stored_weights,
    trial_of,
    trial_values,
    weights_of,
    weights_values,
)
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.repositories.changes import write_change, write_settings
from emotune_gui.storage.repositories.consents import refuse_withdrawn
from emotune_gui.storage.tables import (
    ClientRow,
    ConsentRow,
    MappingWeightsRow,
    RatingRow,
    WeightsRatingRow,
)
from emotune_gui.storage.tables_learning import PersonalSettingsRow, TrialRow
from emotune_gui.storage.texts import storable
from emotune_gui.storage.times import now

RESET_REASON = "Reset to the clinical mapping."
RESTORED_REASON = "Version {n} restored."
DAMAGED_IN_USE = (
    "Version {n} of this client's mapping is damaged: on the Tuning page use another version of "
    "it, or reset it."
)
DAMAGED_SETTINGS = (
    "What is allowed for this client is damaged in the database: set it anew on the Tuning page."
)
OVERTAKEN = "The mapping was changed elsewhere at the same moment: try again."
DAMAGED_TRIAL = "What was tried in session {n} is damaged in the database and cannot be shown."
THERAPIST, PROGRAM = "therapist", "program"


class Weights:
    """All calls raise StorageError when the database fails."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def current(self, client_id: int) -> MappingWeights:
        """The version in use; CLINICAL_MAPPING when there is none."""
        with self._connections.reading() as session:
            return _current(session, client_id)

    def history(self, client_id: int) -> list[StoredWeights]:
        """Every stored version, oldest first, the undone included."""
        query = (
            select(MappingWeightsRow)
            .where(MappingWeightsRow.client_id == client_id)
            .order_by(MappingWeightsRow.version)
        )
        with self._connections.reading() as session:
            return [_readable(row) for row in session.scalars(query)]

    def save(
        self,
        client_id: int,
        weights: MappingWeights,
        rating_ids: Iterable[int] = (),
        by: str | None = None,
        *,
        kind: ChangeKind | None = None,
        note: str = "",
        after: int | None = None,
    ) -> MappingWeights:
        """Store as the next version, now in use; `rating_ids` are the ratings behind it.

        `kind` is what was done, as far as the version itself does not say it, and `by` who did
        it: else who gave the last of the ratings, or the program where nobody rated. `after` is
        the version it was learned from (0 the clinical mapping).
        Raises InvalidInput for a client that is not there, Overtaken where another than `after`
        is in use by now: nothing is stored then.
        """
        with self._connections.writing() as session:
            if after is not None and after != _version_in_use(session, client_id):
                raise Overtaken(OVERTAKEN)
            ratings = tuple(rating_ids)
            by = by or _author(session, ratings, kind)
            kind = kind or _kind(weights, ratings)
            saved = _add(session, client_id, weights, ratings, by, kind, note)
            write_event(
                session,
                "weights.save",
                client_id=client_id,
                detail=f"version={saved.version}",
                actor=by,
            )
            return saved

    def restore(self, client_id: int, version: int, by: str = "therapist") -> MappingWeights:
        """Any stored version comes into use again, exactly, as the next one (so it can be undone).

        Raises InvalidInput for a version that is not there.
        """
        with self._connections.writing() as session:
            row = session.scalar(
                select(MappingWeightsRow).where(
                    MappingWeightsRow.client_id == client_id, MappingWeightsRow.version == version
                )
            )
            if row is None:
                raise InvalidInput(f"There is no version {version}: choose one from the list.")
            reason = RESTORED_REASON.format(n=version)
            ratings = session.scalars(
                select(WeightsRatingRow.rating_id).where(WeightsRatingRow.weights_id == row.id)
            ).all()
            again = replace(_weights(row), reason=f"{reason} {row.reason}".strip())
            kind, note = ChangeKind.RESTORED, str(version)
            saved = _add(session, client_id, again, tuple(ratings), by, kind, note)
            said = f"version={saved.version} of={version}"
            write_event(session, "weights.restore", client_id=client_id, detail=said, actor=by)
            return saved

    def ratings_behind(self, client_id: int, version: int) -> list[tuple[int, Rating]]:
        """Session and rating of every judgement that made this version another than the one
        before, oldest first."""
        query = (
            select(RatingRow)
            .join(WeightsRatingRow, WeightsRatingRow.rating_id == RatingRow.id)
            .join(MappingWeightsRow, MappingWeightsRow.id == WeightsRatingRow.weights_id)
            .where(MappingWeightsRow.client_id == client_id, MappingWeightsRow.version == version)
            .order_by(RatingRow.id)
        )
        with self._connections.reading() as session:
            return [(row.session_id, rating_of(row)) for row in session.scalars(query)]

    def unlearned(self, session_id: int) -> list[tuple[int, Rating]]:
        """Id and rating of every judgement of a session that is behind no version, as given."""
        learned = select(WeightsRatingRow.rating_id)
        query = select(RatingRow).where(
            RatingRow.session_id == session_id, RatingRow.id.not_in(learned)
        )
        with self._connections.reading() as session:
            rows = session.scalars(query.order_by(RatingRow.id))
            return [(row.id, rating_of(row)) for row in rows]

    def population(self, except_client: int) -> list[MappingWeights]:
        """The mappings in use of all other clients whose consent to personalise is in force."""
        consented = select(ConsentRow.client_id).where(
            ConsentRow.purpose == Purpose.PERSONALISE.value, ConsentRow.withdrawn_at.is_(None)
        )
        query = select(MappingWeightsRow).where(
            MappingWeightsRow.active.is_(True),
            MappingWeightsRow.client_id != except_client,
            MappingWeightsRow.client_id.in_(consented),
        )
        with self._connections.reading() as session:
            rows = session.scalars(query.order_by(MappingWeightsRow.client_id))
            found = [_readable(row) for row in rows]
            # The damage of another client's version is said where that client is at work.
            return [weights for weights in found if not weights.damaged]

    def settings(self, client_id: int) -> PersonalSettings:
        """What the therapist allows the learning for this client.

        Raises StorageError where it is damaged: limits are never left out in silence.
        """
        with self._connections.reading() as session:
            found = _settings(session, client_id)
            if found is None:
                raise StorageError(DAMAGED_SETTINGS)
            return found

    def set_settings(
        self, client_id: int, settings: PersonalSettings, by: str = "therapist"
    ) -> None:
        """Raises InvalidInput for a client that is not there."""
        with self._connections.writing() as session:
            _client(session, client_id)
            row = session.get(PersonalSettingsRow, client_id)
            before, version = _settings(session, client_id), _version_in_use(session, client_id)
            write_settings(session, client_id, by, version, (before, settings))
            values = {**settings_values(settings), "changed_at": now(), "by": storable(by)}
            if row is None:
                session.add(PersonalSettingsRow(client_id=client_id, **values))
            else:
                for name, value in values.items():
                    setattr(row, name, value)
            said = (
                f"exploring={settings.exploring} locked={settings.locked} "
                f"affect={settings.affect_signal}"
            )
            write_event(session, "weights.settings", client_id=client_id, detail=said, actor=by)

    def add_trial(self, session_id: int, trial: Trial) -> None:
        """Write down what was chosen among alternatives, and how likely it was."""
        with self._connections.writing() as session:
            session.add(TrialRow(**trial_values(session_id, trial)))

    def trials(self, session_id: int) -> list[Trial]:
        """In the order of their choice."""
        query = select(TrialRow).where(TrialRow.session_id == session_id).order_by(TrialRow.id)
        with self._connections.reading() as session:
            try:
                return [trial_of(row) for row in session.scalars(query)]
            except UNREADABLE as problem:
                raise StorageError(DAMAGED_TRIAL.format(n=session_id)) from problem

    def undo(
        self, client_id: int, by: str = THERAPIST, *, only: int | None = None
    ) -> MappingWeights:
        """The version before comes into use again, exactly; the undone stays in the history.

        A damaged one is passed over. With no change to undo it returns the clinical mapping.
        Raises Overtaken where another version than `only` is in use: nothing is undone then.
        """
        with self._connections.writing() as session:
            undone = _active_row(session, client_id)
            if only is not None and (undone is None or undone.version != only):
                raise Overtaken(OVERTAKEN)
            if undone is None:
                return CLINICAL_MAPPING
            undone.active, undone.undone_at = False, now()
            session.flush()
            before = _last_readable(session, client_id, undone.version)
            if before is not None:
                before.active = True
            versions = (undone.version, 0 if before is None else before.version)
            write_change(session, client_id, ChangeKind.UNDONE, by, versions)
            said = f"version={undone.version}"
            write_event(session, "weights.undo", client_id=client_id, detail=said, actor=by)
            return CLINICAL_MAPPING if before is None else _weights(before)

    def reset(self, client_id: int, by: str = THERAPIST) -> MappingWeights:
        """The clinical mapping as a new version, so that a reset can be undone too."""
        with self._connections.writing() as session:
            clinical = replace(CLINICAL_MAPPING, reason=RESET_REASON)
            saved = _add(session, client_id, clinical, (), by, ChangeKind.RESET)
            said = f"version={saved.version}"
            write_event(session, "weights.reset", client_id=client_id, detail=said, actor=by)
            return saved


def _weights(row: MappingWeightsRow) -> MappingWeights:
    """Raises StorageError for a damaged version."""
    try:
        return weights_of(row)
    except UNREADABLE as problem:
        raise StorageError(DAMAGED_IN_USE.format(n=row.version)) from problem


def _readable(row: MappingWeightsRow) -> StoredWeights:
    try:
        return stored_weights(row)
    except UNREADABLE:
        return damaged_version(row)


def _settings(session: Session, client_id: int) -> PersonalSettings | None:
    """None for damaged ones."""
    row = session.get(PersonalSettingsRow, client_id)
    return USUAL_SETTINGS if row is None else readable_settings(row)


def _last_readable(session: Session, client_id: int, below: int) -> MappingWeightsRow | None:
    """The newest version before `below` that was not undone and is not damaged."""
    query = select(MappingWeightsRow).where(
        MappingWeightsRow.client_id == client_id,
        MappingWeightsRow.version < below,
        MappingWeightsRow.undone_at.is_(None),
    )
    rows = session.scalars(query.order_by(MappingWeightsRow.version.desc()))
    return next((row for row in rows if not _readable(row).damaged), None)


def _kind(weights: MappingWeights, rating_ids: tuple[int, ...]) -> ChangeKind:
    if rating_ids:
        return ChangeKind.RATED
    begun = weights.prior.clients and not weights.evidence
    return ChangeKind.OTHERS if begun else ChangeKind.LEARNED


def _author(session: Session, rating_ids: tuple[int, ...], kind: ChangeKind | None) -> str:
    if rating_ids:
        query = select(RatingRow.by).where(RatingRow.id.in_(rating_ids))
        return session.scalar(query.order_by(RatingRow.id.desc()).limit(1)) or THERAPIST
    return PROGRAM if kind is None else THERAPIST


def _active_row(session: Session, client_id: int) -> MappingWeightsRow | None:
    return session.scalar(
        select(MappingWeightsRow).where(
            MappingWeightsRow.client_id == client_id, MappingWeightsRow.active.is_(True)
        )
    )


def _version_in_use(session: Session, client_id: int) -> int:
    """0 is the clinical mapping."""
    active = _active_row(session, client_id)
    return 0 if active is None else active.version


def _current(session: Session, client_id: int) -> MappingWeights:
    row = _active_row(session, client_id)
    return CLINICAL_MAPPING if row is None else _weights(row)


def _client(session: Session, client_id: int) -> ClientRow:
    client = session.get(ClientRow, client_id)
    if client is None:
        raise InvalidInput(f"There is no client number {client_id}: choose one from the list.")
    return client


def _add(
    session: Session,
    client_id: int,
    weights: MappingWeights,
    rating_ids: tuple[int, ...],
    by: str,
    kind: ChangeKind,
    note: str = "",
) -> MappingWeights:
    client = _client(session, client_id)
    refuse_withdrawn(session, client_id, Purpose.PERSONALISE, "what was learned from the rating")
    # Counted on the client, so that a number is not given again after a withdrawn consent
    # deleted the versions: bars name the version that made them.
    client.weights_given += 1
    versions = (_version_in_use(session, client_id), client.weights_given)
    write_change(session, client_id, kind, by, versions, note)
    mine = MappingWeightsRow.client_id == client_id, MappingWeightsRow.active.is_(True)
    # Only the one in use: SQLite writes a row anew, with all that was learned, also where nothing
    # in it changes.
    session.execute(update(MappingWeightsRow).where(*mine).values(active=False))
    row = MappingWeightsRow(
        client_id=client_id,
        version=client.weights_given,
        created_at=now(),
        active=True,
        undone_at=None,
        by=storable(by),
        **weights_values(weights),
    )
    session.add(row)
    session.flush()
    if rating_ids:
        links = [{"weights_id": row.id, "rating_id": rating} for rating in rating_ids]
        session.execute(insert(WeightsRatingRow), links)
    return weights_of(row)
