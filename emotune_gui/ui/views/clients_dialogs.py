"""The dialogs for a client: name and consent, and deletion."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.session import Client, Purpose
from emotune_gui.ui import theme
from emotune_gui.ui.page import FittedDialog, spread
from emotune_gui.ui.presenters.clients import (
    SUGGESTED_CONSENTS,
    may_delete,
    name_problem,
)
from emotune_gui.ui.ticks import TickBox
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import purpose_words, shortened

WIDTH = 640
TEXT_INDENT = 28


def push_button(text: str, kind: str = "") -> QPushButton:
    """A dialog's own button, so that Enter presses the default one."""
    button = QPushButton(text)
    button.setProperty("kind", kind)
    button.setAutoDefault(kind == "primary")
    button.setDefault(kind == "primary")
    return button


class ClientDialog(FittedDialog):
    """Name and consents of a new client, or only the name of `client`; consents change where
    their consequences are said. Stays open until `accept` is called."""

    wanted = Signal(str, object)
    """Name and frozenset of Purpose, when Save is pressed."""

    def __init__(self, client: Client | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new = client is None
        self.setWindowTitle(self.tr("New client") if client is None else self.tr("Name"))
        self.setFixedWidth(WIDTH)
        self._name = QLineEdit(client.name if client else "")
        self._name.setAccessibleName(self.tr("Name"))
        self._name.setPlaceholderText(self.tr("Name or initials"))
        self._problem = text_label("", "alert", wrap=True)
        self._boxes = {purpose: TickBox() for purpose in Purpose}
        self._lay_out()
        for purpose, box in self._boxes.items():
            box.setAccessibleName(purpose_words(purpose)[0])
            box.toggled.connect(self._changed)
        self._name.textChanged.connect(self._changed)
        self._problem.setText("")
        self._changed()

    def _lay_out(self) -> None:
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3)
        column.addWidget(text_label(self.windowTitle(), "display"))
        column.addWidget(self._name)
        column.addWidget(self._problem)
        if self._new:
            column.addWidget(self._consent_panel())
        column.addLayout(self._buttons())

    def _consent_panel(self) -> Panel:
        panel = Panel()
        panel.body.setSpacing(0)
        row = QHBoxLayout()
        row.addWidget(text_label(self.tr("The client consents to"), "heading"), 1)
        usual = push_button(self.tr("Tick what a full session needs"), "bare")
        usual.clicked.connect(self._tick_usual)
        row.addWidget(usual)
        panel.body.addLayout(row)
        for purpose, box in self._boxes.items():
            title, meaning = purpose_words(purpose)
            box.setText(title)
            box.setAccessibleDescription(meaning)
            panel.body.addWidget(box)
            panel.body.addLayout(_indented(meaning))
        return panel

    def _buttons(self) -> QHBoxLayout:
        self._save = push_button(self.tr("Save"), "primary")
        self._save.clicked.connect(self._want)
        cancel = push_button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        row = spread(QHBoxLayout())
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._save)
        return row

    @property
    def consents(self) -> frozenset[Purpose]:
        return frozenset(purpose for purpose, box in self._boxes.items() if box.isChecked())

    def _tick_usual(self) -> None:
        for purpose in SUGGESTED_CONSENTS:
            self._boxes[purpose].setChecked(True)

    def _changed(self) -> None:
        typed = self._name.text()
        self._problem.setText(name_problem(typed) if typed else "")
        self._save.setEnabled(True)

    def _want(self) -> None:
        self._save.setEnabled(False)
        self.wanted.emit(self._name.text(), self.consents)

    def show_invalid(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._save.setEnabled(True)
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)


class DeleteDialog(FittedDialog):
    """Asks for the name to be typed, because nothing brings the data back."""

    export_wanted = Signal()

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self.setWindowTitle(self.tr("Delete this client"))
        self.setFixedWidth(WIDTH - 120)
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "display"))
        column.addWidget(text_label(self._what_goes(client), wrap=True))
        self._typed = QLineEdit()
        self._typed.setAccessibleName(self.tr("Type the name to confirm"))
        self._typed.setPlaceholderText(self.tr("Type the name to confirm"))
        self._typed.textChanged.connect(self._changed)
        column.addWidget(self._typed)
        column.addLayout(self._buttons())
        self._changed("")

    def _what_goes(self, client: Client) -> str:
        one, many = self.tr("their one session"), self.tr("all {n} sessions")
        none = self.tr("no session, as there is none yet")
        sessions = none if client.sessions == 0 else one if client.sessions == 1 else many
        return self.tr(
            "This deletes {name}, {sessions}, every rating, note and consent, and what the "
            "mapping learned. It cannot be undone. Archiving keeps everything."
        ).format(name=shortened(client.name), sessions=sessions.format(n=client.sessions))

    def _buttons(self) -> QHBoxLayout:
        self._delete = push_button(self.tr("Delete for good"), "primary")
        self._delete.clicked.connect(self.accept)
        cancel = push_button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        export = push_button(self.tr("Export first…"))
        export.clicked.connect(self.export_wanted)
        row = spread(QHBoxLayout())
        row.addWidget(export)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._delete)
        return row

    def _changed(self, typed: str) -> None:
        self._delete.setEnabled(may_delete(self._client, typed))


def _indented(text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(TEXT_INDENT, 0, 0, theme.GRID // 2)
    row.addWidget(text_label(text, "small", wrap=True))
    return row
