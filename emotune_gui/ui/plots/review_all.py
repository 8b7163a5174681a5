"""Every lane of the review, and what it is called where lanes are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from emotune_gui.domain.emotion import Emotion
from emotune_gui.ui.plots.review_curves import (
    AffectLane,
    EmotionLane,
    MarksLane,
    ModeLane,
    NotesLane,
    StepLane,
)
from emotune_gui.ui.plots.review_lane import Lane
from emotune_gui.ui.plots.review_scales import ConfidenceLane, ScalesLane
from emotune_gui.ui.plots.review_voice import VoiceLane
from emotune_gui.ui.wording import translate

ALWAYS = "marks"
"""The lane that carries the time range and is never hidden."""
HIDDEN_AT_FIRST = frozenset({"confidence"})


def all_lanes(shown: Sequence[Emotion]) -> tuple[Lane, ...]:
    """From the top: marks, emotions, voice, affect, confidence, scales, music, notes."""
    valence, arousal = translate("Review", "Valence"), translate("Review", "Arousal")
    tempo, loudness = translate("Review", "Tempo"), translate("Review", "Loudness")
    density = translate("Review", "Density")
    return (
        MarksLane(),
        EmotionLane(shown),
        VoiceLane(shown),
        AffectLane("valence", valence, lambda e: e.valence, lambda m: m.target_valence),
        AffectLane("arousal", arousal, lambda e: e.arousal, lambda m: m.target_arousal),
        ConfidenceLane(),
        ScalesLane(),
        StepLane("tempo", tempo, 50, 170, lambda music: music.tempo),
        StepLane("loudness", loudness, 40, 100, lambda music: music.loudness),
        StepLane("density", density, 1, 7, lambda music: music.density),
        ModeLane(),
        NotesLane(),
    )


def lane_words(name: str) -> str:
    words = {
        "marks": translate("Review", "Marks and ratings"),
        "emotions": translate("Review", "Emotions"),
        "voice": translate("Review", "Voice"),
        "valence": translate("Review", "Valence"),
        "arousal": translate("Review", "Arousal"),
        "confidence": translate("Review", "Confidence and quality of the picture"),
        "scales": translate("Review", "Scales"),
        "tempo": translate("Review", "Tempo"),
        "loudness": translate("Review", "Loudness"),
        "density": translate("Review", "Density"),
        "mode": translate("Review", "Mode"),
        "notes": translate("Review", "Notes of the music"),
    }
    return words[name]
