"""A made-up face set: bright blots whose place tells the emotion."""

from __future__ import annotations

import numpy as np

from emotune_gui.training.face.data import FaceSet


def face_set(count, seed=0):
    rng = np.random.default_rng(seed)
    kind = rng.integers(0, 8, count)
    images = rng.integers(60, 90, (count, 48, 48)).astype(np.uint8)
    for image, k in zip(images, kind, strict=True):
        x, y = 4 + 12 * (int(k) % 4), 8 + 20 * (int(k) // 4)
        image[y : y + 10, x : x + 8] = 230
    votes = np.zeros((count, 10), np.uint8)
    votes[np.arange(count), kind] = 8
    votes[np.arange(count), rng.integers(0, 10, count)] += 1
    votes[rng.random(count) < 0.05, 8] = 10
    return FaceSet(
        images,
        votes,
        rng.integers(0, 7, count),
        rng.choice([0, 1, 2], count, p=[0.8, 0.1, 0.1]).astype(np.uint8),
        rng.integers(0, max(1, count // 2), count),
        np.zeros(count, bool),
    )


def stored(folder, faces, leave_out=()):
    arrays = {
        "images": faces.images,
        "ferplus_votes": faces.votes,
        "fer_label": faces.fer_label.astype(np.int8),
        "usage": faces.usage,
        "dup_group": faces.dup_group.astype(np.int32),
        "has_public_twin": faces.has_public_twin,
    }
    path = folder / "fer2013.npz"
    np.savez(path, **{k: v for k, v in arrays.items() if k not in leave_out})
    return path


def outline():
    """68 landmarks of a schematic frontal face about 48 pixels wide, symmetric, float32."""
    points = np.zeros((68, 2))
    angle = np.linspace(0, np.pi, 17)
    points[:17] = np.stack([24 - 20 * np.cos(angle), 20 + 24 * np.sin(angle)], axis=1)
    brow = np.array([(7.0, 13), (10, 11), (13, 10.5), (16, 11), (19, 12.5)])
    points[17:22], points[22:27] = brow, _opposite(brow)[::-1]
    points[27:31] = [(24, 17), (24, 20.5), (24, 24), (24, 27.5)]
    points[31:36] = [(20, 30), (22, 31), (24, 31.5), (26, 31), (28, 30)]
    eye = np.array([(11.0, 18), (13, 16.5), (16, 16.5), (18.5, 18.3), (16, 19.5), (13, 19.5)])
    points[36:42] = eye
    points[42:48] = _opposite(eye)[[3, 2, 1, 0, 5, 4]]
    lips = np.linspace(0, 2 * np.pi, 13)[:-1]
    points[48:60] = np.stack([24 - 8 * np.cos(lips), 37 - 3 * np.sin(lips)], axis=1)
    inner = np.linspace(0, 2 * np.pi, 9)[:-1]
    points[60:68] = np.stack([24 - 6 * np.cos(inner), 37 - 1 * np.sin(inner)], axis=1)
    return points.astype(np.float32)


def _opposite(points):
    return points * (-1, 1) + (48, 0)
