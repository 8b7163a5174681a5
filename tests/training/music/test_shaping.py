"""Figures of shaping, with a judge whose mind is known."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Part
from emotune_gui.music.features import FEATURES
from emotune_gui.training.music.judge import Verdict
from emotune_gui.training.music.shaping import harmony_bars, shaping_figures
from tests.music.shaping.handmade import little_song, score_of


class HearsLoudnessAndMode:
    """Arousal from velocity, valence from the key's mode: right about every corner."""

    def judge(self, rows: np.ndarray) -> Verdict:
        loud = rows[:, FEATURES.index("vel_mean")]
        major = rows[:, FEATURES.index("maj_minus_min")]
        arousal, valence = loud / 130.0, 0.5 + major / 4.0
        high, bright = arousal >= 0.5, valence >= 0.5
        quadrant = np.where(high, np.where(bright, 0, 1), np.where(bright, 3, 2))
        return Verdict(arousal, valence, np.eye(4)[quadrant])


class HearsNothing:
    def judge(self, rows: np.ndarray) -> Verdict:
        half = np.full(len(rows), 0.5)
        return Verdict(half, half, np.tile([1.0, 0.0, 0.0, 0.0], (len(rows), 1)))


def test_a_judge_who_hears_what_is_shaped() -> None:
    figures = shaping_figures(HearsLoudnessAndMode(), {"song": little_song(8)})  # type: ignore[arg-type]
    assert figures["songs"] == 1
    assert figures["arousal"] == {"direction": 1.0, "as_meant": 1.0, "apart": 1.0}
    assert figures["valence"]["apart"] == 1.0
    assert figures["quadrants_as_meant"] == 1.0
    assert len(figures["each"]["song"]["valence"]) == 5
    assert "most_neutral" not in figures


def test_another_judge_chooses_the_most_neutral_song() -> None:
    songs = {"loud": little_song(8), "middling": little_song(8, tempo=60.0)}

    class Chooser(HearsNothing):
        def judge(self, rows: np.ndarray) -> Verdict:
            arousal = np.linspace(1.0, 0.5, len(rows))
            return Verdict(arousal, np.full(len(rows), 0.5), np.eye(4)[[0] * len(rows)])

    figures = shaping_figures(HearsLoudnessAndMode(), songs, chooser=Chooser())  # type: ignore[arg-type]
    assert figures["most_neutral"]["song"] == "middling"
    assert figures["most_neutral"]["arousal"] == figures["each"]["middling"]["arousal"]


def test_a_deaf_judge_gives_no_credit() -> None:
    figures = shaping_figures(HearsNothing(), {"song": little_song(8)})  # type: ignore[arg-type]
    for name in ("arousal", "valence"):
        assert figures[name]["direction"] == 0.0
        assert figures[name]["apart"] == 0.0
        assert figures[name]["as_meant"] == pytest.approx(0.5)
    assert figures["quadrants_as_meant"] == 0.25


def test_songs_by_label_and_songs_not_worked_on() -> None:
    songs = {name: little_song(4) for name in "abcd"}
    labels = {"b": Affect(0.1, 0.0), "c": Affect(0.9, 0.9)}
    figures = shaping_figures(HearsLoudnessAndMode(), songs, labels=labels)  # type: ignore[arg-type]
    assert figures["neutral_by_label"]["names"] == ["b", "c"]
    assert figures["neutral_by_label"]["first"]["songs"] == 1
    assert figures["new_songs"]["songs"] == 2


def test_a_new_affect_is_heard_in_the_next_bar_of_a_song_in_chords() -> None:
    assert set(harmony_bars(little_song(12))) == {1}


def test_drums_never_tell() -> None:
    drums = score_of({Part.DRUMS: [(float(k), 0.5, 36) for k in range(16)]})
    assert harmony_bars(drums) == []
