"""What one answer of a rating round teaches: while it runs, and of one that was cut off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import (
    ArmKind,
    MappingWeights,
    PersonalPrior,
    PersonalSettings,
    Row,
    Situation,
)
from emotune_gui.domain.music import Bar
from emotune_gui.engine.arm_words import preferred_words
from emotune_gui.engine.tuning import difference
from emotune_gui.personalisation import arms as arming
from emotune_gui.personalisation import evidence, learning
from emotune_gui.personalisation.evidence import Heard

REASON = "After {n} ratings: {what}."
ONE_REASON = "After {n} rating: {what}."
UNHEARD = "no change that can be heard yet"


class Said(Protocol):
    """An answer, or the rating it became; at most one is set."""

    @property
    def score(self) -> int | None: ...

    @property
    def better(self) -> float | None: ...

    @property
    def felt(self) -> Affect | None: ...


@dataclass(frozen=True, slots=True)
class Lesson:
    """What of a clip counts for the learning."""

    affect: Affect
    bars: tuple[Bar, ...]
    chosen: Mapping[ArmKind, str]
    """Who wrote and who played it, as far as that is known."""
    compares: ArmKind | None = None
    """What alone differs from the clip before; None where the parameters do."""

    @property
    def heard(self) -> tuple[Heard, ...]:
        return tuple(Heard(bar.parameters, Situation(self.affect)) for bar in self.bars)


def taught(
    weights: MappingWeights,
    clip: Lesson,
    before: Lesson | None,
    said: Said,
    settings: PersonalSettings,
    prior: PersonalPrior,
) -> MappingWeights:
    """The mapping after this answer; the same object where it teaches nothing. `before` is the
    clip before, with which a comparison compares."""
    arms = weights.arms
    rows: tuple[Row, ...] = ()
    if said.better is not None and before is not None:
        if clip.compares is None:
            rows = evidence.of_comparison(clip.heard, before.heard, said.better, 1.0)
        else:
            now, then = (one.chosen[clip.compares] for one in (clip, before))
            arms = arming.compared(arms, clip.compares, now, then, said.better)
    elif said.felt is not None:
        rows = evidence.of_grid(clip.heard, said.felt, 1.0)
    elif said.score is not None:
        reward = (said.score - 3) / 2
        rows = evidence.of_rating(clip.heard, reward, 1.0)
        surprise = reward - learning.usual_reward(weights)
        arms = arming.judged(arms, clip.chosen, surprise, 1.0)
    # The round tries things itself: nothing more is tried in answer to a bad rating.
    trying = replace(settings, exploring=True)
    moment = Situation(clip.affect)
    new = learning.learn(weights, rows, moment, settings=trying, prior=prior, arms=arms)
    if new is not None and not rows:
        # Of one dress against another: a rating as much as any.
        new = replace(new, ratings_used=weights.ratings_used + 1)
    return new or weights


def reason_of(ratings: int, before: MappingWeights, after: MappingWeights) -> str:
    """The sentence of the version that a round makes."""
    known = preferred_words(before)
    preferred = [said for said in preferred_words(after) if said not in known]
    what = ", ".join((*difference(before, after)[:3], *preferred)) or UNHEARD
    return (ONE_REASON if ratings == 1 else REASON).format(n=ratings, what=what)
