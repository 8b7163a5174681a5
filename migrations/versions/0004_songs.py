"""The therapist's songs, those banned for a client or played in a session, and what a plan says
of the music."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

PLAN_COLUMNS = (("composer", "rules"), ("song_id", ""), ("preset", "affect"), ("instrumentation", ""))


def upgrade() -> None:
    for name, before in PLAN_COLUMNS:
        op.add_column("plan", sa.Column(name, sa.Text(), nullable=False, server_default=before))
    op.create_table(
        "song",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("composer", sa.Text(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("valence", sa.Double(), nullable=False),
        sa.Column("arousal", sa.Double(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("tempo_bpm", sa.Double(), nullable=False),
        sa.Column("tonic", sa.Integer(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("duration_s", sa.Double(), nullable=False),
        sa.Column("bundled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_song"),
    )
    op.create_table(
        "song_ban",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("song_id", sa.Text(), nullable=False),
        sa.Column("banned_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name="fk_song_ban_client_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client_id", "song_id", name="pk_song_ban"),
    )
    op.create_table(
        "song_played",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("song_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("start_s", sa.Double(), nullable=False),
        sa.Column("end_s", sa.Double(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_song_played_session_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "place", name="pk_song_played"),
    )
