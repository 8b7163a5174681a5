"""Faces in single photographs: read from a file, and searched for harder than a film's frames.

A film loses nothing when a face is missed for a tenth of a second; a photograph has no next
frame. So sizes, borders and turns are tried one after another until a face is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from emotune_gui.domain.face import FaceBox, ImageArray, PointArray
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.averaging import averaged_landmarks, rescaled
from emotune_gui.perception.face.detection import FaceDetector, scaled
from emotune_gui.perception.face.following import box_round
from emotune_gui.perception.face.landmarks import GreyArray, LandmarkFitter
from emotune_gui.perception.face.reader import working_grey

PICTURE_ENDINGS = (
    ".png",
    ".jpg",
    ".jpeg",
    ".bmp",
    ".webp",
    ".tif",
    ".tiff",
    ".pgm",
    ".ppm",
    ".gif",
)
LEAST_SIDE = 192
"""A smaller picture is enlarged to this, so that a face that fills it can be seen."""
COARSE_SIDE = 320
"""Longer side for the first look: faces that fill at least a quarter of the picture."""
BORDER = 0.25
"""Grey border for faces cut off by the edge, as a share of the longer side. On 500 dev pictures
of FER2013 HOG sees 79 % with it and 69 % without."""
CLEAR, FAINT = 0.0, -0.9
"""HOG scores asked for: dlib's own threshold, and at last the least sign of a face."""
CROP_SIDE = 100
"""Longest side of a picture that is taken for a cut-out face when HOG is in doubt."""
CROP_BOX = (0.083, 0.141, 0.802, 0.802)
"""Where HOG sees the face in most pictures of FER2013, as shares of the sides: x, y, width,
height. On 104 dev pictures in which HOG is in doubt the network is right in 79 % with landmarks
fitted there, and in 67 % with HOG's own doubtful box."""
RIVAL_SHARE = 0.3
"""Of several faces the largest is taken whose score is at least this share of the best one's."""
TILTS = (-30.0, 30.0)
QUARTERS = (90.0, -90.0, 180.0)
REFITS = 2
"""Fits begun from the last one's points, as in a film, where the landmarks settle by themselves."""

FITTED_FACE = 300
"""Side to which the face is brought for the last fits."""
WINDOW_EDGE = 0.35
"""Surroundings kept on each side then, over the side of the face."""

FindFace = Callable[[GreyArray], FaceBox | None]


@dataclass(frozen=True, slots=True, eq=False)
class StillFace:
    """The largest face of a photograph; `points` are 68 x 2 in pixels of `grey`.

    `grey` is the photograph at working size, perhaps with a border and turned, so that the face
    in it is upright. `found` says how: 'clear', 'small', 'border', 'turned', 'last resort',
    'doubtful', or 'crop' for a small picture that is all face.
    """

    grey: GreyArray
    box: FaceBox
    points: PointArray
    found: str
    scale: float = 1.0
    """Pixels of the photograph a pixel of `grey`."""


def read_photograph(path: Path) -> ImageArray:
    """Height x width x 3, BGR, turned as the camera noted (EXIF).

    Raises EmoTuneError when the file is missing or is no picture.
    """
    try:
        content = np.fromfile(path, dtype=np.uint8)
        image = cv2.imdecode(content, cv2.IMREAD_COLOR) if content.size else None
    except (OSError, cv2.error) as problem:
        raise EmoTuneError(f"The picture {path} cannot be read ({_first_line(problem)}).") from None
    if image is None:
        raise EmoTuneError(f"The picture {path} cannot be read; it is damaged or no picture.")
    return np.asarray(image, dtype=np.uint8)


class StillFaceFinder:
    """Finds the largest face of a photograph; from 10 ms to half a second where there is none.

    `last_resort` is asked when HOG sees nothing at all: a detector of another kind.
    """

    def __init__(
        self,
        detector: FaceDetector,
        fitter: LandmarkFitter,
        last_resort: FindFace | None = None,
    ) -> None:
        import dlib

        self._detector, self._fitter, self._last_resort = detector, fitter, last_resort
        self._hog: Any = dlib.get_frontal_face_detector()

    def find(self, image: ImageArray) -> StillFace | None:
        """The face in a picture of any size, colour or grey; None when none can be found."""
        if min(image.shape[:2]) < 8:
            return None
        working, scale = working_grey(image)
        grey = _large_enough(working)
        scale *= working.shape[0] / grey.shape[0]
        for picture, box, found in self._attempts(grey):
            if box is not None and found in ("doubtful", "last resort") and _is_crop(image):
                return replace(self._cropped(grey), scale=scale)
            if box is not None:
                return replace(self._fitted(picture, box, found), scale=scale)
        return None

    def _attempts(self, grey: GreyArray) -> Iterator[tuple[GreyArray, FaceBox | None, str]]:
        """Ever harder looks; the first that finds something is taken."""
        yield grey, self._largest(grey, COARSE_SIDE, CLEAR), "clear"
        yield grey, self._largest(grey, max(grey.shape), CLEAR), "clear"
        small = self._detector.search_small(grey)
        yield grey, (small[0] if small else None), "small"
        framed = _framed(grey)
        yield framed, self._largest(framed, max(framed.shape), CLEAR), "border"
        yield self._turned_best(framed)
        if self._last_resort is not None:
            yield grey, self._last_resort(grey), "last resort"
        yield framed, self._likeliest(framed, FAINT), "doubtful"

    def _turned_best(self, grey: GreyArray) -> tuple[GreyArray, FaceBox | None, str]:
        pictures = [_turned(grey, angle) for angle in (*TILTS, *QUARTERS)]
        scored = [(self._hog_at(p, COARSE_SIDE, CLEAR), p) for p in pictures]
        hits = [(score, box, p) for found, p in scored for score, box in found]
        if not hits:
            return grey, None, "turned"
        _, box, picture = max(hits, key=lambda hit: hit[0])
        return picture, box, "turned"

    def _largest(self, grey: GreyArray, side: int, least: float) -> FaceBox | None:
        found = self._hog_at(grey, side, least)
        if not found:
            return None
        best = max(score for score, _ in found)
        rivals = [b for score, b in found if score >= min(best, RIVAL_SHARE * best)]
        return max(rivals, key=lambda box: _visible(box, grey))

    def _likeliest(self, grey: GreyArray, least: float) -> FaceBox | None:
        found = self._hog_at(grey, COARSE_SIDE, least)
        return max(found, key=lambda hit: hit[0])[1] if found else None

    def _hog_at(self, grey: GreyArray, side: int, least: float) -> list[tuple[float, FaceBox]]:
        """(score, box) of every face at least that clear, looked for at `side` pixels."""
        scale = min(1.0, side / max(grey.shape))
        found, scores, _ = self._hog.run(scaled(grey, scale), 0, least)
        return [(s, _box(r, scale)) for s, r in zip(scores, found, strict=True)]

    def _cropped(self, grey: GreyArray) -> StillFace:
        """Once there is some sign of a face in a small crop, its usual place is the best guess."""
        sides = np.tile(grey.shape[::-1], 2) * CROP_BOX
        box = FaceBox(*(round(float(v)) for v in sides))
        return StillFace(grey, box, self._settled(grey, self._fitter.fit(grey, box)), "crop")

    def _fitted(self, grey: GreyArray, box: FaceBox, found: str) -> StillFace:
        points = self._fitter.fit(grey, box)
        for _ in range(REFITS):
            points = self._fitter.fit(grey, box_round(points))
        points = self._settled(grey, points)
        return StillFace(grey, box_round(points), points, found)

    def _settled(self, grey: GreyArray, points: PointArray) -> PointArray:
        """The mean of many fits on the face at `FITTED_FACE`: dlib's points are whole pixels."""
        box = box_round(points)
        edge = round(WINDOW_EDGE * box.width)
        left, top = max(0, box.x - edge), max(0, box.y - edge)
        right, bottom = (max(0, v) for v in (box.x + box.width + edge, box.y + box.height + edge))
        window = grey[top:bottom, left:right]
        if min(window.shape) < 8:
            return points
        factor = FITTED_FACE / box.width
        corner = np.array([left, top], dtype=np.float32)
        there = rescaled(points - corner, factor)
        found = averaged_landmarks(scaled(window, factor), self._fitter, there)
        return rescaled(found, 1 / factor) + corner


def _visible(box: FaceBox, grey: GreyArray) -> int:
    """Pixels of the picture in the box: a face cut off by the edge counts for what is seen."""
    height, width = int(grey.shape[0]), int(grey.shape[1])
    across = min(box.x + box.width, width) - max(box.x, 0)
    down = min(box.y + box.height, height) - max(box.y, 0)
    return max(0, across) * max(0, down)


def _is_crop(image: ImageArray) -> bool:
    height, width = int(image.shape[0]), int(image.shape[1])
    return max(height, width) <= CROP_SIDE and 0.7 <= width / height <= 1.4


def _large_enough(grey: GreyArray) -> GreyArray:
    return scaled(grey, LEAST_SIDE / max(grey.shape)) if max(grey.shape) < LEAST_SIDE else grey


def _framed(grey: GreyArray) -> GreyArray:
    edge = round(BORDER * max(grey.shape))
    level = float(grey.mean())
    framed = cv2.copyMakeBorder(grey, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=level)
    return np.asarray(framed, dtype=np.uint8)


def _turned(grey: GreyArray, degrees: float) -> GreyArray:
    """Turned counter-clockwise about the middle; quarter turns lose nothing."""
    if degrees % 90 == 0:
        return np.ascontiguousarray(np.rot90(grey, round(degrees / 90)))
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    size = (width, height)
    return np.asarray(
        cv2.warpAffine(grey, matrix, size, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8
    )


def _box(rectangle: Any, scale: float) -> FaceBox:
    sides = (rectangle.left(), rectangle.top(), rectangle.width(), rectangle.height())
    return FaceBox(*(round(v / scale) for v in sides))


def _first_line(problem: Exception) -> str:
    return (str(problem).strip().splitlines() or ["unknown trouble"])[0]
