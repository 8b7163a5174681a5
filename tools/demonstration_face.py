"""Moves the expression of one photographed face by warping it along its landmarks.

The face is NASA's public-domain portrait of Eileen Collins (`skimage.data.astronaut`), who
smiles in it. Its 68 landmarks (iBUG order) are dlib's, set right by hand where the small picture
put them a pixel or two off; `REST` and `EXPRESSIONS` say where they go, in pixels of the
portrait. The skin follows by two thin-plate splines, one for what hangs on the upper lip and
one for what hangs on the lower, so that the lips can part without tearing.
"""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Image = npt.NDArray[np.uint8]
Field = npt.NDArray[np.float32]
Moves = Mapping[int, tuple[float, float]]

CROP = (66.0, 12.0)
"""Left and top of the part of the portrait that is shown."""
SCALE = 2
SIZE = (640, 480)
_ROI = (146, 14, 156, 190)
"""Part of the portrait that can move: x, y, width, height."""

# fmt: off
LANDMARKS: Points = np.array([
    # jaw
    (179.5, 104.0), (180.0, 115.5), (181.0, 127.0), (182.5, 138.5), (185.5, 150.0), (191.5, 160.0),
    (200.5, 168.5), (209.5, 176.0), (221.0, 178.5), (232.0, 177.5), (243.0, 171.5), (253.5, 164.0),
    (261.0, 154.5), (265.5, 143.5), (268.5, 131.5), (271.0, 120.0), (272.5, 108.0),
    # brows
    (189.5, 91.0), (194.0, 89.0), (200.0, 88.7), (206.0, 90.0), (213.0, 92.8),
    (238.5, 93.8), (244.5, 93.0), (250.5, 92.5), (256.0, 93.0), (262.5, 96.5),
    # nose
    (226.0, 103.0), (226.0, 111.0), (226.0, 119.5), (225.5, 127.5),
    (214.5, 130.5), (219.0, 133.0), (224.5, 134.5), (230.0, 133.5), (235.0, 131.0),
    # eyes
    (193.0, 101.5), (199.0, 97.8), (208.0, 98.7), (214.0, 104.0), (208.0, 105.0), (200.0, 104.8),
    (236.5, 105.0), (242.0, 100.0), (251.0, 99.5), (259.0, 103.5), (251.0, 107.3), (242.0, 106.8),
    # outer lips
    (202.0, 139.5), (210.0, 140.0), (217.0, 140.0), (223.5, 141.0), (230.0, 140.0), (238.0, 140.5),
    (246.0, 139.5), (240.5, 147.0), (231.0, 154.0), (223.0, 155.2), (215.0, 153.5), (207.5, 148.0),
    # inner lips
    (203.5, 140.2), (213.0, 142.3), (223.5, 144.0), (234.0, 142.3), (244.8, 140.4),
    (234.0, 147.5), (223.0, 150.0), (213.5, 148.3),
])
EXTRA: Points = np.array([
    # 68-75: cheeks (outer, inner), under the eyes, beside the mouth; left then right
    (190.0, 124.0), (203.0, 121.0), (203.0, 111.0), (197.0, 136.0),
    (263.0, 126.0), (250.0, 122.0), (247.0, 113.0), (252.0, 138.0),
    # 76-80: forehead; 81: chin; 82-83: wings of the nose; 84-85: creases of the upper lids
    (195.0, 80.0), (210.0, 79.0), (226.0, 79.0), (242.0, 80.0), (258.0, 84.0),
    (222.0, 164.0), (210.0, 127.0), (240.0, 128.0),
    (203.0, 94.2), (247.0, 96.6),
])
_STILL: Points = np.array([
    (152.0, 95.0), (160.0, 60.0), (185.0, 35.0), (228.0, 22.0), (270.0, 35.0), (296.0, 75.0),
    (290.0, 115.0), (168.0, 128.0), (280.0, 130.0), (190.0, 190.0), (222.0, 198.0), (256.0, 190.0),
    (150.0, 190.0), (296.0, 190.0), (150.0, 20.0), (298.0, 20.0),
    (195.0, 66.0), (226.0, 62.0), (258.0, 68.0),
])
_RESTING_MOUTH: Points = np.array([
    (207.0, 144.2), (212.5, 141.5), (218.5, 140.0), (223.5, 140.8), (228.5, 140.0), (235.0, 141.3),
    (241.0, 144.0), (235.0, 148.4), (229.0, 150.8), (223.5, 151.4), (217.5, 150.8), (212.5, 148.5),
    (207.8, 144.2), (216.0, 144.3), (223.5, 144.7), (231.0, 144.2), (240.2, 144.0),
    (231.0, 144.7), (223.5, 145.2), (216.0, 144.8),
])
# fmt: on

_OTHER_REST: Moves = {
    6: (0, -1.2),
    7: (0, -2.0),
    8: (0, -2.4),
    9: (0, -2.0),
    10: (0, -1.2),
    81: (0, -2.6),
    37: (0, -0.4),
    38: (0, -0.4),
    43: (0, -0.4),
    44: (0, -0.4),
    40: (0, 0.5),
    41: (0, 0.5),
    46: (0, 0.5),
    47: (0, 0.5),
    68: (0, 1.0),
    69: (0.5, 2.0),
    70: (0, 0.8),
    71: (2.5, 2.0),
    72: (0, 1.0),
    73: (-0.5, 2.0),
    74: (0, 0.8),
    75: (-2.5, 2.0),
    82: (0.7, 0.3),
    83: (-0.7, 0.3),
    31: (0.6, 0.3),
    35: (-0.6, 0.3),
}

_UPPER_LIP = (*range(49, 54), *range(61, 64))
_LOWER_LIP = (*range(55, 60), *range(65, 68))
_COUNT = len(LANDMARKS) + len(EXTRA)
_SOURCE: Points = np.vstack([LANDMARKS, EXTRA])


def rest() -> Points:
    """Where the points of the smiling portrait lie when its face is at rest, lips closed."""
    points = moved(_SOURCE, _OTHER_REST)
    points[48:68] = _RESTING_MOUTH
    return points


def smile() -> Points:
    return _SOURCE.copy()


def moved(points: Points, moves: Moves) -> Points:
    result = points.copy()
    for index, (dx, dy) in moves.items():
        result[index] += (dx, dy)
    return result


def mirrored(moves: Moves) -> dict[int, tuple[float, float]]:
    """Moves given for the left half of the picture, done on both halves."""
    both = dict(moves)
    for index, (dx, dy) in moves.items():
        both[_MIRROR.get(index, index)] = (-dx, dy) if index in _MIRROR else (dx, dy)
    return both


def _mirror_pairs() -> dict[int, int]:
    pairs = [(i, 16 - i) for i in range(8)] + [(17 + i, 26 - i) for i in range(5)]
    pairs += [(31, 35), (32, 34), (36, 45), (37, 44), (38, 43), (39, 42), (40, 47), (41, 46)]
    pairs += [(48, 54), (49, 53), (50, 52), (59, 55), (58, 56), (60, 64), (61, 63), (67, 65)]
    pairs += [(68, 72), (69, 73), (70, 74), (71, 75), (76, 80), (77, 79), (82, 83), (84, 85)]
    return dict(pairs)


_MIRROR = _mirror_pairs()


class WarpedFace:
    """The portrait, ready to be drawn with its landmarks anywhere."""

    def __init__(self, portrait: Image) -> None:
        """`portrait`: 512 x 512 x 3, BGR."""
        large = cv2.resize(portrait, None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_LANCZOS4)
        blurred = cv2.GaussianBlur(large, (0, 0), 2.0)
        self._smiling = cv2.addWeighted(large, 1.35, blurred, -0.35, 0).astype(np.float32)
        self._relaxed = _without_smile(self._smiling)
        x, y, width, height = _ROI
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
        furrow: float = 0.0,
        head: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 1.0),
    ) -> Image:
        """640 x 480 BGR with the landmarks at `points`.

        `relaxed` (0-1) takes the smile's folds out of the cheeks, `teeth` (0-1) shows the teeth
        between parted lips, `furrow` (0-1) draws the brows' folds together; `head` is shift x,
        shift y (portrait pixels), turn (degrees) and zoom.
        """
        back = self._head(*head)
        upper = self._carried(self._field(points, _LOWER_LIP), back)
        lower = self._carried(self._field(points, _UPPER_LIP), back)
        texture = (1 - relaxed) * self._smiling + relaxed * self._relaxed
        if furrow > 0:
            texture = texture * _furrows(furrow)
        above, below = _sampled(texture, upper), _sampled(texture, lower)
        share = self._lower_share(points, back)[..., None]
        inside = _inside_mouth(points, back)[..., None]
        skin = (1 - share) * above + share * below
        mouth = teeth * _sampled(self._smiling, upper) + (1 - teeth) * _cavity(points, back)
        return np.clip((1 - inside) * skin + inside * mouth, 0, 255).astype(np.uint8)

    def _field(self, points: Points, without: tuple[int, ...]) -> Field:
        """Displacement back to the portrait at every pixel of the part that moves."""
        kept = [i for i in range(_COUNT) if i not in without]
        targets = np.vstack([points[kept], _STILL])
        shifts = np.vstack([_SOURCE[kept] - points[kept], np.zeros_like(_STILL)])
        flat = _thin_plate(targets, shifts, self._grid.reshape(-1, 2))
        field = flat.reshape(*self._grid.shape).astype(np.float32)
        return field * _edge_fade(field.shape[1], field.shape[0])[..., None]

    def _carried(self, field: Field, back: Field) -> Field:
        """Portrait coordinates for every pixel of the picture."""
        x, y = _ROI[:2]
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


def _inner_lips(points: Points) -> Points:
    """The outline between the lips as a closed smooth curve."""
    return _closed(points[[60, 61, 62, 63, 64]], points[[64, 65, 66, 67, 60]])


def _closed(upper: Points, lower: Points) -> Points:
    return np.vstack([_curve(upper), _curve(lower)[1:-1]])


def _curve(through: Points) -> Points:
    degree = min(4, len(through) - 1)
    along = np.linspace(0, 1, len(through))
    fine = np.linspace(0, 1, 41)
    return np.stack(
        [np.polyval(np.polyfit(along, through[:, k], degree), fine) for k in (0, 1)], axis=-1
    )


def _inside_mouth(points: Points, back: Field) -> Field:
    """1 between the lips, 0 on them, with an edge of about a pixel."""
    return _masked(_inner_lips(points), back, blur=1.2)


def _masked(outline: Points, back: Field, blur: float) -> Field:
    fine = 8
    x, y, width, height = _ROI
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


_FOLDS = (
    ((208, 126), (202, 131), (196, 136), (195, 141)),
    ((241, 126), (246, 131), (251, 137), (251.5, 143)),
)
_CHEEKS = ((197.0, 119.0), (254.0, 121.0))


def _without_smile(image: Field) -> Field:
    """What warping cannot take out of a smile: folds, shining cheeks, teeth, tight lips."""
    grain = image - cv2.GaussianBlur(image, (0, 0), 1.2)
    for mask, becomes in (
        (_folds_mask(image), cv2.GaussianBlur(image, (0, 0), 8.0) + grain),
        (_cheeks_mask(image), 0.94 * cv2.GaussianBlur(image, (0, 0), 10.0) + grain),
        (_lip_shade_mask(image), 0.9 * image),
        (_lips_mask(image), _matt(image)),
        (_gap_mask(image), np.array([62.0, 56.0, 98.0], dtype=np.float32)),
    ):
        image = (1 - mask) * image + mask * becomes
    return image


def _folds_mask(image: Field) -> Field:
    mask = np.zeros(image.shape[:2], dtype=np.float32)
    for fold in _FOLDS:
        line = np.round(np.array(fold, dtype=np.float64) * SCALE).astype(np.int32)
        cv2.polylines(mask, [line], False, 1.0, thickness=10)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 3.0)[..., None])


def _cheeks_mask(image: Field) -> Field:
    mask = np.zeros(image.shape[:2], dtype=np.float32)
    for x, y in _CHEEKS:
        cv2.ellipse(mask, (round(x * SCALE), round(y * SCALE)), (18, 14), 0, 0, 360, 1.0, -1)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 8.0)[..., None])


def _lips_mask(image: Field) -> Field:
    outer = _closed(LANDMARKS[48:55], LANDMARKS[[54, 55, 56, 57, 58, 59, 48]])
    return 0.65 * _filled(image, outer, 1.5)


def _gap_mask(image: Field) -> Field:
    """The teeth, and the rim of them that would show as a white line between closed lips."""
    middle = np.array([223.5, 145.5])
    return _filled(image, middle + 0.99 * (_inner_lips(_SOURCE) - middle), 0.6)


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


_FURROWS = (((221.5, 88), (222.5, 95), (222, 99)), ((229.5, 88), (229, 95), (229.5, 99)))


def _furrows(strength: float) -> Field:
    """A factor a pixel that darkens the two upright folds between drawn brows."""
    shade = np.zeros((512 * SCALE, 512 * SCALE), dtype=np.float32)
    for fold in _FURROWS:
        line = np.round(np.array(fold) * SCALE * 16).astype(np.int32)
        cv2.polylines(shade, [line], False, 1.0, thickness=3, lineType=cv2.LINE_AA, shift=4)
    shade = cv2.GaussianBlur(shade, (0, 0), 2.5)[..., None]
    # Folds in skin are brown, not grey.
    depth = np.array([0.5, 0.42, 0.3], dtype=np.float32)
    return np.asarray(1 - strength * shade * depth, dtype=np.float32)
