"""How long it takes from a decision to the sound that shows it."""

from __future__ import annotations

from collections import deque
from math import inf, log

from emotune_gui.domain.music import MusicControls
from emotune_gui.music.playing.levels import velocity_gain_db

AUDIBLE_DB = 1.0
"""A change of level that counts as audible."""
AUDIBLE_TEMPO = 0.03
"""A change of tempo that counts as audible, as a share."""
AUDIBLE_DENSITY = 0.15
"""A change of onsets a second that counts as audible, as a share."""
_LEAST_PROGRESS = 0.63
KEPT = 5000
"""About an hour of a lively face."""


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
        self._before: MusicControls | None = None
        """What was counted before that, while the loudness of that change has not been heard."""
        self._sooner_s: float | None = None
        self._noted_at = inf
        self._level_s: float | None = None
        self._tempo_s: float | None = None
        """What the glides of the change that waits to be heard take until they are audible."""
        self._decided_at = 0.0
        self._at_next_beat: float | None = None
        self.seconds: deque[float] = deque(maxlen=KEPT)
        """The last `KEPT` answers."""

    def steered(self, controls: MusicControls) -> None:
        """New controls take effect in the block about to be rendered; loudness perhaps sooner:
        see `level_heard`."""
        before = self._counted
        if before is None:
            self._counted = controls
            return
        if self._before is not None:
            # Its tempo was counted; the loudness may yet be heard before that.
            self._sooner_s, _ = self._glides(self._before, controls)
        if self._waits:
            return
        self._level_s, self._tempo_s = self._glides(before, controls)
        denser = abs(controls.density / before.density - 1.0) >= AUDIBLE_DENSITY
        if not self._waits and not denser:
            return
        self._before = before if self._level_s is None else None
        self._sooner_s, self._noted_at = None, inf
        self._counted, self._decided_at = controls, controls.decided_at
        if not self._waits:
            self._at_next_beat = controls.decided_at

    def level_heard(self, from_s: float) -> None:
        """What was queued has been given the new loudness, heard from `from_s` on."""
        if self._level_s is not None:
            self._note(from_s + self._level_s)
        elif self._sooner_s is not None:
            at = min(from_s + self._sooner_s, self._noted_at)
            if self._waits:
                self._note(at)
            else:
                self.seconds[-1] -= self._noted_at - at
            self._before = self._sooner_s = None

    def block_heard(self, heard_at: float, beat_at: float | None) -> None:
        """A block's first sample and its first beat (None without) are heard then."""
        glides = [glide for glide in (self._level_s, self._tempo_s) if glide is not None]
        if glides:
            self._note(heard_at + min(glides))
        if self._at_next_beat is not None and beat_at is not None:
            self.seconds.append(beat_at - self._at_next_beat)
            self._at_next_beat = None

    def forget(self) -> None:
        """The music is silent: what was decided is not waited for."""
        self._level_s = self._tempo_s = self._at_next_beat = None
        self._before = self._sooner_s = None

    @property
    def _waits(self) -> bool:
        return self._level_s is not None or self._tempo_s is not None

    def _note(self, heard_at: float) -> None:
        self._noted_at = heard_at
        self.seconds.append(heard_at - self._decided_at)
        self._level_s = self._tempo_s = None

    def _glides(
        self, before: MusicControls, after: MusicControls
    ) -> tuple[float | None, float | None]:
        """Seconds until level and tempo have gone audibly far; None for one that does not."""
        level = abs(velocity_gain_db(after.loudness, before.loudness))
        tempo = abs(after.tempo_bpm / before.tempo_bpm - 1.0)
        return (
            _glide_seconds(AUDIBLE_DB / level, self._loudness_tau_s)
            if level >= AUDIBLE_DB
            else None,
            _glide_seconds(AUDIBLE_TEMPO / tempo, self._tempo_tau_s)
            if tempo >= AUDIBLE_TEMPO
            else None,
        )


def _glide_seconds(share: float, tau_s: float) -> float:
    """Seconds until a first-order glide has gone `share` of its way."""
    return -tau_s * log(1.0 - min(share, _LEAST_PROGRESS))
