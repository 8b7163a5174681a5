"""Versions of a mapping, settings of the learning and trials: values to rows and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import numpy as np

from emotune_gui.domain.learning import (
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


def weights_values(weights: MappingWeights) -> dict[str, Any]:
    """Belief and evidence as doubles: the next update goes on from exactly what was left."""
    prior = weights.prior
    return {
        "offsets": json.dumps([list(row) for row in weights.offsets]),
        "belief_mean": np.array(weights.belief_mean, "<f8").tobytes(),
        "belief_precision": np.array(weights.belief_precision, "<f8").tobytes(),
        "ratings_used": weights.ratings_used,
        "reason": storable(weights.reason),
        "moments": json.dumps([list(row) for row in weights.moments]) if weights.moments else "",
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
    )


def _weights_fields(row: MappingWeightsRow) -> dict[str, Any]:
    mean = np.frombuffer(row.belief_mean, "<f8")
    precision = np.frombuffer(row.belief_precision, "<f8")
    evidence = np.frombuffer(row.evidence, "<f8")
    told = evidence.reshape(row.evidence_rows, -1).tolist() if row.evidence_rows else ()
    return {
        "version": row.version,
        "offsets": _rows(json.loads(row.offsets)),
        "belief_mean": tuple(mean.tolist()),
        "belief_precision": _rows(precision.reshape(-1, len(mean)).tolist() if len(mean) else ()),
        "ratings_used": row.ratings_used,
        "reason": row.reason,
        "moments": _rows(json.loads(row.moments)) if row.moments else (),
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
        "bounds": json.dumps({name: list(ends) for name, ends in settings.bounds.items()}),
    }


def settings_of(row: PersonalSettingsRow) -> PersonalSettings:
    bounds = {name: (low, high) for name, (low, high) in json.loads(row.bounds).items()}
    return PersonalSettings(
        row.exploring, row.width, row.locked, row.affect_signal, row.affect_weight, bounds
    )


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
