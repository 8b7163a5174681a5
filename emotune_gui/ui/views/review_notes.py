"""Beside the time axis: marks and notes at their times, the session's note, a private one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.review import NoteText
from emotune_gui.domain.session import Marker
from emotune_gui.ui import theme
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.review_drafts import OpenWritten
from emotune_gui.ui.presenters.review_notes import NotesPresenter, TimedRow, WrittenNote
from emotune_gui.ui.views.review_note_page import NotePage
from emotune_gui.ui.views.review_text import LongText
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import clock_time, shortened

WIDTH, LEAST_WIDTH = 340, 248
ROW = Qt.ItemDataRole.UserRole


class TimedPage(QWidget):
    """A field for the cursor's second above the list of all marks and notes."""

    chosen = Signal(float)

    def __init__(self, cursor: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter: NotesPresenter | None = None
        self._cursor = cursor
        self._rewording: TimedRow | None = None
        self._at = text_label("", "heading")
        self._field = LongText(self.tr("Text of the mark or note"))
        self._field.setMaximumHeight(112)
        self._field.set_placeholder(self.tr("What happened here?"))
        self._save = ActionButton(self.tr("Add note"), "Ctrl+⏎", Kind.PRIMARY, small=True)
        self._save.clicked.connect(self.save)
        self._mark = ActionButton(self.tr("Add mark"), small=True)
        self._mark.clicked.connect(self.add_mark)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Marks and notes"))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemActivated.connect(lambda item: self.chosen.emit(item.data(ROW).t))
        self._list.itemClicked.connect(lambda item: self.chosen.emit(item.data(ROW).t))
        self._list.currentRowChanged.connect(lambda _: self._enable())
        self._edit = ActionButton(self.tr("Edit"), "F2", small=True)
        self._edit.clicked.connect(self.reword)
        self._delete = ActionButton(self.tr("Delete"), "Del", small=True)
        self._delete.clicked.connect(self.delete)
        self._none = text_label("", "muted", wrap=True)
        self._lay_out()
        for key, action in (("Ctrl+Return", self.save), ("F2", self.reword)):
            self._bind(self, key, action)
        self._bind(self._list, "Del", self.delete)
        self.show_rows(())
        self.show_cursor(0.0)

    def _lay_out(self) -> None:
        column = spread(QVBoxLayout(self), spacing=theme.GRID)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.addWidget(self._at)
        column.addWidget(self._field)
        above, below = spread(QHBoxLayout()), spread(QHBoxLayout())
        for button in (self._save, self._mark):
            above.addWidget(button)
        above.addStretch(1)
        column.addLayout(above)
        column.addWidget(self._list, 1)
        column.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        for button in (self._edit, self._delete):
            below.addWidget(button)
        below.addStretch(1)
        column.addLayout(below)

    def _bind(self, widget: QWidget, key: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)

    def show_rows(self, rows: Sequence[TimedRow]) -> None:
        place = self._list.currentRow()
        self._list.clear()
        for row in rows:
            sign = "⚑" if row.marker is not None else "✎"
            item = QListWidgetItem(f"{clock_time(row.t)}  {sign}  {shortened(row.text, 160)}")
            item.setData(ROW, row)
            self._list.addItem(item)
        if rows:
            self._list.setCurrentRow(min(max(0, place), len(rows) - 1))
        self._none.setText(
            self.tr("No marks or notes yet. Put the cursor where something happened and write it.")
        )
        self._none.setVisible(not rows)
        self._list.setVisible(bool(rows))
        self._enable()

    def show_cursor(self, t: float) -> None:
        if self._rewording is None:
            self._at.setText(self.tr("At {0}").format(clock_time(t)))

    def begin(self) -> None:
        """Ready to write at the cursor."""
        self._stop_rewording()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        text, presenter = self._field.text.strip(), self.presenter
        if not text or presenter is None:
            return
        if self._rewording is not None:
            presenter.reword(self._rewording, text)
        else:
            presenter.add_note(self._cursor(), text)
        self._stop_rewording()

    def add_mark(self) -> None:
        """With the field's words, or a plain one."""
        if self.presenter is not None and self._rewording is None:
            label = self._field.text.strip() or self.tr("Mark")
            self.presenter.add_marker(self._cursor(), label)
            self._field.set_text("")

    def reword(self) -> None:
        row = self._chosen
        if row is None:
            return
        self._rewording = row
        self._at.setText(self.tr("Changing {0}").format(clock_time(row.t)))
        if row.locked:
            self._at.setText(self.tr("Amending {0}; the old text stays").format(clock_time(row.t)))
        self._save.set_label(self.tr("Save"))
        self._field.set_text(row.text)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def delete(self) -> None:
        if self._chosen is not None and not self._chosen.locked and self.presenter is not None:
            self.presenter.delete(self._chosen)

    def _stop_rewording(self) -> None:
        if self._rewording is not None or self._field.text:
            self._field.set_text("")
        self._rewording = None
        self._save.set_label(self.tr("Add note"))
        self.show_cursor(self._cursor())

    @property
    def _chosen(self) -> TimedRow | None:
        item = self._list.currentItem()
        return None if item is None else item.data(ROW)

    def _enable(self) -> None:
        chosen = self._chosen
        self._edit.setEnabled(chosen is not None)
        self._delete.setEnabled(chosen is not None and not chosen.locked)


class NotesPanel(Panel):
    """Fits `NotesView`. Leaving it in any way stores what is in the fields."""

    moved = Signal(float)
    marks_changed = Signal(object, object)
    noticed = Signal(str)
    offered = Signal(str, str, object)

    def __init__(
        self,
        open_store: OpenWritten,
        tasks: Tasks,
        cursor: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setMaximumWidth(WIDTH)
        self.timed = TimedPage(cursor)
        self.note = NotePage(private=False)
        self.private = NotePage(private=True)
        self.presenter = NotesPresenter(self, open_store, tasks)
        self.timed.presenter = self.presenter
        self.timed.chosen.connect(self.moved)
        for page, private in ((self.note, False), (self.private, True)):
            self._join(page, private)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.timed, self.tr("At times"))
        self.tabs.addTab(self.note, self.tr("Session"))
        self.tabs.addTab(self.private, self.tr("Private"))
        self.body.addWidget(self.tabs, 1)

    def _join(self, page: NotePage, private: bool) -> None:
        presenter = self.presenter
        page.put.connect(lambda content: presenter.put(content, private=private))
        page.locked.connect(lambda content: presenter.lock(content, private=private))
        page.amended.connect(lambda text: presenter.amend(text, private=private))

    def open(self, session_id: int) -> None:
        self.save()
        self.presenter.open(session_id)

    def save(self) -> None:
        for page in (self.note, self.private):
            page.save()

    def show_timed(self, rows: Sequence[TimedRow]) -> None:
        self.timed.show_rows(rows)

    def show_note(self, note: WrittenNote, private: bool) -> None:
        (self.private if private else self.note).show_note(note)

    def show_note_state(self, words: str, private: bool) -> None:
        (self.private if private else self.note).show_state(words)

    def show_marks(self, markers: Sequence[Marker], notes: Sequence[NoteText]) -> None:
        self.marks_changed.emit(markers, notes)

    def show_notice(self, sentence: str) -> None:
        self.noticed.emit(sentence)

    def show_offer(self, sentence: str, label: str, action: Callable[[], object]) -> None:
        self.offered.emit(sentence, label, action)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())

    def hideEvent(self, event: object) -> None:
        self.save()
        super().hideEvent(event)  # type: ignore[arg-type]
