"""The table of films; the films themselves are files (storage/recording_files.py)."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from emotune_gui.storage.tables_base import Base


class RecordingRow(Base):
    """`kind` names its halves, 'video', 'audio' or 'video,audio'; `path` the file's name."""

    __tablename__ = "recording"
    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    path: Mapped[str]
    kind: Mapped[str]
    start_s: Mapped[float]
    seconds: Mapped[float]
    bytes: Mapped[int]
    drops: Mapped[int]
