"""Reasons for doubt, and that each of them lowers what an opinion is worth."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.perception.voice.doubt import clipped_share, doubt, is_audible, songlikeness
from emotune_gui.perception.voice.window import Speech
from tests.perception.voice.making import chord, silence, talk, tune

GOOD = Speech(talk(3.0), 3.0, 0.98, 0.05**2, 0.0, 1e-7)


def with_sound(sound):
    return replace(GOOD, samples=sound.astype(np.float32))


def test_clean_speech_leaves_none():
    told = doubt(GOOD, 1e-7, songlikeness(GOOD))
    assert told.notes == () and told.reliability > 0.95


@pytest.mark.parametrize(
    ("speech", "noise", "note"),
    [
        (replace(GOOD, seconds=0.6), 1e-7, "short"),
        (replace(GOOD, quiet_power=1e-3), 1e-3, "noisy"),
        (replace(GOOD, power=1e-7, quiet_power=1e-12), inf, "faint"),
        (replace(GOOD, music_power=1e-3), 1e-7, "music"),
        (with_sound(np.clip(talk(3.0), -0.08, 0.08)), 1e-7, "clipped"),
    ],
)
def test_each_reason_is_named_and_lowers_the_reliability(speech, noise, note):
    told = doubt(speech, noise, -1.0)
    assert told.notes == (note,)
    assert told.reliability < doubt(GOOD, 1e-7, -1.0).reliability or note == "faint"


def test_an_unknown_voice_is_noted():
    told = doubt(GOOD, 1e-7, -1.0, known=False)
    assert told.notes == ("learning",) and told.reliability < 0.8


@pytest.mark.parametrize(
    "speech",
    [
        replace(GOOD, probability=0.6),
        replace(GOOD, power=1e-12),
        replace(GOOD, music_power=8.0 * GOOD.power),
    ],
    ids=["unsure", "nothing", "drowned"],
)
def test_what_cannot_be_told_from_nothing_is_not_audible(speech):
    assert is_audible(GOOD) and not is_audible(speech)


def test_clipping_is_seen_at_any_level():
    cut = np.clip(talk(3.0), -0.08, 0.08)
    assert clipped_share(1e-3 * cut) == pytest.approx(clipped_share(cut), abs=1e-4)
    assert clipped_share(cut) > 10 * clipped_share(talk(3.0))


def test_silence_is_not_clipped():
    assert clipped_share(silence(0.1)) == 0.0


def test_tones_are_song_and_talk_is_not():
    assert songlikeness(with_sound(chord(2.0))) > 0.0
    assert songlikeness(with_sound(tune(2.0))) > 0.0
    assert songlikeness(GOOD) < -0.05


def test_a_detector_in_two_minds_makes_it_more_like_song():
    assert songlikeness(replace(GOOD, probability=0.7)) > songlikeness(GOOD) + 0.1


def test_traces_of_the_music_taken_away_are_allowed():
    assert songlikeness(replace(GOOD, music_power=1e-3)) < songlikeness(GOOD)


@given(
    st.floats(0.0, 5.0),
    st.floats(0.0, 1.0),
    st.floats(0.0, 1.0),
    st.one_of(st.floats(0.0, 1.0), st.just(inf)),
    st.floats(-1.0, 1.0),
)
def test_reliability_is_a_share(seconds, power, music, noise, song):
    speech = replace(
        GOOD, seconds=seconds, power=power, music_power=music, quiet_power=min(noise, 1.0)
    )
    assert 0.0 <= doubt(speech, noise, song).reliability <= 1.0
