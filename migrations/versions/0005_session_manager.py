"""Scales, drawn paths, plan templates, notes that lock, summaries for trends, the practice, and
the notes of bars packed together once a session ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("plan", sa.Column("path", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "plan", sa.Column("prompt_minutes", sa.Double(), nullable=False, server_default="0")
    )
    _notes()
    _of_a_session()
    _of_the_practice()


def _notes() -> None:
    for column in (
        sa.Column("kind", sa.Text(), nullable=False, server_default="remark"),
        sa.Column("sections", sa.Text(), nullable=False, server_default=""),
        sa.Column("private", sa.Boolean(), nullable=False, server_default="0"),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.Column("locked_at", sa.DateTime(), nullable=True),
        sa.Column("locked_by", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("note", column)
    op.create_index("ix_note_amendment_of", "note", ["amendment_of"])
    op.execute(
        "CREATE TRIGGER note_locked BEFORE UPDATE OF text, sections, kind, t, state, private, "
        "created_at, changed_at, by, locked_at, locked_by, amendment_of ON note "
        "WHEN OLD.state = 'locked' "
        "BEGIN SELECT RAISE(ABORT, 'a locked note never changes'); END"
    )


def _of_a_session() -> None:
    op.create_table(
        "session_summary",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Text(), nullable=False),
        sa.Column("without", sa.Text(), nullable=False),
        sa.Column("believed_s", sa.Double(), nullable=False),
        sa.Column("speech_s", sa.Double(), nullable=False),
        sa.Column("travelled", sa.Double(), nullable=False),
        sa.Column("affects", sa.Text(), nullable=False),
        _session_key("session_summary"),
        sa.PrimaryKeyConstraint("session_id", name="pk_session_summary"),
    )
    op.create_table(
        "bar_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("chunk", sa.Integer(), nullable=False),
        sa.Column("bars", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        _session_key("bar_notes"),
        sa.PrimaryKeyConstraint("id", name="pk_bar_notes"),
        sa.UniqueConstraint("session_id", "chunk", name="uq_bar_notes_session_id_chunk"),
    )
    op.create_table(
        "scale_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("t", sa.Double(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        _session_key("scale_reading"),
        sa.PrimaryKeyConstraint("id", name="pk_scale_reading"),
    )
    op.create_index("ix_scale_reading_session_id", "scale_reading", ["session_id"])


def _of_the_practice() -> None:
    op.create_table(
        "plan_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_template"),
        sa.UniqueConstraint("name_key", name="uq_plan_template_name_key"),
    )
    op.create_table(
        "practice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_practice"),
    )


def _session_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["session_id"], ["session.id"], name=f"fk_{table}_session_id", ondelete="CASCADE"
    )
