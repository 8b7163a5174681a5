"""`emotune clients`, `emotune demo-data` and `emotune sessions export`, as a person runs them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.whole.command import emotune


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder and a database with two invented clients of two short sessions each."""
    folder = tmp_path_factory.mktemp("practice")
    database = folder / "demo.db"
    words = ("--clients", 2, "--sessions", 2, "--minutes", 1, "--until", "2026-03-31")
    done = emotune(folder, "demo-data", *words, "--db", database, "--json")
    assert done.code == 0, done.err
    assert (done.json["clients"], done.json["sessions"]) == (2, 4)
    return folder, database


def ask(practice: tuple[Path, Path], *words: object) -> object:
    folder, database = practice
    done = emotune(folder, *words, "--db", database, "--json")
    assert done.code == 0, done.err
    return done.json


def test_the_invented_are_listed_found_and_shown(practice: tuple[Path, Path]) -> None:
    clients = ask(practice, "clients", "list")
    assert [c["sessions"] for c in clients] == [2, 2]
    assert all(c["last_seen"].startswith("2026-03") for c in clients)
    (found,) = ask(practice, "clients", "list", "--search", "muster")
    assert found["name"] == "Ben Muster"
    shown = ask(practice, "clients", "show", found["id"])
    assert {r["purpose"] for r in shown["consent_history"]} == set(found["consents"])
    assert all(
        r["given_at"] < t["started_at"] for r in shown["consent_history"] for t in shown["trend"]
    )
    first, second = shown["trend"]
    assert first["started_at"] < second["started_at"]
    assert sum(first["seconds_by_emotion"].values()) > 20
    assert {s["moment"] for s in first["scales"]} >= {"start", "end"}
    assert first["ratings"] == 5 and first["bars"] > 10
    assert shown["mapping_versions"] > 0


def test_the_same_seed_gives_the_same_histories(
    practice: tuple[Path, Path], tmp_path: Path
) -> None:
    words = ("--clients", 1, "--sessions", 1, "--minutes", 1, "--until", "2026-03-31")
    told = []
    for name in ("one.db", "two.db"):
        database = tmp_path / name
        assert emotune(tmp_path, "demo-data", *words, "--db", database).code == 0
        done = emotune(tmp_path, "clients", "show", 1, "--db", database, "--json")
        told.append(done.json["trend"])
    assert told[0] == told[1]


def test_a_second_time_into_the_same_file_is_refused(practice: tuple[Path, Path]) -> None:
    folder, database = practice
    done = emotune(folder, "demo-data", "--clients", 1, "--sessions", 1, "--db", database)
    assert done.code == 1 and "name another file" in done.complaints[0]


def test_a_client_travels_as_one_archive(practice: tuple[Path, Path], tmp_path: Path) -> None:
    archive = tmp_path / "ada.emotune"
    said = ask(practice, "clients", "export", 1, archive)
    assert said["sessions"] == 2 and said["bytes"] == archive.stat().st_size
    elsewhere = tmp_path / "elsewhere.db"
    words = ("clients", "import", "--file", archive, "--db", elsewhere, "--json")
    first, second = (emotune(tmp_path, *words).json for _ in range(2))
    assert (first["name"], first["renamed"], first["sessions"]) == ("Ada Example", False, 2)
    assert (second["name"], second["renamed"]) == ("Ada Example (2)", True)
    archive.write_bytes(archive.read_bytes()[:-100])
    refused = emotune(tmp_path, *words)
    assert refused.code == 1 and "cut short or altered" in refused.complaints[0]
    assert "Traceback" not in refused.err


def test_deleting_asks_for_the_name_and_offers_an_archive(
    practice: tuple[Path, Path], tmp_path: Path
) -> None:
    database = tmp_path / "x.db"
    words = ("--db", database, "--json")
    added = emotune(tmp_path, "clients", "add", "Zoë 🎈", "--consent", "analyse_face", *words)
    assert added.json["consents"] == ["analyse_face"]
    number = added.json["id"]
    for wrong in ((), ("--name", "Zoe")):
        refused = emotune(tmp_path, "clients", "delete", number, *wrong, *words)
        assert refused.code == 1
        assert "--name" in refused.complaints[0] and "--export" in refused.complaints[0]
    archive = tmp_path / "zoe.emotune"
    kept = ("--name", "Zoë 🎈", "--export", archive)
    deleted = emotune(tmp_path, "clients", "delete", number, *kept, *words)
    assert deleted.json["log_emptied"] is True and archive.exists()
    assert emotune(tmp_path, "clients", "list", *words).json == []
    assert "Zoë".encode() not in database.read_bytes()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("add", "x", "--consent", "everything"), "no such purpose"),
        (("add",), "type a name"),
        (("export", 1), "which archive"),
        (("show", 99), "no client number 99"),
        (("import", "--file", "nowhere.emotune"), "cannot be read"),
        (("export", 1, "--file", "no/such/folder/x.emotune"), "cannot be written"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    practice: tuple[Path, Path], words: tuple[object, ...], why: str
) -> None:
    folder, database = practice
    done = emotune(folder, "clients", *words, "--db", database)
    assert done.code == 1 and done.out == ""
    (said,) = done.complaints
    assert why in said and "Traceback" not in done.err


def test_a_session_is_exported_as_tables_with_their_dictionary(
    practice: tuple[Path, Path], tmp_path: Path
) -> None:
    target = tmp_path / "sub" / "folder"
    said = ask(practice, "sessions", "export", 1, "--dir", target)
    assert {Path(f).name for f in said["files"]} == {p.name for p in target.iterdir()}
    shown = ask(practice, "sessions", "show", 1)
    tables = {
        p.stem: list(csv.DictReader(p.open(encoding="utf-8-sig", newline="")))
        for p in target.glob("*.csv")
    }
    rows = shown["rows"]
    assert len(tables["estimates"]) == rows["emotion_sample"]
    assert len(tables["bars"]) == rows["bar"]
    assert len(tables["played_notes"]) == rows["played_note"]
    assert len(tables["scales"]) == rows["scale_reading"] > 0
    assert len(tables["markers"]) == rows["marker"] and len(tables["ratings"]) == rows["rating"]
    described = {(row["table"], row["column"]) for row in tables["dictionary"]}
    for name, table in tables.items():
        if table and name != "dictionary":
            assert {(name, column) for column in table[0]} == {d for d in described if d[0] == name}
    whole = json.loads((target / "session.json").read_text(encoding="utf-8"))
    assert len(whole["estimates"]) == len(tables["estimates"])
    assert whole["session"]["client"] == shown["session"]["client"]
    valence = [float(row["valence"]) for row in tables["estimates"]]
    assert valence == pytest.approx(shown["estimates"]["valence"], abs=1e-3)
    assert (target / "music.mid").read_bytes().startswith(b"MThd")


def test_a_folder_that_cannot_be_is_one_sentence(
    practice: tuple[Path, Path], tmp_path: Path
) -> None:
    taken = tmp_path / "file"
    taken.write_text("x")
    folder, database = practice
    done = emotune(folder, "sessions", "export", 1, "--dir", taken, "--db", database)
    assert done.code == 1 and "cannot be written" in done.complaints[0]
    done = emotune(folder, "sessions", "export", 99, "--dir", tmp_path, "--db", database)
    assert done.code == 1 and "no session number 99" in done.complaints[0]
