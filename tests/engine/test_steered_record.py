"""What a hand held is written on the session's own time axis, beside its markers."""

from __future__ import annotations

import pytest

from emotune_gui.domain.steering import HandOverride
from emotune_gui.engine.exporting import export_session
from emotune_gui.engine.recording import SessionRecord
from emotune_gui.engine.steering import SETTLED_S, Steering, event_words
from emotune_gui.storage.opening import open_database
from emotune_gui.storage.recorder import Recorder
from tests.storage import records

ORIGIN = 5_000.0


@pytest.fixture
def memory():
    database = open_database(":memory:")
    yield database
    database.close()


def test_a_hand_on_the_music_is_stored_from_when_to_when_and_exported(memory, tmp_path):
    session = records.open_session(memory)
    recorder = Recorder(memory, session, records.HandClock())
    record, hand = SessionRecord(recorder, ORIGIN), Steering()

    def write(now):
        for event in hand.settled(ORIGIN + now):
            record.marker(event.t, event_words(event))
            record.steered(event)

    for k in range(10):
        hand.steer("tempo_bpm", 100.0 + 2 * k, ORIGIN + 10.0 + k / 10)
    write(10.9 + SETTLED_S)
    hand.steer("mode", "dorian", ORIGIN + 20.0)
    hand.hand_back("tempo_bpm", ORIGIN + 30.0)
    write(40.0)
    assert recorder.close() == 0
    tempo, mode = memory.overrides.of_session(session)
    assert tempo == HandOverride(pytest.approx(10.9), "tempo_bpm", "118", pytest.approx(30.0))
    assert mode == HandOverride(pytest.approx(20.0), "mode", "dorian", None)
    labels = [marker.label for marker in memory.markers.of_session(session)]
    assert labels == ["By hand: tempo 118", "By hand: mode dorian", "Handed back: tempo"]
    export_session(memory, session, tmp_path)
    lines = (tmp_path / "overrides.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "t,parameter,value,until_s" and len(lines) == 3
    assert lines[2] == "20.0,mode,dorian,"
