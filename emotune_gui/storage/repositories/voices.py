"""Versions of each client's usual voice: one a session, which grows while the session lasts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from sqlalchemy import Select, func, select

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import Purpose
from emotune_gui.domain.voice import VoiceProfile
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.repositories.audit import write_event
from emotune_gui.storage.repositories.consents import refuse_withdrawn
from emotune_gui.storage.tables import ClientRow, VoiceProfileRow
from emotune_gui.storage.texts import storable


class Voices:
    """All calls raise StorageError when the database fails."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def current(self, client_id: int, features: str | None = None) -> VoiceProfile | None:
        """The newest version, of this feature set if one is named; None when there is none."""
        query = _of(client_id).order_by(VoiceProfileRow.version.desc()).limit(1)
        if features is not None:
            query = query.where(VoiceProfileRow.features == features)
        with self._connections.reading() as session:
            row = session.scalar(query)
            return None if row is None else _profile(row)

    def history(self, client_id: int) -> Sequence[VoiceProfile]:
        """Every stored version, oldest first, whatever the feature set."""
        with self._connections.reading() as session:
            rows = session.scalars(_of(client_id).order_by(VoiceProfileRow.version))
            return [_profile(row) for row in rows]

    def save(self, client_id: int, profile: VoiceProfile) -> VoiceProfile:
        """Store as the next version, which is the one in use from now on.

        Returns the profile with its version. Raises InvalidInput for a client that is not there.
        """
        with self._connections.writing() as session:
            if session.get(ClientRow, client_id) is None:
                raise InvalidInput(
                    f"There is no client number {client_id}: choose one from the list."
                )
            refuse_withdrawn(session, client_id, Purpose.STORE_FEATURES, "the usual voice")
            mine = VoiceProfileRow.client_id == client_id
            last = session.scalar(select(func.max(VoiceProfileRow.version)).where(mine)) or 0
            saved = replace(profile, version=last + 1)
            row = VoiceProfileRow(client_id=client_id, version=saved.version)
            _fill(row, saved)
            session.add(row)
            write_event(
                session, "voice.save", client_id=client_id, detail=f"version={saved.version}"
            )
            return saved

    def grow(self, client_id: int, profile: VoiceProfile) -> VoiceProfile:
        """What the running session has heard since it saved this version.

        Raises InvalidInput when that is gone (the consent was withdrawn meanwhile).
        """
        with self._connections.writing() as session:
            row = session.scalar(_of(client_id).where(VoiceProfileRow.version == profile.version))
            if row is None:
                raise InvalidInput("This client's voice is not remembered any more.")
            _fill(row, profile)
            return profile

    def forget(self, client_id: int) -> int:
        """Delete every version; returns how many there were. The next session learns anew."""
        with self._connections.writing() as session:
            rows = list(session.scalars(_of(client_id)))
            for row in rows:
                session.delete(row)
            if rows:
                write_event(
                    session, "voice.forget", client_id=client_id, detail=f"versions={len(rows)}"
                )
            return len(rows)


def _of(client_id: int) -> Select[VoiceProfileRow]:
    return select(VoiceProfileRow).where(VoiceProfileRow.client_id == client_id)


def _fill(row: VoiceProfileRow, profile: VoiceProfile) -> None:
    row.made_at, row.speech_s = profile.made_at, profile.speech_s
    row.features = storable(profile.features)
    # Single precision: a millionth of a feature's size, at half the room.
    row.means = np.array(profile.means, "<f4").tobytes()
    row.deviations = np.array(profile.deviations, "<f4").tobytes()


def _profile(row: VoiceProfileRow) -> VoiceProfile:
    return VoiceProfile(
        row.version,
        row.made_at,
        row.speech_s,
        row.features,
        tuple(np.frombuffer(row.means, "<f4").tolist()),
        tuple(np.frombuffer(row.deviations, "<f4").tolist()),
    )
