"""Distress and the affective slider during a session: where they are asked, and the end's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.live import LivePhase, LiveSnapshot, ScalePrompt
from emotune_gui.domain.ports import LiveSessionControl
from emotune_gui.domain.scale import Moment, ScaleKind
from emotune_gui.ui.sentences import sentence

translate = QCoreApplication.translate


class ScalesView(Protocol):
    """Where the question is put: the therapist's page or the client's screen."""

    def show_question(self, prompt: ScalePrompt | None) -> None: ...


def question_words(moment: Moment) -> str:
    words = {
        Moment.START: translate("Scales", "Before we begin: how are you just now?"),
        Moment.TIMER: translate("Scales", "How are you just now?"),
        Moment.ASKED: translate("Scales", "How are you just now?"),
        Moment.END: translate("Scales", "At the end: how are you just now?"),
    }
    return words[moment]


class ScalesPresenter:
    """GUI thread only. A question never stands in the way of the session or of its end."""

    def __init__(self, here: ScalesView, say: Callable[[str], None]) -> None:
        self._here, self._say = here, say
        self.there: ScalesView | None = None
        """The client's screen while it is open: questions go there first."""
        self._control: LiveSessionControl | None = None
        self._snapshot: LiveSnapshot | None = None
        self._shown: ScalePrompt | None = None
        self._called_here = False
        self._ending = False

    def attach(self, control: LiveSessionControl | None) -> None:
        self._control = control
        self._snapshot, self._ending, self._called_here = None, False, False
        self._put(None)

    @property
    def asking_at_the_end(self) -> bool:
        return self._ending

    def show(self, snapshot: LiveSnapshot) -> None:
        self._snapshot = snapshot
        if snapshot.prompt != self._shown:
            self._called_here = False
            self._put(snapshot.prompt)
        if self._ending and snapshot.prompt is None:
            self._end_now()

    def ask(self) -> None:
        """By key: put the question, or bring one that stands on the client's screen here."""
        if self._control is None:
            return
        if self._shown is not None:
            self._called_here = True
            self._put(self._shown)
            return
        self._control.ask_scales()
        self._refresh()

    def moved(self) -> None:
        """The client's screen was opened or closed: the question goes where it belongs now."""
        self._put(self._shown)

    def answer(self, answers: Mapping[ScaleKind, float], by: str) -> None:
        if self._control is None:
            return
        try:
            self._control.answer_scales(answers, by)
        except EmoTuneError as problem:
            self._say(sentence(str(problem)))
            return
        if answers:
            self._say(translate("Scales", "Answer kept."))
        self._refresh()

    def dismiss(self) -> None:
        if self._control is not None:
            self._control.dismiss_scales()
            self._refresh()

    def end(self) -> None:
        """The first time ask for the end, where that is wanted; else, and then, end at once."""
        if self._control is None:
            return
        if self._ending or not self._ends_with_a_question():
            self._end_now()
            return
        self._ending = True
        self._control.ask_scales(Moment.END)
        self._refresh()

    def _ends_with_a_question(self) -> bool:
        snapshot = self._snapshot
        if snapshot is None or snapshot.phase is not LivePhase.RUNNING:
            return False
        return snapshot.asks_scales

    def _end_now(self) -> None:
        self._ending = False
        if self._control is not None:
            if self._shown is not None:
                self._control.dismiss_scales()
            self._control.end()

    def _refresh(self) -> None:
        if self._control is not None:
            self.show(self._control.snapshot())

    def _put(self, prompt: ScalePrompt | None) -> None:
        self._shown = prompt
        there = None if self._called_here else self.there
        if self.there is not None:
            self.there.show_question(prompt if there is not None else None)
        self._here.show_question(prompt if there is None else None)
        if prompt is not None and there is not None:
            self._say(translate("Scales", "Asked on the client’s screen; D brings it here."))
