"""Which two palettes or composers a pair of clips compares, inside what the plan leaves open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import USUAL_SETTINGS, Arm, ArmKind, MappingWeights
from emotune_gui.domain.music import Instrumentation, Palette
from emotune_gui.domain.session import Plan
from emotune_gui.engine.arm_choices import FOLLOWING, palettes_allowed
from emotune_gui.music.composing.opening import RULES, composer_or_rules
from emotune_gui.music.instruments import ensemble
from emotune_gui.music.palettes import Ensemble
from emotune_gui.personalisation.arms import most_in_doubt, pick


@dataclass(frozen=True, slots=True)
class Dress:
    """Who writes and plays a clip, beside its parameters."""

    composer: str = RULES
    palette: Palette = Palette.AFFECT

    @property
    def chosen(self) -> Mapping[ArmKind, str]:
        return {ArmKind.COMPOSER: self.composer, ArmKind.PALETTE: self.palette.value}

    def other(self, kind: ArmKind, name: str) -> Dress:
        if kind is ArmKind.COMPOSER:
            return replace(self, composer=name)
        return replace(self, palette=Palette(name))


class ArmPairs:
    """What the plan names is the usual; what it excludes is never compared or heard."""

    def __init__(self, plan: Plan, rng: np.random.Generator) -> None:
        self._plan, self._rng = plan, rng
        named = plan.composer in FOLLOWING
        self._composer = plan.composer if named else RULES
        self._named_composer = named
        self._asked: set[tuple[ArmKind, frozenset[str]]] = set()
        self._composers = [n for n in FOLLOWING if not composer_or_rules(n, plan.seed)[1]]

    def usual(self, arms: Sequence[Arm]) -> Dress:
        """As a session would sound: what the plan names, else what ratings prefer."""
        dress = Dress(self._composer, self._plan.instrumentation.palette)
        for kind, names in self._left_open().items():
            picked = pick(arms, kind, names, dress.chosen[kind], USUAL_SETTINGS, self._rng)
            dress = dress.other(kind, picked.chosen)
        return dress

    def pair(
        self, weights: MappingWeights, affect: Affect
    ) -> tuple[ArmKind, tuple[Dress, Dress]] | None:
        """The two to be compared for this mood, in the order they are heard: of palettes and
        composers those whose comparison is worth most, none twice: it may not have been said.
        None where there are no two."""
        usual = self.usual(weights.arms)
        offered = {
            ArmKind.PALETTE: self._palettes(affect),
            ArmKind.COMPOSER: self._composers,
        }
        found = [
            (kind, best)
            for kind, names in offered.items()
            if (best := self._doubted(weights.arms, kind, names)) is not None
        ]
        if not found:
            return None
        kind, (one, other, _) = max(found, key=lambda entry: entry[1][2])
        self._asked.add((kind, frozenset((one, other))))
        pair = (usual.other(kind, one), usual.other(kind, other))
        # Which of two is heard last must not tell which is better.
        return kind, (pair if self._rng.integers(2) else (pair[1], pair[0]))

    def _doubted(
        self, arms: Sequence[Arm], kind: ArmKind, names: Sequence[str]
    ) -> tuple[str, str, float] | None:
        default = self._composer if kind is ArmKind.COMPOSER else Palette.AFFECT.value
        left = list(names)
        while (best := most_in_doubt(arms, kind, left, default, self._rng)) is not None:
            if (kind, frozenset(best[:2])) not in self._asked:
                return best
            left.remove(best[1])
        return None

    def _left_open(self) -> dict[ArmKind, list[str]]:
        """What ratings may choose in a session of this plan, as live."""
        found: dict[ArmKind, list[str]] = {}
        if not self._named_composer:
            found[ArmKind.COMPOSER] = self._composers
        if self._plan.instrumentation.palette is Palette.AFFECT:
            found[ArmKind.PALETTE] = [p.value for p in palettes_allowed(self._plan)]
        return found

    def _palettes(self, affect: Affect) -> list[str]:
        """Those left open that are told apart in this mood; of two that sound alike the first."""
        names = self._left_open().get(ArmKind.PALETTE, [])
        apart: dict[Ensemble, str] = {}
        for name in names:
            kept = replace(self._plan.instrumentation, palette=Palette(name))
            apart.setdefault(self._instruments(kept, affect), name)
        return list(apart.values())

    def _instruments(self, instrumentation: Instrumentation, affect: Affect) -> Ensemble:
        return ensemble(affect, self._plan.excluded_parts, instrumentation=instrumentation)
