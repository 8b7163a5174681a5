"""What the program believes, how surely, why not more surely, and what weighs how much in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from emotune_gui.domain.emotion import EMOTIONS, Emotion, EmotionProbabilities
from emotune_gui.ui import theme
from emotune_gui.ui.presenters.live_words import Belief
from emotune_gui.ui.speech import announce
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.emotion_bars import EmotionBars
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.sides_bar import Sides, SidesBar
from emotune_gui.ui.widgets.text import words_that_fit

TALL, SHORT, SHORTEST = 84, 68, 54
"""Pixels: room for three lines of reasons, or for fewer where eight bars need the place."""
FEW = 5
LOW = 264
"""Pixels of the panel's height below which eight bars leave one line of reasons."""
FAINTEST = 0.45
"""Opacity of the headline at confidence 0: doubt fades, but stays readable."""


class BeliefWords(QWidget):
    """'sad', large and fading with doubt; 'fairly sure' beside or below; the reasons under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._belief = Belief("", "", "", None, 0.0)
        self.setFixedHeight(TALL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def belief(self) -> Belief:
        return self._belief

    def sizeHint(self) -> QSize:
        return QSize(220, self.height())

    def show_belief(self, belief: Belief) -> None:
        if belief == self._belief:
            return
        if belief.reasons != self._belief.reasons:
            announce(self, belief.reasons)
        self._belief = belief
        spoken = (belief.headline, belief.doubt, belief.reasons)
        self.setAccessibleName(", ".join(part for part in spoken if part))
        self.setToolTip(belief.reasons)
        self.update()

    def _headline_font(self) -> QFont:
        """What is believed is read from two metres, wherever the word and its doubt have room."""
        usual, from_afar = (
            theme.font(size, bold=True) for size in (theme.DISPLAY_PX, theme.FAR_PX)
        )
        doubt = QFontMetrics(theme.font()).horizontalAdvance(self._belief.doubt)
        needs = QFontMetrics(from_afar).horizontalAdvance(self._belief.headline) + 12 + doubt
        return from_afar if self.height() >= TALL and needs <= self.width() else usual

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now, belief, wide = theme.tokens(), self._belief, self.width()
        opacity = FAINTEST + (1 - FAINTEST) * belief.strength if belief.emotion else 1.0
        large = self._headline_font()
        high = 36.0 if large.pixelSize() == theme.DISPLAY_PX else 46.0
        painter.setFont(large)
        painter.setPen(theme.colour(now.text if belief.emotion else now.muted, opacity))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, wide, high), middle, belief.headline)
        below = high + 2
        taken = QFontMetrics(large).horizontalAdvance(belief.headline) + 12
        painter.setFont(theme.font())
        painter.setPen(theme.colour(now.text))
        if belief.doubt:
            room = painter.fontMetrics().horizontalAdvance(belief.doubt)
            beside = taken + room <= wide
            aside = QRectF(taken, 5, room + 2, high - 6)
            place = aside if beside else QRectF(0, high - 2, wide, 20)
            painter.drawText(place, middle, belief.doubt)
            below = high + 2 if beside else high + 18
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour(now.muted))
        rest = QRectF(0, below, wide, self.height() - below)
        words = words_that_fit(belief.reasons, rest.size().toSize(), painter.fontMetrics())
        painter.drawText(rest, Qt.TextFlag.TextWordWrap, words)


class BeliefView(Panel):
    """`all_toggled(bool)` and `landmarks_toggled(bool)` when the therapist asks for them."""

    all_toggled = Signal(bool)
    landmarks_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._words = BeliefWords()
        self._bars = EmotionBars()
        self._sides = SidesBar()
        self._all = ActionButton(self.tr("All eight"), "A", small=True)
        self._points = ActionButton(self.tr("Points"), "L", small=True)
        for button, signal in (
            (self._all, self.all_toggled),
            (self._points, self.landmarks_toggled),
        ):
            button.setCheckable(True)
            button.clicked.connect(signal)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(self._all, 1)
        row.addWidget(self._points, 1)
        self.body.setSpacing(6)
        self.body.addWidget(self._words)
        self.body.addWidget(self._bars, 1)
        self.body.addWidget(self._sides)
        self.body.addLayout(row)
        self.setAccessibleName(self.tr("Emotion"))

    def show_belief(self, belief: Belief, values: EmotionProbabilities | None) -> None:
        self._words.show_belief(belief)
        self._bars.set_values(values, belief.strength, belief.emotion)

    def show_sides(self, sides: Sides) -> None:
        self._sides.show_sides(sides)

    @property
    def sides(self) -> Sides:
        return self._sides.sides

    def set_shown(self, emotions: Sequence[Emotion]) -> None:
        self._bars.set_shown(emotions)
        self._fit_words()
        self._all.setChecked(len(tuple(emotions)) == len(EMOTIONS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        many = SHORTEST if self.height() < LOW else SHORT
        self._words.setFixedHeight(TALL if len(self._bars.shown) <= FEW else many)

    def set_landmarks_shown(self, shown: bool) -> None:
        self._points.setChecked(shown)
