from __future__ import annotations

import csv
from pathlib import Path

import pytest

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.music import Mode, Part
from emotune_gui.domain.song import SongEmotion, SongKind
from emotune_gui.music.songs.importing import read_song, song_id
from emotune_gui.music.songs.library import (
    MemorySongStore,
    SongFilter,
    SongLibrary,
    bundled_songs,
)
from emotune_gui.music.songs.timing import duration_s
from tests.music.songs.test_recommending import song

GIVEN = (
    song(1, 0.6, 0.5, title="Élégie", composer="Fauré", genre="song", tempo_bpm=60.0),
    song(2, -0.6, 0.5, title="Storm", composer="Nobody", genre="quartet", tempo_bpm=150.0),
    song(3, -0.6, -0.5, title="Lament", genre="Air", tonic=2, mode=Mode.AEOLIAN),
    song(4, 0.5, -0.5, title="Lullaby", genre="air", kind=SongKind.AUDIO),
)


def library(*own) -> SongLibrary:
    return SongLibrary(MemorySongStore(own), GIVEN)


def titles(wanted: SongFilter) -> set[str]:
    return {one.title for one in library().search(wanted)}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (SongFilter(), {"Élégie", "Storm", "Lament", "Lullaby"}),
        (SongFilter(text="elegie FAURE"), {"Élégie"}),
        (SongFilter(text="nothing like it"), set()),
        (SongFilter(emotion=SongEmotion.ANGRY), {"Storm"}),
        (SongFilter(genre="AIR"), {"Lament", "Lullaby"}),
        (SongFilter(slowest_bpm=101), {"Storm"}),
        (SongFilter(fastest_bpm=60), {"Élégie"}),
        (SongFilter(tonic=2, mode=Mode.AEOLIAN), {"Lament"}),
        (SongFilter(kind=SongKind.AUDIO), {"Lullaby"}),
        (SongFilter(bundled=True), set()),
    ],
)
def test_search(wanted: SongFilter, found: set[str]) -> None:
    assert titles(wanted) == found


def test_a_song_is_found_by_the_beginning_of_its_id() -> None:
    own = song(5, id="abcd" + "0" * 12, title="Mine")
    assert library(own).get("abcd") is own
    for unknown in ("", "ab", "ffff", "000000000000000"):
        with pytest.raises(InvalidInput):
            library(own).get(unknown)


def test_a_persons_label_hides_the_old_one_and_can_be_taken_back() -> None:
    own = library()
    changed = own.label(GIVEN[1].id, Affect(0.1, 0.2))
    assert own.get(GIVEN[1].id) == changed
    assert (changed.affect, changed.automatic) == (Affect(0.1, 0.2), False)
    assert len(own.songs()) == len(GIVEN)
    own.remove(changed.id)
    assert own.get(GIVEN[1].id) == GIVEN[1]


def test_own_songs_are_added_and_removed() -> None:
    own = library()
    own.add(song(9, title="Aria"))
    assert own.songs()[0].title == "Aria"
    own.remove(song(9).id)
    assert len(own.songs()) == len(GIVEN)


def test_a_missing_or_damaged_index_is_one_sentence(tmp_path: Path) -> None:
    for content in (None, "file,title\na.mid,A\n", "id\n\n1\n"):
        if content is not None:
            (tmp_path / "index.csv").write_text(content)
        with pytest.raises(EmoTuneError, match="list of songs"):
            bundled_songs(tmp_path)


def test_sixty_songs_come_with_the_program_over_all_emotions_and_genres() -> None:
    songs = bundled_songs()
    assert len(songs) >= 60
    counts = {emotion: sum(s.emotion is emotion for s in songs) for emotion in SongEmotion}
    assert min(counts.values()) >= 15
    assert len({s.genre for s in songs}) >= 6
    assert len({s.id for s in songs}) == len({s.title for s in songs}) == len(songs)
    assert all(s.licence == "Public domain" and "music21" in s.source for s in songs)
    assert not any(s.automatic for s in songs)
    assert sum(s.path.stat().st_size for s in songs) < 3_000_000


@pytest.mark.parametrize("info", bundled_songs(), ids=lambda info: info.path.stem)
def test_every_bundled_song_is_what_its_row_says(info) -> None:
    score = read_song(info.path)
    assert song_id(info.path) == info.id
    assert duration_s(score) == pytest.approx(info.duration_s, abs=0.1)
    assert 25 <= info.duration_s <= 300
    assert (score.tonic, score.mode) == (info.tonic, info.mode)
    assert score.tempo_trusted
    assert score.tempi[0][1] == pytest.approx(info.tempo_bpm, rel=1e-3)
    parts = {n.part for n in score.notes}
    assert {Part.MELODY, Part.BASS} <= parts and len(parts) >= 3
    assert len(score.phrase_ends) >= 3


def test_nothing_in_the_song_folder_is_unlisted() -> None:
    folder = bundled_songs()[0].path.parent
    with (folder / "index.csv").open(encoding="utf-8") as file:
        listed = {row["file"] for row in csv.DictReader(file)}
    assert {path.name for path in folder.glob("*.mid")} == listed
