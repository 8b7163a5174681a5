"""Pictures with faces in them, made on the fly: the frames the one-stage detector learns from.

The face set holds faces without surroundings. Here they are cut out softly, given hair, neck and
shoulders, tilted, squeezed as if turned away, set into backgrounds at many sizes, partly covered,
lit from the side, darkened, blurred and made noisy. Everything is drawn from a seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, pi
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.perception.face.following import BOX_LIFT, BOX_SIDE
from emotune_gui.training.face.onestage_drawing import (
    GREATEST_SQUEEZE,
    Draws,
    halfplane,
    pose,
    warp,
    wide,
)
from emotune_gui.training.face.onestage_stock import BACKGROUND_SIDE, SPRITE_SIDE, Stock

GREATEST_TILT = 35.0 * pi / 180.0
LARGE, SMALL = (24.0, 130.0), (12.0, 32.0)
"""Sides of face boxes in pixels of the working picture: a main face, and one further away."""
BOX_RANGE = ((30.0, 47.0), (19.0, 29.0), (21.5, 30.0))
"""Believable side, x and y of the face box in a 48-pixel picture; beyond, landmarks slipped."""
FAR, DECOYS, COVERS = (0.0, 0.32), (0.2, 0.5), (0.45, 0.75)
"""Parts of a batch with a face further away, with something that is no face, and with something
held before the face."""
SETTLED = 0.2
"""Share of the canvases that get a plain picture on a flat ground, as `classify_picture` has."""

NOISE = 4_000_000
"""Numbers in the field of noise; a batch takes one for every pixel."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class CompositeSet:
    """Faces as tensors: N x 48 x 48 pictures, N x 3 boxes (x, y, side), N x 8 labels; and stock."""

    pictures: Any
    boxes: Any
    labels: Any
    backgrounds: Any
    surrounds: Any
    masks: Any
    covers: Any
    noise: Any
    """A long row of normally distributed numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Composites:
    """N pictures (N x H x W x 1, 0-255) and up to two faces in each.

    `faces` is N x 2 x 4: presence (0 or 1), centre x and y, side of the box; `labels` N x 2 x 8.
    """

    pictures: Any
    faces: Any
    labels: Any


def face_boxes(landmarks: Floats, scale: float) -> Floats:
    """N x 3: middle and side of the box that dlib's detector gives round N x 68 x 2 landmarks.

    `scale` is picture pixels a landmark pixel. Boxes no face set picture can have are clipped.
    """
    middle = landmarks.mean(axis=1)
    radius = np.sqrt(((landmarks - middle[:, None]) ** 2).sum(axis=2).mean(axis=1))
    found = (BOX_SIDE * radius, middle[:, 0], middle[:, 1] - BOX_LIFT * radius)
    clipped = [np.clip(v * scale, *bounds) for v, bounds in zip(found, BOX_RANGE, strict=True)]
    return np.stack([clipped[1], clipped[2], clipped[0]], axis=1).astype(np.float32)


def composite_set(
    pictures: npt.NDArray[np.uint8], boxes: Floats, labels: Floats, stock: Stock
) -> CompositeSet:
    import tensorflow as tf

    return CompositeSet(
        tf.constant(pictures[..., None]),
        tf.constant(boxes),
        tf.constant(labels),
        tf.constant(stock.backgrounds[..., None]),
        tf.constant(stock.surrounds),
        tf.constant(stock.masks[..., None]),
        tf.constant(stock.covers),
        tf.constant(np.random.default_rng(0).standard_normal(NOISE, dtype=np.float32)),
    )


def compose(
    given: CompositeSet,
    main: Any,
    other: Any,
    seed: Any,
    height: int,
    width: int,
    least: float = LARGE[0],
) -> Composites:
    """One canvas for each row number in `main`; `other` are rows for the faces further away.

    `least` is the least side of a main face's box in pixels.

    `seed` is a tensor of two integers; the same seed gives the same pictures. Which places of the
    batch get a decoy, a face further away or a cover is fixed (`DECOYS`, `FAR`, `COVERS`), so
    that nothing is drawn only to be thrown away.
    """
    import tensorflow as tf

    draw = Draws(seed, main.shape[0])
    canvas = _ground(given, draw, height, width)
    decoys, far_off, covers = (_slice(part, main.shape[0]) for part in (DECOYS, FAR, COVERS))
    canvas = _on(canvas, decoys, _decoy(given, draw.part(decoys), canvas[decoys], main[decoys]))
    largest = min(LARGE[1], 0.85 * min(height, width))
    near = _place(draw, height, width, (least, largest), 0.9)
    some = draw.part(far_off)
    far = _place(some, height, width, (SMALL[0], min(SMALL[1], largest)), 1.0)
    far = _apart(far, tuple(value[far_off] for value in near))
    laid, far_box = _face(given, some, canvas[far_off], other[far_off], far, halve=True)
    canvas = _on(canvas, far_off, laid)
    canvas, near_box = _face(given, draw, canvas, main, near, halve=False)
    laid = _covered(given, draw.part(covers), canvas[covers], near_box[covers])
    pictures = _photographed(given, draw, _on(canvas, covers, laid))
    far_box = _on(tf.zeros_like(near_box), far_off, far_box)
    labels = tf.stack([tf.gather(given.labels, main), tf.gather(given.labels, other)], axis=1)
    return Composites(pictures, tf.stack([near_box, far_box], axis=1), labels)


def _slice(part: tuple[float, float], count: int) -> slice:
    return slice(round(part[0] * count), max(round(part[1] * count), round(part[0] * count) + 1))


def _on(whole: Any, part: slice, changed: Any) -> Any:
    """`whole` with the rows of `part` changed."""
    import tensorflow as tf

    return tf.concat([whole[: part.start], changed, whole[part.stop :]], axis=0)


def _ground(given: CompositeSet, draw: Draws, height: int, width: int) -> Any:
    """Two backgrounds, one laid over a part of the other."""
    import tensorflow as tf

    def layer() -> Any:
        reach = draw.uniform(0.35, 1.0) * BACKGROUND_SIDE / max(height, width)
        into = tf.stack([draw.uniform(0.2, 0.8), draw.uniform(0.2, 0.8)], axis=1) * BACKGROUND_SIDE
        zero = tf.zeros_like(reach)
        matrix = pose(
            (width / 2 + zero, height / 2 + zero), 1 / reach, draw.uniform(-0.5, 0.5), zero, zero,
            into,
        )  # fmt: skip
        return warp(draw.rows(given.backgrounds), matrix, height, width, "REFLECT")

    zero = tf.zeros(draw.count)
    share = halfplane(draw, height, width, draw.uniform(-0.3, 1.8), zero + 20.0)
    canvas = layer() * (1 - share) + layer() * share
    flat = wide(draw.chance(SETTLED))
    return canvas * (1 - flat) + flat * wide(draw.uniform(40.0, 215.0))


def _place(
    draw: Draws, height: int, width: int, sides: tuple[float, float], share: float
) -> tuple[Any, Any, Any, Any]:
    """Presence, centre x and y, and side of a face; a part may lie outside the canvas."""
    import tensorflow as tf

    side = tf.exp(draw.uniform(log(sides[0]), log(sides[1])))
    inset = tf.minimum(0.42 * side, 0.49 * min(height, width))
    x, y = draw.uniform(inset, width - inset), draw.uniform(inset, height - inset)
    return draw.chance(share), x, y, side


def _apart(far: tuple[Any, Any, Any, Any], near: tuple[Any, Any, Any, Any]) -> Any:
    """`far` without those that `near` would hide."""
    import tensorflow as tf

    present, x, y, side = far
    reach = 0.5 * side + 0.75 * near[3]
    clear = tf.maximum(tf.abs(x - near[1]), tf.abs(y - near[2])) > reach
    hidden = near[0] * tf.cast(tf.logical_not(clear), tf.float32)
    return present * (1 - hidden), x, y, side


def _sprite(given: CompositeSet, draw: Draws, pictures: Any) -> Any:
    """N x 96 x 96 x 2 (tone, share): the 48-pixel pictures with head, neck and shoulders."""
    import tensorflow as tf

    around = draw.rows(given.surrounds)
    plain = wide(draw.chance(0.15))
    mask = draw.rows(given.masks) / 255.0
    skin = tf.reduce_mean(pictures[:, 14:38, 12:36], axis=(1, 2, 3))
    edge = (SPRITE_SIDE - pictures.shape[1]) // 2
    margin = ((0, 0), (edge, edge), (edge, edge), (0, 0))
    mask, face = tf.pad(mask, margin), tf.pad(pictures, margin)
    follows = around[..., 2:] / 255.0
    tone = around[..., :1] * (1 - follows) + follows * wide(skin) * around[..., :1] / 110.0
    below = (1 - mask) * (1 - plain) * around[..., 1:2] / 255.0
    share = mask + below
    tone = (mask * face + below * tone) / tf.maximum(share, 1e-3)
    return tf.concat([tf.clip_by_value(tone, 0.0, 255.0), share], -1)


def _laid(
    draw: Draws, canvas: Any, sprite: Any, place: Any, into: Any, scale: Any, halve: bool
) -> tuple[Any, Any]:
    """The canvas with the sprite on it, and the turn of the head."""
    import tensorflow as tf

    height, width = canvas.shape[1:3]
    settled = 1 - draw.chance(0.3)
    tilt = settled * draw.uniform(-1.0, 1.0) * draw.uniform(0.0, 1.0) ** 0.5 * GREATEST_TILT
    turn = settled * draw.uniform(-1.0, 1.0)
    matrix = pose((place[1], place[2]), scale, tilt, turn, draw.uniform(-0.3, 0.3), into)
    if halve:
        sprite = tf.nn.avg_pool2d(sprite, 2, 2, "VALID")
        matrix = tf.constant([[0.5, 0, -0.25], [0, 0.5, -0.25], [0, 0, 1.0]]) @ matrix
    laid = warp(sprite, matrix, height, width, "CONSTANT")
    share = laid[..., 1:] * wide(place[0])
    return canvas * (1 - share) + laid[..., :1] * share, turn


def _face(
    given: CompositeSet, draw: Draws, canvas: Any, rows: Any, place: Any, halve: bool
) -> tuple[Any, Any]:
    """The canvas with a face on it, and N x 4: presence, centre and side of its box."""
    import tensorflow as tf

    pictures = tf.cast(tf.gather(given.pictures, rows), tf.float32)
    box = tf.gather(given.boxes, rows)
    mirrored = draw.chance(0.5)
    edge = (SPRITE_SIDE - pictures.shape[1]) / 2
    pictures = tf.where(wide(mirrored) > 0, pictures[:, :, ::-1], pictures)
    x = tf.where(mirrored > 0, pictures.shape[1] - 1 - box[:, 0], box[:, 0])
    into = tf.stack([x + edge, box[:, 1] + edge], axis=1)
    sprite = _sprite(given, draw, pictures)
    canvas, turn = _laid(draw, canvas, sprite, place, into, place[3] / box[:, 2], halve)
    side = place[3] * (1 - 0.5 * GREATEST_SQUEEZE * tf.abs(turn))
    return canvas, tf.stack([place[0], place[1], place[2], side], axis=1)


def _decoy(given: CompositeSet, draw: Draws, canvas: Any, rows: Any) -> Any:
    """Things with the outline of a head that are no face: shuffled, torn or without features."""
    import tensorflow as tf

    height, width = canvas.shape[1:3]
    faces = tf.cast(tf.gather(given.pictures, tf.roll(rows, 1, 0)), tf.float32)
    tiles = tf.reshape(faces, (-1, 3, 16, 3, 16, 1))
    shuffled = tf.reshape(tf.gather(tf.gather(tiles, [1, 2, 0], axis=1), [2, 0, 1], axis=3),
                          tf.shape(faces))  # fmt: skip
    torn = tf.image.resize(faces[:, 28:, :20], (48, 48))
    ground = draw.rows(given.backgrounds)[:, 60:108, 90:138]
    kind = wide(draw.uniform(0.0, 3.0))
    pictures = tf.where(kind < 1, shuffled, tf.where(kind < 2, torn, ground))
    largest = 0.7 * min(height, width)
    place = _place(draw, height, width, (SMALL[0], largest), 1.0)
    middle = tf.fill((draw.count, 2), (SPRITE_SIDE - 1) / 2)
    sprite = _sprite(given, draw, pictures)
    return _laid(draw, canvas, sprite, place, middle, place[3] / 38, halve=False)[0]


def _covered(given: CompositeSet, draw: Draws, canvas: Any, box: Any) -> Any:
    """Faces partly behind a hand, a bar, hair: up to half of the face."""
    import tensorflow as tf

    height, width = canvas.shape[1:3]
    cover = draw.rows(given.covers)
    size = box[:, 3] * draw.uniform(0.4, 1.6)
    away = 0.15 * box[:, 3] + draw.uniform(0.25, 0.45) * size
    angle = draw.uniform(-pi, pi)
    x, y = box[:, 1] + away * tf.cos(angle), box[:, 2] + away * tf.sin(angle)
    zero = tf.zeros_like(x)
    into = tf.fill((draw.count, 2), (cover.shape[1] - 1) / 2)
    matrix = pose((x, y), size / cover.shape[1], draw.uniform(-pi, pi), zero, zero, into)
    laid = warp(cover, matrix, height, width, "CONSTANT")
    share = laid[..., 1:] / 255.0
    return canvas * (1 - share) + laid[..., :1] * share


def _photographed(given: CompositeSet, draw: Draws, canvas: Any) -> Any:
    """Side light, exposure, contrast, blur, sensor noise and rounding to whole grey levels."""
    import tensorflow as tf

    height, width = canvas.shape[1:3]
    shade = halfplane(draw, height, width, draw.uniform(-0.7, 0.7), draw.uniform(0.4, 4.0))
    light = 1 - wide(draw.uniform() ** 2 * 0.85) * shade
    curve = wide(draw.uniform(-1.0, 1.0))
    dark = draw.uniform() < 0.15
    gain = tf.where(dark, draw.uniform(0.04, 0.4), draw.uniform(0.5, 1.2))
    lift = draw.uniform(0.0, 40.0) * draw.chance(0.3)
    x = tf.maximum(canvas, 0.0) / 255.0
    # Between x^2, x and the root of x: gamma without the cost of a power.
    x = x + tf.maximum(curve, 0.0) * (x * x - x) - tf.minimum(curve, 0.0) * (tf.sqrt(x) - x)
    x = x * light
    blur = wide(draw.chance(0.35) * draw.uniform())
    x = x * (1 - blur) + tf.nn.avg_pool2d(x, 3, 1, "SAME") * blur
    level = draw.uniform() ** 2 * 7.0 * (0.2 + 0.8 * tf.minimum(gain, 1.0))
    x = 255.0 * x * wide(gain) + wide(lift)
    x += wide(level) * draw.noise(given.noise, height, width)
    return tf.clip_by_value(tf.round(x), 0.0, 255.0)
