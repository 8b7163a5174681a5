"""Who makes the music, what it is doing, what comes next, and whose mapping leads it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from emotune_gui.domain.live import MusicState
from emotune_gui.domain.music import MusicParameters
from emotune_gui.ui import theme
from emotune_gui.ui.presenters import live_words
from emotune_gui.ui.presenters.live_mapping import fewer_words
from emotune_gui.ui.presenters.start_music import ComposerChoice
from emotune_gui.ui.views.live_composer import ComposerChooser, SongView
from emotune_gui.ui.views.live_steering import SteeringPanel
from emotune_gui.ui.widgets.meters import BeatDots, PairLabel
from emotune_gui.ui.widgets.text import ElidedLabel, WrappedLabel, text_label

INSTRUMENT_ROWS = 3
STATE_WIDTH = 124
FIXED_HEIGHT = 302
"""Pixels of what always stands there: composer, key, beats and the sliders."""
SONG_HEIGHT, PAIR_HEIGHT, NEXT_HEIGHT, PLACE_HEIGHT, MAPPING_HEIGHT = 96, 23, 23, 23, 38
LINE_HEIGHT = 18


class MusicView(QWidget):
    """The upper part of the music column. Fits `presenters.live_music.ComposerView`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = text_label("", "title")
        self._key = ElidedLabel(size_px=theme.DISPLAY_PX, bold=True)
        self._place = ElidedLabel(size_px=theme.SMALL_PX, muted=True)
        self._beats = BeatDots()
        self.steering = SteeringPanel()
        self._instruments = [PairLabel() for _ in range(2 * INSTRUMENT_ROWS)]
        self._next = ElidedLabel(size_px=theme.SMALL_PX)
        self.composer = ComposerChooser()
        self.song = SongView()
        self._room = 1000
        self._instrument_rows = INSTRUMENT_ROWS
        self._mapping = WrappedLabel(2, shorter=fewer_words)
        self._bar_id: int | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.composer, 1)
        # The longest of its words has room, so that the list beside it stands still.
        self._state.setFixedWidth(STATE_WIDTH)
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._state)
        column.addLayout(head)
        title = QHBoxLayout()
        title.addWidget(self._key, 1)
        title.addWidget(self._beats, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(title)
        column.addWidget(self._place)
        column.addSpacing(4)
        column.addWidget(self.steering)
        for row_index in range(INSTRUMENT_ROWS):
            pair = QHBoxLayout()
            pair.setSpacing(theme.GRID)
            for label in self._instruments[2 * row_index : 2 * row_index + 2]:
                pair.addWidget(label, 1)
            column.addLayout(pair)
        column.addSpacing(4)
        column.addWidget(self._next)
        column.addWidget(self._mapping)
        column.addWidget(self.song)

    def show_music(self, music: MusicState) -> None:
        """Words and meters of the bar being heard; the bar's own texts only when it changes."""
        self._state.setText(live_words.music_state_word(music))
        bar = music.bar
        if bar is None:
            self._show_waiting()
            return
        quiet = music.faded
        self._beats.show_beat(bar.beats, music.beat, quiet=quiet)
        self._next.set_text(self.tr("Next: {0}").format(live_words.next_words(music)))
        if bar.id != self._bar_id:
            self._bar_id = bar.id
            self._key.set_text(live_words.key_words(bar))
            self._show_instruments(bar.parameters)
        self._place.set_text(live_words.place_words(bar))

    def show_mapping(self, words: str) -> None:
        self._mapping.set_text(words)

    def show_composers(self, choices: Sequence[ComposerChoice]) -> None:
        self.composer.show_composers(choices)

    def show_composer(self, name: str) -> None:
        self.composer.show_composer(name)

    def show_song(self, title: str, why: str, *, leaving: bool) -> None:
        self.song.show_song(title, why, leaving=leaving)
        self._make_room()

    def set_room(self, height: int) -> None:
        """Pixels there are for all of it; what can best be done without leaves first."""
        self._room = height
        self._make_room()

    def _make_room(self) -> None:
        song = SONG_HEIGHT if self.song.title else 0
        left = self._room - FIXED_HEIGHT - song
        # Why the music sounds as it does goes before what it is played with.
        self._mapping.setVisible(left >= MAPPING_HEIGHT)
        left -= MAPPING_HEIGHT if left >= MAPPING_HEIGHT else 0
        rows = sum(left >= (row + 1) * PAIR_HEIGHT for row in range(INSTRUMENT_ROWS))
        left -= rows * PAIR_HEIGHT
        for part, height in ((self._next, NEXT_HEIGHT), (self._place, PLACE_HEIGHT)):
            part.setVisible(left >= height)
            left -= height if left >= height else 0
        self._mapping.set_lines(3 if left >= LINE_HEIGHT else 2)
        if rows != self._instrument_rows:
            self._instrument_rows, self._bar_id = rows, None

    def _show_waiting(self) -> None:
        self._bar_id = None
        self._key.set_text("–")
        self._place.set_text(self.tr("The first bar is being written."))
        self._beats.show_beat(4, -1, quiet=True)
        self._next.set_text("")

    def _show_instruments(self, parameters: MusicParameters) -> None:
        words = live_words.instrument_words(parameters)[: 2 * self._instrument_rows]
        for place, label in enumerate(self._instruments):
            shown = words[place] if place < len(words) else None
            label.setVisible(shown is not None)
            if shown is not None:
                label.show_pair(*shown)
