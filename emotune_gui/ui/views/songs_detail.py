"""One song: what it is, what it expresses, where it came from, and a button to hear it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.song import SongInfo
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.song_words import (
    facts_words,
    label_sentence,
    place_words,
    title_words,
)
from emotune_gui.ui.widgets.affect_grid import AffectGrid
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.panel import Panel, rule
from emotune_gui.ui.widgets.text import ElidedLabel, WrappedLabel, text_label
from emotune_gui.ui.wording import clock_time

WIDTH, NARROW_WIDTH = 320, 288
SETTLED_MS = 500
"""A point that has not moved for so long is meant."""


class SongDetail(Panel):
    play_toggled = Signal(object)
    labelled = Signal(object, object)
    """A SongInfo and the Affect that it is to have."""
    removal_asked = Signal(object)
    edit_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setFixedWidth(WIDTH)
        self._song: SongInfo | None = None
        self._title = ElidedLabel(size_px=theme.BODY_PX + 4, bold=True)
        self._composer = ElidedLabel()
        self._facts = ElidedLabel(size_px=theme.SMALL_PX, muted=True)
        self._play = ActionButton(self.tr("Listen"), "Ctrl+P", Kind.PRIMARY)
        self._play.clicked.connect(lambda: self._told(self.play_toggled))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Heard so far"))
        self._time = text_label("", "small")
        self._grid = AffectGrid(interactive=True, target_word=self.tr("song"))
        self._grid.target_picked.connect(self._moved)
        self._place = text_label("")
        self._label = WrappedLabel(2)
        self._confirm = ActionButton(self.tr("The guess is right"), small=True)
        self._confirm.clicked.connect(self._settled)
        self._licence = WrappedLabel(1)
        self._source = WrappedLabel(2)
        self._edit = ActionButton(self.tr("Edit…"), "F2", small=True)
        self._edit.setAccessibleName(self.tr("Edit title, composer, genre and licence"))
        self._edit.clicked.connect(lambda: self._told(self.edit_asked))
        self._remove = ActionButton(self.tr("Remove"), self.tr("Del"), small=True)
        self._remove.setAccessibleName(self.tr("Remove from the library"))
        self._remove.clicked.connect(lambda: self._told(self.removal_asked))
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED_MS)
        self._settling.timeout.connect(self._settled)
        self._lay_out()
        self.show_song(None)

    def _lay_out(self) -> None:
        for widget in (self._title, self._composer, self._facts):
            self.body.addWidget(widget)
        row = spread(QHBoxLayout())
        row.addWidget(self._play)
        row.addWidget(self._bar, 1)
        row.addWidget(self._time)
        self.body.addLayout(row)
        self.body.addWidget(rule())
        self.body.addWidget(text_label(self.tr("What it expresses"), "heading"))
        self.body.addWidget(self._grid, 1)
        self.body.addWidget(self._place)
        self.body.addWidget(self._label)
        self.body.addWidget(self._confirm)
        self.body.addWidget(rule())
        self.body.addWidget(text_label(self.tr("Licence and source"), "heading"))
        self.body.addWidget(self._licence)
        self.body.addWidget(self._source)
        own = spread(QHBoxLayout())
        own.addWidget(self._edit, 1)
        own.addWidget(self._remove, 1)
        self.body.addLayout(own)

    @property
    def song(self) -> SongInfo | None:
        return self._song

    @property
    def grid(self) -> AffectGrid:
        return self._grid

    def show_song(self, song: SongInfo | None) -> None:
        """A change under way to another song is kept, not lost."""
        if self._settling.isActive() and (song is None or song.id != self._id):
            self._settled()
        self._song = song
        self.setEnabled(song is not None)
        self._title.set_text("" if song is None else song.title)
        self._composer.set_text("" if song is None else song.composer or self.tr("No composer"))
        self._facts.set_text("" if song is None else facts_words(song))
        self._licence.set_text("" if song is None else song.licence)
        self._source.set_text("" if song is None else song.source)
        for button in (self._edit, self._remove):
            button.setVisible(song is not None and not song.bundled)
        self._confirm.setVisible(song is not None and song.automatic)
        self._grid.set_target(None if song is None else song.affect)
        self._place.setText("" if song is None else place_words(song.affect))
        self._label.set_text("" if song is None else label_sentence(song))
        if song is not None:
            self._play.setAccessibleDescription(title_words(song))

    def show_playing(self, *, this: bool, seconds: float = 0.0) -> None:
        words = self.tr("Stop") if this else self.tr("Listen")
        if self._play.text() != words:
            self._play.set_label(words)
        length = 0.0 if self._song is None else self._song.duration_s
        self._bar.setVisible(this)
        self._time.setVisible(this)
        if this:
            self._bar.setRange(0, max(1, round(length * 10)))
            self._bar.setValue(min(self._bar.maximum(), round(seconds * 10)))
            self._time.setText(f"{clock_time(seconds)} / {clock_time(length)}")

    @property
    def _id(self) -> str:
        return "" if self._song is None else self._song.id

    def _told(self, signal: SignalInstance) -> None:
        if self._song is not None:
            signal.emit(self._song)

    def _moved(self, affect: Affect) -> None:
        self._place.setText(place_words(affect))
        self._settling.start()

    def _settled(self) -> None:
        self._settling.stop()
        affect = self._grid.target
        if self._song is not None and affect is not None:
            self.labelled.emit(self._song, affect)
