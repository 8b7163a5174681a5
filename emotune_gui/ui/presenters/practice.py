"""The practice that stands at the head of reports: its name and its logo."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from emotune_gui.domain.session import Practice
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.reporting.logo import logo_from_file

LONGEST_NAME = 120


class PracticeView(Protocol):
    def show_practice(self, practice: Practice) -> None: ...

    def show_practice_problem(self, sentence: str) -> None:
        """Empty: there is none any more."""


class PracticePresenter:
    """Every change is stored at once; a logo is first read, on a background thread."""

    def __init__(self, view: PracticeView, open_store: OpenStore, tasks: Tasks) -> None:
        self._view, self._open, self._tasks = view, open_store, tasks
        self._now = Practice()

    @property
    def practice(self) -> Practice:
        return self._now

    def refresh(self) -> None:
        def work() -> Practice:
            # The database is opened here, off the GUI thread.
            return self._open().practice.get()

        self._tasks.load("practice", work, self._found, self._view.show_practice_problem)

    def set_name(self, name: str) -> None:
        plain = " ".join(name.split())[:LONGEST_NAME]
        if plain != self._now.name:
            self._store(replace(self._now, name=plain))

    def set_logo(self, path: str) -> None:
        now = self._now

        def work() -> Practice:
            wanted = replace(now, logo=logo_from_file(path))
            self._open().practice.set(wanted)
            return wanted

        self._tasks.act(work, self._found, self._view.show_practice_problem)

    def remove_logo(self) -> None:
        if self._now.logo is not None:
            self._store(replace(self._now, logo=None))

    def _store(self, wanted: Practice) -> None:
        def work() -> Practice:
            self._open().practice.set(wanted)
            return wanted

        self._tasks.act(work, self._found, self._view.show_practice_problem)

    def _found(self, practice: Practice) -> None:
        self._now = practice
        self._view.show_practice(practice)
        self._view.show_practice_problem("")
