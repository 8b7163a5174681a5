"""Composed clips to be judged and measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Bar, Part
from emotune_gui.domain.ports import Composer
from emotune_gui.domain.song import SongEmotion
from emotune_gui.music.affect_path import steady_path
from emotune_gui.music.composing.piece import composed_piece
from emotune_gui.music.rendering import as_played
from emotune_gui.training.music.judge import QUADRANTS

FloatArray = npt.NDArray[np.float64]

CLIP_SECONDS = 30.0
"""EMOPIA's clips last 20 to 40 s."""
_LEAST, _MOST = 0.4, 0.9
"""Distance of the asked valence and arousal from neutral."""

Opening = Callable[[int], Composer]
"""Makes a composer from a seed."""


def asked(emotion: SongEmotion, seed: int) -> Affect:
    """A point inside the quadrant, not near its borders."""
    random = Random(f"{emotion}:{seed}")
    valence, arousal = (random.uniform(_LEAST, _MOST) for _ in range(2))
    bright = emotion in (SongEmotion.HAPPY, SongEmotion.CALM)
    lively = emotion in (SongEmotion.HAPPY, SongEmotion.ANGRY)
    return Affect(valence if bright else -valence, arousal if lively else -arousal)


def composed_clips(
    opening: Opening, emotions: Sequence[SongEmotion], per_emotion: int, first_seed: int
) -> tuple[list[tuple[Bar, ...]], list[int]]:
    """Clips as they are played, each with another seed and affect, and their quadrants (0-3)."""
    clips, meant = [], []
    for emotion in emotions:
        for seed in range(first_seed, first_seed + per_emotion):
            path = steady_path(asked(emotion, seed))
            clips.append(as_played(composed_piece(opening(seed), path, CLIP_SECONDS)))
            meant.append(QUADRANTS.index(emotion))
    return clips, meant


def in_beats(bars: Sequence[Bar]) -> list[tuple[float, int]]:
    """(onset in beats from the first bar line, pitch) of every note but percussion."""
    notes = []
    start = 0
    for bar in bars:
        notes += [(start + n.onset, n.pitch) for n in bar.notes if n.part is not Part.DRUMS]
        start += bar.beats
    return notes
