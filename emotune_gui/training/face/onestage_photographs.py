"""Photographs without people that installed packages carry, as backgrounds for training."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import numpy.typing as npt

CARRIED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("sklearn", "datasets/images", ("china.jpg", "flower.jpg")),
    (
        "skimage",
        "data",
        (
            "brick.png",
            "chelsea.png",
            "clock_motion.png",
            "coffee.png",
            "coins.png",
            "grass.png",
            "gravel.png",
            "motorcycle_left.png",
            "page.png",
            "rocket.jpg",
            "text.png",
        ),
    ),
)
"""Package, folder inside it, files. scikit-image is used where it is installed."""
LONGEST = 900
DEV_SHARE = 0.3
"""Share of each photograph, on its right, that only dev backgrounds are cut from."""


def photographs(dev: bool) -> list[npt.NDArray[np.uint8]]:
    """Grey pictures (H x W), the dev part or the training part; none if no package is there."""
    return [_part(_grey(path), dev) for path in _files()]


def _files() -> list[Path]:
    found = []
    for package, folder, names in CARRIED:
        spec = importlib.util.find_spec(package)
        for root in (spec.submodule_search_locations or ()) if spec else ():
            found += [Path(root) / folder / name for name in names]
    return [path for path in found if path.is_file()]


def _grey(path: Path) -> npt.NDArray[np.uint8]:
    from matplotlib.image import imread

    picture = np.asarray(imread(path), dtype=np.float32)
    if picture.max() <= 1.0:
        picture = picture * 255
    if picture.ndim == 3:
        picture = picture[..., :3].mean(axis=-1)
    step = max(1, -(-max(picture.shape) // LONGEST))
    return picture[::step, ::step].astype(np.uint8)


def _part(picture: npt.NDArray[np.uint8], dev: bool) -> npt.NDArray[np.uint8]:
    cut = round(picture.shape[1] * (1 - DEV_SHARE))
    return picture[:, cut:] if dev else picture[:, :cut]
