"""What is left of the music is softened, and speech without music stays as it was."""

from __future__ import annotations

import numpy as np

from emotune_gui.perception.voice.echo import BLOCK
from emotune_gui.perception.voice.residue import ResidueFilter
from tests.perception.voice.making import silence, talk, tune


def softened(left, music):
    residue = ResidueFilter()
    made = [
        residue.clean(left[at : at + BLOCK], music[at : at + BLOCK])
        for at in range(0, len(left) - BLOCK + 1, BLOCK)
    ]
    return np.concatenate(made)[BLOCK:]


def test_without_music_only_the_delay():
    speech = talk(1.0)
    made = softened(speech, silence(1.0))
    assert np.allclose(made, speech[: len(made)], atol=1e-5)


def test_remains_of_the_music_become_softer():
    music = tune(2.0)
    made = softened(0.3 * music, music)
    assert np.mean(made**2) < 0.2 * np.mean((0.3 * music) ** 2)


def test_louder_speech_is_kept():
    music, speech = 0.2 * tune(2.0), talk(2.0, 0.1)
    made = softened(speech, music)
    assert np.mean((made - speech[: len(made)]) ** 2) < 0.02 * np.mean(speech**2)
