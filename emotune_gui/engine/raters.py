"""Simulated clients who rate what they hear, to judge learning before people do.

Independent of the learner on purpose: nothing of the room `personalisation` is used here, and the
taste has another form. A client hears tempo and density on a logarithmic scale and the mode as a
rung; likes saturate (far off is not much worse than off) and are lopsided (too fast may be worse
than too slow); tempo with density, and loudness with register, offend together; what is wished
bends with the affect instead of being linear in it; the same again bores; wishes drift or jump;
scores are whole numbers used in a person's own way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import Mode, MusicParameters
from emotune_gui.domain.session import Plan
from emotune_gui.music import mapping

Array = npt.NDArray[np.float64]

HEARD = 6
"""Tempo, density, loudness, register, articulation, mode."""
_RUNGS = {mode: float(-rung) for rung, mode in enumerate(Mode)}
_STEP = np.array([0.2, 0.36, 8.0, 5.0, 0.15, 1.5])
"""One clearly heard step: octaves of tempo and of density, velocity, semitones, share, rungs."""
_MATTER = np.array([1.0, 0.7, 0.6, 0.8, 0.5, 1.0])
"""Relative importance on average (Eerola, Friberg & Bresin 2013: mode, tempo, register,
dynamics, articulation)."""

_TOUCHY = 1.9
"""So that these clients give the fixed mapping 3.3 of 5 on average, as listeners gave a fixed path
of music and 4.3 one that answered them (MindTune, in MUSIC_EMOTION.md, section 3)."""


class Character(StrEnum):
    STEADY = "steady"
    DRIFTING = "drifting"
    JUMPING = "jumping"
    HOSTILE = "hostile"
    """Says the opposite of what is felt."""
    RANDOM = "random"
    """Says anything."""
    TURNING = "turning"
    """Hostile until `jump_at`, then steady; none of the usual clients."""


_CONTRARY = (Character.HOSTILE, Character.TURNING)
_USUAL = {
    Character.STEADY: 0.65,
    Character.DRIFTING: 0.15,
    Character.JUMPING: 0.10,
    Character.HOSTILE: 0.05,
    Character.RANDOM: 0.05,
}


@dataclass(frozen=True, slots=True)
class Practice:
    """Whom a practice sees: what its clients have in common, and how they differ."""

    common: Array
    """Mean wish of its clients, by heard parameter (`HEARD` of them), in heard steps."""
    differ: Array
    """Standard deviation of a client's wish round it, likewise."""

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> Practice:
        return cls(rng.normal(0.0, 0.3, HEARD), rng.uniform(0.25, 0.5, HEARD))


@dataclass(frozen=True, slots=True)
class Rater:
    """One simulated listener; each array has `HEARD` entries."""

    character: Character
    wish: Array
    """In heard steps beside the clinical answer."""
    bend: Array
    """By how much the wish changes over the affect plane at most, in heard steps, ..."""
    turn: Array
    """... and in which direction of the plane it grows, in radians from valence."""
    matter: Array
    """Relative importance of the parameters; the mean is 1."""
    lopsided: Array
    """How much quicker too much offends than too little; 1 is alike."""
    noise: float
    """Standard deviation of a judgement of pleasure (-1 to 1)."""
    bored: float
    """Pleasure lost by hearing the same all the time."""
    lenient: float
    """Added to every judgement, in pleasure."""
    jump_at: int = 20
    """Rating at which who jumps or turns changes."""

    @classmethod
    def drawn(cls, practice: Practice, rng: np.random.Generator) -> Rater:
        character = Character(rng.choice(list(_USUAL), p=list(_USUAL.values())))
        heavy = rng.standard_t(5, HEARD) * np.sqrt(3 / 5)
        matter = _MATTER * rng.lognormal(0.0, 0.4, HEARD)
        return cls(
            character,
            practice.common + practice.differ * heavy,
            rng.normal(0.0, 0.2, HEARD),
            rng.uniform(0.0, 2 * np.pi, HEARD),
            matter / matter.mean(),
            rng.uniform(0.6, 1.6, HEARD),
            float(rng.uniform(0.15, 0.4)),
            float(rng.choice([0.0, rng.uniform(0.05, 0.2)], p=[0.6, 0.4])),
            float(rng.normal(0.1, 0.2)),
            int(rng.integers(15, 26)),
        )

    def later(self, rating: int, rng: np.random.Generator) -> Rater:
        """The same person one rating on."""
        if self.character is Character.DRIFTING:
            return replace(self, wish=self.wish + rng.normal(0.0, 0.06, HEARD))
        if self.character is Character.JUMPING and rating == self.jump_at:
            return replace(self, wish=self.wish + rng.normal(0.0, 0.6, HEARD))
        if self.character is Character.TURNING and rating == self.jump_at:
            return replace(self, character=Character.STEADY)
        return self

    def wanted(self, affect: Affect) -> Array:
        """What would please most, in heard steps beside the clinical answer."""
        along = affect.valence * np.cos(self.turn) + affect.arousal * np.sin(self.turn)
        return np.clip(self.wish + self.bend * np.tanh(2.0 * along), -1.4, 1.4)

    def pleasure(self, parameters: MusicParameters, affect: Affect) -> float:
        """-1 to 1; 1 is exactly what is wanted at this affect."""
        gap = heard(parameters) - heard(_clinical(affect)) - self.wanted(affect)
        side = np.where(gap > 0, self.lopsided, 1.0 / self.lopsided)
        loss = float(self.matter @ (1.0 - np.exp(-side * np.abs(gap) ** 1.6))) / HEARD
        both = max(0.0, gap[0] * gap[1]) + max(0.0, gap[2] * gap[3])
        return 1.0 - 2.0 * min(1.0, _TOUCHY * (loss + 0.1 * (1.0 - float(np.exp(-both)))))

    def score(
        self, parameters: MusicParameters, affect: Affect, sameness: float, rng: np.random.Generator
    ) -> int:
        """1-5. `sameness` (0-1) is how like the music of the last minutes it is."""
        if self.character is Character.RANDOM:
            return int(rng.integers(1, 6))
        felt = self.pleasure(parameters, affect) - self.bored * sameness + self.lenient
        felt += rng.normal(0.0, self.noise)
        score = int(np.clip(np.rint(3.0 + 2.0 * felt), 1, 5))
        return 6 - score if self.character in _CONTRARY else score

    def felt(self, parameters: MusicParameters, affect: Affect, rng: np.random.Generator) -> Affect:
        """Where on the affect grid the music lies for them, when what they would have chosen lies
        at `affect`: their own mixture of cues, never exact."""
        if self.character is Character.RANDOM:
            return Affect.clamped(*rng.uniform(-1.0, 1.0, 2).tolist())
        gap = heard(parameters) - heard(_clinical(affect)) - self.wanted(affect)
        gap = np.tanh(gap * self.matter / 1.5)
        valence = 0.05 * gap[0] - 0.05 * gap[1] + 0.1 * gap[3] + 0.35 * gap[5]
        arousal = 0.25 * gap[0] + 0.2 * gap[1] + 0.25 * gap[2] + 0.05 * gap[3] - 0.1 * gap[4]
        way = -1.0 if self.character in _CONTRARY else 1.0
        off = rng.normal(0.0, 0.1 + 0.5 * self.noise, 2)
        return Affect.clamped(
            affect.valence + way * valence + off[0], affect.arousal + way * arousal + off[1]
        )

    def prefers(
        self,
        now: tuple[MusicParameters, Affect],
        before: tuple[MusicParameters, Affect],
        rng: np.random.Generator,
    ) -> float:
        """This (to 1) or the one before (to -1), in steps of a half."""
        if self.character is Character.RANDOM:
            return float(rng.integers(-2, 3)) / 2
        better = self.pleasure(*now) - self.pleasure(*before) + rng.normal(0.0, self.noise)
        way = -1.0 if self.character in _CONTRARY else 1.0
        return way * float(np.clip(np.rint(2.0 * better), -2, 2)) / 2


def heard(parameters: MusicParameters) -> Array:
    """Where a bar lies on the listener's own scales, in steps."""
    raw = np.array(
        [
            np.log2(parameters.tempo_bpm),
            np.log2(parameters.density),
            parameters.loudness,
            parameters.register,
            parameters.articulation,
            _RUNGS[parameters.mode],
        ]
    )
    steps: Array = raw / _STEP
    return steps


def sameness(bar: Array, before: list[Array]) -> float:
    """1 for what was heard all the time lately, 0 for something new."""
    if not before:
        return 0.0
    gaps = [float(np.abs(bar - other).mean()) for other in before[-4:]]
    return float(np.mean(np.exp(-3.0 * np.array(gaps))))


def _clinical(affect: Affect) -> MusicParameters:
    return mapping.apply(affect, CLINICAL_MAPPING, plan=Plan())
