"""Films in the database and beside it: noted, deleted with their session, archived on choice."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.storage.archiving import export_client, import_client
from emotune_gui.storage.opening import Database, open_database
from tests.storage import records

FILM = b"a film, as far as storage is concerned " * 1000


def filmed(database: Database, name: str = "Ada") -> int:
    session = records.open_session(database, name)
    with database.recordings.begin(session, picture=True, sound=True, start_s=0.5) as file:
        file.write(FILM)
    database.recordings.grown(session, seconds=12.0, drops=3)
    database.sessions.end(session, ended_at=records.STARTED, duration_s=20.0)
    return session


@pytest.fixture
def kept(tmp_path: Path) -> Database:
    return open_database(tmp_path / "x.db")


def test_a_film_is_noted_found_and_read(kept: Database) -> None:
    session = filmed(kept)
    info = kept.recordings.of_session(session)
    assert info is not None
    assert (info.picture, info.sound, info.start_s, info.seconds) == (True, True, 0.5, 12.0)
    assert (info.bytes, info.drops) == (len(FILM), 3)
    assert info.path.parent == kept.path.parent / "recordings"  # type: ignore[union-attr]
    assert kept.recordings.of_client(1) == [info]
    with kept.recordings.open(session) as file:
        assert file.read() == FILM
    assert [e.action for e in kept.audit.events() if "recording" in e.action] == ["recording.begin"]


def test_a_session_without_a_film_has_none(kept: Database) -> None:
    session = records.open_session(kept)
    assert kept.recordings.of_session(session) is None
    with pytest.raises(InvalidInput, match="Nothing was recorded"):
        kept.recordings.open(session)


def test_a_missing_film_is_one_sentence(kept: Database) -> None:
    session = filmed(kept)
    kept.recordings.files.path(f"{session}.mkv").unlink()
    with pytest.raises(StorageError, match="not where it was kept") as caught:
        kept.recordings.open(session)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("what", ["film", "session", "client"])
def test_the_file_goes_with_the_film_the_session_and_the_client(kept: Database, what: str) -> None:
    session, other = filmed(kept), filmed(kept, "Ben")
    if what == "film":
        kept.recordings.delete(session)
    elif what == "session":
        kept.sessions.delete(session)
    else:
        kept.clients.delete(1)
    folder = kept.recordings.files.folder
    assert folder is not None
    assert [p.name for p in folder.iterdir()] == [f"{other}.mkv"]
    assert kept.recordings.of_session(session) is None
    assert kept.recordings.of_session(other) is not None


@pytest.mark.parametrize("what", ["film", "session", "client"])
def test_a_file_that_cannot_be_removed_is_not_forgotten(
    kept: Database, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = filmed(kept)

    def refused(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "unlink", refused)
    deleting = {
        "film": lambda: kept.recordings.delete(session),
        "session": lambda: kept.sessions.delete(session),
        "client": lambda: kept.clients.delete(1),
    }
    with pytest.raises(StorageError, match="cannot be deleted"):
        deleting[what]()
    assert kept.recordings.of_session(session) is not None
    assert kept.clients.get(1).sessions == 1


def test_merged_clients_keep_their_films(kept: Database) -> None:
    session, other = filmed(kept), filmed(kept, "Ben")
    kept.clients.merge(1, 2)
    assert [info.session_id for info in kept.recordings.of_client(1)] == [session, other]


def test_a_file_that_is_in_the_way_is_not_written_over(kept: Database) -> None:
    session = records.open_session(kept)
    folder = kept.recordings.files.folder
    assert folder is not None
    folder.mkdir()
    (folder / f"{session}.mkv").write_bytes(b"another")
    with pytest.raises(StorageError, match="goes on without"):
        kept.recordings.begin(session, picture=True, sound=False, start_s=0.0)
    assert (folder / f"{session}.mkv").read_bytes() == b"another"
    assert kept.recordings.of_session(session) is None


def test_a_film_that_cannot_be_noted_leaves_no_file(kept: Database) -> None:
    with pytest.raises(StorageError):
        kept.recordings.begin(99, picture=True, sound=False, start_s=0.0)
    folder = kept.recordings.files.folder
    assert folder is not None
    assert list(folder.iterdir()) == []


def test_an_archive_leaves_films_out_unless_asked(kept: Database, tmp_path: Path) -> None:
    filmed(kept)
    archived = export_client(kept, 1, tmp_path / "a.emotune")
    assert archived.recordings == 0
    with zipfile.ZipFile(archived.path) as archive:
        assert sorted(archive.namelist()) == ["client.db", "manifest.json"]
    taken = import_client(kept, archived.path)
    assert kept.recordings.of_client(taken.client.id) == []


def test_an_archive_takes_films_to_another_computer(kept: Database, tmp_path: Path) -> None:
    filmed(kept)
    filmed(kept)
    archived = export_client(kept, 1, tmp_path / "a.emotune", include_recordings=True)
    assert archived.recordings == 2
    other = open_database(tmp_path / "elsewhere" / "y.db")
    filmed(other, "Zoe")
    taken = import_client(other, archived.path)
    films = other.recordings.of_client(taken.client.id)
    assert [film.path.name for film in films] == ["2.mkv", "3.mkv"]
    for film in films:
        assert film.path.read_bytes() == FILM
        assert film.path.stat().st_mode & 0o077 == 0
        assert (film.seconds, film.drops) == (12.0, 3)
    other.close()


def altered(source: Path, target: Path, change: str) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json" and change == "path":
                manifest["members"][1]["name"] = "recordings/../../1.mkv"
                content = json.dumps(manifest).encode()
            if name.endswith(".mkv"):
                content = {"byte": b"X" + content[1:], "short": content[:-1]}.get(change, content)
                if change == "gone":
                    continue
            film = change == "path" and name.endswith(".mkv")
            new.writestr("recordings/../../1.mkv" if film else name, content)
        if change == "more":
            new.writestr("recordings/99.mkv", b"unsaid")


@pytest.mark.parametrize("change", ["byte", "short", "gone", "more", "path"])
def test_an_altered_film_is_refused_and_nothing_stays(
    kept: Database, tmp_path: Path, change: str
) -> None:
    filmed(kept)
    archived = export_client(kept, 1, tmp_path / "a.emotune", include_recordings=True)
    altered(archived.path, tmp_path / "b.emotune", change)
    with pytest.raises(InvalidInput, match="no whole archive"):
        import_client(kept, tmp_path / "b.emotune")
    folder = kept.recordings.files.folder
    assert folder is not None
    assert [p.name for p in folder.iterdir()] == ["1.mkv"]
    assert len(kept.clients.list()) == 1
    assert not (tmp_path.parent / "1.mkv").exists()


def test_an_import_that_fails_leaves_no_film(
    kept: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filmed(kept)
    filmed(kept)
    archived = export_client(kept, 1, tmp_path / "a.emotune", include_recordings=True)
    folder = kept.recordings.files.folder
    assert folder is not None
    before = sorted(p.name for p in folder.iterdir())
    (folder / "4.mkv").write_bytes(b"in the way")
    with pytest.raises(StorageError):
        import_client(kept, archived.path)
    assert sorted(p.name for p in folder.iterdir()) == [*before, "4.mkv"]
    assert len(kept.clients.list()) == 1


def test_a_missing_film_stops_its_export(kept: Database, tmp_path: Path) -> None:
    session = filmed(kept)
    kept.recordings.files.path(f"{session}.mkv").unlink()
    with pytest.raises(StorageError, match="not where it was kept"):
        export_client(kept, 1, tmp_path / "a.emotune", include_recordings=True)
    assert not (tmp_path / "a.emotune").exists()
