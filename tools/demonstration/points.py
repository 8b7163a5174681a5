"""The landmarks of the portrait and of the same face at rest.

68 points in iBUG order: dlib's, set right by hand where the small picture put them a pixel or two
off, and some more where the skin moves too. Pixels of the portrait.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Moves = Mapping[int, tuple[float, float]]

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
_RESTING_MOUTH: Points = np.array([
    (206.5, 147.0), (212.5, 143.8), (218.5, 141.9), (223.5, 142.7), (228.5, 141.9), (235.0, 143.6),
    (241.5, 146.8), (235.5, 150.6), (229.5, 152.6), (223.5, 153.2), (217.5, 152.6), (212.0, 150.6),
    (207.3, 147.0), (216.0, 146.3), (223.5, 146.4), (231.0, 146.2), (240.7, 146.8),
    (231.0, 146.7), (223.5, 146.9), (216.0, 146.8),
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

SOURCE: Points = np.vstack([LANDMARKS, EXTRA])


def rest() -> Points:
    """Where the points of the smiling portrait lie when its face is at rest, lips closed."""
    points = moved(SOURCE, _OTHER_REST)
    points[48:68] = _RESTING_MOUTH
    return points


def smile() -> Points:
    return SOURCE.copy()


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


def inner_lips(points: Points) -> Points:
    """The outline between the lips as a closed smooth curve."""
    return closed(points[[60, 61, 62, 63, 64]], points[[64, 65, 66, 67, 60]])


def closed(upper: Points, lower: Points) -> Points:
    return np.vstack([_curve(upper), _curve(lower)[1:-1]])


def _curve(through: Points) -> Points:
    degree = min(4, len(through) - 1)
    along = np.linspace(0, 1, len(through))
    fine = np.linspace(0, 1, 41)
    return np.stack(
        [np.polyval(np.polyfit(along, through[:, k], degree), fine) for k in (0, 1)], axis=-1
    )
