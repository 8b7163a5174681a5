"""The expression network: probabilities of the eight emotions from one aligned face."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, EmotionProbabilities
from emotune_gui.domain.face import PointArray
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.alignment import FACE_SIDE, aligned_face
from emotune_gui.perception.face.landmarks import GreyArray

FER_LABELS = 7


class ExpressionNetwork:
    """Runs `face_cnn.tflite` by LiteRT on one thread. Use one object from one thread.

    The face and its mirror image are both looked at and the answers averaged. The network has
    two heads: the eight emotions of FER+, which the program uses, and the seven original labels
    of FER2013, by which it can be compared with networks trained on those.
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
        outputs = {o["shape"][-1]: o["index"] for o in self._interpreter.get_output_details()}
        if len(EMOTIONS) not in outputs:
            raise EmoTuneError(
                f"The expression network {path} belongs to another version of EmoTune; "
                "reinstall it."
            )
        self._output, self._fer_output = outputs[len(EMOTIONS)], outputs.get(FER_LABELS)

    def classify(self, grey: GreyArray, points: PointArray) -> EmotionProbabilities:
        return self.classify_face(aligned_face(grey, points))

    def classify_face(self, face: GreyArray) -> EmotionProbabilities:
        """Probabilities of a 48 x 48 face cut as in FER2013."""
        both = self._run(face, self._output) + self._run(face[:, ::-1], self._output)
        return EmotionProbabilities.normalised(both.tolist())

    @property
    def knows_fer(self) -> bool:
        """Whether the network has the second head."""
        return self._fer_output is not None

    def classify_fer(self, face: GreyArray) -> npt.NDArray[np.float64]:
        """Seven probabilities: anger, disgust, fear, happiness, sadness, surprise, neutral.

        Raises ValueError when the network lacks the second head.
        """
        if self._fer_output is None:
            raise ValueError("this network has no head for the FER2013 labels")
        both = self._run(face, self._fer_output) + self._run(face[:, ::-1], self._fer_output)
        return np.asarray(both / both.sum(), dtype=np.float64)

    def _run(self, face: GreyArray, output: int) -> npt.NDArray[np.float64]:
        picture = face.reshape(1, FACE_SIDE, FACE_SIDE, 1).astype(np.float32)
        self._interpreter.set_tensor(self._input, picture)
        self._interpreter.invoke()
        return np.asarray(self._interpreter.get_tensor(output)[0], dtype=np.float64)
