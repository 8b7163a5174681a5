"""Whether a session is recorded: off each time, and only where the client has consented."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from emotune_gui.domain.session import Client, Purpose
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.ticks import TickBox
from emotune_gui.ui.widgets.text import text_label


class RecordingTicks(QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client: int | None = None
        self.boxes = {
            Purpose.RECORD_VIDEO: TickBox(self.tr("the picture")),
            Purpose.RECORD_AUDIO: TickBox(self.tr("the sound")),
        }
        names = (self.tr("Record the picture"), self.tr("Record the sound"))
        row = spread(QHBoxLayout(self), spacing=theme.GRID * 2)
        row.addWidget(text_label(self.tr("Record")))
        for box, name in zip(self.boxes.values(), names, strict=True):
            box.setAccessibleName(name)
            box.toggled.connect(lambda _on: self.changed.emit())
            row.addWidget(box)
        row.addStretch(1)
        self.show_client(None)

    def show_client(self, client: Client | None) -> None:
        """Another client's choice begins at off; without consent there is none."""
        number = None if client is None else client.id
        if number != self._client:
            for box in self.boxes.values():
                box.setChecked(False)
        self._client = number
        for purpose, box in self.boxes.items():
            may = client is not None and purpose in client.consents
            if not may:
                box.setChecked(False)
            box.setEnabled(may)
            box.setToolTip("" if may else self._why(client))

    @property
    def chosen(self) -> frozenset[Purpose]:
        return frozenset(p for p, box in self.boxes.items() if box.isChecked() and box.isEnabled())

    def _why(self, client: Client | None) -> str:
        if client is None:
            return self.tr("Choose who the session is with first")
        return self.tr("This client has not consented to it; consents are on the client's page")
