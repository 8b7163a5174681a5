"""The table of songs, with where each stands on the affect grid painted into its cell."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.song import SongEmotion, SongInfo
from emotune_gui.ui import theme
from emotune_gui.ui.presenters.song_words import (
    label_word,
    song_emotion_word,
    song_key_words,
)
from emotune_gui.ui.table import Column, Index, RowsView
from emotune_gui.ui.wording import clock_time, translate

ROW_HEIGHT = 38
GRID_SIDE = 22
TITLE, COMPOSER, EMOTION, TEMPO, KEY, LENGTH, GENRE, LABEL = range(8)
YIELDING = ((LABEL, 800), (GENRE, 720), (COMPOSER, 620))
"""Columns that leave where the table is narrower; what they say stands beside it as well."""


class SongTable(RowsView[SongInfo]):
    """`opened` (Enter or a double click) asks to hear a song; `remove_asked` by Delete."""

    remove_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_columns(), parent)
        self.setAccessibleName(self.tr("Songs"))
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setMinimumSectionSize(48)
        self._place_painter = _PlaceDelegate(self)
        self.setItemDelegateForColumn(EMOTION, self._place_painter)
        self.sortByColumn(TITLE, Qt.SortOrder.AscendingOrder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, least in YIELDING:
            self.setColumnHidden(column, self.width() < least)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.selected is not None:
            self.remove_asked.emit(self.selected)
            return
        super().keyPressEvent(event)


class _PlaceDelegate(QStyledItemDelegate):
    """A small affect grid before the word; the point is hollow where the program guessed."""

    def __init__(self, table: SongTable) -> None:
        super().__init__(table)
        self._table = table

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.rect.adjust(GRID_SIDE + 10, 0, 0, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour(theme.tokens().hover))
        whole = QRectF(option.rect)
        super().paint(painter, option, index)
        song = self._table.row_at(index)
        top = whole.top() + (whole.height() - GRID_SIDE) / 2
        square = QRectF(whole.left() + 8, top, GRID_SIDE, GRID_SIDE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_place(painter, square, song.affect, hollow=song.automatic)
        painter.restore()


def paint_place(painter: QPainter, square: QRectF, affect: Affect, *, hollow: bool) -> None:
    """A square with the axes of valence and arousal and one point."""
    now = theme.tokens()
    painter.setPen(QPen(theme.colour(now.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(square)
    middle = square.center()
    painter.drawLine(QPointF(square.left(), middle.y()), QPointF(square.right(), middle.y()))
    painter.drawLine(QPointF(middle.x(), square.top()), QPointF(middle.x(), square.bottom()))
    inner = square.adjusted(3, 3, -3, -3)
    at = QPointF(
        inner.left() + (affect.valence + 1) / 2 * inner.width(),
        inner.bottom() - (affect.arousal + 1) / 2 * inner.height(),
    )
    painter.setPen(QPen(theme.colour(now.accent), 1.4))
    painter.setBrush(theme.colour(now.panel) if hollow else theme.colour(now.accent))
    painter.drawEllipse(at, 3, 3)


def _columns() -> list[Column[SongInfo]]:
    return [
        Column(translate("Songs", "Title"), lambda s: s.title, lambda s: s.title.casefold()),
        Column(
            translate("Songs", "Composer"),
            lambda s: s.composer,
            lambda s: s.composer.casefold(),
            width=140,
        ),
        Column(
            translate("Songs", "Emotion"),
            lambda s: song_emotion_word(s.emotion),
            _by_emotion,
            width=_emotion_width(),
        ),
        Column(translate("Songs", "Tempo"), _tempo, lambda s: s.tempo_bpm, width=68, figure=True),
        Column(
            translate("Songs", "Key"),
            song_key_words,
            lambda s: (s.tonic, s.mode.value),
            width=90,
        ),
        Column(
            translate("Songs", "Length"), _length, lambda s: s.duration_s, width=70, figure=True
        ),
        Column(
            translate("Songs", "Genre"),
            lambda s: s.genre or "—",
            lambda s: s.genre.casefold(),
            width=92,
        ),
        Column(translate("Songs", "Label"), label_word, lambda s: s.automatic, width=88),
    ]


def _emotion_width() -> int:
    """Pixels for the square and the longest word that the language has for an emotion."""
    measure = QFontMetrics(theme.font()).horizontalAdvance
    words = max(measure(song_emotion_word(emotion)) for emotion in SongEmotion)
    return max(100, words + GRID_SIDE + 36)


def _by_emotion(song: SongInfo) -> str:
    return f"{song.emotion.value} {1 - song.affect.arousal:.3f}"


def _tempo(song: SongInfo) -> str:
    return str(round(song.tempo_bpm))


def _length(song: SongInfo) -> str:
    return clock_time(song.duration_s)
