"""Distress from 0 to 10 and the lines of the Affective Slider, none of which must be answered.

The Affective Slider (Betella and Verschure 2016, PLoS ONE 11(2):e0148037, CC BY) asks for arousal
and pleasure on plain lines with a face at each end, without words or numbers. The faces are drawn
here.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.scale import ScaleKind
from emotune_gui.ui import theme
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.text import text_label

FINE = 100
KEY_STEP = 5
FACE = 28
HIGHEST_SUDS = 10
OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace)


class AffectiveLine(QAbstractSlider):
    """One line of the Affective Slider. `answer` is None until it is touched."""

    answered = Signal()

    def __init__(self, kind: ScaleKind, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._name = name
        self._touched = False
        self.tokens: theme.Tokens | None = None
        """Colours of its own, whatever the theme."""
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, FINE)
        self.setValue(FINE // 2)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(FACE + 12)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._describe()

    @property
    def answer(self) -> float | None:
        return self.value() / FINE if self._touched else None

    def reset(self) -> None:
        self._touched = False
        self.setValue(FINE // 2)
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, FACE + 12)

    def _describe(self) -> None:
        state = f"{self.value()} %" if self._touched else self.tr("not answered")
        self.setAccessibleName(f"{self._name}: {state}")

    def _take(self, value: int) -> None:
        self._touched = True
        self.setValue(max(0, min(FINE, value)))
        self._describe()
        self.update()
        self.answered.emit()

    def line(self) -> QRectF:
        middle = self.height() / 2
        return QRectF(FACE + 18, middle - 2, self.width() - 2 * FACE - 36, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event)

    def _follow(self, event: QMouseEvent) -> None:
        line = self.line()
        self._take(round(FINE * (event.position().x() - line.left()) / line.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -KEY_STEP, Qt.Key.Key_Right: KEY_STEP}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
        else:
            self._take(self.value() + step)

    def wheelEvent(self, event: object) -> None:
        """A wheel turned in passing answers nothing."""

    def paintEvent(self, event: QPaintEvent) -> None:
        with theme.painted_in(self.tokens):
            self._paint()

    def _paint(self) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.colour(theme.tokens().text)
        line, middle = self.line(), self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(theme.tokens().muted, 0.5))
        painter.drawRoundedRect(line, 2, 2)
        pen = QPen(ink, 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for at, high in ((FACE / 2 + 4, False), (self.width() - FACE / 2 - 4, True)):
            _paint_face(painter, QPointF(at, middle), self.kind, high=high)
        if self._touched:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(theme.tokens().accent))
            place = line.left() + line.width() * self.value() / FINE
            painter.drawEllipse(QPointF(place, middle), 10, 10)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(theme.tokens().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


def _paint_face(painter: QPainter, at: QPointF, kind: ScaleKind, *, high: bool) -> None:
    """Sad or glad for pleasure; asleep or wide awake for arousal."""
    half = FACE / 2
    painter.drawEllipse(at, half, half)
    for side in (-1, 1):
        eye = at + QPointF(side * half * 0.38, -half * 0.2)
        if kind is ScaleKind.AROUSAL and not high:
            painter.drawLine(eye + QPointF(-2.5, 0), eye + QPointF(2.5, 0))
        elif kind is ScaleKind.AROUSAL:
            painter.drawEllipse(eye, 3.2, 3.2)
        else:
            painter.drawEllipse(eye, 1.2, 1.2)
    mouth = QRectF(at.x() - half * 0.45, at.y() + half * 0.1, half * 0.9, half * 0.5)
    if kind is ScaleKind.AROUSAL:
        if high:
            painter.drawEllipse(at + QPointF(0, half * 0.45), 3, 3)
        else:
            reach = QPointF(mouth.width() / 2, 0)
            painter.drawLine(mouth.center() - reach, mouth.center() + reach)
    elif high:
        painter.drawArc(mouth, 180 * 16, 180 * 16)
    else:
        painter.drawArc(mouth.translated(0, half * 0.2), 0, 180 * 16)


class ScaleCard(QFrame):
    """The question. Done hands on what was answered, *Not now* closes it without an answer."""

    answered = Signal(object)
    """A dict from `ScaleKind` to its value; empty when nothing was touched."""
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None, *, keys: bool = True) -> None:
        """`keys`: digits and Enter answer while the card has the focus."""
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keys = keys
        self._suds: int | None = None
        self._title = text_label("", "title", wrap=True)
        self._numbers = [self._number(value) for value in range(HIGHEST_SUDS + 1)]
        self.lines = (
            AffectiveLine(ScaleKind.PLEASURE, self.tr("From unhappy to happy")),
            AffectiveLine(ScaleKind.AROUSAL, self.tr("From sleepy to wide awake")),
        )
        self._done = ActionButton(self.tr("Done"), "Enter" if keys else "", Kind.PRIMARY)
        self._done.clicked.connect(self._finish)
        self._skip = ActionButton(self.tr("Not now"), "")
        self._skip.clicked.connect(self.dismissed)
        self._lay_out()
        self.set_question(self.tr("How are you just now?"))

    def _number(self, value: int) -> ActionButton:
        button = ActionButton(str(value), small=True)
        button.setCheckable(True)
        button.setAccessibleName(self.tr("Distress {0} of 10").format(value))
        button.clicked.connect(partial(self._choose, value))
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        # Eleven numbers in a row fit over the curves of a window of 1024 pixels.
        column.setContentsMargins(12, theme.GRID * 2, 12, theme.GRID * 2)
        column.setSpacing(theme.GRID)
        column.addWidget(self._title)
        column.addWidget(text_label(self.tr("Distress: 0 none, 10 the worst there is"), "small"))
        numbers = QHBoxLayout()
        numbers.setSpacing(2)
        for button in self._numbers:
            numbers.addWidget(button, 1)
        column.addLayout(numbers)
        for line in self.lines:
            column.addWidget(line)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addStretch(1)
        row.addWidget(self._skip)
        row.addWidget(self._done)
        column.addLayout(row)

    def set_tokens(self, chosen: theme.Tokens) -> None:
        """Colours of its own, whatever the theme: for the client's dim screen."""
        for button in (*self._numbers, self._done, self._skip):
            button.set_tokens(chosen)
        for line in self.lines:
            line.tokens = chosen
        self.setStyleSheet(
            f'QFrame[role="panel"] {{ background: {chosen.panel}; }}'
            f"QLabel {{ color: {chosen.text}; }}"
        )

    @property
    def done_button(self) -> ActionButton:
        return self._done

    @property
    def skip_button(self) -> ActionButton:
        return self._skip

    @property
    def number_buttons(self) -> list[ActionButton]:
        return self._numbers

    def set_question(self, title: str, done: str = "", skip: str = "") -> None:
        """Also forgets what was answered before."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self._done.set_label(done or self.tr("Done"))
        self._skip.set_label(skip or self.tr("Not now"))
        self._choose(None)
        for line in self.lines:
            line.reset()

    def answers(self) -> dict[ScaleKind, float]:
        found: dict[ScaleKind, float] = {}
        if self._suds is not None:
            found[ScaleKind.SUDS] = float(self._suds)
        for line in self.lines:
            if line.answer is not None:
                found[line.kind] = line.answer
        return found

    def _choose(self, value: int | None, _checked: bool = False) -> None:
        self._suds = value
        for number, button in enumerate(self._numbers):
            button.setChecked(number == value)
            button.update()

    def _finish(self) -> None:
        self.answered.emit(self.answers())

    def event(self, event: QEvent) -> bool:
        """Claims its digits, Enter and Backspace before the page's shortcuts take them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if self._keys and plain and (event.key() in OWN_KEYS or event.text().isdigit()):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if not self._keys:
            super().keyPressEvent(event)
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            # 1 and then 0 make 10.
            ten = key == Qt.Key.Key_0 and self._suds == 1
            self._choose(10 if ten else key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        elif key == Qt.Key.Key_Backspace:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)
