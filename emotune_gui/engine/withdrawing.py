"""A consent withdrawn while a session runs ends what it was for within a second: a sensor, or what
is personal in the music."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.ports import Clock
from emotune_gui.domain.session import Purpose
from emotune_gui.engine.capturing import CaptureLoop
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.hearing import Hearing
from emotune_gui.engine.personal import PersonalDesk
from emotune_gui.engine.request import LiveRequest
from emotune_gui.engine.worker import Finished
from emotune_gui.storage.opening import Database

LOOK_EVERY_S = 0.5
STEP_S = 0.1
WITHDRAWN = {
    Purpose.ANALYSE_FACE: "The consent to face analysis was withdrawn; the camera is closed.",
    Purpose.ANALYSE_VOICE: "The consent to voice analysis was withdrawn; nothing is listened to "
    "any more.",
    Purpose.PERSONALISE: "The consent to learn from ratings was withdrawn; the fixed mapping "
    "leads.",
}


class ConsentWatch:
    """What is stored or recorded heeds a withdrawal where it is written; the sensors and the
    personal mapping would go on. `step` runs on a thread of its own."""

    def __init__(
        self,
        database: Database,
        client_id: int,
        clock: Clock,
        faults: FaultDesk,
        closes: Mapping[Purpose, Callable[[str], None]],
    ) -> None:
        """`closes` ends what the consent was for, given the sentence that says why; any thread."""
        self._database, self._client = database, client_id
        self._clock, self._faults = clock, faults
        self._closes = dict(closes)
        self._next = 0.0

    def step(self) -> None:
        if not self._closes:
            raise Finished
        if self._clock.now() < self._next:
            self._clock.sleep(STEP_S)
            return
        self._next = self._clock.now() + LOOK_EVERY_S
        try:
            given = self._database.clients.get(self._client).consents
        except StorageError:  # the recorder says so; what was given still is
            return
        for purpose in sorted(self._closes.keys() - given):
            self._closes.pop(purpose)(WITHDRAWN[purpose])
            self._faults.notice("consent", WITHDRAWN[purpose])


def watch_of(
    request: LiveRequest,
    database: Database,
    clock: Clock,
    faults: FaultDesk,
    seen: CaptureLoop | None,
    hearing: Hearing,
    personal: PersonalDesk | None = None,
) -> ConsentWatch:
    """Over whatever of the two senses is open, and over what is personal."""
    closes: dict[Purpose, Callable[[str], None]] = {}
    if seen is not None:
        closes[Purpose.ANALYSE_FACE] = seen.withdraw
    if hearing.loop is not None:
        closes[Purpose.ANALYSE_VOICE] = hearing.loop.withdraw
    if personal is not None and Purpose.PERSONALISE in personal.client.consents:
        closes[Purpose.PERSONALISE] = personal.withdraw
    return ConsentWatch(database, request.client.id, clock, faults, closes)
