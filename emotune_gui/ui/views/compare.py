"""Sessions of one client over one another: valence, arousal, and what emotions led."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.session import SessionInfo
from emotune_gui.ui import theme
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.page import spread
from emotune_gui.ui.plots.review_chart import Chart, Scale, Series, ink_of, paint_mark, round_ticks
from emotune_gui.ui.presenters.compare import MOST, ComparedSession, ComparePresenter
from emotune_gui.ui.presenters.review_summary import percent, signed
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.ticks import TickBox
from emotune_gui.ui.widgets.combo import ElidedCombo
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import (
    clock_time,
    emotion_word,
    length_words,
    moment_words,
    shortened,
    translate,
)

SIDE = 264
MOST_EMOTIONS = 5
ROW, BAR = 18, 6
AFFECT = Scale(-1.0, 1.0, (-1.0, 0.0, 1.0), lambda v: signed(v, 0))


class ShareBars(QWidget):
    """For each emotion a bar a session, with the session's shape before it and its figure after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[Emotion, tuple[float, ...]], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_sessions(self, sessions: Sequence[ComparedSession]) -> None:
        emotions = {e for s in sessions for e in s.shares}
        table = [(e, tuple(s.shares.get(e, 0.0) for s in sessions)) for e in emotions]
        self._rows = tuple(sorted(table, key=lambda row: -sum(row[1]))[:MOST_EMOTIONS])
        words = [
            f"{emotion_word(e)} {', '.join(percent(share) for share in shares)}"
            for e, shares in self._rows
        ]
        self.setAccessibleName(self.tr("Share of the time led by each emotion"))
        self.setAccessibleDescription("; ".join(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, sum(len(shares) * ROW + 8 for _, shares in self._rows) + 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.tokens()
        painter.setPen(theme.colour(now.text))
        painter.setFont(theme.font(theme.SMALL_PX, bold=True))
        painter.drawText(QRectF(0, 0, self.width(), 20), self.tr("Share of the time"))
        painter.setFont(theme.font(theme.SMALL_PX))
        middle, top = Qt.AlignmentFlag.AlignVCenter, 24.0
        for emotion, shares in self._rows:
            painter.setPen(theme.colour(now.text))
            painter.drawText(QRectF(0, top, 88, ROW), middle, emotion_word(emotion))
            for place, share in enumerate(shares):
                self._paint_bar(painter, top + place * ROW, place, share)
            top += len(shares) * ROW + 8

    def _paint_bar(self, painter: QPainter, top: float, place: int, share: float) -> None:
        now = theme.tokens()
        paint_mark(painter, place, QPointF(100, top + ROW / 2))
        groove = QRectF(112, top + ROW / 2 - BAR / 2, max(0, self.width() - 112 - 56), BAR)
        painter.fillRect(groove, theme.colour(now.line))
        groove.setWidth(groove.width() * share)
        painter.fillRect(groove, theme.colour(ink_of(place)))
        painter.setPen(theme.colour(now.muted))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(self.width() - 52, top, 52, ROW), right, percent(share))


class CompareSessions(QWidget):
    """Fits `CompareView`."""

    def __init__(self, open_store: OpenStore, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = ComparePresenter(self, open_store, tasks)
        self._notice = text_label("", "alert", wrap=True)
        self._notice.hide()
        self._boxes: dict[int, TickBox] = {}
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._align = ElidedCombo()
        self._align.setAccessibleName(self.tr("What stands at zero"))
        self._align.currentIndexChanged.connect(
            lambda _: self.presenter.align(str(self._align.currentData() or ""))
        )
        self.valence = Chart(self.tr("Valence"))
        self.arousal = Chart(self.tr("Arousal"))
        self.shares = ShareBars()
        self._figures = text_label("", "muted", wrap=True)
        row = spread(QHBoxLayout(self), spacing=theme.GRID * 2)
        row.addWidget(self._side())
        row.addWidget(self._charts(), 1)

    def _side(self) -> Panel:
        panel = Panel(self.tr("Sessions, up to {0}").format(MOST))
        panel.setFixedWidth(SIDE)
        panel.body.addWidget(self._list, 1)
        panel.body.addWidget(text_label(self.tr("Zero is at"), "heading"))
        panel.body.addWidget(self._align)
        panel.body.addWidget(self._notice)
        return panel

    def _charts(self) -> Panel:
        panel = Panel()
        for chart in (self.valence, self.arousal):
            panel.body.addWidget(chart, 1)
        panel.body.addWidget(self.shares)
        panel.body.addWidget(self._figures)
        return panel

    def open(self, info: SessionInfo) -> None:
        self._notice.hide()
        self.presenter.open(info)

    def show_candidates(self, sessions: Sequence[SessionInfo], chosen: Sequence[int]) -> None:
        inside, now = QWidget(), datetime.now(UTC)
        column = spread(QVBoxLayout(inside), spacing=0)
        self._boxes = {}
        for info in sessions:
            when = f"{moment_words(info.started_at, now)}, {length_words(info.duration_s)}"
            box = TickBox(when)
            box.setChecked(info.id in chosen)
            box.toggled.connect(lambda _, number=info.id: self._choose(number))
            self._boxes[info.id] = box
            column.addWidget(box)
        column.addStretch(1)
        self._list.setWidget(inside)
        if len(sessions) < 2:
            self.show_notice(
                self.tr("This client has one session so far; there is nothing to compare it with.")
            )

    @property
    def chosen(self) -> list[int]:
        """Oldest first, as the list is newest first."""
        return [number for number, box in reversed(self._boxes.items()) if box.isChecked()]

    def _choose(self, number: int) -> None:
        if len(self.chosen) > MOST:
            box = self._boxes[number]
            box.blockSignals(True)
            box.setChecked(False)
            box.blockSignals(False)
            self.show_notice(self.tr("Four sessions at most; take one away first."))
            return
        self._notice.hide()
        self.presenter.choose(self.chosen)

    def show_compared(
        self, sessions: Sequence[ComparedSession], marks: Sequence[str], mark: str
    ) -> None:
        self._show_marks(marks, mark)
        lefts = [float(s.t[0]) - s.anchor(mark) for s in sessions]
        rights = [float(s.t[-1]) - s.anchor(mark) for s in sessions]
        low, high = min([*lefts, 0.0]), max([*rights, 60.0])
        ticks = round_ticks(low / 60, high / 60)
        axis = Scale(low, high, tuple(m * 60 for m in ticks), clock_time)
        nothing = self.tr("Tick sessions on the left to see them here.")
        for chart, pick in ((self.valence, "valence"), (self.arousal, "arousal")):
            series = [
                Series(shortened(s.words, 28), s.t - s.anchor(mark), getattr(s, pick), place)
                for place, s in enumerate(sessions)
                if np.isfinite(getattr(s, pick)).any()
            ]
            chart.set_series(series, axis, AFFECT, words=_words(sessions, pick), nothing=nothing)
        self.shares.set_sessions(sessions)
        self._figures.setText("\n".join(f"{s.words}: {' · '.join(s.figures)}" for s in sessions))

    def _show_marks(self, marks: Sequence[str], mark: str) -> None:
        self._align.blockSignals(True)
        self._align.clear()
        self._align.addItem(self.tr("the start"), "")
        for name in marks:
            self._align.addItem(self.tr("the mark “{0}”").format(shortened(name, 40)), name)
        self._align.setCurrentIndex(max(0, self._align.findData(mark)))
        self._align.blockSignals(False)

    def show_notice(self, sentence: str) -> None:
        self._notice.setText(sentence)
        self._notice.show()


def _words(sessions: Sequence[ComparedSession], pick: str) -> str:
    """Means, for those who do not see the curves."""
    said = []
    for session in sessions:
        values = getattr(session, pick)
        if np.isfinite(values).any():
            said.append(f"{session.words}: {signed(float(np.nanmean(values)))}")
    return translate("Compare", "Means: {0}").format("; ".join(said)) if said else ""
