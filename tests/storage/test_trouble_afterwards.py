"""Blocked files, full disks and kills beside what is done after a session."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from emotune_gui.domain.faults import EmoTuneError, StorageError
from emotune_gui.domain.review import NoteKind
from emotune_gui.domain.session import Marker, Plan, Purpose
from emotune_gui.storage.archiving import export_client, import_client
from emotune_gui.storage.opening import Database, open_database
from tests.storage.test_clients import live_a_little, rows_by_table
from tests.storage.test_recorder_trouble import REPOSITORY, Blocked
from tests.storage.test_sealing import told

CHANGES: dict[str, Callable[[Database, int, Path], object]] = {
    "write a note": lambda d, s, _: d.notes.write(s, NoteKind.FREE, "x"),
    "add a marker": lambda d, s, _: d.markers.add(s, Marker(1.0, "x")),
    "save a template": lambda d, _s, _: d.templates.save("x", Plan()),
    "withdraw": lambda d, _s, _: d.consents.withdraw(1, Purpose.PERSONALISE),
    "merge": lambda d, _s, _: d.clients.merge(1, 2),
    "delete": lambda d, _s, _: d.clients.delete(1),
    "import": lambda d, _s, archive: import_client(d, archive),
    "end": lambda d, s, _: d.sessions.end(s, ended_at=datetime.now(UTC), duration_s=1.0),
}


@pytest.mark.parametrize("change", list(CHANGES))
def test_beside_another_program_that_writes_nothing_is_half_done(
    tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("emotune_gui.storage.connections.BUSY_TIMEOUT_MS", 20)
    path = tmp_path / "x.db"
    database = open_database(path)
    live_a_little(database, "Ada")
    live_a_little(database, "Bea")
    export_client(database, 1, tmp_path / "a.emotune")
    session = database.sessions.list(1)[0].id
    before = rows_by_table(database)
    with Blocked(path), pytest.raises(StorageError, match="another program"):
        CHANGES[change](database, session, tmp_path / "a.emotune")
    assert rows_by_table(database) == before
    CHANGES[change](database, session, tmp_path / "a.emotune")
    database.check()
    database.close()


def test_reading_goes_on_beside_another_program_that_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("emotune_gui.storage.connections.BUSY_TIMEOUT_MS", 20)
    path = tmp_path / "x.db"
    database = open_database(path)
    client = live_a_little(database, "Ada")
    session = database.sessions.list(client)[0].id
    with Blocked(path):
        assert database.clients.list("ada")[0].sessions == 1
        assert len(database.sessions.timeline(session).bars) == 3
        assert len(database.trends.of_client(client)) == 1
    database.close()


def test_deleting_tells_when_the_log_could_not_be_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("emotune_gui.storage.connections.BUSY_TIMEOUT_MS", 20)
    path = tmp_path / "x.db"
    database = open_database(path)
    first, second = live_a_little(database, "Quixotica"), live_a_little(database, "Bea")
    elsewhere = open_database(path)
    with elsewhere.connections.reading() as unit:
        unit.connection().exec_driver_sql("SELECT count(*) FROM client").scalar()
        assert database.clients.delete(first) is False
    elsewhere.close()
    assert database.clients.delete(second) is True
    database.close()
    left = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert b"Quixotica" not in left and b"Bea" not in left


KILLED = """
import os, sys
from datetime import UTC, datetime
from emotune_gui.storage import sealing
from emotune_gui.storage.opening import open_database

database = open_database(sys.argv[1])
sealing._replace_bars = lambda *_: os._exit(9)
database.sessions.end(int(sys.argv[2]), ended_at=datetime.now(UTC), duration_s=40.0)
"""


def test_a_process_killed_while_it_packs_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    database = open_database(path)
    story, session = told(database)
    database.close()
    words = [sys.executable, "-c", KILLED, str(path), str(session)]
    assert subprocess.run(words, cwd=REPOSITORY, check=False, timeout=120).returncode == 9
    database = open_database(path)
    database.check()
    assert database.sessions.info(session).duration_s == 40.0
    story.assert_stored(database, session)
    assert database.trends.of_session(session).ratings == len(story.ratings)
    database.close()


FULL = """
import os, resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.review import NoteKind
from emotune_gui.storage.archiving import export_client
from emotune_gui.storage.opening import open_database

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path, session = Path(sys.argv[1]), int(sys.argv[2])
database = open_database(path)
free = resource.getrlimit(resource.RLIMIT_FSIZE)
database.connections.checkpoint()
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, free[1]))
said = []
for attempt in (
    lambda: database.notes.write(session, NoteKind.FREE, "x" * 100_000),
    lambda: database.sessions.end(session, ended_at=datetime.now(UTC), duration_s=40.0),
    lambda: export_client(database, 1, path.with_name("a.emotune")),
):
    try:
        attempt()
    except EmoTuneError as error:
        said.append(str(error))
resource.setrlimit(resource.RLIMIT_FSIZE, free)
assert len(said) == 3 and all("free" in s or "disk" in s for s in said), said
assert not path.with_name("a.emotune").exists()
database.notes.write(session, NoteKind.FREE, "x" * 100_000)
database.sessions.end(session, ended_at=datetime.now(UTC), duration_s=40.0)
export_client(database, 1, path.with_name("a.emotune"))
database.check()
database.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits of POSIX")
def test_on_a_full_disk_each_thing_is_told_and_done_later(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    database = open_database(path)
    story, session = told(database)
    with database.connections.writing() as unit:
        unit.connection().exec_driver_sql("UPDATE session SET owner_process = 'gone'")
    database.close()
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), str(session)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    database = open_database(path)
    timeline = database.sessions.timeline(session)
    assert timeline.bars == tuple(story.bars) and len(timeline.estimates.t) == 400
    database.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator writes anywhere")
def test_a_folder_that_is_read_only_is_told(tmp_path: Path) -> None:
    database = open_database(tmp_path / "x.db")
    client = live_a_little(database, "Ada")
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(EmoTuneError, match="cannot be written"):
        export_client(database, client, folder / "a.emotune")
    database.close()


def test_names_of_every_script_are_searched_and_archived(tmp_path: Path) -> None:
    database = open_database(tmp_path / "x.db")
    names = ["ليلى مثال", "Zoë Muster 🎈", "見本 太郎", "Ørsted İpek", "דוד לדוגמה"]
    for name in names:
        database.clients.create(name, [])
    searches = ("ليلى", "zoe 🎈", "見本", "ipek", "לדוגמה")
    for name, search in zip(names, searches, strict=True):
        (found,) = database.clients.list(search)
        assert found.name == name
        path = tmp_path / f"{found.id}.emotune"
        export_client(database, found.id, path)
        assert import_client(database, path).client.name == f"{name} (2)"
    database.close()
