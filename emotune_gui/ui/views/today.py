"""Today: who comes, what was interrupted, what was lately, and the way to a session."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from emotune_gui.domain.review import UnfinishedNote
from emotune_gui.domain.session import Client, SessionInfo
from emotune_gui.ui import theme
from emotune_gui.ui.background import PoolTasks, Tasks
from emotune_gui.ui.page import Page, spread
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.presenters.today import Prompt, PromptKind, TodayContent, TodayPresenter
from emotune_gui.ui.views.today_rows import INSET, EntryRow
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.panel import Panel
from emotune_gui.ui.widgets.text import ElidedLabel, text_label
from emotune_gui.ui.wording import (
    course_words,
    day_words,
    length_words,
    moment_words,
    session_state_word,
    translate,
)


class TodayPage(Page):
    """Signals carry intents; whoever builds the window answers them."""

    start_wanted = Signal(object)
    """A client id, or None to choose on the start page."""
    new_client_wanted = Signal()
    demonstration_wanted = Signal()
    recording_wanted = Signal()
    session_wanted = Signal(int)
    client_wanted = Signal(object)
    """The Client who is to be shown on the clients' page."""
    settings_wanted = Signal()

    def __init__(
        self, open_store: OpenStore, tasks: Tasks | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "today", parent)
        self._presenter = TodayPresenter(self, open_store, tasks or PoolTasks(self))
        self._start = ActionButton(self.tr("Start a session"), "Ctrl+Return", Kind.PRIMARY)
        self._start.clicked.connect(lambda: self.start_wanted.emit(None))
        self.bind("Ctrl+Return", self._start.click)
        self._recording = ActionButton(self.tr("Open a recording…"), "Ctrl+O")
        self._recording.clicked.connect(self.recording_wanted)
        self.bind("Ctrl+O", self._recording.click)
        self._demonstration = ActionButton(self.tr("Demonstration"))
        self._demonstration.clicked.connect(self.demonstration_wanted)
        self.buttons.addWidget(self._recording)
        self.buttons.addWidget(self._demonstration)
        self.buttons.addWidget(self._start)
        self._show_buttons(False)
        self._lay_out()
        self._fill_empty()

    def _lay_out(self) -> None:
        column = spread(QVBoxLayout(self.content), spacing=theme.GRID * 2)
        self._interrupted = spread(QVBoxLayout())
        column.addLayout(self._interrupted)
        row = spread(QHBoxLayout(), spacing=theme.GRID * 2)
        self._client_rows = spread(QVBoxLayout(), spacing=0)
        self._session_rows = spread(QVBoxLayout(), spacing=0)
        self._waiting_rows = spread(QVBoxLayout(), spacing=0)
        for heading, rows in (
            (self.tr("Clients lately"), self._client_rows),
            (self.tr("Sessions lately"), self._session_rows),
            (self.tr("Waiting for you"), self._waiting_rows),
        ):
            panel = _list_panel(heading)
            panel.body.addLayout(rows)
            panel.body.addStretch(1)
            row.addWidget(panel, 1)
        column.addLayout(row, 1)

    def _fill_empty(self) -> None:
        self.empty.set_texts(
            self.tr("Create your first client"),
            self.tr(
                "A name and what they consent to is all it takes. The demonstration shows a "
                "whole session without camera or client."
            ),
        )
        create = self.empty.add_action(self.tr("New client"))
        create.clicked.connect(self.new_client_wanted)
        recording = self.empty.add_action(self.tr("Open a recording…"))
        recording.clicked.connect(self.recording_wanted)
        demonstration = self.empty.add_action(self.tr("Demonstration"))
        demonstration.clicked.connect(self.demonstration_wanted)

    def refresh(self) -> None:
        self.title.setText(_long_date(QDate.currentDate()))
        self._presenter.refresh()

    def show_problem(self, sentence: str) -> None:
        self._show_buttons(False)
        super().show_problem(sentence)

    def show_content(self, content: TodayContent) -> None:
        self._show_buttons(not content.fresh)
        if content.fresh:
            self.show_empty()
            return
        now = datetime.now(UTC)
        _clear(self._interrupted, self._client_rows, self._session_rows, self._waiting_rows)
        for info in content.interrupted:
            self._interrupted.addWidget(self._interrupted_panel(info, now))
        for client in content.clients:
            self._client_rows.addWidget(self._client_row(client, now))
        for info in content.sessions:
            self._session_rows.addWidget(self._session_row(info, now))
        if not content.sessions:
            self._session_rows.addWidget(_said(self.tr("Finished sessions will stand here.")))
        self._show_waiting(content, now)
        self.show_body()

    def _show_waiting(self, content: TodayContent, now: datetime) -> None:
        """Notes to finish, then what is missing; a sentence when there is neither."""
        for waiting in content.unfinished:
            self._waiting_rows.addWidget(self._note_row(waiting, now))
        if content.more_unfinished:
            more = self.tr("and {n} more notes").format(n=content.more_unfinished)
            self._waiting_rows.addWidget(_said(more))
        for prompt in content.prompts:
            self._waiting_rows.addWidget(self._prompt_row(prompt))
        if not content.unfinished and not content.prompts:
            self._waiting_rows.addWidget(_said(self.tr("Nothing; every note is locked.")))

    def _note_row(self, waiting: UnfinishedNote, now: datetime) -> EntryRow:
        title = self.tr("Note on {client}").format(client=waiting.client_name)
        detail = self.tr("session {when}, not locked yet").format(
            when=moment_words(waiting.started_at, now)
        )
        row = EntryRow(title, detail, self.tr("draft"))
        row.setToolTip(self.tr("Open the session and finish the note"))
        chosen = waiting.note.session_id
        row.clicked.connect(lambda _=False: self.session_wanted.emit(chosen))
        return row

    def _prompt_row(self, prompt: Prompt) -> EntryRow:
        name = "" if prompt.client is None else prompt.client.name
        texts = {
            PromptKind.CONSENT_TEXT: (
                self.tr("Ask {client} again for consent").format(client=name),
                self.tr("the text has changed since it was given"),
            ),
            PromptKind.NO_CONSENT: (
                self.tr("{client} consented to nothing").format(client=name),
                self.tr("music plays, but nothing is read or kept"),
            ),
            PromptKind.NO_PRACTICE: (
                self.tr("Name your practice"),
                self.tr("it stands on every report, with your logo"),
            ),
        }
        row = EntryRow(*texts[prompt.kind])
        if prompt.client is None:
            row.setToolTip(self.tr("Open the settings"))
            row.clicked.connect(lambda _=False: self.settings_wanted.emit())
        else:
            row.setToolTip(self.tr("Open the client"))
            row.clicked.connect(lambda _=False: self.client_wanted.emit(prompt.client))
        return row

    def _show_buttons(self, shown: bool) -> None:
        for button in (self._start, self._recording, self._demonstration):
            button.setVisible(shown)

    def _client_row(self, client: Client, now: datetime) -> EntryRow:
        if client.last_seen is None:
            detail = self.tr("no session yet")
        else:
            detail = self.tr("last seen {day}").format(day=day_words(client.last_seen, now))
        one, many = self.tr("1 session"), self.tr("{n} sessions")
        aside = one if client.sessions == 1 else many.format(n=client.sessions)
        row = EntryRow(client.name, detail, aside)
        row.setToolTip(self.tr("Start a session with this client"))
        row.clicked.connect(lambda _=False, chosen=client.id: self.start_wanted.emit(chosen))
        return row

    def _session_row(self, info: SessionInfo, now: datetime) -> EntryRow:
        detail = f"{moment_words(info.started_at, now)}  ·  {course_words(info)}"
        row = EntryRow(info.client_name, detail, length_words(info.duration_s))
        row.setToolTip(self.tr("Review this session"))
        row.clicked.connect(lambda _=False, chosen=info.id: self.session_wanted.emit(chosen))
        return row

    def _interrupted_panel(self, info: SessionInfo, now: datetime) -> Panel:
        panel = Panel()
        sentence = self.tr("The session with {client}, {when}, was cut short.").format(
            client=info.client_name, when=moment_words(info.started_at, now)
        )
        what = self.tr("{state} after {length}; what was recorded is safe.").format(
            state=session_state_word(info.state), length=length_words(info.duration_s)
        )
        words = spread(QVBoxLayout(), spacing=0)
        words.addWidget(ElidedLabel(sentence, bold=True))
        words.addWidget(text_label(what[:1].upper() + what[1:], "muted"))
        recover = ActionButton(self.tr("Recover"), kind=Kind.PRIMARY)
        recover.setAccessibleName(self.tr("Recover: {session}").format(session=sentence))
        recover.clicked.connect(lambda _=False: self._presenter.recover(info))
        later = ActionButton(self.tr("Later"))
        later.clicked.connect(lambda _=False: self._presenter.put_off(info))
        row = spread(QHBoxLayout())
        row.addLayout(words, 1)
        row.addWidget(recover)
        row.addWidget(later)
        panel.body.addLayout(row)
        return panel


def _said(words: str) -> QLabel:
    label = text_label(words, "muted", wrap=True)
    label.setContentsMargins(INSET, theme.GRID // 2, 0, 0)
    return label


def _long_date(day: QDate) -> str:
    return QLocale().toString(day, translate("Words", "dddd, d MMMM"))


def _list_panel(heading: str) -> Panel:
    """Rows light up past their texts, so the panel's edge is nearer and the heading indented."""
    panel = Panel()
    edge = theme.GRID * 2 - INSET
    panel.body.setContentsMargins(edge, theme.GRID + 4, edge, theme.GRID)
    label = text_label(heading, "heading")
    label.setIndent(INSET)
    panel.body.addWidget(label)
    panel.setAccessibleName(heading)
    return panel


def _clear(*layouts: QVBoxLayout | QHBoxLayout) -> None:
    for layout in layouts:
        while (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
