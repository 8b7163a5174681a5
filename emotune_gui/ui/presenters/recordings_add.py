"""What is to be analysed, for whom, and what is made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from emotune_gui.capture.images import IMAGE_SUFFIXES
from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import Client, Strategy
from emotune_gui.engine.analysing.gathering import SUFFIXES
from emotune_gui.engine.analysing.values import AnalysisOptions, FaceChoice, TierFormat
from emotune_gui.engine.bulk.keeper import film_refusal, refusal
from emotune_gui.engine.bulk.order import BatchOrder
from emotune_gui.engine.bulk.portrait import look_at_portrait
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import shortened, translate

KINDS = (
    *(".mp4", ".mov", ".avi", ".mkv", ".webm", ".jpg", ".jpeg", ".png"),
    *(".wav", ".flac", ".mp3", ".ogg"),
)
FILTER = " ".join(f"*{s} *{s.upper()}" for s in (*KINDS, *sorted(SUFFIXES - set(KINDS))))
EVERY_MS = (0, 100, 250, 1000)

PHOTOGRAPHS = " ".join(f"*{s} *{s.upper()}" for s in sorted(IMAGE_SUFFIXES))

LookAt = Callable[[AnalysisOptions, Path], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """The choice as it stands in the dialog."""

    paths: tuple[Path, ...] = ()
    parent: Path = Path()
    """Each batch gets a folder of its own in it."""
    client_id: int | None = None
    voice: bool = True
    film: bool = True
    landmarks: bool = False
    tiers: bool = False
    music: Strategy | None = None
    every_ms: int = 0
    face: FaceChoice = FaceChoice.ALONE
    """Whose face is read where there are several."""
    portrait: Path | None = None
    """The photograph of the person, for FaceChoice.PORTRAIT."""


class AddView(Protocol):
    def show_clients(self, clients: Sequence[Client]) -> None: ...

    def show_problem(self, sentence: str) -> None:
        """Why it cannot begin as it stands; empty: it can."""

    def show_looking(self) -> None:
        """The photograph is being looked at; it may be cancelled meanwhile."""

    def show_failure(self, sentence: str) -> None:
        """It did not begin; it may be tried again as it stands."""

    def close_with(self, order: BatchOrder) -> None: ...


class AddPresenter:
    def __init__(
        self,
        view: AddView,
        open_store: OpenStore,
        tasks: Tasks,
        recogniser: Callable[[], Recogniser],
        now: Callable[[], datetime] = datetime.now,
        look_at: LookAt = look_at_portrait,
    ) -> None:
        """`look_at` says whether the photograph of the person serves."""
        self._view, self._open, self._tasks = view, open_store, tasks
        self._recogniser, self._now, self._look_at = recogniser, now, look_at
        self._left = False
        self._clients: dict[int, Client] = {}
        self._starting = False

    def look(self) -> None:
        self._tasks.load("clients", self._clients_there, self._found, self._view.show_problem)

    def _clients_there(self) -> Sequence[Client]:
        return self._open().clients.list()

    def _found(self, clients: Sequence[Client]) -> None:
        self._clients = {client.id: client for client in clients}
        self._view.show_clients(clients)

    def problem(self, asked: Asked) -> str:
        """One sentence; empty where nothing is missing."""
        if not asked.paths:
            return ""
        if asked.face is FaceChoice.PORTRAIT and asked.portrait is None:
            return translate("Recordings", "Choose a photograph that shows the person alone.")
        client = self._clients.get(asked.client_id or 0)
        if client is None:
            return ""
        music = asked.music is not None
        refused = refusal(client, asked.paths, voice=asked.voice, film=asked.film, music=music)
        return sentence(refused)

    def film_refusal(self, asked: Asked) -> str:
        """Why no film with what was seen may be made; empty where it may."""
        client = self._clients.get(asked.client_id or 0)
        if client is None:
            return ""
        return sentence(film_refusal(client, asked.paths, music=asked.music is not None))

    def start(self, asked: Asked) -> None:
        problem = self.problem(asked)
        if problem or not asked.paths or self._starting:
            self._view.show_problem(problem)
            return
        self._starting = True
        options, moment = options_of(asked, self._recogniser()), self._now()

        def work() -> BatchOrder | None:
            self._look_at(options, asked.parent)
            if self._left:
                return None
            folder = new_folder(asked.parent, moment)
            return BatchOrder(folder, asked.paths, options, asked.client_id)

        if asked.face is FaceChoice.PORTRAIT:
            self._view.show_looking()
        self._tasks.act(work, self._started, self._failed)

    def leave(self) -> None:
        """The dialog was closed: what has not begun does not begin."""
        self._left = True

    def _started(self, order: BatchOrder | None) -> None:
        if order is not None and not self._left:
            self._view.close_with(order)

    def _failed(self, sentence: str) -> None:
        self._starting = False
        if not self._left:
            self._view.show_failure(sentence)


def options_of(asked: Asked, recogniser: Recogniser) -> AnalysisOptions:
    return AnalysisOptions(
        every_ms=asked.every_ms,
        voice=asked.voice,
        overlay=asked.film,
        landmarks=asked.landmarks,
        music=asked.music,
        tiers=tuple(TierFormat) if asked.tiers else (),
        recogniser=recogniser,
        face=asked.face,
        portrait=asked.portrait if asked.face is FaceChoice.PORTRAIT else None,
    )


def new_folder(parent: Path, moment: datetime) -> Path:
    """Made now, named by the moment. Raises InvalidInput where nothing can be written."""
    plain = f"{moment:%Y-%m-%d %H.%M}"
    number = 1
    try:
        parent.mkdir(parents=True, exist_ok=True)
        while True:
            folder = parent / (plain if number == 1 else f"{plain} ({number})")
            try:
                folder.mkdir()
                return folder
            except FileExistsError:
                number += 1
    except OSError as problem:
        reason = problem.strerror or str(problem)
        said = translate("Recordings", "The folder {0} cannot be written ({1}); choose another.")
        raise InvalidInput(said.format(parent, reason)) from problem


def what_words(paths: Sequence[Path]) -> str:
    """'clip.mp4', '12 files', '3 files and 1 folder'."""
    if not paths:
        return translate("Recordings", "nothing yet")
    if len(paths) == 1:
        return shortened(paths[0].name or str(paths[0]))
    folders = sum(path.is_dir() for path in paths)
    files = len(paths) - folders
    parts = []
    if files:
        one, many = translate("Recordings", "1 file"), translate("Recordings", "{0} files")
        parts.append(one if files == 1 else many.format(files))
    if folders:
        one, many = translate("Recordings", "1 folder"), translate("Recordings", "{0} folders")
        parts.append(one if folders == 1 else many.format(folders))
    return translate("Recordings", " and ").join(parts)
