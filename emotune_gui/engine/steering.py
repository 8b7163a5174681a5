"""The therapist's hand on the music: what it has taken over stays so until it is handed back."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from types import MappingProxyType
from typing import Any

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.music import Mode, MusicParameters, Palette
from emotune_gui.domain.session import Plan
from emotune_gui.domain.steering import (
    STEERED_RANGES,
    Steered,
    SteeredValue,
    SteeringEvent,
)
from emotune_gui.music.instruments import ensemble
from emotune_gui.music.mapping import BORDER_WIDTH

SETTLED_S = 1.0
"""A drag is written down as one event, this long after its last movement."""
TARGET = "target"


class Steering:
    """Values set by hand. `steer`, `hand_back` and `set_target` may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: Mapping[Steered, SteeredValue] = MappingProxyType({})
        self._target: Affect | None = None
        self._moved: dict[str, SteeringEvent] = {}

    @property
    def names(self) -> frozenset[str]:
        """What is the therapist's now, as `Steered` values."""
        return frozenset(name.value for name in self._values)

    @property
    def values(self) -> Mapping[Steered, SteeredValue]:
        return self._values

    @property
    def target(self) -> Affect | None:
        """Where the hand holds the affect target; None leaves it to the strategy."""
        return self._target

    def steer(self, name: str, value: SteeredValue | str, now: float) -> None:
        """Take `name` over; a number beyond its range is brought to its end.

        Raises InvalidInput for an unknown name or a value that is none of its kind.
        """
        steered = _known(name)
        taken = _taken(steered, value)
        with self._lock:
            self._values = MappingProxyType({**self._values, steered: taken})
            self._moved[steered.value] = SteeringEvent(now, steered.value, _words(taken))

    def hand_back(self, name: str | None, now: float) -> None:
        """Leave `name` ('target' too), or with None everything, to the automation again."""
        with self._lock:
            if name in (None, TARGET) and self._target is not None:
                self._target = None
                self._moved[TARGET] = SteeringEvent(now, TARGET, None)
            if name == TARGET:
                return
            leaving = set(self._values) if name is None else {_known(name)} & set(self._values)
            left = {key: value for key, value in self._values.items() if key not in leaving}
            self._values = MappingProxyType(left)
            for key in leaving:
                self._moved[key.value] = SteeringEvent(now, key.value, None)

    def set_target(self, target: Affect | None, now: float) -> None:
        """Take the affect target over; None hands it back."""
        if target is None:
            self.hand_back(TARGET, now)
            return
        words = f"{target.valence:.2f}, {target.arousal:.2f}"
        with self._lock:
            self._target = target
            self._moved[TARGET] = SteeringEvent(now, TARGET, words)

    def applied(
        self,
        automatic: MusicParameters,
        plan: Plan,
        target: Affect,
        previous: MusicParameters | None = None,
    ) -> MusicParameters:
        """`automatic` with what the hand has set in its place, inside the limits of the plan."""
        values = self._values
        if not values:
            return automatic
        changed: dict[str, Any] = {
            name.value: value for name, value in values.items() if name is not Steered.PALETTE
        }
        palette = values.get(Steered.PALETTE)
        if isinstance(palette, Palette):
            changed["instruments"] = ensemble(
                target,
                plan.excluded_parts,
                () if previous is None else previous.instruments,
                BORDER_WIDTH,
                replace(plan.instrumentation, palette=palette),
            )
        made = replace(automatic, **changed)
        return replace(made, loudness=min(made.loudness, plan.loudness_limit))

    def settled(self, now: float) -> list[SteeringEvent]:
        """Events that are over, each told once; for one thread."""
        with self._lock:
            over = [event for event in self._moved.values() if now - event.t >= SETTLED_S]
            for event in over:
                del self._moved[event.name]
        return sorted(over, key=lambda event: event.t)

    def all_settled(self) -> list[SteeringEvent]:
        """What has not been told yet, at the end of a session."""
        return self.settled(float("inf"))


def event_words(event: SteeringEvent) -> str:
    """The event as it stands among the session's markers."""
    name = event.name.removesuffix("_bpm")
    return f"Handed back: {name}" if event.value is None else f"By hand: {name} {event.value}"


def _known(name: str) -> Steered:
    try:
        return Steered(name)
    except ValueError as error:
        names = ", ".join(Steered)
        raise InvalidInput(f"Nothing is steered by the name {name[:40]}; use {names}.") from error


def _taken(name: Steered, value: SteeredValue | str) -> SteeredValue:
    if name is Steered.MODE or name is Steered.PALETTE:
        kind = Mode if name is Steered.MODE else Palette
        try:
            return kind(str(value))
        except ValueError as error:
            raise InvalidInput(f"There is no {name.value} {str(value)[:40]}.") from error
    if isinstance(value, str) or not isfinite(value):
        raise InvalidInput(f"The {name.value} is a number.")
    low, high = STEERED_RANGES[name]
    return min(high, max(low, float(value)))


def _words(value: SteeredValue) -> str:
    return value.value if isinstance(value, Mode | Palette) else f"{value:.3g}"
