"""Consent: each purpose with its text, who took it and when, and what taking it back would do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from emotune_gui.domain.filming import RECORDABLE
from emotune_gui.domain.session import Client, ConsentRecord, Purpose, Withdrawal
from emotune_gui.ui import theme
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.page import spread
from emotune_gui.ui.presenters.consents import (
    LONGEST_TAKER,
    ConsentPresenter,
    ConsentState,
    history_line,
    state_words,
)
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.sentences import sentences
from emotune_gui.ui.ticks import TickBox
from emotune_gui.ui.views.clients_dialogs import push_button
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.panel import Panel, rule
from emotune_gui.ui.widgets.text import ElidedLabel, text_label
from emotune_gui.ui.wording import purpose_words, translate

SIZE = (720, 700)


class PurposeRow(QWidget):
    """A purpose, how it stands, and the one thing that can be done about it."""

    give = Signal(object)
    withdraw = Signal(object)

    def __init__(self, purpose: Purpose, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._purpose, self._given = purpose, False
        self.title, meaning = purpose_words(purpose)
        self._state = text_label("", "muted", wrap=True)
        self.button = ActionButton(self.tr("Give"), small=True)
        self.button.clicked.connect(self._pressed)
        words = spread(QVBoxLayout(), spacing=2)
        words.addWidget(text_label(self.title, "title"))
        words.addWidget(text_label(meaning, "small", wrap=True))
        words.addWidget(self._state)
        row = spread(QHBoxLayout(self), spacing=theme.GRID * 2)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def said(self) -> str:
        return self._state.text()

    def show_state(self, state: ConsentState) -> None:
        self._given = state.given
        self._state.setText(("✓ " if state.given else "") + state_words(state, datetime.now(UTC)))
        self._state.setProperty("role", "body" if state.given else "muted")
        self._state.style().polish(self._state)
        give, withdraw = self.tr("Give"), self.tr("Withdraw…")
        self.button.set_label(withdraw if state.given else give)
        line = self.tr("{action}: {purpose}")
        name = line.format(action=self.button.text(), purpose=self.title)
        self.button.setAccessibleName(name)

    def _pressed(self) -> None:
        (self.withdraw if self._given else self.give).emit(self._purpose)


class ConsentDialog(QDialog):
    changed = Signal()
    """Something was given or withdrawn."""

    def __init__(
        self, open_store: OpenStore, tasks: Tasks, client: Client, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Clients", "Consent"))
        self.resize(*SIZE)
        self.presenter = ConsentPresenter(self, open_store, tasks, client)
        self._rows = {purpose: PurposeRow(purpose) for purpose in Purpose}
        self._asked: Purpose | None = None
        self._by = QLineEdit()
        self._by.setMaxLength(LONGEST_TAKER)
        self._by.setAccessibleName(self.tr("Who takes it"))
        self._by.setPlaceholderText(self.tr("Who takes it: your name or initials"))
        self._history = text_label("", wrap=True)
        self._said = text_label("", "muted", wrap=True)
        self._stack = QStackedWidget()
        column = spread(QVBoxLayout(self), margin=theme.GRID * 3)
        column.addWidget(text_label(self.windowTitle(), "display"))
        column.addWidget(ElidedLabel(client.name, muted=True))
        column.addWidget(self._by)
        for part in (self._rows_part(), self._question_part(), self._history_part()):
            self._stack.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(self._said)
        column.addLayout(self._foot())
        self.show_rows()
        self.presenter.refresh()

    def _rows_part(self) -> QWidget:
        panel = Panel()
        for place, row in enumerate(self._rows.values()):
            if place:
                panel.body.addWidget(rule())
            row.give.connect(lambda purpose: self.presenter.give(purpose, self._by.text()))
            row.withdraw.connect(self.presenter.ask_withdrawal)
            panel.body.addWidget(row)
        panel.body.addStretch(1)
        return _scrolled(panel)

    def _question_part(self) -> QWidget:
        panel = Panel()
        self._question = text_label("", "title", wrap=True)
        self._follows = text_label("", wrap=True)
        self._erase = TickBox(self.tr("Also erase the emotion curves of all earlier sessions"))
        self._sure = push_button(self.tr("Withdraw"), "primary")
        self._sure.clicked.connect(self._withdraw)
        self._keep = push_button(self.tr("Keep the consent"))
        self._keep.clicked.connect(self.show_rows)
        row = spread(QHBoxLayout())
        row.addStretch(1)
        row.addWidget(self._keep)
        row.addWidget(self._sure)
        panel.body.addWidget(self._question)
        panel.body.addWidget(self._follows)
        panel.body.addWidget(self._erase)
        panel.body.addLayout(row)
        panel.body.addStretch(1)
        return panel

    def _history_part(self) -> QWidget:
        panel = Panel(self.tr("History, newest first"))
        panel.body.addWidget(self._history)
        panel.body.addStretch(1)
        return _scrolled(panel)

    def _foot(self) -> QHBoxLayout:
        self._turn = push_button(self.tr("History"))
        self._turn.clicked.connect(self._turn_over)
        close = push_button(self.tr("Close"))
        close.clicked.connect(self.accept)
        foot = spread(QHBoxLayout())
        foot.addWidget(self._turn)
        foot.addStretch(1)
        foot.addWidget(close)
        return foot

    @property
    def rows(self) -> dict[Purpose, PurposeRow]:
        return self._rows

    @property
    def asked(self) -> Purpose | None:
        """The purpose whose withdrawal is being asked about."""
        return self._asked

    @property
    def follows(self) -> str:
        return self._follows.text()

    @property
    def history_text(self) -> str:
        return self._history.text()

    def show_rows(self) -> None:
        self._asked = None
        self._stack.setCurrentIndex(0)
        self._turn.setText(self.tr("History"))
        self._turn.setVisible(True)

    def show_history(self) -> None:
        self._stack.setCurrentIndex(2)
        self._turn.setText(self.tr("Back to the consents"))

    def _turn_over(self) -> None:
        if self._stack.currentIndex() == 0:
            self.show_history()
        else:
            self.show_rows()

    def _withdraw(self) -> None:
        if self._asked is not None:
            erase = not self._erase.isHidden() and self._erase.isChecked()
            self.presenter.withdraw(self._asked, self._by.text(), erase=erase)

    # What the presenter shows

    def show_consents(
        self, states: Sequence[ConsentState], history: Sequence[ConsentRecord]
    ) -> None:
        for state in states:
            self._rows[state.purpose].show_state(state)
        now = datetime.now(UTC)
        lines = [history_line(record, now) for record in history]
        self._history.setText("\n".join(lines) or self.tr("No consent was ever given."))

    def show_consequences(self, withdrawal: Withdrawal) -> None:
        self._asked = withdrawal.purpose
        title = purpose_words(withdrawal.purpose)[0]
        line = self.tr("Withdraw “{purpose}”? From now on it does not happen any more.")
        self._question.setText(line.format(purpose=title))
        said = []
        if withdrawal.deleted:
            deleted = sentences(withdrawal.deleted)
            said += [self.tr("Deleted at once:"), *(f"•  {line}" for line in deleted)]
        else:
            said.append(self.tr("Nothing is deleted."))
        if withdrawal.remains:
            said += [
                "",
                self.tr("Stays:"),
                *(f"•  {line}" for line in sentences(withdrawal.remains)),
            ]
        self._follows.setText("\n".join(said))
        self._erase.setChecked(False)
        recorded = withdrawal.purpose in RECORDABLE
        self._erase.setVisible(recorded or withdrawal.purpose is Purpose.STORE_FEATURES)
        curves = self.tr("Also erase the emotion curves of all earlier sessions")
        films = self.tr("Also delete what was recorded in all earlier sessions")
        self._erase.setText(films if recorded else curves)
        self._stack.setCurrentIndex(1)
        self._turn.setVisible(False)
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        self._say(sentence, alert=True)

    def show_done(self, sentence: str) -> None:
        self.show_rows()
        self._say(sentence)
        self.changed.emit()

    def _say(self, sentence: str, *, alert: bool = False) -> None:
        self._said.setProperty("role", "alert" if alert else "muted")
        self._said.style().polish(self._said)
        self._said.setText(sentence)


def _scrolled(panel: Panel) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(panel)
    return area
