"""Read-only tables of domain values: one row a value, one column a question put to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 44
SORT_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """`sort` gives what the column is ordered by; `width` 0 takes the room that is left."""

    title: str
    text: Callable[[Row], str]
    sort: Callable[[Row], Any]
    width: int = 0
    figure: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    def __init__(self, columns: Sequence[Column[Row]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _plain_tip(column.text(row))
        if role == SORT_ROLE:
            return column.sort(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.figure)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self._columns[section].figure)
        return None


class RowsView(QTableView, Generic[Row]):
    """Rows to choose from. Enter or a double click opens; Qt's table selection does the rest."""

    opened = Signal(object)
    picked = Signal(object)
    """The row now selected, or None."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows_model: RowsModel[Row] = RowsModel(columns, self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self._rows_model)
        self._proxy.setSortRole(SORT_ROLE)
        self.setModel(self._proxy)
        self._dress(columns)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._row(index)))
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit(self.selected))

    def _dress(self, columns: Sequence[Column[Row]]) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setStyleSheet("QHeaderView::section { padding: 8px 11px; }")  # as the cells
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        for place, column in enumerate(columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(place, mode.Interactive if column.width else mode.Stretch)
            if column.width:
                self.setColumnWidth(place, column.width)

    @property
    def rows(self) -> tuple[Row, ...]:
        """In the order shown."""
        return tuple(self._row(self._proxy.index(i, 0)) for i in range(self._proxy.rowCount()))

    @property
    def selected(self) -> Row | None:
        chosen = self.selectionModel().selectedRows()
        return self._row(chosen[0]) if chosen else None

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Keeps the sorting; the selection is the caller's to restore."""
        self._rows_model.set_rows(rows)
        self.picked.emit(self.selected)

    def row_at(self, index: Index) -> Row:
        """The value behind a cell, for delegates that paint it."""
        return self._row(index)

    def select_where(self, wanted: Callable[[Row], bool]) -> bool:
        """Select the first row that fits; False when none does."""
        for place, row in enumerate(self.rows):
            if wanted(row):
                self.selectRow(place)
                self.scrollTo(self._proxy.index(place, 0))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.selected is not None:
            self.opened.emit(self.selected)
            return
        super().keyPressEvent(event)

    def _row(self, index: Index) -> Row:
        return self._rows_model.rows[self._proxy.mapToSource(index).row()]


def _alignment(figure: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _plain_tip(text: str) -> str:
    """Tool tips guess whether a text is rich; a client's name never is."""
    return text.replace("<", "‹")
