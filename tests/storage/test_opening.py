"""Places and files that will not do, upgrades, and what a fresh file looks like."""

from __future__ import annotations

import os
import shutil
import sqlite3
from base64 import b64decode
from contextlib import closing
from pathlib import Path

import pytest

from emotune_gui.bundled import bundled
from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.learning import CLINICAL_PRIOR, USUAL_SETTINGS
from emotune_gui.domain.review import NoteKind
from emotune_gui.domain.session import Plan
from emotune_gui.storage import migrating
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.migrating import Schema, released
from emotune_gui.storage.opening import Database, open_database
from tests.storage import records
from tests.storage.test_packing import FIRST_FORMAT

ADD_COLOUR = """
import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "{before}"


def upgrade() -> None:
    op.add_column("marker", sa.Column("colour", sa.Text(), nullable=True))
    {then}
"""


def later_schema(folder: Path, then: str = "") -> Schema:
    """The released migrations with one more, as a later version would bring."""
    copy = folder / "migrations"
    shutil.copytree(bundled("migrations"), copy, ignore=shutil.ignore_patterns("__pycache__"))
    before = released().newest
    script = ADD_COLOUR.format(before=before, then=then)
    (copy / "versions" / "later_colour.py").write_text(script)
    return Schema((*released().revisions, "later"), copy)


def filled(path: Path) -> int:
    database = open_database(path)
    session = records.open_session(database)
    database.sessions.end(session, ended_at=records.STARTED, duration_s=1.0)
    database.close()
    return session


def structure(path: Path) -> list[tuple[str, str, str]]:
    """Every table, index and trigger with its definition, blanks aside."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, COALESCE(sql, '') FROM sqlite_master")
        return sorted((kind, name, " ".join(sql.split())) for kind, name, sql in rows)


def sentence_of(path: Path, **options: Schema) -> str:
    with pytest.raises(StorageError) as caught:
        open_database(path, **options)
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    assert "Traceback" not in text
    return text


def test_a_new_database_is_made_with_its_folder_and_reopens(tmp_path: Path) -> None:
    path = tmp_path / "a folder" / "ünï 'x'.db"
    session = filled(path)
    again = open_database(path)
    assert again.sessions.info(session).client_name == "Ada"
    assert again.backup is None
    again.close()
    again.close()
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name]


@pytest.mark.skipif(os.name == "nt", reason="permission bits of POSIX")
def test_a_new_file_is_its_owners_only(tmp_path: Path) -> None:
    filled(tmp_path / "x.db")
    assert (tmp_path / "x.db").stat().st_mode & 0o077 == 0


def test_the_file_is_in_wal_mode_with_foreign_keys_on(database: Database) -> None:
    with database.connections.reading() as session:
        connection = session.connection()
        pragma = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "secure_delete")
        }
        timeout = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    assert pragma == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 1,
        "secure_delete": 1,
    }
    assert timeout == 5000


def test_migrations_lead_to_the_schema_of_the_tables(tmp_path: Path) -> None:
    filled(tmp_path / "created.db")
    with closing(sqlite3.connect(tmp_path / "migrated.db")):
        pass
    schema = released()
    connections = Connections(tmp_path / "migrated.db")
    with connections.writing() as session:
        migrating.run_migrations(session.connection(), schema)
    connections.close()

    assert _described(tmp_path / "migrated.db") == _described(tmp_path / "created.db")


def _described(path: Path) -> dict[str, object]:
    """Columns, keys, indices and triggers, whatever the order of the constraints."""
    with closing(sqlite3.connect(path)) as connection:

        def pragma(name: str, of: str) -> list[tuple[object, ...]]:
            return sorted(connection.execute(f"PRAGMA {name}('{of}')"), key=str)

        tables = [name for kind, name, _ in structure(path) if kind == "table"]
        described: dict[str, object] = {
            table: (
                pragma("table_xinfo", table),
                sorted(row[2:] for row in pragma("foreign_key_list", table)),
                sorted(
                    (str(row[2:]), str(pragma("index_info", str(row[1]))))
                    for row in pragma("index_list", table)
                ),
            )
            for table in tables
        }
    for kind, name, sql in structure(path):
        if kind == "trigger":
            described[name] = sql
        if kind == "table":
            described[f"{name} autoincrement"] = "AUTOINCREMENT" in sql
    return described


def test_the_released_revisions_are_those_of_the_scripts() -> None:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(bundled("migrations")))
    found = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(found)) == released().revisions


@pytest.mark.parametrize("revision", released().revisions)
def test_every_released_schema_is_upgraded(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "old.db"
    connections = Connections(path)
    with connections.writing() as session:
        migrating.run_migrations(session.connection(), released(), to=revision)
    connections.close()
    database = open_database(path)
    session = records.open_session(database)
    assert database.sessions.info(session).client_name == "Ada"
    database.check()
    database.close()


@pytest.mark.parametrize("kind", ["no bytes", "no tables"])
def test_an_emptied_file_gets_its_tables(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "emptied.db"
    if kind == "no bytes":
        path.touch()
    else:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE old (x)")
            connection.execute("DROP TABLE old")
            connection.commit()
        assert path.stat().st_size > 0
    filled(path)
    assert not list(tmp_path.glob("*backup*"))


def test_an_upgrade_keeps_the_data_and_leaves_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "emotune.db"
    session = filled(path)
    schema = later_schema(tmp_path)
    database = open_database(path, schema=schema)
    backup = database.backup
    assert database.sessions.info(session).client_name == "Ada"
    database.close()
    assert "colour" in str(structure(path))
    assert backup is not None
    assert backup.parent == tmp_path
    assert backup.name.startswith(f"emotune.backup-{released().newest}-")
    assert backup.suffix == ".db"
    old = open_database(backup)
    assert old.sessions.info(session).client_name == "Ada"
    old.close()
    assert "colour" not in str(structure(backup))
    reopened = open_database(path, schema=schema)
    assert reopened.backup is None
    reopened.close()


def older_file(path: Path, revision: str) -> None:
    """A file as that release left it: a client with consents, a session, samples in format 1."""
    with closing(sqlite3.connect(path)):
        pass
    connections = Connections(path)
    with connections.writing() as session:
        connection = session.connection()
        migrating.run_migrations(connection, released(), to=revision)
        at, chunk = "2026-03-01 09:30:00.000000", b64decode(FIRST_FORMAT)
        for table, values in (
            ("therapist", (1, "", at)),
            ("client", (1, 1, "Ada", "ada", at, None, 0)),
            ("consent", (1, 1, "store_features", 1, at, "therapist", None, None)),
            ("session", (1, 1, "demo", at, at, 9.0, "ended", 0, 9.0, 6, 0, at, "host", 1, "")),
            ("plan", (1, "match", 0.5, -0.4, 20.0, 50.0, 100.0, "", "7")),
            ("emotion_sample", (1, 1, 0, 6, 0.0, 0.5, chunk)),
            ("note", (1, 1, 3.0, "smiles", "draft", None, at, "therapist")),
        ):
            places = ",".join("?" * len(values))
            # What later releases added is left to its default.
            known = connection.exec_driver_sql(f"PRAGMA table_info({table})").all()
            names = ",".join(column.name for column in known[: len(values)])
            connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({places})", values)
    connections.close()


@pytest.mark.parametrize("revision", released().revisions[:-1])
def test_a_file_of_any_older_release_keeps_what_it_knows_and_learns_the_new(
    tmp_path: Path, revision: str
) -> None:
    path = tmp_path / "old.db"
    older_file(path, revision)
    database = open_database(path)
    assert database.backup is not None and f"backup-{revision}-" in database.backup.name
    info = database.sessions.info(1)
    assert (info.client_name, info.duration_s, info.estimates) == ("Ada", 9.0, 6)
    assert (info.recogniser, info.microphone) == ("", "")
    series = database.sessions.timeline(1).estimates
    assert len(series.t) == 6 and series.state[3] == "no_face"
    assert series.voice is None and series.voice_weight is None
    assert (series.neutral_version, series.voice_state) == ((), ())
    assert database.neutrals.history(1) == [] and database.voices.history(1) == []
    assert database.neutrals.save(1, records.neutral()).version == 1
    assert database.voices.save(1, records.voice()).version == 1
    assert info.plan == Plan(seed=7) and database.sessions.timeline(1).songs == ()
    assert database.songs.songs() == [] and database.songs.bans(1) == frozenset()
    (note,) = database.notes.of_session(1)
    assert (note.text, note.kind, note.private) == ("smiles", NoteKind.REMARK, False)
    assert database.notes.lock(note.id).changed_at == note.created_at
    assert database.scales.of_session(1) == () and database.templates.list() == []
    assert database.weights.settings(1) == USUAL_SETTINGS and database.weights.trials(1) == []
    assert database.trends.of_session(1).believed_s > 0 and not database.practice.get().name
    database.songs.ban(1, "0123456789abcdef")
    database.songs.put(records.song(tmp_path / "lullaby.mid"))
    after = records.open_session(database, microphone="Headset", composer="songs")
    assert database.sessions.info(after).plan.composer == "songs"
    assert database.sessions.info(after).microphone == "Headset"
    database.close()
    filled(tmp_path / "new.db")
    assert _described(path) == _described(tmp_path / "new.db")


def test_an_upgrade_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "emotune.db"
    session = filled(path)
    before = structure(path)
    sentence_of(path, schema=later_schema(tmp_path, then='op.execute("DROP TABLE nowhere")'))
    assert structure(path) == before
    database = open_database(path)
    assert database.sessions.info(session).client_name == "Ada"
    database.close()


def test_without_a_backup_there_is_no_upgrade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "emotune.db"
    filled(path)
    before = structure(path)
    whole = migrating.connect

    def no_second_file(asked: Path) -> sqlite3.Connection:
        if asked.suffix == ".partial":
            raise sqlite3.OperationalError("database or disk is full")
        return whole(asked)

    monkeypatch.setattr(migrating, "connect", no_second_file)
    assert "free some space" in sentence_of(path, schema=later_schema(tmp_path))
    assert structure(path) == before
    assert not list(tmp_path.glob("*.partial"))


def test_the_backup_holds_what_is_still_in_the_log(tmp_path: Path) -> None:
    path = tmp_path / "emotune.db"
    database = open_database(path)
    database.clients.create("Only in the log", [])
    assert path.with_name("emotune.db-wal").stat().st_size > 0
    backup = migrating.back_up(path, "0001")
    database.close()
    copy = open_database(backup)
    assert copy.clients.by_name("Only in the log") is not None
    copy.close()


def test_weights_of_the_first_learner_are_read_as_they_were(tmp_path: Path) -> None:
    """A version written before 0007 keeps its offsets and belief, and has no evidence."""
    path = tmp_path / "old.db"
    older_file(path, "0006")
    with closing(sqlite3.connect(path)) as connection:
        offsets = "[[-6.0, 0.0, 0.0]" + ", [0.0, 0.0, 0.0]" * 5 + "]"
        connection.execute(
            "INSERT INTO mapping_weights (client_id, version, offsets, belief_mean, "
            "belief_precision, ratings_used, reason, created_at, active) "
            "VALUES (1, 1, ?, x'', x'', 12, 'Slower.', '2026-03-01 09:30:00.000000', 1)",
            (offsets,),
        )
        connection.commit()
    database = open_database(path)
    weights = database.weights.current(1)
    assert weights.offsets[0] == (-6.0, 0.0, 0.0) and weights.ratings_used == 12
    assert (weights.evidence, weights.moments, weights.arms) == ((), (), ())
    assert (weights.prior, weights.listening) == (CLINICAL_PRIOR, 1.0)
    database.close()
