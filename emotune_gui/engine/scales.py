"""When distress and the affective slider are asked for, and what is answered. Nothing waits."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from emotune_gui.domain.live import ScalePrompt
from emotune_gui.domain.scale import Moment, ScaleKind, ScaleReading

PROMPT_LASTS_S = 120.0
"""An unanswered question leaves by itself; not answered is an answer too."""


class ScaleDesk:
    """At most one question is open. Any thread; `step` is called a few times a second.

    With `ask`, distress is asked for at the start and each `every_minutes` (0: not on a timer);
    `ask_now` asks at any time, whether or not.
    """

    def __init__(self, *, ask: bool, every_minutes: float) -> None:
        self._lock = threading.Lock()
        self._start_due = ask
        self._every_s = max(0.0, every_minutes * 60.0) if ask else 0.0
        self._next_s = self._every_s
        self._prompt: ScalePrompt | None = None
        self._readings: tuple[ScaleReading, ...] = ()

    @property
    def prompt(self) -> ScalePrompt | None:
        return self._prompt

    @property
    def readings(self) -> tuple[ScaleReading, ...]:
        """All answers of this session, in order."""
        return self._readings

    def step(self, elapsed_s: float) -> None:
        """Ask when it is time; let go of what nobody answers."""
        with self._lock:
            if self._start_due:
                self._start_due = False
                self._prompt = ScalePrompt(Moment.START, elapsed_s)
            if self._every_s and elapsed_s >= self._next_s:
                while self._next_s <= elapsed_s:
                    self._next_s += self._every_s
                # An open question stands for this one too.
                self._prompt = self._prompt or ScalePrompt(Moment.TIMER, elapsed_s)
            if self._prompt and elapsed_s - self._prompt.asked_s > PROMPT_LASTS_S:
                self._prompt = None

    def ask_now(self, elapsed_s: float, moment: Moment = Moment.ASKED) -> None:
        with self._lock:
            if self._prompt is None or moment is Moment.END:
                self._prompt = ScalePrompt(moment, elapsed_s)

    def dismiss(self) -> None:
        with self._lock:
            self._prompt = None

    def answer(
        self, answers: Mapping[ScaleKind, float], by: str, elapsed_s: float
    ) -> tuple[ScaleReading, ...]:
        """What was answered, as it is to be written down; closes the question.

        Raises ValueError for a value outside its scale; nothing is taken then.
        """
        with self._lock:
            moment = Moment.ASKED if self._prompt is None else self._prompt.moment
            made = tuple(
                ScaleReading(elapsed_s, ScaleKind(kind), float(value), moment, by)
                for kind, value in answers.items()
            )
            self._readings += made
            self._prompt = None
        return made
