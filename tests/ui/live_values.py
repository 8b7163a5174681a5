"""What a session shows at a moment: faces, voices, bars and beliefs that move slowly."""

from __future__ import annotations

from datetime import UTC, datetime
from math import pi, sin

import numpy as np

from emotune_gui.domain.emotion import Affect, Emotion, EmotionProbabilities
from emotune_gui.domain.face import (
    ActionCues,
    FaceQuality,
    ImageArray,
    PointArray,
    Recogniser,
)
from emotune_gui.domain.live import (
    SoundStatus,
    SourceState,
    SourceStatus,
)
from emotune_gui.domain.music import Bar, Mode, MusicParameters, Part
from emotune_gui.domain.neutral import NeutralProfile
from emotune_gui.domain.voice import (
    VoiceEmotion,
    VoiceProbabilities,
)

EPOCH = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
QUALITY = FaceQuality(brightness=120.0, sharpness=200.0, size_px=200, score=0.9)
CAMERA = SourceStatus("Camera 0", SourceState.LIVE)
SPEAKERS = SoundStatus("device", True)
MICROPHONE = SourceStatus("Headset", SourceState.LIVE)
UNWILLING = SourceStatus("", SourceState.NOT_CONSENTED)
AUTOMATIC_TARGET = Affect(-0.1, -0.25)
INSTRUMENTS = (
    (Part.MELODY, 68),
    (Part.CHORDS, 0),
    (Part.BASS, 32),
    (Part.PAD, 48),
    (Part.COUNTER, 73),
)


def picture(width: int = 640, height: int = 480) -> ImageArray:
    """A grey ramp with a bright patch, BGR."""
    ramp = np.linspace(40, 160, width, dtype=np.uint8)
    image = np.repeat(np.repeat(ramp[None, :, None], height, axis=0), 3, axis=2)
    image[height // 4 : height // 2, width // 3 : width // 2] = (60, 120, 220)
    return image


def landmarks() -> PointArray:
    angles = np.linspace(0, 2 * pi, 68, endpoint=False)
    points = np.stack((320 + 80 * np.cos(angles), 240 + 100 * np.sin(angles)), axis=1)
    return points.astype(np.float32)


def wave(t: float, period: float, phase: float = 0.0) -> float:
    return sin(2 * pi * t / period + phase)


def probabilities(t: float) -> EmotionProbabilities:
    """Slow exchanges between sadness, neutral and happiness with a little of the rest."""
    weights = {
        Emotion.NEUTRAL: 0.30 + 0.15 * wave(t, 31),
        Emotion.HAPPINESS: 0.25 + 0.24 * wave(t, 47, 1.0),
        Emotion.SURPRISE: 0.05 + 0.04 * wave(t, 13),
        Emotion.SADNESS: 0.30 + 0.28 * wave(t, 47, 4.0),
        Emotion.ANGER: 0.10 + 0.09 * wave(t, 23, 2.0),
        Emotion.DISGUST: 0.03 + 0.02 * wave(t, 17),
        Emotion.FEAR: 0.04 + 0.03 * wave(t, 19, 3.0),
        Emotion.CONTEMPT: 0.02 + 0.01 * wave(t, 11),
    }
    return EmotionProbabilities.normalised([weights[e] for e in Emotion])


def bar(index: int, bar_id: int | None = None) -> Bar:
    parameters = MusicParameters(
        tempo_bpm=76.0 + 8 * wave(index, 16),
        density=2.6 + wave(index, 12),
        loudness=60.0 + 8 * wave(index, 9),
        velocity_spread=9.0,
        mode=Mode.DORIAN if index % 16 < 8 else Mode.AEOLIAN,
        register=67.0 + 4 * wave(index, 20),
        bass_register=43.0,
        articulation=0.92,
        dissonance=0.03,
        brightness=0.4,
        instruments=INSTRUMENTS,
        weights_version=3,
    )
    return Bar(
        id=index + 1 if bar_id is None else bar_id,
        index=index,
        beats=4,
        tonic=2,
        chord=("i", "VI", "iv", "v")[index % 4],
        phrase_position=index % 8,
        cadence=index % 8 == 7,
        parameters=parameters,
        notes=(),
        seed=7,
    )


def voice_probabilities(t: float) -> VoiceProbabilities:
    weights = dict.fromkeys(VoiceEmotion, 0.04)
    weights[VoiceEmotion.SADNESS] = 0.4 + 0.3 * wave(t, 37, 4.0)
    weights[VoiceEmotion.CALM] = 0.25 + 0.2 * wave(t, 37)
    weights[VoiceEmotion.HAPPINESS] = 0.1 + 0.1 * wave(t, 29)
    return VoiceProbabilities.normalised([weights[e] for e in VoiceEmotion])


def cues(t: float) -> ActionCues:
    return ActionCues(
        mouth_corners_up=0.5 + 0.4 * wave(t, 47, 1.0),
        mouth_corners_down=0.3 + 0.3 * wave(t, 47, 4.0),
        brows_lowered=0.25 + 0.2 * wave(t, 23, 2.0),
        brows_raised=0.1 + 0.1 * wave(t, 13),
        eyes_closed=0.05,
        mouth_open=0.4 + 0.4 * wave(t, 7),
    )


def neutral(version: int = 3) -> NeutralProfile:
    return NeutralProfile(
        version=version,
        made_at=datetime(2026, 11, 12, 9, 30, tzinfo=UTC),
        frames=120,
        recogniser=Recogniser.COMBINED,
        probabilities=EmotionProbabilities.normalised([5, 1, 1, 1, 1, 1, 1, 1]),
        measures=(("mouth_width", 0.8),),
    )
