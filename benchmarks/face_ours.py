"""Our side of `benchmarks.face`: the live program's face reader, and its parts one by one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

from benchmarks.face_work import Picture, each_frame, serve
from emotune_gui.bundled import bundled
from emotune_gui.domain.face import Frame
from emotune_gui.perception.face.detection import FaceDetector
from emotune_gui.perception.face.following import FaceFollower, box_round
from emotune_gui.perception.face.landmarks import LandmarkFitter, predictor_file
from emotune_gui.perception.face.quality import face_quality
from emotune_gui.perception.face.reader import working_grey
from emotune_gui.perception.opening import load_face_reader
from emotune_gui.training.face.answers import LIVE, load_recognisers

Stage = Callable[[], Any]


class Parts:
    """Each step of the reader by itself, for the table of stages."""

    def __init__(self) -> None:
        self._fitter = LandmarkFitter(predictor_file(None))
        self._follower = FaceFollower(FaceDetector(), self._fitter)
        self._all = load_recognisers(bundled("models"))

    def stages(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Processor milliseconds of each step, a list over the frames in which it was taken."""
        spent: dict[str, list[float]] = {}
        for picture, t in zip(np.load(asked["frames"]), asked["times"], strict=True):
            self._frame(picture, t, spent)
        return {"stages": spent}

    def _frame(self, picture: Picture, t: float, spent: dict[str, list[float]]) -> None:
        def take(name: str, step: Stage) -> Any:
            began = time.process_time()
            told = step()
            spent.setdefault(name, []).append((time.process_time() - began) * 1e3)
            return told

        grey, scale = take("grey", lambda: working_grey(picture))
        seen = take("detect or track, with landmarks", lambda: self._follower.follow(grey, t))
        if seen.box is None or seen.points is None:
            return
        points, raw = seen.points, {}
        take("of which one fit of 68 points", lambda: self._fitter.fit(grey, box_round(points)))
        take("quality", lambda: face_quality(grey, seen.box, points, scale))
        for name in LIVE:
            recogniser = getattr(self._all, name)
            if recogniser is not None:
                raw[name] = take(name, lambda one=recogniser: one.classify(grey, points))
        take("combination", lambda: self._all.pool.pooled(raw))
        if self._all.onestage is not None:
            onestage = self._all.onestage
            take("onestage (only when the face is lost)", lambda: onestage.find(grey))


def look(asked: dict[str, Any]) -> dict[str, Any]:
    """A new reader for each chunk: another clip is another person, as in another session."""
    reader = load_face_reader()
    return each_frame(lambda p, t: reader.read(Frame(0, t, p)).combined is not None, asked)


def main() -> None:
    cv2.setNumThreads(1)
    serve({"look": look, "stages": lambda asked: Parts().stages(asked)})


if __name__ == "__main__":
    main()
