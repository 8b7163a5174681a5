from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.song import SongEmotion
from emotune_gui.music.composing import RuleComposer
from emotune_gui.music.features import FEATURES
from emotune_gui.training.music.clips import asked, composed_clips, in_beats
from emotune_gui.training.music.judge import QUADRANTS, Clips, agreement, judges, read_clips


def clips(count: int = 240) -> Clips:
    """Made-up songs: loudness tells arousal, the key profile valence."""
    random = np.random.default_rng(3)
    quadrants = random.integers(0, 4, count)
    rows = random.normal(size=(count, len(FEATURES)))
    rows[:, FEATURES.index("vel_mean")] = np.where(quadrants < 2, 80, 50) + random.normal(
        size=count
    )
    bright = np.isin(quadrants, (0, 3))
    rows[:, FEATURES.index("maj_minus_min")] = np.where(bright, 0.3, -0.3)
    return Clips(rows, quadrants, random.random(count) < 0.7)


def test_both_judges_learn_and_neither_saw_the_others_songs() -> None:
    known = clips()
    reported, other = judges(known)
    for judge, unseen in ((reported, ~known.training), (other, known.training)):
        said = agreement(judge.judge(known.rows[unseen]), known.quadrants[unseen])
        assert min(said.values()) > 0.95
    verdict = reported.judge(known.rows)
    assert verdict.quadrants.sum(1) == pytest.approx(1.0)
    assert ((verdict.arousal >= 0) & (verdict.arousal <= 1)).all()


def test_agreement_by_hand() -> None:
    known = clips()
    verdict = judges(known)[0].judge(known.rows[known.quadrants == 0])
    count = len(verdict.arousal)
    assert agreement(verdict, [0] * count)["quadrants"] > 0.95
    wrong = agreement(verdict, [2] * count)
    assert max(wrong.values()) < 0.05


def test_without_the_set_one_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(EmoTuneError, match="EMOPIA"):
        read_clips(tmp_path, tmp_path)


@pytest.mark.parametrize("emotion", QUADRANTS)
def test_clips_are_asked_for_inside_their_quadrant(emotion) -> None:
    for seed in range(20):
        assert SongEmotion.of(asked(emotion, seed)) is emotion
        assert min(abs(asked(emotion, seed).valence), abs(asked(emotion, seed).arousal)) >= 0.4


def test_composed_clips_last_as_long_as_they_should() -> None:
    made, meant = composed_clips(RuleComposer, [SongEmotion.SAD], 2, 5)
    assert meant == [2, 2]
    for clip in made:
        assert 30 <= sum(b.beats * 60 / b.parameters.tempo_bpm for b in clip) < 36
    onsets = [onset for onset, _ in in_beats(made[0])]
    assert max(onsets) < sum(bar.beats for bar in made[0])
