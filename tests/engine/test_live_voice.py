"""Whole sessions that listen: with the real threads and database, and a scripted microphone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from emotune_gui.capture.scripted import ScriptedSource
from emotune_gui.capture.sound_script import ScriptedSound
from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.faults import EmoTuneError, Severity, SourceUnavailable
from emotune_gui.domain.live import LivePhase, SourceState
from emotune_gui.domain.session import Plan, Purpose
from emotune_gui.domain.voice import VoiceProfile, VoiceState
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.live_session import LiveSession
from emotune_gui.engine.parts import RealParts
from emotune_gui.engine.report import session_report
from emotune_gui.engine.request import LiveRequest
from emotune_gui.storage.opening import Database, open_database
from tests.engine.test_listening import SPEECH, Ear

VOICE_ONLY = [Purpose.ANALYSE_VOICE, Purpose.STORE_FEATURES]
PATIENCE_S = 30.0


class Parts(RealParts):
    """Real ones, but for a microphone by script, an ear that takes everything for speech and a
    camera that is not there."""

    def __init__(self, clock: SystemClock, faults: FaultDesk, sound: ScriptedSound) -> None:
        super().__init__(clock, faults)
        self.ear, self._sound = Ear(), sound
        self.ear.known = VoiceProfile(0, datetime.now(UTC), 5.0, "mel", (0.0,), (1.0,))

    def source(self, spec: str) -> ScriptedSource:
        return ScriptedSource([], openings=[SourceUnavailable("Camera 0 does not answer.")])

    def sound_source(self, spec: str, beside: object = None) -> ScriptedSound:
        return self._sound

    def voice_reader(self) -> Ear:
        return self.ear


class Room:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock, self.faults = SystemClock(), FaultDesk()
        self.sound = ScriptedSound([SPEECH] * 2000, clock=self.clock, name="Headset")
        self.parts = Parts(self.clock, self.faults, self.sound)

    def session(self, consents: list[Purpose], microphone: str = "default") -> LiveSession:
        client = self.database.clients.create("Ada", consents)
        request = LiveRequest(client, Plan(seed=1), "0", "none", microphone)
        return LiveSession(request, self.database, self.parts, self.clock, self.faults)


@pytest.fixture
def room() -> Iterator[Room]:
    database = open_database(":memory:")
    yield Room(database)
    database.close()


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def ended(session: LiveSession) -> None:
    session.end()
    assert session.join(PATIENCE_S)
    assert session.snapshot().phase is LivePhase.ENDED
    assert session.refused == []


def test_a_voice_alone_is_believed_shown_stored_and_remembered(room: Room) -> None:
    session = room.session(VOICE_ONLY)
    session.start()
    wait_for(lambda: session.snapshot().phase is LivePhase.RUNNING)
    wait_for(lambda: getattr(session.snapshot().estimate, "label", None) is Emotion.SADNESS)
    seen = session.snapshot()
    assert seen.source.state is SourceState.NOT_CONSENTED
    assert (seen.microphone.name, seen.microphone.state) == ("Headset", SourceState.LIVE)
    assert seen.voice.state is VoiceState.SPEAKING and not seen.muted
    assert seen.estimate.voice_weight == 1.0 and seen.reading is None
    assert seen.estimate.affect.valence < 0

    session.set_muted(True)
    wait_for(lambda: session.snapshot().voice.state is VoiceState.MUTED)
    assert session.snapshot().muted and room.sound.closed == 1
    session.set_muted(False)
    wait_for(lambda: session.snapshot().voice.state is VoiceState.SPEAKING)
    ended(session)

    assert room.sound.closed >= 2
    assert session.snapshot().voice.state is VoiceState.OFF
    assert session.summary.speech_s > 0.3
    assert session.summary.seconds_by_emotion["sadness"] > 0.2
    assert (session.summary.face_share, session.summary.recogniser) == (0.0, "")
    info = room.database.sessions.info(session.session_id)
    assert (info.microphone, info.recogniser) == ("Headset", "")
    series = room.database.sessions.timeline(session.session_id).estimates
    assert "speaking" in series.voice_state and "sadness" in series.label
    assert series.voice_weight.max() == 1.0
    assert room.database.voices.current(info.client_id).speech_s == 5.0

    told = session_report(session)
    assert told["voice"]["listened_to"] == "Headset"
    assert told["voice"]["estimates"] > 0 and told["voice"]["mean_voice_weight"] == 1.0
    assert told["voice"]["speech_s"] == pytest.approx(session.summary.speech_s, abs=0.01)
    assert told["faults"] == []


def test_without_a_camera_the_session_goes_on_by_voice_and_says_so(room: Room) -> None:
    session = room.session([*VOICE_ONLY, Purpose.ANALYSE_FACE])
    session.start()
    wait_for(lambda: session.snapshot().phase is LivePhase.RUNNING)
    wait_for(lambda: getattr(session.snapshot().estimate, "label", None) is Emotion.SADNESS)
    assert session.snapshot().source.state is SourceState.UNAVAILABLE
    ended(session)
    faults = [f.message for f in room.faults.all() if f.severity is Severity.FAULT]
    assert faults == ["Camera 0 does not answer."]


def test_without_a_camera_and_without_a_microphone_there_is_no_session(room: Room) -> None:
    room.parts._sound = ScriptedSound([], openings=[SourceUnavailable("There is no microphone.")])
    session = room.session([*VOICE_ONLY, Purpose.ANALYSE_FACE])
    session.start()
    wait_for(lambda: session.snapshot().phase is LivePhase.ENDED)
    assert session.failure == "Camera 0 does not answer."
    assert room.database.sessions.list() == []


def test_without_consent_the_microphone_is_never_opened(room: Room) -> None:
    def opened() -> None:
        raise AssertionError("the microphone was opened")

    room.sound.open = opened
    session = room.session([Purpose.STORE_FEATURES])
    session.start()
    wait_for(lambda: session.snapshot().phase is LivePhase.RUNNING)
    seen = session.snapshot()
    assert seen.microphone.state is SourceState.NOT_CONSENTED
    assert seen.voice.state is VoiceState.OFF and seen.estimate is None
    session.set_muted(True)
    session.set_muted(False)
    ended(session)
    assert room.database.sessions.info(session.session_id).microphone == ""
    assert session.summary.speech_s == 0.0
    assert room.parts.ear.heard == []


def test_a_damaged_fusion_costs_the_belief_not_the_session(room: Room) -> None:
    def damaged() -> None:
        raise EmoTuneError("The fusion's weights are damaged; reinstall EmoTune.")

    room.parts.tracker = damaged
    session = room.session(VOICE_ONLY)
    session.start()
    wait_for(lambda: session.snapshot().phase is LivePhase.RUNNING)
    wait_for(lambda: session.snapshot().voice.state is VoiceState.SPEAKING)
    assert session.snapshot().estimate is None
    ended(session)
    told = [f.message for f in room.faults.all() if f.severity is Severity.FAULT]
    assert told == ["The fusion's weights are damaged; reinstall EmoTune."]
