"""`emotune shape`: a song in, the shaped song out, the same bytes for the same seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pretty_midi
import pytest

from emotune_gui.cli import main
from emotune_gui.music.rendering import write_bars
from tests.music.playing.pretended import frames_of
from tests.music.walking import composed, steady


@pytest.fixture(scope="module")
def song(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("songs") / "song.mid"
    write_bars(composed(3, steady("neutral", 16)), path)
    return path


def shape(song: Path, out: Path, *words: str) -> int:
    return main(["shape", str(song), "--out", str(out), *words])


def at(valence: float, arousal: float) -> tuple[str, str]:
    return f"--valence={valence}", f"--arousal={arousal}"


def onset_rate(path: Path) -> float:
    score = pretty_midi.PrettyMIDI(str(path))
    onsets = {round(n.start, 2) for i in score.instruments if not i.is_drum for n in i.notes}
    return len(onsets) / score.get_end_time()


def test_the_corners_differ_and_the_bytes_are_the_same(song, tmp_path) -> None:
    for name, place in {"high": (0.8, 0.8), "low": (-0.8, -0.8)}.items():
        assert shape(song, tmp_path / f"{name}.mid", *at(*place)) == 0
        assert shape(song, tmp_path / f"{name}2.mid", *at(*place)) == 0
        again = (tmp_path / f"{name}2.mid").read_bytes()
        assert (tmp_path / f"{name}.mid").read_bytes() == again
    assert onset_rate(tmp_path / "high.mid") > 1.3 * onset_rate(tmp_path / "low.mid")


def test_a_path_is_followed_without_restart(song, tmp_path) -> None:
    path = tmp_path / "path.csv"
    path.write_text("time_s,valence,arousal\n0,0.5,-0.9\n10,0.5,-0.9\n12,0.5,0.9\n")
    assert shape(song, tmp_path / "moved.mid", "--path", str(path)) == 0
    notes = [
        note
        for track in pretty_midi.PrettyMIDI(str(tmp_path / "moved.mid")).instruments
        for note in track.notes
    ]
    early = np.mean([note.velocity for note in notes if note.start < 10])
    late = np.mean([note.velocity for note in notes if note.start > 16])
    assert late > early + 20


def test_the_sound_is_written_as_well(song, tmp_path) -> None:
    wav = tmp_path / "calm.wav"
    place = at(0.5, -0.5)
    assert shape(song, tmp_path / "calm.mid", *place, "--wav", str(wav), "--palette=piano") == 0
    score = pretty_midi.PrettyMIDI(str(tmp_path / "calm.mid"))
    assert {track.program for track in score.instruments} == {0}
    assert len(frames_of(wav)) / 44100 > score.get_end_time()


def test_the_thesis_preset_is_another(song, tmp_path) -> None:
    for preset in ("affect", "thesis"):
        assert shape(song, tmp_path / f"{preset}.mid", *at(-0.8, 0.8), "--preset", preset) == 0
    angry = pretty_midi.PrettyMIDI(str(tmp_path / "thesis.mid"))
    assert {track.program for track in angry.instruments} & {29, 30}
    assert (tmp_path / "affect.mid").read_bytes() != (tmp_path / "thesis.mid").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Give --valence and --arousal"),
        (("--valence=0.5",), "Give --valence and --arousal"),
        (("--valence=1.5", "--arousal=0"), "go from -1 to 1"),
        (("--valence=nan", "--arousal=0"), "go from -1 to 1"),
        (("--valence=0", "--arousal=0", "--path=x.csv"), "not both"),
        (("--path=missing.csv",), "missing.csv cannot be read"),
    ],
)
def test_bad_targets_are_one_sentence(song, tmp_path, capsys, words, said) -> None:
    assert shape(song, tmp_path / "out.mid", *words) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert said in lines[0]
    assert not (tmp_path / "out.mid").exists()


def test_bad_songs_and_places_are_one_sentence(song, tmp_path, capsys) -> None:
    text = tmp_path / "song.mid"
    text.write_text("not music")
    for source, out in (
        (text, tmp_path / "out.mid"),
        (tmp_path / "none.mid", tmp_path / "out.mid"),
        (song, tmp_path / "nowhere" / "out.mid"),
    ):
        assert shape(source, out, *at(0.0, 0.0)) == 1
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
