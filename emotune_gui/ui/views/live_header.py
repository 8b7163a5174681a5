"""The head of the live page: who, how long, what the plan is, whether picture and sound run."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.presenters.live_words import Status
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.meters import StatusDot
from emotune_gui.ui.widgets.text import ElidedLabel, text_label


class HeaderView(QWidget):
    """`end_asked` when the session is to end."""

    end_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = ElidedLabel(bold=True)
        self._elapsed = text_label("", "display")
        self._elapsed.setFont(theme.font(theme.DISPLAY_PX, bold=True))
        self._planned = text_label("", "muted")
        self._plan = ElidedLabel(muted=True)
        self._source, self._sound, self._voice = StatusDot(), StatusDot(), StatusDot()
        self._end = ActionButton(self.tr("End session"), "Ctrl+E")
        self._end.clicked.connect(self.end_asked)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID * 2)
        self._client.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._client.setMaximumWidth(320)
        row.addWidget(self._client)
        row.addWidget(self._elapsed)
        row.addWidget(self._planned)
        row.addWidget(self._plan, 1)
        row.addWidget(self._source)
        row.addWidget(self._sound)
        row.addWidget(self._voice)
        row.addWidget(self._end)
        for place in range(row.count()):
            item = row.itemAt(place)
            if item is not None:
                item.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def set_narrow(self, narrow: bool) -> None:
        """The plan yields first where there is little room."""
        self._client.setMaximumWidth(200 if narrow else 320)
        self._end.set_key_shown(not narrow)

    def show_session(self, client: str, plan: str) -> None:
        self._client.set_text(client)
        self._plan.set_text(plan)

    def show_time(self, elapsed: str, planned: str) -> None:
        self._elapsed.setText(elapsed)
        self._planned.setText(self.tr("of {0}").format(planned))

    def show_status(self, source: Status, sound: Status, voice: Status | None = None) -> None:
        """`voice` None: this session listens to nobody, and nothing is said of it here."""
        self._voice.setVisible(voice is not None)
        if voice is not None:
            self._voice.show_status(voice.text, good=voice.good, alarm=voice.alarm)
        self._source.show_status(source.text, good=source.good, alarm=source.alarm)
        self._sound.show_status(sound.text, good=sound.good, alarm=sound.alarm)

    def show_ending(self, ending: bool) -> None:
        self._end.setEnabled(not ending)
        self._end.set_label(self.tr("Ending…") if ending else self.tr("End session"))
