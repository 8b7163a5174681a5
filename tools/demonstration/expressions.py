"""What each expression does to the landmarks of the face at rest, in pixels of the portrait.

Which muscles move follows the prototypes of Ekman and Friesen's Facial Action Coding System
(Investigator's Guide, 2002): happiness AU 6+12+25, sadness AU 1+4+15+17, anger AU 4+5+7+23,
surprise AU 1+2+5+26, fear AU 1+2+4+5+20+25, disgust AU 9+10+17.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from demonstration.points import Points, mirrored, moved, rest, smile


@dataclass(frozen=True)
class Expression:
    points: Points
    relaxed: float = 1.0
    teeth: float = 0.0
    shades: Mapping[str, float] = field(default_factory=dict)
    head: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Shift x and y in portrait pixels, turn in degrees."""


_SADNESS = mirrored(
    {
        8: (0, -1.2), 17: (0, 2.5), 18: (0, 1.2), 19: (0.6, -0.5), 20: (1.2, -5.3), 21: (1.9, -9.1),
        36: (0.4, 1.5), 37: (0, 4.8), 38: (0, 3.9), 40: (0, -0.5), 41: (0, -0.4), 48: (-1.2, 6.5),
        49: (-0.4, 1.2), 50: (0, -0.8), 51: (0, -1), 57: (0, -2.1), 58: (0, -1.2), 59: (-1, 3.3),
        60: (-1.2, 6.1), 61: (0, 0.4), 62: (0, -0.8), 66: (0, -0.8), 67: (0, 0.2), 68: (0, 0.8),
        69: (0, 1), 71: (-1, 2.7), 76: (0, 0.5), 77: (1, -4.3), 81: (0, -2.2),
    }
)  # fmt: skip

_ANGER = mirrored(
    {
        6: (0, 2), 7: (0, 3.5), 8: (0, 3.2), 17: (0, -1.6), 18: (0.6, 1), 19: (1.6, 3.6),
        20: (3.2, 5.8), 21: (4.6, 7), 31: (-1, -0.6), 37: (0, 0.6), 38: (0.4, 1.4), 39: (0, 0.4),
        40: (0, -0.8), 41: (0, -0.8), 48: (0.2, 4.2), 49: (-0.4, 1), 50: (0, 0.9), 51: (0, 0.8),
        57: (0, 3.5), 58: (0, 3.2), 59: (-0.4, 3.4), 60: (0.2, 4), 61: (-1, -0.2), 62: (0, -0.5),
        66: (0, 5.5), 67: (0, 5.3), 70: (0, -0.8), 71: (0.4, 0.8), 76: (0, 0.6), 77: (1.3, 3.3),
        78: (0, 2.1), 81: (0, 3), 82: (-1, -0.8),
    }
)  # fmt: skip

_SURPRISE = mirrored(
    {
        17: (0, -4.0), 18: (0, -5.6), 19: (0, -6.2), 20: (0, -6.0), 21: (-0.4, -5.2),
        76: (0, -3.0), 77: (0, -3.4), 78: (0, -3.0),
        37: (0, -1.9), 38: (0, -1.9), 41: (0, 0.9), 40: (0, 0.9), 70: (0, 0.6),
        48: (3.0, 4.6), 60: (3.2, 4.8), 49: (1.6, -0.2), 50: (0.4, -1.0), 51: (0, -1.0),
        61: (1.4, -0.4), 62: (0, -1.0), 67: (1.6, 10.6), 66: (0, 11.8),
        59: (1.8, 8.8), 58: (0.6, 11.0), 57: (0, 11.8),
        4: (0.4, 2.0), 5: (0.8, 4.0), 6: (1.2, 7.0), 7: (0.8, 9.6), 8: (0, 10.4), 81: (0, 10.8),
        71: (1.6, 3.6), 68: (0.6, 1.8), 69: (0.6, 1.0),
    }
)  # fmt: skip


# The creases of the upper lids go with the brows, but less far.
_CREASE_SHARE = 0.6


def _creased(moves: dict[int, tuple[float, float]]) -> Points:
    brows = ((84, 19, 20), (85, 23, 24))
    creases = {
        crease: (0.0, _CREASE_SHARE * (moves.get(a, (0, 0))[1] + moves.get(b, (0, 0))[1]) / 2)
        for crease, a, b in brows
    }
    return moved(rest(), moves | creases)


def happiness() -> Points:
    """The portrait's own smile, a tenth more of it."""
    return rest() + 1.1 * (smile() - rest())


EXPRESSIONS: dict[str, Expression] = {
    "neutral": Expression(rest()),
    "happiness": Expression(happiness(), relaxed=0.0, teeth=1.0, head=(0.0, -1.0, -1.5)),
    "sadness": Expression(
        _creased(_SADNESS),
        shades={"furrow": 0.8, "bags": 1.2, "corners": 1.2, "chin": 0.6, "cheeks": 0.8},
        head=(0.0, 5.0, 4.0),
    ),
    "anger": Expression(
        _creased(_ANGER),
        teeth=0.85,
        shades={"furrow": 1.0, "brows": 1.0, "hooded": 1.0, "cheeks": 0.9, "corners": 0.3},
        head=(0.0, 1.5, 0.0),
    ),
    "surprise": Expression(_creased(_SURPRISE), head=(0.0, -2.0, 0.5)),
}
