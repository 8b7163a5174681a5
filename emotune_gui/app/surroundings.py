"""What the pages ask of this computer: `ui.presenters.start.Surroundings`, and a file's worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from emotune_gui.ui.presenters.start import Camera


class Machine:
    """`in_use` says whether a session has the sound device open just now."""

    def __init__(self, in_use: Callable[[], bool]) -> None:
        self._in_use = in_use

    def cameras(self) -> Sequence[Camera]:
        from emotune_gui.engine.surroundings import cameras

        return [Camera(str(camera.index), camera.name) for camera in cameras()]

    def sound_problem(self) -> str:
        """Opening the device a second time would silence the session that has it."""
        if self._in_use():
            return ""
        from emotune_gui.engine.surroundings import sound_problem

        return sound_problem()


def landmark_file_problem(path: str) -> str:
    """One sentence on why a session could not use this landmark file; empty when it could.

    Reads the whole file (100 MB take about a second): never on the GUI thread.
    """
    import numpy as np

    from emotune_gui.domain.face import FaceBox
    from emotune_gui.domain.faults import EmoTuneError
    from emotune_gui.perception.face.landmarks import LandmarkFitter, predictor_file

    try:
        fitter = LandmarkFitter(predictor_file(Path(path).expanduser()))
    except EmoTuneError as error:
        return str(error)
    points = fitter.fit(np.full((96, 96), 128, np.uint8), FaceBox(16, 16, 64, 64))
    if points.shape == (68, 2):
        return ""
    return f"This file finds {len(points)} points; EmoTune needs one that finds 68."
