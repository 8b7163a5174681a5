"""One opened session: its headline, its time axis, and what stood at the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from emotune_gui.domain.emotion import Emotion
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.plots.review_timeline import ReviewTimeline
from emotune_gui.ui.presenters.review import ReviewPresenter
from emotune_gui.ui.presenters.review_data import ReviewData
from emotune_gui.ui.presenters.review_readout import Readout
from emotune_gui.ui.presenters.review_span import SpanStatistics
from emotune_gui.ui.presenters.review_summary import ReviewSummary
from emotune_gui.ui.views.review_film import FilmPanel
from emotune_gui.ui.views.review_notes import NotesPanel
from emotune_gui.ui.views.review_panel import ReadoutPanel
from emotune_gui.ui.views.review_tools import ReviewTools
from emotune_gui.ui.views.review_transport import LaneButton, ReviewTransport
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.text import text_label

CURSOR_STEP_S = 1.0
WIDE = 1040
"""Pixels from which on the buttons above the time axis show their keys."""


class ReviewSession(QWidget):
    export_asked = Signal()
    report_asked = Signal()
    compare_asked = Signal()

    def __init__(
        self,
        presenter: ReviewPresenter,
        timeline: ReviewTimeline,
        notes: NotesPanel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._headline = text_label("", "muted", wrap=True)
        self.timeline = timeline
        self.timeline.cursor_chosen.connect(presenter.move_cursor)
        self.timeline.span_chosen.connect(presenter.select_span)
        self.transport = ReviewTransport(presenter, self.timeline)
        self._readout = ReadoutPanel()
        self.lanes = LaneButton(self.timeline)
        self._notes_button = ActionButton(self.tr("Notes"), "T")
        column = spread(QVBoxLayout(self))
        column.addLayout(self._head())
        row = spread(QHBoxLayout(), spacing=theme.GRID * 2)
        left = spread(QVBoxLayout())
        left.addWidget(self.timeline, 1)
        self.tools = self._tools()
        left.addWidget(self.tools)
        row.addLayout(left, 1)
        self.film = FilmPanel()
        self.film.size_asked.connect(self._next_film_size)
        row.addWidget(self.film)
        row.addWidget(self._readout)
        self.notes = notes
        if notes is not None:
            row.addWidget(notes)
            notes.hide()
            notes.moved.connect(self._go)
        column.addLayout(row, 1)
        self._bind_keys()

    def _tools(self) -> ReviewTools:
        nearer = ActionButton("+", "")
        nearer.setAccessibleName(self.tr("Zoom in"))
        nearer.setToolTip(self.tr("Zoom in (+)"))
        nearer.clicked.connect(lambda: self.zoom(1))
        farther = ActionButton("−", "")
        farther.setAccessibleName(self.tr("Zoom out"))
        farther.setToolTip(self.tr("Zoom out (−)"))
        farther.clicked.connect(lambda: self.zoom(-1))
        fit = ActionButton(self.tr("Whole session"), "0")
        fit.clicked.connect(self.timeline.fit)
        self.lanes.wanted_changed.connect(self.timeline.show_lanes)
        self._notes_button.setCheckable(True)
        self._notes_button.clicked.connect(self.show_notes)
        keys = self.tr("← → move, ⇧drag or [ ] select")
        beside, below = (farther, nearer), (fit, self.lanes, self._notes_button)
        return ReviewTools(self.transport, beside, below, keys)

    def _head(self) -> QHBoxLayout:
        """What it was in a line, and what can be made of the whole session."""
        self._export = ActionButton(self.tr("Export the music…"), "E", small=True)
        self._export.clicked.connect(self.export_asked)
        self._report = ActionButton(self.tr("Report…"), "P", small=True)
        self._report.clicked.connect(self.report_asked)
        self._compare = ActionButton(self.tr("Compare…"), "C", small=True)
        self._compare.clicked.connect(self.compare_asked)
        row = spread(QHBoxLayout())
        row.addWidget(self._headline, 1)
        for button in (self._compare, self._report, self._export):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _bind_keys(self) -> None:
        bindings: dict[str, Callable[[], object]] = {
            "Space": self._presenter.toggle_playing,
            "M": self._presenter.next_mark,
            "Shift+M": self._presenter.previous_mark,
            "[": self._presenter.span_from_cursor,
            "]": self._presenter.span_to_cursor,
            "Escape": self._presenter.clear_span,
            "L": self.lanes.open_menu,
            "T": self._notes_button.click,
            "V": self._next_film_size,
            "N": self.write_note,
            "K": self._add_mark,
            "+": lambda: self.zoom(1),
            "=": lambda: self.zoom(1),
            "-": lambda: self.zoom(-1),
            "0": self.timeline.fit,
            "P": self.report_asked.emit,
            "E": self._export.click,
            "C": self.compare_asked.emit,
            "Left": lambda: self.timeline.pan(-1),
            "Right": lambda: self.timeline.pan(1),
            "Shift+Left": lambda: self._step(-CURSOR_STEP_S),
            "Shift+Right": lambda: self._step(CURSOR_STEP_S),
            "Home": lambda: self._go(0.0),
            "End": lambda: self._go(float("inf")),
        }
        for key, action in bindings.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button in (self._compare, self._report, self._export):
            button.set_key_shown(self.width() >= WIDE)

    def take_focus(self) -> None:
        if self.isVisible():
            self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_session(self, data: ReviewData, summary: ReviewSummary, headline: str) -> None:
        self._headline.setText(headline)
        if self.notes is None or self.notes.isHidden():
            self._readout.show()
        self.timeline.set_data(data)
        self.timeline.setAccessibleDescription(headline)
        self._readout.show_summary(summary)
        self.transport.show_session(data)
        silent = self.tr("No notes were played in this session")
        self._export.setEnabled(bool(data.timeline.played))
        self._export.setToolTip(self.tr("MIDI and WAV (E)") if data.timeline.played else silent)

    def set_shown(self, shown: Sequence[Emotion]) -> None:
        self.timeline.set_shown(shown)

    def show_readout(self, t: float, readout: Readout) -> None:
        self.timeline.set_cursor_time(t)
        self._readout.show_readout(readout)
        if self.notes is not None:
            self.notes.timed.show_cursor(t)

    def show_marks(self, data: ReviewData) -> None:
        self.timeline.set_marks(data)
        self.transport.show_session(data)

    def show_notes(self, shown: bool) -> None:
        """The notes in place of the figures, or the figures again."""
        if self.notes is None:
            return
        self._notes_button.setChecked(shown)
        # First the one that goes: both beside each other would widen the window.
        going, coming = (self._readout, self.notes) if shown else (self.notes, self._readout)
        going.hide()
        coming.show()
        if not shown:
            self.take_focus()

    def _next_film_size(self) -> None:
        """A large picture takes the place of the figures; of notes it does not."""
        noting = self.notes is not None and not self.notes.isHidden()
        self.film.next_size(large=not noting)
        if not noting:
            self._readout.setVisible(not self.film.is_large)

    def write_note(self) -> None:
        """At the cursor."""
        if self.notes is not None:
            self.show_notes(True)
            self.notes.tabs.setCurrentWidget(self.notes.timed)
            self.notes.timed.begin()

    def _add_mark(self) -> None:
        if self.notes is not None:
            self.notes.timed.add_mark()

    def show_span(self, span: SpanStatistics | None) -> None:
        self.timeline.set_span(None if span is None else (span.start_s, span.end_s))
        self._readout.show_span(span)

    def zoom(self, steps: int) -> None:
        """Round the cursor while it is in view."""
        self.timeline.zoom(steps, around=self._presenter.cursor)

    def _step(self, seconds: float) -> None:
        self._go(self._presenter.cursor + seconds)

    def _go(self, t: float) -> None:
        self._presenter.move_cursor(t)
        QTimer.singleShot(0, lambda: self.timeline.bring_into_view(self._presenter.cursor))
