"""Values that follow a target smoothly."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp


class Glide:
    """First-order approach to a target: ``target + (value - target) * exp(-t / tau)``.

    `tau_s` in seconds; within `settled` of the target (in the value's own unit) it is the target.
    """

    def __init__(self, value: float, tau_s: float, settled: float, sample_rate: int) -> None:
        self.value = value
        self.target = value
        self.tau_s = tau_s
        self._settled = settled
        self._sample_rate = sample_rate

    @property
    def moving(self) -> bool:
        return self.value != self.target

    def jump(self, value: float) -> None:
        self.value = self.target = value

    def at(self, seconds: float) -> float:
        """The value `seconds` from now."""
        if not self.moving:
            return self.value
        return self.target + (self.value - self.target) * exp(-seconds / self.tau_s)

    def pass_by(self, frames: int) -> None:
        """Go on by `frames`."""
        if not self.moving:
            return
        value = self.at(frames / self._sample_rate)
        self.value = self.target if abs(value - self.target) <= self._settled else value


@dataclass(frozen=True, slots=True)
class TempoCourse:
    """The beats of one block while the tempo glides: both directions in closed form.

    beats(t) = (target * t + (tempo - target) * tau * (1 - exp(-t / tau))) / 60
    """

    tempo_bpm: float
    target_bpm: float
    tau_s: float
    sample_rate: int

    @classmethod
    def of(cls, tempo: Glide, sample_rate: int) -> TempoCourse:
        return cls(tempo.value, tempo.target, tempo.tau_s, sample_rate)

    def beats_at(self, frame: int) -> float:
        """Beats from the block's start to `frame`."""
        return self._beats(frame / self.sample_rate)

    def frame_at(self, beats: float) -> int:
        """First frame at or after `beats` from the block's start (Newton's method)."""
        seconds = beats * 60.0 / self.tempo_bpm
        if self.tempo_bpm != self.target_bpm:
            for _ in range(20):
                step = (self._beats(seconds) - beats) * 60.0 / self._tempo(seconds)
                seconds = max(0.0, seconds - step)
                if abs(step) < 1e-9:
                    break
        return max(0, ceil(seconds * self.sample_rate - 1e-4))

    def _tempo(self, seconds: float) -> float:
        return self.target_bpm + (self.tempo_bpm - self.target_bpm) * exp(-seconds / self.tau_s)

    def _beats(self, seconds: float) -> float:
        gap = self.tempo_bpm - self.target_bpm
        glided = gap * self.tau_s * (1.0 - exp(-seconds / self.tau_s)) if gap else 0.0
        return (self.target_bpm * seconds + glided) / 60.0


class Fader:
    """A hand on a fader: the position runs linearly between 0 and 1; the amplitude is its square.

    The square keeps the last part of a fade from ending abruptly (half way is -12 dB).
    """

    def __init__(self, position: float, sample_rate: int) -> None:
        self.position = position
        self._goal = position
        self._per_second = 0.0
        self._sample_rate = sample_rate

    def move(self, goal: float, seconds: float) -> None:
        """Reach `goal` (0-1) from here in `seconds`, less when already on the way."""
        self._goal = goal
        self._per_second = 1.0 / max(seconds, 0.01)

    @property
    def moving(self) -> bool:
        return self.position != self._goal

    def pass_by(self, frames: int) -> None:
        """Go on by `frames`."""
        step = self._per_second * frames / self._sample_rate
        if self._goal > self.position:
            self.position = min(self._goal, self.position + step)
        else:
            self.position = max(self._goal, self.position - step)
