"""What is chosen on the dev rows once the weights stand: score shift and temperature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.face import FaceBox
from emotune_gui.perception.face.detection import overlap
from emotune_gui.perception.face.onestage import (
    WHOLE,
    WORKING_HEIGHT,
    WORKING_WIDTH,
    Cells,
    faces_in,
    shown_side_by_side,
    side_by_side,
)
from emotune_gui.training.face.composites import CompositeSet, compose
from emotune_gui.training.face.data import FaceSet

MATCHED = 0.4
"""Overlap from which a found box is the face that was asked for."""
FALSE_ALARMS = 0.01
"""Most false alarms a composite picture at the chosen score."""
TEMPERATURES = tuple(float(t) for t in np.geomspace(0.5, 2.5, 33))
BATCH = 24

CellTable = npt.NDArray[np.float32]
"""N x 18 x 24 x 12 raw answers: logits, not yet scores and probabilities."""


@dataclass(frozen=True, slots=True)
class FoundShares:
    """Of composite pictures: recall by size of the face box, and false alarms a picture."""

    threshold: float
    """Score, before the shift, from which a face counted as found."""
    pictures: int
    faces: int
    recall: float
    false_alarms: float
    by_size: tuple[tuple[int, int, float], ...]
    """(least side, side below, recall) in pixels of the working picture."""


SIZES = ((12, 16), (16, 24), (24, 40), (40, 70), (70, 131))


def raw_cells(network: Any, pictures: npt.NDArray[np.float32]) -> CellTable:
    """The network's raw answers to working pictures (N x 144 x 192 x 1)."""
    parts = [
        np.asarray(network(pictures[i : i + BATCH], training=False))
        for i in range(0, len(pictures), BATCH)
    ]
    return np.concatenate(parts).astype(np.float32)


def as_cells(raw: CellTable, score_shift: float, temperature: float) -> Cells:
    """Raw answers as the deployed network gives them."""
    cells = raw.copy()
    cells[..., 0] = 1.0 / (1.0 + np.exp(-(raw[..., 0] + score_shift)))
    logits = raw[..., 4:] / temperature
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    cells[..., 4:] = powers / powers.sum(axis=-1, keepdims=True)
    return cells


def chosen_shift(threshold: float) -> float:
    """What to add to the score logits so that `threshold` becomes 0.5."""
    return float(-np.log(threshold / (1.0 - threshold)))


def dev_composites(
    given: CompositeSet, count: int, seed: int
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Whole composite pictures and their faces (N x 2 x 4), the same for the same seed."""
    rng = np.random.default_rng(seed)
    rows = rng.integers(0, len(given.labels), (2, count)).astype(np.int32)
    made = [
        compose(given, rows[0, i : i + BATCH], rows[1, i : i + BATCH], np.array([seed, i], "i4"),
                WORKING_HEIGHT, WORKING_WIDTH)
        for i in range(0, count - BATCH + 1, BATCH)
    ]  # fmt: skip
    return (
        np.concatenate([m.pictures.numpy() for m in made]),
        np.concatenate([m.faces.numpy() for m in made]),
    )


def choose_threshold(raw: CellTable, faces: npt.NDArray[np.float32]) -> FoundShares:
    """The lowest threshold at which false alarms are few and rarer than missed faces."""
    grid = np.linspace(0.1, 0.9, 33)
    found = [faces_in(cells, WHOLE, float(grid[0])) for cells in as_cells(raw, 0.0, 1.0)]
    told = [_told(found, faces, float(threshold)) for threshold in grid]
    fit = [
        t for t in told
        if t.false_alarms <= FALSE_ALARMS
        and t.false_alarms * t.pictures <= (1.0 - t.recall) * t.faces
    ]  # fmt: skip
    return fit[0] if fit else told[-1]


def _told(found: list[Any], faces: npt.NDArray[np.float32], threshold: float) -> FoundShares:
    alarms, sides, hits = 0, [], []
    for answers, truths in zip(found, faces, strict=True):
        boxes = [answer.box for answer in answers if answer.score >= threshold]
        wanted = [_box(truth) for truth in truths if truth[0] > 0]
        hits += [any(overlap(box, want) >= MATCHED for box in boxes) for want in wanted]
        sides += [want.width for want in wanted]
        alarms += sum(all(overlap(box, want) < MATCHED for want in wanted) for box in boxes)
    side, hit = np.array(sides), np.array(hits)
    by_size = tuple(
        (low, high, round(float(hit[(side >= low) & (side < high)].mean()), 3))
        for low, high in SIZES
        if ((side >= low) & (side < high)).any()
    )
    recall = float(hit.mean()) if len(hit) else 0.0
    return FoundShares(threshold, len(faces), len(hits), recall, alarms / len(faces), by_size)


def _box(truth: npt.NDArray[np.float32]) -> FaceBox:
    _, x, y, side = (float(v) for v in truth)
    length = max(1, round(side))
    return FaceBox(round(x - side / 2), round(y - side / 2), length, length)


def picture_cells(network: Any, faces: FaceSet) -> CellTable:
    """Raw answers to the face pictures as `classify_picture` shows them to the network."""
    parts = []
    for i in range(0, len(faces), BATCH):
        canvases = np.stack([side_by_side(image) for image in faces.images[i : i + BATCH]])
        parts.append(raw_cells(network, canvases[..., None].astype(np.float32)))
    return np.concatenate(parts)


def choose_temperature(raw: CellTable, faces: FaceSet, score_shift: float) -> float:
    """Divisor of the emotion logits with the least log-loss of the FER+ majority."""
    majority = faces.majority()
    return min(TEMPERATURES, key=lambda t: _log_loss(raw, majority, score_shift, t))


def _log_loss(
    raw: CellTable, majority: npt.NDArray[np.int64], score_shift: float, temperature: float
) -> float:
    shown = [shown_side_by_side(c).values for c in as_cells(raw, score_shift, temperature)]
    right = np.array(shown)[np.arange(len(majority)), majority]
    return float(-np.log(np.maximum(right, 1e-6)).mean())
