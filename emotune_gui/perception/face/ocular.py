"""The ocular-centric network: what the focal points of a face and the pictures round them say.

Focal points are the landmarks of brows, eyes, nose and mouth (the jaw is left out). The network
sees them in eye distances, and a small grey picture with the eyes level, from which it cuts one
window for each eye with its brow, one for the nose and one for the mouth. The left eye is
mirrored onto the right, so that both are read by the same weights.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, EmotionProbabilities
from emotune_gui.domain.face import PointArray
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.alignment import anchor_points, similarity
from emotune_gui.perception.face.geometry import upright
from emotune_gui.perception.face.landmarks import GreyArray

OCULAR_FILE = "face_ocular.tflite"

FIRST_FOCAL = 17
"""Landmarks from here on are focal points; those before it are the jaw."""
FOCAL_COUNT = 68 - FIRST_FOCAL
FARTHEST = 3.0
"""Eye distances to which coordinates are clipped: no face is as large."""

FOCAL_SIDE = 48
FOCAL_ANCHORS = np.array([(13.0, 15.0), (34.0, 15.0), (23.5, 22.0), (23.5, 37.4)])
"""Right eye, left eye, middle of the nose bridge, and mouth in the 48-pixel focal picture: the
mean places in FER2013 (see alignment.ANCHORS), symmetric, with the eyes 21 pixels apart."""
MOST_AVERAGED = 8
"""Pixels a side that become one focal pixel at most; beyond, a face fills the whole frame."""

INPUT_SHAPES: dict[str, tuple[int, ...]] = {
    "focal_face": (1, FOCAL_SIDE, FOCAL_SIDE, 1),
    "focal_points": (1, FOCAL_COUNT, 2),
}
"""What may go into the network's file, by name; at least one of them does."""

FloatArray = npt.NDArray[np.float32]


def focal_points(points: PointArray) -> FloatArray:
    """51 x 2 brow, eye, nose and mouth points; eyes level about (0, 0), one eye distance apart."""
    return np.clip(upright(points)[FIRST_FOCAL:], -FARTHEST, FARTHEST)


def focal_face(grey: GreyArray, points: PointArray) -> GreyArray:
    """48 x 48 picture with eyes, nose and mouth at `FOCAL_ANCHORS`.

    A large face is cut out a whole number of times larger and averaged: about the resolution of
    the training pictures is left of it, so that the network sees no finer detail than it knows.
    """
    to_focal = similarity(anchor_points(points), FOCAL_ANCHORS)
    enlargement = float(np.hypot(*to_focal[:, 0]))
    factor = int(np.clip(round(1.0 / max(enlargement, 1e-6)), 1, MOST_AVERAGED))
    to_focal *= factor
    to_focal[:, 2] += (factor - 1) / 2
    face = cv2.warpAffine(
        grey,
        to_focal,
        (FOCAL_SIDE * factor, FOCAL_SIDE * factor),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    if factor > 1:
        face = cv2.resize(face, (FOCAL_SIDE, FOCAL_SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(face, dtype=np.uint8)


class OcularNetwork:
    """Runs `face_ocular.tflite` by LiteRT on one thread. Use one object from one thread.

    The file holds everything from the focal picture on: the windows, the average over the face
    and its mirror image, and the temperature that calibrates the answer.
    """

    name = "ocular"

    def __init__(self, path: Path) -> None:
        from ai_edge_litert.interpreter import Interpreter

        if not path.is_file():
            raise EmoTuneError(f"The ocular network {path} is missing; reinstall EmoTune.")
        try:
            self._interpreter: Any = Interpreter(str(path), num_threads=1)
            self._interpreter.allocate_tensors()
            self._inputs = self._find_inputs()
        except (ValueError, RuntimeError) as problem:
            raise EmoTuneError(
                f"The ocular network {path} is damaged; reinstall EmoTune."
            ) from problem
        self._output = self._interpreter.get_output_details()[0]["index"]

    def _find_inputs(self) -> dict[str, int]:
        """Tensor numbers by what goes in. Raises ValueError for another kind of network."""
        told: list[dict[str, Any]] = self._interpreter.get_input_details()
        found = {_plain_name(one["name"]): one for one in told}
        shapes = {name: tuple(one["shape"]) for name, one in found.items()}
        answer = tuple(self._interpreter.get_output_details()[0]["shape"])
        if not shapes.items() <= INPUT_SHAPES.items() or answer != (1, len(EMOTIONS)):
            raise ValueError(f"inputs {shapes}, answer {answer}")
        return {name: int(one["index"]) for name, one in found.items()}

    def classify(self, grey: GreyArray, points: PointArray) -> EmotionProbabilities:
        """`points` are 68 x 2 in pixels of `grey`, a picture of any size."""
        given = {
            "focal_face": lambda: focal_face(grey, points)[None, ..., None].astype(np.float32),
            "focal_points": lambda: focal_points(points)[None].astype(np.float32),
        }
        for name, index in self._inputs.items():
            self._interpreter.set_tensor(index, given[name]())
        self._interpreter.invoke()
        values = self._interpreter.get_tensor(self._output)[0]
        return EmotionProbabilities.normalised(values.astype(np.float64).tolist())


def _plain_name(told: str) -> str:
    """The converter writes an input as 'serving_default_NAME:0'."""
    return told.removeprefix("serving_default_").partition(":")[0]
