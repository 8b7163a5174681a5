"""Landmarks of the training pictures, found once and kept beside the training run."""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.face import FaceBox
from emotune_gui.perception.face.averaging import averaged_landmarks, enlarged, rescaled
from emotune_gui.perception.face.detection import FaceDetector, scaled
from emotune_gui.perception.face.landmarks import LandmarkFitter, predictor_file
from emotune_gui.training.face.progress import with_progress

ENLARGED = 192
"""Side to which the 48-pixel pictures are enlarged, so that the detector can see the face."""
FITTED = 384
"""Side to which they are enlarged for the fits: dlib's points are whole pixels."""
VERSION = 2
"""Part of the kept file's name; counts up whenever landmarks are found in another way."""
USUAL_BOX = FaceBox(16, 27, 154, 154)
"""Where the detector finds the face in most enlarged pictures; used where it finds none."""

PointsArray = npt.NDArray[np.float32]
LOG = logging.getLogger(__name__)


def picture_landmarks(
    images: npt.NDArray[np.uint8], workspace: Path, show_progress: bool = True
) -> PointsArray:
    """N x 68 x 2 landmarks in pixels of the pictures enlarged to `ENLARGED`.

    Each is the mean of ten fits (`averaging.py`); about 10 ms a picture, once for all.
    They are kept in `workspace` where it can be written, and found again where it cannot.
    """
    digest = hashlib.sha256(np.ascontiguousarray(images).tobytes()).hexdigest()[:16]
    path = workspace / f"landmarks_v{VERSION}_{digest}.npy"
    kept = _kept(path, len(images))
    if kept is not None:
        return kept
    points = _find_all(images, show_progress)
    try:
        _keep(path, points)
    except OSError as problem:
        LOG.info("The landmarks could not be kept in %s (%s)", workspace, problem)
    return points


def _kept(path: Path, count: int) -> PointsArray | None:
    """The landmarks of an earlier run, or None where there are none or the file is damaged."""
    try:
        points = np.asarray(np.load(path, allow_pickle=False), dtype=np.float32)
    except (OSError, EOFError, ValueError):
        return None
    return points if points.shape == (count, 68, 2) else None


def _keep(path: Path, points: PointsArray) -> None:
    """Write in one step, so that another run never reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.stem}.{os.getpid()}.part")
    with part.open("wb") as file:
        np.save(file, points)
    part.replace(path)


def _find_all(images: npt.NDArray[np.uint8], show_progress: bool) -> PointsArray:
    detector, fitter = FaceDetector(), LandmarkFitter(predictor_file(None))
    rows = range(len(images))
    shown = with_progress(rows, "landmarks", len(images)) if show_progress else rows
    found = [_find(images[i], detector, fitter) for i in shown]
    return np.stack(found) if found else np.zeros((0, 68, 2), np.float32)


def _find(
    image: npt.NDArray[np.uint8], detector: FaceDetector, fitter: LandmarkFitter
) -> PointsArray:
    grey = scaled(image, ENLARGED / image.shape[0])
    found = detector.search(grey)
    first = fitter.fit(grey, found[0] if found else USUAL_BOX)
    larger = FITTED / ENLARGED
    averaged = averaged_landmarks(enlarged(image, FITTED), fitter, rescaled(first, larger))
    return rescaled(averaged, 1 / larger)
