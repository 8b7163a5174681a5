"""How far the program and a person agree on a recording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.engine.analysing.labels import PersonLabels

Confusion = dict[str, dict[str, int]]
"""Person's emotion, then the program's: how many moments."""


class Comparison:
    """Takes the program's labels in time order, each with the person's of that moment."""

    def __init__(self, labels: PersonLabels) -> None:
        self._labels = labels
        self._next = 0
        self._counts: dict[tuple[Emotion, Emotion], int] = {}
        self._unanswered = 0

    @property
    def sha256(self) -> str:
        return self._labels.sha256

    def add(self, position_s: float, label: Emotion | None) -> None:
        person = self._person(position_s)
        if person is None:
            return
        if label is None:
            self._unanswered += 1
        else:
            self._counts[person, label] = self._counts.get((person, label), 0) + 1

    def _person(self, t: float) -> Emotion | None:
        intervals = self._labels.intervals
        while self._next < len(intervals) and intervals[self._next][1] <= t:
            self._next += 1
        if self._next < len(intervals) and intervals[self._next][0] <= t:
            return intervals[self._next][2]
        return None

    def told(self) -> dict[str, Any] | None:
        """For the summary; None without labels. `moments` are rows of the table that both named;
        `unanswered` are those that only the person did."""
        labels = self._labels
        if labels.problem:
            return {"labels": labels.file, "problem": labels.problem}
        if not labels.intervals and not labels.file:
            return None
        confusion = {
            p.value: {e.value: self._counts.get((p, e), 0) for e in EMOTIONS} for p in EMOTIONS
        }
        return {
            "labels": labels.file,
            "tier": labels.tier,
            "unknown_words": list(labels.unknown),
            "unanswered": self._unanswered,
            **figures(confusion),
            "confusion": confusion,
        }


def no_comparison() -> Comparison:
    return Comparison(PersonLabels("", "", "", ()))


def figures(confusion: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """Moments, share of them in agreement and Cohen's kappa (Cohen 1960): agreement beyond chance
    over the most there could be. None where it is not defined (no moments, or no doubt)."""
    total = sum(sum(row.values()) for row in confusion.values())
    if not total:
        return {"moments": 0, "agreement": None, "kappa": None}
    agreed = sum(row.get(name, 0) for name, row in confusion.items()) / total
    by_person = {name: sum(row.values()) / total for name, row in confusion.items()}
    by_program = {
        name: sum(row.get(name, 0) for row in confusion.values()) / total for name in confusion
    }
    chance = sum(by_person[name] * by_program[name] for name in confusion)
    kappa = None if chance > 1.0 - 1e-12 else round((agreed - chance) / (1.0 - chance), 5) + 0.0
    return {"moments": total, "agreement": round(agreed, 5), "kappa": kappa}


def added(confusions: list[Confusion]) -> Confusion:
    """Of several recordings together."""
    names = [e.value for e in EMOTIONS]
    return {p: {e: sum(c[p][e] for c in confusions) for e in names} for p in names}
