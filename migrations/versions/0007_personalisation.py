"""What a version of a mapping was learned from, settings of the learning, what was tried, and
ratings on the affect grid and by comparison."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for column in ("felt_valence", "felt_arousal", "better"):
        op.add_column("rating", sa.Column(column, sa.Double(), nullable=True))
    _weights()
    _settings()
    _trials()


def _weights() -> None:
    for name, kind, default in (
        ("moments", sa.Text(), ""),
        ("evidence", sa.LargeBinary(), sa.text("x''")),
        ("evidence_rows", sa.Integer(), "0"),
        ("prior", sa.Text(), ""),
        ("prior_clients", sa.Integer(), "0"),
        ("arms", sa.Text(), ""),
        ("listening", sa.Double(), "1"),
        ("by", sa.Text(), "therapist"),
    ):
        column = sa.Column(name, kind, nullable=False, server_default=default)
        op.add_column("mapping_weights", column)


def _settings() -> None:
    op.create_table(
        "personal_settings",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("exploring", sa.Boolean(), nullable=False),
        sa.Column("width", sa.Double(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("affect_signal", sa.Boolean(), nullable=False),
        sa.Column("affect_weight", sa.Double(), nullable=False),
        sa.Column("bounds", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name="fk_personal_settings_client_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client_id", name="pk_personal_settings"),
    )


def _trials() -> None:
    op.create_table(
        "trial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("t", sa.Double(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("offsets", sa.Text(), nullable=False),
        sa.Column("propensity", sa.Double(), nullable=False),
        sa.Column("alternatives", sa.Integer(), nullable=False),
        sa.Column("weights_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_trial_session_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_trial"),
    )
    op.create_index("ix_trial_session_id", "trial", ["session_id"])
