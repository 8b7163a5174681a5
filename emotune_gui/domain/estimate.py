"""The believed emotion over time."""

from __future__ import annotations

from dataclasses import dataclass

from emotune_gui.domain.emotion import Affect, Emotion, EmotionProbabilities
from emotune_gui.domain.face import ActionCues, FaceState
from emotune_gui.domain.voice import VoiceReading


@dataclass(frozen=True, slots=True)
class EmotionEstimate:
    """Smoothed belief after one reading.

    `t` is monotonic seconds when the estimate was made, `captured_at` when its frame was taken.
    `label` is None when there is neither a usable face nor speech: never an emotion then.
    `probabilities` and `affect` then ease toward neutral and `confidence` (0-1) falls to 0.
    """

    id: int
    t: float
    captured_at: float
    seq: int
    state: FaceState
    probabilities: EmotionProbabilities
    affect: Affect
    confidence: float
    label: Emotion | None
    raw_face: EmotionProbabilities | None = None
    quality: float = 0.0
    notes: tuple[str, ...] = ()
    cues: ActionCues | None = None
    neutral_version: int | None = None
    """Version of the client's personal neutral that the estimate is relative to."""
    voice: VoiceReading | None = None
    """What was heard last; None when nothing listens."""
    face_weight: float = 1.0
    """How much the face and the voice weigh in the estimate just now; together 1, or both 0
    when neither says anything."""
    voice_weight: float = 0.0
