"""The music that would have been played to a recording: chosen, made, written, and opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.values import FileResult, Kind
from emotune_gui.engine.bulk import answering
from emotune_gui.engine.bulk.answering import Wished
from emotune_gui.engine.bulk.refilming import made_film
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.review_export import ExportRun
from emotune_gui.ui.wording import translate

LONGEST_NAME_BYTES = 200

Keep = Callable[[FileResult], int]
"""Stores the result with this music as a session and gives its id; blocks."""


@dataclass(frozen=True, slots=True)
class MusicRequest:
    strategy: Strategy
    folder: Path
    name: str
    midi: bool = True
    wav: bool = True
    film: bool = False


class MusicView(Protocol):
    def show_running(self) -> None: ...

    def show_done(self, sentence: str) -> None: ...

    def show_failed(self, sentence: str) -> None: ...

    def open_session(self, session_id: int) -> None: ...


class MusicPresenter:
    """One recording's dialog; `run` while something is made."""

    def __init__(
        self,
        view: MusicView,
        tasks: Tasks,
        result: FileResult,
        keep: Keep,
        busy: Callable[[], bool] = lambda: False,
        film_refusal: Callable[[], str] = lambda: "",
    ) -> None:
        """While `busy` nothing is made: a session needs the computer for itself. `film_refusal`
        says why no film may be made of this client; it may block."""
        self._busy, self._film_refusal = busy, film_refusal
        self._view, self._tasks, self._result, self._keep = view, tasks, result, keep
        self.run: ExportRun | None = None
        self.can_film = result.kind is Kind.FILM
        self.has_film = made_film(result) is not None
        """Whether the film with what was seen is there; else it is made first."""

    @property
    def held(self) -> bool:
        return self.run is not None and self._busy()

    def export(self, request: MusicRequest) -> None:
        if self.run is not None:
            return
        problem = request_problem(request)
        if problem:
            self._view.show_failed(problem)
            return
        run, result = self._begin(), self._result
        wished = Wished(
            request.folder, request.name.strip(), request.midi, request.wav, request.film
        )

        def work() -> tuple[Path, ...]:
            if request.film and (refused := self._film_refusal()):
                raise InvalidInput(refused)
            return answering.export(result, request.strategy, wished, run.go_on, self._busy)

        self._tasks.act(work, self._written, self._failed)

    def review(self, strategy: Strategy) -> None:
        """Make the music and open the recording with it in Review."""
        if self.run is not None:
            return
        run, result = self._begin(), self._result

        def work() -> int | None:
            made = answering.with_music(result, strategy, run.go_on, self._busy)
            return None if made is None else self._keep(made)

        self._tasks.act(work, self._kept, self._failed)

    def cancel(self) -> None:
        if self.run is not None:
            self.run.over.set()

    def _begin(self) -> ExportRun:
        self.run = ExportRun()
        self._view.show_running()
        return self.run

    def _written(self, made: tuple[Path, ...]) -> None:
        self.run = None
        self.has_film = made_film(self._result) is not None
        if not made:
            self._view.show_failed(translate("Recordings", "Stopped; nothing was written."))
            return
        names = ", ".join(path.name for path in made)
        line = translate("Recordings", "{0} in {1}")
        self._view.show_done(line.format(names, made[0].parent))

    def _kept(self, session_id: int | None) -> None:
        self.run = None
        if session_id is None:
            self._view.show_failed(translate("Recordings", "Stopped; nothing was written."))
        else:
            self._view.open_session(session_id)

    def _failed(self, sentence: str) -> None:
        self.run = None
        self._view.show_failed(sentence)


def request_problem(request: MusicRequest) -> str:
    """One sentence on what is missing in the choice; empty when nothing is."""
    if not (request.midi or request.wav or request.film):
        return translate("Recordings", "Choose MIDI, WAV or the film.")
    name = request.name.strip()
    if not name or name in {".", ".."} or "/" in name or "\\" in name or "\0" in name:
        return translate("Recordings", "Give the files a name without slashes.")
    if len(name.encode()) > LONGEST_NAME_BYTES:
        return translate("Recordings", "That name is too long; use fewer letters.")
    return ""
