from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

import emotune_gui.training.songs.labeller as labeller_module
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.music.songs.importing import read_song
from emotune_gui.music.songs.labelling import LABELLER_FILE, SongLabeller
from emotune_gui.music.songs.library import bundled_songs
from emotune_gui.training.songs.card import CARD_FILE
from emotune_gui.training.songs.data import Labelled, read_emopia, sounding
from emotune_gui.training.songs.labeller import _folds, fitted, measured, train_labeller
from tests.music.songs.making import midi, tempo, track

MAJOR, MINOR = (0, 4, 7, 12), (0, 3, 7, 12)


def clip(path: Path, *, major: bool, fast: bool, rng: np.random.Generator) -> Path:
    chord, step = (MAJOR if major else MINOR), (0.25 if fast else 1.0)
    loud, root = (90 if fast else 50), int(rng.integers(48, 60))
    rows = [
        (i * step, step * 0.9, root + int(rng.choice(chord)), loud + int(rng.integers(-8, 8)))
        for i in range(int(16 / step))
    ]
    return midi(path, track(rows, before=[(0, tempo(120))]))


def sets(folder: Path, songs: int) -> Path:
    """A small EMOPIA and a few weakly labelled scores."""
    rng = np.random.default_rng(3)
    rows, weak = [], []
    (folder / "emopia" / "midi").mkdir(parents=True)
    (folder / "openewld").mkdir()
    for number in range(songs):
        for major in (True, False):
            for fast in (True, False):
                name = f"midi/{number}_{major}_{fast}.mid"
                clip(folder / "emopia" / name, major=major, fast=fast, rng=rng)
                rows.append(
                    {
                        "file": name,
                        "valence": 1 if major else -1,
                        "arousal": 1 if fast else -1,
                        "song": f"song{number}",
                        "split_song_level": "val" if number == 0 else "train",
                    }
                )
    for number in range(2):
        name = f"openewld/{number}.mid"
        clip(folder / name, major=number == 0, fast=True, rng=rng)
        weak.append(
            {
                "file": name,
                "p_valence_pos": 0.9 - 0.8 * number,
                "p_arousal_high": 0.9,
                "confident": "True",
                "tempo_trusted": "True",
            }
        )
    for path, listed in (
        (folder / "emopia" / "labels.csv", rows),
        (folder / "song_library_weak.csv", weak),
    ):
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(listed[0]))
            writer.writeheader()
            writer.writerows(listed)
    return folder


def test_plain_music_is_learned_measured_and_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = sets(tmp_path / "data", 6)
    monkeypatch.setattr(labeller_module, "bundled_songs", lambda: bundled_songs()[:2])
    figures = train_labeller(folder, tmp_path / "out", 1, "emotune train labeller --data X")
    for evidence, splits in figures.items():
        assert splits["held_out"]["n"] == 4
        assert splits["held_out"]["arousal"] >= 0.75
        assert splits["folds"]["n"] == 20 or evidence == "audio"
        assert splits["folds"]["arousal"] > (0.6 if evidence == "audio" else 0.75)
    assert figures["score"]["folds"]["valence"] >= 0.75
    card = (tmp_path / "out" / CARD_FILE).read_text()
    assert "emotune train labeller --data X" in card and "2 scores" in card
    assert "On the 2 songs" in card
    labeller = SongLabeller.load(tmp_path / "out" / LABELLER_FILE)
    rng = np.random.default_rng(9)
    lively = labeller.label_score(
        read_song(clip(tmp_path / "a.mid", major=True, fast=True, rng=rng))
    )
    still = labeller.label_score(
        read_song(clip(tmp_path / "b.mid", major=False, fast=False, rng=rng))
    )
    assert lively.affect.arousal > 0 > still.affect.arousal
    assert lively.affect.valence > still.affect.valence


def test_no_song_stands_on_both_sides_of_a_fold() -> None:
    songs = np.array([f"s{i // 3}" for i in range(30)])
    clips = Labelled(np.zeros((30, 2)), np.zeros(30), np.zeros(30), songs, np.zeros(30, bool))
    folds = _folds(clips)
    assert len(folds) == 5
    for learned, judged in folds:
        assert not set(learned.songs) & set(judged.songs)
    assert sum(len(judged.songs) for _, judged in folds) == 30


def test_probabilities_are_learned_not_only_yes_and_no() -> None:
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(4000, 1))
    shares = 1 / (1 + np.exp(-2 * rows[:, 0]))
    clips = Labelled(rows, shares, shares, np.arange(4000).astype(str), np.zeros(4000, bool))
    stored = fitted(clips, None, ["one"])
    assert stored["valence"][0] == pytest.approx(2 * stored["scale"][0], rel=0.2)
    assert measured(stored, clips)["brier_valence"] < 0.01


def test_the_sound_lasts_as_long_as_the_notes(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    score = read_song(clip(tmp_path / "a.mid", major=True, fast=True, rng=rng))
    sound = np.concatenate(list(sounding(score, 0)))
    assert len(sound) / 22_050 == pytest.approx(9.0, abs=0.2)
    assert np.abs(sound[: 8 * 22_050]).max() > 0.01


def test_a_missing_set_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EmoTuneError, match="--data"):
        read_emopia(tmp_path)
