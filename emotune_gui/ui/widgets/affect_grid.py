"""The valence-arousal square (Russell, Weiss and Mendelsohn 1989, the affect grid), painted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from emotune_gui.domain.emotion import Affect
from emotune_gui.ui import theme
from emotune_gui.ui.language import figure

MARGIN = 20
"""Pixels left of and below the square, for the names of the axes."""
EDGE = 8
"""Pixels on the other sides."""
KEY_STEP = 0.1
DIAMOND = (QPointF(0, -7), QPointF(7, 0), QPointF(0, 7), QPointF(-7, 0))
WIDEST_DOUBT = 0.4
"""Radius, in affect units, of the halo at confidence 0."""


class AffectGrid(QWidget):
    """Valence to the right, arousal upward, both -1 to 1.

    Shows the point believed now with a halo as wide as the doubt, its fading trail, where the
    music is (a diamond) and the path ahead of it. With `interactive`, click, drag and the arrow
    keys choose a target and `target_picked` carries it as an Affect.
    """

    target_picked = Signal(object)
    handed_back = Signal()
    """Backspace was pressed while a ghost is shown."""

    def __init__(
        self,
        *,
        interactive: bool = False,
        target_word: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`target_word` names the diamond; empty: the target, or the music where none is picked.
        `key` is shown as the one that brings the focus here."""
        super().__init__(parent)
        self._interactive = interactive
        self._key = key
        self._now: Affect | None = None
        self._confidence = 0.0
        self._trail: tuple[Affect, ...] = ()
        self._target: Affect | None = None
        self._path: tuple[Affect, ...] = ()
        self._ghost: Affect | None = None
        self._ghost_path: tuple[Affect, ...] = ()
        self._dragging = False
        self._now_word = self.tr("face")
        usual = self.tr("target") if interactive else self.tr("music")
        self._target_word = target_word or usual
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if interactive:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.CrossCursor)
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(280, 280)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 180)

    @property
    def target(self) -> Affect | None:
        return self._target

    def set_target(self, target: Affect | None, path: Sequence[Affect] = ()) -> None:
        if (target, tuple(path)) == (self._target, self._path):
            return
        self._target, self._path = target, tuple(path)
        self._describe()
        self.update()

    @property
    def dragging(self) -> bool:
        """Whether the mouse is moving the target just now."""
        return self._dragging

    def set_ghost(self, ghost: Affect | None, path: Sequence[Affect] = ()) -> None:
        """Where the automation would have the target while a hand holds it, and its way on."""
        if (ghost, tuple(path)) == (self._ghost, self._ghost_path):
            return
        self._ghost, self._ghost_path = ghost, tuple(path)
        self._describe()
        self.update()

    def set_now(
        self,
        now: Affect | None,
        confidence: float,
        trail: Sequence[Affect] = (),
        word: str = "",
    ) -> None:
        """`now` is None when nothing is claimed; `trail` runs from oldest to newest; `word` says
        what it was told from, the face when empty."""
        self._now_word = word or self.tr("face")
        self._now, self._confidence, self._trail = now, confidence, tuple(trail)
        self._describe()
        self.update()

    def _describe(self) -> None:
        words = [self.tr("Affect grid")]
        if self._now is not None:
            words.append(self._words(self._now_word, self._now))
        if self._target is not None:
            words.append(self._words(self._target_word, self._target))
        if self._ghost is not None:
            words.append(self._words(self.tr("automatic"), self._ghost))
        self.setAccessibleName(". ".join(words))

    def _words(self, name: str, affect: Affect) -> str:
        text = self.tr("{0}: valence {1}, arousal {2}")
        return text.format(name, figure(affect.valence, "+.1f"), figure(affect.arousal, "+.1f"))

    def square(self) -> QRectF:
        """The plotting square in widget pixels."""
        side = min(self.width(), self.height()) - MARGIN - EDGE
        left = (self.width() - side - MARGIN - EDGE) / 2 + MARGIN
        return QRectF(left, (self.height() - side - MARGIN - EDGE) / 2 + EDGE, side, side)

    def to_pixels(self, affect: Affect) -> QPointF:
        square = self.square()
        return QPointF(
            square.left() + (affect.valence + 1) / 2 * square.width(),
            square.bottom() - (affect.arousal + 1) / 2 * square.height(),
        )

    def to_affect(self, point: QPointF) -> Affect:
        square = self.square()
        return Affect.clamped(
            2 * (point.x() - square.left()) / square.width() - 1,
            2 * (square.bottom() - point.y()) / square.height() - 1,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.SMALL_PX))
        self._paint_square(painter)
        self._paint_words(painter)
        self._paint_path(painter)
        self._paint_trail(painter)
        if self._ghost is not None:
            self._paint_ghost(painter, self._ghost)
        if self._target is not None:
            self._paint_target(painter, self._target)
        if self._now is not None:
            self._paint_now(painter, self._now)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(theme.tokens().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.square(), 4, 4)

    def _paint_square(self, painter: QPainter) -> None:
        now, square = theme.tokens(), self.square()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.surface))
        painter.drawRoundedRect(square, 4, 4)
        painter.setPen(QPen(theme.colour(now.line), 1))
        middle = square.center()
        painter.drawLine(QPointF(square.left(), middle.y()), QPointF(square.right(), middle.y()))
        painter.drawLine(QPointF(middle.x(), square.top()), QPointF(middle.x(), square.bottom()))

    def _paint_words(self, painter: QPainter) -> None:
        now, square = theme.tokens(), self.square()
        flag = Qt.AlignmentFlag
        inner = square.adjusted(8, 6, -8, -6)
        painter.setPen(theme.colour(now.muted))
        for place, word in (
            (flag.AlignTop | flag.AlignLeft, self.tr("tense")),
            (flag.AlignTop | flag.AlignRight, self.tr("happy")),
            (flag.AlignBottom | flag.AlignLeft, self.tr("sad")),
            (flag.AlignBottom | flag.AlignRight, self.tr("calm")),
        ):
            painter.drawText(inner, place, word)
        painter.setPen(theme.colour(now.muted, 0.75))
        below = QRectF(square.left(), square.bottom(), square.width(), MARGIN)
        if self._key:
            right = flag.AlignVCenter | flag.AlignRight
            painter.drawText(below, right, self.tr("{0}, arrows: move").format(self._key))
            painter.drawText(below, flag.AlignVCenter, self.tr("valence") + " →")
        else:
            painter.drawText(below, flag.AlignCenter, self.tr("valence") + " →")
        painter.save()
        painter.translate(square.left() - MARGIN / 2, square.center().y())
        painter.rotate(-90)
        beside = QRectF(-square.height() / 2, -MARGIN / 2, square.height(), MARGIN)
        painter.drawText(beside, flag.AlignCenter, self.tr("arousal") + " →")
        painter.restore()

    def _paint_path(self, painter: QPainter) -> None:
        if not self._path:
            return
        pen = QPen(theme.colour(theme.tokens().accent, 0.7), 1.5)
        pen.setDashPattern([2, 4])
        painter.setPen(pen)
        points = [self.to_pixels(affect) for affect in self._path]
        if self._target is not None:
            points.insert(0, self.to_pixels(self._target))
        painter.drawPolyline(points)
        painter.setPen(QPen(theme.colour(theme.tokens().accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(points[-1], 6, 6)
        painter.drawEllipse(points[-1], 1.5, 1.5)

    def _paint_trail(self, painter: QPainter) -> None:
        text = theme.tokens().text
        count = len(self._trail)
        points = [self.to_pixels(affect) for affect in self._trail]
        for place, (start, end) in enumerate(pairwise(points)):
            painter.setPen(QPen(theme.colour(text, 0.05 + 0.4 * place / count), 1.5))
            painter.drawLine(start, end)

    def _paint_target(self, painter: QPainter, target: Affect) -> None:
        now, at = theme.tokens(), self.to_pixels(target)
        painter.setPen(QPen(theme.colour(now.accent), 2))
        painter.setBrush(theme.colour(now.surface))
        if self._ghost is not None:
            painter.setBrush(theme.colour(now.accent))
        painter.drawPolygon([at + corner for corner in DIAMOND])
        word = self._target_word if self._ghost is None else self.tr("by hand")
        self._paint_name(painter, at, word, now.accent, below=self._target_is_lower())

    def _paint_ghost(self, painter: QPainter, ghost: Affect) -> None:
        ink = theme.colour(theme.tokens().muted)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(ink, 1.2)
        pen.setDashPattern([2, 3])
        painter.setPen(pen)
        if len(self._ghost_path) > 1:
            painter.drawPolyline([self.to_pixels(affect) for affect in self._ghost_path])
        at = self.to_pixels(ghost)
        painter.drawPolygon([at + corner for corner in DIAMOND])
        # On the other side than the target's own name: the two may be close.
        below = not self._target_is_lower()
        word = self.tr("automatic")
        self._paint_name(painter, at, word, theme.tokens().muted, below=below)

    def _target_is_lower(self) -> bool:
        """So that the two names stand on the far sides of their points."""
        if self._target is None or self._now is None:
            return self._target is not None
        return self._target.arousal <= self._now.arousal

    def _paint_now(self, painter: QPainter, affect: Affect) -> None:
        now, at = theme.tokens(), self.to_pixels(affect)
        sure = min(1.0, max(0.0, self._confidence))
        halo = 6 + (1 - sure) * WIDEST_DOUBT * self.square().width() / 2
        painter.setPen(QPen(theme.colour(now.text, 0.35), 1))
        painter.setBrush(theme.colour(now.text, 0.08))
        painter.drawEllipse(at, halo, halo)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.text, 0.35 + 0.65 * sure))
        painter.drawEllipse(at, 5, 5)
        self._paint_name(painter, at, self._now_word, now.text, below=not self._target_is_lower())

    def _paint_name(
        self, painter: QPainter, at: QPointF, word: str, ink: str, *, below: bool
    ) -> None:
        """A word beside a point, kept inside the square."""
        width = painter.fontMetrics().horizontalAdvance(word)
        square = self.square()
        left = min(max(at.x() - width / 2, square.left() + 2), square.right() - width - 2)
        top = at.y() + 9 if below else at.y() - 25
        top = at.y() - 25 if top + 16 > square.bottom() else top
        top = at.y() + 9 if top < square.top() else top
        painter.setPen(theme.colour(ink))
        painter.drawText(QRectF(left, top, width + 2, 16), Qt.AlignmentFlag.AlignCenter, word)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragging = self._interactive
            self._pick(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pick(event)

    def _pick(self, event: QMouseEvent) -> None:
        if self._interactive:
            self._choose(self.to_affect(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-KEY_STEP, 0.0),
            Qt.Key.Key_Right: (KEY_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, KEY_STEP),
            Qt.Key.Key_Down: (0.0, -KEY_STEP),
        }
        step = steps.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._ghost is not None:
            self.handed_back.emit()
            return
        if not self._interactive or step is None:
            super().keyPressEvent(event)
            return
        here = self._target or Affect(0.0, 0.0)
        self._choose(Affect.clamped(here.valence + step[0], here.arousal + step[1]))

    def _choose(self, target: Affect) -> None:
        self.set_target(target)
        self.target_picked.emit(target)
