"""Microphones to choose from, and how well one hears."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Event
from typing import Protocol

import numpy as np

from emotune_gui.ui.background import Tasks
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import shortened, translate

DEFAULT, NONE, SOURCE = "default", "none", "source"
"""As `LiveRequest.microphone` has them; anything else is a microphone's name or a path."""

TRIAL_S = 5.0
UNHEARD_DBFS = -65.0
"""Not even the noise of a room: a muted or unplugged microphone."""
STEADY_DB = 4.0
"""Speech rises above what is between the words by more than this."""
FAINT_DBFS = -46.0
"""Speech at half a metre into a headset or laptop is about -35 to -15 dBFS."""
CLIPPED_BLOCKS = 3
"""A single one is a knock on the table."""


@dataclass(frozen=True, slots=True)
class Microphone:
    name: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Microphones:
    """What there is to listen with; `problem` is one sentence when that is nothing."""

    found: tuple[Microphone, ...] = ()
    problem: str = ""

    @property
    def default(self) -> str:
        """Name of the system's microphone; empty when it is not known."""
        return next((microphone.name for microphone in self.found if microphone.default), "")

    def has(self, name: str) -> bool:
        return any(microphone.name == name for microphone in self.found)


@dataclass(frozen=True, slots=True)
class Heard:
    """A piece of a trial: level in dBFS (root mean square), and whether it stood at full scale."""

    level_dbfs: float
    clipped: bool = False


class Ears(Protocol):
    """What this machine can listen with. Called on background threads only."""

    def microphones(self) -> Microphones: ...

    def listen(self, microphone: str, heard: Callable[[Heard | None], bool]) -> None:
        """Hand on piece after piece (None while nothing comes) until `heard` says False.

        Raises EmoTuneError.
        """


class Verdict(StrEnum):
    NOTHING = "nothing"
    FAINT = "faint"
    GOOD = "good"
    LOUD = "loud"


def verdict(trial: Sequence[Heard]) -> Verdict:
    """What a trial in which somebody spoke says of the microphone."""
    if not trial:
        return Verdict.NOTHING
    if sum(piece.clipped for piece in trial) >= CLIPPED_BLOCKS:
        return Verdict.LOUD
    levels = np.array([piece.level_dbfs for piece in trial])
    speech, between = np.percentile(levels, 90), np.percentile(levels, 15)
    if speech < UNHEARD_DBFS or speech - between < STEADY_DB:
        return Verdict.NOTHING
    return Verdict.FAINT if speech < FAINT_DBFS else Verdict.GOOD


def verdict_words(found: Verdict) -> str:
    words = {
        Verdict.NOTHING: translate(
            "Microphone",
            "Nothing was heard: check that it is not muted, speak up, or choose another.",
        ),
        Verdict.FAINT: translate(
            "Microphone", "Too faint: bring it closer, or turn it up in the system's settings."
        ),
        Verdict.GOOD: translate("Microphone", "Good: loud enough, and not too loud."),
        Verdict.LOUD: translate(
            "Microphone", "Too loud: move it away, or turn it down in the system's settings."
        ),
    }
    return words[found]


def microphone_words(spec: str, known: Microphones | None) -> str:
    """A choice as it stands in a list; a microphone that is not there says so."""
    if spec == DEFAULT:
        name = known.default if known else ""
        plain = translate("Microphone", "The system's microphone")
        return f"{plain} ({shortened(name)})" if name else plain
    if spec == NONE:
        return translate("Microphone", "No microphone")
    if spec == SOURCE:
        return translate("Microphone", "Sound of the recording")
    if known is not None and not known.has(spec):
        return translate("Microphone", "{0} (not connected)").format(shortened(spec))
    return shortened(spec)


def offered(
    known: Microphones | None, chosen: str, *, recording: bool = False
) -> tuple[tuple[str, str], ...]:
    """(spec, words) to choose from, `chosen` among them even while it is not connected."""
    specs = [SOURCE] if recording else []
    specs.append(DEFAULT)
    specs += [m.name for m in known.found] if known else []
    if chosen and chosen not in (*specs, NONE, SOURCE):
        specs.append(chosen)
    specs.append(NONE)
    return tuple((spec, microphone_words(spec, known)) for spec in specs)


class MicrophoneView(Protocol):
    def show_microphones(self, choices: Sequence[tuple[str, str]], chosen: str) -> None: ...

    def show_testing(self, testing: bool, *, can_test: bool) -> None: ...

    def show_said(self, sentence: str, *, alarm: bool) -> None: ...


@dataclass(slots=True)
class _Trial:
    """One level test; the background thread adds pieces, the window reads the newest."""

    pieces: list[Heard] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def hear(self, piece: Heard | None) -> bool:
        if piece is not None:
            self.pieces.append(piece)
        return not self.over.is_set()


class MicrophonePresenter:
    """The list, and the level test. GUI thread; `chosen` gives the spec now in force."""

    def __init__(
        self, view: MicrophoneView, ears: Ears, tasks: Tasks, chosen: Callable[[], str]
    ) -> None:
        self._view, self._ears, self._tasks, self._chosen = view, ears, tasks, chosen
        self._known: Microphones | None = None
        self._trial: _Trial | None = None

    @property
    def testing(self) -> bool:
        return self._trial is not None

    @property
    def heard(self) -> Heard | None:
        """The newest piece of the test that runs."""
        trial = self._trial
        return trial.pieces[-1] if trial is not None and trial.pieces else None

    def refresh(self) -> None:
        """Look again for what is plugged in."""
        self._show()
        self._tasks.load("microphones", self._ears.microphones, self._found, self._failed)

    def chosen_changed(self) -> None:
        self.stop()
        self._view.show_said("", alarm=False)
        self._show()

    def test(self) -> None:
        """Begin, or stop before its time."""
        if self._trial is not None:
            self.stop()
            return
        trial = self._trial = _Trial()
        spec = self._chosen()
        self._view.show_testing(True, can_test=True)
        self._view.show_said(translate("Microphone", "Speak now…"), alarm=False)
        self._tasks.act(
            lambda: self._ears.listen(spec, trial.hear),
            lambda _: self._over(trial, verdict_words(verdict(trial.pieces)), trial.pieces),
            lambda sentence: self._over(trial, sentence, None),
        )

    def stop(self) -> None:
        """End the test; what was heard so far is judged."""
        if self._trial is not None:
            self._trial.over.set()

    def _over(self, trial: _Trial, sentence: str, pieces: list[Heard] | None) -> None:
        if trial is not self._trial:
            return
        self._trial = None
        bad = pieces is None or verdict(pieces) is not Verdict.GOOD
        self._view.show_testing(False, can_test=self._can_test())
        self._view.show_said(sentence, alarm=bad)

    def _found(self, known: Microphones) -> None:
        self._known = known
        self._show()
        if known.problem:
            self._view.show_said(sentence(known.problem), alarm=True)

    def _failed(self, sentence: str) -> None:
        self._found(Microphones((), sentence))

    def _can_test(self) -> bool:
        there = self._known is not None and bool(self._known.found)
        return there and self._chosen() != NONE

    def _show(self) -> None:
        chosen = self._chosen()
        self._view.show_microphones(offered(self._known, chosen), chosen)
        self._view.show_testing(self.testing, can_test=self._can_test())
