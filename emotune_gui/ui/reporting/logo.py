"""The practice's logo: read once from a file, refused in one sentence when it will not do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.ui.wording import translate

LARGEST_FILE = 10 * 2**20
LARGEST_SIDE = 12_000
LARGEST_KEPT = 1_500_000
"""Bytes in the database."""
KEPT_SIDE = 1200
"""A bigger one is kept smaller: two inches at 600 dots an inch."""


def logo_from_file(path: str) -> bytes:
    """The picture as a PNG of at most KEPT_SIDE pixels a side. Slow; off the GUI thread.

    Raises InvalidInput for what is no picture, too big, or not to be seen on white paper.
    """
    file = Path(path.strip()).expanduser()
    try:
        size = file.stat().st_size if file.is_file() else -1
    except OSError:
        size = -1
    if size < 0:
        raise InvalidInput(translate("Report", "There is no file at that place; choose another."))
    if size > LARGEST_FILE:
        sentence = translate("Report", "The logo has {n} MB; choose a picture of at most 10 MB.")
        raise InvalidInput(sentence.format(n=-(-size // 2**20)))
    image = _read(str(file))
    if nothing_to_see(image):
        raise InvalidInput(
            translate(
                "Report", "Nothing of the logo shows on white paper; choose one with darker lines."
            )
        )
    return _packed(image)


def _read(path: str) -> QImage:
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) > LARGEST_SIDE:
        sentence = translate(
            "Report", "The logo is {w} by {h} pixels; choose one of at most {most} a side."
        )
        raise InvalidInput(sentence.format(w=size.width(), h=size.height(), most=LARGEST_SIDE))
    if size.isValid() and max(size.width(), size.height()) > KEPT_SIDE:
        kept = QSize(KEPT_SIDE, KEPT_SIDE)
        reader.setScaledSize(size.scaled(kept, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull() or image.width() < 2 or image.height() < 2:
        raise InvalidInput(
            translate("Report", "The logo is no picture that can be read; choose a PNG or JPEG.")
        )
    return image


def nothing_to_see(image: QImage) -> bool:
    """Wholly transparent, or white on white."""
    small = image.scaled(64, 64).convertToFormat(QImage.Format.Format_ARGB32)
    paper = QImage(small.size(), QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, small)
    painter.end()
    sides = range(paper.width()), range(paper.height())
    return all(paper.pixelColor(x, y).lightness() > 245 for x in sides[0] for y in sides[1])


def draw_logo(painter: QPainter, logo: bytes | None, box: QRectF) -> float:
    """As big as fits the box, at its left and top; gives the height used, 0 without a logo."""
    image = QImage.fromData(QByteArray(logo)) if logo else QImage()
    if image.isNull():
        return 0.0
    fitted = QSizeF(image.size()).scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(box.topLeft(), fitted), image)
    return fitted.height()


def _packed(image: QImage) -> bytes:
    """As PNG, or as JPEG on white where that would be too much to keep."""
    data = _written(image, "PNG")
    if len(data) <= LARGEST_KEPT:
        return data
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(QColor("white"))
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return _written(flat, "JPEG")


def _written(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
