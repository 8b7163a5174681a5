"""What changes on the skin itself, where moving it is not enough."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import numpy.typing as npt
from demonstration.points import LANDMARKS, SOURCE, Points, closed, inner_lips

Field = npt.NDArray[np.float32]
SCALE = 2
"""The portrait is worked on at twice its size."""
ROI = (146, 14, 156, 190)
"""Part of the portrait that can move: x, y, width, height."""

# fmt: off
_CHEEKS = (
    ((185, 112), (205, 111), (211, 122), (209, 128), (206, 134), (202.5, 137), (199, 147),
     (191, 148), (184, 132)),
    ((267, 114), (245, 112), (240, 122), (242, 129), (246, 135), (249.5, 138), (253, 149),
     (260, 149), (267, 132)),
)
# fmt: on


def without_smile(image: Field) -> Field:
    """What warping cannot take out of a smile: folds, shining cheeks, teeth, tight lips."""
    for mask, becomes in (
        (_cheeks_mask(image), _flattened(image)),
        (_lip_shade_mask(image), 0.9 * image),
        (_lips_mask(image), _matt(image)),
        (_gap_mask(image), np.array([62.0, 56.0, 98.0], dtype=np.float32)),
    ):
        image = (1 - mask) * image + mask * becomes
    return image


def _cheeks_mask(image: Field) -> Field:
    masks = [_filled(image, np.array(cheek), 4.0) for cheek in _CHEEKS]
    return np.asarray(np.maximum(*masks), dtype=np.float32)


def _flattened(image: Field) -> Field:
    """Cheeks spanned like a soap film from their rim, with the skin's grain put back on."""
    low = cv2.GaussianBlur(image, (0, 0), 1.5)
    grain = image - low
    inside = np.maximum(*[_filled(image, np.array(cheek), 1.0) for cheek in _CHEEKS]) > 0.5
    x, y, width, height = (round(v * SCALE) for v in ROI)
    part, hole = low[y : y + height, x : x + width], inside[y : y + height, x : x + width]
    for _ in range(600):
        part[...] = np.where(hole, cv2.GaussianBlur(part, (0, 0), 3.0), part)
    return np.asarray(low + 0.8 * np.clip(grain, -5, 5), dtype=np.float32)


def _lips_mask(image: Field) -> Field:
    outer = closed(LANDMARKS[48:55], LANDMARKS[[54, 55, 56, 57, 58, 59, 48]])
    return 0.65 * _filled(image, outer, 1.5)


def _gap_mask(image: Field) -> Field:
    """The teeth, and the rim of them that would show as a white line between closed lips."""
    middle = np.array([223.5, 145.5])
    return _filled(image, middle + 0.99 * (inner_lips(SOURCE) - middle), 0.6)


def _lip_shade_mask(image: Field) -> Field:
    """Under the lower lip, which stands out further when it is not drawn tight."""
    outline = np.array([(211, 155), (223, 156), (234, 155), (230, 159), (223, 160), (215, 159)])
    return _filled(image, outline, 3.0)


def _filled(image: Field, outline: Points, softness: float) -> Field:
    mask = np.zeros(image.shape[:2], dtype=np.float32)
    cv2.fillPoly(mask, [np.round((outline + 0.25) * SCALE).astype(np.int32)], 1.0)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), softness)[..., None])


def _matt(image: Field) -> Field:
    """Lips a little darker, without the shine that looks like teeth in a small grey picture."""
    light = image.mean(axis=-1, keepdims=True)
    ceiling = np.float32(150.0)
    dimmed = ceiling - 14 * np.logaddexp(0, (ceiling - light) / 14)
    dimmed = 0.45 * cv2.GaussianBlur(dimmed, (0, 0), 5.0)[..., None] + 0.55 * dimmed
    rose = np.array([0.80, 0.77, 1.22], dtype=np.float32)
    return np.asarray(dimmed * rose, dtype=np.float32)


# Folds that deepen in some expressions: their course, thickness and softness in portrait pixels.
_FOLDS: dict[str, tuple[tuple[tuple[tuple[float, float], ...], ...], float, float]] = {
    "furrow": (
        (((221.5, 88), (222.5, 95), (222, 99)), ((229.5, 88), (229, 95), (229.5, 99))),
        1.5, 1.2,
    ),
    "brows": (
        (
            ((193, 90.0), (200, 89.2), (207, 90.6), (213, 93.0)),
            ((238, 94.0), (245, 93.2), (251, 92.8), (257, 93.8)),
        ),
        1.6, 0.8,
    ),
    "hooded": (
        (((198, 94.5), (206, 95.0), (214, 98.5)), ((237, 99.5), (244, 96.8), (252, 96.5))),
        3.5, 2.0,
    ),
    "bags": (
        (((196, 108), (204, 109.5), (212, 108)), ((239, 110), (247, 111.5), (255, 109.5))),
        2.5, 1.8,
    ),
    "cheeks": (
        (
            ((211, 127), (205, 132), (200, 137), (198, 143)),
            ((240, 128), (245, 132), (250, 138), (251, 144)),
        ),
        2.0, 1.5,
    ),
    "corners": (
        (((203, 141), (200.5, 145), (200, 149)), ((245, 141), (247.5, 145), (248, 149))),
        2.0, 1.5,
    ),
    "chin": ((((213, 159), (222, 157.5), (232, 159)),), 2.0, 1.5),
}  # fmt: skip


class Folds:
    """Draws folds darker, each by its own strength."""

    def __init__(self, height: int, width: int) -> None:
        self._masks = {name: _fold(name, height, width) for name in _FOLDS}

    def shade(self, strengths: Mapping[str, float]) -> Field:
        """A factor a pixel and colour."""
        total = sum(strength * self._masks[name] for name, strength in strengths.items())
        # Folds in skin are brown, not grey.
        depth = np.array([0.5, 0.42, 0.3], dtype=np.float32)
        return np.asarray(1 - np.clip(total, 0, 1.6)[..., None] * depth, dtype=np.float32)


def _fold(name: str, height: int, width: int) -> Field:
    lines, thickness, softness = _FOLDS[name]
    mask = np.zeros((height, width), dtype=np.float32)
    courses = [np.round(np.array(line) * SCALE * 16).astype(np.int32) for line in lines]
    cv2.polylines(
        mask, courses, False, 1.0, round(thickness * SCALE), lineType=cv2.LINE_AA, shift=4
    )
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), softness * SCALE), dtype=np.float32)
