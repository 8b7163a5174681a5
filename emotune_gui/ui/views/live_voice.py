"""What is heard of the client: level, the voice's emotions, why to doubt them, and mute."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from emotune_gui.domain.voice import VoiceEmotion, VoiceProbabilities
from emotune_gui.ui import theme
from emotune_gui.ui.presenters.live_voice_words import VoiceWords
from emotune_gui.ui.speech import announce
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.emotion_bars import EmotionBars
from emotune_gui.ui.widgets.level_meter import LevelMeter
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import ElidedLabel, WrappedLabel, text_label

LEAST_BAR_ROW = 13
"""Pixels; below, the sentence gives a line to the bars."""


class VoicePanel(Panel):
    """`mute_toggled` when the therapist asks to stop or to go on listening."""

    mute_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        margin = theme.GRID * 2
        self.body.setContentsMargins(margin, theme.GRID, margin, theme.GRID)
        self.body.setSpacing(5)
        self._words: VoiceWords | None = None
        self._mute = ActionButton(self.tr("Mute"), "M", small=True)
        self._mute.setCheckable(True)
        self._mute.clicked.connect(self._pressed)
        self._meter = LevelMeter()
        self._opinion = ElidedLabel(bold=True)
        self._opinion.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._age = ElidedLabel(size_px=theme.SMALL_PX, muted=True)
        self._age.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._bars = EmotionBars()
        self._bars.setAccessibleName(self.tr("Emotions of the voice"))
        self._sentence = WrappedLabel(2)
        self._lay_out()
        self.setAccessibleName(self.tr("Voice"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(text_label(self.tr("Voice"), "heading"))
        head.addStretch(1)
        head.addWidget(self._mute)
        said = QHBoxLayout()
        said.addWidget(self._opinion, 1)
        said.addWidget(self._age)
        self.body.addLayout(head)
        self.body.addWidget(self._meter)
        self.body.addLayout(said)
        self.body.addWidget(self._bars, 1)
        self.body.addWidget(self._sentence)

    @property
    def meter(self) -> LevelMeter:
        return self._meter

    @property
    def bars(self) -> EmotionBars:
        return self._bars

    @property
    def mute_button(self) -> ActionButton:
        return self._mute

    @property
    def words(self) -> VoiceWords | None:
        return self._words

    @property
    def sentence(self) -> str:
        return self._sentence.text

    def _pressed(self) -> None:
        """The button shows what the engine says, not what was asked of it."""
        self._mute.setChecked(not self._mute.isChecked())
        self.mute_toggled.emit()

    def set_shown(self, emotions: Sequence[VoiceEmotion]) -> None:
        self._bars.set_shown(emotions)
        self._fit_sentence()

    def show_voice(
        self, words: VoiceWords, values: VoiceProbabilities | None, level: float, peak: float
    ) -> None:
        """`level` and `peak` in dBFS."""
        if words.heard:
            self._meter.show_level(words.state, level, peak, lit=words.speaking)
        else:
            self._meter.show_level(words.state, None)
        self._bars.set_values(values, words.strength, words.emotion)
        if words == self._words:
            return
        before, self._words = self._words, words
        self._opinion.set_text(words.opinion)
        self._age.set_text(words.age)
        self._sentence.set_text(words.sentence, alert=words.alarm)
        if before is not None and words.sentence != before.sentence:
            announce(self, words.sentence)

    def show_muted(self, muted: bool, *, enabled: bool) -> None:
        if self._mute.isChecked() != muted:
            self._mute.setChecked(muted)
            self._mute.set_label(self.tr("Muted") if muted else self.tr("Mute"))
        self._mute.setEnabled(enabled)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sentence()

    def _fit_sentence(self) -> None:
        """Two lines of words where the bars keep readable rows beside them, else one."""
        line = self._sentence.fontMetrics().lineSpacing()
        others = self._mute.sizeHint().height() + self._meter.height()
        others += self._opinion.sizeHint().height() + 4 * self.body.spacing() + 2 * theme.GRID
        room = self.height() - others - (2 * line + 2)
        few = room < LEAST_BAR_ROW * len(self._bars.shown)
        self._sentence.setFixedHeight((1 if few else 2) * line + 2)
