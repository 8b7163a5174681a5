"""A rating round on screen: the therapist's dialog, and the same on the client's own screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from emotune_gui.domain.session import Client
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.rating_round import RatingRoundPresenter, Stage, Task
from emotune_gui.ui.speech import announce
from emotune_gui.ui.ticks import ChoiceDot
from emotune_gui.ui.views.client_notice import GROUND, other_screen
from emotune_gui.ui.views.rating_round_clip import RoundView, join
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import text_label
from emotune_gui.ui.wording import shortened

SIZE = (720, 600)


class ClientRoundScreen(QWidget):
    """The round on the client's own screen: calm, dim, with an end at any time."""

    stop_asked = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("EmoTune: for you"))
        self.setStyleSheet(f"ClientRoundScreen {{ background: {GROUND}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(960, 640)
        self.view = RoundView(theme.DARK)
        self.view.setMaximumWidth(SIZE[0])
        self.stop_button = ActionButton(self.tr("Stop"), "Esc", Kind.STRONG)
        self.stop_button.set_tokens(theme.DARK)
        self.stop_button.clicked.connect(self.stop_asked)
        self.thanks = text_label(self.tr("Thank you."), "display")
        self.thanks.setStyleSheet(f"color: {theme.DARK.text};")
        self.thanks.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.thanks.hide()
        column = spread(QVBoxLayout(self), margin=theme.GRID * 4, spacing=theme.GRID * 2)
        row = spread(QHBoxLayout())
        row.addStretch(1)
        row.addWidget(self.view, 8)
        row.addStretch(1)
        column.addLayout(row, 1)
        column.addWidget(self.thanks, 1)
        column.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignRight)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.stop_asked)

    def show_apart(self, other: QWidget) -> None:
        """Full screen where the therapist's window is not; a plain window on a single monitor."""
        free = other_screen(other)
        if free is None:
            self.show()
        else:
            self.setGeometry(free.geometry())
            self.showFullScreen()

    def show_task(self, task: Task) -> None:
        self.view.show_task(task)

    def show_stage(self, stage: Stage, words: str) -> None:
        self.view.show_stage(stage, words)

    def show_end(self, headline: str, lines: Sequence[str], *, undoable: bool) -> None:
        """What was learned is the therapist's to tell."""
        self.view.hide()
        self.stop_button.hide()
        self.thanks.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)


class RatingRoundDialog(QDialog):
    """From the explanation through the clips to what changed. Esc stops, then closes."""

    changed = Signal()
    """The round is over, or was undone."""

    def __init__(
        self,
        client: Client,
        presenter: RatingRoundPresenter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self.screen_of_client: ClientRoundScreen | None = None
        name = shortened(client.name, 40)
        self.setWindowTitle(self.tr("Rating round: {name}").format(name=name))
        self.resize(*SIZE)
        self.view = RoundView()
        join(self.view, presenter)
        self._pages = QStackedWidget()
        for page in (self._intro(), self.view, self._end()):
            self._pages.addWidget(page)
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3, spacing=theme.GRID * 2)
        column.addWidget(text_label(self.windowTitle(), "title"))
        panel = Panel()
        panel.body.addWidget(self._pages)
        column.addWidget(panel, 1)
        column.addLayout(self._foot())
        presenter.add(self)

    def _intro(self) -> QWidget:
        page = QWidget()
        column = spread(QVBoxLayout(page), spacing=theme.GRID * 2)
        column.addWidget(text_label(self.tr("Twelve short clips"), "display"))
        words = self.tr(
            "Each is about five seconds of music for a mood. Say how well it fits, or which of "
            "two fits better; keys 1 to 5 are enough, and 0 where it cannot be said. It takes less "
            "than four minutes, can be stopped at any time, and what was said until then is kept. "
            "Small changes, other instruments and another composer are tried within the limits, "
            "nothing that rouses where the mood is tense."
        )
        column.addWidget(text_label(words, wrap=True))
        column.addWidget(text_label(self.tr("Who answers here?"), "heading"))
        self.by_client = ChoiceDot(self.tr("The client"))
        self.by_therapist = ChoiceDot(self.tr("The therapist"))
        self.by_client.setChecked(True)
        column.addWidget(self.by_client)
        column.addWidget(self.by_therapist)
        self.problem = text_label("", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        column.addStretch(1)
        self.begin_button = ActionButton(self.tr("Begin"), "Enter", Kind.PRIMARY)
        self.begin_button.clicked.connect(self.begin)
        column.addWidget(self.begin_button, 0, Qt.AlignmentFlag.AlignRight)
        for key in ("Return", "Enter"):
            QShortcut(QKeySequence(key), page).activated.connect(self.begin)
        return page

    def _end(self) -> QWidget:
        page = QWidget()
        column = spread(QVBoxLayout(page), spacing=theme.GRID * 2)
        self.headline = text_label("", wrap=True)
        self.lines = text_label("", "title", wrap=True)
        self.undo_button = ActionButton(self.tr("Undo"), "Ctrl+Z")
        self.undo_button.clicked.connect(self.undo)
        QShortcut(QKeySequence("Ctrl+Z"), page).activated.connect(self.undo)
        column.addWidget(self.headline)
        column.addWidget(self.lines)
        column.addWidget(self.undo_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def _foot(self) -> QHBoxLayout:
        self.screen_button = ActionButton(self.tr("Client's screen"), "C")
        self.screen_button.setCheckable(True)
        self.screen_button.clicked.connect(self.toggle_screen)
        self.stop_button = ActionButton(self.tr("Stop"), "Esc", Kind.STRONG)
        self.stop_button.clicked.connect(self.reject)
        QShortcut(QKeySequence("C"), self).activated.connect(self.toggle_screen)
        row = spread(QHBoxLayout())
        row.addWidget(self.screen_button)
        row.addStretch(1)
        row.addWidget(self.stop_button)
        return row

    # Of the presenter

    def show_task(self, task: Task) -> None:
        self.view.show_task(task)

    def show_stage(self, stage: Stage, words: str) -> None:
        self.view.show_stage(stage, words)
        self._pages.setCurrentIndex({Stage.INTRO: 0, Stage.DONE: 2}.get(stage, 1))
        if stage is Stage.INTRO:
            self.problem.setText(words)
            self.problem.setVisible(bool(words))
            if words:
                self.begin_button.setFocus()
                announce(self, words)
        closing = stage in (Stage.INTRO, Stage.DONE)
        self.stop_button.set_label(self.tr("Close") if closing else self.tr("Stop"))

    def show_end(self, headline: str, lines: Sequence[str], *, undoable: bool) -> None:
        self.headline.setText(headline)
        self.lines.setText("\n".join(f"· {line}" for line in lines))
        self.undo_button.setVisible(undoable)
        self.screen_button.setVisible(self.screen_of_client is not None)
        self.stop_button.setFocus()
        announce(self, " ".join((headline, *lines)))
        self.changed.emit()

    # What a person does

    def begin(self) -> None:
        self.presenter.by = "client" if self.by_client.isChecked() else "therapist"
        self.presenter.begin()

    def undo(self) -> None:
        if self.undo_button.isVisible():
            self.presenter.undo()

    def toggle_screen(self) -> None:
        if self.screen_of_client is not None:
            self.screen_of_client.close()
            return
        if self.presenter.stage is Stage.DONE:
            return
        screen = self.screen_of_client = ClientRoundScreen()
        join(screen.view, self.presenter, by="client")
        screen.stop_asked.connect(self.presenter.stop)
        screen.closed.connect(self._screen_closed)
        self.presenter.add(screen)
        screen.show_apart(self)
        self.screen_button.setChecked(True)

    def _screen_closed(self) -> None:
        screen, self.screen_of_client = self.screen_of_client, None
        self.screen_button.setChecked(False)
        if screen is not None:
            self.presenter.remove(screen)
            screen.deleteLater()

    def reject(self) -> None:
        """The first time the end of the round, then of the dialog."""
        if self.presenter.stage in (Stage.INTRO, Stage.DONE):
            self.done(QDialog.DialogCode.Rejected)
        else:
            self.presenter.stop()

    def done(self, result: int) -> None:
        self.presenter.stop()
        if self.screen_of_client is not None:
            self.screen_of_client.close()
        super().done(result)
