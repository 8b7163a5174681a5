"""Exports: nothing private, no formulas, and sessions that hold next to nothing."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.review import NoteKind
from emotune_gui.domain.session import Marker, Plan, Purpose, Rating
from emotune_gui.engine.export_columns import DICTIONARY
from emotune_gui.engine.exporting import export_session
from emotune_gui.storage.opening import Database, open_database
from emotune_gui.storage.recorder import Recorder
from tests.storage import records


@pytest.fixture
def database() -> Database:
    return open_database(":memory:")


def session_of(database: Database) -> int:
    client = database.clients.create("مريم 🎈", list(Purpose))
    began = datetime(2026, 3, 1, tzinfo=UTC)
    session = database.sessions.begin(
        client.id, Plan(), "demo", weights_version=0, started_at=began
    )
    database.sessions.end(session, ended_at=began, duration_s=0.0)
    return session


def test_a_session_without_anything_is_exported(database: Database, tmp_path: Path) -> None:
    written = export_session(database, session_of(database), tmp_path)
    assert sorted(p.name for p in written) == sorted(
        [*(f"{name}.csv" for name in DICTIONARY), "dictionary.csv", "session.json"]
    )
    assert "مريم 🎈" in (tmp_path / "session.json").read_text(encoding="utf-8")


def test_private_notes_are_in_no_file(database: Database, tmp_path: Path) -> None:
    session = session_of(database)
    database.notes.write(session, NoteKind.FREE, "to be seen")
    database.notes.write(session, NoteKind.SOAP, "unseen", {"plan": "unseen"}, private=True)
    remark = database.notes.write(session, NoteKind.REMARK, "unseen", t=3.0, private=True)
    database.notes.amend(database.notes.lock(remark.id).id, "unseen")
    content = b"".join(p.read_bytes() for p in export_session(database, session, tmp_path))
    assert b"to be seen" in content and b"unseen" not in content


def test_every_kind_of_rating_has_its_columns(database: Database, tmp_path: Path) -> None:
    session = session_of(database)
    recorder = Recorder(database, session, records.HandClock())
    bar = records.bar(10)
    recorder.bar(0.0, bar, Affect(0.0, 0.0))
    recorder.rating(Rating(1.0, bar.id, score=5))
    recorder.rating(Rating(2.0, bar.id, felt=Affect(0.25, -0.5)))
    recorder.rating(Rating(3.0, bar.id, better=-1.0, by="client"))
    assert recorder.close() == 0
    export_session(database, session, tmp_path)
    with (tmp_path / "ratings.csv").open(encoding="utf-8-sig", newline="") as file:
        score, felt, better = csv.DictReader(file)
    assert list(score) == [column.name for column in DICTIONARY["ratings"]]
    assert (score["score"], score["reward"], score["felt_valence"]) == ("5", "1.0", "")
    assert (felt["felt_valence"], felt["felt_arousal"], felt["reward"]) == ("0.25", "-0.5", "")
    assert (better["better"], better["by"], better["reward"]) == ("-1.0", "client", "")


@pytest.mark.parametrize("label", ['=HYPERLINK("x")', "+1", "-1", "@x", "\tx"])
def test_no_cell_is_a_formula(database: Database, tmp_path: Path, label: str) -> None:
    session = session_of(database)
    database.markers.add(session, Marker(1.0, label))
    export_session(database, session, tmp_path)
    with (tmp_path / "markers.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["label"] == "'" + label
