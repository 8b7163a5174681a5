"""Face and voice to one answer; either may be missing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, Emotion, EmotionProbabilities
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.voice import VoiceProbabilities, VoiceReading
from emotune_gui.perception.face.combining import Pool, agreement
from emotune_gui.perception.face.forest import ForestArrays, read_forest

FUSION_FILE = "fusion.json"
FUSION_FOREST_FILE = "fusion_forest.npz"
FLOOR = 1e-3
"""Least probability before the logarithm: one side alone cannot veto an emotion."""
FAINTEST = 0.05
"""Confidence under which an opinion of the voice no longer counts."""
UNHEARD = 1.0 / len(EMOTIONS)
"""What the voice says of contempt, which no corpus of voices here has: as much as of any."""

Row = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Side:
    """One modality's answer; `reliability` (0-1) is how well it was seen or heard."""

    probabilities: EmotionProbabilities
    reliability: float = 1.0


@dataclass(frozen=True, slots=True)
class Fused:
    """The joint answer and how much each side weighs in it; the weights sum to 1."""

    probabilities: EmotionProbabilities
    face_weight: float
    voice_weight: float


class Fusion(Protocol):
    """How two answers become one. `name` is told in the figures."""

    @property
    def name(self) -> str: ...

    def both(self, face: Side, voice: Side) -> EmotionProbabilities: ...

    def weights(self, face: Side, voice: Side) -> tuple[float, float]:
        """The face's and the voice's share just now; together 1."""


def voice_side(heard: VoiceProbabilities, reliability: float = 1.0) -> Side:
    """The voice's answer in the face's classes; of contempt it says neither yes nor no."""
    values = [p * (1.0 - UNHEARD) for p in heard.as_emotions().values]
    values[EMOTIONS.index(Emotion.CONTEMPT)] = UNHEARD
    return Side(EmotionProbabilities.normalised(values), reliability)


def heard_side(voice: VoiceReading | None) -> Side | None:
    """What a reading of the voice says; None when nothing was heard, or too long ago."""
    if voice is None or voice.probabilities is None or voice.confidence < FAINTEST:
        return None
    reliability = min(1.0, voice.confidence / max(voice.probabilities.top_probability, FLOOR))
    return voice_side(voice.probabilities, reliability)


def fuse(fusion: Fusion, face: Side | None, voice: Side | None) -> Fused | None:
    """The answer of whoever is there; None when nobody is."""
    if face is None and voice is None:
        return None
    if voice is None:
        assert face is not None
        return Fused(face.probabilities, 1.0, 0.0)
    if face is None:
        return Fused(voice.probabilities, 0.0, 1.0)
    return Fused(fusion.both(face, voice), *fusion.weights(face, voice))


@dataclass(frozen=True, slots=True)
class ConfidenceFusion:
    """Dynamic confidence weighting: a logarithmic pool whose exponents follow the reliability.

    p proportional to exp(bias) * face ** (w_f * r_f) * voice ** (w_v * r_v). A side that is
    undecided is flat and so says little; one that is badly seen or heard is flattened further.
    Exponents and biases are fitted on pairs of people not used elsewhere
    (training/fusion/fitting.py).
    """

    face: float
    voice: float
    bias: tuple[float, ...] = (0.0,) * len(EMOTIONS)
    name: str = "confidence"

    def both(self, face: Side, voice: Side) -> EmotionProbabilities:
        exponents = {"face": self.face * face.reliability, "voice": self.voice * voice.reliability}
        opinions = {"face": _floored(face.probabilities), "voice": _floored(voice.probabilities)}
        # The bias belongs to two good answers: it goes as one of them fades.
        share = face.reliability * voice.reliability
        return Pool(exponents, tuple(share * b for b in self.bias)).combine(opinions)

    def weights(self, face: Side, voice: Side) -> tuple[float, float]:
        """By exponent, reliability and how decided each side is (1 less its entropy's share)."""
        seen = self.face * face.reliability * decidedness(face.probabilities)
        heard = self.voice * voice.reliability * decidedness(voice.probabilities)
        total = seen + heard
        return (0.5, 0.5) if total <= 0.0 else (seen / total, heard / total)


@dataclass(frozen=True, slots=True, eq=False)
class ForestFusion:
    """A random forest on both sides' probabilities, as source system 004 fused them."""

    forest: ForestArrays
    shares: ConfidenceFusion
    """Tells how much each side weighs; a forest has no shares of its own."""
    name: str = "forest"

    def both(self, face: Side, voice: Side) -> EmotionProbabilities:
        return EmotionProbabilities.normalised(
            self.forest.predict(fusion_features(face, voice)).tolist()
        )

    def weights(self, face: Side, voice: Side) -> tuple[float, float]:
        return self.shares.weights(face, voice)


FEATURE_NAMES: tuple[str, ...] = (
    *(f"face_{e.value}" for e in EMOTIONS),
    *(f"voice_{e.value}" for e in EMOTIONS),
    *(f"both_{e.value}" for e in EMOTIONS),
    "face_decidedness",
    "voice_decidedness",
    "agreement",
)


def fusion_features(face: Side, voice: Side) -> Row:
    """What the fusion forest looks at, in the order of FEATURE_NAMES.

    Probabilities flattened by their reliability, their products, how decided each side is and
    how much they agree.
    """
    seen, heard = (flattened(s.probabilities, s.reliability) for s in (face, voice))
    product = [a * b for a, b in zip(seen.values, heard.values, strict=True)]
    total = max(sum(product), 1e-9)
    told = [
        *seen.values,
        *heard.values,
        *(p / total for p in product),
        decidedness(seen),
        decidedness(heard),
        agreement(seen, heard),
    ]
    return np.array(told, np.float32)


def flattened(probabilities: EmotionProbabilities, reliability: float) -> EmotionProbabilities:
    """Raised to the reliability: 1 leaves them, 0 makes them all alike."""
    return EmotionProbabilities.normalised(
        [max(p, FLOOR) ** reliability for p in probabilities.values]
    )


def decidedness(probabilities: EmotionProbabilities) -> float:
    """1 less the entropy over that of the uniform distribution: 0 undecided, 1 certain."""
    entropy = -sum(p * log(p) for p in probabilities.values if p > 0.0)
    return min(1.0, max(0.0, 1.0 - entropy / log(len(EMOTIONS))))


def load_fusion(models: Path, name: str | None = None) -> Fusion:
    """The fusion of this name ('confidence' or 'forest'), by default the one measured better.

    Raises EmoTuneError when its file is missing or damaged.
    """
    stored = _stored(models / FUSION_FILE)
    try:
        fitted = stored["confidence"]
        bias = tuple(float(b) for b in fitted["bias"])
        if len(bias) != len(EMOTIONS):
            raise ValueError("not a bias for each emotion")
        shares = ConfidenceFusion(float(fitted["face"]), float(fitted["voice"]), bias)
        chosen = str(stored["default"]) if name is None else name
    except (KeyError, TypeError, ValueError) as problem:
        raise _damaged(models / FUSION_FILE) from problem
    if chosen == shares.name:
        return shares
    return ForestFusion(read_forest(models / FUSION_FOREST_FILE, FEATURE_NAMES), shares)


def _stored(path: Path) -> Mapping[str, Any]:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise _damaged(path) from problem
    if not isinstance(stored, dict):
        raise _damaged(path)
    return stored


def _damaged(path: Path) -> EmoTuneError:
    return EmoTuneError(f"The fusion's weights {path} are missing or damaged; reinstall EmoTune.")


def _floored(probabilities: EmotionProbabilities) -> EmotionProbabilities:
    return EmotionProbabilities.normalised([max(p, FLOOR) for p in probabilities.values])
