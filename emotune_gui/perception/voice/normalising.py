"""A speaker's usual voice, learned as it is heard, and what is heard told relative to it.

A voice is high or harsh by nature before it is by feeling. Taking each speaker's own mean and
deviation out of the network's statistics is worth about ten points of accuracy. At first nothing
is known of a speaker, and the population's statistics stand in; the more seconds of speech were
heard, the more the speaker's own count. This is the mean of a normal distribution under a
conjugate prior (Gelman et al. 2013, Bayesian Data Analysis, section 3.3), with seconds of speech
as observations.
"""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.voice import VoiceProfile

PRIOR_S = 6.0
"""Seconds of speech that the population's mean counts for."""
DEVIATION_PRIOR_S = 40.0
"""Seconds of speech that the population's deviation counts for."""
KNOWN_FROM_S = 10.0
"""Seconds of speech from which a voice is worth remembering."""
MOST_S = 600.0
"""A profile's past counts for at most so many seconds, so that a voice may change."""

FloatArray = npt.NDArray[np.float32]


class SpeakerNormaliser:
    """Running mean and deviation of one speaker's statistics. Used from one thread.

    The statistics given are relative to the population: mean 0 and, within a speaker,
    deviation 1.
    """

    def __init__(self, features: str, count: int) -> None:
        self.features = features
        self._count = count
        self._version = 0
        self.forget()

    def forget(self) -> None:
        """Begin with a speaker of whom nothing is known."""
        self.speech_s = 0.0
        self._mean = np.zeros(self._count)
        self._square = np.zeros(self._count)

    def learn(self, statistics: npt.ArrayLike, seconds: float) -> None:
        """Take in the statistics of `seconds` of the speaker's speech."""
        values = np.asarray(statistics, dtype=np.float64)
        if seconds <= 0.0 or not np.isfinite(values).all():
            return
        before = min(self.speech_s, MOST_S)
        share = seconds / (before + seconds)
        gap = values - self._mean
        self._mean = self._mean + share * gap
        self._square = (1.0 - share) * (self._square + share * gap * gap)
        self.speech_s += seconds

    def relative(self, statistics: npt.ArrayLike) -> FloatArray:
        """The statistics against the speaker's usual ones, as far as these are known."""
        known = min(self.speech_s, MOST_S)
        centre = self._mean * (known / (known + PRIOR_S))
        share = known / (known + DEVIATION_PRIOR_S)
        spread = np.sqrt(share * self._square + (1.0 - share))
        values = np.asarray(statistics, dtype=np.float64)
        return np.asarray((values - centre) / np.maximum(spread, 0.1), dtype=np.float32)

    def profile(self) -> VoiceProfile | None:
        """What is known of the voice; None before KNOWN_FROM_S seconds were heard."""
        if self.speech_s < KNOWN_FROM_S:
            return None
        return VoiceProfile(
            version=self._version + 1,
            made_at=datetime.now(UTC),
            speech_s=self.speech_s,
            features=self.features,
            means=tuple(float(x) for x in self._mean),
            deviations=tuple(float(x) for x in np.sqrt(np.maximum(self._square, 0.0))),
        )

    def use(self, profile: VoiceProfile | None) -> None:
        """Go on from a profile; None begins anew.

        Raises ValueError when it belongs to another set of features.
        """
        if profile is None:
            self.forget()
            self._version = 0
            return
        if profile.features != self.features or len(profile.means) != self._count:
            raise ValueError(f"a profile of {profile.features} does not serve {self.features}")
        self._version = profile.version
        self.speech_s = profile.speech_s
        self._mean = np.asarray(profile.means, dtype=np.float64)
        self._square = np.square(np.asarray(profile.deviations, dtype=np.float64))
