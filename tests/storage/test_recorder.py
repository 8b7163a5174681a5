"""Everything taken is read back; trouble is told once, and nothing that matters is lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.review import HeardBar, NoteText
from emotune_gui.domain.session import Marker, Rating
from emotune_gui.storage.opening import Database, open_database
from emotune_gui.storage.recorder import NOTES_A_CHUNK, SAMPLES_A_CHUNK, Recorder
from tests.storage import anything, records

REPOSITORY = Path(__file__).parents[2]
marks = st.builds(
    Marker, st.floats(0, 9e4), st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
)
ratings = st.builds(
    Rating,
    t=st.floats(0, 9e4),
    bar_id=st.just(0),
    score=st.none() | st.integers(1, 5),
    fits=st.booleans(),
    by=st.sampled_from(["therapist", "client"]),
)


@dataclass
class Told:
    """What was handed to a recorder."""

    samples: list = field(default_factory=list)
    bars: list = field(default_factory=list)
    played: list = field(default_factory=list)
    markers: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    ratings: list = field(default_factory=list)

    def tell(self, recorder: Recorder, k: int) -> None:
        """The k-th tenth of a second of a plausible session."""
        t = k / 10
        state = FaceState.NO_FACE if k % 50 > 45 else FaceState.FACE
        estimate = records.estimate(k, state, notes=("dark",) if k % 7 == 0 else ())
        recorder.estimate(t, estimate)
        self.samples.append((t, estimate))
        if k % 20 == 0:
            heard = HeardBar(t, records.bar(k // 20), 0.25, -0.5)
            recorder.bar(t, heard.bar, Affect(0.25, -0.5))
            self.bars.append(heard)
        for number in range(k % 3):
            self.played.append(records.played(k // 20, t + number / 50))
            recorder.played(self.played[-1])
        if k % 30 == 29:
            self.markers.append(Marker(t, f"marker {k} ✓"))
            recorder.marker(self.markers[-1])
            self.notes.append(NoteText(t, f"note {k}\nsecond line 'quoted'"))
            recorder.note(t, self.notes[-1].text)
            self.ratings.append(Rating(t, k // 20, score=1 + k % 5, fits=k % 2 == 0))
            recorder.rating(self.ratings[-1])

    def assert_stored(self, database: Database, session: int) -> None:
        timeline = database.sessions.timeline(session)
        series = timeline.estimates
        assert np.allclose(series.t, [t for t, _ in self.samples], atol=0.5e-3)
        assert series.state == tuple(e.state.value for _, e in self.samples)
        assert series.label == tuple(e.label.value if e.label else None for _, e in self.samples)
        shown = np.array([e.probabilities.values for _, e in self.samples]).reshape(-1, 8)
        assert np.allclose(series.probabilities, shown, atol=2e-3)
        assert np.allclose(series.valence, [e.affect.valence for _, e in self.samples], atol=1e-3)
        assert np.allclose(series.arousal, [e.affect.arousal for _, e in self.samples], atol=1e-3)
        assert np.allclose(series.confidence, [e.confidence for _, e in self.samples], atol=5e-3)
        assert timeline.bars == tuple(self.bars)
        assert timeline.markers == tuple(self.markers)
        assert timeline.notes == tuple(self.notes)
        assert timeline.ratings == tuple(self.ratings)
        assert len(timeline.played) == len(self.played)
        for got, given_ in zip(timeline.played, self.played, strict=True):
            assert (got.bar_id, got.part, got.pitch) == (given_.bar_id, given_.part, given_.pitch)
            assert abs(got.start_s - given_.start_s) < 1e-3
            assert abs(got.end_s - given_.end_s) < 1e-3
        assert database.sessions.row_counts(session) == self.counts()

    def counts(self) -> dict[str, int]:
        return {
            "emotion_sample": len(self.samples),
            "bar": len(self.bars),
            "played_note": len(self.played),
            "marker": len(self.markers),
            "note": len(self.notes),
            "rating": len(self.ratings),
        }


def test_a_session_is_read_back_as_it_was_told(database: Database) -> None:
    session = records.open_session(database)
    clock = records.HandClock()
    recorder = Recorder(database, session, clock)
    told = Told()
    for k in range(SAMPLES_A_CHUNK * 3 + 7):
        told.tell(recorder, k)
        recorder.step()
    assert recorder.written["emotion_sample"] > 0
    assert recorder.close() == 0
    assert recorder.dropped == 0
    assert recorder.written == told.counts()
    assert len(told.played) > NOTES_A_CHUNK
    told.assert_stored(database, session)
    info = database.sessions.info(session)
    assert (info.estimates, info.bars, info.ratings) == (
        len(told.samples),
        len(told.bars),
        len(told.ratings),
    )
    assert info.duration_s == pytest.approx(max(n.end_s for n in told.played), abs=1.0)


@given(
    st.lists(st.tuples(st.floats(0, 9e4), anything.estimates), max_size=5),
    st.lists(st.tuples(st.floats(0, 9e4), anything.bars, anything.affects), max_size=4),
    st.lists(anything.played_notes, max_size=5),
    st.lists(marks, max_size=3),
    st.lists(ratings, max_size=3),
    st.booleans(),
)
@settings(deadline=None, max_examples=15)
def test_any_record_is_read_back(
    estimates: list, bars: list, played: list, markers: list, rated: list, twice: bool
) -> None:
    database = open_database(":memory:")
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock())
    recorder.bar(0.0, records.bar(0), Affect(0, 0))
    bars = list({bar.id: (start, bar, target) for start, bar, target in bars if bar.id}.values())
    for t, estimate in estimates:
        recorder.estimate(t, estimate)
    if twice:
        assert recorder.flush()
    for start, bar, target in bars:
        recorder.bar(start, bar, target)
    for note in played:
        recorder.played(note)
    for marker in markers:
        recorder.marker(marker)
    for rating in rated:
        recorder.rating(rating)
    assert recorder.close() == 0
    timeline = database.sessions.timeline(session)
    heard = [HeardBar(s, b, a.valence, a.arousal) for s, b, a in bars]
    heard.append(HeardBar(0.0, records.bar(0), 0.0, 0.0))
    assert sorted(timeline.bars, key=lambda h: h.bar.id) == sorted(heard, key=lambda h: h.bar.id)
    assert sorted(timeline.estimates.t) == pytest.approx(sorted(t for t, _ in estimates), abs=1e-3)
    assert len(timeline.played) == len(played)
    assert sorted(timeline.markers, key=repr) == sorted(markers, key=repr)
    assert sorted(timeline.ratings, key=repr) == sorted(rated, key=repr)
    database.close()


def test_without_consent_no_sample_is_written(database: Database) -> None:
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock(), store_features=False)
    for k in range(10):
        recorder.estimate(k / 10, records.estimate(k))
    recorder.marker(Marker(1.0, "kept"))
    assert recorder.close() == 0
    counts = database.sessions.row_counts(session)
    assert counts["emotion_sample"] == 0
    assert counts["marker"] == 1


def test_commits_come_about_once_a_second(database: Database) -> None:
    session = records.open_session(database)
    clock = records.HandClock()
    recorder = Recorder(database, session, clock)
    recorder.marker(Marker(0.0, "x"))
    began = clock.t
    while recorder.written["marker"] == 0:
        before = clock.t
        recorder.step()
        assert clock.t - before <= 0.1 + 1e-9
    assert 0.5 < clock.t - began <= 1.0


def test_a_bar_handed_in_twice_is_one_bar(database: Database) -> None:
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock())
    recorder.bar(1.0, records.bar(5), Affect(0, 0))
    recorder.flush()
    recorder.bar(3.0, records.bar(5), Affect(0, 0))
    assert recorder.close() == 0
    assert [bar.start_s for bar in database.sessions.timeline(session).bars] == [1.0]


def test_a_rating_of_an_unheard_bar_is_refused_at_once(database: Database) -> None:
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock())
    with pytest.raises(InvalidInput, match="no such bar"):
        recorder.rating(Rating(1.0, 5, score=3))
    assert recorder.close() == 0


def test_text_that_utf8_cannot_hold_does_not_stop_the_recorder(database: Database) -> None:
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock())
    recorder.marker(Marker(1.0, "half \ud83d"))
    recorder.note(1.0, "half \udc00")
    assert recorder.close() == 0
    assert database.sessions.timeline(session).markers == (Marker(1.0, "half ?"),)


def test_many_threads_may_tell_at_once(database: Database) -> None:
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock())

    def tell(first: int) -> None:
        for k in range(first, first + 200):
            recorder.marker(Marker(float(k), "m"))
            recorder.estimate(k / 10, records.estimate(k))

    threads = [Thread(target=tell, args=(1000 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        recorder.step()
    for thread in threads:
        thread.join()
    assert recorder.close() == 0
    assert recorder.written["marker"] == recorder.written["emotion_sample"] == 800
    times = [marker.t for marker in database.sessions.timeline(session).markers]
    assert times == sorted(float(1000 * n + k) for n in range(4) for k in range(200))


class Blocked:
    """Holds the write lock of a database from outside, as another program would."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)

    def __enter__(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, *_: object) -> None:
        self.connection.execute("ROLLBACK")
        self.connection.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emotune_gui.storage.connections.BUSY_TIMEOUT_MS", 20)


@pytest.mark.usefixtures("impatient")
def test_trouble_is_told_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    database = open_database(path)
    session = records.open_session(database)
    clock = records.HandClock()
    recorder = Recorder(database, session, clock)
    told = Told()
    raised = 0
    for k in range(120):
        told.tell(recorder, k)
        if k == 40:
            with Blocked(path):
                for _ in range(30):
                    try:
                        recorder.step()
                    except StorageError as error:
                        raised += 1
                        assert "in use by another program" in str(error)
                assert recorder.last_error is not None
                assert recorder.pending > 0
                assert not recorder.flush(0.0)
        recorder.step()
    assert raised == 1
    assert recorder.close() == 0
    assert recorder.last_error is None
    assert recorder.dropped == 0
    told.assert_stored(database, session)
    database.close()


@pytest.mark.usefixtures("impatient")
def test_trouble_that_a_flush_met_first_is_told_all_the_same(tmp_path: Path) -> None:
    database = open_database(tmp_path / "x.db")
    session = records.open_session(database)
    clock = records.HandClock()
    recorder = Recorder(database, session, clock)
    recorder.marker(Marker(0.0, "a"))
    with Blocked(tmp_path / "x.db"):
        assert not recorder.flush(0.0)
        clock.sleep(1.0)
        with pytest.raises(StorageError):
            recorder.step()
        clock.sleep(1.0)
        recorder.step()
    assert recorder.close() == 0
    database.close()


@pytest.mark.usefixtures("impatient")
def test_only_the_oldest_samples_give_way_to_a_full_backlog(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    database = open_database(path)
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock(), capacity=25)
    recorder.bar(0.0, records.bar(0), Affect(0, 0))
    with Blocked(path):
        for k in range(60):
            recorder.estimate(k / 10, records.estimate(k))
            recorder.marker(Marker(k / 10, "m"))
            recorder.rating(Rating(k / 10, 0, fits=True))
            if k == 30:
                assert not recorder.flush(0.0)
    assert recorder.close() == 0
    assert recorder.dropped == 35
    timeline = database.sessions.timeline(session)
    assert timeline.estimates.t[0] == pytest.approx(3.5)
    assert len(timeline.estimates.t) == 25
    assert len(timeline.markers) == len(timeline.ratings) == 60
    database.close()


@pytest.mark.usefixtures("impatient")
def test_what_could_not_be_saved_is_counted_at_the_end(tmp_path: Path) -> None:
    database = open_database(tmp_path / "x.db")
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock())
    recorder.marker(Marker(0.0, "a"))
    recorder.marker(Marker(1.0, "b"))
    with Blocked(tmp_path / "x.db"):
        assert recorder.close(0.0) == 2
    assert recorder.last_error is not None
    database.close()


FULL_DISK = """
import resource, signal, sys
from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.session import Marker
from emotune_gui.storage.opening import open_database
from emotune_gui.storage.recorder import Recorder
from tests.storage import anything, records

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = sys.argv[1]
database = open_database(path)
session = records.open_session(database)
clock = records.HandClock()
recorder = Recorder(database, session, clock)
free = resource.getrlimit(resource.RLIMIT_FSIZE)
faults, k = [], 0
def run(steps):
    global k
    for _ in range(steps):
        recorder.marker(Marker(k / 10, "x" * 2000))
        k += 1
        try:
            recorder.step()
        except StorageError as error:
            faults.append(str(error))
run(30)
saved = recorder.written["marker"]
assert saved > 0 and not faults
import os
size = max(os.path.getsize(path), os.path.getsize(path + "-wal"))
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, free[1]))
run(100)
assert len(faults) == 1, faults
assert recorder.last_error is not None
assert "free" in faults[0], faults
resource.setrlimit(resource.RLIMIT_FSIZE, free)
run(30)
assert recorder.last_error is None
assert len(faults) == 1
assert recorder.close() == 0
times = [m.t for m in database.sessions.timeline(session).markers]
assert times == [n / 10 for n in range(k)], len(times)
database.check()
database.close()
print("held", k)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits of POSIX")
def test_a_full_disk_loses_nothing_once_there_is_space_again(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path / "x.db")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=REPOSITORY,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["held", "160"]


KILLED = """
import sys
from emotune_gui.domain.session import Marker
from emotune_gui.storage.opening import open_database
from emotune_gui.storage.recorder import Recorder
from tests.storage import anything, records

database = open_database(sys.argv[1])
session = records.open_session(database, "Killed")
clock = records.HandClock()
recorder = Recorder(database, session, clock)
for k in range(1_000_000):
    t = clock.now() - 100.0
    recorder.estimate(t, records.estimate(k))
    recorder.marker(Marker(t, str(k)))
    print(t, flush=True)
    recorder.step()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("after", [55, 117])
def test_a_killed_process_loses_at_most_the_last_second(tmp_path: Path, after: int) -> None:
    path = tmp_path / "x.db"
    lines = []
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if len(lines) == after:
                process.kill()
        process.wait()
    told = [float(line) for line in lines if line.endswith("\n")]
    assert path.with_name("x.db-wal").exists()
    database = open_database(path)
    (interrupted,) = database.sessions.interrupted()
    assert interrupted.client_name == "Killed"
    timeline = database.sessions.timeline(interrupted.id)
    saved = [marker.t for marker in timeline.markers]
    assert saved[: len(told)] == told[: len(saved)]
    assert len(timeline.estimates.t) == len(saved)
    assert saved[-1] > 0.0
    assert told[-1] - saved[-1] < 1.0
    recovered = database.sessions.recover(interrupted.id)
    assert recovered.duration_s == saved[-1]
    assert database.sessions.interrupted() == []
    database.check()
    database.close()


def test_a_second_program_may_record_beside_the_first(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    one, two = open_database(path), open_database(path)
    sessions = [records.open_session(one, "One"), records.open_session(two, "Two")]
    recorders = [
        Recorder(database, session, records.HandClock())
        for database, session in zip((one, two), sessions, strict=True)
    ]
    told = [Told(), Told()]
    for k in range(60):
        for recorder, notebook in zip(recorders, told, strict=True):
            notebook.tell(recorder, k)
            recorder.step()
    for database, session, recorder, notebook in zip(
        (two, one), sessions, recorders, told, strict=True
    ):
        assert recorder.close() == 0
        notebook.assert_stored(database, session)
    one.close()
    two.close()


def test_the_database_stays_open_to_plain_tools(database: Database) -> None:
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock())
    recorder.marker(Marker(1.5, "here"))
    assert recorder.close() == 0
    assert database.path is not None
    with closing(sqlite3.connect(database.path)) as plain:
        assert plain.execute("SELECT t, label FROM marker").fetchall() == [(1.5, "here")]
