"""One contract for every reader of voices, and how the listener forms and drops opinions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from math import isfinite

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.voice import SoundBlock, VoiceProfile, VoiceState
from emotune_gui.perception.voice.activity import SileroActivity
from emotune_gui.perception.voice.opening import load_voice_reader
from emotune_gui.perception.voice.reader import EVERY_S, FADING_S, GONE_S, VoiceListener
from emotune_gui.perception.voice.steadiness import steadiness
from tests.perception.voice.making import (
    ANGRY,
    LoudIsSpeech,
    StubRecogniser,
    blocks,
    chord,
    noise,
    silence,
    talk,
    tune,
)
from tests.perception.voice.test_echo import room, through

READERS = {
    "stubs": lambda: VoiceListener(StubRecogniser(), LoudIsSpeech()),
    "detector": lambda: VoiceListener(StubRecogniser(), SileroActivity()),
    "whole": load_voice_reader,
}


@pytest.fixture(params=READERS)
def reader(request):
    return READERS[request.param]()


def heard(reader, sound, t=0.0, size=512):
    return [reader.hear(block) for block in blocks(sound, t, size)]


def after(*parts):
    return np.concatenate(parts)


class TestContract:
    def test_readings_are_dated_and_levelled(self, reader):
        readings = heard(reader, talk(3.0, level=0.1), t=20.0)
        for i, reading in enumerate(readings):
            assert reading.t == pytest.approx(20.0 + (i + 1) * 0.032)
            assert reading.position_s == pytest.approx((i + 1) * 0.032)
        assert max(r.level_dbfs for r in readings) == pytest.approx(-19, abs=6)

    def test_speech_gets_an_opinion_within_a_second_and_a_half(self, reader):
        readings = heard(reader, after(silence(1.0), talk(3.0)))
        first = next(r for r in readings if r.probabilities is not None)
        assert first.state is VoiceState.SPEAKING
        assert first.t <= 2.5
        assert first.affect is not None and first.heard_at is not None
        assert 0.0 < first.confidence <= 1.0
        assert sum(first.probabilities.values) == pytest.approx(1.0, abs=1e-3)

    @pytest.mark.parametrize("sound", [silence(4.0), noise(4.0, 2e-5)], ids=["digital", "hiss"])
    def test_silence_says_nothing(self, reader, sound):
        readings = heard(reader, sound)
        assert {r.state for r in readings} == {VoiceState.SILENT}
        assert all(r.probabilities is None and r.confidence == 0.0 for r in readings)
        assert readings[-1].level_dbfs <= -90.0

    def test_an_opinion_fades_and_goes(self, reader):
        readings = heard(reader, after(talk(3.0), silence(GONE_S + 1.0)))
        told = [r for r in readings if r.probabilities is not None and r.t > 3.5]
        sure = [r.confidence for r in told]
        assert sure == sorted(sure, reverse=True) and sure[-1] < 0.15
        assert told[-1].t - told[-1].heard_at <= GONE_S < readings[-1].t - told[-1].heard_at
        assert readings[-1].probabilities is None and readings[-1].heard_at is None

    def test_a_profile_of_nobody_is_accepted(self, reader):
        reader.use_profile(None)
        assert reader.profile() is None

    @pytest.mark.parametrize("size", [1, 160, 441, 1600, 16000])
    def test_blocks_may_have_any_length(self, reader, size):
        sound = talk(2.0) if size > 1 else talk(0.2)
        readings = heard(reader, sound, size=size)
        assert len(readings) == len(sound) // size
        if size > 1:
            assert readings[-1].probabilities is not None

    @pytest.mark.parametrize(
        "samples",
        [np.zeros(0), np.full(512, np.nan), np.full(512, np.inf), np.full(512, 1e30), np.ones(512)],
        ids=["empty", "nan", "inf", "huge", "offset"],
    )
    def test_broken_sound_is_survived(self, reader, samples):
        for i in range(40):
            block = SoundBlock(i, i * 0.032, samples.astype(np.float32))
            assert isfinite(reader.hear(block).level_dbfs)
        readings = heard(reader, talk(3.0), t=40 * 0.032)
        assert readings[-1].probabilities is not None


@pytest.mark.parametrize("which", ["detector", "whole"])
@pytest.mark.parametrize("known", [True, False])
def test_music_alone_says_nothing(which, known):
    reader, music = READERS[which](), tune(5.0)
    for played, block in zip(blocks(music), blocks(through(music, room(0.08))), strict=True):
        if known:
            reader.hear_music(played)
        assert reader.hear(block).probabilities is None


def listener(recogniser=None, activity=None):
    return VoiceListener(recogniser or StubRecogniser(), activity or LoudIsSpeech())


def opinions(readings):
    return sorted({r.heard_at for r in readings if r.heard_at is not None})


def test_twice_a_second_while_speaking():
    told = opinions(heard(listener(), talk(6.0)))
    assert np.allclose(np.diff(told), EVERY_S, atol=0.033)
    assert len(told) >= 10


def test_short_speech_is_judged_when_it_ends_and_a_word_is_not():
    recogniser = StubRecogniser()
    heard(listener(recogniser), after(talk(0.55), silence(1.0)))
    assert len(recogniser.classified) == 1
    heard(listener(recogniser), after(talk(0.3), silence(1.0)))
    assert len(recogniser.classified) == 1


def test_at_most_three_seconds_are_judged():
    recogniser = StubRecogniser()
    heard(listener(recogniser), talk(10.0))
    assert max(recogniser.classified) <= 3.1


def test_confidence_fades_with_the_stated_time_constant():
    readings = heard(listener(), after(talk(3.0), silence(4.0)))
    last = readings[-1]
    fresh = next(r for r in readings if r.heard_at == last.heard_at)
    age = (last.t - last.heard_at) - (fresh.t - fresh.heard_at)
    assert last.confidence == pytest.approx(fresh.confidence * np.exp(-age / FADING_S), rel=1e-3)


def test_confidence_is_no_higher_than_the_probability():
    readings = heard(listener(), talk(5.0))
    assert max(r.confidence for r in readings) <= ANGRY.probabilities.top_probability


def test_short_and_learning_are_noted():
    readings = heard(listener(), talk(4.0))
    told = [r for r in readings if r.probabilities is not None]
    assert set(told[0].notes) == {"short", "learning"}
    assert told[-1].notes == ("learning",)


def test_each_stretch_is_learnt_once():
    recogniser = StubRecogniser()
    sound = after(talk(2.0), silence(1.0), talk(3.0), silence(1.0))
    heard(listener(recogniser), sound)
    assert recogniser.learnt == [pytest.approx(2.0, abs=0.1), pytest.approx(3.0, abs=0.1)]


def test_the_profile_is_used_and_told():
    profile = VoiceProfile(3, datetime.now(UTC), 60.0, "stub", (0.0,), (1.0,))
    reader = listener()
    heard(reader, talk(3.0))
    reader.use_profile(profile)
    assert reader.profile() == profile
    readings = heard(reader, talk(3.0), t=4.0)
    assert readings[0].probabilities is None
    assert readings[-1].profile_version == 3 and "learning" not in readings[-1].notes


def test_another_clients_opinion_is_forgotten():
    reader = listener()
    assert heard(reader, talk(3.0))[-1].probabilities is not None
    reader.use_profile(None)
    assert heard(reader, silence(0.1), t=3.0)[-1].probabilities is None


@pytest.mark.parametrize("lost", ["marked", "late"])
def test_a_gap_ends_the_stretch_but_not_the_opinion(lost):
    recogniser, activity = StubRecogniser(), LoudIsSpeech()
    reader = listener(recogniser, activity)
    heard(reader, talk(2.0))
    t = 2.0 if lost == "marked" else 4.0
    block = replace(next(blocks(silence(0.1), t)), gap=lost == "marked")
    reading = reader.hear(block)
    assert reading.state is VoiceState.SILENT and reading.probabilities is not None
    assert activity.resets == 1
    assert recogniser.learnt == [pytest.approx(2.0, abs=0.1)]


def test_a_clock_that_begins_anew_is_followed():
    reader = listener()
    heard(reader, talk(3.0), t=500.0)
    readings = heard(reader, after(silence(1.0), talk(3.0)), t=0.0)
    assert readings[0].probabilities is None
    assert readings[-1].heard_at == pytest.approx(4.0, abs=0.6)


def test_song_gets_no_opinion_and_is_not_learnt():
    recogniser = StubRecogniser()
    readings = heard(listener(recogniser), after(chord(3.0), silence(1.0)))
    assert any(r.state is VoiceState.SPEAKING for r in readings)
    assert all(r.probabilities is None for r in readings)
    assert recogniser.learnt == []


def test_an_unsure_detector_gives_no_opinion():
    class Unsure(LoudIsSpeech):
        def __call__(self, chunk):
            return 0.65

    assert opinions(heard(listener(activity=Unsure()), talk(4.0))) == []


def test_whatever_the_detector_says_silence_is_none():
    class Deluded(LoudIsSpeech):
        def __call__(self, chunk):
            return 0.99

    assert opinions(heard(listener(activity=Deluded()), silence(4.0))) == []


def test_the_programs_own_music_is_taken_out_of_the_speech():
    music, speech = tune(8.0, seed=3), talk(8.0)
    echo = through(music, room(0.1)) * 0.03 / 0.1
    judged = []

    class Keeping(StubRecogniser):
        def classify(self, speech):
            judged.append(speech)
            return super().classify(speech)

    def told(*, reference):
        judged.clear()
        reader = VoiceListener(Keeping(), SileroActivity())
        for played, block in zip(blocks(music), blocks(speech + echo), strict=True):
            if reference:
                reader.hear_music(played)
            reading = reader.hear(block)
        return reading, steadiness(judged[-1])

    with_it, cleaned = told(reference=True)
    _, mixed = told(reference=False)
    assert "music" in with_it.notes and with_it.probabilities is not None
    assert cleaned < 0.6 * mixed


block_lists = st.lists(
    st.tuples(
        st.sampled_from(["silence", "noise", "talk", "broken"]),
        st.integers(0, 4000),
        st.floats(-0.5, 2.0),
        st.booleans(),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@given(block_lists)
def test_any_blocks_give_finite_readings(plan):
    made = {
        "silence": silence(0.25),
        "noise": noise(0.25),
        "talk": talk(0.25),
        "broken": np.full(4000, np.nan, np.float32),
    }
    reader, t = listener(), 0.0
    for seq, (kind, length, step, gap) in enumerate(plan):
        t += step
        reading = reader.hear(SoundBlock(seq, t, made[kind][:length], gap=gap))
        assert isfinite(reading.t) and -120.0 <= reading.level_dbfs <= 0.0
        assert 0.0 <= reading.confidence <= 1.0
        assert (reading.probabilities is None) == (reading.heard_at is None)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 3000), min_size=1, max_size=20), st.floats(0.0, 1e-6))
def test_silence_of_any_cut_never_gives_an_emotion(lengths, level):
    reader, t = VoiceListener(StubRecogniser(), SileroActivity()), 0.0
    for seq, length in enumerate(lengths):
        samples = (level * np.random.default_rng(seq).standard_normal(length)).astype(np.float32)
        assert reader.hear(SoundBlock(seq, t, samples)).probabilities is None
        t += length / 16000
