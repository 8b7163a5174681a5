"""What is drawn on a recording: words that have room, and colours only for what is believed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import pytest

from emotune_gui.domain.emotion import EMOTIONS, NEUTRAL_AFFECT, Emotion, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceQuality, FaceReading, FaceState
from emotune_gui.perception.face import drawing

NOTHING = FaceQuality(0.0, 0.0, 0, 0.0)
Said = tuple[object, int, int]


def painted(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], label: Emotion | None
) -> tuple[np.ndarray, list[Said]]:
    """The picture, and of each text the line that it stands on, its left and its right."""
    said: list[Said] = []
    write = cv2.putText

    def noted(canvas: np.ndarray, words: str, at: tuple[int, int], *how: Any) -> object:
        (width, _), _ = cv2.getTextSize(words, how[0], how[1], how[3])
        assert at[0] + width <= canvas.shape[1], f"{words} is cut off"
        said.append(((canvas.shape, at[1]), at[0], at[0] + width))
        return write(canvas, words, at, *how)

    monkeypatch.setattr(drawing.cv2, "putText", noted)
    state = FaceState.FACE if label else FaceState.SEVERAL_FACES
    values = EmotionProbabilities.normalised([1.0] * len(EMOTIONS))
    estimate = EmotionEstimate(1, 0.0, 0.0, 1, state, values, NEUTRAL_AFFECT, 1.0, label)
    image = np.zeros((*size, 3), np.uint8)
    reading = FaceReading(1, 0.0, state, NOTHING)
    return drawing.OverlayPainter().painted(image, reading, estimate), said


@pytest.mark.parametrize("size", [(48, 64), (640, 360), (360, 640), (720, 1280)])
def test_no_word_is_cut_or_lies_on_another(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    _, said = painted(monkeypatch, size, Emotion.HAPPINESS)
    assert len(said) == len(EMOTIONS) + 4
    for line in {one[0] for one in said}:
        ends = sorted((left, right) for at, left, right in said if at == line)
        assert all(one[1] < two[0] for one, two in pairwise(ends)), said


@pytest.mark.parametrize("label", [Emotion.HAPPINESS, None])
def test_bars_have_their_colours_only_while_something_is_believed(
    monkeypatch: pytest.MonkeyPatch, label: Emotion | None
) -> None:
    picture, _ = painted(monkeypatch, (360, 640), label)
    strip = picture[384:438, :320].reshape(-1, 3)
    seen = [(strip == drawing.COLOURS[e]).all(1).any() for e in EMOTIONS]
    assert all(seen) if label else not any(seen)
