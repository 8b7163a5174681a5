"""The note of a session: template, fields that save themselves, lock and amendments."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from emotune_gui.domain.review import NOTE_SECTIONS, NoteKind
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.review_drafts import NoteContent, converted, section_word
from emotune_gui.ui.presenters.review_notes import WrittenNote
from emotune_gui.ui.views.review_text import LongText
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.combo import ElidedCombo
from emotune_gui.ui.widgets.text import text_label

SAVE_AFTER_MS = 800
FIELDS = tuple(dict.fromkeys(name for names in NOTE_SECTIONS.values() for name in names))
KINDS = (NoteKind.FREE, NoteKind.SOAP, NoteKind.DAP)


class NotePage(QWidget):
    """`put` is called a moment after the last key, and at once when the page is left."""

    put = Signal(object)
    locked = Signal(object)
    amended = Signal(str)

    def __init__(self, *, private: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._private = private
        self._kinds = (NoteKind.FREE,) if private else KINDS
        self._names = () if private else FIELDS
        self._kind = NoteKind.FREE
        self._read_only = False
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(SAVE_AFTER_MS)
        self._saving.timeout.connect(self.save)
        self._template = ElidedCombo()
        self._template.setAccessibleName(self.tr("Template of the note"))
        for kind in self._kinds:
            self._template.addItem(self._kind_words(kind), kind)
        self._template.currentIndexChanged.connect(self._choose_template)
        self._text = LongText(self._text_name())
        self._text.changed.connect(self._saving.start)
        self._fields = {name: self._field(name) for name in self._names}
        self._state = text_label("", "small", wrap=True)
        self._amendments = LongText(self.tr("Amendments"))
        self._amendments.set_read_only(True)
        self._lock = ActionButton(self.tr("Lock the note"), small=True)
        self._lock.setToolTip(
            self.tr("A locked note keeps its words for good; later changes are amendments.")
        )
        self._lock.clicked.connect(lambda: self.locked.emit(self.content))
        self._new = LongText(self.tr("New amendment"))
        self._new.set_placeholder(self.tr("Add or correct something; the old text stays."))
        self._amend = ActionButton(self.tr("Lock the amendment"), kind=Kind.PRIMARY, small=True)
        self._amend.clicked.connect(self._send_amendment)
        self._lay_out()
        self._show_fields()

    def _lay_out(self) -> None:
        column = spread(QVBoxLayout(self), spacing=theme.GRID // 2)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        if self._private:
            said = self.tr("Private: for you alone, in no report and no export.")
            column.addWidget(text_label(said, "title", wrap=True))
        else:
            column.addWidget(self._template)
        self._titles = {name: text_label(section_word(name), "heading") for name in self._names}
        for name in self._names:
            column.addWidget(self._titles[name])
            column.addWidget(self._fields[name], 2)
        column.addWidget(self._text, 3)
        self._amendments_title = text_label(self.tr("Amendments"), "heading")
        for widget in (self._amendments_title, self._amendments, self._new):
            column.addWidget(widget, 0 if widget is self._amendments_title else 2)
        column.addWidget(self._state)
        row = spread(QHBoxLayout())
        row.addStretch(1)
        row.addWidget(self._lock)
        row.addWidget(self._amend)
        column.addLayout(row)

    @property
    def content(self) -> NoteContent:
        names = NOTE_SECTIONS[self._kind]
        parts = {name: self._fields[name].text for name in names}
        return NoteContent(self._kind, self._text.text, parts)

    def show_note(self, note: WrittenNote) -> None:
        self._saving.stop()
        self._read_only = note.locked
        self._fill(note.content)
        self._state.setText(note.state)
        said = "\n\n".join(f"{when}\n{text}" for when, text in note.amendments)
        self._amendments.set_text(said)
        self._new.set_text("")
        self._show_fields(amended=bool(note.amendments))

    def show_state(self, words: str) -> None:
        self._state.setText(words)

    def save(self) -> None:
        """Now, if anything changed since it was last told."""
        self._saving.stop()
        if not self._read_only:
            self.put.emit(self.content)

    def _fill(self, content: NoteContent) -> None:
        if content.kind not in self._kinds:
            content = converted(content, NoteKind.FREE)
        self._kind = content.kind
        self._template.blockSignals(True)
        self._template.setCurrentIndex(self._kinds.index(self._kind))
        self._template.blockSignals(False)
        self._text.set_text(content.text)
        for name, field in self._fields.items():
            field.set_text(content.sections.get(name, ""))

    def _choose_template(self) -> None:
        self._fill(converted(self.content, self._kinds[self._template.currentIndex()]))
        self._show_fields()
        self.save()

    def _show_fields(self, *, amended: bool = False) -> None:
        names = NOTE_SECTIONS[self._kind]
        for name, field in self._fields.items():
            self._titles[name].setVisible(name in names)
            field.setVisible(name in names)
            field.set_read_only(self._read_only)
        self._text.set_read_only(self._read_only)
        self._text.setVisible(not names or bool(self._text.text))
        self._template.setEnabled(not self._read_only)
        self._lock.setVisible(not self._read_only and not self._private)
        for widget in (self._amendments_title, self._amendments):
            widget.setVisible(self._read_only and amended)
        self._new.setVisible(self._read_only)
        self._amend.setVisible(self._read_only)

    def _send_amendment(self) -> None:
        if self._new.text.strip():
            self.amended.emit(self._new.text)

    def _field(self, name: str) -> LongText:
        made = LongText(section_word(name))
        made.changed.connect(self._saving.start)
        return made

    def _text_name(self) -> str:
        return self.tr("Private note") if self._private else self.tr("Note of the session")

    def _kind_words(self, kind: NoteKind) -> str:
        words: dict[NoteKind, Callable[[], str]] = {
            NoteKind.FREE: lambda: self.tr("Free text"),
            NoteKind.SOAP: lambda: self.tr("SOAP: subjective, objective, assessment, plan"),
            NoteKind.DAP: lambda: self.tr("DAP: data, assessment, plan"),
        }
        return words[kind]()
