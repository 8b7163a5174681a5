"""One clip's question and its answers, by mouse or keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.engine.rating_round import Answer, Question
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.rating_round import GRADES, RatingRoundPresenter, Stage, Task
from emotune_gui.ui.speech import announce
from emotune_gui.ui.widgets.affect_grid import AffectGrid
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.text import Role, text_label
from emotune_gui.ui.wording import translate

GRID_SIDE = 280


class Steps(QWidget):
    """How far the round is: a mark for every clip, the answered ones filled."""

    def __init__(self, tokens: theme.Tokens | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at, self._of, self._tokens = 0, 10, tokens
        self.setFixedHeight(8)

    def show_step(self, at: int, of: int) -> None:
        self._at, self._of = at, of
        self.setAccessibleName(self.tr("Clip {at} of {of}").format(at=at, of=of))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        now = self._tokens or theme.tokens()
        width = (self.width() + 4) / max(1, self._of)
        for place in range(self._of):
            done = place < self._at
            painter.setBrush(theme.colour(now.accent if done else now.line))
            painter.drawRoundedRect(QRectF(place * width, 1, width - 4, 6), 3, 3)


class FeltGrid(AffectGrid):
    """The affect grid in colours of its own."""

    def __init__(self, tokens: theme.Tokens | None, parent: QWidget | None = None) -> None:
        super().__init__(
            interactive=True, target_word=translate("RatingRound", "here"), parent=parent
        )
        self._own = tokens
        self.setFixedSize(GRID_SIDE, GRID_SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        with theme.painted_in(self._own):
            super().paintEvent(event)


class RoundView(QWidget):
    """One clip's question and its answers, by mouse or keyboard. Fits `RoundView` of the
    presenter. `graded` and `felt` are what was answered."""

    graded = Signal(int)
    felt = Signal(object)
    again = Signal()
    before = Signal()
    cannot_say = Signal()

    def __init__(self, tokens: theme.Tokens | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._task: Task | None = None
        self._focused: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.steps = Steps(tokens)
        self.count = self._label("muted")
        self.title = self._label("display", wrap=True)
        self.state = self._label("body")
        self.grid = FeltGrid(tokens)
        self._answers = QStackedWidget()
        self._answers.addWidget(self._grades_page())
        self._answers.addWidget(self._grid_page())
        self._lay_out()
        self._bind_keys()

    def _label(self, role: Role, *, wrap: bool = False) -> QLabel:
        label = text_label("", role, wrap=wrap)
        if self._tokens is not None:
            ink = self._tokens.muted if role == "muted" else self._tokens.text
            label.setStyleSheet(f"color: {ink};")
        return label

    def _button(self, words: str, key: str = "", kind: Kind = Kind.QUIET) -> ActionButton:
        button = ActionButton(words, key, kind)
        button.set_tokens(self._tokens)
        return button

    def _lay_out(self) -> None:
        self.listen_again = self._button(self.tr("Hear it again"), "R")
        self.listen_again.clicked.connect(self.again)
        column = spread(QVBoxLayout(self), spacing=theme.GRID * 2)
        column.addWidget(self.steps)
        column.addWidget(self.count)
        column.addWidget(self.title)
        column.addWidget(self.state)
        column.addWidget(self._answers, 1)
        self.listen_before = self._button(self.tr("Hear the one before"), "B")
        self.listen_before.clicked.connect(self.before)
        self.nothing = self._button(self.tr("Cannot say"), "0")
        self.nothing.clicked.connect(self.cannot_say)
        row = spread(QHBoxLayout())
        row.addWidget(self.listen_again)
        row.addWidget(self.listen_before)
        row.addStretch(1)
        row.addWidget(self.nothing)
        column.addLayout(row)

    def _grades_page(self) -> QWidget:
        page = QWidget()
        column = spread(QVBoxLayout(page), spacing=theme.GRID)
        self.grades: list[ActionButton] = []
        for grade in GRADES:
            button = self._button("", str(grade))
            button.clicked.connect(partial(self._grade, grade))
            column.addWidget(button)
            self.grades.append(button)
        column.addStretch(1)
        return page

    def _grid_page(self) -> QWidget:
        page = QWidget()
        column = spread(QVBoxLayout(page), spacing=theme.GRID)
        column.addWidget(self.grid, 0, Qt.AlignmentFlag.AlignHCenter)
        self.here = self._button(self.tr("It is here"), "Enter", Kind.PRIMARY)
        self.here.clicked.connect(self._place)
        column.addWidget(self.here, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], None]] = {
            "R": partial(self._press, self.listen_again),
            "B": partial(self._press, self.listen_before),
            "0": partial(self._press, self.nothing),
            **{str(grade): partial(self._grade, grade) for grade in GRADES},
        }
        for key, action in keys.items():
            self._shortcut(key, action)
        for key in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(key), self.grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._place)

    def _shortcut(self, key: str, action: Callable[[], None]) -> None:
        QShortcut(QKeySequence(key), self).activated.connect(action)

    @property
    def task(self) -> Task | None:
        return self._task

    # What is shown

    def show_task(self, task: Task) -> None:
        self._task = task
        self.steps.show_step(task.number, task.of)
        self.count.setText(self.tr("Clip {at} of {of}").format(at=task.number, of=task.of))
        self.title.setText(task.title)
        for button, words in zip(self.grades, task.grades, strict=False):
            button.set_label(words)
        self.listen_before.setVisible(task.compares)
        on_grid = task.question is Question.GRID
        self._answers.setCurrentIndex(1 if on_grid else 0)
        if on_grid:
            self.grid.set_target(NEUTRAL_AFFECT)
            self.grid.setFocus()
        announce(self, task.title)

    def show_stage(self, stage: Stage, words: str) -> None:
        self.state.setText(words)
        answering = stage in (Stage.HEARING, Stage.ASKING)
        before = self.nothing.isEnabled()
        if before and not answering:
            self._hold_focus()
        asked = (*self.grades, self.here, self.grid, self.nothing)
        for button in (*asked, self.listen_again, self.listen_before):
            button.setEnabled(answering)
        if answering and not before:
            self._give_focus()

    def _hold_focus(self) -> None:
        """A button that is switched off would hand the focus on, and to Stop in the end."""
        focused = self.focusWidget()
        if focused is not None and focused.hasFocus():
            self._focused = focused
            self.setFocus()

    def _give_focus(self) -> None:
        """To where it was; to the grid where that is asked for, which takes keys of its own."""
        if self._answers.currentIndex() == 1:
            self.grid.setFocus()
        elif self.hasFocus():
            (self._focused or self.grades[0]).setFocus()

    def show_end(self, headline: str, lines: Sequence[str], *, undoable: bool) -> None:
        """Shown by whoever holds this view."""

    # What a person does

    def _grade(self, grade: int, _checked: bool = False) -> None:
        if self.grades[0].isEnabled() and self._answers.currentIndex() == 0:
            self.graded.emit(grade)

    def _place(self, _checked: bool = False) -> None:
        if self.here.isEnabled() and self._answers.currentIndex() == 1:
            self.felt.emit(self.grid.target or NEUTRAL_AFFECT)

    def _press(self, button: ActionButton) -> None:
        if button.isVisible() and button.isEnabled():
            button.click()


def join(view: RoundView, presenter: RatingRoundPresenter, by: str = "") -> None:
    """Answers of this view to the presenter."""

    def felt(affect: Affect) -> None:
        presenter.answer(Answer(felt=affect), by)

    view.graded.connect(lambda grade: presenter.answer_grade(grade, by))
    view.felt.connect(felt)
    view.again.connect(presenter.again)
    view.before.connect(presenter.hear_before)
    view.cannot_say.connect(lambda: presenter.cannot_say(by))
