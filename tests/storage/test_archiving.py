"""A client as one file: nothing lost, nothing of others, and refused when it is not whole."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from emotune_gui.domain.faults import EmoTuneError, InvalidInput, NewerDatabase, StorageError
from emotune_gui.domain.review import NoteKind
from emotune_gui.domain.session import Plan, Purpose
from emotune_gui.storage import migrating
from emotune_gui.storage.archiving import export_client, import_client
from emotune_gui.storage.copying import OF_A_CLIENT, OF_NOBODY
from emotune_gui.storage.opening import Database, open_database
from emotune_gui.storage.recorder import Recorder
from emotune_gui.storage.tables_base import Base
from tests.storage import records
from tests.storage.test_clients import live_a_little, rows_by_table
from tests.storage.test_opening import older_file
from tests.storage.told import Told


def told_session(database: Database, name: str) -> tuple[Told, int]:
    session = records.open_session(database, name)
    told, recorder = Told(), Recorder(database, session, records.HandClock())
    for k in range(250):
        told.tell(recorder, k)
        if k % 60 == 0:
            assert recorder.flush()
    assert recorder.close() == 0
    database.sessions.end(session, ended_at=records.STARTED, duration_s=25.0)
    return told, session


@pytest.fixture
def archive(tmp_path: Path, database: Database) -> Path:
    database.clients.create("Other", [])
    client = live_a_little(database, "Zoë مريم 👩‍🎨")
    target = tmp_path / "client.emotune"
    assert export_client(database, client, target).private_notes_left_out == 1
    return target


def test_every_table_is_a_clients_or_of_nobody() -> None:
    assert OF_A_CLIENT.keys() | OF_NOBODY == Base.metadata.tables.keys()
    assert not OF_A_CLIENT.keys() & OF_NOBODY


def test_an_archive_brings_everything_to_another_machine(
    tmp_path: Path, database: Database
) -> None:
    client = live_a_little(database, "Ada")
    told, _ = told_session(database, "Ada")
    first = database.sessions.list(client)[-1].id
    note = database.notes.lock(database.notes.write(first, NoteKind.DAP, "kept").id, "Eve")
    database.notes.amend(note.id, "amended")
    stands_apart = open_database(tmp_path / "elsewhere.db")
    stands_apart.clients.create("Somebody", list(Purpose))
    live_a_little(stands_apart, "Somebody else")
    before = rows_by_table(stands_apart)
    archived = export_client(database, client, tmp_path / "a.emotune", include_private=True)
    assert (archived.sessions, archived.private_notes_left_out) == (2, 0)

    imported = import_client(stands_apart, archived.path)
    assert (imported.sessions, imported.renamed) == (2, False)
    there = imported.client
    here = database.clients.get(client)
    assert (there.name, there.consents, there.sessions) == ("Ada", here.consents, 2)
    assert (there.created_at, there.last_seen) == (here.created_at, here.last_seen)
    after = rows_by_table(stands_apart)
    with closing(sqlite3.connect(tmp_path / "emotune.db")) as source:
        for table, where in OF_A_CLIENT.items():
            ours = source.execute(f"SELECT count(*) FROM {table} WHERE {where}", [client])
            # The export is an event here, the import one there.
            assert after[table] - before[table] == ours.fetchone()[0], table
    newest, oldest = (info.id for info in stands_apart.sessions.list(there.id))
    told.assert_stored(stands_apart, newest)
    amended = max(n.id for n in stands_apart.notes.of_session(oldest))
    story = stands_apart.notes.history(amended)
    assert [(n.text, n.locked_by) for n in story] == [("kept", "Eve"), ("amended", "therapist")]
    assert stands_apart.weights.history(there.id) == database.weights.history(client)
    assert stands_apart.neutrals.history(there.id) == database.neutrals.history(client)
    assert stands_apart.voices.history(there.id) == database.voices.history(client)
    assert stands_apart.consents.history(there.id) == database.consents.history(client)
    assert stands_apart.songs.bans(there.id) == database.songs.bans(client)
    assert stands_apart.trends.of_client(there.id)[-1].ratings == len(told.ratings)
    stands_apart.check()
    stands_apart.close()


def test_only_the_client_is_in_it(tmp_path: Path, database: Database) -> None:
    live_a_little(database, "Quixotica")
    client = live_a_little(database, "Beatrice")
    export_client(database, client, tmp_path / "b.emotune")
    with zipfile.ZipFile(tmp_path / "b.emotune") as packed:
        content = packed.read("client.db")
    assert b"Beatrice" in content and b"Quixotica" not in content
    assert b"privately of" not in content


def test_private_notes_go_only_on_demand(tmp_path: Path, database: Database) -> None:
    client = live_a_little(database, "Ada")
    for include_private, notes in ((False, 2), (True, 3)):
        target = tmp_path / f"{include_private}.emotune"
        export_client(database, client, target, include_private=include_private)
        elsewhere = open_database(":memory:")
        there = import_client(elsewhere, target).client
        (info,) = elsewhere.sessions.list(there.id)
        assert len(elsewhere.notes.of_session(info.id, include_private=True)) == notes
        elsewhere.close()


def test_a_name_that_is_taken_comes_in_with_a_number(archive: Path, database: Database) -> None:
    first, second = import_client(database, archive), import_client(database, archive)
    assert first.renamed and second.renamed
    assert first.client.name == "Zoë مريم 👩‍🎨 (2)" and second.client.name.endswith("(3)")
    assert second.name_in_archive == "Zoë مريم 👩‍🎨"


def test_an_archive_of_an_older_release_is_upgraded(tmp_path: Path, database: Database) -> None:
    for revision in migrating.released().revisions[:-1]:
        data = tmp_path / f"{revision}.db"
        older_file(data, revision)
        packed = tmp_path / f"{revision}.emotune"
        rows = {"client": 1, "session": 1, "emotion_sample": 1}
        rezip(packed, data.read_bytes(), {"schema": revision, "rows": rows})
        imported = import_client(database, packed)
        (info,) = database.sessions.list(imported.client.id)
        assert (info.plan, info.estimates) == (Plan(seed=7), 6)
        assert len(database.sessions.timeline(info.id).estimates.t) == 6


def rezip(path: Path, data: bytes, changes: dict[str, Any], **members: bytes) -> None:
    said = {"name": "client.db", "bytes": len(data), "sha256": sha256(data).hexdigest()}
    manifest = {
        "format": "emotune-client",
        "version": 1,
        "schema": migrating.released().newest,
        "rows": {"client": 1},
        "members": [said],
    }
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("manifest.json", json.dumps(manifest | changes))
        packed.writestr("client.db", data)
        for name, content in members.items():
            packed.writestr(name, content)


def data_of(archive: Path) -> bytes:
    with zipfile.ZipFile(archive) as packed:
        return packed.read("client.db")


def altered_rows(archive: Path, statement: str, folder: Path) -> bytes:
    path = folder / "altered.db"
    path.write_bytes(data_of(archive))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


def cut(archive: Path, folder: Path) -> None:
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size * 2 // 3])


def one_byte(archive: Path, folder: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 0x10
    archive.write_bytes(bytes(content))


def emptied(archive: Path, folder: Path) -> None:
    archive.write_bytes(b"")


def other_data(archive: Path, folder: Path) -> None:
    data = data_of(archive)
    said = {"name": "client.db", "bytes": len(data), "sha256": "0" * 64}
    rezip(archive, data, {"members": [said]})


def no_database(archive: Path, folder: Path) -> None:
    rezip(archive, b"x" * 5000, {})


def more_members(archive: Path, folder: Path) -> None:
    rezip(archive, data_of(archive), {}, **{"../evil.txt": b"x"})


def path_outside(archive: Path, folder: Path) -> None:
    rezip(archive, data_of(archive), {"members": [{"name": "../x", "bytes": 1, "sha256": ""}]})


def a_row_less(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        rows = json.loads(packed.read("manifest.json"))["rows"]
    rezip(archive, altered_rows(archive, "DELETE FROM marker", folder), {"rows": rows})


def damaged_samples(archive: Path, folder: Path) -> None:
    statement = "UPDATE emotion_sample SET data = x'00112233'"
    rezip(archive, altered_rows(archive, statement, folder), {})


def two_clients(archive: Path, folder: Path) -> None:
    statement = "INSERT INTO client SELECT 99, 1, 'b', 'b', created_at, NULL, 0 FROM client"
    rezip(archive, altered_rows(archive, statement, folder), {})


def no_manifest(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("client.db", b"")


def odd_manifest(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("manifest.json", '["emotune-client"]')


def foreign_zip(archive: Path, folder: Path) -> None:
    rezip(archive, data_of(archive), {"format": "another program's"})


@pytest.mark.parametrize(
    "damage",
    [
        *(cut, one_byte, emptied, other_data, no_database, more_members, path_outside),
        *(a_row_less, damaged_samples, two_clients, no_manifest, odd_manifest, foreign_zip),
    ],
)
def test_what_is_no_whole_archive_is_refused(
    archive: Path, tmp_path: Path, damage: Callable[[Path, Path], None]
) -> None:
    damage(archive, tmp_path)
    assert "cut short or altered" in refused(archive, InvalidInput)


@pytest.mark.parametrize("changes", [{"version": 2}, {"schema": "9999"}])
def test_an_archive_of_a_newer_release_is_refused(archive: Path, changes: dict[str, Any]) -> None:
    rezip(archive, data_of(archive), changes)
    assert "newer EmoTune" in refused(archive, NewerDatabase)


def test_a_newer_schema_inside_is_refused(archive: Path, tmp_path: Path) -> None:
    statement = "UPDATE alembic_version SET version_num = '9999'"
    rezip(archive, altered_rows(archive, statement, tmp_path), {})
    assert "newer EmoTune" in refused(archive, NewerDatabase)


def refused(archive: Path, kind: type[EmoTuneError]) -> str:
    """The sentence; the database is as it was."""
    database = open_database(":memory:")
    live_a_little(database, "Ada")
    before = rows_by_table(database)
    with pytest.raises(kind) as caught:
        import_client(database, archive)
    said = str(caught.value)
    assert rows_by_table(database) == before
    assert said.endswith(".") and "\n" not in said
    database.close()
    return said


def test_an_import_half_way_leaves_nothing(archive: Path, database: Database) -> None:
    before = rows_by_table(database)
    with database.connections.writing() as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER stop BEFORE INSERT ON rating BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    with pytest.raises(StorageError):
        import_client(database, archive)
    assert rows_by_table(database) == before


def test_where_nothing_can_be_written_no_file_is_left(tmp_path: Path, database: Database) -> None:
    client = live_a_little(database, "Ada")
    with pytest.raises(StorageError, match="cannot be written"):
        export_client(database, client, tmp_path / "nowhere" / "a.emotune")
    taken = tmp_path / "taken.emotune"
    taken.write_text("mine")
    with pytest.raises(InvalidInput, match="already"):
        export_client(database, client, taken)
    assert taken.read_text() == "mine"
    export_client(database, client, taken, replace=True)
    assert zipfile.is_zipfile(taken)
    with pytest.raises(InvalidInput, match="no client number 99"):
        export_client(database, 99, tmp_path / "b.emotune")
    records.open_session(database)
    with pytest.raises(InvalidInput, match="running"):
        export_client(database, client, tmp_path / "b.emotune")
    with pytest.raises(InvalidInput, match="cannot be read"):
        import_client(database, tmp_path / "b.emotune")
    assert not list(tmp_path.glob("b.emotune")) and not list(tmp_path.glob(".emotune*"))
