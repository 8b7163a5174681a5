"""Beside the time axis: values at the cursor above, the session's time by emotion below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from emotune_gui.domain.emotion import Emotion
from emotune_gui.ui import theme
from emotune_gui.ui.presenters.review_readout import Readout
from emotune_gui.ui.presenters.review_span import SpanStatistics, span_rows, span_title
from emotune_gui.ui.presenters.review_summary import ReviewSummary
from emotune_gui.ui.widgets.panel import Panel, rule
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import clock_time, emotion_word, shortened

WIDTH = 232
ROW = 20
MOST_BARS = 4


class NamedBars(QWidget):
    """Rows of a name, a bar of 0-1 in the emotion's colour, and a figure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[Emotion, float, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rows(self, rows: Sequence[tuple[Emotion, float, str]]) -> None:
        self._rows = tuple(rows)
        self.setAccessibleName(
            ", ".join(f"{emotion_word(emotion)} {figure}" for emotion, _, figure in rows)
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 32, ROW * len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(theme.SMALL_PX))
        now, middle = theme.tokens(), Qt.AlignmentFlag.AlignVCenter
        measure = painter.fontMetrics().horizontalAdvance
        names = max((measure(emotion_word(row[0])) + 4 for row in self._rows), default=0)
        left = max(80, names + 4)
        for place, (emotion, share, figure) in enumerate(self._rows):
            top = place * ROW
            painter.setPen(theme.colour(now.muted))
            painter.drawText(QRectF(0, top, left - 4, ROW), middle, emotion_word(emotion))
            right = QRectF(self.width() - 52, top, 52, ROW)
            painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, figure)
            groove = QRectF(left, top + ROW / 2 - 3, max(0, self.width() - left - 56), 6)
            painter.fillRect(groove, theme.colour(now.line))
            groove.setWidth(groove.width() * min(1.0, max(0.0, share)))
            painter.fillRect(groove, theme.emotion_colour(emotion))


class FigureRows(QWidget):
    """Rows of a name and a value, in two columns of text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        self._rows = tuple(rows)
        self.setAccessibleName(", ".join(f"{name} {value}" for name, value in rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 32, ROW * len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(theme.SMALL_PX))
        now, middle = theme.tokens(), Qt.AlignmentFlag.AlignVCenter
        for place, (name, value) in enumerate(self._rows):
            line = QRectF(0, place * ROW, self.width(), ROW)
            painter.setPen(theme.colour(now.muted))
            painter.drawText(line, middle, name)
            painter.setPen(theme.colour(now.text))
            painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, value)


class ReadoutPanel(Panel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setFixedWidth(WIDTH)
        self.body.setSpacing(theme.GRID // 2)
        self._time = text_label("00:00", "display")
        self._belief = text_label("", "title", wrap=True)
        self._bars = NamedBars()
        self._affect = FigureRows()
        self._voice = FigureRows()
        self._music = FigureRows()
        self._events = text_label("", "body", wrap=True)
        self._whole_title = text_label(self.tr("Whole session"), "heading")
        self._whole = NamedBars()
        above: tuple[QWidget, ...] = (
            *(self._time, self._belief, self._bars, self._affect),
            *(self._voice, rule(), self._music),
        )
        for widget in above:
            self.body.addWidget(widget)
        self.body.addWidget(self._events)
        self.body.addStretch(1)
        self._rule = rule()
        for widget in (self._rule, self._whole_title, self._whole):
            self.body.addWidget(widget)
        self._lay_out_span()
        self._span_shown = False

    def _lay_out_span(self) -> None:
        self._span_title = text_label("", "heading", wrap=True)
        self._span_bars = NamedBars()
        self._span_figures = FigureRows()
        self._span_rule = rule()
        self._of_span = (*(self._span_rule, self._span_title, self._span_bars, self._span_figures),)
        place = self.body.indexOf(self._events) + 1
        for offset, widget in enumerate(self._of_span):
            self.body.insertWidget(place + offset, widget)
            widget.hide()

    def show_span(self, span: SpanStatistics | None) -> None:
        """Figures of a selected stretch in place of those at the cursor."""
        self._span_shown = span is not None
        for widget in self._of_span:
            widget.setVisible(self._span_shown)
        for widget in (self._bars, self._affect, self._voice, self._music, self._events):
            widget.setVisible(not self._span_shown)
        if span is None:
            return
        self._span_title.setText(span_title(span))
        rows = [(e, s / span.length_s, clock_time(s)) for e, s in span.seconds_by_emotion]
        self._span_bars.set_rows(rows[:MOST_BARS])
        self._span_figures.set_rows(span_rows(span))

    def show_readout(self, readout: Readout) -> None:
        self._time.setText(readout.time)
        self._belief.setText(readout.belief)
        strongest = sorted(readout.probabilities, key=lambda row: -row[1])[:MOST_BARS]
        self._bars.set_rows([(e, p, _percent(p)) for e, p in strongest])
        self._affect.set_rows(readout.affect)
        self._voice.set_rows(readout.voice)
        self._voice.setVisible(bool(readout.voice) and not self._span_shown)
        self._music.set_rows(readout.music)
        self._events.setText("\n".join(shortened(event, 120) for event in readout.events))

    def show_summary(self, summary: ReviewSummary) -> None:
        """Time led by each emotion; the bar is the share of all time with an emotion."""
        total = sum(seconds for _, seconds in summary.seconds_by_emotion)
        rows = [
            (emotion, seconds / total, clock_time(seconds))
            for emotion, seconds in summary.seconds_by_emotion
            if seconds >= 1
        ]
        self._whole.set_rows(rows)
        for widget in (self._rule, self._whole_title, self._whole):
            widget.setVisible(bool(rows))


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
