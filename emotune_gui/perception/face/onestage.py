"""The one-stage detector: one network finds faces and names their emotions in one pass.

Centre-point detection (Zhou et al. 2019, arXiv:1904.07850) on a grid of cells: every cell says
whether a face has its middle there, where exactly, how large it is, and what it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EmotionProbabilities
from emotune_gui.domain.face import FaceBox
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.detection import overlap, scaled
from emotune_gui.perception.face.landmarks import GreyArray

ONESTAGE_FILE = "face_onestage.tflite"
WORKING_WIDTH, WORKING_HEIGHT = 192, 144
"""Size of the picture that the network sees; a frame is scaled into it, its shape kept."""
CELL = 8
"""Side of a cell in pixels of the working picture."""
UNIT_SIDE = 32.0
"""Side of a face box, in working pixels, whose predicted logarithm is 0."""
FOUND_SCORE = 0.5
"""Score from which a face counts as found. The trainer shifts the network's scores so that 0.5
is where, on composites of the dev rows, false alarms are rarer than missed faces."""
SAME_FACE = 0.3
"""Overlap from which two answers are the same face."""
NEIGHBOUR = 0.3
"""Cells this near the middle of a face, in sides of its box, are asked for its emotion too."""
GREATEST_ENLARGEMENT = 4.0
PICTURE_SIDES = (72, 64)
"""Sides to which a single face picture is enlarged. At each it stands beside its mirror image,
so that one pass gives four answers; the sizes were chosen on the dev rows."""

Cells = npt.NDArray[np.float32]
"""18 x 24 x 12: score 0-1, shift of the middle in x and y (cells), logarithm of the side over
`UNIT_SIDE`, and eight probabilities."""


@dataclass(frozen=True, slots=True)
class OneStageFace:
    """A found face: box in pixels of the picture, score 0-1, and what it shows."""

    box: FaceBox
    score: float
    probabilities: EmotionProbabilities


@dataclass(frozen=True, slots=True)
class Fit:
    """How a picture lies in the working picture: working = picture * scale + (left, top)."""

    scale: float
    left: int
    top: int

    def box(self, x: float, y: float, side: float) -> FaceBox:
        """From middle and side in working pixels to a box in the picture."""
        left, top = (x - side / 2 - self.left) / self.scale, (y - side / 2 - self.top) / self.scale
        length = max(1, round(side / self.scale))
        return FaceBox(round(left), round(top), length, length)


WHOLE = Fit(1.0, 0, 0)
"""A picture that is itself a working picture."""


class OneStageDetector:
    """Runs `face_onestage.tflite` by LiteRT on one thread. Use one object from one thread.

    Raises EmoTuneError when the file is missing or damaged.
    """

    name = "onestage"

    def __init__(self, path: Path) -> None:
        from ai_edge_litert.interpreter import Interpreter

        if not path.is_file():
            raise EmoTuneError(f"The one-stage detector {path} is missing; reinstall EmoTune.")
        try:
            self._interpreter: Any = Interpreter(str(path), num_threads=1)
            self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as problem:
            raise EmoTuneError(
                f"The one-stage detector {path} is damaged; reinstall EmoTune."
            ) from problem
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._output = self._interpreter.get_output_details()[0]["index"]

    def find(self, grey: GreyArray, least_score: float = FOUND_SCORE) -> list[OneStageFace]:
        """The faces in a grey picture (H x W, 0-255), best first, none twice."""
        if min(grey.shape) < 1:
            return []
        canvas, fit = fitted(grey)
        return faces_in(self.cells(canvas), fit, least_score)

    def classify_picture(self, picture: GreyArray) -> EmotionProbabilities:
        """What a picture of one face, cut as in FER2013 (48 x 48), shows; always an answer.

        The picture and its mirror image are looked at in two sizes in one pass and the answers
        averaged.
        """
        return shown_side_by_side(self.cells(side_by_side(picture)))

    def cells(self, canvas: GreyArray) -> Cells:
        """The network's answer to one working picture (144 x 192)."""
        picture = canvas.reshape(1, WORKING_HEIGHT, WORKING_WIDTH, 1).astype(np.float32)
        self._interpreter.set_tensor(self._input, picture)
        self._interpreter.invoke()
        return np.array(self._interpreter.get_tensor(self._output)[0], dtype=np.float32)


def fitted(grey: GreyArray) -> tuple[GreyArray, Fit]:
    """The picture in the middle of a working picture, its surroundings in its mean grey."""
    scale = min(WORKING_WIDTH / grey.shape[1], WORKING_HEIGHT / grey.shape[0])
    scale = min(scale, GREATEST_ENLARGEMENT)
    small = scaled(grey, scale)[:WORKING_HEIGHT, :WORKING_WIDTH]
    height, width = small.shape
    canvas = np.full((WORKING_HEIGHT, WORKING_WIDTH), round(float(small.mean())), np.uint8)
    top, left = (WORKING_HEIGHT - height) // 2, (WORKING_WIDTH - width) // 2
    canvas[top : top + height, left : left + width] = small
    return canvas, Fit(scale, left, top)


def side_by_side(picture: GreyArray) -> GreyArray:
    """Working picture with a face picture in its left quarters, mirror images in its right."""
    canvas = np.full((WORKING_HEIGHT, WORKING_WIDTH), round(float(picture.mean())), np.uint8)
    height, width = WORKING_HEIGHT // 2, WORKING_WIDTH // 2
    for row, side in enumerate(PICTURE_SIDES):
        large = cv2.resize(
            np.ascontiguousarray(picture), (side, side), interpolation=cv2.INTER_LINEAR
        )
        top, edge = row * height + (height - side) // 2, (width - side) // 2
        for left, part in ((edge, large), (width + edge, large[:, ::-1])):
            canvas[top : top + side, left : left + side] = part
    return canvas


def shown_side_by_side(cells: Cells) -> EmotionProbabilities:
    """What the best cell of each quarter and its neighbours show, averaged."""
    height, width = cells.shape[0] // 2, cells.shape[1] // 2
    quarters = [
        cells[top : top + height, left : left + width] for top in (0, height) for left in (0, width)
    ]
    shown = np.mean([_emotion(quarter, None) for quarter in quarters], axis=0)
    return EmotionProbabilities.normalised(shown.tolist())


def faces_in(cells: Cells, fit: Fit, least_score: float) -> list[OneStageFace]:
    """The faces that the cells tell of, best first; a box on a better one's is the same face."""
    score = cells[..., 0]
    rows, columns = np.nonzero(score >= least_score)
    order = np.argsort(-score[rows, columns], kind="stable")
    kept: list[OneStageFace] = []
    for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        x, y, side = _place(cells, row, column)
        box = fit.box(x, y, side)
        if all(overlap(box, other.box) < SAME_FACE for other in kept):
            shown = EmotionProbabilities.normalised(_emotion(cells, (row, column)).tolist())
            kept.append(OneStageFace(box, float(min(1.0, score[row, column])), shown))
    return kept


def _place(cells: Cells, row: int, column: int) -> tuple[float, float, float]:
    """Middle and side, in working pixels, of the face that a cell tells of."""
    _, across, down, size = (float(v) for v in cells[row, column, :4])
    side = UNIT_SIDE * float(np.exp(np.clip(size, -3.0, 3.0)))
    return (column + 0.5 + across) * CELL, (row + 0.5 + down) * CELL, side


def _emotion(cells: Cells, cell: tuple[int, int] | None) -> npt.NDArray[np.float64]:
    """Probabilities at a cell (or the best one) and the cells about it, weighted by score."""
    score = cells[..., 0]
    row, column = cell or divmod(int(score.argmax()), score.shape[1])
    x, y, side = _place(cells, row, column)
    down = (np.arange(score.shape[0]) + 0.5) * CELL - y
    across = (np.arange(score.shape[1]) + 0.5) * CELL - x
    near = np.hypot(down[:, None], across[None, :]) <= NEIGHBOUR * side
    weights = np.where(near, score, 0.0)
    weights[row, column] = max(float(score[row, column]), 1e-6)
    shown = np.tensordot(weights, cells[..., 4:], axes=2).astype(np.float64)
    return np.asarray(shown / max(float(shown.sum()), 1e-9), dtype=np.float64)
