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
