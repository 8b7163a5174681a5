"""Moves the expression of one photographed face by warping it along its landmarks.

The face is NASA's public-domain portrait of Eileen Collins (`skimage.data.astronaut`), who
smiles in it. `points` holds its landmarks, `expressions` where they go. The skin follows by two
thin-plate splines, one for what hangs on the upper lip and one for what hangs on the lower, so
that the lips can part without tearing.
"""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import numpy.typing as npt
from demonstration.points import SOURCE, Points, inner_lips
from demonstration.skin import ROI, SCALE, Field, Folds, without_smile

Image = npt.NDArray[np.uint8]

CROP = (66.0, 12.0)
"""Left and top of the part of the portrait that is shown."""
SIZE = (640, 480)

# fmt: off
_STILL: Points = np.array([
    (152.0, 95.0), (160.0, 60.0), (185.0, 35.0), (228.0, 22.0), (270.0, 35.0), (296.0, 75.0),
    (290.0, 115.0), (168.0, 128.0), (280.0, 130.0), (190.0, 190.0), (222.0, 198.0), (256.0, 190.0),
    (150.0, 190.0), (296.0, 190.0), (150.0, 20.0), (298.0, 20.0),
    (195.0, 66.0), (226.0, 62.0), (258.0, 68.0),
])
# fmt: on
_UPPER_LIP = (*range(49, 54), *range(61, 64))
_LOWER_LIP = (*range(55, 60), *range(65, 68))


class WarpedFace:
    """The portrait, ready to be drawn with its landmarks anywhere."""

    def __init__(self, portrait: Image) -> None:
        """`portrait`: 512 x 512 x 3, BGR."""
        large = cv2.resize(portrait, None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_LANCZOS4)
        blurred = cv2.GaussianBlur(large, (0, 0), 2.0)
        self._smiling = cv2.addWeighted(large, 1.35, blurred, -0.35, 0).astype(np.float32)
        self._relaxed = without_smile(self._smiling)
        self._folds = Folds(*large.shape[:2])
        x, y, width, height = ROI
        self._grid = np.stack(
            np.meshgrid(np.arange(width) + x, np.arange(height) + y), axis=-1
        ).astype(np.float64)
        columns, rows = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
        self._out = np.stack([columns / SCALE + CROP[0], rows / SCALE + CROP[1]], axis=-1).astype(
            np.float32
        )

    def draw(
        self,
        points: Points,
        *,
        relaxed: float,
        teeth: float,
        shades: Mapping[str, float] | None = None,
        head: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 1.0),
    ) -> Image:
        """640 x 480 BGR with the landmarks at `points`.

        `relaxed` (0-1) takes the smile's folds out of the cheeks, `teeth` (0-1) shows the teeth
        between parted lips, `shades` deepens folds by name (0-1); `head` is shift x,
        shift y (portrait pixels), turn (degrees) and zoom.
        """
        back = self._head(*head)
        upper = self._carried(self._field(points, _LOWER_LIP), back)
        lower = self._carried(self._field(points, _UPPER_LIP), back)
        texture = (1 - relaxed) * self._smiling + relaxed * self._relaxed
        if shades:
            texture = texture * self._folds.shade(shades)
        above, below = _sampled(texture, upper), _sampled(texture, lower)
        share = self._lower_share(points, back)[..., None]
        inside = _inside_mouth(points, back)[..., None]
        skin = (1 - share) * above + share * below
        mouth = teeth * _sampled(self._smiling, upper) + (1 - teeth) * _cavity(points, back)
        return np.clip((1 - inside) * skin + inside * mouth, 0, 255).astype(np.uint8)

    def _field(self, points: Points, without: tuple[int, ...]) -> Field:
        """Displacement back to the portrait at every pixel of the part that moves."""
        kept = [i for i in range(len(SOURCE)) if i not in without]
        targets = np.vstack([points[kept], _STILL])
        shifts = np.vstack([SOURCE[kept] - points[kept], np.zeros_like(_STILL)])
        flat = _thin_plate(targets, shifts, self._grid.reshape(-1, 2))
        field = flat.reshape(*self._grid.shape).astype(np.float32)
        return field * _edge_fade(field.shape[1], field.shape[0])[..., None]

    def _carried(self, field: Field, back: Field) -> Field:
        """Portrait coordinates for every pixel of the picture."""
        x, y = ROI[:2]
        where = back - np.array([x, y], dtype=np.float32)
        shift = cv2.remap(
            field, where[..., 0], where[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT
        )
        return np.asarray(back + shift, dtype=np.float32)

    def _head(self, dx: float, dy: float, degrees: float, zoom: float) -> Field:
        """Undoes the movement of the head, which fades into a still background."""
        centre = np.array([225.0, 165.0], dtype=np.float32)
        angle = np.deg2rad(degrees)
        turn = np.array(
            [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]], dtype=np.float32
        )
        undone = (self._out - centre - np.array([dx, dy], np.float32)) @ turn / zoom + centre
        middle, radii = np.array([226.0, 96.0]), np.array([80.0, 88.0])
        distance = np.linalg.norm((self._out - middle) / radii, axis=-1)
        weight = _smooth(1.0 - (distance - 1.0) / 0.9)[..., None]
        return np.asarray(self._out + weight * (undone - self._out), dtype=np.float32)

    def _lower_share(self, points: Points, back: Field) -> Field:
        """0 above the line between the lips, 1 below; softer away from the mouth."""
        line = (points[[60, 61, 62, 63, 64]] + points[[60, 67, 66, 65, 64]]) / 2
        x, y = back[..., 0], back[..., 1]
        level = np.interp(x, line[:, 0], line[:, 1])
        outside = np.maximum(0, np.maximum(line[0, 0] - x, x - line[-1, 0]))
        softness = 0.35 + 0.8 * outside
        return np.asarray(1 / (1 + np.exp(-np.clip((y - level) / softness, -30, 30))), np.float32)


def _thin_plate(centres: Points, values: Points, at: Points) -> Points:
    """Thin-plate spline through `values` (N x 2) at `centres`, evaluated `at` (M x 2).

    F. L. Bookstein, "Principal Warps", IEEE PAMI 11 (1989) 567-585.
    """
    middle = centres.mean(axis=0)
    centres, at = centres - middle, at - middle
    count = len(centres)
    system = np.zeros((count + 3, count + 3))
    system[:count, :count] = _bending(centres, centres) + 0.05 * np.eye(count)
    system[:count, count:] = np.c_[np.ones(count), centres]
    system[count:, :count] = system[:count, count:].T
    weights = np.linalg.solve(system, np.vstack([values, np.zeros((3, 2))]))
    bent = _bending(at.astype(np.float32), centres.astype(np.float32)) @ weights[:count]
    return np.asarray(bent + np.c_[np.ones(len(at)), at] @ weights[count:])


def _bending(a: npt.NDArray[np.floating], b: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    squared = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T
    squared = np.maximum(squared, 0).astype(a.dtype)
    return squared * np.log(squared + 1e-9) / 2


def _edge_fade(width: int, height: int, margin: int = 12) -> Field:
    x = np.minimum(np.arange(width), np.arange(width)[::-1]) / margin
    y = np.minimum(np.arange(height), np.arange(height)[::-1]) / margin
    return (_smooth(x)[None, :] * _smooth(y)[:, None]).astype(np.float32)


def _smooth(x: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    x = np.clip(x, 0.0, 1.0)
    return x * x * (3 - 2 * x)


def _sampled(texture: Field, at: Field) -> Field:
    # Pixel centres of the enlarged portrait.
    where = (at + 0.5) * SCALE - 0.5
    return np.asarray(
        cv2.remap(
            texture, where[..., 0], where[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT
        )
    )


def _inside_mouth(points: Points, back: Field) -> Field:
    """1 between the lips, 0 on them, with an edge of about a pixel."""
    return _masked(inner_lips(points), back, blur=1.2)


def _masked(outline: Points, back: Field, blur: float) -> Field:
    fine = 8
    x, y, width, height = ROI
    mask = np.zeros((height * fine // 2, width * fine // 2), dtype=np.uint8)
    corners = np.round((outline - (x, y)) * fine / 2 * 16).astype(np.int32)
    cv2.fillPoly(mask, [corners], 255, lineType=cv2.LINE_AA, shift=4)
    soft = cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), blur)
    where = (back - np.array([x, y], np.float32)) * (fine / 2)
    return np.asarray(
        cv2.remap(
            soft, where[..., 0].astype(np.float32), where[..., 1].astype(np.float32),
            cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT,
        )
    )  # fmt: skip


def _cavity(points: Points, back: Field) -> Field:
    """The dark inside of an open mouth, with a hint of tongue low in it."""
    top, bottom = points[62, 1], points[66, 1]
    depth = np.clip((back[..., 1] - top) / max(bottom - top, 1.0), 0, 1)[..., None]
    dark = np.array([28.0, 22.0, 52.0], dtype=np.float32)
    tongue = np.array([62.0, 56.0, 128.0], dtype=np.float32)
    reach = _smooth((depth - 0.55) / 0.5) * min(1.0, (bottom - top) / 12)
    return np.asarray(dark + reach * (tongue - dark), dtype=np.float32)
