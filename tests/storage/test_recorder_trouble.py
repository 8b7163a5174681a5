"""Full disks, blocked files and killed processes: told once, and nothing that matters is lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.session import Marker, Rating
from emotune_gui.storage.opening import open_database
from emotune_gui.storage.recorder import Recorder
from tests.storage import records
from tests.storage.told import Told

REPOSITORY = Path(__file__).parents[2]


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
