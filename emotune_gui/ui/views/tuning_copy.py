"""Copying a mapping: to a template, from a template, or for another client to begin with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMessageBox, QVBoxLayout, QWidget

from emotune_gui.domain.learning import MappingTemplate
from emotune_gui.domain.session import Client
from emotune_gui.ui import theme
from emotune_gui.ui.page import FittedDialog, spread
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.combo import ElidedCombo
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import shortened

WIDTH = 600
LONGEST_NAME = 80


class CopyDialog(FittedDialog):
    """Every button sends its signal and closes."""

    keep_wanted = Signal(str)
    """Keep the mapping as a template of this name."""
    use_wanted = Signal(object)
    """Begin from this MappingTemplate."""
    delete_wanted = Signal(object)
    """Delete this MappingTemplate."""
    give_wanted = Signal(object)
    """This Client is to begin with the mapping."""

    def __init__(
        self,
        client: Client,
        templates: Sequence[MappingTemplate],
        others: Sequence[Client],
        *,
        consented: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self.setWindowTitle(self.tr("Copy the mapping"))
        self.setFixedWidth(WIDTH)
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "display"))
        said = self.tr("Only the mapping is copied: none of the ratings, and no name.")
        column.addWidget(text_label(said, "muted", wrap=True))
        column.addWidget(self._keep_part())
        column.addWidget(self._use_part(templates, consented=consented))
        column.addWidget(self._give_part(others))
        close = push_button(self.tr("Close"))
        close.clicked.connect(self.reject)
        row = spread(QHBoxLayout())
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)

    def _keep_part(self) -> Panel:
        panel = Panel(self.tr("Keep as a template"))
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(self.tr("Name, such as “slow starters”"))
        self.name.setAccessibleName(self.tr("Name of the template"))
        self.keep = push_button(self.tr("Keep"), "primary")
        self.keep.setEnabled(False)
        self.name.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))
        self.keep.clicked.connect(self._keep)
        panel.body.addLayout(_side_by_side(self.name, self.keep))
        return panel

    def _use_part(self, templates: Sequence[MappingTemplate], *, consented: bool) -> Panel:
        name = shortened(self._client.name, 40)
        panel = Panel(self.tr("Let {name} begin from a template").format(name=name))
        self.templates = ElidedCombo()
        self.templates.setAccessibleName(self.tr("Template"))
        for template in templates:
            self.templates.addItem(template.name, template)
        self.use = push_button(self.tr("Use"))
        self.use.setEnabled(bool(templates) and consented)
        self.use.clicked.connect(self._use)
        self.delete = push_button(self.tr("Delete…"))
        self.delete.setAccessibleName(self.tr("Delete the template…"))
        self.delete.setEnabled(bool(templates))
        self.delete.clicked.connect(self._ask_delete)
        row = _side_by_side(self.templates, self.use)
        row.addWidget(self.delete)
        panel.body.addLayout(row)
        if not templates:
            panel.body.addWidget(text_label(self.tr("No template was kept yet."), "small"))
        elif not consented:
            words = self.tr("This client has not consented to learning from ratings.")
            panel.body.addWidget(text_label(words, "small", wrap=True))
        return panel

    def _give_part(self, others: Sequence[Client]) -> Panel:
        panel = Panel(self.tr("Let another client begin with this mapping"))
        self.others = ElidedCombo()
        self.others.setAccessibleName(self.tr("Other client"))
        for other in others:
            self.others.addItem(other.name, other)
        self.give = push_button(self.tr("Copy"))
        self.give.setEnabled(bool(others))
        self.give.clicked.connect(self._give)
        panel.body.addLayout(_side_by_side(self.others, self.give))
        if not others:
            words = self.tr("No other client has consented to learning from ratings.")
            panel.body.addWidget(text_label(words, "small", wrap=True))
        return panel

    def _keep(self) -> None:
        self.keep_wanted.emit(self.name.text())
        self.accept()

    def _use(self) -> None:
        self.use_wanted.emit(self.templates.currentData())
        self.accept()

    def _ask_delete(self) -> None:
        template = self.templates.currentData()
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Delete the template"))
        box.setText(self.tr("Delete “{name}”?").format(name=shortened(template.name, 40)))
        box.setInformativeText(
            self.tr("It cannot be brought back. Clients who began from it keep their mapping.")
        )
        yes = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.buttonClicked.connect(lambda button: self.do_delete() if button is yes else None)
        box.open()

    def do_delete(self) -> None:
        self.delete_wanted.emit(self.templates.currentData())
        self.accept()

    def _give(self) -> None:
        self.give_wanted.emit(self.others.currentData())
        self.accept()


def _side_by_side(field: QWidget, button: QWidget) -> QHBoxLayout:
    row = spread(QHBoxLayout())
    row.addWidget(field, 1)
    row.addWidget(button)
    return row
