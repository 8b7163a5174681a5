from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.music import Part
from emotune_gui.music.features import FEATURES, features, features_of_bars
from tests.music.walking import composed, steady


def named(*columns: list[float]) -> dict[str, float]:
    return dict(zip(FEATURES, features(*columns), strict=True))


def test_values_computed_by_hand() -> None:
    """A C major triad held one second, then D and E for half a second each."""
    found = named(
        [0, 0, 0, 1, 1.5], [1, 1, 1, 0.5, 0.5], [60, 64, 67, 62, 64], [60, 60, 60, 70, 80]
    )
    assert found["notes_per_s"] == pytest.approx(5 / 2)
    assert found["onsets_per_s"] == pytest.approx(3 / 2)
    assert found["median_ioi"] == pytest.approx(0.75)
    assert found["ioi_cv"] == pytest.approx(1 / 3)
    assert found["vel_mean"] == pytest.approx(66)
    assert found["melody_mean"] == pytest.approx((67 + 62 + 64) / 3)
    assert found["bass_mean"] == pytest.approx((60 + 62 + 64) / 3)
    assert found["mel_step"] == pytest.approx(3.5)
    assert found["leap_frac"] == pytest.approx(0.5)
    assert found["dur_mean"] == pytest.approx(0.8)
    assert found["artic"] == pytest.approx(1.0)
    assert found["scale_consistency"] == pytest.approx(1.0)
    assert found["dissonance"] == 0.0
    assert found["polyphony"] == pytest.approx(2.0)
    share = np.array([1, 0.5, 1.5, 1]) / 4
    assert found["pc_entropy"] == pytest.approx(-(share * np.log2(share)).sum())


def test_major_and_minor_and_clashes_are_told() -> None:
    times, lengths, loud = list(range(7)), [1.0] * 7, [64] * 7
    major = named(times, lengths, [60, 62, 64, 65, 67, 64, 60], loud)
    minor = named(times, lengths, [60, 62, 63, 65, 67, 63, 60], loud)
    assert major["maj_minus_min"] > 0.05 > -0.05 > minor["maj_minus_min"]
    assert named([0, 0, 1], [1, 1, 1], [60, 61, 60], [64] * 3)["dissonance"] == 1.0


@given(st.floats(0.5, 2.0), st.integers(-12, 12), st.integers(0, 100))
@settings(max_examples=20, deadline=None)
def test_tempo_scales_times_and_transposition_moves_pitches_only(factor, shift, seed) -> None:
    random = np.random.default_rng(seed)
    onsets = np.arange(30) * 0.25
    columns = [onsets, random.uniform(0.1, 1, 30), random.integers(40, 80, 30), np.full(30, 70)]
    plain = named(*columns)
    slower = named(columns[0] * factor, columns[1] * factor, columns[2] + shift, columns[3])
    assert slower["notes_per_s"] == pytest.approx(plain["notes_per_s"] / factor)
    assert slower["dur_mean"] == pytest.approx(plain["dur_mean"] * factor)
    assert slower["pitch_mean"] == pytest.approx(plain["pitch_mean"] + shift)
    for name in ("pitch_sd", "maj_minus_min", "pc_entropy", "polyphony", "artic"):
        assert slower[name] == pytest.approx(plain[name], abs=1e-9)


@pytest.mark.parametrize(
    "columns", [([], [], [], []), ([1], [1], [60], [60]), ([0, 0], [1, 1], [60, 64], [9, 9])]
)
def test_too_little_music_is_refused(columns) -> None:
    with pytest.raises(InvalidInput):
        features(*columns)


def test_ten_thousand_notes_at_once_end_soon_and_finite() -> None:
    onsets = np.concatenate([np.zeros(10_000), [1.0]])
    assert np.isfinite(
        features(onsets, np.ones(10_001), np.full(10_001, 60), np.full(10_001, 64))
    ).all()


def test_bars_are_measured_as_the_player_thins_them() -> None:
    bars = composed(1, steady("happy", 16))
    heard = dict(zip(FEATURES, features_of_bars(bars), strict=True))
    assert heard["onsets_per_s"] == pytest.approx(bars[0].parameters.density, rel=0.2)
    assert heard["vel_mean"] == pytest.approx(bars[0].parameters.loudness, abs=6)
    without_drums = [
        replace(bar, notes=tuple(n for n in bar.notes if n.part is not Part.DRUMS)) for bar in bars
    ]
    assert features_of_bars(without_drums) == pytest.approx(list(features_of_bars(bars)), rel=0.1)
