"""Report: which parts, on which paper, into which file; made in the background."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.ui import theme
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.report import (
    ReportPresenter,
    remembered,
    suggested_name,
)
from emotune_gui.ui.presenters.report_subject import Subject
from emotune_gui.ui.presenters.settings import KeyValues
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.reporting.matter import Choices, Paper, Section
from emotune_gui.ui.reporting.words import section_hint, section_word
from emotune_gui.ui.reporting.writing import sections_of
from emotune_gui.ui.ticks import ChoiceDot, TickBox
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.file_choice import FolderRow
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import ElidedLabel, text_label
from emotune_gui.ui.widgets.writing import WritingProgress
from emotune_gui.ui.wording import moment_words, translate

WIDTH = 760
TEXT_INDENT = 28


class ReportDialog(QDialog):
    """Closing it while the report is made stops that; no half file is left."""

    notice = Signal(str)

    def __init__(
        self,
        open_store: OpenStore,
        tasks: Tasks,
        subject: Subject,
        stored: KeyValues | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Report", "Report as PDF"))
        self.setMinimumWidth(WIDTH)
        self.presenter = ReportPresenter(self, open_store, tasks, subject, stored)
        self._subject = subject
        self._offered = sections_of(subject.history)
        self._boxes = {section: TickBox(section_word(section)) for section in self._offered}
        self._drafts = TickBox(self.tr("With notes that are not locked, marked as drafts"))
        self._supervision = TickBox(self.tr("For supervision: a number stands for the name"))
        self._supervision.setToolTip(
            self.tr("Only with the client's consent to it; read your notes for names")
        )
        self._papers = {
            Paper.A4: ChoiceDot(self.tr("A4")),
            Paper.LETTER: ChoiceDot(self.tr("US Letter")),
        }
        self._paper_group = QButtonGroup(self)
        self._name = QLineEdit(suggested_name(subject, datetime.now(UTC)))
        self._name.setAccessibleName(self.tr("Name of the file"))
        self._where = FolderRow(self.tr("Folder for the report"))
        self._go = push_button(self.tr("Write the report"), "primary")
        self._go.clicked.connect(self.start)
        self.writing = WritingProgress(self._go, self._share)
        self.writing.stop_asked.connect(self.presenter.cancel)
        self.writing.close_asked.connect(self.reject)
        self.writing.turned.connect(lambda _running: self._changed())
        self._lay_out()
        self._show_choices(remembered(stored, self._offered))
        self.finished.connect(self.presenter.cancel)
        self.writing.lock(
            *self._boxes.values(),
            *self._papers.values(),
            *(self._drafts, self._supervision, self._name, self._where),
        )
        self._changed()

    def _lay_out(self) -> None:
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "display"))
        about = ElidedLabel(self._about(), muted=True)
        column.addWidget(about)
        column.addWidget(self._parts_panel(), 1)
        column.addWidget(self._file_panel())
        column.addWidget(self.writing)
        column.addLayout(self.writing.foot)

    def _about(self) -> str:
        info = self._subject.session
        if info is None:
            line = self.tr("{name}, all sessions with their trends")
            return line.format(name=self._subject.client_name)
        when = moment_words(info.started_at, datetime.now(UTC))
        return self.tr("{name}, the session {when}").format(name=info.client_name, when=when)

    def _parts_panel(self) -> Panel:
        panel = Panel(self.tr("Parts"))
        grid = spread(QGridLayout(), spacing=0)
        grid.setHorizontalSpacing(theme.GRID * 3)
        half = -(-len(self._boxes) // 2)
        for place, (section, box) in enumerate(self._boxes.items()):
            hint = section_hint(section)
            box.setAccessibleDescription(hint)
            box.toggled.connect(self._changed)
            words = text_label(hint, "small", wrap=True)
            words.setContentsMargins(TEXT_INDENT, 0, 0, theme.GRID // 2)
            entry = spread(QVBoxLayout(), spacing=0)
            entry.addWidget(box)
            entry.addWidget(words)
            entry.addStretch(1)
            grid.addLayout(entry, place % half, place // half)
        # In the last cell, which is free where the number of parts is odd.
        row = half - len(self._boxes) % 2
        grid.addWidget(self._supervision, row, 1, Qt.AlignmentFlag.AlignTop)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        panel.body.addLayout(grid)
        panel.body.addWidget(self._drafts)
        return panel

    def _file_panel(self) -> Panel:
        panel = Panel()
        grid = spread(QGridLayout())
        grid.setColumnStretch(1, 1)
        grid.addWidget(text_label(self.tr("Paper")), 0, 0)
        papers = spread(QHBoxLayout(), spacing=theme.GRID * 2)
        for dot in self._papers.values():
            self._paper_group.addButton(dot)
            papers.addWidget(dot)
        papers.addStretch(1)
        grid.addLayout(papers, 0, 1)
        grid.addWidget(text_label(self.tr("File")), 1, 0)
        grid.addWidget(self._name, 1, 1)
        grid.addWidget(text_label(self.tr("Folder")), 2, 0)
        grid.addWidget(self._where, 2, 1)
        panel.body.addLayout(grid)
        return panel

    @property
    def choices(self) -> Choices:
        """What is ticked now."""
        ticked = frozenset(s for s, box in self._boxes.items() if box.isChecked())
        paper = next(p for p, dot in self._papers.items() if dot.isChecked())
        return Choices(
            ticked,
            paper,
            drafts=self._drafts.isChecked(),
            supervision=self._supervision.isChecked(),
        )

    @property
    def said(self) -> str:
        return self.writing.said

    def box(self, section: Section) -> TickBox:
        return self._boxes[section]

    def choose_folder(self, folder: Path) -> None:
        self._where.choose(folder)

    def start(self) -> None:
        self.presenter.start(self.choices, self._where.folder, self._name.text())

    def _show_choices(self, choices: Choices) -> None:
        for section, box in self._boxes.items():
            box.setChecked(section in choices.sections)
        self._drafts.setChecked(choices.drafts)
        self._papers[choices.paper].setChecked(True)

    # What the presenter shows

    def show_running(self) -> None:
        self.writing.begin()

    def show_done(self, target: Path, pages: int) -> None:
        one, many = self.tr("1 page written: {file}"), self.tr("{n} pages written: {file}")
        sentence = (one if pages == 1 else many).format(n=pages, file=target)
        self.writing.done(sentence)
        self.notice.emit(sentence)

    def show_failed(self, sentence: str) -> None:
        self.writing.failed(sentence)

    def _changed(self) -> None:
        notes = self._boxes[Section.NOTES].isChecked()
        self._drafts.setEnabled(notes and not self.writing.running)

    def _share(self) -> float | None:
        return None if self.presenter.job is None else self.presenter.job.share
