"""The personal neutral in words: whether there is one, how a calibration goes, what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from PySide6.QtCore import QCoreApplication

from emotune_gui.domain.live import LiveSnapshot, SourceState
from emotune_gui.domain.neutral import (
    CALIBRATION_SECONDS,
    CalibrationPhase,
    CalibrationState,
    NeutralProfile,
)
from emotune_gui.ui import wording

translate = QCoreApplication.translate

DONE_STAYS_S, FAILURE_STAYS_S = 12.0, 40.0
"""How long the result of a calibration is told before the panel is calm again."""


@dataclass(frozen=True, slots=True)
class NeutralWords:
    """What the panel shows. `progress` (0-1) is None unless a calibration runs."""

    title: str
    in_use: bool
    sentence: str
    alarm: bool = False
    progress: float | None = None
    enabled: bool = True


def button_words() -> str:
    return translate("Neutral", "Calibrate at rest ({0} s)").format(round(CALIBRATION_SECONDS))


def title_words(profile: NeutralProfile | None, now: datetime) -> str:
    """'Personal neutral v3, 12 Nov'."""
    if profile is None:
        return translate("Neutral", "No personal neutral yet")
    day = wording.short_date(profile.made_at, now)
    return translate("Neutral", "Personal neutral v{0}, {1}").format(profile.version, day)


def failure_words(reason: str) -> str:
    """Why a calibration failed and what to do next."""
    reasons = {
        "no_face": translate(
            "Neutral", "No face was seen. Sit in front of the camera, then calibrate again."
        ),
        "several_faces": translate(
            "Neutral",
            "More than one face was seen. Choose the client's face, then calibrate again.",
        ),
        "moving": translate(
            "Neutral",
            "The face moved. Keep still and relaxed for five seconds, then calibrate again.",
        ),
        "expression": translate(
            "Neutral",
            "This looked like a smile or surprise, not rest. Relax the face, then calibrate again.",
        ),
        "unclear": translate(
            "Neutral",
            "The face was not clear enough. More light or closer, then calibrate again.",
        ),
        "not_stored": translate(
            "Neutral", "In use now, but it could not be saved. Calibrate again next time."
        ),
    }
    plain = translate("Neutral", "It did not work. Calibrate again when the face is at rest.")
    return reasons.get(reason, plain)


def seconds_left(calibration: CalibrationState) -> int:
    """Whole seconds until the calibration ends, at least 1 while it runs."""
    return max(1, ceil((1.0 - calibration.progress) * CALIBRATION_SECONDS - 1e-9))


def picture_words(calibration: CalibrationState) -> tuple[str, str]:
    """What stands on the picture while a calibration runs."""
    title = translate("Neutral", "Face at rest: {0} s").format(seconds_left(calibration))
    return title, translate("Neutral", "Look at the camera, relaxed, without speaking.")


def neutral_words(snapshot: LiveSnapshot, now: datetime, *, told: bool) -> NeutralWords:
    """`told`: the result of the last calibration has been on screen long enough."""
    profile, calibration = snapshot.neutral, snapshot.calibration
    title = title_words(profile, now)
    if calibration is not None and calibration.phase is CalibrationPhase.RUNNING:
        left = translate("Neutral", "Measuring the face at rest: {0} s left. It ends by itself.")
        sentence = left.format(seconds_left(calibration))
        return NeutralWords(title, profile is not None, sentence, False, calibration.progress)
    sentence, alarm = _resting_sentence(snapshot, told=told)
    live = snapshot.source.state is SourceState.LIVE
    return NeutralWords(title, profile is not None, sentence, alarm, enabled=live)


def _resting_sentence(snapshot: LiveSnapshot, *, told: bool) -> tuple[str, bool]:
    calibration, profile = snapshot.calibration, snapshot.neutral
    failed = calibration is not None and calibration.phase is CalibrationPhase.FAILED
    if calibration is not None and failed and not told:
        return failure_words(calibration.reason), True
    if calibration is not None and not failed and not told and profile is not None:
        return translate("Neutral", "Done. From now on it counts from this face at rest."), False
    if profile is None:
        return translate(
            "Neutral", "Some faces look stern or sad at rest. Measure it, so that rest is neutral."
        ), False
    if snapshot.neutral_drifted:
        return translate(
            "Neutral", "The face at rest has changed since. Calibrate again in a quiet moment."
        ), False
    return translate("Neutral", "Emotions are told relative to this face at rest."), False
