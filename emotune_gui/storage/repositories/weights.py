"""Versions of each client's mapping: saved, undone, reset; none is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    USUAL_SETTINGS,
    MappingWeights,
    PersonalSettings,
    StoredWeights,
    Trial,
)
from emotune_gui.domain.session import Purpose, Rating
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.converting import rating_of
from emotune_gui.storage.converting_weights import (
    settings_of,
    settings_values,
    stored_weights,
    trial_of,
    trial_values,
    weights_of,
    weights_values,
)
from emotune_gui.storage.repositories.audit import write_event
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
            return [stored_weights(row) for row in session.scalars(query)]

    def save(
        self,
        client_id: int,
        weights: MappingWeights,
        rating_ids: Iterable[int] = (),
        by: str = "therapist",
    ) -> MappingWeights:
        """Store as the next version, now in use; `rating_ids` are the ratings behind it.

        Raises InvalidInput for a client that is not there.
        """
        with self._connections.writing() as session:
            saved = _add(session, client_id, weights, tuple(rating_ids), by)
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
            again = replace(weights_of(row), reason=f"{reason} {row.reason}".strip())
            saved = _add(session, client_id, again, tuple(ratings), by)
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
            return [weights_of(row) for row in rows]

    def settings(self, client_id: int) -> PersonalSettings:
        """What the therapist allows the learning for this client."""
        with self._connections.reading() as session:
            row = session.get(PersonalSettingsRow, client_id)
            return USUAL_SETTINGS if row is None else settings_of(row)

    def set_settings(
        self, client_id: int, settings: PersonalSettings, by: str = "therapist"
    ) -> None:
        """Raises InvalidInput for a client that is not there."""
        with self._connections.writing() as session:
            _client(session, client_id)
            row = session.get(PersonalSettingsRow, client_id)
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
            return [trial_of(row) for row in session.scalars(query)]

    def undo(self, client_id: int) -> MappingWeights:
        """The version before comes into use again, exactly; the undone stays in the history.

        With no change to undo it returns the clinical mapping.
        """
        with self._connections.writing() as session:
            undone = _active_row(session, client_id)
            if undone is None:
                return CLINICAL_MAPPING
            undone.active, undone.undone_at = False, now()
            session.flush()
            before = session.scalar(
                select(MappingWeightsRow)
                .where(
                    MappingWeightsRow.client_id == client_id,
                    MappingWeightsRow.version < undone.version,
                    MappingWeightsRow.undone_at.is_(None),
                )
                .order_by(MappingWeightsRow.version.desc())
                .limit(1)
            )
            if before is not None:
                before.active = True
            write_event(
                session, "weights.undo", client_id=client_id, detail=f"version={undone.version}"
            )
            return CLINICAL_MAPPING if before is None else weights_of(before)

    def reset(self, client_id: int) -> MappingWeights:
        """The clinical mapping as a new version, so that a reset can be undone too."""
        with self._connections.writing() as session:
            clinical = replace(CLINICAL_MAPPING, reason=RESET_REASON)
            saved = _add(session, client_id, clinical, ())
            write_event(
                session, "weights.reset", client_id=client_id, detail=f"version={saved.version}"
            )
            return saved


def _active_row(session: Session, client_id: int) -> MappingWeightsRow | None:
    return session.scalar(
        select(MappingWeightsRow).where(
            MappingWeightsRow.client_id == client_id, MappingWeightsRow.active.is_(True)
        )
    )


def _current(session: Session, client_id: int) -> MappingWeights:
    row = _active_row(session, client_id)
    return CLINICAL_MAPPING if row is None else weights_of(row)


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
    by: str = "therapist",
) -> MappingWeights:
    client = _client(session, client_id)
    refuse_withdrawn(session, client_id, Purpose.PERSONALISE, "what was learned from the rating")
    # Counted on the client, so that a number is not given again after a withdrawn consent
    # deleted the versions: bars name the version that made them.
    client.weights_given += 1
    mine = MappingWeightsRow.client_id == client_id
    session.execute(update(MappingWeightsRow).where(mine).values(active=False))
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
