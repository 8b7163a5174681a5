"""The plan that a rating round plays by."""

from __future__ import annotations

from emotune_gui.domain.session import Client, Plan, Strategy
from emotune_gui.storage.opening import Database


def plan_of(database: Database, client: Client, seed: int) -> Plan:
    """The limits of the client's last plan hold: how loud, and what is never to sound."""
    stored = database.sessions.list(client.id)
    # A recording that was analysed has a plan that nobody made.
    with_music = (info.plan for info in stored if info.bars)
    usual = next(with_music, stored[0].plan if stored else Plan())
    return Plan(
        Strategy.MATCH,
        planned_minutes=4.0,
        composer=usual.composer,
        loudness_limit=usual.loudness_limit,
        excluded_parts=usual.excluded_parts,
        instrumentation=usual.instrumentation,
        seed=seed,
    )
