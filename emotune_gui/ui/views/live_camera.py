"""The camera's picture with face boxes and landmarks, painted from copies only."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from emotune_gui.domain.face import FaceReading, Frame, ImageArray
from emotune_gui.ui import theme
from emotune_gui.ui.presenters.live_faces import FaceMark, Question, Role, mark_at
from emotune_gui.ui.views.live_face_marks import paint_marks, paint_points
from emotune_gui.ui.views.live_question import FaceOverlay
from emotune_gui.ui.views.picture_place import PicturePlace

LATENCIES_KEPT = 36_000
"""Twenty minutes at 30 pictures a second."""
TITLE_HEIGHT = 22
MIRROR = QTransform().scale(-1, 1)


def picture_of(image: ImageArray, size: QSize, *, smooth: bool = True) -> QImage:
    """A scaled QImage (RGB32, at most `size`, aspect kept) that owns its memory.

    `image` is H x W x 3 BGR. The result never shares the array's buffer: Qt may paint it after
    the array is gone (PEERS.md, ExVR #44).
    """
    pixels = np.ascontiguousarray(image)
    height, width = pixels.shape[:2]
    view = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_BGR888)
    how = Qt.TransformationMode
    owned = view.convertToFormat(QImage.Format.Format_RGB32)
    return owned.scaled(
        size,
        Qt.AspectRatioMode.KeepAspectRatio,
        how.SmoothTransformation if smooth else how.FastTransformation,
    )


class CameraView(QWidget):
    """Shows the newest frame; `paint_latencies_ms` holds capture-to-painted times in ms.

    A frame counts once, when the paint that first shows its `seq` has ended. A face that may be
    chosen is clicked on the picture or pressed by its badge.
    """

    face_picked = Signal(float, float)
    """The middle of the face that was clicked or pressed, in frame pixels."""
    confirmed = Signal()
    """The face now followed is the client's."""
    again_asked = Signal()
    """The choice is to be taken back."""

    def __init__(
        self, now: Callable[[], float] = time.monotonic, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._frame: Frame | None = None
        self._reading: FaceReading | None = None
        self._picture: QImage | None = None
        self._picture_key: tuple[int, QSize, bool] | None = None
        self._painted_seq: int | None = None
        self._words = ("", "")
        self._marks: tuple[FaceMark, ...] = ()
        self._faces_shown: tuple[tuple[FaceMark, ...], Question | None, bool] = ((), None, False)
        self._hovered: FaceMark | None = None
        self.landmarks_shown = True
        self.mirrored = False
        self.frames_painted = 0
        self.paint_latencies_ms: deque[float] = deque(maxlen=LATENCIES_KEPT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Camera picture"))
        self.setMouseTracking(True)
        self.overlay = FaceOverlay(self)
        self.overlay.setMouseTracking(True)
        self.overlay.picked.connect(self.face_picked)
        self.overlay.confirmed.connect(self.confirmed)
        self.overlay.again_asked.connect(self.again_asked)
        self.overlay.lit.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(373, 280)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 150)

    def show_frame(self, frame: Frame | None, reading: FaceReading | None) -> None:
        """Repaints only when the frame or its reading is another one than before."""
        if frame is self._frame and reading is self._reading:
            return
        self._frame, self._reading = frame, reading
        self.update()

    def show_words(self, title: str, sentence: str) -> None:
        """Words standing on the picture; empty strings take them away."""
        if (title, sentence) == self._words:
            return
        self._words = (title, sentence)
        self.setAccessibleDescription(f"{title}. {sentence}".strip(" ."))
        self.update()

    @property
    def words(self) -> tuple[str, str]:
        return self._words

    def show_faces(
        self, marks: Sequence[FaceMark], question: Question | None, *, chosen: bool
    ) -> None:
        """Outlines, numbers and the question; `chosen`: there is a choice to take back."""
        shown = (tuple(marks), question, chosen)
        if shown == self._faces_shown:
            return
        self._faces_shown = shown
        self._marks = shown[0]
        if self._hovered is not None:
            self._hover(self._mark_under(QPointF(self.mapFromGlobal(self.cursor().pos()))))
        self.overlay.show_faces(self._marks, question, chosen=chosen)
        self.overlay.place(self.place)
        self.update()

    def set_mirrored(self, mirrored: bool) -> None:
        """Show the picture as a mirror does; clicks are mapped accordingly."""
        self.mirrored = mirrored
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.overlay.setGeometry(self.rect())
        self.overlay.place(self.place)

    def set_landmarks_shown(self, shown: bool) -> None:
        self.landmarks_shown = shown
        self.update()

    def reset(self) -> None:
        """Forget the picture and the figures of the last session."""
        self._frame = self._reading = self._picture = None
        self._picture_key = self._painted_seq = None
        self._words = ("", "")
        self.show_faces((), None, chosen=False)
        self.frames_painted = 0
        self.paint_latencies_ms.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.tokens()
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), theme.RADIUS, theme.RADIUS)
        painter.fillPath(shape, theme.colour(now.panel))
        painter.setClipPath(shape)
        if self._frame is not None:
            self._paint_frame(painter, self._frame)
        if any(self._words):
            self._paint_words(painter)
        painter.end()
        self._note_painted()

    def _note_painted(self) -> None:
        frame = self._frame
        if frame is None or frame.seq == self._painted_seq:
            return
        self._painted_seq = frame.seq
        self.frames_painted += 1
        self.paint_latencies_ms.append((self._now() - frame.t) * 1000)

    def _paint_frame(self, painter: QPainter, frame: Frame) -> None:
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        key = (frame.seq, wanted, self.mirrored)
        if self._picture is None or self._picture_key != key:
            made = picture_of(frame.image, wanted)
            self._picture = made.transformed(MIRROR) if self.mirrored else made
            self._picture_key = key
            self._picture.setDevicePixelRatio(ratio)
        place = self._place_of(frame)
        painter.drawImage(place.rect.topLeft(), self._picture)
        painter.save()
        painter.setClipRect(place.rect, Qt.ClipOperation.IntersectClip)
        paint_marks(painter, self._marks, place, self._lit_mark())
        if self._reading is not None and self.landmarks_shown:
            paint_points(painter, self._reading, place)
        painter.restore()

    def _place_of(self, frame: Frame) -> PicturePlace:
        size = QSize(frame.width, frame.height)
        return PicturePlace.fitted(size, self.size(), mirrored=self.mirrored)

    @property
    def place(self) -> PicturePlace | None:
        """Where the frame now shown lies; None without a frame."""
        return None if self._frame is None else self._place_of(self._frame)

    def frame_point(self, point: QPointF) -> tuple[float, float] | None:
        """The frame's pixel shown at this point of the widget; None beside the picture."""
        place = self.place
        return None if place is None else place.to_frame(point)

    def _mark_under(self, point: QPointF) -> FaceMark | None:
        at = self.frame_point(point)
        return None if at is None else mark_at(self._marks, *at)

    def _lit_mark(self) -> FaceMark | None:
        number = self.overlay.lit_number()
        lit = (mark for mark in self._marks if number and mark.number == number)
        return next(lit, self._hovered)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and mark in self._to_choose():
            assert mark is not None
            self.face_picked.emit(*mark.centre)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._mark_under(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def _hover(self, mark: FaceMark | None) -> None:
        hovered = mark if mark in self._to_choose() else None
        if (hovered is None) != (self._hovered is None):
            shape = Qt.CursorShape
            self.setCursor(shape.ArrowCursor if hovered is None else shape.PointingHandCursor)
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def _to_choose(self) -> tuple[FaceMark, ...]:
        """Faces that a click chooses: those asked about, and others beside the client's."""
        return tuple(mark for mark in self._marks if mark.role in (Role.CANDIDATE, Role.OTHER))

    def _paint_words(self, painter: QPainter) -> None:
        """On a dark foot over the picture, or in the middle of the empty panel."""
        title, sentence = self._words
        small = theme.font(theme.SMALL_PX)
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        wrap = Qt.TextFlag.TextWordWrap
        room = QRect(0, 0, self.width() - 24, self.height())
        needed = QFontMetrics(small).boundingRect(room, wrap, sentence).height() if sentence else 0
        tall = TITLE_HEIGHT + needed + 16
        top = self.height() - tall if self._frame is not None else (self.height() - tall) // 2
        if self._frame is not None:
            foot = QRect(0, top, self.width(), tall)
            painter.fillRect(foot, theme.colour("#000000", 0.62))
        painter.setPen(theme.colour("#ffffff" if self._frame is not None else theme.tokens().text))
        painter.setFont(theme.font(theme.BODY_PX, bold=True))
        painter.drawText(QRect(12, top + 8, room.width(), TITLE_HEIGHT), centre, title)
        painter.setFont(small)
        below = QRect(12, top + 8 + TITLE_HEIGHT, room.width(), needed)
        painter.drawText(below, centre | wrap, sentence)
