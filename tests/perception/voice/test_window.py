"""What becomes speech, how pauses are cut and how old speech is let go."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.perception.voice.window import (
    KEPT_PAUSE_S,
    LONGEST_SPEECH_S,
    NO_SPEECH,
    Chunk,
    SpeechWindow,
    joined,
)

S = 0.032


def chunk(i, voiced=True, power=1.0):
    return Chunk((i + 1) * S, np.full(512, i, np.float32), 0.9 if voiced else 0.1, voiced, power)


def filled(pattern, speaking=True):
    """A window after chunks voiced ('x') and not ('.'), all while speaking."""
    window = SpeechWindow()
    for i, mark in enumerate(pattern):
        window.hear(chunk(i, mark == "x"), speaking=speaking)
    return window


def numbers(speech):
    return speech.samples[::512].astype(int).tolist()


def test_onset_is_kept_with_one_chunk_before_it():
    window = SpeechWindow()
    for i, voiced in enumerate([False, False, False, True, True]):
        assert window.hear(chunk(i, voiced), speaking=False) == []
    window.hear(chunk(5), speaking=True)
    assert numbers(window.speech(6 * S)) == [2, 3, 4, 5]
    assert window.begun_at == pytest.approx(3 * S)
    assert window.stretch_s == pytest.approx(3 * S)


def test_short_sound_is_let_go():
    window = filled("xxx...", speaking=False)
    assert window.speech(6 * S) is NO_SPEECH


def test_pauses_are_cut():
    kept = int(KEPT_PAUSE_S / S + 1e-6)
    speech = filled("xx" + "." * 20 + "xx").speech(24 * S)
    assert numbers(speech) == [0, 1, *range(2, 2 + kept), 22, 23]
    assert speech.seconds == pytest.approx(4 * S)


def test_pause_at_the_end_is_left_out():
    assert numbers(filled("xxx...").speech(6 * S)) == [0, 1, 2]


def test_only_the_last_seconds_count():
    speech = filled("x" * 200).speech(200 * S)
    assert speech.seconds == pytest.approx(LONGEST_SPEECH_S, abs=S)
    assert numbers(speech)[-1] == 199


def test_old_speech_is_let_go():
    window = filled("x" * 50)
    assert window.speech(50 * S).seconds == pytest.approx(50 * S)
    assert window.speech(50 * S + 6.0) is NO_SPEECH


def test_power_tells_of_voiced_chunks_only():
    speech = joined([chunk(0, power=4.0), chunk(1, voiced=False, power=0.0), chunk(2, power=2.0)])
    assert speech.power == pytest.approx(3.0)
    assert speech.quiet_power < 0.5


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=300))
def test_never_more_speech_than_was_heard(marks):
    window = SpeechWindow()
    kept = 0
    for i, (voiced, speaking) in enumerate(marks):
        kept += len(window.hear(chunk(i, voiced), speaking=speaking))
    speech = window.speech(len(marks) * S)
    assert len(speech.samples) <= 512 * kept
    assert speech.seconds <= LONGEST_SPEECH_S + S
    order = numbers(speech)
    assert order == sorted(set(order))
