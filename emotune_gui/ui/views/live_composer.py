"""Who makes the music now, to be changed; with songs: which, why, and away with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from emotune_gui.ui import theme
from emotune_gui.ui.presenters.song_words import composer_listed
from emotune_gui.ui.presenters.start_music import ComposerChoice
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.combo import ElidedCombo
from emotune_gui.ui.widgets.text import ElidedLabel, WrappedLabel

CHOOSE_KEY, SKIP_KEY, BAN_KEY = "P", "S", "B"


class ComposerChooser(ElidedCombo):
    """`chosen` by the therapist only, never by what is shown."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Who makes the music (P)"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("role", "small")
        self.activated.connect(lambda _: self.chosen.emit(str(self.currentData())))

    def show_composers(self, choices: Sequence[ComposerChoice]) -> None:
        self.clear()
        model = self.model()
        for place, choice in enumerate(choices):
            self.addItem(composer_listed(choice.name), choice.name)
            self.setItemData(place, choice.words, Qt.ItemDataRole.ToolTipRole)
            self.setItemData(place, choice.words, Qt.ItemDataRole.AccessibleTextRole)
            if not choice.installed and isinstance(model, QStandardItemModel):
                model.item(place).setEnabled(False)

    def show_composer(self, name: str) -> None:
        place = self.findData(name)
        if place >= 0 and place != self.currentIndex() and not self.view().isVisible():
            self.setCurrentIndex(place)


class SongView(QWidget):
    """The song being shaped; hidden while a composer writes."""

    skip_asked = Signal()
    ban_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(bold=True)
        self._why = WrappedLabel(2)
        self._skip = ActionButton(self.tr("Skip"), SKIP_KEY, small=True)
        self._ban = ActionButton(self.tr("Not this one again"), BAN_KEY, small=True)
        self._skip.clicked.connect(self.skip_asked)
        self._ban.clicked.connect(self.ban_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._why)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(self._skip)
        row.addWidget(self._ban, 1)
        column.addLayout(row)
        self.hide()

    @property
    def title(self) -> str:
        return self._title.text

    @property
    def why(self) -> str:
        return self._why.text

    @property
    def buttons(self) -> tuple[ActionButton, ActionButton]:
        """Skip and ban."""
        return self._skip, self._ban

    def show_song(self, title: str, why: str, *, leaving: bool) -> None:
        self.setVisible(bool(title))
        self._title.set_text(title)
        self._why.set_text(why)
        for button in self.buttons:
            button.setEnabled(not leaving)
