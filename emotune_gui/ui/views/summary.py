"""The end of a session: what it was in a few figures, and what was learned, with undo."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.session import SessionSummary
from emotune_gui.ui import theme
from emotune_gui.ui.page import FittedDialog, spread
from emotune_gui.ui.presenters.review_summary import percent, reader_words, signed
from emotune_gui.ui.sentences import sentences
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.views.review_panel import NamedBars
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import ElidedLabel, text_label
from emotune_gui.ui.wording import affect_word, clock_time, length_words

WIDTH = 640


class SummaryDialog(FittedDialog):
    """Closes on Done; `review_wanted` carries the session id, `undo_wanted` nothing."""

    review_wanted = Signal(int)
    undo_wanted = Signal()

    def __init__(
        self, client_name: str, summary: SessionSummary, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._summary = summary
        self.setWindowTitle(self.tr("The session has ended"))
        self.setFixedWidth(WIDTH)
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "display"))
        words = self.tr("{client}, {length}; it is saved.")
        length = length_words(summary.duration_s)
        column.addWidget(ElidedLabel(words.format(client=client_name, length=length), muted=True))
        read_by = self._reader_words()
        if read_by:
            column.addWidget(text_label(read_by, "small", wrap=True))
        column.addWidget(self._figures())
        if summary.seconds_by_emotion:
            column.addWidget(self._emotions())
        column.addWidget(self._learned())
        column.addLayout(self._buttons())

    def _reader_words(self) -> str:
        summary = self._summary
        neutrals = () if summary.neutral_version is None else (summary.neutral_version,)
        words = reader_words(summary.recogniser, neutrals)
        return f"{words}." if words else ""

    def _figures(self) -> Panel:
        panel = Panel()
        grid = spread(QGridLayout(), spacing=theme.GRID // 2)
        grid.setHorizontalSpacing(theme.GRID * 3)
        for place, (figure, words) in enumerate(self._figure_words()):
            grid.addWidget(text_label(figure, "display"), 0, place)
            label = text_label(words, "small", wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, 1, place)
            grid.setColumnStretch(place, 1)
        panel.body.addLayout(grid)
        return panel

    def _figure_words(self) -> list[tuple[str, str]]:
        summary = self._summary
        affect = summary.mean_affect
        figures = [
            (
                percent(summary.face_share),
                self.tr("of the time a face was seen"),
            ),
            (str(summary.bars), self.tr("bars of music")),
            (str(summary.ratings), self.tr("ratings")),
        ]
        if summary.speech_s > 0:
            figures.insert(1, (length_words(summary.speech_s), self.tr("of speech heard")))
        if affect is not None:
            words = self.tr("on average ({v}, {a})").format(
                v=signed(affect.valence), a=signed(affect.arousal)
            )
            figures.insert(0, (affect_word(affect), words))
        return figures

    def _emotions(self) -> Panel:
        panel = Panel(self.tr("Time by emotion"))
        seconds = {Emotion(name): s for name, s in self._summary.seconds_by_emotion.items()}
        total = sum(seconds.values()) or 1.0
        rows = sorted(seconds.items(), key=lambda row: -row[1])
        bars = NamedBars()
        bars.set_rows([(e, s / total, clock_time(s)) for e, s in rows if s >= 1])
        panel.body.addWidget(bars)
        return panel

    def _learned(self) -> Panel:
        panel = Panel(self.tr("What the mapping learned"))
        lines = self._summary.learned
        if not lines:
            nothing = self.tr("Nothing: no rating changed how the music answers.")
            panel.body.addWidget(text_label(nothing, "muted", wrap=True))
            return panel
        row = spread(QHBoxLayout(), spacing=theme.GRID * 2)
        self._lesson = text_label("\n".join(sentences(lines)), wrap=True)
        row.addWidget(self._lesson, 1)
        self._undo = push_button(self.tr("Undo"))
        self._undo.setAccessibleName(self.tr("Undo what the mapping learned"))
        self._undo.clicked.connect(self._undo_pressed)
        row.addWidget(self._undo)
        panel.body.addLayout(row)
        return panel

    def _undo_pressed(self) -> None:
        self._undo.setEnabled(False)
        self.undo_wanted.emit()

    def show_undone(self) -> None:
        """Called when the undo has been stored."""
        self._lesson.setText(self.tr("Undone: the mapping is as it was before."))
        self._undo.hide()

    def show_undo_failed(self, sentence: str) -> None:
        self._lesson.setText(sentence)
        self._undo.setEnabled(True)

    def _buttons(self) -> QHBoxLayout:
        review = push_button(self.tr("Review it"))
        review.clicked.connect(self._review_pressed)
        done = push_button(self.tr("Done"), "primary")
        done.clicked.connect(self.accept)
        row = spread(QHBoxLayout())
        row.addStretch(1)
        row.addWidget(review)
        row.addWidget(done)
        return row

    def _review_pressed(self) -> None:
        self.accept()
        self.review_wanted.emit(self._summary.session_id)
