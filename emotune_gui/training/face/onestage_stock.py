"""What composites are cut from: backgrounds, heads round the faces, masks and covers.

All are made once a run from a seed; `composites.py` turns, scales and mixes them anew each time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from emotune_gui.training.face.onestage_photographs import photographs

BACKGROUND_SIDE = 256
FACE_SIDE = 48
SPRITE_SIDE = 96
"""A face picture stands in the middle of its sprite, with hair, neck and shoulders around."""
COVER_SIDE = 64

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Generator = np.random.Generator


@dataclass(frozen=True, slots=True)
class StockSizes:
    backgrounds: int = 480
    surrounds: int = 240
    masks: int = 160
    covers: int = 160


@dataclass(frozen=True, slots=True, eq=False)
class Stock:
    """Everything but the faces; grey levels 0-255, shares 0-255 (255 hides what is below)."""

    backgrounds: Bytes
    """B x 256 x 256."""
    surrounds: Bytes
    """S x 96 x 96 x 3: tone, share, and how far the tone follows the face's (neck)."""
    masks: Bytes
    """M x 48 x 48: share of the face picture."""
    covers: Bytes
    """C x 64 x 64 x 2: tone and share of things held before the face."""


def make_stock(faces: Bytes, seed: int, dev: bool, sizes: StockSizes | None = None) -> Stock:
    """Stock from a seed; `faces` (N x 48 x 48) lend corners for collages, never whole faces.

    Dev stock shares no part of a photograph with training stock.
    """
    sizes = sizes or StockSizes()
    rng = np.random.default_rng((seed, int(dev)))
    photos = photographs(dev)
    return Stock(
        np.stack([_background(rng, photos, faces) for _ in range(sizes.backgrounds)]),
        np.stack([_surround(rng) for _ in range(sizes.surrounds)]),
        np.stack([_mask(rng) for _ in range(sizes.masks)]),
        np.stack([_cover(rng) for _ in range(sizes.covers)]),
    )


def resized(picture: Floats, height: int, width: int) -> Floats:
    """Bilinear, corner to corner."""
    rows = np.linspace(0, picture.shape[0] - 1, height)
    columns = np.linspace(0, picture.shape[1] - 1, width)
    top, left = rows.astype(int), columns.astype(int)
    below = np.minimum(top + 1, picture.shape[0] - 1)
    right = np.minimum(left + 1, picture.shape[1] - 1)
    down, across = (rows - top)[:, None], (columns - left)[None, :]
    upper = picture[top][:, left] * (1 - across) + picture[top][:, right] * across
    lower = picture[below][:, left] * (1 - across) + picture[below][:, right] * across
    return np.asarray(upper * (1 - down) + lower * down, dtype=np.float32)


def cloud(rng: Generator, side: int, finest: int = 6) -> Floats:
    """Fractal noise from 0 to 1: octaves of 2 to 2^finest cells, each weaker than the last."""
    fade = rng.uniform(0.4, 0.8)
    total = np.zeros((side, side), np.float32)
    for octave in range(1, finest + 1):
        cells = rng.random((2**octave + 1, 2**octave + 1), dtype=np.float32)
        total += fade**octave * resized(cells, side, side)
    spread = max(float(np.ptp(total)), 1e-6)
    return np.asarray((total - total.min()) / spread, dtype=np.float32)


def _levels(rng: Generator, picture: Floats) -> Bytes:
    """Stretch 0-1 between two random grey levels."""
    low, high = rng.uniform(0, 170), rng.uniform(60, 255)
    return np.asarray(np.clip(low + picture * (high - low), 0, 255), dtype=np.uint8)


def _background(rng: Generator, photos: list[Bytes], faces: Bytes) -> Bytes:
    kinds: tuple[Callable[[], Bytes], ...] = (
        lambda: _photograph(rng, photos),
        lambda: _levels(rng, cloud(rng, BACKGROUND_SIDE, int(rng.integers(2, 8)))),
        lambda: _room(rng),
        lambda: _stripes(rng),
        lambda: _collage(rng, faces),
    )
    shares = (0.4, 0.12, 0.22, 0.1, 0.16) if photos else (0.0, 0.3, 0.3, 0.15, 0.25)
    return kinds[int(rng.choice(len(kinds), p=shares))]()


def _photograph(rng: Generator, photos: list[Bytes]) -> Bytes:
    photo = photos[int(rng.integers(len(photos)))]
    side = int(min(*photo.shape, rng.uniform(60, 420)))
    top = int(rng.integers(photo.shape[0] - side + 1))
    left = int(rng.integers(photo.shape[1] - side + 1))
    cut = photo[top : top + side, left : left + side][:, :: int(rng.choice((-1, 1)))]
    picture = resized(cut.astype(np.float32), BACKGROUND_SIDE, BACKGROUND_SIDE)
    return np.asarray(np.clip(picture, 0, 255), dtype=np.uint8)


def _room(rng: Generator) -> Bytes:
    """Flat walls, furniture-like rectangles and round things, lightly textured."""
    side = BACKGROUND_SIDE
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side
    direction = rng.uniform(0, 2 * np.pi)
    slope = np.cos(direction) * x + np.sin(direction) * y
    picture = rng.uniform(30, 230) + rng.uniform(0, 80) * slope
    for _ in range(int(rng.integers(2, 14))):
        half = rng.uniform(0.02, 0.35, 2)
        u, v = np.abs(x - rng.random()), np.abs(y - rng.random())
        inside = (u / half[0]) ** 2 + (v / half[1]) ** 2 < 1
        if rng.random() < 0.6:
            inside = (u < half[0]) & (v < half[1])
        shade = rng.uniform(0, 255) + rng.uniform(-60, 60) * slope
        picture = np.where(inside, shade, picture)
    picture += rng.uniform(0, 25) * (cloud(rng, side, 7) - 0.5)
    return np.asarray(np.clip(picture, 0, 255), dtype=np.uint8)


def _stripes(rng: Generator) -> Bytes:
    """Stripes, checks, curtains and blinds, bent a little."""
    side = BACKGROUND_SIDE
    y, x = np.mgrid[0:side, 0:side].astype(np.float32)
    bend = 20 * rng.random() * cloud(rng, side, 3)
    angle, length = rng.uniform(0, np.pi), rng.uniform(5, 60)
    along = np.sin((np.cos(angle) * x + np.sin(angle) * y + bend) * 2 * np.pi / length)
    if rng.random() < 0.4:
        along = along * np.sin((np.cos(angle) * y - np.sin(angle) * x + bend) * 2 * np.pi / length)
    return _levels(rng, np.clip(0.5 + along * rng.uniform(0.5, 3), 0, 1))


def _collage(rng: Generator, faces: Bytes) -> Bytes:
    """Corners of face pictures (hair, collars, walls), enlarged until they are no faces."""
    side, cells = BACKGROUND_SIDE, int(rng.integers(1, 5))
    picture = np.zeros((side, side), np.float32)
    edges = np.linspace(0, side, cells + 1).astype(int)
    for top, bottom in pairwise(edges.tolist()):
        for left, right in pairwise(edges.tolist()):
            face = faces[int(rng.integers(len(faces)))]
            cut = int(rng.integers(8, 16))
            corner = face[:cut] if rng.random() < 0.5 else face[-cut:]
            corner = corner[:, :cut] if rng.random() < 0.5 else corner[:, -cut:]
            part = resized(corner.astype(np.float32), bottom - top, right - left)
            picture[top:bottom, left:right] = part
    soft = resized(resized(picture, 48, 48), side, side)
    share = rng.random()
    return np.asarray(np.clip(share * soft + (1 - share) * picture, 0, 255), dtype=np.uint8)


def _ellipse(side: int, centre: tuple[float, float], half: tuple[float, float]) -> Floats:
    """Distance from the centre in half axes: 1 on the ellipse."""
    y, x = np.mgrid[0:side, 0:side].astype(np.float32)
    u, v = (x - centre[0]) / half[0], (y - centre[1]) / half[1]
    return np.asarray(np.sqrt(u * u + v * v), dtype=np.float32)


def _soft(distance: Floats, feather: float) -> Floats:
    """1 well inside distance 1, 0 well outside, falling over `feather`."""
    inward = (1 + feather / 2 - distance) / max(feather, 1e-3)
    return np.asarray(np.clip(inward, 0, 1), dtype=np.float32)


def _surround(rng: Generator) -> Bytes:
    """Hair or head, neck and shoulders about the middle of a sprite; sometimes nothing."""
    side = SPRITE_SIDE
    tone, share = np.zeros((side, side), np.float32), np.zeros((side, side), np.float32)
    follow = np.zeros((side, side), np.float32)

    def lay(shape: Floats, level: float, grain: float, follows: float) -> None:
        texture = level + grain * (cloud(rng, side, 6) - 0.5)
        below = (1 - shape) * share
        share[:] = shape + below
        for layer, value in ((tone, texture), (follow, follows)):
            layer[:] = (shape * value + below * layer) / np.maximum(share, 1e-3)

    middle, feather = side / 2, rng.uniform(0.05, 0.3)
    if rng.random() < 0.8:
        wide, high = rng.uniform(34, 60), rng.uniform(20, 40)
        top = rng.uniform(72, 86)
        lay(_soft(_ellipse(side, (middle, top + high), (wide, high)), feather),
            rng.uniform(0, 255), rng.uniform(0, 120), 0.0)  # fmt: skip
    if rng.random() < 0.8:
        wide = rng.uniform(9, 16)
        lay(_soft(_ellipse(side, (middle, 74), (wide, rng.uniform(12, 22))), feather),
            rng.uniform(90, 130), rng.uniform(0, 40), 1.0)  # fmt: skip
    if rng.random() < 0.75:
        half = (rng.uniform(20, 32), rng.uniform(24, 38))
        centre = (middle + rng.uniform(-3, 3), middle - rng.uniform(0, 8))
        skin = float(rng.random() < 0.3)
        level = rng.uniform(100, 130) if skin else rng.choice((15, 40, 80, 140, 220))
        lay(_soft(_ellipse(side, centre, half), feather), level, rng.uniform(10, 90), skin)
    layers = np.stack([tone, 255 * share, 255 * follow], axis=-1)
    return np.asarray(np.clip(layers, 0, 255), dtype=np.uint8)


def _mask(rng: Generator) -> Bytes:
    """Which part of the face picture is kept: mostly an ellipse, seldom the whole picture."""
    kind = rng.random()
    if kind < 0.08:
        return np.full((FACE_SIDE, FACE_SIDE), 255, np.uint8)
    if kind < 0.25:
        y, x = np.mgrid[0:FACE_SIDE, 0:FACE_SIDE].astype(np.float32)
        edge = np.minimum(np.minimum(x, FACE_SIDE - 1 - x), np.minimum(y, FACE_SIDE - 1 - y))
        return np.asarray(255 * np.clip(edge / rng.uniform(1, 9), 0, 1), dtype=np.uint8)
    half = (rng.uniform(17, 25), rng.uniform(21, 28))
    centre = (23.5 + rng.uniform(-1.5, 1.5), 24.5 + rng.uniform(-2, 2))
    shape = _soft(_ellipse(FACE_SIDE, centre, half), rng.uniform(0.05, 0.4))
    return np.asarray(255 * shape, dtype=np.uint8)


def _cover(rng: Generator) -> Bytes:
    """A hand-like group of fingers, a bar, a round thing, or a wavy lock of hair."""
    side, kind = COVER_SIDE, int(rng.integers(4))
    share = np.zeros((side, side), np.float32)
    feather = rng.uniform(0.05, 0.4)
    if kind == 0:
        for finger in range(int(rng.integers(2, 5))):
            centre = (14 + finger * rng.uniform(8, 12), 24 + rng.uniform(-6, 6))
            share = np.maximum(share, _soft(_ellipse(side, centre, (5, 22)), feather))
        share = np.maximum(share, _soft(_ellipse(side, (32, 50), (24, 14)), feather))
    elif kind == 1:
        share = _soft(_ellipse(side, (32, 32), (60, rng.uniform(4, 16))), feather)
    elif kind == 2:
        half = (rng.uniform(12, 31), rng.uniform(12, 31))
        share = _soft(_ellipse(side, (32, 32), half), feather)
    else:
        noise = cloud(rng, side, 4)
        share = np.clip((noise - rng.uniform(0.5, 0.7)) * 12, 0, 1)
        share *= _soft(_ellipse(side, (32, 32), (30, 30)), 0.3)
    tone = rng.uniform(10, 235) + rng.uniform(0, 80) * (cloud(rng, side, 5) - 0.5)
    layers = np.stack([np.clip(tone, 0, 255), 255 * share], axis=-1)
    return np.asarray(layers, dtype=np.uint8)
