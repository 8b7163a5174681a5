"""Below the time axis: play and pause, from mark to mark, and which lanes there are."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from emotune_gui.ui.page import spread
from emotune_gui.ui.plots.review_all import ALWAYS, lane_words
from emotune_gui.ui.plots.review_timeline import ReviewTimeline
from emotune_gui.ui.presenters.review import ReviewPresenter
from emotune_gui.ui.presenters.review_data import ReviewData
from emotune_gui.ui.widgets.buttons import ActionButton, Kind

FRAME_MS = 16


class ReviewTransport(QWidget):
    """While it plays, a timer asks the presenter each frame where it is heard."""

    def __init__(
        self, presenter: ReviewPresenter, timeline: ReviewTimeline, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._timeline = timeline
        space = self.tr("Space")
        self.play = ActionButton(self.tr("Play"), space, Kind.PRIMARY)
        self.play.clicked.connect(presenter.toggle_playing)
        self._previous = ActionButton("‹", "⇧M")
        self._previous.setAccessibleName(self.tr("Previous mark"))
        self._previous.setToolTip(self.tr("Previous mark (Shift+M)"))
        self._previous.clicked.connect(presenter.previous_mark)
        self._next = ActionButton("›", "M")
        self._next.setAccessibleName(self.tr("Next mark"))
        self._next.setToolTip(self.tr("Next mark (M)"))
        self._next.clicked.connect(presenter.next_mark)
        row = spread(QHBoxLayout(self))
        self.buttons = (self.play, self._previous, self._next)
        for button in self.buttons:
            row.addWidget(button)
        self.set_keys_shown(True)
        self._frames = QTimer(self)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.setInterval(FRAME_MS)
        self._frames.timeout.connect(presenter.playing.tick)

    def set_keys_shown(self, shown: bool) -> None:
        for button in self.buttons:
            button.set_key_shown(shown)
        self.play.setMinimumWidth(self.width_of(self.play, keys=shown))

    def width_of(self, button: ActionButton, *, keys: bool) -> int:
        """Pixels that a button needs; this one's room is that of the longer of its two words."""
        if button is not self.play:
            return button.width_for(button.text(), key=keys)
        words = (self.tr("Play"), self.tr("Pause"))
        return max(button.width_for(word, key=keys) for word in words)

    def show_session(self, data: ReviewData) -> None:
        for button in (self._previous, self._next):
            button.setEnabled(bool(data.jump_times))

    def show_playable(self, playable: bool, reason: str) -> None:
        self.play.setEnabled(playable)
        self.play.setToolTip(reason or self.tr("Play the session's music (Space)"))

    def show_playing(self, playing: bool) -> None:
        word = self.tr("Pause") if playing else self.tr("Play")
        self.play.set_label(word, self.tr("Space"))
        if playing:
            self._frames.start()
        else:
            self._frames.stop()

    def follow_cursor(self, t: float) -> None:
        self._timeline.set_cursor_time(t)
        self._timeline.follow(t)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the list: nobody sees where it is."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._presenter.playing.pause()


class LaneButton(ActionButton):
    """Opens a menu in which lanes are ticked."""

    wanted_changed = Signal(list)

    def __init__(self, timeline: ReviewTimeline, parent: QWidget | None = None) -> None:
        super().__init__("", "L", parent=parent)
        self.set_label(self.tr("Lanes"))
        self._menu = QMenu(self)
        self._menu.setAccessibleName(self.tr("Lanes that are shown"))
        wanted = timeline.wanted_lanes
        for lane in timeline.lanes:
            if lane.name == ALWAYS:
                continue
            action = self._menu.addAction(lane_words(lane.name))
            action.setData(lane.name)
            action.setCheckable(True)
            action.setChecked(lane.name in wanted)
            action.toggled.connect(self._changed)
        self.clicked.connect(self.open_menu)

    @property
    def wanted(self) -> list[str]:
        return [str(a.data()) for a in self._menu.actions() if a.isChecked()]

    def set_wanted(self, names: list[str]) -> None:
        """As it was left last time."""
        self._menu.blockSignals(True)
        for action in self._menu.actions():
            action.blockSignals(True)
            action.setChecked(str(action.data()) in names)
            action.blockSignals(False)
        self._menu.blockSignals(False)
        self.wanted_changed.emit(self.wanted)

    def open_menu(self) -> None:
        above = QPoint(0, -self._menu.sizeHint().height())
        self._menu.popup(self.mapToGlobal(above))

    def _changed(self) -> None:
        self.wanted_changed.emit(self.wanted)
