"""A report being asked for: which parts, where to, how far it is, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Protocol

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.report_subject import Subject
from emotune_gui.ui.presenters.settings import KeyValues
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.reporting.gathering import gather
from emotune_gui.ui.reporting.matter import Choices, Paper, Section, Wanted
from emotune_gui.ui.reporting.sheet import Cancelled
from emotune_gui.ui.reporting.writing import write_report
from emotune_gui.ui.wording import translate

LEFT_OUT, PAPER, DRAFTS = "report/left_out", "report/paper", "report/drafts"
SUFFIX = ".pdf"


@dataclass(slots=True)
class Job:
    """One report. The background thread tells `share` (0-1), the window reads; `over` stops it."""

    share: float = 0.0
    over: Event = field(default_factory=Event)

    def go_on(self, share: float) -> bool:
        self.share = share
        return not self.over.is_set()


class ReportView(Protocol):
    def show_running(self) -> None: ...

    def show_done(self, target: Path, pages: int) -> None: ...

    def show_failed(self, sentence: str) -> None:
        """No file was written; the choice can be mended and tried again."""


class ReportPresenter:
    def __init__(
        self,
        view: ReportView,
        open_store: OpenStore,
        tasks: Tasks,
        subject: Subject,
        stored: KeyValues | None = None,
    ) -> None:
        self._view, self._open, self._tasks = view, open_store, tasks
        self._subject, self._stored = subject, stored
        self.job: Job | None = None

    def start(self, choices: Choices, folder: Path, name: str) -> None:
        if self.job is not None:
            return
        if not choices.sections:
            self._view.show_failed(translate("Report", "Choose at least one part of the report."))
            return
        if problem := name_problem(name):
            self._view.show_failed(problem)
            return
        self._remember(choices)
        target = free_name(folder, name.strip())
        job = self.job = Job()
        subject = self._subject
        session_id = None if subject.session is None else subject.session.id
        wanted = Wanted(subject.client_id, target, choices, session_id)
        self._view.show_running()
        self._tasks.act(lambda: self._work(wanted, job), self._done, self._failed)

    def cancel(self) -> None:
        if self.job is not None:
            self.job.over.set()

    def _work(self, wanted: Wanted, job: Job) -> tuple[Path, int]:
        """On a thread of the pool."""
        store = self._open()
        matter = gather(store, wanted)
        try:
            pages = write_report(matter, wanted.choices, wanted.target, job.go_on)
        except Cancelled:
            raise InvalidInput(translate("Report", "Stopped; nothing was written.")) from None
        store.audit.record(
            "session.report",
            client_id=wanted.client_id,
            session_id=wanted.session_id,
            detail="supervision" if wanted.choices.supervision else "",
        )
        return wanted.target, pages

    def _done(self, made: tuple[Path, int]) -> None:
        self.job = None
        self._view.show_done(*made)

    def _failed(self, sentence: str) -> None:
        self.job = None
        self._view.show_failed(sentence)

    def _remember(self, choices: Choices) -> None:
        if self._stored is None:
            return
        out = ",".join(s.value for s in Section if s not in choices.sections)
        self._stored.setValue(LEFT_OUT, out)
        self._stored.setValue(PAPER, choices.paper.value)
        self._stored.setValue(DRAFTS, str(choices.drafts).lower())


def remembered(stored: KeyValues | None, offered: Iterable[Section]) -> Choices:
    """As it was last time; everything, on A4, the first time."""
    if stored is None:
        return Choices(frozenset(offered))
    out = set(str(stored.value(LEFT_OUT) or "").split(","))
    letter = str(stored.value(PAPER)) == Paper.LETTER.value
    return Choices(
        frozenset(s for s in offered if s.value not in out),
        Paper.LETTER if letter else Paper.A4,
        drafts=str(stored.value(DRAFTS)).lower() == "true",
    )


def name_problem(name: str) -> str:
    plain = name.strip()
    if not plain or plain in {".", ".."} or any(c in plain for c in "/\\\0"):
        return translate("Report", "Give the file a name without slashes.")
    if len(plain.encode()) > 200:
        return translate("Report", "That file name is too long; use fewer letters.")
    return ""


def free_name(folder: Path, name: str) -> Path:
    """Nothing is written over: 'name.pdf', 'name 2.pdf' and so on."""
    stem = name[: -len(SUFFIX)] if name.lower().endswith(SUFFIX) else name
    target, number = folder / f"{stem}{SUFFIX}", 1
    while target.exists():
        number += 1
        target = folder / f"{stem} {number}{SUFFIX}"
    return target


def suggested_name(subject: Subject, now: datetime) -> str:
    """Without the client's name: the file leaves the protected database."""
    if subject.session is None:
        line = translate("Report", "EmoTune client {0}, {1}")
        return line.format(subject.client_id, f"{now.astimezone():%Y-%m-%d}")
    day = subject.session.started_at.astimezone()
    line = translate("Report", "EmoTune report of session {0}, {1}")
    return line.format(subject.session.id, f"{day:%Y-%m-%d}")
