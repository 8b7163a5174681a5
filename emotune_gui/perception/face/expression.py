"""The expression network: probabilities of the eight emotions from one aligned face."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EmotionProbabilities
from emotune_gui.domain.face import PointArray
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.alignment import FACE_SIDE, aligned_face
from emotune_gui.perception.face.landmarks import GreyArray


class ExpressionNetwork:
    """Runs `face_cnn.tflite` by LiteRT on one thread. Use one object from one thread.

    The face and its mirror image are both looked at and the answers averaged.
    """

    name = "cnn"

    def __init__(self, path: Path) -> None:
        from ai_edge_litert.interpreter import Interpreter

        if not path.is_file():
            raise EmoTuneError(f"The expression network {path} is missing; reinstall EmoTune.")
        try:
            self._interpreter: Any = Interpreter(str(path), num_threads=1)
            self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as problem:
            raise EmoTuneError(
                f"The expression network {path} is damaged; reinstall EmoTune."
            ) from problem
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._output = self._interpreter.get_output_details()[0]["index"]

    def classify(self, grey: GreyArray, points: PointArray) -> EmotionProbabilities:
        return self.classify_face(aligned_face(grey, points))

    def classify_face(self, face: GreyArray) -> EmotionProbabilities:
        """Probabilities of a 48 x 48 face cut as in FER2013."""
        both = self._run(face) + self._run(face[:, ::-1])
        return EmotionProbabilities.normalised(both.tolist())

    def _run(self, face: GreyArray) -> npt.NDArray[np.float64]:
        picture = face.reshape(1, FACE_SIDE, FACE_SIDE, 1).astype(np.float32)
        self._interpreter.set_tensor(self._input, picture)
        self._interpreter.invoke()
        return np.asarray(self._interpreter.get_tensor(self._output)[0], dtype=np.float64)
