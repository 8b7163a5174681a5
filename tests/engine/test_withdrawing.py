"""A consent withdrawn in the middle of a session: the sensor closes, the music goes on."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.capture.scripted import ScriptedSource
from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.live import LivePhase, SourceState
from emotune_gui.domain.session import Purpose
from emotune_gui.domain.voice import VoiceState
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.withdrawing import WITHDRAWN, ConsentWatch
from emotune_gui.engine.worker import Finished
from emotune_gui.storage.opening import Database, open_database
from tests.engine.clocks import FakeClock
from tests.engine.test_live_voice import Room, ended, room, wait_for

__all__ = ["room"]

FACE, VOICE = Purpose.ANALYSE_FACE, Purpose.ANALYSE_VOICE


@pytest.fixture
def database():
    made = open_database(":memory:")
    yield made
    made.close()


def watch(database: Database, client: int, closed: list) -> tuple[ConsentWatch, FakeClock]:
    clock = FakeClock()
    closes = {p: lambda why, p=p: closed.append((p, why)) for p in (FACE, VOICE)}
    return ConsentWatch(database, client, clock, FaultDesk(), closes), clock


def steps(watched: ConsentWatch, clock: FakeClock, seconds: float) -> None:
    end = clock.now() + seconds
    while clock.now() < end:
        watched.step()
        clock.sleep(0.05)


def test_each_withdrawal_closes_its_own_sensor_once(database: Database) -> None:
    client, closed = database.clients.create("Ada", [FACE, VOICE]).id, []
    watched, clock = watch(database, client, closed)
    steps(watched, clock, 2.0)
    assert closed == []
    database.consents.withdraw(client, VOICE)
    steps(watched, clock, 2.0)
    assert closed == [(VOICE, WITHDRAWN[VOICE])]
    database.consents.withdraw(client, FACE)
    with pytest.raises(Finished):
        steps(watched, clock, 2.0)
    assert [purpose for purpose, _ in closed] == [VOICE, FACE]


def test_a_database_that_cannot_be_read_closes_nothing(database: Database, monkeypatch) -> None:
    client, closed = database.clients.create("Ada", [FACE, VOICE]).id, []
    watched, clock = watch(database, client, closed)

    def fails(_: int) -> None:
        raise StorageError("The disk is gone.")

    with monkeypatch.context() as broken:
        broken.setattr(database.clients, "get", fails)
        steps(watched, clock, 1.0)
    assert closed == []
    database.consents.withdraw(client, FACE)
    steps(watched, clock, 1.0)
    assert [purpose for purpose, _ in closed] == [FACE]


def test_the_camera_is_closed_and_its_last_picture_forgotten(room: Room) -> None:
    camera = ScriptedSource([np.zeros((48, 64, 3), np.uint8)] * 5000, clock=room.clock)
    room.parts.source = lambda spec: camera
    session = room.session([FACE, VOICE, Purpose.STORE_FEATURES])
    session.start()
    wait_for(lambda: session.snapshot().phase is LivePhase.RUNNING)
    wait_for(lambda: session.snapshot().frame is not None)
    room.database.consents.withdraw(session.request.client.id, FACE)
    wait_for(lambda: session.snapshot().source.state is SourceState.NOT_CONSENTED)
    assert camera.closed == 1 and session.snapshot().frame is None
    read = session.running.capture.captured
    bars = session.running.composing.heard.count
    wait_for(lambda: session.running.composing.heard.count > bars)
    assert session.running.capture.captured == read, "no picture is taken any more"
    assert session.snapshot().microphone.state is SourceState.LIVE, "that consent stands"
    told = [fault.message for fault in room.faults.all()]
    assert WITHDRAWN[FACE] in told
    ended(session)


def test_the_microphone_is_closed(room: Room) -> None:
    session = room.session([VOICE, Purpose.STORE_FEATURES])
    session.start()
    wait_for(lambda: session.snapshot().phase is LivePhase.RUNNING)
    wait_for(lambda: session.snapshot().voice.state is VoiceState.SPEAKING)
    room.database.consents.withdraw(session.request.client.id, VOICE)
    wait_for(lambda: session.snapshot().microphone.state is SourceState.NOT_CONSENTED)
    heard = session.running.hearing.loop.heard_s
    assert room.sound.closed >= 1 and session.snapshot().voice.state is VoiceState.OFF
    session.set_muted(True)
    session.set_muted(False)
    bars = session.running.composing.heard.count
    wait_for(lambda: session.running.composing.heard.count > bars)
    assert session.running.hearing.loop.heard_s == heard
    ended(session)
