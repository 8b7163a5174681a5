"""Who composes and which instruments play, where the plan leaves that to what ratings prefer.

Chosen once before the session; with the therapist's leave to explore another composer is tried
every few minutes, where a phrase ends. What the therapist takes over by hand is left alone for the
rest of the session. A choice is told as a trial once it is heard.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

import numpy as np

from emotune_gui.bundled import bundled
from emotune_gui.domain.learning import ArmKind, MappingWeights, PersonalSettings, Trial
from emotune_gui.domain.music import Bar, Palette, Part
from emotune_gui.domain.session import LIKED, Plan
from emotune_gui.music.composing.opening import CONDITIONED, NETWORK_FILES, RULES
from emotune_gui.music.palettes import PALETTES
from emotune_gui.music.programme import SONGS
from emotune_gui.music.shaping import SongComposer
from emotune_gui.music.songs.audio_bars import AUDIO
from emotune_gui.personalisation.arms import arm_of, clearly_better, pick

CHANGE_S = 180.0
"""Another composer is tried at most this often."""
FOLLOWING = (RULES, CONDITIONED)
"""Composers that follow the affect. The networks that learned the songs of one emotion play that
emotion whatever is asked of them, angry songs too: they are chosen by hand only."""


class Why(StrEnum):
    """Why a composer or palette was chosen."""

    USUAL = "usual"
    PREFERRED = "preferred"
    TRIED = "tried"


class ArmChoices:
    """`begin` and `by_hand` may be called from any thread, `another` from the composer's, `heard`
    from the player's."""

    def __init__(
        self,
        plan: Plan,
        rng: np.random.Generator,
        installed: Callable[[str], bool] | None = None,
    ) -> None:
        self.composer = RULES if plan.composer == LIKED else plan.composer
        self.palette = plan.instrumentation.palette
        self.why: dict[ArmKind, Why] = {}
        self._plan, self._rng = plan, rng
        self._installed = installed or is_installed
        self._lock = threading.Lock()
        left_open = (
            (ArmKind.COMPOSER, plan.composer == LIKED),
            (ArmKind.PALETTE, self.palette is Palette.AFFECT),
        )
        self._open = {kind for kind, is_open in left_open if is_open}
        self._unheard: dict[ArmKind, Trial] = {}
        self._since = 0.0
        """Second of the session at which the composer was chosen or first heard."""

    def is_open(self, kind: ArmKind) -> bool:
        return kind in self._open

    def begin(self, known: MappingWeights, settings: PersonalSettings) -> None:
        """Before the first bar."""
        if self.is_open(ArmKind.COMPOSER):
            self.composer = self._picked(ArmKind.COMPOSER, known, settings).chosen
        if self.is_open(ArmKind.PALETTE):
            self.palette = Palette(self._picked(ArmKind.PALETTE, known, settings).chosen)

    def another(self, known: MappingWeights, settings: PersonalSettings, t: float) -> str | None:
        """A composer to change to `t` seconds into the session; None to go on."""
        allowed = settings.exploring and not settings.locked
        if not (allowed and self.is_open(ArmKind.COMPOSER)) or t - self._since < CHANGE_S:
            return None
        self._since, before = t, self.composer
        self.composer = self._picked(ArmKind.COMPOSER, known, settings).chosen
        return None if self.composer == before else self.composer

    def heard(self, bar: Bar, t: float) -> list[Trial]:
        """The choices first heard with this bar, `t` seconds into the session."""
        with self._lock:
            trials = [trial for trial in self._unheard.values() if self._is_of(bar, trial)]
            for trial in trials:
                del self._unheard[ArmKind(trial.kind)]
        if any(trial.kind == ArmKind.COMPOSER for trial in trials):
            self._since = max(self._since, t)
        return [replace(trial, t=max(0.0, t)) for trial in trials]

    def by_hand(self, kind: ArmKind) -> None:
        """The therapist chooses from now on."""
        with self._lock:
            self._open.discard(kind)
            self._unheard.pop(kind, None)
            self.why.pop(kind, None)

    def composer_by_hand(self) -> None:
        self.by_hand(ArmKind.COMPOSER)

    def forget(self) -> str | None:
        """What ratings preferred is not known any more; the composer to change to, if any."""
        self.why = {}
        if self.is_open(ArmKind.PALETTE):
            self.palette = Palette.AFFECT
        before = self.composer
        if self.is_open(ArmKind.COMPOSER):
            self.composer = RULES
        for kind in (ArmKind.COMPOSER, ArmKind.PALETTE):
            self.by_hand(kind)
        return None if self.composer == before else self.composer

    def _picked(self, kind: ArmKind, known: MappingWeights, settings: PersonalSettings) -> Trial:
        # Locked, what was learned stays as it is and nothing new is tried.
        exploring = settings.exploring and not settings.locked
        asked = replace(settings, exploring=exploring, locked=False)
        names, usual = self._names(kind, known), USUAL[kind]
        trial = pick(known.arms, kind, names, usual, asked, self._rng)
        trial = replace(trial, weights_version=known.version)
        self.why[kind] = _why(known, trial, usual)
        told = exploring or kind is ArmKind.COMPOSER or trial.chosen != usual
        with self._lock:
            if told and kind in self._open:
                self._unheard[kind] = trial
        return trial

    def _names(self, kind: ArmKind, known: MappingWeights) -> list[str]:
        if kind is ArmKind.PALETTE:
            return [palette.value for palette in palettes_allowed(self._plan)]
        names = [name for name in FOLLOWING if self._installed(name)]
        # Songs bring memories along: only where this client has been given some before.
        songs = arm_of(known.arms, ArmKind.COMPOSER, SONGS)
        return [*names, SONGS] if songs.weight > 0.0 else names

    def _is_of(self, bar: Bar, trial: Trial) -> bool:
        if trial.kind == ArmKind.COMPOSER:
            return composer_arm(bar) == trial.chosen
        return bar.composer != AUDIO


USUAL = {ArmKind.COMPOSER: RULES, ArmKind.PALETTE: Palette.AFFECT.value}


def is_installed(composer: str) -> bool:
    file = NETWORK_FILES.get(composer)
    return file is None or (bundled("models") / file).is_file()


def palettes_allowed(plan: Plan) -> list[Palette]:
    """Those none of whose instruments the plan excludes, and whatever fits the affect."""
    never, without = plan.instrumentation.excluded_programs, {*plan.excluded_parts, Part.DRUMS}
    return [
        palette
        for palette, ensembles in PALETTES.items()
        if palette is Palette.AFFECT
        or not any(
            part not in without and program in never
            for ensemble in ensembles.values()
            for part, program in ensemble
        )
    ]


def composer_arm(bar: Bar) -> str:
    """Under which name a rating of this bar counts; of a song, note by note or recorded, SONGS."""
    return SONGS if bar.composer in (SongComposer.name, AUDIO) else bar.composer


def _why(known: MappingWeights, trial: Trial, usual: str) -> Why:
    kind = ArmKind(trial.kind)
    chosen = arm_of(known.arms, kind, trial.chosen)
    others = [arm for arm in known.arms if arm.kind is kind and arm.name != trial.chosen]
    if trial.chosen != usual:
        others.append(arm_of(known.arms, kind, usual))
    if any(clearly_better(chosen, other) for other in others):
        return Why.PREFERRED
    return Why.USUAL if trial.chosen == usual else Why.TRIED
