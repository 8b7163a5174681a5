"""One recording: what it looks like, what was found, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from emotune_gui.domain.emotion import EMOTIONS, SHOWN_BY_DEFAULT, Emotion, EmotionProbabilities
from emotune_gui.engine.analysing.values import FileResult, FileState, Kind
from emotune_gui.engine.bulk.batches import Row
from emotune_gui.engine.bulk.preview import Preview
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters import recordings_words as words
from emotune_gui.ui.presenters.recordings import AGAIN, UNDONE
from emotune_gui.ui.views.review_film import FilmPicture
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.buttons import Kind as ButtonKind
from emotune_gui.ui.widgets.emotion_bars import EmotionBars
from emotune_gui.ui.widgets.panel import Panel, rule
from emotune_gui.ui.widgets.text import ElidedLabel, WrappedLabel, text_label
from emotune_gui.ui.wording import translate

WIDTH, NARROW_WIDTH = 320, 272
PICTURE_HEIGHT = 168
MOST_BARS = 5
USUAL_ORDER = (*SHOWN_BY_DEFAULT, *(e for e in EMOTIONS if e not in SHOWN_BY_DEFAULT))
WHY_LINES = 4


class RecordingDetail(Panel):
    open_asked = Signal(object)
    music_asked = Signal(object)
    picture_asked = Signal(object)
    folder_asked = Signal(object)
    cancel_asked = Signal()
    retry_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setFixedWidth(WIDTH)
        self._row: Row | None = None
        self._name = ElidedLabel(size_px=theme.BODY_PX + 4, bold=True)
        self._place = ElidedLabel(size_px=theme.SMALL_PX, muted=True)
        self._client = ElidedLabel()
        self._why = WrappedLabel(WHY_LINES)
        self.picture = FilmPicture()
        self.picture.setAccessibleName(self.tr("A picture of the recording"))
        self.picture.setFixedHeight(PICTURE_HEIGHT)
        self._bars_title = text_label(self.tr("Share of the time believed"), "heading")
        self._bars = EmotionBars()
        self._facts = text_label("", "small", wrap=True)
        self._open = ActionButton(self.tr("Open in Review"), "⏎", ButtonKind.PRIMARY)
        self._music = ActionButton(self.tr("Music…"), "Ctrl+E")
        self._music.setAccessibleName(self.tr("The music that would have been played"))
        self._picture = ActionButton(self.tr("Picture"), "Ctrl+E")
        self._picture.setAccessibleName(self.tr("Open the picture"))
        self._folder = ActionButton(self.tr("Files"), "Ctrl+D")
        self._folder.setAccessibleName(self.tr("Show the folder of the results"))
        self._cancel = ActionButton(self.tr("Cancel"), self.tr("Del"))
        self._cancel.setAccessibleName(self.tr("Do not analyse this recording"))
        self._retry = ActionButton(self.tr("Try again"), "Ctrl+R")
        self._connect()
        self._lay_out()
        self.show_row(None)

    def _connect(self) -> None:
        for button, signal in (
            (self._open, self.open_asked),
            (self._music, self.music_asked),
            (self._picture, self.picture_asked),
            (self._folder, self.folder_asked),
        ):
            button.clicked.connect(lambda _=False, wanted=signal: self._told(wanted))
        self._cancel.clicked.connect(self.cancel_asked)
        self._retry.clicked.connect(self.retry_asked)

    def _lay_out(self) -> None:
        for widget in (self._name, self._client, self._place, self.picture, self._why):
            self.body.addWidget(widget)
        self.body.addWidget(self._bars_title)
        self.body.addWidget(self._bars, 1)
        self.body.addWidget(self._facts)
        self._stretch = QWidget()
        self.body.addWidget(self._stretch, 1)
        self.body.addWidget(rule())
        column, row = spread(QVBoxLayout()), spread(QHBoxLayout())
        for button in (self._open, self._cancel, self._retry):
            column.addWidget(button)
        for button in (self._music, self._picture, self._folder):
            row.addWidget(button, 1)
        column.addLayout(row)
        self.body.addLayout(column)

    @property
    def row(self) -> Row | None:
        return self._row

    @property
    def why(self) -> str:
        return self._why.text

    def show_row(self, row: Row | None) -> None:
        self._row = row
        result = None if row is None else row.file.result
        self._name.set_text("" if row is None else words.name_word(row))
        self._place.set_text("" if row is None else words.folder_word(row.file.path))
        self._show_client(row)
        why = "" if row is None else words.why_words(row)
        self._why.set_text(why, alert=row is not None and row.file.state is FileState.FAILED)
        self._why.setVisible(bool(why))
        self._show_result(result)
        self._show_buttons(row, result)

    def _show_client(self, row: Row | None) -> None:
        there = row is not None and row.client_id is not None
        self._client.set_text(words.client_word(row) if there and row is not None else "")
        self._client.setVisible(there)

    def _show_result(self, result: FileResult | None) -> None:
        shares = None if result is None else words.shares(result)
        self.picture.setVisible(result is not None and result.kind is not Kind.SOUND)
        self._facts.setVisible(result is not None)
        self._facts.setText("" if result is None else words.facts_words(result))
        self._show_shares(shares, result)

    def _show_shares(self, shares: EmotionProbabilities | None, result: FileResult | None) -> None:
        for widget in (self._bars_title, self._bars):
            widget.setVisible(shares is not None)
        self._stretch.setVisible(shares is None)
        if shares is None or result is None:
            return
        label = result.summary.get("label")
        ranked = sorted(EMOTIONS, key=lambda emotion: -shares[emotion])[:MOST_BARS]
        self._bars.set_shown([emotion for emotion in USUAL_ORDER if emotion in ranked])
        self._bars.set_values(shares, 1.0, Emotion(label) if label else ranked[0])
        photo = result.kind is Kind.PHOTO
        self._bars_title.setText(
            translate("Recordings", "Believed") if photo else self.tr("Share of the time believed")
        )

    def _show_buttons(self, row: Row | None, result: FileResult | None) -> None:
        photo = result is not None and result.kind is Kind.PHOTO
        self._open.setVisible(result is not None)
        self._music.setVisible(result is not None and not photo)
        self._picture.setVisible(photo)
        self._folder.setVisible(result is not None)
        state = None if row is None else row.file.state
        self._cancel.setVisible(state in UNDONE)
        self._retry.setVisible(state in AGAIN)

    def show_preview(self, seen: Preview) -> None:
        """What was looked up of the row that is shown."""
        self.picture.show_picture(seen.image)
        result = None if self._row is None else self._row.file.result
        if seen.believed is not None and result is not None:
            self._show_shares(seen.believed, result)

    def _told(self, signal: SignalInstance) -> None:
        if self._row is not None:
            signal.emit(self._row)
