"""The therapist's songs live beside the database; bans belong to a client."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.music import Instrumentation, Palette
from emotune_gui.domain.review import SongPlayed
from emotune_gui.domain.session import Plan
from emotune_gui.domain.song import SongMemory
from emotune_gui.storage.opening import Database, open_database
from emotune_gui.storage.recorder import Recorder
from emotune_gui.storage.tables import SongRow
from tests.storage import records


def test_a_song_is_copied_and_outlives_its_file(database: Database, tmp_path: Path) -> None:
    elsewhere = tmp_path / "stick"
    elsewhere.mkdir()
    song = records.song(elsewhere / "Lullaby.MID")
    content = song.path.read_bytes()
    database.songs.put(song)
    song.path.unlink()
    (stored,) = database.songs.songs()
    assert stored == replace(song, path=tmp_path / "songs" / f"{song.id}.mid")
    assert stored.path.read_bytes() == content
    assert [p.name for p in stored.path.parent.iterdir()] == [stored.path.name]


def test_changing_a_label_copies_nothing_and_keeps_the_rest(
    database: Database, tmp_path: Path
) -> None:
    database.songs.put(records.song(tmp_path / "a.mid"))
    (tmp_path / "a.mid").unlink()
    (before,) = database.songs.songs()
    after = replace(before, affect=Affect(-0.5, 0.75), automatic=False)
    database.songs.put(after)
    assert database.songs.songs() == [after]
    assert after.path.exists()


def test_removing_a_song_removes_its_file_and_an_unknown_one_is_no_error(
    database: Database, tmp_path: Path
) -> None:
    kept, gone = records.song(tmp_path / "a.mid", "A"), records.song(tmp_path / "b.mid", "B")
    database.songs.put(kept)
    database.songs.put(gone)
    database.songs.remove(gone.id)
    database.songs.remove("ffffffffffffffff")
    assert [song.id for song in database.songs.songs()] == [kept.id]
    assert [p.name for p in (tmp_path / "songs").iterdir()] == [f"{kept.id}.mid"]
    assert gone.path.exists()


def test_a_bundled_song_with_another_label_stays_where_it_is(
    database: Database, tmp_path: Path
) -> None:
    path = next(bundled("resources", "songs").glob("*.mid"))
    song = records.song(path, bundled=True, automatic=False)
    database.songs.put(song)
    assert database.songs.songs() == [song]
    assert not (tmp_path / "songs").exists()
    database.songs.remove(song.id)
    assert path.exists()


def test_a_file_that_is_gone_is_one_sentence_and_leaves_no_row(
    database: Database, tmp_path: Path
) -> None:
    song = records.song(tmp_path / "a.mid")
    song.path.unlink()
    with pytest.raises(StorageError, match=r"could not be copied.*check") as caught:
        database.songs.put(song)
    assert "\n" not in str(caught.value)
    assert database.songs.songs() == []
    assert list((tmp_path / "songs").iterdir()) == []


def test_a_damaged_row_is_a_clear_sentence(memory: Database, tmp_path: Path) -> None:
    memory.songs.put(records.song(tmp_path / "a.mid"))
    with memory.connections.writing() as unit:
        unit.execute(update(SongRow).values(mode="blues"))
    with pytest.raises(StorageError, match="damaged"):
        memory.songs.songs()


def test_songs_in_a_database_in_memory_stay_where_they_are(
    memory: Database, tmp_path: Path
) -> None:
    song = records.song(tmp_path / "a.mid")
    memory.songs.put(song)
    assert memory.songs.songs() == [song]
    memory.songs.remove(song.id)
    assert song.path.exists()


def test_bans_are_the_clients_own_and_go_with_the_client(memory: Database) -> None:
    ada, ben = (memory.clients.create(name, []).id for name in ("Ada", "Ben"))
    for song in ("0123456789abcdef", "0123456789abcdef", "fedcba9876543210"):
        memory.songs.ban(ada, song)
    memory.songs.ban(ben, "fedcba9876543210")
    assert memory.songs.bans(ada) == {"0123456789abcdef", "fedcba9876543210"}
    memory.songs.allow(ada, "0123456789abcdef")
    assert memory.songs.bans(ada) == {"fedcba9876543210"}
    memory.clients.delete(ada)
    assert memory.songs.bans(ada) == frozenset()
    assert memory.songs.bans(ben) == {"fedcba9876543210"}
    with pytest.raises(InvalidInput, match="no client"):
        memory.songs.ban(ada, "fedcba9876543210")


@pytest.mark.parametrize(
    "instrumentation",
    [
        Instrumentation(),
        Instrumentation(Palette.STRINGS),
        Instrumentation(Palette.AFFECT, frozenset({30, 0, 127}), 36, 84),
    ],
)
def test_a_plans_music_is_read_back(memory: Database, instrumentation: Instrumentation) -> None:
    wanted = {
        "composer": "songs",
        "song_id": "0123456789abcdef",
        "preset": "thesis",
        "instrumentation": instrumentation,
    }
    session = records.open_session(memory, **wanted)
    assert memory.sessions.info(session).plan == Plan(**wanted)


def test_the_last_word_on_a_song_counts_across_commits(tmp_path: Path) -> None:
    database = open_database(tmp_path / "x.db")
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock())
    first = SongPlayed(0, "0123456789abcdef", "Lullaby", 0.5, 0.5, ("One. 'Two'", "♪"))
    for end in (0.5, 2.5, 4.5):
        recorder.song(replace(first, end_s=end))
        assert recorder.flush()
    recorder.song(replace(first, end_s=6.0, skipped=True))
    second = SongPlayed(1, "fedcba9876543210", "Reel", 6.0, 6.0)
    recorder.song(second)
    assert recorder.close() == 0
    stored = database.sessions.timeline(session).songs
    assert stored == (replace(first, end_s=6.0, skipped=True), second)
    database.sessions.end(session, ended_at=records.STARTED, duration_s=7.0)
    database.sessions.delete(session)
    database.close()
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        assert connection.execute("SELECT count(*) FROM song_played").fetchone() == (0,)


def test_what_a_client_skipped_is_remembered_and_goes_with_the_client(tmp_path: Path) -> None:
    database = open_database(tmp_path / "x.db")
    lullaby, reel = "0123456789abcdef", "fedcba9876543210"

    def heard(name: str, *songs: tuple[str, bool]) -> int:
        session = records.open_session(database, name)
        recorder = Recorder(database, session, records.HandClock())
        for place, (song, skipped) in enumerate(songs):
            recorder.song(SongPlayed(place, song, "x", 0.0, 5.0, skipped=skipped))
        assert recorder.close() == 0
        database.sessions.end(session, ended_at=records.STARTED, duration_s=7.0)
        return database.sessions.info(session).client_id

    ada = heard("Ada", (lullaby, True), (reel, False))
    assert database.songs.memory(ada) == SongMemory({lullaby: 1}, frozenset({lullaby, reel}))
    heard("Ada", (lullaby, True))
    heard("Ada")
    ben = heard("Ben", (reel, True))
    assert database.songs.memory(ada) == SongMemory({lullaby: 2}, frozenset({lullaby}))
    assert database.songs.memory(ben) == SongMemory({reel: 1}, frozenset({reel}))
    database.clients.delete(ada)
    assert database.songs.memory(ada) == SongMemory()
    database.close()
