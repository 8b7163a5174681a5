"""One frame in, one FaceReading out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from emotune_gui.domain.emotion import EmotionProbabilities
from emotune_gui.domain.face import (
    FaceBox,
    FaceQuality,
    FaceReading,
    FaceState,
    Frame,
    ImageArray,
    PointArray,
)
from emotune_gui.domain.ports import ExpressionClassifier
from emotune_gui.perception.face.combining import PoolWeights
from emotune_gui.perception.face.following import FaceFollower, Sighting
from emotune_gui.perception.face.landmarks import GreyArray
from emotune_gui.perception.face.quality import (
    DARK_FACE,
    GATE,
    face_quality,
    frame_quality,
    is_dark,
)

WORKING_SIDE = 640
"""Longer side to which larger frames are scaled before anything is looked for."""
UNSURE = 0.5
"""Share of the quality left while the detector does not confirm the face."""


@dataclass(frozen=True, slots=True)
class _Opinions:
    cnn: EmotionProbabilities | None = None
    forest: EmotionProbabilities | None = None
    combined: EmotionProbabilities | None = None


class LandmarkFaceReader:
    """The FaceReader of ports.py. One object serves one stream of frames in one thread.

    A forest is optional: without one the calibrated network answers alone.
    """

    def __init__(
        self,
        follower: FaceFollower,
        cnn: ExpressionClassifier,
        forest: ExpressionClassifier | None,
        pool: PoolWeights,
    ) -> None:
        self._follower, self._cnn, self._forest, self._pool = follower, cnn, forest, pool

    def read(self, frame: Frame) -> FaceReading:
        grey, scale = working_grey(frame.image)
        seen = self._follower.follow(grey, frame.t)
        reading = self._without_face(grey) if seen.box is None else self._with(grey, seen, scale)
        return reading(frame)

    def _without_face(self, grey: GreyArray) -> Callable[[Frame], FaceReading]:
        dark = is_dark(grey)
        state = FaceState.TOO_DARK if dark else FaceState.NO_FACE
        return _Answer(state, frame_quality(grey), notes=("dark",) if dark else ())

    def _with(
        self, grey: GreyArray, seen: Sighting, scale: float
    ) -> Callable[[Frame], FaceReading]:
        assert seen.box is not None and seen.points is not None
        quality, notes = face_quality(grey, seen.box, seen.points, scale)
        if not seen.sure:
            quality = replace(quality, score=quality.score * UNSURE)
        if seen.others:
            boxes = tuple(_enlarged(box, scale) for box in (seen.box, *seen.others))
            return _Answer(FaceState.SEVERAL_FACES, quality, boxes, notes=notes)
        boxes, points = (_enlarged(seen.box, scale),), seen.points * np.float32(scale)
        if quality.score < GATE:
            dark = quality.brightness < DARK_FACE
            state = FaceState.TOO_DARK if dark else FaceState.UNCLEAR
            return _Answer(state, quality, boxes, points, notes=notes)
        opinions = self._opinions(grey, seen.points)
        return _Answer(FaceState.FACE, quality, boxes, points, opinions, notes)

    def _opinions(self, grey: GreyArray, points: PointArray) -> _Opinions:
        cnn = self._cnn.classify(grey, points)
        if self._forest is None:
            return _Opinions(cnn, None, self._pool.calibrate(cnn))
        forest = self._forest.classify(grey, points)
        return _Opinions(cnn, forest, self._pool.combine(cnn, forest))


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was seen, to be joined with the frame it was seen in."""

    state: FaceState
    quality: FaceQuality
    boxes: tuple[FaceBox, ...] = ()
    points: PointArray | None = None
    opinions: _Opinions = _Opinions()
    notes: tuple[str, ...] = ()

    def __call__(self, frame: Frame) -> FaceReading:
        return FaceReading(
            frame.seq,
            frame.t,
            self.state,
            self.quality,
            self.boxes,
            self.points,
            self.opinions.cnn,
            self.opinions.forest,
            self.opinions.combined,
            frame.position_s,
            self.notes,
        )


def working_grey(image: ImageArray) -> tuple[GreyArray, float]:
    """Grey picture of at most 640 pixels a side, and frame pixels a pixel of it.

    Takes height x width x 3 (BGR), x 4 (BGRA), x 1 or height x width.
    """
    scale = max(1.0, max(image.shape[:2]) / WORKING_SIDE)
    step = max(1, int(scale // 2))
    grey = _grey(image[::step, ::step] if step > 1 else image)
    if scale > 1.0:
        height, width = (max(1, round(side / scale)) for side in image.shape[:2])
        grey = np.asarray(
            cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8
        )
    return np.ascontiguousarray(grey), scale


def _grey(image: ImageArray) -> GreyArray:
    if image.ndim == 2 or image.shape[2] == 1:
        return image.reshape(image.shape[:2])
    code = cv2.COLOR_BGRA2GRAY if image.shape[2] == 4 else cv2.COLOR_BGR2GRAY
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(image), code), dtype=np.uint8)


def _enlarged(box: FaceBox, scale: float) -> FaceBox:
    return FaceBox(*(round(v * scale) for v in (box.x, box.y, box.width, box.height)))
