"""Versions of each client's face at rest: saved, never overwritten."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select

from emotune_gui.domain.emotion import EmotionProbabilities
from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.neutral import NeutralProfile
from emotune_gui.domain.session import Purpose
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.repositories.consents import refuse_withdrawn
from emotune_gui.storage.tables import ClientRow, NeutralProfileRow


class Neutrals:
    """All calls raise StorageError when the database fails."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def current(self, client_id: int, recogniser: Recogniser) -> NeutralProfile | None:
        """The newest version made with this recogniser; None when there is none."""
        query = (
            select(NeutralProfileRow)
            .where(
                NeutralProfileRow.client_id == client_id,
                NeutralProfileRow.recogniser == recogniser.value,
            )
            .order_by(NeutralProfileRow.version.desc())
            .limit(1)
        )
        with self._connections.reading() as session:
            row = session.scalar(query)
            return None if row is None else _profile(row)

    def history(self, client_id: int) -> Sequence[NeutralProfile]:
        """Every stored version, oldest first, whatever the recogniser."""
        query = (
            select(NeutralProfileRow)
            .where(NeutralProfileRow.client_id == client_id)
            .order_by(NeutralProfileRow.version)
        )
        with self._connections.reading() as session:
            return [_profile(row) for row in session.scalars(query)]

    def save(self, client_id: int, profile: NeutralProfile) -> NeutralProfile:
        """Store as the next version, which is the one in use from now on.

        Returns the profile with its version. Raises InvalidInput for a client that is not there.
        """
        with self._connections.writing() as session:
            if session.get(ClientRow, client_id) is None:
                raise InvalidInput(
                    f"There is no client number {client_id}: choose one from the list."
                )
            refuse_withdrawn(session, client_id, Purpose.STORE_FEATURES, "the face at rest")
            mine = NeutralProfileRow.client_id == client_id
            last = session.scalar(select(func.max(NeutralProfileRow.version)).where(mine)) or 0
            saved = replace(profile, version=last + 1)
            session.add(_row(client_id, saved))
            write_event(
                session, "neutral.save", client_id=client_id, detail=f"version={saved.version}"
            )
            return saved


def _row(client_id: int, profile: NeutralProfile) -> NeutralProfileRow:
    return NeutralProfileRow(
        client_id=client_id,
        version=profile.version,
        made_at=profile.made_at,
        frames=profile.frames,
        recogniser=profile.recogniser.value,
        probabilities=json.dumps(profile.probabilities.values),
        measures=json.dumps(dict(profile.measures)),
        spread=profile.spread,
    )


def _profile(row: NeutralProfileRow) -> NeutralProfile:
    return NeutralProfile(
        row.version,
        row.made_at,
        row.frames,
        Recogniser(row.recogniser),
        EmotionProbabilities(tuple(json.loads(row.probabilities))),
        tuple(json.loads(row.measures).items()),
        row.spread,
    )
