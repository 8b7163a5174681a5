"""What is known of the client chosen in the list, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from emotune_gui.domain.review import SessionTrend
from emotune_gui.domain.scale import SCALE_RANGES, ScaleKind
from emotune_gui.domain.session import Client, Purpose
from emotune_gui.ui import theme
from emotune_gui.ui.page import spread
from emotune_gui.ui.widgets.buttons import ActionButton, Kind
from emotune_gui.ui.widgets.panel import Panel, rule
from emotune_gui.ui.widgets.text import ElidedLabel, text_label
from emotune_gui.ui.widgets.trend_card import MOST_POINTS, Trend, TrendCard
from emotune_gui.ui.wording import day_words, purpose_words, translate

WIDTH = 376


class ClientDetail(Panel):
    """Each signal carries the Client shown."""

    start = Signal(object)
    sessions = Signal(object)
    history = Signal(object)
    edit = Signal(object)
    consent = Signal(object)
    report = Signal(object)
    export = Signal(object)
    merge = Signal(object)
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
        self._consents = spread(QVBoxLayout(), spacing=2)
        self._marks: dict[Purpose, QLabel] = {}
        self.body.addWidget(self._name)
        self.body.addWidget(self._history)
        self.body.addLayout(self._first_buttons())
        self.body.addWidget(self._trend_part())
        self.body.addWidget(rule())
        self.body.addLayout(self._consent_head())
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

    def _trend_part(self) -> QWidget:
        """There only when there is something to draw."""
        self._trend_box = QWidget()
        self._trend_name = text_label("", "heading")
        self._trend = TrendCard()
        column = spread(QVBoxLayout(self._trend_box), spacing=theme.GRID // 2)
        more = self._button(self.tr("History…"), self.history, small=True)
        more.setToolTip(self.tr("All trends of this client, session by session"))
        head = spread(QHBoxLayout())
        head.addWidget(self._trend_name, 1)
        head.addWidget(more)
        column.addWidget(rule())
        column.addLayout(head)
        column.addWidget(self._trend)
        self._trend_box.hide()
        return self._trend_box

    def _consent_head(self) -> QHBoxLayout:
        self._change = self._button(self.tr("Consent…"), self.consent, small=True)
        self._change.setAccessibleName(self.tr("Give or withdraw consents, with their history"))
        self._change.setToolTip(self.tr("Give or withdraw, with the history"))
        row = spread(QHBoxLayout())
        row.addWidget(text_label(self.tr("Consent"), "heading"), 1)
        row.addWidget(self._change)
        return row

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
        self._report = self._button(self.tr("Report…"), self.report)
        self._edit = self._button(self.tr("Name…"), self.edit)
        self._more = ActionButton(self.tr("More…"))
        self._more.setToolTip(self.tr("Export, merge, archive or delete"))
        self._more.setAccessibleDescription(self.tr("Export, merge, archive or delete"))
        self._more.clicked.connect(self._show_more)
        row = spread(QHBoxLayout())
        row.addWidget(self._report, 1)
        row.addWidget(self._edit, 1)
        row.addWidget(self._more, 1)
        return row

    def more_menu(self) -> QMenu | None:
        """What is seldom done with a client; None while none is chosen."""
        client = self._client
        if client is None:
            return None
        menu = QMenu(self)
        back = self.tr("Back into the list") if client.archived else self.tr("Archive")
        for text, signal in (
            (self.tr("Export everything…"), self.export),
            (self.tr("Merge with another record…"), self.merge),
            (back, self.archive),
            ("", None),
            (self.tr("Delete…"), self.delete),
        ):
            if signal is None:
                menu.addSeparator()
            else:
                menu.addAction(text).triggered.connect(
                    lambda _=False, chosen=signal: chosen.emit(client)
                )
        return menu

    def _show_more(self) -> None:
        menu = self.more_menu()
        if menu is not None:
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self._more.mapToGlobal(self._more.rect().topLeft()))

    def _button(
        self, text: str, signal: object, kind: Kind = Kind.QUIET, *, small: bool = False
    ) -> ActionButton:
        button = ActionButton(text, kind=kind, small=small)
        button.clicked.connect(lambda _=False: self._say(signal))
        return button

    def _say(self, signal: object) -> None:
        if self._client is not None:
            signal.emit(self._client)  # type: ignore[attr-defined]

    def _add_consents(self) -> None:
        """Each with a sign that does without colour."""
        for purpose in Purpose:
            mark = text_label("", "muted")
            mark.setToolTip(purpose_words(purpose)[1])
            self._consents.addWidget(mark)
            self._marks[purpose] = mark

    def show_trend(self, client_id: int, trends: Sequence[SessionTrend]) -> None:
        if self._client is None or self._client.id != client_id:
            return
        trend = card_trend(trends)
        self._trend_box.setVisible(trend is not None)
        self._trend.set_trend(trend)
        if trend is not None:
            line = self.tr("{name}; newest {value}")
            newest = f"{trend.there[-1]:.2g}".replace("-", "−")
            self._trend_name.setText(line.format(name=trend.name, value=newest))

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
        self._trend_box.hide()
        for button in (self._start, self._sessions, self._edit, self._report, self._more):
            button.setEnabled(client is not None)
        self._change.setEnabled(client is not None)
        if client is None:
            self._name.set_text(self.tr("No client chosen"))
            self._history.setText("")
        else:
            self._name.set_text(client.name)
            self._history.setText(self._history_words(client))
            self._sessions.setEnabled(client.sessions + client.rating_rounds > 0)
        self._show_consents(client)

    def _show_consents(self, client: Client | None) -> None:
        given, withheld = self.tr("{purpose}: given"), self.tr("{purpose}: not given")
        for purpose, mark in self._marks.items():
            title = purpose_words(purpose)[0]
            has = client is not None and purpose in client.consents
            mark.setText(f"{'✓' if has else '–'}  {title}")
            mark.setAccessibleName((given if has else withheld).format(purpose=title))
            mark.setProperty("role", "body" if has else "muted")
            mark.style().polish(mark)

    def _history_words(self, client: Client) -> str:
        now = datetime.now(UTC)
        since = self.tr("Client since {day}").format(day=day_words(client.created_at, now))
        since += self._rounds_words(client)
        if client.last_seen is None:
            return since + self.tr(", no session yet")
        one, many = self.tr("1 session"), self.tr("{n} sessions")
        count = one if client.sessions == 1 else many.format(n=client.sessions)
        last = self.tr("last seen {day}").format(day=day_words(client.last_seen, now))
        return f"{since}, {count}, {last}"

    def _rounds_words(self, client: Client) -> str:
        """Rating rounds are said on their own: they are no sessions."""
        if not client.rating_rounds:
            return ""
        one, many = self.tr("1 rating round"), self.tr("{n} rating rounds")
        words = one if client.rating_rounds == 1 else many.format(n=client.rating_rounds)
        return f", {words}"


def card_trend(trends: Sequence[SessionTrend]) -> Trend | None:
    """Distress at the end of each session where it was asked, else how pleasant it looked."""
    newest = tuple(trends)[-MOST_POINTS:]
    distress = tuple(_last_distress(trend) for trend in newest)
    low, high = SCALE_RANGES[ScaleKind.SUDS]
    shown = Trend(translate("Clients", "Distress at the end, 0 to 10"), distress, low, high)
    if shown.there:
        return shown
    moods = tuple(t.mean_affect.valence if t.mean_affect else None for t in newest)
    mood = Trend(translate("Clients", "Mean valence, −1 to 1"), moods, -1.0, 1.0)
    return mood if mood.there else None


def _last_distress(trend: SessionTrend) -> float | None:
    asked = [r for r in trend.scales if r.kind is ScaleKind.SUDS]
    return max(asked, key=lambda r: r.t).value if asked else None
