"""A whole recording: its moments and its sum."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.domain.voice import VoiceEmotion, VoiceState
from emotune_gui.perception.voice.reader import VoiceListener
from emotune_gui.perception.voice.timeline import VoiceTimeline, heard_through
from tests.perception.voice.making import LoudIsSpeech, StubRecogniser, blocks, silence, talk


def timeline_of(sound):
    timeline = VoiceTimeline()
    reader = VoiceListener(StubRecogniser(), LoudIsSpeech())
    for reading in heard_through(reader, blocks(sound)):
        timeline.add(reading)
    return timeline


def test_opinions_and_changes_are_told():
    timeline = timeline_of(np.concatenate([silence(1.0), talk(3.0), silence(2.0)]))
    states = [r.state for r in timeline.told]
    assert states[0] is VoiceState.SILENT and states[-1] is VoiceState.SILENT
    assert len({r.heard_at for r in timeline.told} - {None}) >= 4
    assert len(timeline.told) < 15


def test_sum_of_speech():
    summary = timeline_of(np.concatenate([silence(1.0), talk(3.0), silence(2.0)])).summary()
    assert summary.seconds == pytest.approx(6.0, abs=0.05)
    assert summary.speech_s == pytest.approx(3.0, abs=0.4)
    assert summary.probabilities.top is VoiceEmotion.ANGER
    assert summary.affect.valence == pytest.approx(-0.6)
    assert 0.0 < summary.confidence <= 0.8


def test_words_at_the_very_end_are_judged():
    summary = timeline_of(np.concatenate([silence(1.0), talk(0.7)])).summary()
    assert summary.opinions == 1
    assert summary.seconds == pytest.approx(1.7, abs=0.05)


@pytest.mark.parametrize("sound", [silence(0.0), silence(3.0)])
def test_nothing_said(sound):
    summary = timeline_of(sound).summary()
    assert summary.opinions == 0 and summary.probabilities is None and summary.affect is None
    assert summary.speech_s == 0.0
