"""The head of the live page: who, how long, what the plan is, whether picture and sound run."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.presenters.live_words import Status
from emotune_gui.ui.views.recording_sign import RecordingSign
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.meters import StatusDot
from emotune_gui.ui.widgets.text import ElidedLabel, text_label

SCALES_KEY, SCREEN_KEY, LOCK_KEY = "D", "O", "Ctrl+L"


class HeaderView(QWidget):
    """`end_asked` when the session is to end."""

    end_asked = Signal()
    scales_asked = Signal()
    client_screen_asked = Signal()
    lock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = ElidedLabel(bold=True)
        self._elapsed = text_label("", "display")
        self._elapsed.setFont(theme.font(theme.DISPLAY_PX, bold=True))
        self._remaining = text_label("", "display")
        self._remaining.setFont(theme.font(theme.DISPLAY_PX))
        self._scales = ActionButton(self.tr("Ask"), SCALES_KEY, small=True)
        self._scales.setAccessibleName(self.tr("Ask for distress and the affective slider"))
        self._scales.clicked.connect(self.scales_asked)
        self._screen = ActionButton(self.tr("Client’s screen"), SCREEN_KEY, small=True)
        self._screen.setCheckable(True)
        self._screen.clicked.connect(self.client_screen_asked)
        self._lock = ActionButton(self.tr("Lock"), LOCK_KEY, small=True)
        self._lock.clicked.connect(self.lock_asked)
        self._plan = ElidedLabel(muted=True)
        self._source, self._sound, self._voice = StatusDot(), StatusDot(), StatusDot()
        self.recording = RecordingSign()
        self.recording.set_short(True)
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
        row.addWidget(self._remaining)
        row.addWidget(self._plan, 1)
        row.addWidget(self.recording)
        row.addWidget(self._source)
        row.addWidget(self._sound)
        row.addWidget(self._voice)
        small = QHBoxLayout()
        small.setSpacing(theme.GRID)
        for button in (self._scales, self._screen, self._lock):
            small.addWidget(button)
        row.addLayout(small)
        row.addWidget(self._end)
        for place in range(row.count()):
            item = row.itemAt(place)
            if item is not None:
                item.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def set_narrow(self, narrow: bool) -> None:
        """The plan yields first where there is little room."""
        self._client.setMaximumWidth(200 if narrow else 320)
        for button in (self._end, self._scales, self._screen, self._lock):
            button.set_key_shown(not narrow)
        # Its words change with the session; what stands before it is not to move.
        self._end.setMinimumWidth(0)
        self._end.setMinimumWidth(self._end.sizeHint().width())
        self._screen.set_label(self.tr("Screen") if narrow else self.tr("Client’s screen"))
        self._screen.setAccessibleName(self.tr("The client’s own screen"))

    def show_session(self, client: str, plan: str) -> None:
        self._client.set_text(client)
        self._plan.set_text(plan)

    def show_time(self, elapsed: str, planned: str, remaining: str, *, over: bool) -> None:
        """`over`: the planned length has passed, and `remaining` says by how much."""
        self._elapsed.setText(elapsed)
        words = self.tr("{0} over") if over else self.tr("{0} left")
        self._remaining.setText(words.format(remaining))
        self._remaining.setToolTip(self.tr("of {0}").format(planned))
        role = "alert" if over else "muted"
        if self._remaining.property("role") != role:
            self._remaining.setProperty("role", role)
            self._remaining.style().polish(self._remaining)
            self._remaining.setFont(theme.font(theme.DISPLAY_PX))

    def show_client_screen(self, *, shown: bool) -> None:
        self._screen.setChecked(shown)

    def show_status(self, source: Status, sound: Status, voice: Status | None = None) -> None:
        """`voice` None: this session listens to nobody, and nothing is said of it here."""
        self._voice.setVisible(voice is not None)
        if voice is not None:
            self._voice.show_status(voice.text, good=voice.good, alarm=voice.alarm)
        self._source.show_status(source.text, good=source.good, alarm=source.alarm)
        self._sound.show_status(sound.text, good=sound.good, alarm=sound.alarm)

    def show_ending(self, ending: bool, *, asking: bool = False) -> None:
        """`asking`: the last question stands open, and the button ends without waiting for it."""
        self._end.setEnabled(not ending)
        words = self.tr("End now") if asking else self.tr("End session")
        self._end.set_label(self.tr("Ending…") if ending else words)
