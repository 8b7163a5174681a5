"""A slider for each musical parameter: taken over when touched, with a ghost of the automation."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractSlider, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from emotune_gui.domain.steering import Steered
from emotune_gui.ui import theme
from emotune_gui.ui.presenters.live_steering import SteerRow, reading_of, steps_of, value_at
from emotune_gui.ui.presenters.live_words import Reading
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.text import text_label

STEER_KEY, TARGET_KEY, BACK_KEY = "E", "T", "U"
ROW = 22
NAME_WIDTH, VALUE_WIDTH, WORD_WIDTH = 72, 72, 56
FINE = 1000
"""Whole steps of the slider underneath."""
_EMPTY = SteerRow(Reading("", "", "", 0.0), by_hand=False)


class SteerSlider(QAbstractSlider):
    """Name, scale, word and figure on one line. Arrow keys left and right move it, up and down go
    to the next one, Backspace hands it back; a click or drag on the scale takes it over."""

    steered = Signal(float)
    """A place of 0-1 on the scale."""
    handed_back = Signal()

    def __init__(self, name: Steered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._row = _EMPTY
        self._dragging = False
        self.setRange(0, FINE)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFixedHeight(ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(reading_of(name, value_at(name, 0.5)).name)

    @property
    def row(self) -> SteerRow:
        return self._row

    @property
    def dragging(self) -> bool:
        return self._dragging

    def sizeHint(self) -> QSize:
        return QSize(288, ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, ROW)

    def show_row(self, row: SteerRow) -> None:
        if row == self._row:
            return
        self._row = row
        self.setValue(round(FINE * row.reading.share))
        said = [f"{row.reading.name}: {row.reading.word} {row.reading.value}".replace("  ", " ")]
        if row.by_hand:
            said += [self.tr("by hand"), row.ghost_words]
        self.setAccessibleName(", ".join(part for part in said if part))
        back = self.tr("Backspace hands it back") if row.by_hand else self.tr("drag to take over")
        self.setToolTip(", ".join([*[part for part in said if part], back]))
        self.update()

    def scale(self) -> QRectF:
        right = self.width() - VALUE_WIDTH - WORD_WIDTH - 10
        return QRectF(NAME_WIDTH, self.height() / 2 - 1, right - NAME_WIDTH, 2)

    def _back_place(self) -> QRectF:
        left = self.width() - VALUE_WIDTH - WORD_WIDTH
        return QRectF(left, 2, WORD_WIDTH - 4, self.height() - 4)

    def _steer_to(self, x: float) -> None:
        scale = self.scale()
        self.steered.emit(min(1.0, max(0.0, (x - scale.left()) / scale.width())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at = event.position()
        if self._row.by_hand and self._back_place().contains(at):
            self.handed_back.emit()
            return
        scale = self.scale()
        if scale.left() - 8 <= at.x() <= scale.right() + 8:
            self._dragging = True
            self._steer_to(at.x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._steer_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 1.0 / steps_of(self.name)
        moves = {Qt.Key.Key_Left: -step, Qt.Key.Key_Right: step}
        key = Qt.Key(event.key())
        if key in moves:
            self.steered.emit(min(1.0, max(0.0, self._row.reading.share + moves[key])))
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.handed_back.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            event.ignore()

    def wheelEvent(self, event: object) -> None:
        """A wheel turned in passing takes nothing over."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_words(painter)
        self._paint_scale(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(theme.tokens().accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            frame = QRectF(self.rect()).adjusted(-2, 1, 1, -1)
            painter.drawRoundedRect(frame, 4, 4)

    def _paint_words(self, painter: QPainter) -> None:
        now, reading, tall = theme.tokens(), self._row.reading, self.height()
        hand = self._row.by_hand
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(theme.SMALL_PX, bold=hand))
        painter.setPen(theme.colour(now.text if hand else now.muted))
        painter.drawText(QRectF(0, 0, NAME_WIDTH, tall), middle, reading.name)
        # A name ("plucked strings") has the room of word and figure, but for the way back.
        room = VALUE_WIDTH if hand or reading.word else VALUE_WIDTH + WORD_WIDTH
        value = QRectF(self.width() - room, 0, room, tall)
        words = painter.fontMetrics().elidedText(reading.value, Qt.TextElideMode.ElideRight, room)
        painter.drawText(value, middle | Qt.AlignmentFlag.AlignRight, words)
        painter.setFont(theme.font(theme.SMALL_PX))
        if hand:
            painter.setPen(QPen(theme.colour(now.accent), 1))
            painter.drawRoundedRect(self._back_place(), 4, 4)
            flag = Qt.AlignmentFlag.AlignCenter
            painter.drawText(self._back_place(), flag, self.tr("auto ⌫"))
        else:
            painter.setPen(theme.colour(now.text))
            place = QRectF(self.width() - VALUE_WIDTH - WORD_WIDTH, 0, WORD_WIDTH, tall)
            painter.drawText(place, middle, reading.word)

    def _paint_scale(self, painter: QPainter) -> None:
        now, scale, row = theme.tokens(), self.scale(), self._row
        painter.fillRect(scale, theme.colour(now.line))
        middle = scale.center().y()

        def place(share: float) -> QPointF:
            return QPointF(scale.left() + scale.width() * share, middle)

        if row.limit is not None:
            painter.setPen(QPen(theme.colour(now.alert), 2))
            at = place(row.limit)
            painter.drawLine(at + QPointF(0, -5), at + QPointF(0, 5))
        if row.ghost is not None:
            painter.setPen(QPen(theme.colour(now.muted), 1.5))
            painter.setBrush(theme.colour(now.panel))
            painter.drawEllipse(place(row.ghost), 4.5, 4.5)
        painter.setPen(Qt.PenStyle.NoPen)
        at = place(row.reading.share)
        if row.by_hand:
            painter.setBrush(theme.colour(now.text))
            corners = (QPointF(0, -7), QPointF(6, 0), QPointF(0, 7), QPointF(-6, 0))
            painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
        else:
            painter.setBrush(theme.colour(now.accent))
            painter.drawEllipse(at, 4.5, 4.5)


class SteeringPanel(QWidget):
    """All sliders under each other. Fits `presenters.live_steering.SteeringView`."""

    steered = Signal(object, float)
    """A `Steered` and a place of 0-1 on its scale."""
    handed_back = Signal(object)
    """A `Steered`."""
    all_handed_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("The music by hand"))
        self._back = ActionButton(self.tr("All automatic"), BACK_KEY, small=True)
        self._back.clicked.connect(self.all_handed_back)
        keep = self._back.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._back.setSizePolicy(keep)
        self._head = text_label("", "small")
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        head.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.sliders: dict[Steered, SteerSlider] = {}
        for name in Steered:
            slider = SteerSlider(name)
            slider.steered.connect(partial(self.steered.emit, name))
            slider.handed_back.connect(partial(self.handed_back.emit, name))
            column.addWidget(slider)
            self.sliders[name] = slider
        column.addSpacing(2)
        column.addLayout(head)
        self.show_hand_back(0)

    @property
    def hand_back_button(self) -> ActionButton:
        return self._back

    def show_row(self, name: Steered, row: SteerRow) -> None:
        self.sliders[name].show_row(row)

    def show_hand_back(self, taken: int) -> None:
        self._back.setVisible(taken > 0)
        hint = self.tr("Drag to steer by hand ({0})").format(STEER_KEY)
        self._head.setText(self.tr("{0} by hand").format(taken) if taken else hint)

    def focus_first(self) -> None:
        self.sliders[Steered.TEMPO].setFocus(Qt.FocusReason.ShortcutFocusReason)
