"""When nothing may be tried, whatever the therapist allowed."""

from __future__ import annotations

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.music.strategy import Decision, Phase
from emotune_gui.personalisation.bounds import ROUSING
from emotune_gui.personalisation.choosing import DISTRESSED
from emotune_gui.personalisation.evidence import LEAST_CONFIDENCE, Array

DISTRESS = (-0.3, 0.3)
"""Valence below and arousal above this in the client: nothing is tried."""
_STILL = (Phase.HELD.value, Phase.DOUBT.value, Phase.EASING.value)


def is_sure(estimate: EmotionEstimate | None) -> bool:
    """Whether there is an estimate that anything may be learned or tried by; NaN is not sure."""
    return estimate is not None and estimate.confidence >= LEAST_CONFIDENCE


def may_try(decision: Decision, estimate: EmotionEstimate | None) -> bool:
    """Not in doubt, not while held, never while the client seems distressed."""
    if estimate is None or not is_sure(estimate):
        return False
    valence, arousal = DISTRESS
    distressed = estimate.affect.valence < valence and estimate.affect.arousal > arousal
    return not (distressed or decision.easing or decision.phase in _STILL)


def not_rousing(trial: Array, target: Affect) -> Array:
    """What of a trial (in reaches) may be heard now: where the target is tense nothing that
    rouses or darkens, whatever target it was chosen for."""
    valence, arousal = DISTRESSED
    if target.valence < valence and target.arousal > arousal:
        return np.where(ROUSING * trial > 0.0, 0.0, trial)
    return trial
