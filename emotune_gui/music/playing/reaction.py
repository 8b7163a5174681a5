"""How long it takes from a decision to the sound that shows it."""

from __future__ import annotations

from math import log

from emotune_gui.domain.music import MusicControls
from emotune_gui.music.playing.levels import velocity_gain_db

AUDIBLE_DB = 1.0
"""A change of level that counts as audible."""
AUDIBLE_TEMPO = 0.03
"""A change of tempo that counts as audible, as a share."""
AUDIBLE_DENSITY = 0.15
"""A change of onsets a second that counts as audible, as a share."""
_LEAST_PROGRESS = 0.63


class ReactionTimer:
    """Finds the steers that can be heard and times them.

    Each steer is compared with the last one that was counted, so that a slow drift counts as
    soon as it has become audible. A change is "heard" when its glide has gone `AUDIBLE_DB` or
    `AUDIBLE_TEMPO` (or 63 % of a smaller way), whichever of the two comes first; a change of
    density alone at the next beat.
    """

    def __init__(self, loudness_tau_s: float, tempo_tau_s: float) -> None:
        self._loudness_tau_s = loudness_tau_s
        self._tempo_tau_s = tempo_tau_s
        self._counted: MusicControls | None = None
        self._glide_s: float | None = None
        self._decided_at = 0.0
        self._at_next_beat: float | None = None
        self.seconds: list[float] = []

    def steered(self, controls: MusicControls) -> None:
        """New controls take effect at the start of the block about to be rendered."""
        before, self._glide_s = self._counted, None
        if before is None:
            self._counted = controls
            return
        glides = self._glides(before, controls)
        denser = abs(controls.density / before.density - 1.0) >= AUDIBLE_DENSITY
        if not glides and not denser:
            return
        self._counted, self._decided_at = controls, controls.decided_at
        if glides:
            self._glide_s = min(glides)
        else:
            self._at_next_beat = controls.decided_at

    def block_heard(self, heard_at: float, beat_at: float | None) -> None:
        """A block's first sample and its first beat (None without) are heard then."""
        if self._glide_s is not None:
            self.seconds.append(heard_at + self._glide_s - self._decided_at)
            self._glide_s = None
        if self._at_next_beat is not None and beat_at is not None:
            self.seconds.append(beat_at - self._at_next_beat)
            self._at_next_beat = None

    def forget(self) -> None:
        """The music is silent: what was decided is not waited for."""
        self._glide_s = self._at_next_beat = None

    def _glides(self, before: MusicControls, after: MusicControls) -> list[float]:
        level = abs(velocity_gain_db(after.loudness, before.loudness))
        tempo = abs(after.tempo_bpm / before.tempo_bpm - 1.0)
        glides = []
        if level >= AUDIBLE_DB:
            glides.append(_glide_seconds(AUDIBLE_DB / level, self._loudness_tau_s))
        if tempo >= AUDIBLE_TEMPO:
            glides.append(_glide_seconds(AUDIBLE_TEMPO / tempo, self._tempo_tau_s))
        return glides


def _glide_seconds(share: float, tau_s: float) -> float:
    """Seconds until a first-order glide has gone `share` of its way."""
    return -tau_s * log(1.0 - min(share, _LEAST_PROGRESS))
