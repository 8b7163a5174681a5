"""A queue of recordings that is moved by hand, and a keeper that remembers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.engine.analysing.values import (
    AnalysisOptions,
    FileProgress,
    FileResult,
    FileState,
    QueueSnapshot,
)
from emotune_gui.engine.bulk.order import BatchOrder

OPEN = {FileState.WAITING, FileState.RUNNING}


def summary(path: Path, kind: str = "film", music: str | None = None) -> dict:
    return {
        "file": path.name,
        "source": str(path),
        "sha256": "0",
        "kind": kind,
        "duration_s": 12.5,
        "voice": True,
        "label": "happiness",
        "face_share": 0.5,
        "speech_s": 3.0,
        "seconds_by_emotion": {"happiness": 6.0, "neutral": 2.0},
        "valence": {"mean": -0.001, "sd": 0.1, "min": -1.0, "max": 1.0},
        "arousal": {"mean": 0.25, "sd": 0.1, "min": -1.0, "max": 1.0},
        "options": {"music": music},
        "files": [".csv", ".json"],
    }


def done(path: Path, folder: Path, number: int = 0, **more: object) -> FileProgress:
    result = FileResult(path, folder, path.stem, summary(path, **more))
    return FileProgress(number, path, path.stem, FileState.DONE, 1.0, 12.5, 12.5, result=result)


class FakeQueue:
    def __init__(self, out: Path, options: AnalysisOptions) -> None:
        self.out, self.options = out, options
        self.files: list[FileProgress] = []
        self.paused = self.closed = self.searching = False
        self.notices: tuple[str, ...] = ()
        self.left_s: float | None = None
        self.pids: tuple[int, ...] = ()

    def add(self, paths) -> None:
        for path in paths:
            number = len(self.files)
            self.files.append(FileProgress(number, path, path.stem, FileState.WAITING))

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False

    def set(self, number: int, state: FileState, **more: object) -> None:
        self.files[number] = replace(self.files[number], state=state, **more)

    def finish(self, number: int, **more: object) -> None:
        self.files[number] = done(self.files[number].path, self.out, number, **more)

    def cancel(self, file_id: int | None = None) -> None:
        for file in list(self.files):
            if file_id in {None, file.id} and file.state in OPEN:
                self.set(file.id, FileState.CANCELLED)

    def retry(self, file_id: int) -> None:
        self.set(file_id, FileState.WAITING, message="")

    def snapshot(self) -> QueueSnapshot:
        over = not any(file.state in OPEN for file in self.files)
        return QueueSnapshot(
            tuple(self.files),
            self.searching,
            self.paused,
            over and not self.searching,
            left_s=self.left_s,
            notices=self.notices,
        )

    def close(self, timeout: float = 5.0) -> bool:
        self.closed = True
        return True


class Queues:
    """Starts fakes and keeps them in the order of their start; `full` refuses."""

    def __init__(self) -> None:
        self.made: list[FakeQueue] = []
        self.full = False

    def __call__(self, out: Path, options: AnalysisOptions) -> FakeQueue:
        if self.full:
            raise InvalidInput("There is no room left.")
        self.made.append(FakeQueue(out, options))
        return self.made[-1]


class Keeper:
    def __init__(self) -> None:
        self.kept: list[tuple[str, int | None]] = []
        self.said = ""
        self.problem = ""
        self.gone: set[int] = set()

    def name(self, client_id: int) -> str:
        return f"Client {client_id}"

    def refusal(self, order: BatchOrder) -> str:
        return self.said

    def keep(self, result: FileResult, client_id: int | None) -> int:
        if self.problem:
            raise InvalidInput(self.problem)
        self.kept.append((result.name, client_id))
        return len(self.kept)

    def keep_photographs(self, results, client_id: int | None) -> int:
        if self.problem:
            raise InvalidInput(self.problem)
        self.kept.append((" ".join(r.name for r in results), client_id))
        return len(self.kept)

    def film_refusal(self, client_id: int | None) -> str:
        return "" if client_id is None else self.said

    def has_session(self, session_id: int, result: FileResult) -> bool:
        return session_id not in self.gone
