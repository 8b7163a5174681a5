"""Parameter sequences for tests of the composer."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import Bar, MusicParameters
from emotune_gui.domain.session import Plan
from emotune_gui.music.composing import RuleComposer
from emotune_gui.music.mapping import apply

PLACES = {
    "happy": Affect(0.7, 0.6),
    "tense": Affect(-0.7, 0.65),
    "sad": Affect(-0.7, -0.5),
    "calm": Affect(0.6, -0.6),
    "neutral": Affect(0.0, 0.0),
}


def music_for(affect: Affect, plan: Plan | None = None) -> MusicParameters:
    return apply(affect, CLINICAL_MAPPING, plan=plan or Plan())


def steady(place: str, bars: int) -> list[MusicParameters]:
    return [music_for(PLACES[place])] * bars


def wandering(seed: int, bars: int, step: float = 0.3) -> list[MusicParameters]:
    """A random walk through the affect plane, a step a bar."""
    random = Random(seed)
    affect = Affect(random.uniform(-1, 1), random.uniform(-1, 1))
    walk: list[MusicParameters] = []
    for _ in range(bars):
        affect = Affect.clamped(
            affect.valence + random.uniform(-step, step),
            affect.arousal + random.uniform(-step, step),
        )
        walk.append(music_for(affect))
    return walk


def composed(seed: int, walk: Iterable[MusicParameters], start_bar: int = 0) -> list[Bar]:
    composer = RuleComposer(seed, start_bar=start_bar)
    return [composer.next_bar(parameters) for parameters in walk]
