"""Starts and ends sessions for the window, with the slow part off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.session import Client, Plan, Purpose
from emotune_gui.engine.archive import Archive
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.bridge import SessionBridge

if TYPE_CHECKING:
    from emotune_gui.engine.live_session import LiveSession

FindClient = Callable[[], Client]


@dataclass(frozen=True, slots=True)
class FaceChoice:
    """How the next session reads faces. `predictor` None: the landmark file that came along."""

    predictor: Path | None = None
    recogniser: Recogniser = Recogniser.COMBINED


class SessionDesk(QObject):
    """At most one session runs at a time. Call from the GUI thread."""

    started = Signal(object)
    """The `LiveSession`, when its threads are being started."""
    refused = Signal(str)
    """One sentence on why no session could be started."""

    def __init__(
        self,
        archive: Archive,
        bridge: SessionBridge,
        tasks: Tasks,
        face: Callable[[], FaceChoice],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._archive = archive
        self._bridge = bridge
        self._tasks = tasks
        self._face = face
        self._starting = False
        self.before_start: Callable[[], object] = lambda: None
        """Called on a background thread before a session opens its devices."""
        self.session: LiveSession | None = None

    @property
    def busy(self) -> bool:
        return self._starting or self.session is not None

    def start(
        self,
        find_client: FindClient,
        plan: Plan,
        source: str,
        audio: str,
        microphone: str = "none",
        *,
        ask_scales: bool = False,
        record: frozenset[Purpose] = frozenset(),
    ) -> None:
        """`find_client` runs on a background thread and may read the database.

        `source`, `audio`, `microphone`, `ask_scales` and `record` as in `LiveRequest`.
        """
        if self.busy:
            self.refused.emit(self.tr("A session is running already; end it first."))
            return
        self._starting = True
        face = self._face()
        self._tasks.act(
            lambda: self._build(
                find_client(),
                plan,
                source,
                audio,
                microphone,
                face,
                ask_scales=ask_scales,
                record=record,
            ),
            self._begun,
            self._failed,
        )

    def end(self) -> None:
        if self.session is not None:
            self.session.end()

    def released(self) -> None:
        """The window has taken leave of the ended session."""
        self.session = None

    def _build(
        self,
        client: Client,
        plan: Plan,
        source: str,
        audio: str,
        microphone: str,
        face: FaceChoice,
        *,
        ask_scales: bool,
        record: frozenset[Purpose],
    ) -> LiveSession:
        # Imported here: the window does not wait for what the engine brings.
        from emotune_gui.domain.clock import SystemClock
        from emotune_gui.engine.faults import FaultDesk
        from emotune_gui.engine.live_session import LiveSession
        from emotune_gui.engine.parts import RealParts
        from emotune_gui.engine.request import LiveRequest

        self.before_start()
        clock = SystemClock()
        faults = FaultDesk(clock)
        faults.listener = self._bridge.post_fault
        request = LiveRequest(client, plan, source, audio, microphone, ask_scales, record)
        parts = RealParts(clock, faults, face.predictor, face.recogniser)
        session = LiveSession(request, self._archive.open(), parts, clock, faults)
        session.start()
        return session

    def _begun(self, session: LiveSession) -> None:
        self._starting = False
        self.session = session
        self.started.emit(session)

    def _failed(self, sentence: str) -> None:
        self._starting = False
        self.refused.emit(sentence)
