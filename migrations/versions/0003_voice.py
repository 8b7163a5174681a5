"""What a session listened to and read faces with, and the client's usual voice, by version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for name in ("recogniser", "microphone"):
        op.add_column("session", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "voice_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("speech_s", sa.Double(), nullable=False),
        sa.Column("features", sa.Text(), nullable=False),
        sa.Column("means", sa.LargeBinary(), nullable=False),
        sa.Column("deviations", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name="fk_voice_profile_client_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_voice_profile"),
        sa.UniqueConstraint("client_id", "version", name="uq_voice_profile_client_id_version"),
    )
