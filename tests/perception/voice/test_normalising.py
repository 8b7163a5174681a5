from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.perception.voice.normalising import KNOWN_FROM_S, SpeakerNormaliser

COUNT = 4


def _taught(values: np.ndarray, seconds: float = 2.0) -> SpeakerNormaliser:
    speaker = SpeakerNormaliser("test", COUNT)
    for value in values:
        speaker.learn(value, seconds)
    return speaker


def test_nothing_known_changes_nothing() -> None:
    value = np.arange(COUNT, dtype=float)
    assert SpeakerNormaliser("test", COUNT).relative(value) == pytest.approx(value)


def test_a_voice_well_known_is_taken_out() -> None:
    draw = np.random.default_rng(3)
    values = draw.normal(5.0, 2.0, (400, COUNT))
    relative = _taught(values).relative(values)
    assert np.abs(relative.mean(axis=0)).max() < 0.1
    assert relative.std(axis=0) == pytest.approx(np.ones(COUNT), abs=0.05)


@given(st.integers(1, 40))
def test_the_more_was_heard_the_more_it_counts(count: int) -> None:
    value = np.full(COUNT, 3.0)
    fewer = _taught(np.tile(value, (count, 1))).relative(value)
    more = _taught(np.tile(value, (count + 1, 1)))
    # A constant voice has a shrinking spread too, so the distance itself is compared.
    centre_fewer = 3.0 * 2.0 * count / (2.0 * count + 6.0)
    centre_more = 3.0 * 2.0 * (count + 1) / (2.0 * (count + 1) + 6.0)
    assert centre_more > centre_fewer
    assert (fewer > 0).all()
    assert (more.relative(value) > 0).all()


def test_the_running_mean_is_the_mean() -> None:
    values = np.random.default_rng(5).normal(size=(30, COUNT))
    profile = _taught(values).profile()
    assert profile is not None
    assert profile.means == pytest.approx(values.mean(axis=0))
    assert profile.deviations == pytest.approx(values.std(axis=0))
    assert profile.speech_s == pytest.approx(60.0)


def test_a_profile_comes_after_enough_speech_and_counts_up() -> None:
    speaker = SpeakerNormaliser("test", COUNT)
    speaker.learn(np.ones(COUNT), KNOWN_FROM_S - 1.0)
    assert speaker.profile() is None
    speaker.learn(np.ones(COUNT), 2.0)
    profile = speaker.profile()
    assert profile is not None and profile.version == 1
    other = SpeakerNormaliser("test", COUNT)
    other.use(profile)
    value = np.full(COUNT, 2.0)
    assert other.relative(value) == pytest.approx(speaker.relative(value))
    again = other.profile()
    assert again is not None and again.version == 2


def test_a_profile_of_another_network_is_refused() -> None:
    profile = _taught(np.ones((20, COUNT))).profile()
    with pytest.raises(ValueError, match="does not serve"):
        SpeakerNormaliser("other", COUNT).use(profile)


def test_forgetting_and_broken_numbers() -> None:
    speaker = _taught(np.ones((20, COUNT)))
    speaker.learn(np.full(COUNT, np.nan), 5.0)
    assert np.isfinite(speaker.relative(np.ones(COUNT))).all()
    speaker.use(None)
    assert speaker.profile() is None
    assert speaker.relative(np.ones(COUNT)) == pytest.approx(np.ones(COUNT))
