"""What people who do not exist like in music, and what they say of it, for demonstrations.

The taste is that of the simulated listeners learning is judged with (raters.py); what is learned
from it goes the way of real ratings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import ArmKind
from emotune_gui.domain.music import MusicParameters, Palette
from emotune_gui.domain.session import Client, Purpose
from emotune_gui.engine.arm_choices import FOLLOWING
from emotune_gui.engine.raters import Character, Practice, Rater, heard, sameness
from emotune_gui.engine.rating_round import CANNOT_SAY, Answer, Clip, Question, RatingRound
from emotune_gui.storage.opening import Database

_LIKING = 0.5
"""Standard deviation of how much better one palette or composer is liked than another."""
_SPEECHLESS = 0.05
_ANSWER_S = 5.0
_BUSY = 3
"""One in so many has no time for a rating round."""


@dataclass(slots=True)
class Taste:
    """One person's, from rating to rating."""

    rater: Rater
    rng: np.random.Generator
    liking: dict[tuple[ArmKind, str], float]
    said: int = 0

    @classmethod
    def drawn(cls, number: int, seed: int) -> Taste:
        """Of the practice's client of this number: they have something in common."""
        practice = Practice.drawn(np.random.default_rng([seed, 1000]))
        rng = np.random.default_rng([seed, number, 1001])
        arms = [(ArmKind.PALETTE, palette.value) for palette in Palette]
        arms += [(ArmKind.COMPOSER, name) for name in FOLLOWING]
        liking = {arm: float(rng.normal(0.0, _LIKING)) for arm in arms}
        rater = Rater.drawn(practice, rng)
        while rater.character in (Character.HOSTILE, Character.RANDOM):
            # Such people exist; a demonstration that happens to begin with one shows nothing.
            rater = Rater.drawn(practice, rng)
        return cls(rater, rng, liking)

    def score(
        self, parameters: MusicParameters, target: Affect, before: Sequence[MusicParameters] = ()
    ) -> int:
        self._on()
        same = sameness(heard(parameters), [heard(p) for p in before[-4:]])
        return self.rater.score(parameters, target, same, self.rng)

    def felt(self, parameters: MusicParameters, target: Affect) -> Affect:
        self._on()
        return self.rater.felt(parameters, target, self.rng)

    def answer(self, clip: Clip, before: Clip | None) -> Answer:
        """To a clip of a rating round."""
        now, affect = clip.bars[0].parameters, clip.affect
        if self.rng.uniform() < _SPEECHLESS:
            return CANNOT_SAY
        if clip.question is Question.SCORE or before is None:
            return Answer(score=self.score(now, affect))
        if clip.question is Question.GRID:
            return Answer(felt=self.felt(now, affect))
        self._on()
        if clip.compares is None:
            pair = (now, affect), (before.bars[0].parameters, before.affect)
            return Answer(better=self.rater.prefers(*pair, self.rng))
        kind = clip.compares
        liked, other = (self.liking[kind, one.dress.chosen[kind]] for one in (clip, before))
        gap = liked - other
        said = float(np.rint(2.0 * (gap + self.rng.normal(0.0, self.rater.noise))))
        return Answer(better=float(np.clip(said, -2.0, 2.0)) / 2.0)

    def _on(self) -> None:
        self.said += 1
        self.rater = self.rater.later(self.said, self.rng)


def hold_round(
    database: Database, client: Client, taste: Taste, began: datetime, seed: int
) -> bool:
    """A rating round of somebody invented, in no time; False where they may not or would not."""
    if Purpose.PERSONALISE not in client.consents or seed % _BUSY == _BUSY - 1:
        return False
    clock = StoryClock()
    ring = RatingRound(
        database, client, seed=seed, clock=clock, sound=lambda notes, bars: (), began=began
    )
    before: Clip | None = None
    while (clip := ring.prepare()) is not None:
        clock.sleep(clip.seconds + float(taste.rng.uniform(0.5, 2.0)) * _ANSWER_S)
        ring.answer(clip, taste.answer(clip, before))
        before = clip
    ring.finish()
    return True


class StoryClock:
    """Moves with the story: when somebody in it waits."""

    def __init__(self) -> None:
        self.t = 0.0

    def now(self) -> float:
        return self.t

    def sleep(self, seconds: float) -> None:
        self.t += seconds
