"""A client's own face at rest: what the estimates are told relative to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from emotune_gui.domain.emotion import EmotionProbabilities
from emotune_gui.domain.face import Recogniser

CALIBRATION_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class NeutralProfile:
    """Means over a calibration. Numbers only: no picture and no landmarks are kept.

    `version` counts up from 1 for each client. `measures` are the raw geometric measures behind
    the action cues, by name, in units of the distance between the eyes.
    """

    version: int
    made_at: datetime
    frames: int
    recogniser: Recogniser
    """Whose probabilities were averaged; the profile serves this recogniser only."""
    probabilities: EmotionProbabilities
    measures: tuple[tuple[str, float], ...]
    spread: float = 0.0
    """Mean total variation distance (0-1) of the frames' probabilities from their mean."""


class CalibrationPhase(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CalibrationState:
    """The calibration as the window shows it; `progress` from 0 to 1.

    `reason` is a code when it failed: 'no_face', 'several_faces', 'moving', 'expression' (a
    clear smile or surprise is no rest), 'unclear', 'not_stored'.
    """

    phase: CalibrationPhase
    progress: float = 0.0
    reason: str = ""
