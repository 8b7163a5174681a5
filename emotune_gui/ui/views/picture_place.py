"""Where a frame lies in a widget, and which pixel of the frame a point of the widget shows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize

from emotune_gui.domain.face import FaceBox


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """A frame of `frame` pixels shown whole, centred and perhaps mirrored in a widget.

    `rect` is the picture's place in widget pixels; what lies beside it shows no frame.
    """

    frame: QSize
    rect: QRect
    mirrored: bool = False

    @classmethod
    def fitted(cls, frame: QSize, widget: QSize, *, mirrored: bool = False) -> PicturePlace:
        """The largest place of the frame's shape in the widget's middle."""
        scale = min(widget.width() / frame.width(), widget.height() / frame.height())
        width, height = round(frame.width() * scale), round(frame.height() * scale)
        left, top = (widget.width() - width) // 2, (widget.height() - height) // 2
        return cls(frame, QRect(left, top, width, height), mirrored)

    @property
    def scale(self) -> float:
        """Widget pixels for one pixel of the frame."""
        return self.rect.width() / self.frame.width()

    def to_widget(self, x: float, y: float) -> QPointF:
        """A place of the frame in widget pixels."""
        across = x / self.frame.width()
        if self.mirrored:
            across = 1.0 - across
        down = y / self.frame.height()
        return QPointF(
            self.rect.x() + across * self.rect.width(), self.rect.y() + down * self.rect.height()
        )

    def to_frame(self, point: QPointF) -> tuple[float, float] | None:
        """The frame's pixel that is shown there; None beside the picture."""
        if self.rect.isEmpty() or not QRectF(self.rect).contains(point):
            return None
        across = (point.x() - self.rect.x()) / self.rect.width()
        if self.mirrored:
            across = 1.0 - across
        down = (point.y() - self.rect.y()) / self.rect.height()
        return across * self.frame.width(), down * self.frame.height()

    def box(self, box: FaceBox) -> QRectF:
        """A face's rectangle in widget pixels."""
        one = self.to_widget(box.x, box.y)
        other = self.to_widget(box.x + box.width, box.y + box.height)
        return QRectF(one, other).normalized()
