"""The client's speech is learnt from once, and only when it is fit to be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from emotune_gui.perception.voice.learning import LEAST_S, MOST_S, SpeakerLearning
from emotune_gui.perception.voice.window import Chunk
from tests.perception.voice.making import StubRecogniser, blocks, chord, talk


def chunks(sound):
    return [
        Chunk(b.t + 0.032, b.samples, 0.98, True, float(np.mean(b.samples**2)))
        for b in blocks(sound)
    ]


@pytest.fixture
def recogniser():
    return StubRecogniser()


@pytest.fixture
def learning(recogniser):
    return SpeakerLearning(recogniser)


def test_a_stretch_is_learnt_when_it_ends_and_once(learning, recogniser):
    learning.hear(chunks(talk(2.0)))
    assert recogniser.learnt == []
    learning.end()
    learning.end()
    assert recogniser.learnt == [pytest.approx(2.0, abs=0.05)]


def test_a_long_one_is_learnt_in_pieces(learning, recogniser):
    for chunk in chunks(talk(2.5 * MOST_S)):
        learning.hear([chunk])
    assert len(recogniser.learnt) == 2
    learning.end()
    assert sum(recogniser.learnt) == pytest.approx(2.5 * MOST_S, abs=0.1)


def test_a_word_is_too_short(learning, recogniser):
    learning.hear(chunks(talk(0.8 * LEAST_S)))
    learning.end()
    assert recogniser.learnt == []


@pytest.mark.parametrize(
    "unfit",
    [
        [replace(c, music_power=c.power) for c in chunks(talk(2.0))],
        chunks(np.clip(talk(2.0), -0.05, 0.05)),
        chunks(chord(2.0)),
    ],
    ids=["music", "clipped", "song"],
)
def test_unfit_speech_is_not_learnt(learning, recogniser, unfit):
    learning.hear(unfit)
    learning.end()
    assert recogniser.learnt == []


def test_a_refused_stretch_is_not_learnt_but_the_next_is(learning, recogniser):
    learning.hear(chunks(talk(2.0)))
    learning.refuse()
    learning.end()
    learning.hear(chunks(talk(1.5)))
    learning.end()
    assert recogniser.learnt == [pytest.approx(1.5, abs=0.05)]


def test_what_was_collected_of_another_client_is_forgotten(learning, recogniser):
    learning.hear(chunks(talk(2.0)))
    learning.forget()
    learning.end()
    assert recogniser.learnt == []
