"""Tables of the practice rather than of a client."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from emotune_gui.storage.tables_base import Base


class PlanTemplateRow(Base):
    """A plan kept under a name; `plan` is JSON (storage/plans.py)."""

    __tablename__ = "plan_template"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    plan: Mapped[str]
    changed_at: Mapped[datetime]


class MappingTemplateRow(Base):
    """A mapping kept under a name, with nothing of the person it was learned with (JSON)."""

    __tablename__ = "mapping_template"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    offsets: Mapped[str]
    moments: Mapped[str]
    changed_at: Mapped[datetime]
    by: Mapped[str]


class PracticeRow(Base):
    """One row: what stands at the head of reports."""

    __tablename__ = "practice"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    logo: Mapped[bytes | None]
    changed_at: Mapped[datetime]
