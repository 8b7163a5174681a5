"""Which face a place in the picture means, and how far faces are apart."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from emotune_gui.domain.face import FaceBox

REACH = 1.5
"""How far from a face's middle, in its sides, a click still means that face."""


def nearest_to(boxes: Sequence[FaceBox], x: float, y: float) -> FaceBox | None:
    """The face whose middle is nearest to the place, if the place is within reach of it."""
    apart = [(_distance(box, x, y) / max(box.width, 1), box) for box in boxes]
    nearest = min(apart, key=lambda pair: pair[0], default=None)
    return nearest[1] if nearest is not None and nearest[0] <= REACH else None


def _distance(box: FaceBox, x: float, y: float) -> float:
    return hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y)


def holds(box: FaceBox, x: float, y: float) -> bool:
    return box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height


def middles_apart(one: FaceBox, other: FaceBox) -> float:
    """Distance of the middles in units of the mean side."""
    middle = other.x + other.width / 2, other.y + other.height / 2
    return _distance(one, *middle) / max((one.width + other.width) / 2, 1.0)
