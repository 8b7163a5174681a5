"""What is known of a client: how sure of each parameter, and which choices are liked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from emotune_gui.domain.learning import TUNED_PARAMETERS
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.tuning import TuningContent
from emotune_gui.ui.presenters.tuning_words import ArmLine, known_word, parameter_words
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import translate

ROW = 28
NAME_SHARE, BAR_SHARE = 0.28, 0.19
NORMAL_95 = 1.96


class _Rows(QWidget):
    """Rows of a name, a drawing and a word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def count(self) -> int:
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return QSize(560, ROW * self.count())

    def minimumSizeHint(self) -> QSize:
        return QSize(320, ROW * self.count())

    def _parts(self, place: int) -> tuple[QRectF, QRectF, QRectF]:
        width, top = self.width(), place * ROW
        name, bar = width * NAME_SHARE, width * BAR_SHARE
        return (
            QRectF(0, top, name - 12, ROW),
            QRectF(name, top, bar, ROW),
            QRectF(name + bar + 16, top, width - name - bar - 16, ROW),
        )

    def _paint_words(self, painter: QPainter, box: QRectF, words: str, *, muted: bool) -> None:
        now = theme.tokens()
        painter.setPen(theme.colour(now.muted if muted else now.text))
        # Smaller before words are cut off.
        painter.setFont(theme.font())
        fits = painter.fontMetrics().horizontalAdvance(words) <= box.width()
        painter.setFont(theme.font() if fits else theme.font(theme.SMALL_PX))
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


class CertaintyBars(_Rows):
    """How much of the doubt about each parameter is gone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[float, ...] = (0.0,) * len(TUNED_PARAMETERS)

    def count(self) -> int:
        return len(TUNED_PARAMETERS)

    def set_shares(self, shares: Sequence[float]) -> None:
        self._shares = tuple(shares)
        said = [
            f"{parameter_words(name)[0]}: {_share_words(share)}"
            for name, share in zip(TUNED_PARAMETERS, self._shares, strict=True)
        ]
        self.setAccessibleName("; ".join(said))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font())
        now = theme.tokens()
        for place, share in enumerate(self._shares):
            name, bar, word = self._parts(place)
            words = parameter_words(TUNED_PARAMETERS[place])[0]
            self._paint_words(painter, name, words, muted=False)
            groove = QRectF(bar.left(), bar.center().y() - 3, bar.width(), 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(now.line))
            painter.drawRoundedRect(groove, 3, 3)
            groove.setWidth(groove.width() * share)
            painter.setBrush(theme.colour(now.accent))
            painter.drawRoundedRect(groove, 3, 3)
            self._paint_words(painter, word, _share_words(share), muted=True)


class ArmBars(_Rows):
    """Composers, palettes and songs: how much liked, and how sure that is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ArmLine, ...] = ()

    def count(self) -> int:
        return len(self._lines)

    def set_lines(self, lines: Sequence[ArmLine]) -> None:
        self._lines = tuple(lines)
        self.setAccessibleName("; ".join(f"{a.title}: {a.words}" for a in self._lines))
        self.setVisible(bool(self._lines))
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font())
        for place, line in enumerate(self._lines):
            name, bar, word = self._parts(place)
            self._paint_words(painter, name, line.title, muted=False)
            self._paint_interval(painter, bar, line)
            self._paint_words(painter, word, line.words, muted=True)

    def _paint_interval(self, painter: QPainter, box: QRectF, line: ArmLine) -> None:
        """A dot on a scale from disliked to liked, with its 95 % interval."""
        now, y = theme.tokens(), box.center().y()

        def at(value: float) -> float:
            return box.center().x() + max(-1.0, min(1.0, value)) * box.width() / 2

        painter.setPen(QPen(theme.colour(now.line), 2))
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setPen(QPen(theme.colour(now.muted), 1))
        painter.drawLine(QPointF(at(0), y - 7), QPointF(at(0), y + 7))
        half = NORMAL_95 * line.deviation
        pen = QPen(theme.colour(now.accent, 0.5), 4)
        painter.setPen(pen)
        painter.drawLine(QPointF(at(line.mean - half), y), QPointF(at(line.mean + half), y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.accent))
        painter.drawEllipse(QPointF(at(line.mean), y), 5, 5)


class KnownView(QWidget):
    """Everything of how sure the program is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.certainty = text_label("", wrap=True)
        self.bars = CertaintyBars()
        self.arms = ArmBars()
        self._no_arms = text_label(
            self.tr("No composer, instruments or song have been rated yet."), "muted", wrap=True
        )
        self.common = text_label("", wrap=True)
        column = spread(QVBoxLayout(self), spacing=theme.GRID)
        column.addWidget(text_label(self.tr("How sure"), "heading"))
        column.addWidget(self.certainty)
        column.addWidget(self.bars)
        column.addSpacing(theme.GRID)
        column.addWidget(text_label(self.tr("Composers, instruments and songs"), "heading"))
        column.addWidget(self._no_arms)
        column.addWidget(self.arms)
        column.addSpacing(theme.GRID)
        column.addWidget(text_label(self.tr("What comes from other clients"), "heading"))
        column.addWidget(self.common)
        column.addStretch(1)

    def show_tuning(self, content: TuningContent) -> None:
        self.certainty.setText(content.insight.certainty)
        self.bars.set_shares(content.known.by_parameter)
        self._no_arms.setVisible(not content.arms)
        self.arms.set_lines(content.arms)
        self.common.setText(content.insight.common)


def _share_words(share: float) -> str:
    line = translate("Tuning", "{share} %, {word}")
    return line.format(share=round(100 * share), word=known_word(share))
