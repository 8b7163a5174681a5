"""The table of recordings: thousands of rows of which only what changed is painted again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from emotune_gui.domain.emotion import Emotion
from emotune_gui.engine.analysing.values import FileState
from emotune_gui.engine.bulk.batches import Row
from emotune_gui.ui import theme
from emotune_gui.ui.presenters import recordings_words as words
from emotune_gui.ui.presenters.recordings import Key
from emotune_gui.ui.table import Index
from emotune_gui.ui.wording import translate

ROW_HEIGHT = 38
NAME, CLIENT, STATE, LENGTH, SPEED, LEFT, BELIEVED = range(7)
FIGURES = frozenset({LENGTH, SPEED, LEFT})
WIDTHS = {CLIENT: 112, STATE: 164, LENGTH: 70, SPEED: 68, LEFT: 68, BELIEVED: 144}
YIELDING = ((SPEED, 760), (CLIENT, 680), (LEFT, 600))
"""Columns that leave where the table is narrower; what they say stands beside it as well."""
MARK, PAD = 16, 11
ELIDED = frozenset({NAME, CLIENT, STATE, BELIEVED})
WHOLE = 60
"""With more rows changed than this the whole column is told at once."""
_TEXTS: dict[int, Callable[[Row], str]] = {
    NAME: words.name_word,
    CLIENT: words.client_word,
    STATE: words.standing_word,
    LENGTH: words.length_word,
    SPEED: lambda row: words.speed_word(row.file.speed),
    LEFT: lambda row: words.left_word(row.file.left_s),
    BELIEVED: words.believed_word,
}


class RecordingsModel(QAbstractTableModel):
    """`set_rows` tells Qt of what is new and what has changed, so that nothing jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        before, now = self.rows, tuple(rows)
        if len(now) < len(before) or any(
            old is not new and old.key != new.key for old, new in zip(before, now, strict=False)
        ):
            self.beginResetModel()
            self.rows = now
            self.endResetModel()
            return
        changed = [
            place
            for place, (old, new) in enumerate(zip(before, now, strict=False))
            if old is not new and old != new
        ]
        if len(now) > len(before):
            self.beginInsertRows(QModelIndex(), len(before), len(now) - 1)
            self.rows = now
            self.endInsertRows()
        self.rows = now
        self._tell(changed)

    def _tell(self, changed: list[int]) -> None:
        if len(changed) > WHOLE:
            changed = [changed[0], changed[-1]]
            self._changed(*changed)
            return
        for place in changed:
            self._changed(place, place)

    def _changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(_TEXTS) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(_TEXTS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return _TEXTS[index.column()](self.rows[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(self.rows[index.row()], index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None

    def _tip(self, row: Row, column: int) -> str:
        tip = words.why_words(row) if column == STATE else ""
        if column == NAME:
            tip = f"{words.name_word(row)}\n{words.folder_word(row.file.path)}"
        return (tip or _TEXTS[column](row)).replace("<", "‹")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _titles()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None


class RecordingsTable(QTableView):
    """`opened` by Enter or a double click; `cancel_asked` by Delete."""

    opened = Signal(object)
    picked = Signal(object)
    """The current Row, or None."""
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RecordingsModel(self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Recordings"))
        self._cells = _CellPainter(self)
        self.setItemDelegate(self._cells)
        self._dress()
        self._told: Row | None = None
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.rows[index.row()]))
        self.selectionModel().currentRowChanged.connect(lambda *_: self._tell())

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setStyleSheet("QHeaderView::section { padding: 8px 11px; }")  # as the cells
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._model.rows

    @property
    def current(self) -> Row | None:
        index = self.currentIndex()
        there = index.isValid() and index.row() < len(self.rows)
        return self.rows[index.row()] if there else None

    @property
    def selected(self) -> tuple[Row, ...]:
        return tuple(self.rows[i.row()] for i in self.selectionModel().selectedRows())

    def row_at(self, index: Index) -> Row:
        return self._model.rows[index.row()]

    def set_rows(self, rows: Sequence[Row]) -> None:
        """The current row stays current wherever it goes."""
        current, chosen = self.current, {row.key for row in self.selected}
        resets: list[bool] = []
        noted = self._model.modelReset.connect(lambda: resets.append(True))
        self._model.set_rows(rows)
        self._model.modelReset.disconnect(noted)
        if resets or self.current is None:
            self._choose(None if current is None else current.key, chosen)
        self._tell()

    def _choose(self, key: Key | None, chosen: set[Key]) -> None:
        if not self.rows:
            return
        places = {row.key: place for place, row in enumerate(self.rows)}
        here = 0 if key is None else places.get(key, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self._model.index(here, 0), flags.ClearAndSelect | flags.Rows
        )
        for other in (places[k] for k in chosen if k in places):
            index = self._model.index(other, 0)
            self.selectionModel().select(index, flags.Select | flags.Rows)

    def _tell(self) -> None:
        if self.current is not self._told:
            self._told = self.current
            self.picked.emit(self._told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, least in YIELDING:
            self.setColumnHidden(column, self.width() < least)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current is not None:
            self.opened.emit(current)
        elif event.key() == Qt.Key.Key_Delete:
            self.cancel_asked.emit()
        else:
            super().keyPressEvent(event)


class _CellPainter(QStyledItemDelegate):
    """Paints a cell by itself: asking the style and the model for every cell is what makes
    tables slow in Python. A sign stands before the state, a dot before the emotion."""

    def __init__(self, table: RecordingsTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        _ground(painter, option)
        cell, column = QRectF(option.rect), index.column()
        row = self._table.row_at(index)
        room = cell.adjusted(PAD, 0, -PAD, 0)
        if column == STATE:
            _paint_state(painter, cell, row)
            room.setLeft(cell.left() + PAD + MARK + 6)
        elif column == BELIEVED and (emotion := words.believed(row)) is not None:
            _paint_dot(painter, cell, emotion)
            room.setLeft(cell.left() + PAD + 14)
        painter.setPen(theme.colour(theme.tokens().text))
        painter.setFont(option.font)
        shown = _TEXTS[column](row)
        if column in ELIDED:
            room_px = int(room.width())
            shown = option.fontMetrics.elidedText(shown, Qt.TextElideMode.ElideRight, room_px)
        painter.drawText(room, _alignment(column) | Qt.TextFlag.TextSingleLine, shown)


def _paint_state(painter: QPainter, cell: QRectF, row: Row) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_sign(painter, QPointF(cell.left() + 16, cell.center().y()), row.file.state)
    if row.file.state is FileState.RUNNING and row.file.share > 0.0:
        _paint_share(painter, cell, row.file.share)


def _paint_dot(painter: QPainter, cell: QRectF, emotion: Emotion) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.emotion_colour(emotion))
    painter.drawEllipse(QPointF(cell.left() + 12, cell.center().y()), 4, 4)


def _ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, theme.colour(theme.tokens().hover))


def _paint_share(painter: QPainter, cell: QRectF, share: float) -> None:
    now = theme.tokens()
    track = QRectF(cell.left() + 76, cell.center().y() - 2, cell.width() - 90, 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(now.line))
    painter.drawRoundedRect(track, 2, 2)
    track.setWidth(track.width() * min(1.0, share))
    painter.setBrush(theme.colour(now.accent))
    painter.drawRoundedRect(track, 2, 2)


def paint_sign(painter: QPainter, at: QPointF, state: FileState) -> None:
    """A shape for each state, so that colour is not all that tells."""
    now = theme.tokens()
    ink = now.alert if state is FileState.FAILED else now.muted
    painter.setPen(QPen(theme.colour(now.accent if state is FileState.DONE else ink), 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is FileState.WAITING:
        painter.drawEllipse(at, 3.5, 3.5)
    elif state is FileState.RUNNING:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.accent))
        painter.drawPolygon(QPolygonF([at + QPointF(*p) for p in ((-3, -5), (5, 0), (-3, 5))]))
    elif state is FileState.DONE:
        painter.drawPolyline(QPolygonF([at + QPointF(*p) for p in ((-5, 0), (-1, 4), (6, -4))]))
    elif state is FileState.FAILED:
        painter.drawLine(at + QPointF(0, -5), at + QPointF(0, 1))
        painter.drawPoint(at + QPointF(0, 5))
    else:
        painter.drawLine(at + QPointF(-4, 0), at + QPointF(4, 0))


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _titles() -> tuple[str, ...]:
    return (
        translate("Recordings", "Recording"),
        translate("Recordings", "Client"),
        translate("Recordings", "State"),
        translate("Recordings", "Length"),
        translate("Recordings", "Speed"),
        translate("Recordings", "Left"),
        translate("Recordings", "Most believed"),
    )
