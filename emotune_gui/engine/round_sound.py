"""The sound of a clip of a rating round."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.replay import sound_of
from emotune_gui.music.rendering import seconds_of

LONGEST_S, FADE_S = 6.0, 0.5


def clip_sound(notes: Sequence[PlayedNote], bars: Sequence[Bar]) -> tuple[StereoBlock, ...]:
    """At most `LONGEST_S` seconds of it, with a soft end. Fits `rating_round.Sound`."""
    from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE

    levels = {bar.id: bar.parameters.loudness for bar in bars}
    wanted = int((min(LONGEST_S, seconds_of(bars)) + FADE_S) * SAMPLE_RATE / BLOCK_FRAMES)
    blocks = [
        block.copy() for _, block in zip(range(wanted), sound_of(notes, levels), strict=False)
    ]
    fading = min(len(blocks), round(FADE_S * SAMPLE_RATE / BLOCK_FRAMES))
    ramp = np.linspace(1.0, 0.0, fading * BLOCK_FRAMES + 1, dtype=np.float32)
    for place in range(fading):
        share = ramp[place * BLOCK_FRAMES : (place + 1) * BLOCK_FRAMES, None]
        blocks[len(blocks) - fading + place] *= share
    return tuple(blocks)
