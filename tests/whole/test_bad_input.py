"""Bad input: one clear sentence, nothing lost, no traceback."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.whole.command import emotune


def live(folder: Path, *words: object):
    return emotune(
        folder, "live", "--seconds", 2, "--audio", "none", "--db", "x.db", "--json", *words
    )


@pytest.mark.parametrize("kind", ["missing", "zero", "text", "empty folder", "no camera"])
def test_a_source_that_cannot_be_read_is_said_in_one_sentence(tmp_path: Path, kind: str) -> None:
    path: object = tmp_path / "clip.mp4"
    if kind == "zero":
        Path(str(path)).touch()
    elif kind == "text":
        Path(str(path)).write_text("this is no film\n" * 50)
    elif kind == "empty folder":
        Path(str(path)).mkdir()
    elif kind == "no camera":
        path = 97
    done = live(tmp_path, "--source", path, "--client", "Ada")
    assert done.code == 1
    assert done.json["session"] is None
    (fault,) = done.json["faults"]
    assert done.complaints == [f"emotune: {fault['message']}"]
    assert fault["message"].count(". ") == 0
    assert "Traceback" not in done.err
    listed = emotune(tmp_path, "sessions", "list", "--db", "x.db", "--json")
    assert listed.json == []


@pytest.mark.parametrize("name", ["x" * 10_000, "   ", "two\nlines"])
def test_a_name_that_cannot_be_taken_is_refused(tmp_path: Path, name: str) -> None:
    done = live(tmp_path, "--source", "demo", "--client", name)
    assert done.code == 1
    assert len(done.complaints) == 1
    assert "Traceback" not in done.err


def test_a_strange_name_is_kept_as_it_is(tmp_path: Path) -> None:
    name = 'Robert\'); DROP TABLE client;-- "q" 😀 مرحبا'
    done = live(tmp_path, "--source", "demo", "--client", name)
    assert done.code == 0, done.err
    (session,) = emotune(tmp_path, "sessions", "list", "--db", "x.db", "--json").json
    assert session["client"] == name


def test_a_damaged_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    damaged = b"SQLite format 3\x00" + bytes(range(256)) * 40
    (tmp_path / "x.db").write_bytes(damaged)
    done = live(tmp_path, "--source", "demo", "--client", "Ada")
    assert done.code == 1
    assert len(done.complaints) == 1
    assert (tmp_path / "x.db").read_bytes() == damaged


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    assert live(tmp_path, "--source", "97", "--client", "Ada").code == 1
    with sqlite3.connect(tmp_path / "x.db") as database:
        database.execute("update alembic_version set version_num = '9999'")
    done = live(tmp_path, "--source", "demo", "--client", "Ada")
    assert done.code == 1
    assert "newer" in done.complaints[0] or "later" in done.complaints[0]
