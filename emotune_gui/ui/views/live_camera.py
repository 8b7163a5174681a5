"""The camera's picture with face boxes and landmarks, painted from copies only."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from emotune_gui.domain.face import (
    FaceBox,
    FaceReading,
    FaceState,
    Frame,
    ImageArray,
    PointArray,
)
from emotune_gui.ui import theme

LATENCIES_KEPT = 36_000
"""Twenty minutes at 30 pictures a second."""
TITLE_HEIGHT = 22


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

    A frame counts once, when the paint that first shows its `seq` has ended.
    """

    def __init__(
        self, now: Callable[[], float] = time.monotonic, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._frame: Frame | None = None
        self._reading: FaceReading | None = None
        self._picture: QImage | None = None
        self._picture_key: tuple[int, QSize] | None = None
        self._painted_seq: int | None = None
        self._words = ("", "")
        self.landmarks_shown = True
        self.frames_painted = 0
        self.paint_latencies_ms: deque[float] = deque(maxlen=LATENCIES_KEPT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Camera picture"))

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

    def set_landmarks_shown(self, shown: bool) -> None:
        self.landmarks_shown = shown
        self.update()

    def reset(self) -> None:
        """Forget the picture and the figures of the last session."""
        self._frame = self._reading = self._picture = None
        self._picture_key = self._painted_seq = None
        self._words = ("", "")
        self.frames_painted = 0
        self.paint_latencies_ms.clear()
        self.update()

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
        key = (frame.seq, wanted)
        if self._picture is None or self._picture_key != key:
            self._picture, self._picture_key = picture_of(frame.image, wanted), key
            self._picture.setDevicePixelRatio(ratio)
        place = self._place(frame)
        painter.drawImage(place.topLeft(), self._picture)
        if self._reading is not None:
            self._paint_face(painter, self._reading, place, place.width() / frame.width)

    def _place(self, frame: Frame) -> QRect:
        """Where the whole frame lies in the widget, centred."""
        scale = min(self.width() / frame.width, self.height() / frame.height)
        width, height = round(frame.width * scale), round(frame.height * scale)
        return QRect((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def _paint_face(
        self, painter: QPainter, reading: FaceReading, place: QRect, scale: float
    ) -> None:
        painter.save()
        painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        single = reading.state is FaceState.FACE
        for box in reading.boxes:
            self._paint_box(
                painter,
                QRectF(
                    place.x() + box.x * scale,
                    place.y() + box.y * scale,
                    box.width * scale,
                    box.height * scale,
                ),
                solid=single,
            )
        if self.landmarks_shown and reading.landmarks is not None:
            self._paint_points(painter, reading.landmarks, reading.boxes, place, scale)
        painter.restore()

    def _paint_points(
        self,
        painter: QPainter,
        points: PointArray,
        boxes: Sequence[FaceBox],
        place: QRect,
        scale: float,
    ) -> None:
        """White dots with a dark edge, as large as the face allows."""
        wide = max((box.width * scale for box in boxes), default=0.0)
        radius = min(2.6, max(1.3, wide / 65))
        dots = QPainterPath()
        for x, y in points:
            at = QPointF(place.x() + float(x) * scale, place.y() + float(y) * scale)
            dots.addEllipse(at, radius, radius)
        painter.setPen(QPen(theme.colour("#000000", 0.5), 1))
        painter.setBrush(theme.colour("#ffffff", 0.95))
        painter.drawPath(dots)

    def _paint_box(self, painter: QPainter, box: QRectF, *, solid: bool) -> None:
        """White over a dark edge, so that it is seen on any picture; dashed when not read."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("#000000", 0.5), 3))
        painter.drawRoundedRect(box, 4, 4)
        pen = QPen(theme.colour("#ffffff", 0.95), 1.5)
        if not solid:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, 4, 4)

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
