"""What lies over the camera's picture: numbers to press, a question, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from emotune_gui.ui import icons, theme
from emotune_gui.ui.presenters.live_faces import MOST_NUMBERS, Ask, FaceMark, Question
from emotune_gui.ui.speech import announce
from emotune_gui.ui.views.picture_place import PicturePlace
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.text import text_label

BADGE = 30
"""Pixels; large enough for a finger on a small picture."""


class FaceBadge(QAbstractButton):
    """The number of a face, to be pressed by mouse, Space or Enter."""

    lit = Signal()
    """Focus or pointer came or went: the picture paints this face's outline anew."""

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(str(number))
        self.setAccessibleName(self.tr("Face {0}").format(number))
        self.setFixedSize(BADGE, BADGE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    @property
    def is_lit(self) -> bool:
        return self.hasFocus() or self.underMouse()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.lit.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.lit.emit()

    def enterEvent(self, event: object) -> None:
        self.lit.emit()
        self.update()

    def leaveEvent(self, event: object) -> None:
        self.lit.emit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(QPen(theme.colour("#000000", 0.7), 2))
        painter.setBrush(theme.colour("#ffffff"))
        painter.drawEllipse(disc)
        if self.is_lit:
            painter.setPen(QPen(theme.colour("#000000"), 3))
            painter.drawEllipse(disc.adjusted(2.5, 2.5, -2.5, -2.5))
        painter.setPen(theme.colour("#000000"))
        painter.setFont(theme.font(theme.BODY_PX, bold=True))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self.text())


class QuestionBar(QFrame):
    """The question at the foot of the picture with its answers; hidden when nothing is asked."""

    confirmed = Signal()
    again_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._question: Question | None = None
        self._icon = text_label("")
        self._title = text_label("", "title")
        self._sentence = text_label("", wrap=True)
        self._sentence.setFont(theme.font(theme.SMALL_PX))
        self._confirm = ActionButton(self.tr("Yes, the client"), "Y", Kind.PRIMARY, small=True)
        self._again = ActionButton(self.tr("Choose again"), "C", small=True)
        self._confirm.clicked.connect(self.confirmed)
        self._again.clicked.connect(self.again_asked)
        self._lay_out()
        self.setStyleSheet("QLabel { color: #ffffff; }")
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        answers = QHBoxLayout()
        answers.setSpacing(theme.GRID)
        answers.addWidget(self._confirm)
        answers.addWidget(self._again)
        answers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._sentence)
        column.addLayout(answers)

    @property
    def question(self) -> Question | None:
        return self._question

    @property
    def confirm_button(self) -> ActionButton:
        return self._confirm

    @property
    def again_button(self) -> ActionButton:
        return self._again

    def show_question(self, question: Question | None) -> None:
        if question == self._question:
            return
        asked_anew = question is not None and (
            self._question is None or question.ask is not self._question.ask
        )
        self._question = question
        self.setVisible(question is not None)
        if question is None:
            return
        self._title.setText(question.title)
        self._sentence.setText(question.sentence)
        for button, text in ((self._confirm, question.confirm), (self._again, question.again)):
            button.setVisible(bool(text))
            if text:
                button.set_label(text)
        name = "person" if question.ask is Ask.CHOOSE else "warning"
        self._icon.setPixmap(icons.pixmap(name, "#ffffff", 18))
        self.setAccessibleName(question.spoken)
        if asked_anew:
            announce(self, question.spoken, urgent=True)

    def height_for(self, width: int) -> int:
        layout = self.layout()
        assert layout is not None
        layout.activate()
        return layout.totalHeightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot = QPainterPath()
        round_below = QRectF(self.rect()).adjusted(0, -theme.RADIUS, 0, 0)
        foot.addRoundedRect(round_below, theme.RADIUS, theme.RADIUS)
        painter.setClipPath(foot)
        painter.fillRect(self.rect(), theme.colour("#000000", 0.82))
        painter.fillRect(QRect(0, 0, 4, self.height()), theme.colour("#ffffff"))


class FaceOverlay(QWidget):
    """Badges, question and *Choose again* over the whole camera view; lets other clicks through."""

    picked = Signal(float, float)
    """The middle of the face chosen by its badge, in frame pixels."""
    confirmed = Signal()
    again_asked = Signal()
    lit = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._marks: tuple[FaceMark, ...] = ()
        self.badges = [self._badge(number) for number in range(1, MOST_NUMBERS + 1)]
        self.bar = QuestionBar(self)
        self.bar.confirmed.connect(self.confirmed)
        self.bar.again_asked.connect(self.again_asked)
        self.again = ActionButton(self.tr("Choose again"), "C", small=True, parent=self)
        self.again.setAccessibleName(self.tr("Choose the client's face again"))
        self.again.clicked.connect(self.again_asked)
        self.again.hide()

    def _badge(self, number: int) -> FaceBadge:
        badge = FaceBadge(number, self)
        badge.clicked.connect(lambda: self._pressed(number))
        badge.lit.connect(self.lit)
        return badge

    def _pressed(self, number: int) -> None:
        mark = next((mark for mark in self._marks if mark.number == number), None)
        if mark is not None:
            self.picked.emit(*mark.centre)

    def show_faces(
        self, marks: Sequence[FaceMark], question: Question | None, *, chosen: bool
    ) -> None:
        """`chosen`: there is a choice that can be taken back."""
        self._marks = tuple(marks)
        self.bar.show_question(question)
        self.again.setVisible(chosen and question is None)
        named = {mark.number: mark.name for mark in marks if mark.number}
        for number, badge in enumerate(self.badges, start=1):
            if number in named:
                badge.setAccessibleName(named[number])
            badge.setVisible(number in named)

    def shown_badges(self) -> list[FaceBadge]:
        """The numbers that can be pressed now, in their order."""
        return [badge for badge in self.badges if badge.isVisible()]

    def lit_number(self) -> int:
        """The face whose badge has the focus or the pointer; 0 for none."""
        lit = (n for n, b in enumerate(self.badges, start=1) if b.isVisible() and b.is_lit)
        return next(lit, 0)

    def place(self, place: PicturePlace | None) -> None:
        """Put everything where the faces are in this picture."""
        self._place_fixed()
        if place is None:
            return
        room = QRect(place.rect)
        if not self.bar.isHidden():
            room.setBottom(min(room.bottom(), self.bar.y() - 1))
        taken: list[QRect] = []
        for mark in self._marks:
            if not mark.number:
                continue
            corner = place.box(mark.box).topLeft().toPoint() - QPoint(BADGE // 3, BADGE // 3)
            spot = _kept_inside(QRect(corner, QSize(BADGE, BADGE)), room)
            while any(spot.intersects(other) for other in taken) and spot.right() < self.width():
                spot.translate(BADGE, 0)
            taken.append(spot)
            self.badges[mark.number - 1].move(spot.topLeft())

    def _place_fixed(self) -> None:
        if not self.bar.isHidden():
            tall = self.bar.height_for(self.width())
            self.bar.setGeometry(0, self.height() - tall, self.width(), tall)
        size = self.again.sizeHint()
        self.again.setGeometry(QRect(QPoint(self.width() - size.width() - 6, 6), size))


def _kept_inside(spot: QRect, room: QRect) -> QRect:
    left = max(room.left(), min(spot.left(), room.right() - spot.width()))
    top = max(room.top(), min(spot.top(), room.bottom() - spot.height()))
    return QRect(QPoint(left, top), spot.size())
