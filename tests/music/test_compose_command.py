from __future__ import annotations

from pathlib import Path

import pretty_midi
import pytest

from emotune_gui.cli import main


def compose(out: Path, *words: str) -> int:
    return main(["compose", "--out", str(out), *words])


@pytest.mark.parametrize("composer", ["rules", "rnn"])
def test_same_seed_same_bytes(tmp_path: Path, composer: str) -> None:
    words = ("--valence", "0.6", "--arousal", "0.5", "--seconds", "12", "--composer", composer)
    written = []
    for name, seed in (("a", "4"), ("b", "4"), ("c", "5")):
        assert compose(tmp_path / f"{name}.mid", *words, "--seed", seed) == 0
        written.append((tmp_path / f"{name}.mid").read_bytes())
    assert written[0] == written[1] != written[2]
    score = pretty_midi.PrettyMIDI(str(tmp_path / "a.mid"))
    assert 11 < score.get_end_time() < 16
    names = {part.name for part in score.instruments}
    assert {"melody", "chords", "bass"} <= names


def test_a_path_moves_the_tempo_and_gives_the_length(tmp_path: Path) -> None:
    path = tmp_path / "path.csv"
    path.write_text("time_s,valence,arousal\n0,-0.7,-0.7\n20,0.7,0.7\n", encoding="utf-8")
    assert compose(tmp_path / "p.mid", "--path", str(path), "--composer", "rnn") == 0
    score = pretty_midi.PrettyMIDI(str(tmp_path / "p.mid"))
    tempi = list(score.get_tempo_changes()[1])
    assert tempi[-1] > tempi[0] + 25
    assert 19 < score.get_end_time() < 25


def test_sound_of_the_same_notes(tmp_path: Path) -> None:
    wav = tmp_path / "a.wav"
    words = ("--valence", "-0.6", "--arousal", "-0.5", "--seconds", "3", "--wav", str(wav))
    assert compose(tmp_path / "a.mid", *words) == 0
    assert wav.stat().st_size > 100_000


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--valence", "0.5", "--seconds", "5"), "--arousal"),
        (("--valence", "2", "--arousal", "0", "--seconds", "5"), "-1 to 1"),
        (("--valence", "0", "--arousal", "0"), "--seconds"),
        (("--valence", "0", "--arousal", "0", "--seconds", "-1"), "--seconds"),
        (("--valence", "0", "--arousal", "0", "--seconds", "nan"), "--seconds"),
        (("--path", "nowhere.csv", "--seconds", "5"), "nowhere.csv"),
    ],
)
def test_what_cannot_be_taken_is_said_in_one_sentence(words, said, tmp_path, capsys) -> None:
    assert compose(tmp_path / "x.mid", *words) == 1
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1
    assert not (tmp_path / "x.mid").exists()


def test_a_folder_that_is_not_there(tmp_path: Path, capsys) -> None:
    words = ("--valence", "0", "--arousal", "0", "--seconds", "2")
    assert compose(tmp_path / "no" / "x.mid", *words) == 1
    assert "cannot be written" in capsys.readouterr().err
