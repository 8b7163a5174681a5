"""Plans as rows and as JSON."""

from __future__ import annotations

import json
from typing import Any

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import ANY_INSTRUMENTS, Instrumentation, Palette, Part
from emotune_gui.domain.session import PathPoint, Plan, Strategy
from emotune_gui.storage.tables import PlanRow
from emotune_gui.storage.texts import storable


def plan_row(session_id: int, plan: Plan) -> PlanRow:
    return PlanRow(session_id=session_id, **_values(plan))


def plan_of(row: PlanRow) -> Plan:
    return _plan({name: getattr(row, name) for name in _values(Plan())})


def plan_text(plan: Plan) -> str:
    """The plan as JSON, for a template."""
    return json.dumps(_values(plan), ensure_ascii=False, allow_nan=False)


def plan_from(text: str) -> Plan:
    """The inverse of `plan_text`; what a later release added is left to its default.

    Raises ValueError for a text that is no plan.
    """
    try:
        return _plan(_values(Plan()) | json.loads(text))
    except (TypeError, KeyError) as error:
        raise ValueError("no plan") from error


def _values(plan: Plan) -> dict[str, Any]:
    return {
        "strategy": plan.strategy.value,
        "target_valence": plan.target.valence,
        "target_arousal": plan.target.arousal,
        "lead_minutes": plan.lead_minutes,
        "planned_minutes": plan.planned_minutes,
        "loudness_limit": plan.loudness_limit,
        "excluded_parts": ",".join(part.value for part in plan.excluded_parts),
        "seed": plan.seed,
        "composer": storable(plan.composer),
        "song_id": storable(plan.song_id),
        "preset": storable(plan.preset),
        "instrumentation": _instrumentation_text(plan.instrumentation),
        "path": _path_text(plan.path),
        "prompt_minutes": plan.prompt_minutes,
    }


def _plan(values: dict[str, Any]) -> Plan:
    return Plan(
        strategy=Strategy(values["strategy"]),
        target=Affect(values["target_valence"], values["target_arousal"]),
        lead_minutes=values["lead_minutes"],
        planned_minutes=values["planned_minutes"],
        loudness_limit=values["loudness_limit"],
        excluded_parts=tuple(Part(p) for p in values["excluded_parts"].split(",") if p),
        seed=values["seed"],
        composer=values["composer"],
        song_id=values["song_id"],
        preset=values["preset"],
        instrumentation=_instrumentation(values["instrumentation"]),
        path=_path(values["path"]),
        prompt_minutes=values["prompt_minutes"],
    )


def _path_text(path: tuple[PathPoint, ...]) -> str:
    """JSON; empty without a drawn path."""
    points = [[p.minutes, p.affect.valence, p.affect.arousal] for p in path]
    return json.dumps(points) if points else ""


def _path(text: str) -> tuple[PathPoint, ...]:
    points = json.loads(text) if text else ()
    return tuple(PathPoint(minutes, Affect(v, a)) for minutes, v, a in points)


def _instrumentation_text(limits: Instrumentation) -> str:
    """JSON; empty where everything may sound."""
    if limits == ANY_INSTRUMENTS:
        return ""
    programs = sorted(limits.excluded_programs)
    return json.dumps([limits.palette.value, programs, limits.lowest, limits.highest])


def _instrumentation(text: str) -> Instrumentation:
    if not text:
        return ANY_INSTRUMENTS
    palette, programs, lowest, highest = json.loads(text)
    return Instrumentation(Palette(palette), frozenset(programs), lowest, highest)
