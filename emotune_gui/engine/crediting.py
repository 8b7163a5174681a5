"""Whose credit a judgement is: the bars heard in the seconds before it, the newest most."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import ArmKind, Situation
from emotune_gui.domain.music import Bar
from emotune_gui.engine.arm_choices import composer_arm
from emotune_gui.personalisation.clinical import deviation
from emotune_gui.personalisation.evidence import Heard

CREDIT_S = 10.0
"""A rating concerns the bars heard in so many seconds before it, ..."""
FADING_S = 5.0
"""... the newest most: what was heard this long ago counts about a third."""
BEFORE_S = 12.0
"""How long "the one before" lasted."""
RECENT_BARS = 60
"""About two or three minutes: what a bar is new against."""


@dataclass(frozen=True, slots=True)
class HeardBar:
    at: float
    """Monotonic second at which it was begun to be heard."""
    bar: Bar
    heard: Heard
    version: tuple[int, str]
    """Weights and trial it was made with: what "the one before" differs in."""
    palette: str = ""
    """A `Palette` value; empty where the instruments were nobody's choice."""

    @property
    def arms(self) -> dict[ArmKind, str]:
        """Under which names a judgement of it counts for composer and palette."""
        return {ArmKind.COMPOSER: composer_arm(self.bar), ArmKind.PALETTE: self.palette}


class HeardLately:
    """`add` runs on the player's thread, the rest on any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bars: deque[HeardBar] = deque(maxlen=RECENT_BARS)

    @property
    def last(self) -> HeardBar | None:
        bars = self._now()
        return bars[-1] if bars else None

    def add(
        self, at: float, bar: Bar, situation: Situation, version: tuple[int, str], palette: str
    ) -> None:
        before = [entry.heard for entry in self._now()]
        heard = Heard(bar.parameters, situation, 1.0, _novelty(bar, situation.target, before))
        with self._lock:
            self._bars.append(HeardBar(at, bar, heard, version, palette))

    def credited(self, now: float) -> list[HeardBar]:
        """The bars of the seconds before `now`, each with its share of the credit."""
        bars = [entry for entry in self._now() if entry.at <= now]
        found = []
        for place, entry in enumerate(bars):
            end = bars[place + 1].at if place + 1 < len(bars) else now
            age = now - end
            if age < CREDIT_S:
                within = end - max(entry.at, now - CREDIT_S)
                share = max(within, 1e-3) * exp(-age / FADING_S)
                found.append(replace(entry, heard=replace(entry.heard, share=share)))
        return found

    def one_before(self, last: HeardBar) -> list[HeardBar]:
        """The bars just before the music last became another by mapping or trial."""
        other = [e for e in self._now() if e.at < last.at and e.version != last.version]
        until = other[-1].at if other else 0.0
        return [entry for entry in other if entry.at > until - BEFORE_S]

    def _now(self) -> list[HeardBar]:
        with self._lock:
            return list(self._bars)


def _novelty(bar: Bar, target: Affect, before: Sequence[Heard]) -> float:
    """0-1: how far a bar is from the mean of what was heard lately."""
    if not before:
        return 0.0
    past = [deviation(h.parameters, h.situation.target) for h in before]
    gap = np.array(deviation(bar.parameters, target)) - np.mean(past, axis=0)
    return float(min(1.0, np.abs(gap).mean() / 0.5))
