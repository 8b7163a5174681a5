"""The plan's music: who makes it, with which instruments, and a button to hear it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QWidget

from emotune_gui.domain.music import Instrumentation, Palette, Part
from emotune_gui.domain.session import Plan
from emotune_gui.domain.song import SongInfo
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.music_memory import MusicChoice
from emotune_gui.ui.presenters.song_words import SONGS, title_words
from emotune_gui.ui.presenters.start_music import (
    HIGHEST_NOTES,
    LOWEST_NOTES,
    family_words,
    palette_word,
    plan_choices,
    preset_choices,
    programs_of,
)
from emotune_gui.ui.ticks import TickBox
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.combo import ElidedCombo
from emotune_gui.ui.widgets.panel import Panel, rule
from emotune_gui.ui.widgets.text import ElidedLabel, text_label
from emotune_gui.ui.wording import note_word, part_word, shortened, translate

AVOIDABLE = (Part.DRUMS, Part.COUNTER, Part.PAD, Part.BASS)
"""Melody and chords carry the music and stay."""
DEFAULTS = Plan()
LABEL_WIDTH = 88
TELL_MS = 300


class MusicPanel(Panel):
    changed = Signal()
    hear_asked = Signal()
    stop_asked = Signal()
    tell_asked = Signal()
    """While something is heard: say what."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Start", "Music"), parent)
        self._composer = self._combo(self.tr("Made by"))
        self._fill_composers()
        self._song, self._preset = self._combo(self.tr("First song")), self._combo(self.tr("By"))
        self._preset.setAccessibleName(self.tr("Songs are shaped by"))
        for value, words in preset_choices():
            self._preset.addItem(words, value)
        self._palette = self._combo(self.tr("Instruments"))
        for palette in Palette:
            self._palette.addItem(palette_word(palette), palette)
        lowest, highest = self.tr("Lowest note"), self.tr("Highest note")
        self._lowest = self._range(lowest, self.tr("the lowest"), LOWEST_NOTES)
        self._highest = self._range(highest, self.tr("the highest"), HIGHEST_NOTES)
        self._hear = push_button(self.tr("Hear both"))
        self._hear.setAutoDefault(False)
        self._hear.setMinimumWidth(112)
        self._hear.setToolTip(self.tr("A few bars as chosen, then the same by the other composer"))
        self._hear.clicked.connect(self.hear_asked)
        self._heard = ElidedLabel(muted=True)
        self._tell = QTimer(self)
        self._tell.setInterval(TELL_MS)
        self._tell.timeout.connect(self.tell_asked)
        self._lay_out()
        self.show_songs(())
        self._composer.currentIndexChanged.connect(self._composer_changed)
        self._composer_changed()

    def _lay_out(self) -> None:
        grid = self._grid = spread(QGridLayout())
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.addWidget(text_label(self.tr("Made by")), 0, 0)
        grid.addWidget(self._composer, 0, 1)
        hearing = spread(QHBoxLayout())
        hearing.addWidget(self._hear)
        hearing.addWidget(self._heard, 1)
        grid.addLayout(hearing, 1, 1)
        self._of_songs = []
        for row, name, field in (
            (2, self.tr("First song"), self._song),
            (3, self.tr("Shaped by"), self._preset),
        ):
            label = text_label(name)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            self._of_songs += [label, field]
        grid.addWidget(rule(), 4, 0, 1, 2)
        grid.addWidget(text_label(self.tr("Instruments")), 5, 0)
        grid.addWidget(self._palette, 5, 1)
        grid.addWidget(text_label(self.tr("Never use")), 6, 0)
        grid.addWidget(self._families_part(), 6, 1)
        grid.addWidget(text_label(self.tr("Notes")), 7, 0)
        notes = spread(QHBoxLayout())
        notes.addWidget(self._lowest, 1)
        notes.addWidget(text_label(self.tr("to")))
        notes.addWidget(self._highest, 1)
        grid.addLayout(notes, 7, 1)
        grid.addWidget(text_label(self.tr("Without")), 8, 0)
        grid.addLayout(self._avoid_part(), 8, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def _combo(self, name: str) -> ElidedCombo:
        combo = ElidedCombo()
        combo.setAccessibleName(name)
        combo.setMaxVisibleItems(14)
        combo.currentIndexChanged.connect(lambda _: self.changed.emit())
        return combo

    def _fill_composers(self) -> None:
        model = self._composer.model()
        for place, choice in enumerate(plan_choices()):
            self._composer.addItem(choice.words, choice.name)
            if not choice.installed and isinstance(model, QStandardItemModel):
                model.item(place).setEnabled(False)

    def _range(self, name: str, open_end: str, notes: Sequence[int]) -> ElidedCombo:
        combo = self._combo(name)
        for note in notes:
            combo.addItem(open_end if note == notes[0] else note_word(note), note)
        return combo

    def _families_part(self) -> QWidget:
        self._families = push_button("")
        self._families.setAutoDefault(False)
        menu = QMenu(self._families)
        self._family_actions: list[QAction] = []
        for words in family_words():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.toggled.connect(self._families_changed)
            self._family_actions.append(action)
        self._families.setMenu(menu)
        self._show_families()
        return self._families

    def _avoid_part(self) -> QGridLayout:
        boxes = spread(QGridLayout(), spacing=0)
        self._avoid: dict[Part, TickBox] = {}
        for place, part in enumerate(AVOIDABLE):
            box = TickBox(part_word(part))
            box.setAccessibleName(self.tr("Without {part}").format(part=part_word(part)))
            box.toggled.connect(lambda _on: self.changed.emit())
            boxes.addWidget(box, place // 2, place % 2)
            self._avoid[part] = box
        return boxes

    # What is chosen

    @property
    def composer(self) -> str:
        return str(self._composer.currentData())

    @property
    def song_id(self) -> str:
        return str(self._song.currentData() or "") if self.composer == SONGS else ""

    @property
    def preset(self) -> str:
        return str(self._preset.currentData()) if self.composer == SONGS else DEFAULTS.preset

    @property
    def excluded(self) -> tuple[Part, ...]:
        return tuple(part for part, box in self._avoid.items() if box.isChecked())

    @property
    def instrumentation(self) -> Instrumentation:
        return Instrumentation(
            Palette(self._palette.currentData()),
            programs_of(self._chosen_families()),
            int(self._lowest.currentData()),
            int(self._highest.currentData()),
        )

    def choose_composer(self, name: str) -> None:
        self._composer.setCurrentIndex(max(0, self._composer.findData(name)))

    def choose(self, choice: MusicChoice) -> None:
        """Everything but the first song."""
        asked = choice.instrumentation
        self.choose_composer(choice.composer)
        for combo, wanted in (
            (self._preset, choice.preset),
            (self._palette, asked.palette),
            (self._lowest, asked.lowest),
            (self._highest, asked.highest),
        ):
            combo.setCurrentIndex(max(0, combo.findData(wanted)))
        for place in range(len(self._family_actions)):
            self.choose_family(place, programs_of([place]) <= asked.excluded_programs)
        for part, box in self._avoid.items():
            box.setChecked(part in choice.excluded_parts)

    def choose_family(self, place: int, excluded: bool) -> None:
        self._family_actions[place].setChecked(excluded)

    # What the presenters show

    def show_songs(self, songs: Sequence[SongInfo]) -> None:
        before = self._song.currentData()
        self._song.blockSignals(True)
        self._song.clear()
        self._song.addItem(self.tr("Choose for me"), "")
        for song in songs:
            self._song.addItem(shortened(title_words(song), 80), song.id)
        self._song.setCurrentIndex(max(0, self._song.findData(before)))
        self._song.blockSignals(False)

    def show_hearing(self, *, on: bool) -> None:
        self._hear.setText(self.tr("Stop") if on else self.tr("Hear both"))
        if on:
            self._tell.start()
        else:
            self._tell.stop()

    def show_heard(self, sentence: str) -> None:
        self._heard.set_text(sentence)

    def set_hearable(self, on: bool) -> None:
        self._hear.setVisible(on)
        self._heard.setVisible(on)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stop_asked.emit()

    def _composer_changed(self) -> None:
        for widget in self._of_songs:
            widget.setVisible(self.composer == SONGS)
        self.stop_asked.emit()

    def _chosen_families(self) -> tuple[int, ...]:
        return tuple(i for i, action in enumerate(self._family_actions) if action.isChecked())

    def _families_changed(self) -> None:
        self._show_families()
        self.changed.emit()

    def _show_families(self) -> None:
        chosen = [family_words()[place] for place in self._chosen_families()]
        words = ", ".join(chosen) or self.tr("nothing excluded")
        self._families.setText(shortened(words, 36))
        self._families.setToolTip(words)
        self._families.setAccessibleName(self.tr("Never use: {0}").format(words))
