"""Personal offsets, painted: a row a parameter, a column a quadrant of the affect plane."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.presenters.tuning_words import CORNERS, OffsetCell, OffsetRow, corner_word
from emotune_gui.ui.wording import translate

HEAD = 32
ROW = 60
NAME_WIDTH = 128


class OffsetTable(QWidget):
    """Each cell: how far and which way from the clinical value, as a bar, a figure and a word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[OffsetRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rows(self, rows: Sequence[OffsetRow]) -> None:
        self._rows = tuple(rows)
        self.setAccessibleName(spoken(self._rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, HEAD + ROW * len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = (self.width() - NAME_WIDTH) / len(CORNERS)
        self._paint_head(painter, width)
        for place, row in enumerate(self._rows):
            top = HEAD + place * ROW
            self._paint_name(painter, row, top)
            for column, cell in enumerate(row.cells):
                left = NAME_WIDTH + column * width
                self._paint_cell(painter, QRectF(left + 12, top, width - 24, ROW), cell)

    def _paint_head(self, painter: QPainter, width: float) -> None:
        painter.setFont(theme.font(theme.SMALL_PX, bold=True))
        painter.setPen(theme.colour(theme.tokens().muted))
        for column, (corner, _affect) in enumerate(CORNERS):
            box = QRectF(NAME_WIDTH + column * width, 0, width, HEAD)
            words = translate("Tuning", "when {quadrant}").format(quadrant=corner_word(corner))
            if painter.fontMetrics().horizontalAdvance(words) > width - 4:
                words = corner_word(corner)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_name(self, painter: QPainter, row: OffsetRow, top: int) -> None:
        now = theme.tokens()
        painter.fillRect(QRectF(0, top, self.width(), 1), theme.colour(now.line))
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour(now.text))
        painter.drawText(QRectF(0, top + 12, NAME_WIDTH, 18), 0, row.name)
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour(now.muted))
        painter.drawText(QRectF(0, top + 31, NAME_WIDTH, 18), 0, row.unit)

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: OffsetCell) -> None:
        now = theme.tokens()
        same = cell.share == 0.0
        painter.setFont(theme.font(theme.SMALL_PX))
        painter.setPen(theme.colour(now.muted if same else now.text))
        if not same:
            line = QRectF(box.left(), box.top() + 5, box.width(), 16)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, cell.figure)
        # The whole column: a word may be longer than the bar.
        under = box.adjusted(-12, 37, 12, 0)
        under.setHeight(18)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, cell.word)
        groove = QRectF(box.left(), box.top() + 27, box.width(), 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.line))
        painter.drawRoundedRect(groove, 2, 2)
        middle = groove.center().x()
        painter.fillRect(QRectF(middle - 1, groove.top() - 4, 2, 12), theme.colour(now.muted))
        if not same:
            reach = cell.share * groove.width() / 2
            bar = QRectF(min(middle, middle + reach), groove.top() - 1, abs(reach), 6)
            painter.setBrush(theme.colour(now.accent))
            painter.drawRoundedRect(bar, 2, 2)


def spoken(rows: Sequence[OffsetRow]) -> str:
    """The whole table as one sentence a row, for a screen reader."""
    lines = []
    for row in rows:
        cells = ", ".join(
            translate("Tuning", "{word} {figure} when {quadrant}").format(
                word=cell.word, figure=cell.figure, quadrant=corner_word(cell.corner)
            )
            for cell in row.cells
        )
        lines.append(f"{row.name}: {cells}")
    return ". ".join(lines)
