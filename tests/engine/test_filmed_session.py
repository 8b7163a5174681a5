"""Whole sessions that are recorded: what is in the folder afterwards, and what the window sees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.capture.film_reader import PictureReader
from emotune_gui.capture.scripted import ScriptedSource
from emotune_gui.capture.sound_script import ScriptedSound
from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.face import Frame
from emotune_gui.domain.faults import Severity
from emotune_gui.domain.session import Plan, Purpose
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.live_session import LiveSession
from emotune_gui.engine.report import session_report
from emotune_gui.engine.request import LiveRequest
from emotune_gui.storage.opening import Database, open_database
from tests.engine.test_listening import SPEECH
from tests.engine.test_live_voice import Parts, ended, wait_for

RECORDED = frozenset({Purpose.RECORD_VIDEO, Purpose.RECORD_AUDIO})


class Camera:
    """Grey pictures for as long as they are asked for, twenty a second."""

    name, reconnects, dropped = "Camera", True, 0

    def __init__(self, clock: SystemClock) -> None:
        self._clock = clock
        self.opened = 0
        self._seq = 0

    def open(self) -> None:
        self.opened += 1

    def read(self) -> Frame:
        self._clock.sleep(0.05)
        self._seq += 1
        image = np.full((96, 160, 3), 90, np.uint8)
        image.setflags(write=False)
        return Frame(self._seq, self._clock.now(), image)

    def close(self) -> None: ...


class Filmed(Parts):
    def __init__(self, clock: SystemClock, faults: FaultDesk) -> None:
        super().__init__(clock, faults, ScriptedSound([SPEECH] * 4000, clock=clock, name="Headset"))
        self.camera = Camera(clock)

    def source(self, spec: str) -> ScriptedSource:
        return self.camera  # type: ignore[return-value]


class Room:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database: Database = open_database(folder / "x.db")
        self.clock, self.faults = SystemClock(), FaultDesk()
        self.parts = Filmed(self.clock, self.faults)

    def session(self, consents: list[Purpose], record: frozenset[Purpose]) -> LiveSession:
        client = self.database.clients.create("Ada", consents)
        request = LiveRequest(client, Plan(seed=1), "0", "none", "default", record=record)
        return LiveSession(request, self.database, self.parts, self.clock, self.faults)

    def files(self) -> list[str]:
        return sorted(p.name for p in self.folder.rglob("*") if not p.name.startswith("x.db"))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.database.close()


def test_with_consent_and_choice_a_session_leaves_a_film(room: Room) -> None:
    session = room.session([Purpose.ANALYSE_VOICE, *RECORDED], RECORDED)
    session.start()

    def recording() -> bool:
        filming = session.snapshot().filming
        return filming is not None and filming.picture and filming.sound and filming.seconds > 1.0

    wait_for(recording)
    ended(session)
    assert session.failure is None
    assert session.refused == []
    assert [f.message for f in session.faults.all() if f.severity is Severity.FAULT] == []
    assert room.files() == ["1.mkv", "recordings"]
    info = room.database.recordings.of_session(session.session_id)
    assert info is not None and info.picture and info.sound and info.seconds > 1.0
    with room.database.recordings.open(session.session_id) as file:
        reader = PictureReader(file)
        middle = info.start_s + info.seconds / 2
        found = reader.at(middle)
        reader.close()
    assert found is not None and abs(found.t - middle) < 0.5
    filming = session.snapshot().filming
    assert filming is not None and not filming.running
    told = session_report(session)["recording"]
    assert told["file"] == str(info.path) and told["bytes"] == info.bytes
    room.database.sessions.delete(session.session_id)
    assert room.files() == ["recordings"]


@pytest.mark.parametrize(
    ("consents", "record"),
    [
        ([Purpose.ANALYSE_VOICE, *RECORDED], frozenset()),
        ([Purpose.ANALYSE_VOICE], RECORDED),
    ],
)
def test_consent_alone_and_choice_alone_leave_nothing(
    room: Room, consents: list[Purpose], record: frozenset[Purpose]
) -> None:
    session = room.session(consents, record)
    session.start()
    wait_for(lambda: session.snapshot().elapsed_s > 0.5)
    filming = session.snapshot().filming
    assert filming is None or not filming.running
    ended(session)
    assert room.files() == []
    assert room.parts.camera.opened == 0
    assert room.database.recordings.of_session(session.session_id) is None
    told = session_report(session)["recording"]
    assert told is None if not record else told["file"] is None


def test_who_may_be_filmed_but_not_analysed_is_not_analysed(room: Room) -> None:
    session = room.session(
        [Purpose.ANALYSE_VOICE, Purpose.RECORD_VIDEO], frozenset({Purpose.RECORD_VIDEO})
    )
    session.start()

    def recording() -> bool:
        filming = session.snapshot().filming
        return filming is not None and filming.picture

    wait_for(recording)
    snapshot = session.snapshot()
    assert snapshot.frame is None and snapshot.reading is None
    assert snapshot.filming is not None and not snapshot.filming.sound
    ended(session)
    assert room.files() == ["1.mkv", "recordings"]
