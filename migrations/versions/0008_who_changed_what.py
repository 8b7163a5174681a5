"""Templates of mappings, who changed what of a mapping, and what a hand held in a session."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_BEFORE = """COALESCE((SELECT max(v.version) FROM mapping_weights v
    WHERE v.client_id = w.client_id AND v.version < w.version
    AND (v.undone_at IS NULL OR v.undone_at > {at})), 0)"""
"""The version in use before `w` was made or undone."""
_RATER = """CASE WHEN w.reason LIKE 'Version % restored.%' THEN w.by ELSE COALESCE(
    (SELECT r.by FROM weights_rating l JOIN rating r ON r.id = l.rating_id
    WHERE l.weights_id = w.id ORDER BY r.id DESC LIMIT 1), w.by) END"""
"""A restored version has the ratings of the one it is a copy of."""
_KIND = """CASE
    WHEN w.reason LIKE 'Reset to %' THEN 'reset'
    WHEN w.reason LIKE 'Version % restored.%' THEN 'restored'
    WHEN w.reason LIKE 'Begun from the template %' THEN 'template'
    WHEN w.reason LIKE 'Copied from another %' THEN 'copied'
    WHEN w.by = 'other clients' THEN 'others'
    WHEN EXISTS (SELECT 1 FROM weights_rating l WHERE l.weights_id = w.id) THEN 'rated'
    ELSE 'learned' END"""


def upgrade() -> None:
    _templates()
    _changes()
    _overrides()
    _tell_of_earlier_versions()


def _templates() -> None:
    op.create_table(
        "mapping_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("offsets", sa.Text(), nullable=False),
        sa.Column("moments", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mapping_template"),
        sa.UniqueConstraint("name_key", name="uq_mapping_template_name_key"),
    )


def _changes() -> None:
    op.create_table(
        "mapping_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version_before", sa.Integer(), nullable=False),
        sa.Column("version_after", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("settings_before", sa.Text(), nullable=False),
        sa.Column("settings_after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name="fk_mapping_change_client_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mapping_change"),
    )
    op.create_index("ix_mapping_change_client_id", "mapping_change", ["client_id"])


def _overrides() -> None:
    op.create_table(
        "hand_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("t", sa.Double(), nullable=False),
        sa.Column("parameter", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("until_s", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name="fk_hand_override_session_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_hand_override"),
    )
    op.create_index("ix_hand_override_session_id", "hand_override", ["session_id"])


def _tell_of_earlier_versions() -> None:
    """What the versions themselves say; settings changed before are in the audit trail only."""
    made = f"""SELECT w.client_id, w.created_at AS at, {_RATER}, {_KIND},
        {_BEFORE.format(at="w.created_at")}, w.version, '', '', '' FROM mapping_weights w"""
    undone = f"""SELECT w.client_id, w.undone_at AS at, 'therapist', 'undone', w.version,
        {_BEFORE.format(at="w.undone_at")}, '', '', '' FROM mapping_weights w
        WHERE w.undone_at IS NOT NULL"""
    op.execute(
        "INSERT INTO mapping_change (client_id, at, by, kind, version_before, version_after, "
        f"note, settings_before, settings_after) {made} UNION ALL {undone} ORDER BY at"
    )
