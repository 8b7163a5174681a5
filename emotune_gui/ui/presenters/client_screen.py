"""What the client's own screen shows: a notice, a pacer or a slow light, questions. No emotions."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, exp, pi

from emotune_gui.domain.live import MusicState

BREATHS_RANGE = (4.0, 8.0)
"""Breaths a minute; about six is where heart rate and breath swing together (Lehrer and Gevirtz
2014, Frontiers in Psychology 5:756)."""
IN_SHARE = 0.4
"""Of a breath: the breath out is the longer one."""
LIGHT_SLEW = 0.06
"""Relative luminance a second at most. WCAG 2.2 counts a pair of opposing changes of 0.1 or more
as a flash and allows three a second, which would take 0.6 a second."""
LIGHT_RANGE = (0.04, 0.22)
"""Relative luminance of the light, dim at its brightest."""
SMOOTH_S = 3.0


def pacer(t: float, breaths_per_minute: float) -> tuple[float, bool]:
    """How full the breath is (0-1) and whether it goes in, `t` seconds after its beginning."""
    low, high = BREATHS_RANGE
    period = 60.0 / min(high, max(low, breaths_per_minute))
    place = (t % period) / period
    if place < IN_SHARE:
        return 0.5 - 0.5 * cos(pi * place / IN_SHARE), True
    return 0.5 + 0.5 * cos(pi * (place - IN_SHARE) / (1 - IN_SHARE)), False


@dataclass(frozen=True, slots=True)
class Light:
    """A disc: `level` is its relative luminance, `size` 0-1, `warmth` 0 (blue) to 1 (amber)."""

    level: float = LIGHT_RANGE[0]
    size: float = 0.5
    warmth: float = 0.5


class SlowLight:
    """Follows the music's loudness, density and target, never fast enough to flash."""

    def __init__(self) -> None:
        self.now = Light()

    def step(self, music: MusicState, dt: float) -> Light:
        """`dt` in seconds; a stall is one small step, not a leap."""
        dt = min(0.25, max(0.0, dt))
        goal = aim(music)
        share = 1.0 - exp(-dt / SMOOTH_S)
        change = share * (goal.level - self.now.level)
        most = LIGHT_SLEW * dt
        low, high = LIGHT_RANGE
        self.now = Light(
            min(high, max(low, self.now.level + min(most, max(-most, change)))),
            self.now.size + share * (goal.size - self.now.size),
            self.now.warmth + share * (goal.warmth - self.now.warmth),
        )
        return self.now


def aim(music: MusicState) -> Light:
    """Where the light tends: louder is brighter, busier is larger, pleasant is warmer."""
    low, high = LIGHT_RANGE
    if music.controls is None or music.faded:
        return Light(low, 0.35, 0.5)
    loud = min(1.0, max(0.0, (music.controls.loudness - 40.0) / 60.0))
    busy = min(1.0, max(0.0, (music.controls.density - 1.0) / 6.0))
    return Light(low + (high - low) * loud, 0.35 + 0.6 * busy, 0.5 + 0.5 * music.target.valence)
