"""What another way of choosing would have earned, from logged choices and their propensities.

A log is one JSON object a line: `x` (context: 1, valence, arousal, leading, hours), `alternatives`
(deviations from the clinical answer in reaches, n x 6), `chosen` (place among them), `propensity`,
`reward` (-1 to 1) and `confidence`. Three estimates (Dudik, Langford & Li 2011): inverse propensity
(IPS), self-normalised (SNIPS), and doubly robust with the belief of the rows *before* each one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import Row
from emotune_gui.personalisation.belief import BASE_SIZE, CURVES, FIRST, LEAST_CURVE, believe
from emotune_gui.personalisation.evidence import (
    FEATURES,
    PARAMETERS,
    Array,
    Kind,
    judgement_row,
    numbered,
    trusted,
)

NORMAL_95 = 1.96
LEAST_LINES = 2
"""With one nothing is known of the spread."""
MOST_LINES = 5000


@dataclass(frozen=True, slots=True)
class Logged:
    x: Array
    alternatives: Array
    chosen: int
    propensity: float
    reward: float
    confidence: float


Chooser = Callable[[Logged, Array], int]
"""From a logged situation and the belief's mean before it to the place of an alternative."""


def read_log(path: Path) -> list[Logged]:
    """At least two. Raises InvalidInput for a file that cannot be read, a line that is none or too
    few to say anything of."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path} cannot be read: check that it is there.") from error
    found = []
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        if not line.strip():
            continue
        try:
            found.append(_logged(json.loads(line)))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise InvalidInput(
                f"Line {number} of {path} is no logged choice: see docs/personalisation.md."
            ) from error
    if len(found) < LEAST_LINES:
        raise InvalidInput(
            f"{path} holds fewer than two logged choices: no estimate can be made of it."
        )
    return found


def _logged(told: dict[str, Any]) -> Logged:
    x, steps = np.array(told["x"], float), np.array(told["alternatives"], float)
    chosen, propensity = int(told["chosen"]), float(told["propensity"])
    reward, confidence = float(told["reward"]), float(told.get("confidence", 1.0))
    right = (
        x.shape == (FEATURES,)
        and steps.ndim == 2
        and steps.shape[1] == PARAMETERS
        and 0 <= chosen < len(steps)
        and 0.0 < propensity <= 1.0
        and -1.0 <= reward <= 1.0
        and bool(np.isfinite(x).all() and np.isfinite(steps).all())
    )
    if not right:
        raise ValueError("out of range")
    return Logged(x, steps, chosen, propensity, reward, confidence)


def written(entry: Logged) -> str:
    """The line of a log that `read_log` reads."""
    return json.dumps(
        {
            "x": entry.x.tolist(),
            "alternatives": entry.alternatives.tolist(),
            "chosen": entry.chosen,
            "propensity": entry.propensity,
            "reward": entry.reward,
            "confidence": entry.confidence,
        }
    )


def nearest_clinical(entry: Logged, mean: Array) -> int:
    """The alternative most like the fixed mapping."""
    return int((entry.alternatives**2).sum(axis=1).argmin())


def believed_best(entry: Logged, mean: Array) -> int:
    """The alternative the belief likes best."""
    return int(_expected(entry, mean).argmax())


POLICIES: dict[str, Chooser] = {"fixed": nearest_clinical, "believed best": believed_best}


def replay(log: Sequence[Logged]) -> dict[str, Any]:
    """Mean reward of what was logged and of each policy, with 95 % intervals."""
    means = _beliefs(log)
    rewards = np.array([entry.reward for entry in log])
    found: dict[str, Any] = {"choices": len(log), "logged": _told(rewards)}
    for name, choose in POLICIES.items():
        picks = [choose(entry, mean) for entry, mean in zip(log, means, strict=True)]
        found[name] = _estimates(log, means, rewards, np.array(picks))
    return found


def _estimates(
    log: Sequence[Logged], means: Sequence[Array], rewards: Array, picks: Array
) -> dict[str, Any]:
    same = np.array([entry.chosen == pick for entry, pick in zip(log, picks, strict=True)])
    weights = same / np.array([entry.propensity for entry in log])
    models = [_expected(entry, mean) for entry, mean in zip(log, means, strict=True)]
    there = np.array([m[pick] for m, pick in zip(models, picks, strict=True)])
    played = np.array([m[entry.chosen] for m, entry in zip(models, log, strict=True)])
    total = float(weights.sum())
    effective = total**2 / float((weights**2).sum()) if total else 0.0
    snips = float((weights * rewards).sum() / total) if total else None
    spread = 0.0
    if snips is not None:
        spread = float(np.sqrt((weights**2 * (rewards - snips) ** 2).sum()) / total)
    return {
        "ips": _told(weights * rewards),
        "snips": None if snips is None else {"mean": snips, "interval": NORMAL_95 * spread},
        "doubly_robust": _told(there + weights * (rewards - played)),
        "effective_choices": effective,
    }


def _beliefs(log: Sequence[Logged]) -> list[Array]:
    """Before each entry, from those before it alone."""
    rows: tuple[Row, ...] = ()
    means = []
    for number, entry in enumerate(log, start=1):
        means.append(believe(rows).mean)
        weight = trusted(entry.confidence)
        if weight:
            d = entry.alternatives[entry.chosen]
            row = judgement_row(Kind.RATED, d, entry.x, entry.reward, weight)
            rows = (*rows, *numbered((row,), number))
    return means


def _expected(entry: Logged, mean: Array) -> Array:
    gains = mean[FIRST:].reshape(PARAMETERS, FEATURES) @ entry.x
    curves = np.maximum(mean[CURVES], LEAST_CURVE)
    d = entry.alternatives
    level = float(mean[:BASE_SIZE] @ entry.x[:BASE_SIZE])
    return np.asarray(level + d @ gains - 0.5 * (d**2) @ curves, np.float64)


def _told(values: Array) -> dict[str, float]:
    half = NORMAL_95 * float(values.std(ddof=1)) / len(values) ** 0.5 if len(values) > 1 else 0.0
    return {"mean": float(values.mean()), "interval": half}
