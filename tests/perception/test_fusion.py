"""Fusion of face and voice on hand-written answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.emotion import EMOTIONS, Emotion, EmotionProbabilities
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.voice import (
    VOICE_EMOTIONS,
    VoiceProbabilities,
    VoiceReading,
    VoiceState,
)
from emotune_gui.perception.fusion import (
    FEATURE_NAMES,
    ConfidenceFusion,
    Side,
    decidedness,
    flattened,
    fuse,
    fusion_features,
    heard_side,
    load_fusion,
    voice_side,
)

EVEN = ConfidenceFusion(1.0, 1.0)
weights = st.lists(st.floats(0.0, 1.0), min_size=8, max_size=8)
shares = st.floats(0.0, 1.0)


def faces(**shares_of: float) -> EmotionProbabilities:
    rest = (1.0 - sum(shares_of.values())) / (8 - len(shares_of))
    return EmotionProbabilities(tuple(shares_of.get(e.value, rest) for e in EMOTIONS))


def voices(**shares_of: float) -> VoiceProbabilities:
    rest = (1.0 - sum(shares_of.values())) / (8 - len(shares_of))
    return VoiceProbabilities(tuple(shares_of.get(e.value, rest) for e in VOICE_EMOTIONS))


def reading(heard: VoiceProbabilities | None, confidence: float) -> VoiceReading:
    return VoiceReading(0.0, VoiceState.SPEAKING, -30.0, heard, None, confidence, 0.0)


def test_nobody_says_nothing() -> None:
    assert fuse(EVEN, None, None) is None


def test_one_side_alone_is_taken_as_it_is() -> None:
    face = Side(faces(happiness=0.7), 0.4)
    alone = fuse(EVEN, face, None)
    assert alone is not None
    assert alone.probabilities == face.probabilities
    assert (alone.face_weight, alone.voice_weight) == (1.0, 0.0)
    heard = voice_side(voices(anger=0.8))
    alone = fuse(EVEN, None, heard)
    assert alone is not None
    assert alone.probabilities.top is Emotion.ANGER
    assert (alone.face_weight, alone.voice_weight) == (0.0, 1.0)


def test_two_that_agree_are_surer_than_either() -> None:
    fused = fuse(EVEN, Side(faces(sadness=0.6)), voice_side(voices(sadness=0.6)))
    assert fused is not None
    assert fused.probabilities[Emotion.SADNESS] > 0.8


def test_the_more_decided_side_wins_and_weighs_more() -> None:
    fused = fuse(EVEN, Side(faces(happiness=0.35)), voice_side(voices(anger=0.9)))
    assert fused is not None
    assert fused.probabilities.top is Emotion.ANGER
    assert fused.voice_weight > 0.8
    assert fused.face_weight + fused.voice_weight == pytest.approx(1.0)


def test_a_badly_seen_face_gives_way() -> None:
    face, heard = faces(happiness=0.8), voice_side(voices(sadness=0.7))
    clear = fuse(EVEN, Side(face, 1.0), heard)
    dark = fuse(EVEN, Side(face, 0.2), heard)
    assert clear is not None
    assert dark is not None
    assert clear.probabilities.top is Emotion.HAPPINESS
    assert dark.probabilities.top is Emotion.SADNESS
    assert dark.face_weight < clear.face_weight


def test_the_voice_neither_affirms_nor_denies_contempt() -> None:
    face = Side(faces(contempt=0.8))
    fused = fuse(EVEN, face, voice_side(voices(neutral=0.3)))
    assert fused is not None
    assert fused.probabilities.top is Emotion.CONTEMPT


def test_calm_is_heard_as_neutral() -> None:
    assert voice_side(voices(calm=0.9)).probabilities.top is Emotion.NEUTRAL


def test_an_opinion_that_has_faded_no_longer_counts() -> None:
    assert heard_side(None) is None
    assert heard_side(reading(None, 0.0)) is None
    assert heard_side(reading(voices(fear=0.8), 0.01)) is None
    half = heard_side(reading(voices(fear=0.8), 0.4))
    assert half is not None
    assert half.reliability == pytest.approx(0.5)


@given(weights, weights, shares, shares, st.floats(0.0, 4.0), st.floats(0.0, 4.0))
def test_any_two_sides_give_probabilities_and_shares(
    seen: list[float], heard: list[float], clear: float, loud: float, w_f: float, w_v: float
) -> None:
    face = Side(EmotionProbabilities.normalised(seen), clear)
    voice = voice_side(VoiceProbabilities.normalised(heard), loud)
    fused = fuse(ConfidenceFusion(w_f, w_v), face, voice)
    assert fused is not None
    assert sum(fused.probabilities.values) == pytest.approx(1.0, abs=1e-6)
    assert fused.face_weight + fused.voice_weight == pytest.approx(1.0)
    assert min(fused.face_weight, fused.voice_weight) >= 0.0


@given(weights)
def test_decidedness_lies_between_0_and_1_and_flattening_lowers_it(seen: list[float]) -> None:
    read = EmotionProbabilities.normalised(seen)
    assert 0.0 <= decidedness(read) <= 1.0
    assert decidedness(flattened(read, 0.5)) <= decidedness(read) + 0.05
    assert decidedness(flattened(read, 0.0)) == pytest.approx(0.0, abs=1e-9)


def test_the_forests_columns_have_names() -> None:
    row = fusion_features(Side(faces(anger=0.5)), voice_side(voices(anger=0.5)))
    told = dict(zip(FEATURE_NAMES, row.tolist(), strict=True))
    assert told["face_anger"] == pytest.approx(0.5, abs=1e-3)
    assert told["both_anger"] > told["voice_anger"]
    assert 0.0 < told["agreement"] <= 1.0


def test_damaged_weights_give_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EmoTuneError, match="missing or damaged"):
        load_fusion(tmp_path)
    (tmp_path / "fusion.json").write_text("[1]")
    with pytest.raises(EmoTuneError, match="missing or damaged"):
        load_fusion(tmp_path)
    stored = {"default": "confidence", "confidence": {"face": 1, "voice": 1, "bias": [0.0]}}
    (tmp_path / "fusion.json").write_text(json.dumps(stored))
    with pytest.raises(EmoTuneError, match="missing or damaged"):
        load_fusion(tmp_path)


def test_the_default_is_the_one_the_file_names(tmp_path: Path) -> None:
    fitted = {"face": 0.9, "voice": 0.5, "bias": [0.0] * 8}
    (tmp_path / "fusion.json").write_text(
        json.dumps({"default": "confidence", "confidence": fitted})
    )
    assert load_fusion(tmp_path) == ConfidenceFusion(0.9, 0.5)
    with pytest.raises(EmoTuneError, match="missing or damaged"):
        load_fusion(tmp_path, "forest")
