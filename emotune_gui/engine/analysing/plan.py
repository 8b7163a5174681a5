"""The plan of the session that a recording would have been."""

from __future__ import annotations

from emotune_gui.domain.session import Plan, Strategy

SEED = 1
LEAD_MINUTES = 20.0
"""As a plan has it; a shorter recording is led within its own length."""
UNKNOWN_MINUTES = 50.0
LEAST_MINUTES = 0.5


def plan_for(strategy: Strategy, duration_s: float) -> Plan:
    """As long as the recording (seconds, 0 unknown)."""
    minutes = max(LEAST_MINUTES, duration_s / 60.0) if duration_s > 0.0 else UNKNOWN_MINUTES
    lead = min(LEAD_MINUTES, minutes)
    return Plan(strategy, lead_minutes=lead, planned_minutes=minutes, seed=SEED)
