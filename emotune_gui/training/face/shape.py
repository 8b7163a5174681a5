"""The mean face in three dimensions, from landmarks of many photographs alone.

`python -m emotune_gui.training.face.shape LANDMARKS.npy` prints the places that stand in
`perception/face/pose.py`. LANDMARKS.npy is N x 68 x 2, as `landmark_cache` keeps them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.perception.face.geometry import MIRRORED

Array = npt.NDArray[np.float64]

WEIGHTS: Array = np.repeat([0.0, 0.5, 1.0, 0.3], [17, 10, 21, 20])
"""Jaw, brows, nose and eyes, mouth: the jaw's points slide along its edge as the head turns."""
ROUNDS = 200
KEPT = 0.8
"""Share of the pictures, the best fitting, from which the shape is taken."""


def mean_shape(points: npt.NDArray[np.float32], rounds: int = ROUNDS) -> Array:
    """68 x 3 places with the eyes' middle at 0 and their distance 1; z away from the camera.

    Factorisation (Tomasi & Kanade 1992) by turns: each picture gets the scaled orthographic
    camera that fits the shape best, then the shape is what fits all cameras best, made
    symmetric. `points` are N x 68 x 2 with heads turned to various sides: without turns there
    is no depth to be found.
    """
    seen = _with_mirror_images(points.astype(np.float64))
    shape = _first_guess(seen)
    for _ in range(rounds):
        scale, turn, shift = _cameras(seen, shape)
        flat = (seen - shift[:, None]) / scale[:, None, None]
        misfit = ((flat - shape @ turn.transpose(0, 2, 1)) ** 2).sum(axis=2) @ WEIGHTS
        best = misfit <= np.quantile(misfit, KEPT)
        shape = _symmetric(_best_shape(flat[best], turn[best]))
    return shape


def _with_mirror_images(points: Array) -> Array:
    centred = points - points.mean(axis=1, keepdims=True)
    centred /= np.sqrt((centred**2).sum(axis=2).mean(axis=1))[:, None, None]
    return np.concatenate([centred, centred[:, list(MIRRORED)] * [-1.0, 1.0]])


def _first_guess(seen: Array) -> Array:
    """The mean picture on a cylinder, with a nose: which way is front cannot be found out."""
    flat = _symmetric(np.column_stack([seen.mean(axis=0), np.zeros(68)]))
    flat[:, 2] = 0.25 * flat[:, 0] ** 2
    flat[27:31, 2] -= [0.1, 0.2, 0.3, 0.4]
    flat[31:36, 2] -= 0.2
    return flat


def _cameras(seen: Array, shape: Array) -> tuple[Array, Array, Array]:
    """Scale (N), two rows of a rotation (N x 2 x 3) and shift (N x 2) of each picture."""
    weights = WEIGHTS / WEIGHTS.sum()
    middle, place = weights @ shape, np.einsum("p,npi->ni", weights, seen)
    lever = shape - middle
    spread = np.linalg.inv((lever * weights[:, None]).T @ lever)
    affine = np.einsum("npi,p,pj->nij", seen - place[:, None], weights, lever) @ spread
    left, sizes, right = np.linalg.svd(affine, full_matrices=False)
    turn = left @ right
    scale = sizes.mean(axis=1)
    return scale, turn, place - scale[:, None] * (turn @ middle)


def _best_shape(flat: Array, turn: Array) -> Array:
    normal = np.einsum("nij,nik->jk", turn, turn)
    return np.asarray(np.einsum("nij,npi->pj", turn, flat) @ np.linalg.inv(normal))


def _symmetric(shape: Array) -> Array:
    both = (shape + shape[list(MIRRORED)] * [-1.0, 1.0, 1.0]) / 2
    right, left = both[36:42].mean(axis=0), both[42:48].mean(axis=0)
    return np.asarray((both - (right + left) / 2) / np.linalg.norm(left - right))


def main() -> None:
    shape = mean_shape(np.load(Path(sys.argv[1])))
    rows = (f"{n}: ({x:.3f}, {y:.3f}, {z:.3f})," for n, (x, y, z) in enumerate(shape.tolist()))
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
