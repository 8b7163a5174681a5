"""The one family of icons, drawn for this program and tinted with a token of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from emotune_gui.bundled import bundled

DRAWN_IN = "#000000"
"""The stroke of every file in resources/icons, replaced by the wanted colour."""


def pixmap(name: str, colour: str, size: int = 24, ratio: float = 2.0) -> QPixmap:
    """An icon by its file's stem, `size` pixels square, stroked in `colour` (`#rrggbb`)."""
    made = QPixmap.fromImage(_drawn(name, colour, round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str, colour: str, size: int = 24) -> QIcon:
    return QIcon(pixmap(name, colour, size))


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, pixels: int) -> QImage:
    source = bundled("resources", "icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace(DRAWN_IN, colour).encode()))
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image
