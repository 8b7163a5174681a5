"""Short recordings to analyse: a real face from the demonstration, and beeps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from emotune_gui.bundled import bundled
from emotune_gui.capture.video import Film
from tests.capture.making import clip

DEMONSTRATION = bundled("resources", "demonstration", "demonstration.mp4")


@lru_cache(maxsize=1)
def faces() -> tuple[np.ndarray, ...]:
    """Thirty pictures of one face, 320 x 240."""
    film = Film(DEMONSTRATION)
    film.open()
    try:
        pictures = [film.next() for _ in range(30)]
        return tuple(cv2.resize(p.image(), (320, 240)) for p in pictures if p is not None)
    finally:
        film.close()


def face_film(
    path: Path, times: Sequence[float] = tuple(i / 25 for i in range(12)), **more: object
) -> Path:
    images = [faces()[i % 30] for i in range(len(times))]
    return clip(path, times=times, images=images, **more)  # type: ignore[arg-type]


def face_photo(path: Path) -> Path:
    path.write_bytes(cv2.imencode(path.suffix, faces()[0])[1].tobytes())
    return path
