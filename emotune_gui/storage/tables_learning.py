"""Tables of what the therapist allows the learning, and of what it tried."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from emotune_gui.storage.tables_base import Base


class PersonalSettingsRow(Base):
    """Of one client; without a row the usual ones hold (domain/learning.py)."""

    __tablename__ = "personal_settings"
    client_id: Mapped[int] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), primary_key=True
    )
    exploring: Mapped[bool]
    width: Mapped[float]
    locked: Mapped[bool]
    affect_signal: Mapped[bool]
    affect_weight: Mapped[float]
    bounds: Mapped[str]
    changed_at: Mapped[datetime]
    by: Mapped[str]


class TrialRow(Base):
    """One choice among alternatives and how likely it was."""

    __tablename__ = "trial"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), index=True
    )
    t: Mapped[float]
    kind: Mapped[str]
    chosen: Mapped[str]
    offsets: Mapped[str]
    propensity: Mapped[float]
    alternatives: Mapped[int]
    weights_version: Mapped[int]


class MappingChangeRow(Base):
    """Who changed what of a client's mapping; settings as JSON, empty for another kind."""

    __tablename__ = "mapping_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    by: Mapped[str]
    kind: Mapped[str]
    version_before: Mapped[int]
    version_after: Mapped[int]
    note: Mapped[str]
    settings_before: Mapped[str]
    settings_after: Mapped[str]


class HandOverrideRow(Base):
    """What the therapist's hand held in a session, and until when."""

    __tablename__ = "hand_override"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), index=True
    )
    t: Mapped[float]
    parameter: Mapped[str]
    value: Mapped[str]
    until_s: Mapped[float | None]
