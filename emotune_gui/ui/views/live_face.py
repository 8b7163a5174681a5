"""What the face does, and the client's own face at rest that it is compared with."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from emotune_gui.domain.face import ActionCues
from emotune_gui.ui import theme
from emotune_gui.ui.presenters.live_cues import cue_rows
from emotune_gui.ui.presenters.live_neutral import NeutralWords, button_words
from emotune_gui.ui.speech import announce
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.cue_bars import CueBars
from emotune_gui.ui.widgets.meters import StatusDot
from emotune_gui.ui.widgets.panel import Panel, rule
from emotune_gui.ui.widgets.text import WrappedLabel, text_label


class NeutralView(QWidget):
    """Which neutral is in use, one sentence, and the button or the progress of a calibration."""

    calibrate_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: NeutralWords | None = None
        self._chip = StatusDot()
        self._sentence = WrappedLabel(3)
        self._button = ActionButton(button_words(), "K", small=True)
        self._button.clicked.connect(self.calibrate_asked)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 100)
        self._progress.setAccessibleName(self.tr("Calibration"))
        # One place for both: the panel must not move when a calibration begins.
        self._action = QStackedLayout()
        waiting = QWidget()
        beside = QVBoxLayout(waiting)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._progress)
        self._action.addWidget(self._button)
        self._action.addWidget(waiting)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._chip)
        column.addWidget(self._sentence)
        column.addLayout(self._action)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def button(self) -> ActionButton:
        return self._button

    @property
    def sentence(self) -> str:
        return self._sentence.text

    @property
    def words(self) -> NeutralWords | None:
        return self._words

    def show_words(self, words: NeutralWords) -> None:
        if words == self._words:
            return
        before, self._words = self._words, words
        self._chip.show_status(words.title, good=words.in_use)
        self._sentence.set_text(words.sentence, alert=words.alarm)
        running = words.progress is not None
        self._action.setCurrentIndex(int(running))
        self._progress.setValue(round(100 * (words.progress or 0.0)))
        self._button.setEnabled(words.enabled)
        if before is not None and words.sentence != before.sentence:
            announce(self, words.sentence)


class FacePanel(Panel):
    """Six action cues above, the personal neutral below."""

    calibrate_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        margin = theme.GRID * 2
        self.body.setContentsMargins(margin, theme.GRID, margin, theme.GRID)
        self.body.setSpacing(6)
        self.bars = CueBars()
        self.neutral = NeutralView()
        self.neutral.calibrate_asked.connect(self.calibrate_asked)
        self.body.addWidget(text_label(self.tr("Face"), "heading"))
        self.body.addWidget(self.bars, 1)
        self.body.addWidget(rule())
        self.body.addWidget(self.neutral)
        self.setAccessibleName(self.tr("Face: cues and personal neutral"))
        self.show_cues(None)

    def show_cues(self, cues: ActionCues | None) -> None:
        self.bars.set_cues(cue_rows(cues))

    def show_neutral(self, words: NeutralWords) -> None:
        self.neutral.show_words(words)
