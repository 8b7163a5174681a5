"""What was seen, drawn on the picture: box, landmarks, emotion in words, bars and curves."""

from __future__ import annotations

from collections import deque
from typing import Any

import cv2
import numpy as np

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceReading, FaceState, ImageArray

COLOURS: dict[Emotion, tuple[int, int, int]] = {
    Emotion.HAPPINESS: (0, 159, 230),
    Emotion.SADNESS: (178, 114, 0),
    Emotion.ANGER: (0, 94, 213),
    Emotion.NEUTRAL: (153, 153, 153),
    Emotion.FEAR: (167, 121, 204),
    Emotion.SURPRISE: (66, 228, 240),
    Emotion.DISGUST: (115, 158, 0),
    Emotion.CONTEMPT: (233, 180, 86),
}
"""BGR; Okabe and Ito's palette, as everywhere in the program."""
STATE_WORDS = {
    FaceState.NO_FACE: "no face",
    FaceState.SEVERAL_FACES: "several faces",
    FaceState.TOO_DARK: "too dark",
    FaceState.UNCLEAR: "unclear",
}
STRIP = 96
"""Height of the strip under the picture, in pixels."""
LEAST_WIDTH = 480
"""In a narrower strip the words would lie on one another."""
CURVE_S = 20.0
_PAPER, _INK, _DIM = (36, 32, 30), (235, 235, 235), (150, 150, 150)
_VALENCE, _AROUSAL = (80, 200, 80), (80, 140, 255)


class OverlayPainter:
    """Paints the pictures of one recording in order."""

    def __init__(self) -> None:
        self._course: deque[tuple[float, float, float]] = deque()

    def painted(
        self,
        image: ImageArray,
        reading: FaceReading,
        estimate: EmotionEstimate,
        *,
        still: bool = False,
    ) -> ImageArray:
        """A picture of its own, taller by `STRIP`; a `still` one has no curves."""
        height, width = image.shape[:2]
        wide = max(width, LEAST_WIDTH)
        canvas = np.full((height + STRIP, wide, 3), _PAPER, np.uint8)
        canvas[:height, :width] = image
        _face(canvas[:height, :width], reading, estimate)
        _words(canvas, height, estimate)
        _bars(canvas, height, wide if still else wide // 2, estimate)
        if not still:
            self._curves(canvas[height:, wide // 2 :], estimate)
        return canvas

    def _curves(self, canvas: Any, estimate: EmotionEstimate) -> None:
        affect = estimate.affect
        self._course.append((estimate.t, affect.valence, affect.arousal))
        while self._course[0][0] < estimate.t - CURVE_S:
            self._course.popleft()
        height, width = canvas.shape[:2]
        middle, reach = 20 + (height - 24) // 2, (height - 28) / 2
        cv2.line(canvas, (0, middle), (width, middle), (80, 80, 80), 1)
        for place, name, colour in ((1, "valence", _VALENCE), (2, "arousal", _AROUSAL)):
            points = [
                (width * (1.0 - (estimate.t - c[0]) / CURVE_S), middle - reach * c[place])
                for c in self._course
            ]
            line = np.array(points).round().astype(np.int32)
            cv2.polylines(canvas, [line], False, colour, 1, cv2.LINE_AA)
            _text(canvas, name, (8 + 64 * (place - 1), 13), colour)
        _text(canvas, f"last {CURVE_S:.0f} s", (136, 13), _DIM)


def _face(canvas: Any, reading: FaceReading, estimate: EmotionEstimate) -> None:
    believed = estimate.label is not None
    colour = COLOURS[estimate.label] if estimate.label is not None else _DIM
    for place, box in enumerate(reading.boxes):
        mine = place == 0 and believed
        corner = (box.x + box.width, box.y + box.height)
        cv2.rectangle(canvas, (box.x, box.y), corner, colour if mine else _DIM, 2 if mine else 1)
    if reading.landmarks is None:
        return
    radius = max(1, canvas.shape[1] // 500)
    for x, y in reading.landmarks.round().astype(int).tolist():
        cv2.circle(canvas, (x, y), radius, colour, -1, cv2.LINE_AA)


def _words(canvas: Any, top: int, estimate: EmotionEstimate) -> None:
    if estimate.label is None:
        said = STATE_WORDS.get(estimate.state, "no opinion")
    else:
        said = f"{estimate.label.value}, {estimate.confidence:.0%} sure"
    _text(canvas, said, (8, top + 13), _INK)


def _bars(canvas: Any, top: int, width: int, estimate: EmotionEstimate) -> None:
    slot, foot, tall = (width - 16) / len(EMOTIONS), top + STRIP - 16, STRIP - 40
    for place, emotion in enumerate(EMOTIONS):
        left = round(8 + place * slot)
        right = round(8 + (place + 1) * slot) - 4
        head = foot - round(tall * estimate.probabilities[emotion])
        cv2.rectangle(canvas, (left, foot - tall), (right, foot), (56, 52, 50), -1)
        # While nothing is believed the bars only say what was, before.
        colour = _DIM if estimate.label is None else COLOURS[emotion]
        cv2.rectangle(canvas, (left, head), (right, foot), colour, -1)
        _text(canvas, emotion.value[:3], (left, foot + 12), _DIM)


def _text(canvas: Any, words: str, at: tuple[int, int], colour: tuple[int, int, int]) -> None:
    cv2.putText(canvas, words, at, cv2.FONT_HERSHEY_SIMPLEX, 0.4, colour, 1, cv2.LINE_AA)
