"""What each expression does to the landmarks of the face at rest, in pixels of the portrait.

Which muscles move follows the prototypes of Ekman and Friesen's Facial Action Coding System
(Investigator's Guide, 2002): happiness AU 6+12+25, sadness AU 1+4+15+17, anger AU 4+5+7+23,
surprise AU 1+2+5+26, fear AU 1+2+4+5+20+25, disgust AU 9+10+17.
"""

from __future__ import annotations

from dataclasses import dataclass

from demonstration_face import Points, mirrored, moved, rest, smile


@dataclass(frozen=True)
class Expression:
    points: Points
    relaxed: float = 1.0
    teeth: float = 0.0
    furrow: float = 0.0
    head: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Shift x and y in portrait pixels, turn in degrees."""


_SADNESS = mirrored(
    {
        21: (1.5, -4.5), 20: (1.0, -2.6), 19: (0.5, -0.4), 18: (0, 1.0), 17: (0, 2.0),
        77: (0.8, -2.0), 76: (0, 0.4),
        36: (0.3, 1.2), 37: (0, 2.0), 38: (0, 1.3), 41: (0, -0.3), 40: (0, -0.4),
        48: (-1.0, 4.0), 60: (-1.0, 3.7), 49: (-0.3, 1.0), 50: (0, -0.6),
        59: (-0.8, 2.0), 58: (0, -0.6), 61: (0, 0.3), 67: (0, 0.2),
        57: (0, -1.2), 66: (0, -0.6), 62: (0, -0.6), 51: (0, -0.8),
        8: (0, -1.0), 81: (0, -1.8), 71: (-0.8, 1.5), 68: (0, 0.6), 69: (0, 0.8),
    }
)  # fmt: skip

_ANGER = mirrored(
    {
        21: (3.4, 5.6), 20: (2.4, 4.6), 19: (1.2, 2.8), 18: (0.4, 0.6), 17: (0, -1.0),
        77: (1.0, 2.6), 76: (0, 0.6), 78: (0, 1.6),
        37: (0, 0.6), 38: (0.4, 1.4), 39: (0, 0.4), 41: (0, -0.8), 40: (0, -0.8), 70: (0, -0.8),
        31: (-1.0, -0.6), 82: (-1.0, -0.8),
        48: (1.2, 1.6), 60: (1.2, 1.4), 49: (0.6, 1.6), 50: (0, 1.9), 51: (0, 1.8),
        59: (0.6, -0.6), 58: (0, -1.8), 57: (0, -1.9),
        61: (0, 0.4), 62: (0, 0.3), 67: (0, 0.3), 66: (0, 0.1),
        8: (0, -0.8), 81: (0, -1.0), 71: (0.4, 0.8),
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

_FEAR = mirrored(
    {
        17: (0, -1.0), 18: (0.6, -2.6), 19: (1.4, -4.0), 20: (2.0, -5.0), 21: (2.6, -5.2),
        76: (0, -1.4), 77: (0.8, -3.0), 78: (0, -3.0),
        37: (0, -2.2), 38: (0, -2.2), 41: (0, 0.4), 40: (0, 0.4),
        48: (-3.4, 2.4), 60: (-3.4, 2.6), 49: (-1.4, 0.4), 50: (0, -0.6), 51: (0, -0.6),
        61: (-1.4, -0.2), 62: (0, -0.4), 67: (-1.6, 4.4), 66: (0, 4.8),
        59: (-2.2, 4.6), 58: (-0.6, 4.6), 57: (0, 4.6),
        6: (0, 1.8), 7: (0, 2.8), 8: (0, 3.2), 81: (0, 3.6), 71: (-1.4, 1.0),
    }
)  # fmt: skip

_DISGUST = mirrored(
    {
        17: (0, 0.6), 18: (0.4, 1.6), 19: (0.8, 2.8), 20: (1.6, 3.8), 21: (2.2, 4.4),
        77: (0.8, 2.0), 78: (0, 1.2),
        37: (0, 1.2), 38: (0, 1.4), 41: (0, -1.4), 40: (0, -1.4), 70: (0, -2.2),
        31: (-1.4, -2.2), 82: (-1.2, -2.4), 32: (-0.8, -2.2), 33: (0, -1.8), 30: (0, -1.4),
        69: (-0.4, -2.6), 68: (0, -1.6), 71: (-1.4, -1.6),
        48: (-1.6, 1.4), 60: (-1.6, 1.2), 49: (-1.2, -2.4), 50: (-0.6, -3.6), 51: (0, -3.2),
        61: (-1.0, -1.6), 62: (0, -1.8), 67: (-0.8, -0.2), 66: (0, -0.6),
        59: (-1.0, 0.6), 58: (0, -0.4), 57: (0, -0.8), 8: (0, -0.8), 81: (0, -1.2),
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
    "sadness": Expression(_creased(_SADNESS), furrow=0.25, head=(0.0, 4.0, 3.0)),
    "anger": Expression(_creased(_ANGER), furrow=1.0, head=(0.0, 1.5, 0.0)),
    "surprise": Expression(_creased(_SURPRISE), head=(0.0, -2.0, 0.5)),
    "fear": Expression(_creased(_FEAR), furrow=0.3, head=(0.0, -1.0, -1.0)),
    "disgust": Expression(_creased(_DISGUST), relaxed=0.0, furrow=0.7, head=(0.0, -1.0, 2.0)),
}
