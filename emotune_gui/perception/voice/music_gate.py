"""Keeping the program's own music, which the microphone hears too, away from the voice."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf

import numpy as np

from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray, SoundBlock
from emotune_gui.perception.voice.echo import BLOCK, PARTITIONS, EchoFilter
from emotune_gui.perception.voice.residue import ResidueFilter

_JOIN_S = 0.02
"""Times that differ by less from the count of samples are jitter, by more a jump."""
_BEHIND_S = 2.0
"""How much of the music is kept after it was heard."""
_AHEAD_S = 5.0
_LEAD_S = 0.064
"""The times of two devices may be wrong either way; the music is looked at this much early, if it
is known so soon, so that its sound never seems to come before it was played."""
_SETTLING_S = 1.0
"""Over so long it is judged whether taking the music away helps."""
_SILENT = 1e-10
"""Mean square below which nothing is played."""


class PlayedMusic:
    """What was and will soon be played, by the second at which it is heard."""

    def __init__(self) -> None:
        self._samples = np.zeros(0, np.float32)
        self._begin_t = 0.0
        self._read: int | None = None
        self._lead = 0
        self.jumped = False
        """Whether the last `at` did not go on where the one before ended."""

    def play(self, block: SoundBlock) -> None:
        """Blocks come in order; a hole is silence, going back in time replaces what was there."""
        samples = np.nan_to_num(np.ravel(block.samples).astype(np.float32), posinf=0, neginf=0)
        if not len(samples):
            return
        ahead = block.t - self._end_t()
        if not len(self._samples) or not -_AHEAD_S < ahead < _AHEAD_S:
            self._samples, self._begin_t, self._read = samples, block.t, None
            return
        if abs(ahead) < _JOIN_S:
            ahead = 0.0
        shift = round(ahead * SAMPLE_RATE)
        kept = self._samples[: max(0, len(self._samples) + min(0, shift))]
        self._samples = np.concatenate([kept, np.zeros(max(0, shift), np.float32), samples])

    def at(self, t: float, count: int) -> SoundArray | None:
        """The `count` samples from second `t` on (or a steady lead later), silence where nothing
        is known; None when nothing was played."""
        if not len(self._samples):
            return None
        wanted = round((t - self._begin_t) * SAMPLE_RATE)
        ahead = inf if self._read is None else abs(wanted + self._lead - self._read)
        self.jumped = ahead > _JOIN_S * SAMPLE_RATE
        if self._read is None or self.jumped:
            known = max(len(self._samples) - wanted - 2 * count, 0)
            # What was learnt of the way holds for the lead it was learnt with.
            if self._read is None or known < self._lead:
                self._lead = min(known, int(_LEAD_S * SAMPLE_RATE))
            self._read = wanted + self._lead
        self._read += count
        found = self.before(count)
        self._forget(self._read - int(_BEHIND_S * SAMPLE_RATE))
        return found

    def before(self, count: int) -> SoundArray:
        """The last `count` samples up to where `at` has read."""
        end = self._read or 0
        found = np.zeros(count, np.float32)
        first, last = max(end - count, 0), min(end, len(self._samples))
        if first < last:
            found[first - end + count : last - end + count] = self._samples[first:last]
        return found

    def _forget(self, count: int) -> None:
        """Drop samples heard long ago, a second at a time; everything once all of it is."""
        if count < SAMPLE_RATE:
            return
        count = min(count, len(self._samples))
        self._samples = self._samples[count:]
        self._begin_t += count / SAMPLE_RATE
        if self._read is not None:
            self._read -= count

    def _end_t(self) -> float:
        return self._begin_t + len(self._samples) / SAMPLE_RATE


@dataclass(frozen=True, slots=True, eq=False)
class Cleaned:
    """`left` is the sound without the music; `music_power` and `left_power` are mean squares of
    the music taken away and of what is left."""

    left: SoundArray
    music_power: float
    left_power: float


class MusicGate:
    """Takes the program's own music out of what the microphone hears. Used from one thread.

    Sound without music passes unchanged, and so does all sound as long as the filter makes
    matters worse (headphones, a loudspeaker elsewhere, times that do not fit). While music is
    played the sound comes out 32 ms late.
    """

    def __init__(self) -> None:
        self._music = PlayedMusic()
        self._filter = EchoFilter()
        self._residue = ResidueFilter()
        self._before = np.zeros(BLOCK, np.float32)
        self._silent_s = 0.0
        self._heard_power = self._left_power = 0.0
        self._share = np.float32(0.0)

    def play(self, block: SoundBlock) -> None:
        self._music.play(block)

    def clean(self, t: float, heard: SoundArray) -> Cleaned:
        """`heard` is BLOCK samples of the microphone from second `t` on."""
        before, self._before = self._before, heard
        music = self._music.at(t, BLOCK)
        if music is None or self._long_silent(music):
            return Cleaned(heard, 0.0, _mean_square(heard))
        if self._music.jumped:
            past = self._music.before((PARTITIONS + 1) * BLOCK)[:-BLOCK]
            self._filter.rejoin(past.reshape(-1, BLOCK))
        parted = self._filter.part(heard, music)
        softened = self._residue.clean(parted.left, parted.music)
        fade = self._trust(heard, parted.left)
        left = before + fade * (softened - before)
        return Cleaned(left, float(fade[-1]) * _mean_square(parted.music), _mean_square(left))

    def _long_silent(self, music: SoundArray) -> bool:
        """Whether the last of the music has left the room."""
        silent = _mean_square(music) < _SILENT
        self._silent_s = self._silent_s + BLOCK / SAMPLE_RATE if silent else 0.0
        return self._silent_s > _SETTLING_S

    def _trust(self, heard: SoundArray, left: SoundArray) -> SoundArray:
        """Toward 1 when the sound has lately been quieter without the music, else toward 0."""
        keep = exp(-BLOCK / SAMPLE_RATE / _SETTLING_S)
        self._heard_power += (1.0 - keep) * (_mean_square(heard) - self._heard_power)
        self._left_power += (1.0 - keep) * (_mean_square(left) - self._left_power)
        before = self._share
        self._share = np.float32(self._left_power < self._heard_power)
        return np.linspace(before, self._share, BLOCK, dtype=np.float32)


def _mean_square(sound: SoundArray) -> float:
    return float(np.mean(sound * sound))
