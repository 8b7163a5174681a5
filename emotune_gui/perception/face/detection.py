"""Finding faces in a grey picture: dlib's HOG detector, and Haar proposals for small faces."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from emotune_gui.domain.face import FaceBox
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.landmarks import GreyArray

SEARCH_SIDE = 320
"""The longer side to which a picture is scaled before a whole-frame search."""
CONFIRM_FACE = 100
"""Side to which a candidate face is scaled before HOG looks at it; HOG sees from 80 on."""
CONFIRM_MARGIN = 1.8
"""Side of the confirmed window over the side of the face."""
FOUND_SCORE = 0.0
"""HOG score from which a face counts as found in a search (dlib's own threshold)."""
WIDE_MARGIN = 2.8
"""The same where the face moves quickly."""
KEPT_SCORE = -0.5
"""Lower score that suffices where a face was a moment ago."""
PROPOSED_SCORE = 0.1
"""Score asked of a Haar proposal, a little more since its picture is enlarged."""
SMALL_SEARCH_SIDE = 480
"""The same for the search for small faces."""
HAAR_SMALLEST = 24
"""Smallest face side that Haar proposes, in pixels of the scaled picture."""
HAAR_EASY = 36
"""Side, in pixels of the scaled picture, at which Haar sees what it can see at all."""
MAX_PROPOSALS = 4


class FaceDetector:
    """dlib HOG (Dalal & Triggs 2005) over the frame; Haar (Viola & Jones 2001) for small faces.

    HOG alone misses faces under 80 pixels of the searched picture; Haar alone sees faces in
    curtains. So Haar proposes and HOG, on the enlarged proposal, decides.
    """

    def __init__(self) -> None:
        import dlib

        self._hog: Any = dlib.get_frontal_face_detector()
        cascade = Path(cv2.__file__).parent / "data" / "haarcascade_frontalface_default.xml"
        self._haar = cv2.CascadeClassifier(str(cascade))
        if self._haar.empty():
            raise EmoTuneError("The face detector's file is missing; reinstall EmoTune.")

    def search(self, grey: GreyArray) -> list[FaceBox]:
        """Faces by HOG at reduced size, largest first; about 3 ms for 640 x 480."""
        scale = min(1.0, SEARCH_SIDE / max(grey.shape))
        small = scaled(grey, scale)
        found, _, _ = self._hog.run(small, 0, FOUND_SCORE)
        return _largest_first([_box(rectangle, scale, 0, 0) for rectangle in found])

    def search_small(
        self, grey: GreyArray, known: Sequence[FaceBox] = (), least: float = 0.0
    ) -> list[FaceBox]:
        """Faces by Haar at 480 pixels, each confirmed by HOG; about 15 ms for 640 x 480.

        Proposals on `known` faces are left out unseen. Where faces under `least` pixels do not
        matter the picture is made smaller still, which takes a tenth of the time.
        """
        scale = min(1.0, SMALL_SEARCH_SIDE / max(grey.shape))
        if least > 0.0:
            scale = min(scale, HAAR_EASY / least)
        small = scaled(grey, scale)
        if min(small.shape) < HAAR_SMALLEST:
            return []
        proposals = self._haar.detectMultiScale(
            small, scaleFactor=1.2, minNeighbors=3, minSize=(HAAR_SMALLEST, HAAR_SMALLEST)
        )
        boxes = _largest_first(
            [_unscaled(int(x), int(y), int(w), int(h), scale) for x, y, w, h in proposals]
        )
        fresh = [b for b in boxes if all(overlap(b, other) < 0.3 for other in known)]
        confirmed = [self.confirm(grey, box, PROPOSED_SCORE) for box in fresh[:MAX_PROPOSALS]]
        return _distinct([box for box in confirmed if box is not None])

    def confirm(
        self,
        grey: GreyArray,
        box: FaceBox,
        least_score: float = KEPT_SCORE,
        margin: float = CONFIRM_MARGIN,
    ) -> FaceBox | None:
        """The face that HOG sees at `box` or near it (about 1 ms), or None.

        `margin` is the side of the window looked at over the side of the box.
        """
        side = (box.width + box.height) / 2
        half = margin * side / 2
        centre_x, centre_y = box.x + box.width / 2, box.y + box.height / 2
        left, top = max(0, int(centre_x - half)), max(0, int(centre_y - half))
        window = grey[top : max(0, int(centre_y + half)), left : max(0, int(centre_x + half))]
        if min(window.shape) < 8 or side < 1:
            return None
        scale = CONFIRM_FACE / side
        found, scores, _ = self._hog.run(scaled(window, scale), 0, least_score)
        boxes = [_box(rectangle, scale, left, top) for rectangle in found]
        least_overlap = 0.3 if margin <= CONFIRM_MARGIN else 0.02
        hits = [
            (s, b) for s, b in zip(scores, boxes, strict=True) if overlap(b, box) > least_overlap
        ]
        return max(hits, key=lambda hit: hit[0])[1] if hits else None


def scaled(grey: GreyArray, scale: float) -> GreyArray:
    """The picture at `scale`, at least one pixel a side."""
    if scale == 1.0:
        return np.ascontiguousarray(grey)
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    method = cv2.INTER_AREA if scale < 1.0 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(grey, size, interpolation=method), dtype=np.uint8)


def overlap(one: FaceBox, other: FaceBox) -> float:
    """Intersection over union."""
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    if width <= 0 or height <= 0:
        return 0.0
    common = width * height
    return common / (one.width * one.height + other.width * other.height - common)


def _box(rectangle: Any, scale: float, left: int, top: int) -> FaceBox:
    found = _unscaled(
        rectangle.left(), rectangle.top(), rectangle.width(), rectangle.height(), scale
    )
    return FaceBox(found.x + left, found.y + top, found.width, found.height)


def _unscaled(x: int, y: int, width: int, height: int, scale: float) -> FaceBox:
    return FaceBox(*(round(v / scale) for v in (x, y, width, height)))


def _largest_first(boxes: list[FaceBox]) -> list[FaceBox]:
    return sorted(boxes, key=lambda box: -box.width * box.height)


def _distinct(boxes: list[FaceBox]) -> list[FaceBox]:
    kept: list[FaceBox] = []
    for box in boxes:
        if all(overlap(box, other) < 0.3 for other in kept):
            kept.append(box)
    return kept
