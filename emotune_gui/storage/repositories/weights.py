"""Versions of each client's mapping: saved, undone, reset; none is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import CLINICAL_MAPPING, MappingWeights, StoredWeights
from emotune_gui.domain.session import Purpose
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.converting import stored_weights, weights_of, weights_values
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.repositories.consents import refuse_withdrawn
from emotune_gui.storage.tables import ClientRow, MappingWeightsRow, WeightsRatingRow
from emotune_gui.storage.times import now

RESET_REASON = "Reset to the clinical mapping."


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
        self, client_id: int, weights: MappingWeights, rating_ids: Iterable[int] = ()
    ) -> MappingWeights:
        """Store as the next version, now in use; `rating_ids` are the ratings behind it.

        Raises InvalidInput for a client that is not there.
        """
        with self._connections.writing() as session:
            saved = _add(session, client_id, weights, tuple(rating_ids))
            write_event(
                session, "weights.save", client_id=client_id, detail=f"version={saved.version}"
            )
            return saved

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


def _add(
    session: Session, client_id: int, weights: MappingWeights, rating_ids: tuple[int, ...]
) -> MappingWeights:
    client = session.get(ClientRow, client_id)
    if client is None:
        raise InvalidInput(f"There is no client number {client_id}: choose one from the list.")
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
        **weights_values(weights),
    )
    session.add(row)
    session.flush()
    if rating_ids:
        links = [{"weights_id": row.id, "rating_id": rating} for rating in rating_ids]
        session.execute(insert(WeightsRatingRow), links)
    return weights_of(row)
