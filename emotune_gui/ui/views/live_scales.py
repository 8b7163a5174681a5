"""The question for distress over the lower left of the live page; the rest stays in sight."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from emotune_gui.domain.live import ScalePrompt
from emotune_gui.domain.scale import Moment
from emotune_gui.ui.presenters.live_scales import question_words
from emotune_gui.ui.speech import announce
from emotune_gui.ui.widgets.scales import ScaleCard


class ScalesOverlay(ScaleCard):
    """Takes no focus by itself: a key pressed for the music is not to become an answer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def show_question(self, prompt: ScalePrompt | None) -> None:
        self.setVisible(prompt is not None)
        if prompt is None:
            return
        words = question_words(prompt.moment)
        if prompt.moment is Moment.END:
            self.set_question(words, self.tr("Done, end"), self.tr("End without"))
        else:
            self.set_question(words)
        self.raise_()
        announce(self, words)

    def take_focus(self) -> None:
        if self.isVisible():
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def place(self, over: QRect) -> None:
        """Over the curves, which go on underneath; no narrower than its numbers need."""
        size = self.minimumSizeHint().expandedTo(over.size())
        self.setGeometry(QRect(over.topLeft(), size))
