"""Opens and closes the client's screen of a session and joins it to the live page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from emotune_gui.domain.live import LiveSnapshot
from emotune_gui.domain.session import Client, Purpose
from emotune_gui.ui.presenters.live import LivePresenter
from emotune_gui.ui.views.client_screen import ClientScreen


class ClientDesk(QObject):
    """At most one client's screen; closed with the session. GUI thread only."""

    shown = Signal(bool)
    notice_read = Signal(object)
    """The LiveSnapshot of the moment when the client acknowledged the notice."""

    def __init__(self, page: QWidget, presenter: LivePresenter) -> None:
        super().__init__(page)
        self._page, self._does = page, presenter
        self.told: set[int] = set()
        """Clients who know that emotions are recognised: no notice is due."""
        self.screen: ClientScreen | None = None
        self.breaths: Callable[[], float] = lambda: 6.0

    def toggle(self) -> None:
        if self.screen is None:
            self.open()
        else:
            self.close()

    def open(self) -> None:
        snapshot = self._does.snapshot
        if self.screen is not None or snapshot is None:
            return
        told = snapshot.client.id in self.told
        screen = ClientScreen(
            looks=not told and may(snapshot.client, Purpose.ANALYSE_FACE),
            listens=not told and may(snapshot.client, Purpose.ANALYSE_VOICE),
            breaths=self.breaths(),
        )
        self.screen = screen
        screen.acknowledged.connect(self._acknowledged)
        screen.stop_asked.connect(self._does.fade)
        screen.fit_rated.connect(lambda fits: self._thank(self._does.rate_fit(fits, by="client")))
        screen.score_rated.connect(lambda n: self._thank(self._does.rate_score(n, by="client")))
        screen.answered.connect(lambda answers: self._does.scales.answer(answers, "client"))
        screen.dismissed.connect(self._does.scales.dismiss)
        screen.closed.connect(self._closed)
        screen.show_music(snapshot.music)
        screen.recording.show_status(snapshot.filming)
        self._does.scales.there = screen
        self._does.scales.moved()
        screen.show_apart(self._page.window())
        self.shown.emit(True)

    def close(self) -> None:
        if self.screen is not None and isValid(self.screen):
            self.screen.close()

    def show(self, snapshot: LiveSnapshot) -> None:
        if self.screen is not None:
            self.screen.show_music(snapshot.music)
            self.screen.recording.show_status(snapshot.filming)

    def _acknowledged(self) -> None:
        snapshot = self._does.snapshot
        if snapshot is not None:
            self.told.add(snapshot.client.id)
            self.notice_read.emit(snapshot)
        self._does.mark(self.tr("Client has read the notice"))

    def _thank(self, accepted: bool) -> None:
        if self.screen is not None:
            heard, nothing = self.tr("Thank you."), self.tr("Nothing has been heard yet.")
            self.screen.say(heard if accepted else nothing)

    def _closed(self) -> None:
        screen, self.screen = self.screen, None
        if screen is None:
            return
        self._does.scales.there = None
        self._does.scales.moved()
        screen.deleteLater()
        self.shown.emit(False)


def may(client: Client, purpose: Purpose) -> bool:
    return purpose in client.consents
