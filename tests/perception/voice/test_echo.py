"""The way from the loudspeaker to the microphone is learnt, also while somebody speaks."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.perception.voice.echo import BLOCK, EchoFilter
from tests.perception.voice.making import noise, silence, talk, tune


def room(delay_s=0.12, seed=0):
    """A loudspeaker and a room: delay, decaying reverberation, unit energy."""
    dice = np.random.default_rng(seed)
    tail = dice.standard_normal(4000) * np.exp(-np.arange(4000) / 900.0) * 0.1
    tail[0] = 1.0
    way = np.concatenate([np.zeros(round(delay_s * 16000)), tail])
    return way / np.sqrt(np.sum(way**2))


def through(sound, way):
    return np.convolve(sound, way)[: len(sound)].astype(np.float32)


def cleaned(heard, music):
    echo = EchoFilter()
    return np.concatenate(
        [
            echo.part(heard[at : at + BLOCK], music[at : at + BLOCK]).left
            for at in range(0, len(heard) - BLOCK + 1, BLOCK)
        ]
    )


def decibels(sound, other):
    return 10 * np.log10(np.mean(sound**2) / np.mean(other**2))


@pytest.mark.parametrize("delay_s", [0.0, 0.12, 0.3])
def test_music_alone_goes_away(delay_s):
    music = tune(8.0) + noise(8.0, 0.01)
    heard = through(music, room(delay_s))
    left = cleaned(heard, music)[-48000:]
    assert decibels(heard[-48000:], left) > 7.0


def test_speech_stays_while_the_music_goes():
    music, speech = tune(8.0), talk(8.0)
    echo = through(music, room()) * 0.5
    left = cleaned(speech + echo, music)
    speech, echo = speech[: len(left)], echo[: len(left)]
    assert decibels(echo[-48000:], (left - speech)[-48000:]) > 6.0
    assert decibels(speech[-48000:], (left - speech)[-48000:]) > 8.0


def test_without_music_nothing_changes():
    speech = talk(1.0)
    left = cleaned(speech, silence(1.0))
    assert np.allclose(left, speech[: len(left)], atol=1e-6)


def test_the_parts_are_the_whole():
    music = tune(2.0)
    heard, echo = through(music, room()) + talk(2.0), EchoFilter()
    for at in range(0, len(heard) - BLOCK + 1, BLOCK):
        block = heard[at : at + BLOCK]
        parted = echo.part(block, music[at : at + BLOCK])
        assert np.allclose(parted.left + parted.music, block, atol=1e-5)
