"""Databases that are refused untouched: newer, damaged, foreign, read-only."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from emotune_gui.domain.faults import NewerDatabase, StorageError
from emotune_gui.storage.opening import open_database
from tests.storage.test_opening import filled, sentence_of


def test_a_newer_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "newer.db"
    filled(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(NewerDatabase, match="newer EmoTune"):
        open_database(path)
    assert path.read_bytes() == before


def test_random_bytes_are_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "noise.db"
    path.write_bytes(os.urandom(20_000))
    before = path.read_bytes()
    assert "no database" in sentence_of(path)
    assert path.read_bytes() == before


def test_a_text_file_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "diary.db"
    path.write_text("Dear diary")
    sentence_of(path)
    assert path.read_text() == "Dear diary"


@pytest.mark.parametrize("left", [0.3, 0.6, 0.95])
def test_a_truncated_file_is_refused_untouched(tmp_path: Path, left: float) -> None:
    path = tmp_path / "cut.db"
    filled(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * left)])
    before = path.read_bytes()
    assert "damaged" in sentence_of(path)
    assert path.read_bytes() == before


def test_a_file_with_a_hole_in_the_middle_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "hole.db"
    database = open_database(path)
    for k in range(300):
        database.clients.create(f"Client {k}", [])
    database.close()
    octets = bytearray(path.read_bytes())
    middle = len(octets) // 2
    octets[middle : middle + 30_000] = b"\xa5" * 30_000
    path.write_bytes(octets)
    assert "damaged" in sentence_of(path)
    assert path.read_bytes() == bytes(octets)


def test_damage_that_opening_cannot_see_is_found_by_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.db"
    database = open_database(path)
    for k in range(300):
        database.clients.create(f"Client {k}", [])
    database.check()
    database.close()
    octets = bytearray(path.read_bytes())
    octets[-30_000:] = b"\xa5" * 30_000
    path.write_bytes(octets)
    monkeypatch.setattr("emotune_gui.storage.opening.CHECKED_WHOLE_BYTES", 1000)
    database = open_database(path)
    with pytest.raises(StorageError, match="damaged"):
        database.check()
    database.close()


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "browser.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE history (url TEXT)")
        connection.commit()
    before = path.read_bytes()
    assert "another program" in sentence_of(path)
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in sentence_of(tmp_path)


def test_a_read_only_file_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "fixed.db"
    filled(path)
    before = path.read_bytes()
    path.chmod(0o444)
    assert "read-only" in sentence_of(path)
    path.chmod(0o644)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o555)
    try:
        assert "read-only" in sentence_of(folder / "x.db")
        assert list(folder.iterdir()) == []
    finally:
        folder.chmod(0o755)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "cannot be made" in sentence_of(tmp_path / "file" / "x.db")


def test_one_connection_reads_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    writer, reader = open_database(path), open_database(path)
    writer.clients.create("Before", [])
    with writer.connections.writing() as session:
        session.connection().exec_driver_sql("UPDATE client SET name = 'Half done'")
        assert [c.name for c in reader.clients.list()] == ["Before"]
    assert [c.name for c in reader.clients.list()] == ["Half done"]
    reader.close()
    writer.close()


def test_the_fast_path_never_imports_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; from emotune_gui.storage.opening import open_database\n"
        f"for _ in range(2): open_database({str(tmp_path / 'x.db')!r}).close()\n"
        "print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, timeout=120, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False"
