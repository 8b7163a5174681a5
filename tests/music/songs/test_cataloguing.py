from __future__ import annotations

from pathlib import Path

import pytest

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.song import SongEmotion, SongKind
from emotune_gui.music.songs.cataloguing import catalogue, import_folder
from emotune_gui.music.songs.labelling import SongLabeller
from emotune_gui.music.songs.labels_file import PLACES, read_labels
from tests.music.songs.making import midi, scale, sound, tempo, track
from tests.music.songs.test_hearing import MAJOR, plucked
from tests.music.songs.test_labelling import weights

LABELLER = SongLabeller(weights(maj_minus_min=(1.0, 0.0)))


def folder_of(path: Path) -> Path:
    (path / "deep").mkdir()
    midi(path / "good.mid", track(scale(count=32), before=[(0, tempo(90))]))
    midi(path / "deep" / "below.MID", track(scale(48, 32)))
    midi(path / "twin.mid", track(scale(count=32), before=[(0, tempo(90))]))
    midi(path / "silent.mid", track([]))
    (path / "text.mid").write_text("not music")
    (path / "empty.mid").write_bytes(b"")
    (path / "notes.txt").write_text("left alone")
    (path / "broken.wav").write_text("no sound")
    sound(path / "struck.wav", plucked(20, 120, MAJOR))
    return path


def test_a_folder_goes_on_after_bad_files_and_tells_of_each(tmp_path: Path) -> None:
    found = {one.file: one for one in import_folder(folder_of(tmp_path), LABELLER)}
    assert {name for name, one in found.items() if one.song} == {
        "good.mid",
        "deep/below.MID",
        "struck.wav",
    }
    assert set(found) == {
        "good.mid",
        "deep/below.MID",
        "struck.wav",
        "twin.mid",
        "silent.mid",
        "text.mid",
        "empty.mid",
        "broken.wav",
    }
    for name in ("silent.mid", "text.mid", "empty.mid", "broken.wav"):
        assert found[name].problem.endswith(".") and name in found[name].problem
    assert "same song as good.mid" in found["twin.mid"].problem


def test_a_table_of_labels_goes_before_guesses(tmp_path: Path) -> None:
    folder_of(tmp_path)
    table = tmp_path / "labels.csv"
    table.write_text(
        "File;Title;Composer;Valence;Arousal;Emotion;Genre\n"
        "good.mid;Good;Someone;0,4;-0.2;;song\n"
        "deep\\below.mid;;;;;sad;\n"
        "struck.wav;;;7;0;;\n"
        "gone.mid;;;;;happy;\n",
        encoding="utf-8-sig",
    )
    found = {one.file: one for one in import_folder(tmp_path, LABELLER, table)}
    good = found["good.mid"].song
    assert good is not None
    assert (good.title, good.composer, good.genre) == ("Good", "Someone", "song")
    assert (good.affect, good.automatic) == (Affect(0.4, -0.2), False)
    below = found["deep/below.MID"].song
    assert below is not None and below.affect == PLACES[SongEmotion.SAD]
    struck = found["struck.wav"]
    assert struck.song is not None and struck.song.automatic
    assert "valence and arousal" in struck.problem
    assert "not in the folder" in found["gone.mid"].problem


def test_what_is_known_of_a_score(tmp_path: Path) -> None:
    path = midi(tmp_path / "My_own_tune.mid", track(scale(62, 33), before=[(0, tempo(90))]))
    song = catalogue(path, LABELLER)
    assert (song.title, song.kind, song.automatic) == ("My own tune", SongKind.SCORE, True)
    assert song.tempo_bpm == pytest.approx(90, rel=1e-3)
    assert song.tonic == 2
    assert song.duration_s == pytest.approx(33 * 60 / 90, abs=0.3)


def test_what_is_known_of_a_recording(tmp_path: Path) -> None:
    song = catalogue(sound(tmp_path / "a.wav", plucked(30, 100, MAJOR)), LABELLER)
    assert song.kind is SongKind.AUDIO
    assert song.tonic == 0
    assert song.duration_s == pytest.approx(19.0, abs=0.2)
    assert -1 <= song.affect.valence <= 1


def test_drums_alone_are_catalogued_in_the_middle(tmp_path: Path) -> None:
    path = midi(tmp_path / "d.mid", track([(i, 0.2, 36, 90) for i in range(16)], channel=9))
    assert catalogue(path, LABELLER).affect == Affect(0.0, 0.0)


def test_other_files_are_no_songs(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no song"):
        catalogue(tmp_path / "picture.png", LABELLER)


@pytest.mark.parametrize(
    "text",
    [
        "title,valence\nA,1\n",
        "",
        "\x00\x01\x02",
        "file\n",
        'file,title\n"unclosed',
        'file,title\na.mid,"' + "y" * 200_000,
    ],
)
def test_odd_tables_are_read_or_refused(tmp_path: Path, text: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text(text)
    try:
        said = read_labels(table)
    except InvalidInput as error:
        assert "file" in str(error)
    else:
        assert set(said) <= {"unclosed"}


def test_what_the_library_has_is_not_read_again(tmp_path: Path) -> None:
    midi(tmp_path / "a.mid", track(scale(count=32)))
    (first,) = import_folder(tmp_path, LABELLER)
    assert first.song is not None
    table = tmp_path / "t.csv"
    table.write_text("file,genre,emotion\na.mid,waltz,sad\n")
    before = {first.song.id: first.song}
    (again,) = import_folder(tmp_path, LABELLER, None, before)
    assert again.known and again.song == first.song
    (told,) = import_folder(tmp_path, LABELLER, table, before)
    assert told.known and told.song is not None
    assert (told.song.genre, told.song.emotion) == ("waltz", SongEmotion.SAD)
    assert not told.song.automatic and told.song.title == first.song.title


def test_a_missing_folder_or_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="folder"):
        list(import_folder(tmp_path / "nowhere", LABELLER))
    with pytest.raises(InvalidInput, match="read"):
        list(import_folder(tmp_path, LABELLER, tmp_path / "no.csv"))


@pytest.mark.parametrize(
    ("row", "affect"),
    [
        ("0.5,-0.5,", Affect(0.5, -0.5)),
        (",,HAPPY", PLACES[SongEmotion.HAPPY]),
        (",,q2", PLACES[SongEmotion.ANGRY]),
        (",,", None),
        ("0.5,,", None),
        ("2,0,", None),
        ("nan,0,", None),
        (",,grumpy", None),
    ],
)
def test_labels_in_numbers_and_words(tmp_path: Path, row: str, affect: Affect | None) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"file,valence,arousal,emotion\na.mid,{row}\n")
    said = read_labels(table)["a.mid"]
    assert said.affect == affect
    assert bool(said.problem) is (affect is None and row != ",,")
