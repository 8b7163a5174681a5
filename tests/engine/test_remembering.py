"""The client's usual voice is begun from what is stored and stored as it becomes better known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.session import Purpose
from emotune_gui.domain.voice import VoiceProfile
from emotune_gui.engine.learning import ErrandLoop
from emotune_gui.engine.remembering import SAVE_EVERY_S, VoiceMemory
from emotune_gui.storage.opening import Database, open_database
from tests.engine.test_listening import Ear

MADE = datetime(2026, 3, 1, tzinfo=UTC)


def profile(speech_s: float) -> VoiceProfile:
    return VoiceProfile(0, MADE, speech_s, "mel", (0.5, 1.0), (1.0, 2.0))


@pytest.fixture
def database() -> Iterator[Database]:
    opened = open_database(":memory:")
    yield opened
    opened.close()


class Bench:
    def __init__(self, database: Database) -> None:
        found = database.clients.by_name("Ada") or database.clients.create("Ada", list(Purpose))
        self.client, self.voices = found.id, database.voices
        self.ear, self.errands = Ear(), ErrandLoop()
        self.memory = VoiceMemory(self.ear, database.voices, self.client, self.errands.post)

    def speak(self, seconds: float) -> None:
        for _ in range(round(seconds * 10)):
            self.memory.spoke(0.1)

    def run_errands(self) -> None:
        while not self.errands.idle:
            self.errands.step()

    @property
    def stored(self) -> list[VoiceProfile]:
        self.run_errands()
        return list(self.voices.history(self.client))


def test_a_session_is_one_version_that_grows(database: Database) -> None:
    bench = Bench(database)
    bench.memory.begin()
    assert bench.ear.began_with is None
    bench.ear.known = profile(60.0)
    bench.speak(SAVE_EVERY_S + 1.0)
    assert not bench.errands.idle  # nothing waits for the disk on the listening thread
    assert bench.stored == [replace(profile(60.0), version=1)]
    bench.ear.known = profile(120.0)
    bench.speak(SAVE_EVERY_S)
    assert bench.stored == [replace(profile(120.0), version=1)]
    bench.ear.known = profile(140.0)
    bench.speak(20.0)
    assert bench.stored[0].speech_s == 120.0
    bench.memory.finish()
    assert bench.stored == [replace(profile(140.0), version=1)]

    later = Bench(database)
    later.memory.begin()
    assert later.ear.began_with == replace(profile(140.0), version=1)
    later.ear.known = profile(150.0)
    later.speak(10.0)
    later.memory.finish()
    assert [p.version for p in later.stored] == [1, 2]


def test_nothing_said_or_not_enough_heard_stores_nothing(database: Database) -> None:
    bench = Bench(database)
    bench.ear.known = profile(1.0)
    bench.memory.finish()
    assert bench.stored == []
    bench.ear.known = None
    bench.speak(5.0)
    bench.memory.finish()
    assert bench.stored == []


def test_a_voice_of_other_features_is_begun_anew(database: Database) -> None:
    bench = Bench(database)
    bench.voices.save(bench.client, profile(60.0))

    def refuse(known: VoiceProfile | None) -> None:
        raise ValueError("another feature set")

    bench.ear.use_profile = refuse
    bench.memory.begin()
    bench.ear.known = replace(profile(30.0), features="newer")
    bench.speak(30.0)
    bench.memory.finish()
    assert [p.features for p in bench.stored] == ["mel", "newer"]


def test_a_full_disk_is_told_and_tried_again_later(database: Database) -> None:
    bench = Bench(database)
    bench.ear.known = profile(60.0)
    saves = iter([StorageError("The disk is full.")])
    save = bench.voices.save

    def full_at_first(client: int, given: VoiceProfile) -> VoiceProfile:
        error = next(saves, None)
        if error is not None:
            raise error
        return save(client, given)

    bench.voices.save = full_at_first
    bench.speak(SAVE_EVERY_S + 0.5)
    with pytest.raises(StorageError):
        bench.errands.step()
    bench.speak(SAVE_EVERY_S)
    assert len(bench.stored) == 1
