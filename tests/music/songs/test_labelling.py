from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.music import Mode, Part
from emotune_gui.domain.song import SongBar, SongEmotion, SongNote, SongScore
from emotune_gui.music.features import FEATURES
from emotune_gui.music.songs.hearing import AUDIO_FEATURES, HeardMusic
from emotune_gui.music.songs.keys import Key
from emotune_gui.music.songs.labelling import (
    FEATURES_OF,
    Evidence,
    SongLabel,
    SongLabeller,
    score_rows,
)


def weights(**pulls: tuple[float, float]) -> dict:
    """Valence and arousal each pulled by a named feature; mean 0, scale 1."""
    made: dict = {}
    for evidence, names in FEATURES_OF.items():
        valence, arousal = ([0.0] * (len(names) + 1) for _ in range(2))
        for name, (v, a) in pulls.items():
            if name in names:
                valence[names.index(name)], arousal[names.index(name)] = v, a
        made[evidence.value] = {
            "features": list(names),
            "mean": [0.0] * len(names),
            "scale": [1.0] * len(names),
            "valence": valence,
            "arousal": arousal,
        }
    return made


def score(
    bpm: float = 120.0,
    chord: tuple[int, ...] = (60, 64, 67),
    bars: int = 16,
    velocities: tuple[int, ...] = (70, 70),
) -> SongScore:
    notes = tuple(
        SongNote(i / 2, 0.45, pitch, velocities[i % 2], Part.MELODY, 0)
        for i in range(8 * bars)
        for pitch in chord
    )
    lines = tuple(SongBar(4.0 * i, 4.0) for i in range(bars))
    return SongScore(notes, lines, ((0.0, bpm),), True, 0, Mode.IONIAN, (bars - 1,))


def heard(**values: float) -> HeardMusic:
    return HeardMusic(
        60.0,
        100.0,
        0.5,
        Key(0, Mode.IONIAN, 0.1),
        -20.0,
        tuple(values.get(name, 0.0) for name in AUDIO_FEATURES),
    )


def test_what_pulls_is_what_counts() -> None:
    labeller = SongLabeller(weights(maj_minus_min=(9.0, 0.0), notes_per_s=(0.0, 1.0)))
    major = labeller.label_score(score(160))
    minor = labeller.label_score(score(160, (60, 63, 67)))
    assert major.affect.valence > 0.2 > -0.2 > minor.affect.valence
    assert major.affect.arousal > labeller.label_score(score(60)).affect.arousal


def test_even_velocities_are_not_taken_for_loudness() -> None:
    labeller = SongLabeller(weights(vel_mean=(0.0, 1.0)))
    assert labeller.label_score(score(velocities=(110, 110))).evidence is Evidence.EVEN_SCORE
    assert labeller.label_score(score(velocities=(110, 110))).affect == Affect(0.0, 0.0)
    played = labeller.label_score(score(velocities=(90, 120)))
    assert played.evidence is Evidence.SCORE and played.affect.arousal > 0.5


def test_what_could_be_either_lies_in_the_middle_and_says_so() -> None:
    label = SongLabeller(weights()).label_score(score())
    assert label.affect == Affect(0.0, 0.0)
    assert label.sureness == pytest.approx(0.25)


@given(positive=st.floats(0, 1), aroused=st.floats(0, 1))
def test_sureness_is_the_chance_of_the_quadrant(positive: float, aroused: float) -> None:
    label = SongLabel(
        Affect.clamped(2 * positive - 1, 2 * aroused - 1), positive, aroused, Evidence.SCORE
    )
    assert 0.25 <= label.sureness <= 1.0
    if label.emotion is SongEmotion.SAD:
        assert label.sureness == pytest.approx((1 - positive) * (1 - aroused))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=len(AUDIO_FEATURES), max_size=len(AUDIO_FEATURES)))
def test_far_beyond_what_was_learned_the_label_stays_in_bounds(values: list[float]) -> None:
    label = SongLabeller.load().label_heard(heard(**dict(zip(AUDIO_FEATURES, values, strict=True))))
    assert -1 <= label.affect.valence <= 1 and -1 <= label.affect.arousal <= 1


def test_half_minutes_are_looked_at_apart() -> None:
    rows, _ = score_rows(score(120, bars=60))
    assert rows.shape == (4, len(FEATURES))
    assert np.allclose(rows, rows[0], atol=0.15)
    rows, _ = score_rows(score(120, bars=4))
    assert rows.shape == (1, len(FEATURES))


def test_too_few_notes_and_drums_alone_are_refused() -> None:
    few = score(bars=1)
    labeller = SongLabeller(weights())
    with pytest.raises(InvalidInput, match="few"):
        labeller.label_score(
            SongScore(few.notes[:7], few.bars, few.tempi, True, 0, Mode.IONIAN, (0,))
        )
    drums = tuple(SongNote(n.onset, n.duration, 36, 80, Part.DRUMS, 0) for n in few.notes)
    with pytest.raises(InvalidInput):
        labeller.label_score(SongScore(drums, few.bars, few.tempi, True, 0, Mode.IONIAN, (0,)))


def test_missing_damaged_or_older_weights_are_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "music_label.json"
    other = weights()
    other["audio"]["features"][0] = "something_else"
    short = weights()
    short["score"]["valence"].pop()
    for content in (None, "{", "{}", json.dumps(other), json.dumps(short)):
        if content is not None:
            path.write_text(content)
        with pytest.raises(EmoTuneError, match="install EmoTune again"):
            SongLabeller.load(path)


def test_the_shipped_weights_know_the_plain_cases() -> None:
    labeller = SongLabeller.load()
    gay = labeller.label_score(score(170, (60, 64, 67, 72), velocities=(84, 96)))
    grave = labeller.label_score(score(50, (48, 51, 55), velocities=(38, 46)))
    assert gay.affect.arousal > 0.3 > -0.3 > grave.affect.arousal
    assert gay.affect.valence > grave.affect.valence
