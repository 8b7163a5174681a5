"""Versions of a mapping, settings of the learning and trials: values to rows and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

import numpy as np

from emotune_gui.domain.learning import (
    CONTEXT_FEATURES,
    MOMENT_FEATURES,
    TUNED_PARAMETERS,
    Arm,
    ArmKind,
    MappingWeights,
    PersonalPrior,
    PersonalSettings,
    StoredWeights,
    Trial,
)
from emotune_gui.storage.tables import MappingWeightsRow
from emotune_gui.storage.tables_learning import PersonalSettingsRow, TrialRow
from emotune_gui.storage.texts import storable

DAMAGED_VERSION = "This version is damaged and cannot be used."
UNREADABLE = (ValueError, TypeError, KeyError)
"""What reading damaged JSON or bytes raises."""


def rows_text(rows: Iterable[Iterable[float]]) -> str:
    """As JSON; no rows are an empty text."""
    listed = [list(row) for row in rows]
    return json.dumps(listed) if listed else ""


def offsets_from(text: str) -> tuple[tuple[float, ...], ...]:
    """Raises ValueError or TypeError for anything but finite numbers, three by parameter."""
    return _shaped(json.loads(text), len(CONTEXT_FEATURES))


def moments_from(text: str) -> tuple[tuple[float, ...], ...]:
    """Empty where nothing is stored; raises as `offsets_from`, of two by parameter."""
    return _shaped(json.loads(text), len(MOMENT_FEATURES)) if text else ()


def _shaped(table: Any, width: int) -> tuple[tuple[float, ...], ...]:
    rows = tuple(tuple(float(number) for number in row) for row in table)
    if len(rows) != len(TUNED_PARAMETERS) or any(len(row) != width for row in rows):
        raise ValueError("rows of another shape")
    if not all(isfinite(number) for row in rows for number in row):
        raise ValueError("not a finite number")
    return rows


def weights_values(weights: MappingWeights) -> dict[str, Any]:
    """Belief and evidence as doubles: the next update goes on from exactly what was left."""
    prior = weights.prior
    return {
        "offsets": rows_text(weights.offsets),
        "belief_mean": np.array(weights.belief_mean, "<f8").tobytes(),
        "belief_precision": np.array(weights.belief_precision, "<f8").tobytes(),
        "ratings_used": weights.ratings_used,
        "reason": storable(weights.reason),
        "moments": rows_text(weights.moments),
        "evidence": np.array(weights.evidence, "<f8").tobytes(),
        "evidence_rows": len(weights.evidence),
        "prior": json.dumps([list(prior.mean), list(prior.deviation)]) if prior.mean else "",
        "prior_clients": prior.clients,
        "arms": json.dumps([_arm(arm) for arm in weights.arms]) if weights.arms else "",
        "listening": weights.listening,
    }


def _arm(arm: Arm) -> list[Any]:
    return [arm.kind.value, storable(arm.name), arm.mean, arm.deviation, arm.weight]


def weights_of(row: MappingWeightsRow) -> MappingWeights:
    return MappingWeights(**_weights_fields(row))


def stored_weights(row: MappingWeightsRow) -> StoredWeights:
    return StoredWeights(
        **_weights_fields(row),
        created_at=row.created_at,
        active=row.active,
        undone=row.undone_at is not None,
        by=row.by,
    )


def damaged_version(row: MappingWeightsRow) -> StoredWeights:
    """In the place of one that cannot be read, so that the others can be chosen."""
    return StoredWeights(
        version=row.version,
        reason=DAMAGED_VERSION,
        created_at=row.created_at,
        active=row.active,
        undone=row.undone_at is not None,
        by=row.by,
        damaged=True,
    )


def _weights_fields(row: MappingWeightsRow) -> dict[str, Any]:
    mean = np.frombuffer(row.belief_mean, "<f8")
    precision = np.frombuffer(row.belief_precision, "<f8")
    evidence = np.frombuffer(row.evidence, "<f8")
    told = evidence.reshape(row.evidence_rows, -1).tolist() if row.evidence_rows else ()
    return {
        "version": row.version,
        "offsets": offsets_from(row.offsets),
        "belief_mean": tuple(mean.tolist()),
        "belief_precision": _rows(precision.reshape(-1, len(mean)).tolist() if len(mean) else ()),
        "ratings_used": row.ratings_used,
        "reason": row.reason,
        "moments": moments_from(row.moments),
        "evidence": _rows(told),
        "prior": _prior(row),
        "arms": tuple(
            Arm(ArmKind(kind), name, *numbers)
            for kind, name, *numbers in (json.loads(row.arms) if row.arms else ())
        ),
        "listening": row.listening,
    }


def _prior(row: MappingWeightsRow) -> PersonalPrior:
    mean, deviation = json.loads(row.prior) if row.prior else ((), ())
    return PersonalPrior(tuple(mean), tuple(deviation), row.prior_clients)


def settings_values(settings: PersonalSettings) -> dict[str, Any]:
    return {
        "exploring": settings.exploring,
        "width": settings.width,
        "locked": settings.locked,
        "affect_signal": settings.affect_signal,
        "affect_weight": settings.affect_weight,
        "bounds": json.dumps(_bounds_lists(settings.bounds)),
    }


def _bounds_lists(bounds: Mapping[str, tuple[float, float]]) -> dict[str, list[float]]:
    return {name: list(ends) for name, ends in bounds.items()}


def _bounds(stored: dict[str, Any]) -> dict[str, tuple[float, float]]:
    return {name: (float(low), float(high)) for name, (low, high) in stored.items()}


def settings_of(row: PersonalSettingsRow) -> PersonalSettings:
    """Raises ValueError, TypeError or AttributeError for damaged bounds."""
    return PersonalSettings(
        row.exploring,
        row.width,
        row.locked,
        row.affect_signal,
        row.affect_weight,
        _bounds(json.loads(row.bounds)),
    )


def readable_settings(row: PersonalSettingsRow) -> PersonalSettings | None:
    """None for damaged ones."""
    try:
        return settings_of(row)
    except (*UNREADABLE, AttributeError):
        return None


def settings_text(settings: PersonalSettings) -> str:
    """All of them as one JSON text, as the ledger keeps them."""
    return json.dumps(
        {
            "exploring": settings.exploring,
            "width": settings.width,
            "locked": settings.locked,
            "affect_signal": settings.affect_signal,
            "affect_weight": settings.affect_weight,
            "bounds": _bounds_lists(settings.bounds),
        }
    )


def settings_from(text: str) -> PersonalSettings | None:
    """None for no text, and for one that cannot be read."""
    if not text:
        return None
    try:
        stored = json.loads(text)
        return PersonalSettings(**(stored | {"bounds": _bounds(stored["bounds"])}))
    except (*UNREADABLE, AttributeError):
        return None


def trial_values(session_id: int, trial: Trial) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "t": trial.t,
        "kind": trial.kind,
        "chosen": storable(trial.chosen),
        "offsets": json.dumps(list(trial.offsets)),
        "propensity": trial.propensity,
        "alternatives": trial.alternatives,
        "weights_version": trial.weights_version,
    }


def trial_of(row: TrialRow) -> Trial:
    return Trial(
        row.t,
        row.kind,
        row.chosen,
        tuple(json.loads(row.offsets)),
        row.propensity,
        row.alternatives,
        row.weights_version,
    )


def _rows(table: Iterable[Iterable[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in table)
