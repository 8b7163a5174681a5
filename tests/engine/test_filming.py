"""Recording: only with consent and choice, never in the way, and ended by whatever goes wrong."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.capture.film_reader import PictureReader
from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.face import Frame
from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.session import Plan, Purpose
from emotune_gui.domain.voice import SAMPLE_RATE, SoundBlock
from emotune_gui.engine import filming
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.film_erasing import erase_recordings
from emotune_gui.engine.filmed_parts import FilmedFrames, FilmedSound, Filming
from emotune_gui.engine.filming import PICTURES_WAITING, Film
from emotune_gui.engine.request import LiveRequest
from emotune_gui.storage.opening import Database, open_database
from tests.storage.records import STARTED

BOTH = frozenset({Purpose.RECORD_VIDEO, Purpose.RECORD_AUDIO})


class Room:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database: Database = open_database(folder / "x.db")
        self.clock = SystemClock()
        self.faults = FaultDesk(self.clock)

    def film(self, consents: frozenset[Purpose], record: frozenset[Purpose]) -> Film:
        self.client = self.database.clients.create("Ada", consents)
        request = LiveRequest(self.client, Plan(), "demo", "none", record=record)
        self.request = request
        return Film(request, self.database, self.clock, self.faults)

    def begin(self, film: Film) -> float:
        """Starts it in a session of its own; returns the session's begin."""
        self.session_id = self.database.sessions.begin(
            self.client.id, Plan(), "demo", weights_version=0, started_at=STARTED
        )
        origin = self.clock.now()
        film.begin(self.session_id, origin)
        return origin

    def files(self) -> list[str]:
        found = (p.relative_to(self.folder) for p in self.folder.rglob("*"))
        return sorted(str(p) for p in found if not p.name.startswith("x.db"))

    def said(self) -> list[str]:
        return [fault.message for fault in self.faults.all()]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.database.close()


def picture(t: float, seq: int = 0, level: int = 90) -> Frame:
    return Frame(seq, t, np.full((96, 160, 3), level, np.uint8))


def block(t: float) -> SoundBlock:
    return SoundBlock(0, t, np.zeros(SAMPLE_RATE // 20, np.float32))


def feed(film: Film, origin: float, seconds: float = 1.0, start: float = 0.0) -> None:
    """As fast as it is taken."""
    for k in range(round(seconds * 20)):
        wait_for(lambda: len(film._pictures) < PICTURES_WAITING)
        film.picture(picture(origin + start + k / 20, k))
        film.sound(block(origin + start + k / 20))


def wait_for(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 20.0
    while not happened():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


@pytest.mark.parametrize(
    ("consents", "record"),
    [
        (frozenset(), frozenset()),
        (BOTH, frozenset()),
        (frozenset(), BOTH),
        (frozenset({Purpose.RECORD_VIDEO}), frozenset({Purpose.RECORD_AUDIO})),
        (frozenset({Purpose.ANALYSE_FACE, Purpose.ANALYSE_VOICE}), BOTH),
    ],
)
def test_without_consent_and_choice_nothing_is_written_anywhere(
    room: Room,
    monkeypatch: pytest.MonkeyPatch,
    consents: frozenset[Purpose],
    record: frozenset[Purpose],
) -> None:
    def made(*_: object, **__: object) -> None:
        raise AssertionError("a writer was made")

    monkeypatch.setattr(filming, "FilmWriter", made)
    film = room.film(consents, record)
    origin = room.begin(film)
    for k in range(5):
        film.picture(picture(origin + k / 20, k))
        film.sound(block(origin + k / 20))
    assert film.end()
    assert room.files() == []
    assert room.database.recordings.of_session(room.session_id) is None
    assert not any("writer was made" in fault.detail for fault in room.faults.all())
    if record:
        assert room.said()


def test_without_anything_to_record_the_parts_stay_as_they_are(room: Room) -> None:
    film = room.film(BOTH, frozenset())
    parts = object()
    wrapped = Filming(room.request, film, room.clock, room.faults, threading.Event())
    assert wrapped.parts(parts) is parts  # type: ignore[arg-type]


def test_with_both_the_film_is_there_private_and_noted(room: Room) -> None:
    film = room.film(BOTH, BOTH)
    origin = room.begin(film)
    feed(film, origin, 2.0)
    wait_for(lambda: film.status is not None and film.status.picture and film.status.sound)
    assert film.end()
    assert room.files() == ["recordings", f"recordings/{room.session_id}.mkv"]
    info = room.database.recordings.of_session(room.session_id)
    assert info is not None
    assert info.path.stat().st_mode & 0o077 == 0
    assert (info.picture, info.sound, info.drops) == (True, True, 0)
    assert info.seconds == pytest.approx(2.0, abs=0.1)
    assert info.bytes == info.path.stat().st_size > 0
    assert info.start_s == pytest.approx(0.0, abs=0.01)
    status = film.status
    assert status is not None and not status.running


@pytest.mark.parametrize("purpose", sorted(BOTH))
def test_one_consent_records_one_half(room: Room, purpose: Purpose) -> None:
    film = room.film(frozenset({purpose}), BOTH)
    origin = room.begin(film)
    if purpose is Purpose.RECORD_VIDEO:
        feed(film, origin)
    else:
        for k in range(20):
            film.picture(picture(origin + k / 20, k))
            film.sound(block(origin + k / 20))
        wait_for(lambda: film.status is not None and film.status.sound)
    assert film.end()
    info = room.database.recordings.of_session(room.session_id)
    assert info is not None
    video = purpose is Purpose.RECORD_VIDEO
    assert (info.picture, info.sound) == (video, not video)
    import av

    with av.open(str(info.path)) as container:
        assert [s.type for s in container.streams] == ["video" if video else "audio"]


def test_a_withdrawal_during_the_session_ends_it(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filming, "LOOK_EVERY_S", 0.05)
    film = room.film(BOTH, BOTH)
    origin = room.begin(film)
    feed(film, origin)
    room.database.consents.withdraw(room.client.id, Purpose.RECORD_VIDEO)
    wait_for(lambda: Purpose.RECORD_VIDEO not in film.allowed)
    film.picture(picture(origin + 5.0))
    assert not film._pictures
    assert film.status is not None and film.status.sound and not film.status.picture
    room.database.consents.withdraw(room.client.id, Purpose.RECORD_AUDIO)
    wait_for(lambda: film.status is not None and not film.status.running)
    size = room.database.recordings.files.path(f"{room.session_id}.mkv").stat().st_size
    film.sound(block(origin + 9.0))
    assert film.end()
    info = room.database.recordings.of_session(room.session_id)
    assert info is not None and info.seconds < 2.0
    assert info.bytes >= size
    assert sum("withdrawn" in text for text in room.said()) == 2


def test_a_slow_disk_costs_pictures_not_time(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    film = room.film(BOTH, BOTH)
    origin = room.begin(film)
    film.picture(picture(origin))
    wait_for(lambda: film._writer is not None)
    assert film._writer is not None
    monkeypatch.setattr(film._writer, "picture", lambda t, image: go_on.wait(20.0))
    frames = [picture(origin + 1 + k / 20, k) for k in range(60)]
    for frame in frames:
        film.picture(frame)
    assert film.drops >= 60 - 2 * PICTURES_WAITING
    assert len(film._pictures) <= PICTURES_WAITING
    # What waits is what was handed over, no copy of it.
    assert all(any(kept is frame for frame in frames) for kept in film._pictures)
    go_on.set()
    assert film.end()


def test_a_full_disk_ends_the_recording_with_one_sentence(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object, t: float, image: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(filming.FilmWriter, "picture", full)
    film = room.film(BOTH, BOTH)
    origin = room.begin(film)
    film.picture(picture(origin))
    wait_for(lambda: bool(room.said()))
    film.picture(picture(origin + 1.0))
    assert film.end()
    assert len(room.said()) == 1
    assert room.said()[0].startswith("The recording has ended because")
    assert "the session goes on" in room.said()[0]
    assert film.status is not None and not film.status.running
    assert film.status.message == room.said()[0]


def test_little_room_left_is_kept_for_the_session(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filming, "LOOK_EVERY_S", 0.02)
    monkeypatch.setattr(filming, "LEAST_FREE_BYTES", 2**80)
    film = room.film(BOTH, BOTH)
    origin = room.begin(film)
    film.picture(picture(origin))
    wait_for(lambda: bool(room.said()))
    assert film.end()
    assert room.said() == [filming.FULL]
    info = room.database.recordings.of_session(room.session_id)
    assert info is not None and info.path.exists()


def test_a_file_taken_away_ends_the_recording(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filming, "LOOK_EVERY_S", 0.02)
    film = room.film(BOTH, BOTH)
    origin = room.begin(film)
    film.picture(picture(origin))
    wait_for(lambda: film._writer is not None)
    room.database.recordings.files.path(f"{room.session_id}.mkv").unlink()
    wait_for(lambda: bool(room.said()))
    assert film.end()
    assert room.said() == [filming.BROKEN]


def test_a_database_in_memory_records_nothing(tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.database.close()
    room.database = open_database(":memory:")
    film = room.film(BOTH, BOTH)
    film.picture(picture(room.begin(film)))
    wait_for(lambda: bool(room.said()))
    assert film.end()
    assert "in memory" in room.said()[0]
    assert room.files() == []
    room.database.close()


def test_a_session_without_a_picture_records_its_sound(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filming, "FIRST_PICTURE_S", 0.05)
    film = room.film(BOTH, BOTH)
    origin = room.begin(film)
    film.sound(block(origin))
    wait_for(lambda: film.status is not None and film.status.sound)
    film.picture(picture(origin + 2.0, level=200))
    assert film.end()
    info = room.database.recordings.of_session(room.session_id)
    assert info is not None
    with room.database.recordings.open(room.session_id) as file:
        reader = PictureReader(file)
        late = reader.at(2.0)
        reader.close()
    assert late is not None and late.image.max() > 150


class _Source:
    name, reconnects, dropped = "scripted", True, 0

    def __init__(self, item: object) -> None:
        self.item = item
        self.closed = False

    def open(self) -> None:
        self.closed = False

    def read(self) -> object:
        return self.item

    def close(self) -> None:
        self.closed = True


def test_what_is_recorded_is_the_very_thing_that_is_analysed() -> None:
    frame, taken = picture(1.0), list[Frame]()
    source = FilmedFrames(_Source(frame), taken.append)  # type: ignore[arg-type]
    assert source.read() is frame
    assert taken[0] is frame


def test_nothing_is_recorded_while_muted() -> None:
    sound, taken, muted = block(1.0), list[SoundBlock](), threading.Event()
    source = FilmedSound(_Source(sound), taken.append, muted)  # type: ignore[arg-type]
    muted.set()
    assert source.read() is sound
    assert taken == []
    muted.clear()
    source.read()
    assert taken == [sound]


@pytest.mark.parametrize("purpose", sorted(BOTH))
def test_what_was_recorded_is_erased_by_halves(room: Room, purpose: Purpose) -> None:
    film = room.film(BOTH, BOTH)
    feed(film, room.begin(film))
    assert film.end()
    video = purpose is Purpose.RECORD_VIDEO
    assert erase_recordings(room.database, room.client.id, purpose) == 1
    info = room.database.recordings.of_session(room.session_id)
    assert info is not None and (info.picture, info.sound) == (not video, video)
    import av

    with av.open(str(info.path)) as container:
        assert [s.type for s in container.streams] == ["audio" if video else "video"]
    other = next(iter(BOTH - {purpose}))
    assert erase_recordings(room.database, room.client.id, other) == 1
    assert room.database.recordings.of_session(room.session_id) is None
    assert room.files() == ["recordings"]
    assert erase_recordings(room.database, room.client.id, other) == 0


def test_a_busy_database_does_not_end_the_recording(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filming, "LOOK_EVERY_S", 0.02)
    monkeypatch.setattr(filming, "NOTE_EVERY_S", 0.02)
    tried: list[float] = []

    def busy(session_id: int, *, seconds: float, drops: int) -> None:
        tried.append(seconds)
        raise StorageError("The database is in use by another program.")

    film = room.film(BOTH, BOTH)
    origin = room.begin(film)
    with monkeypatch.context() as while_busy:
        while_busy.setattr(room.database.recordings, "grown", busy)
        film.picture(picture(origin))
        wait_for(lambda: len(tried) > 2)
        assert film.status is not None and film.status.picture
        assert room.said() == []
    assert film.end()
    info = room.database.recordings.of_session(room.session_id)
    assert info is not None and info.bytes > 0
