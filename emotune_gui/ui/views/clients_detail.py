"""What is known of the client chosen in the list, and what can be done."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from emotune_gui.domain.session import Client, Purpose
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.panel import Panel, rule
from emotune_gui.ui.widgets.text import ElidedLabel, text_label
from emotune_gui.ui.wording import day_words, purpose_words

WIDTH = 376


class ClientDetail(Panel):
    """Each signal carries the Client shown."""

    start = Signal(object)
    sessions = Signal(object)
    edit = Signal(object)
    archive = Signal(object)
    delete = Signal(object)
    forget_voice = Signal(object)
    show_songs = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._client: Client | None = None
        self.setFixedWidth(WIDTH)
        self._name = ElidedLabel(size_px=theme.BODY_PX + 4, bold=True)
        self._history = text_label("", "muted", wrap=True)
        self._consents = spread(QGridLayout())
        self._consents.setColumnStretch(0, 1)
        self._marks: dict[Purpose, QLabel] = {}
        self.body.addWidget(self._name)
        self.body.addWidget(self._history)
        self.body.addLayout(self._first_buttons())
        self.body.addWidget(rule())
        self.body.addWidget(text_label(self.tr("Consent"), "heading"))
        self.body.addLayout(self._consents)
        self._add_consents()
        self.body.addWidget(rule())
        self.body.addWidget(text_label(self.tr("Face at rest (personal neutral)"), "heading"))
        self._neutral = text_label("", "muted", wrap=True)
        self.body.addWidget(self._neutral)
        self.body.addWidget(rule())
        self.body.addLayout(self._voice_row())
        self.body.addWidget(self._songs_row())
        self.body.addStretch(1)
        self.body.addLayout(self._last_buttons())
        self.show_client(None)

    def _voice_row(self) -> QHBoxLayout:
        self._voice = text_label("", "muted", wrap=True)
        self._forget = ActionButton(self.tr("Forget"), small=True)
        self._forget.setAccessibleName(self.tr("Forget the usual voice"))
        self._forget.setToolTip(self.tr("The next session learns it anew"))
        self._forget.clicked.connect(lambda _=False: self._say(self.forget_voice))
        words = spread(QVBoxLayout(), spacing=theme.GRID // 2)
        words.addWidget(text_label(self.tr("Usual voice (averages, no sound)"), "heading"))
        words.addWidget(self._voice)
        row = spread(QHBoxLayout())
        row.addLayout(words, 1)
        row.addWidget(self._forget, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _songs_row(self) -> QWidget:
        """There only while songs are not to be played."""
        self._bans = QWidget()
        self._banned = text_label("", "muted")
        which = ActionButton(self.tr("Which…"), small=True)
        which.setAccessibleName(self.tr("Show the songs that are not played again"))
        which.setToolTip(self.tr("See them, and allow them again one by one"))
        which.clicked.connect(lambda _=False: self._say(self.show_songs))
        column = spread(QVBoxLayout(self._bans))
        column.addWidget(rule())
        row = spread(QHBoxLayout())
        words = spread(QVBoxLayout(), spacing=theme.GRID // 2)
        words.addWidget(text_label(self.tr("Songs"), "heading"))
        words.addWidget(self._banned)
        row.addLayout(words, 1)
        row.addWidget(which, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        return self._bans

    def _first_buttons(self) -> QHBoxLayout:
        self._start = self._button(self.tr("Start a session"), self.start, Kind.PRIMARY)
        self._sessions = self._button(self.tr("Sessions"), self.sessions)
        row = spread(QHBoxLayout())
        row.addWidget(self._start, 1)
        row.addWidget(self._sessions)
        return row

    def _last_buttons(self) -> QHBoxLayout:
        self._edit = self._button(self.tr("Name and consent…"), self.edit)
        self._archive = self._button(self.tr("Archive"), self.archive)
        self._delete = self._button(self.tr("Delete…"), self.delete)
        row = spread(QHBoxLayout())
        row.addWidget(self._edit, 1)
        row.addWidget(self._archive)
        row.addWidget(self._delete)
        return row

    def _button(self, text: str, signal: object, kind: Kind = Kind.QUIET) -> ActionButton:
        button = ActionButton(text, kind=kind)
        button.clicked.connect(lambda _=False: self._say(signal))
        return button

    def _say(self, signal: object) -> None:
        if self._client is not None:
            signal.emit(self._client)  # type: ignore[attr-defined]

    def _add_consents(self) -> None:
        for row, purpose in enumerate(Purpose):
            title, meaning = purpose_words(purpose)
            name = text_label(title)
            name.setToolTip(meaning)
            self._consents.addWidget(name, row, 0)
            mark = text_label("", "muted")
            mark.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._consents.addWidget(mark, row, 1)
            self._marks[purpose] = mark

    def show_neutral(self, client_id: int, words: str) -> None:
        """Words that come late and are another client's are not shown."""
        if self._client is not None and self._client.id == client_id:
            self._neutral.setText(words)

    def show_voice(self, client_id: int, words: str, *, known: bool) -> None:
        if self._client is not None and self._client.id == client_id:
            self._voice.setText(words)
            self._forget.setVisible(known)

    def show_bans(self, client_id: int, count: int) -> None:
        if self._client is None or self._client.id != client_id:
            return
        one, many = self.tr("1 song is not played again"), self.tr("{n} songs are not played again")
        self._banned.setText(one if count == 1 else many.format(n=count))
        self._bans.setVisible(count > 0)

    def show_client(self, client: Client | None) -> None:
        self._client = client
        self._neutral.setText("")
        self._voice.setText("")
        self._forget.hide()
        self._bans.hide()
        for button in (self._start, self._sessions, self._edit, self._archive, self._delete):
            button.setEnabled(client is not None)
        if client is None:
            self._name.set_text(self.tr("No client chosen"))
            self._history.setText("")
        else:
            self._name.set_text(client.name)
            self._history.setText(self._history_words(client))
            archive, back = self.tr("Archive"), self.tr("Take back")
            self._archive.set_label(back if client.archived else archive)
            self._sessions.setEnabled(client.sessions > 0)
        self._show_consents(client)

    def _show_consents(self, client: Client | None) -> None:
        given, withheld = "✓ " + self.tr("given"), self.tr("not given")
        for purpose, mark in self._marks.items():
            has = client is not None and purpose in client.consents
            mark.setText("" if client is None else given if has else withheld)
            mark.setProperty("role", "body" if has else "muted")
            mark.style().polish(mark)

    def _history_words(self, client: Client) -> str:
        now = datetime.now(UTC)
        since = self.tr("Client since {day}").format(day=day_words(client.created_at, now))
        if client.last_seen is None:
            return since + self.tr(", no session yet")
        one, many = self.tr("1 session"), self.tr("{n} sessions")
        count = one if client.sessions == 1 else many.format(n=client.sessions)
        last = self.tr("last seen {day}").format(day=day_words(client.last_seen, now))
        return f"{since}, {count}, {last}"
