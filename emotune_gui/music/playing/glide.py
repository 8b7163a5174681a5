"""Values that follow a target smoothly, sample by sample."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatCurve = npt.NDArray[np.float64]


class Glide:
    """First-order approach to a target: ``target + (value - target) * exp(-t / tau)``.

    `tau_s` in seconds; within `settled` of the target (in the value's own unit) it is the target.
    """

    def __init__(self, value: float, tau_s: float, settled: float, sample_rate: int) -> None:
        self.value = value
        self.target = value
        self._tau_s = tau_s
        self._settled = settled
        self._sample_rate = sample_rate

    @property
    def moving(self) -> bool:
        return self.value != self.target

    def jump(self, value: float) -> None:
        self.value = self.target = value

    def advance(self, frames: int) -> FloatCurve:
        """The value at the start of each of the next `frames` samples."""
        if not self.moving:
            return np.full(frames, self.value)
        gap = self.value - self.target
        t = np.arange(frames + 1) / self._sample_rate
        curve = self.target + gap * np.exp(-t / self._tau_s)
        self._settle(float(curve[-1]))
        return curve[:-1]

    def advance_integral(self, frames: int) -> FloatCurve:
        """Integral over time (value x seconds) at sample starts 0 to `frames`: frames + 1 values.

        Closed form, so that a tempo's beats do not drift with the block length.
        """
        t = np.arange(frames + 1) / self._sample_rate
        if not self.moving:
            return self.value * t
        gap = self.value - self.target
        decay = np.exp(-t / self._tau_s)
        self._settle(float(self.target + gap * decay[-1]))
        return self.target * t + gap * self._tau_s * (1.0 - decay)

    def _settle(self, value: float) -> None:
        self.value = self.target if abs(value - self.target) <= self._settled else value


class Fader:
    """A hand on a fader: the position runs linearly between 0 and 1, the amplitude is its square.

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

    def advance(self, frames: int) -> FloatCurve | float:
        """Amplitude at each of the next `frames` samples; a float when it does not change."""
        if self.position == self._goal:
            return self.position**2
        step = self._per_second / self._sample_rate
        way = np.arange(frames + 1) * step
        if self._goal > self.position:
            curve = np.minimum(self._goal, self.position + way)
        else:
            curve = np.maximum(self._goal, self.position - way)
        self.position = float(curve[-1])
        return np.asarray(curve[:-1] ** 2)
