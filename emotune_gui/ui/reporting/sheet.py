"""Text and tables that flow from page to page, with a head and a foot on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPainter,
    QTextLayout,
    QTextOption,
)

from emotune_gui.ui.reporting import paper
from emotune_gui.ui.reporting.paper import BODY, INK, MUTED, POINT, RULE, SMALL

LEADING = 1.42
"""Line height in sizes of the type."""
CELL_GAP = 8 * POINT


class Cancelled(Exception):
    """The report is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every page. `pages` 0: how many there will be is being counted."""

    head_left: str
    head_right: str
    foot: str
    page_words: str
    """With {page} and {pages}."""
    pages: int = 0


class Sheet:
    """A pen that goes down the page and begins another one when there is no room.

    `turned` hears of every new page; what it raises ends the drawing.
    """

    def __init__(
        self,
        device: QPagedPaintDevice,
        painter: QPainter,
        box: QRectF,
        frame: Frame,
        turned: Callable[[int], None] = lambda _page: None,
    ) -> None:
        self._device, self.painter, self._frame, self._turned = device, painter, frame, turned
        self._box = box
        self.left, self.right = box.left() + paper.MARGIN, box.right() - paper.MARGIN
        self.top, self.bottom = box.top() + paper.MARGIN * 1.25, box.bottom() - paper.MARGIN * 1.2
        self.page = 0
        self.y = self.top

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self.bottom - self.y

    @property
    def counting(self) -> bool:
        """Nobody will see this pass: figures need only take their room."""
        return self._frame.pages == 0

    def begin(self, *, framed: bool = True) -> None:
        """The first page; a cover is not framed."""
        self.page = 1
        self._turned(1)
        if framed:
            self._draw_frame()

    def new_page(self) -> None:
        self._device.newPage()
        self.page += 1
        self.y = self.top
        self._turned(self.page)
        self._draw_frame()

    def need(self, height: float) -> None:
        """Begin a page unless there is room; what is higher than a page begins one all the same."""
        if height > self.room and self.y > self.top:
            self.new_page()

    def space(self, points: float) -> None:
        """Distance to what comes next, never at the top of a page."""
        if self.y > self.top:
            self.y += points * POINT

    def heading(self, text: str, *, with_next: float = 90) -> None:
        """A section's title, never alone at the foot of a page."""
        self.space(20)
        self.need((paper.HEADING * LEADING + with_next) * POINT)
        self.text(text, paper.HEADING, bold=True)
        self.rule()
        self.space(6)

    def subheading(self, text: str, *, with_next: float = 50) -> None:
        self.space(10)
        self.need((paper.SUBHEADING * LEADING + with_next) * POINT)
        self.text(text, paper.SUBHEADING, bold=True)
        self.space(2)

    def rule(self) -> None:
        self.painter.setPen(paper.pen(RULE, 0.6))
        self.painter.drawLine(QPointF(self.left, self.y), QPointF(self.right, self.y))

    def text(
        self,
        text: str,
        points: float = BODY,
        *,
        bold: bool = False,
        ink: str = INK,
        indent: float = 0.0,
    ) -> None:
        """Paragraphs parted by line ends, each line on whichever page has room for it."""
        used = paper.font(points, bold=bold)
        step = points * LEADING * POINT
        for paragraph in text.splitlines() or [""]:
            layout = laid_out(paragraph, used, self.width - indent * POINT, step)
            for place in range(layout.lineCount()):
                line = layout.lineAt(place)
                self.need(step)
                self.painter.setPen(QColor(ink))
                line.draw(
                    self.painter, QPointF(self.left + indent * POINT, self.y - line.position().y())
                )
                self.y += step

    def small(self, text: str, *, indent: float = 0.0) -> None:
        self.text(text, SMALL, ink=MUTED, indent=indent)

    def facts(self, rows: Sequence[tuple[str, str]], *, share: float = 0.28) -> None:
        """Names at the left, what they are at the right."""
        self.table((), rows, (share, 1.0 - share), muted_first=True)

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        shares: Sequence[float],
        *,
        figures: frozenset[int] = frozenset(),
        muted_first: bool = False,
    ) -> None:
        """`shares` of the width; `figures` are columns set flush right. The head is repeated."""
        if head:
            self._head(head, shares, figures)
        for row in rows:
            cells, height = self._cells(row, shares, BODY, bold=False, figures=figures)
            if height > self.room and self.y > self.top:
                self.new_page()
                if head:
                    self._head(head, shares, figures)
            self._draw_row(cells, height, muted_first=muted_first)
            self.painter.setPen(paper.pen(paper.SHADE, 0.5))
            self.painter.drawLine(QPointF(self.left, self.y), QPointF(self.right, self.y))

    def _head(self, head: Sequence[str], shares: Sequence[float], figures: frozenset[int]) -> None:
        cells, height = self._cells(head, shares, SMALL, bold=True, figures=figures)
        self.need(height * 2.5)
        self._draw_row(cells, height)
        self.rule()

    def _cells(
        self,
        row: Sequence[str],
        shares: Sequence[float],
        points: float,
        *,
        bold: bool,
        figures: frozenset[int],
    ) -> tuple[list[tuple[float, QTextLayout]], float]:
        used, step = paper.font(points, bold=bold), points * LEADING * POINT
        made, x, tallest = [], self.left, 0
        for place, (words, share) in enumerate(zip(row, shares, strict=True)):
            room = share * self.width - CELL_GAP
            layout = laid_out(words.strip(), used, room, step, flush_right=place in figures)
            made.append((x, layout))
            tallest = max(tallest, layout.lineCount())
            x += share * self.width
        return made, tallest * step + 5 * POINT

    def _draw_row(
        self,
        cells: Sequence[tuple[float, QTextLayout]],
        height: float,
        *,
        muted_first: bool = False,
    ) -> None:
        for place, (x, layout) in enumerate(cells):
            self.painter.setPen(QColor(MUTED if muted_first and place == 0 else INK))
            layout.draw(self.painter, QPointF(x, self.y + 2.5 * POINT))
        self.y += height

    def figure(self, height: float, draw: Callable[[QPainter, QRectF], None]) -> None:
        """A drawing as wide as the page and `height` points high, whole on one page."""
        self.need(height * POINT)
        box = QRectF(self.left, self.y, self.width, height * POINT)
        if not self.counting:
            self.painter.save()
            draw(self.painter, box)
            self.painter.restore()
        self.y = box.bottom()

    def _draw_frame(self) -> None:
        frame, painter = self._frame, self.painter
        small = paper.font(SMALL)
        head = QRectF(self.left, self._box.top() + paper.MARGIN * 0.62, self.width, 14 * POINT)
        foot = QRectF(self.left, self._box.bottom() - paper.MARGIN * 0.9, self.width, 14 * POINT)
        painter.setFont(small)
        painter.setPen(QColor(MUTED))
        metrics, left = QFontMetricsF(small), Qt.AlignmentFlag.AlignLeft
        right, narrow = Qt.AlignmentFlag.AlignRight, self.width * 0.34
        painter.drawText(head, left, _fitted(metrics, frame.head_left, narrow))
        painter.drawText(head, right, _fitted(metrics, frame.head_right, self.width * 0.64))
        painter.drawText(foot, left, _fitted(metrics, frame.foot, self.width * 0.8))
        number = frame.page_words.format(page=self.page, pages=frame.pages or "–")
        painter.drawText(foot, right, number)
        painter.setPen(paper.pen(RULE, 0.4))
        for y in (head.bottom() + 3 * POINT, foot.top() - 4 * POINT):
            painter.drawLine(QPointF(self.left, y), QPointF(self.right, y))


def laid_out(
    text: str, used: QFont, width: float, step: float, *, flush_right: bool = False
) -> QTextLayout:
    """Broken into lines; text from right to left begins at the right."""
    layout = QTextLayout(text.replace("\t", "    "), used)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    if flush_right:
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0.0, y))
        y += step
    layout.endLayout()
    return layout


def _fitted(metrics: QFontMetricsF, text: str, width: float) -> str:
    flat = " ".join(text.split())
    return metrics.elidedText(flat, Qt.TextElideMode.ElideRight, width)
