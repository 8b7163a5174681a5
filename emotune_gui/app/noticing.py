"""No client's face or voice is analysed for the first time before they know of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from emotune_gui.domain.session import Client
from emotune_gui.engine.archive import Archive
from emotune_gui.engine.notices import READ_BY_CLIENT, TOLD_ALOUD, keep_notice, notice_due
from emotune_gui.ui.background import Tasks

if TYPE_CHECKING:
    from emotune_gui.domain.live import LiveSnapshot
    from emotune_gui.ui.presenters.start_choices import StartRequest


class NoticeDesk(QObject):
    """Asks before a session where the notice is due, and keeps the answers. GUI thread only."""

    problem = Signal(str)

    def __init__(self, archive: Archive, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._archive, self._tasks, self._window = archive, tasks, window
        self.told: set[int] = set()
        """Clients who were told, or to whom nothing is due, as far as is known here."""

    def ensure(self, request: StartRequest, start: Callable[[StartRequest], None]) -> None:
        """Start at once where the client knows; else after they were told. Declining starts
        nothing."""

        def look() -> tuple[Client, bool]:
            database = self._archive.open()
            client = database.clients.get(request.client_id)
            return client, notice_due(database, client)

        def found(answer: tuple[Client, bool]) -> None:
            client, due = answer
            if due:
                self.told.discard(client.id)
                self._ask(client, lambda: start(request))
            else:
                self.told.add(client.id)
                start(request)

        self._tasks.act(look, found, self.problem.emit)

    def read_on_screen(self, snapshot: LiveSnapshot) -> None:
        self._keep(snapshot.client, READ_BY_CLIENT, snapshot.session_id, lambda: None)

    def _ask(self, client: Client, go_on: Callable[[], None]) -> None:
        from emotune_gui.ui.views.client_notice import NoticeDialog

        dialog = NoticeDialog(client, self._window)
        dialog.finished.connect(lambda _result: dialog.setParent(None))

        def answered() -> None:
            self.told.add(client.id)
            self._keep(client, TOLD_ALOUD if dialog.aloud else READ_BY_CLIENT, None, go_on)

        dialog.accepted.connect(answered)
        dialog.open()

    def _keep(
        self, client: Client, how: str, session_id: int | None, go_on: Callable[[], None]
    ) -> None:
        self._tasks.act(
            lambda: keep_notice(self._archive.open(), client, how, session_id),
            lambda _: go_on(),
            self.problem.emit,
        )
