"""The row of controls at the foot of the live page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.widgets.buttons import ActionButton, Kind

MAX_NOTE_LENGTH = 2000
FADE_WIDTH = 208


class TransportView(QWidget):
    """Hold, softer, louder, markers, a note, and the fade to silence."""

    hold_toggled = Signal(bool)
    softer_asked = Signal()
    louder_asked = Signal()
    fade_asked = Signal()
    resume_asked = Signal()
    marker_set = Signal(str)
    note_written = Signal(str)

    def __init__(self, markers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faded = False
        self._digits_taken = False
        self._hold = ActionButton(self.tr("Hold"), "H")
        self._hold.setCheckable(True)
        self._hold.clicked.connect(self.hold_toggled)
        self._fade = ActionButton(self.tr("FADE TO SILENCE"), "Esc", Kind.STRONG)
        self._fade.setMinimumWidth(FADE_WIDTH)
        self._fade.clicked.connect(self._fade_pressed)
        self._note = QLineEdit()
        self._note.setMaxLength(MAX_NOTE_LENGTH)
        self._note.setToolTip(self.tr("Note, saved with Enter (N)"))
        self._note.setAccessibleName(self.tr("Note"))
        self._note.setMinimumWidth(96)
        self._note.returnPressed.connect(self._note_entered)
        self._markers = [
            self._marker(position, label) for position, label in enumerate(markers, start=1)
        ]
        self._lay_out()
        self.set_keys_shown(True)

    def _marker(self, position: int, label: str) -> ActionButton:
        button = ActionButton(label, str(position))
        button.setAccessibleName(self.tr("Marker: {0}").format(label))
        button.clicked.connect(lambda: self.marker_set.emit(label))
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        self.softer, self.louder = ActionButton("", "−"), ActionButton("", "+")
        self.softer.clicked.connect(self.softer_asked)
        self.louder.clicked.connect(self.louder_asked)
        for button in (self._hold, self.softer, self.louder):
            row.addWidget(button)
        row.addSpacing(theme.GRID)
        self._marker_row = QHBoxLayout()
        self._marker_row.setSpacing(theme.GRID)
        for button in self._markers:
            self._marker_row.addWidget(button)
        row.addLayout(self._marker_row)
        row.addWidget(self._note, 1)
        row.addSpacing(theme.GRID)
        row.addWidget(self._fade)

    def set_markers(self, markers: Sequence[str]) -> None:
        for button in self._markers:
            button.hide()
            button.deleteLater()
        shown = self._hold.key != ""
        self._markers = [self._marker(place, label) for place, label in enumerate(markers, start=1)]
        for button in self._markers:
            button.set_key_shown(shown)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._marker_row.addWidget(button)

    def _fade_pressed(self) -> None:
        (self.resume_asked if self._faded else self.fade_asked).emit()

    def _note_entered(self) -> None:
        text = self._note.text().strip()
        if text:
            self.note_written.emit(text)
        self._note.clear()

    def focus_note(self) -> None:
        self._note.setFocus()

    def show_music(self, *, held: bool, faded: bool) -> None:
        """What the engine says, so that the buttons never claim what is not so."""
        if self._hold.isChecked() != held:
            self._hold.setChecked(held)
        if faded == self._faded:
            return
        self._faded = faded
        if faded:
            self._fade.set_label(self.tr("RESUME MUSIC"), "R")
        else:
            self._fade.set_label(self.tr("FADE TO SILENCE"), "Esc")

    def show_digits_taken(self, taken: bool) -> None:
        """While digits choose a face, the markers do not claim them."""
        if taken == self._digits_taken:
            return
        self._digits_taken = taken
        for position, button in enumerate(self._markers, start=1):
            button.set_label(button.text(), "" if taken else str(position))
            button.setAccessibleName(self.tr("Marker: {0}").format(button.text()))

    def set_keys_shown(self, shown: bool) -> None:
        """Leave the key hints to the tool tips in a narrow window; Esc is always shown."""
        for button in self.findChildren(ActionButton):
            button.set_key_shown(shown or button is self._fade)
        # The signs alone say enough, and leave the markers their words.
        words = ((self.softer, self.tr("Softer"), "−"), (self.louder, self.tr("Louder"), "+"))
        for button, word, sign in words:
            button.set_label(word)
            button.setText(word if shown else sign)
            button.setAccessibleName(word)
        self._fade.setMinimumWidth(FADE_WIDTH if shown else 0)
        long, short = self.tr("Note, saved with Enter (N)"), self.tr("Note (N)")
        self._note.setPlaceholderText(long if shown else short)

    @property
    def hold_button(self) -> ActionButton:
        return self._hold

    @property
    def fade_button(self) -> ActionButton:
        return self._fade

    @property
    def note_field(self) -> QLineEdit:
        return self._note
