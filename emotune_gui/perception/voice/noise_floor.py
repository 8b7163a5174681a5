"""How loud it is where nobody speaks."""

from __future__ import annotations

from math import exp, inf

from emotune_gui.domain.voice import SAMPLE_RATE
from emotune_gui.perception.voice.activity import CHUNK

_QUIET_BELOW = 0.15
"""Speech probability below which a chunk is the room's."""
_FOLLOWS_S = 1.0


class NoiseFloor:
    """Mean square of the chunks without speech, following within a second; infinite before
    the first."""

    def __init__(self) -> None:
        self.power = inf

    def hear(self, power: float, speech_probability: float) -> None:
        if speech_probability >= _QUIET_BELOW:
            return
        if self.power == inf:
            self.power = power
        self.power += (1.0 - exp(-CHUNK / SAMPLE_RATE / _FOLLOWS_S)) * (power - self.power)
