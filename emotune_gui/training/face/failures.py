"""Pictures of what a recogniser gets wrong, without showing a picture that may not be shown.

The face sets may not be redistributed. What goes beside the models is therefore the outline
that the landmarks draw of the most confidently wrong faces, and the mean of all faces that were
confused in one way, which is no one's picture. The faces themselves are drawn only into the
workspace, for whoever trains.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.perception.face.alignment import aligned_face
from emotune_gui.perception.face.averaging import rescaled
from emotune_gui.perception.face.geometry import upright
from emotune_gui.training.face.answers import Answers
from emotune_gui.training.face.data import FaceSet
from emotune_gui.training.face.landmark_cache import ENLARGED

LEAST_PEOPLE = 20
"""Different people (groups of near-identical pictures) behind a mean face, at least."""
SKETCHES = 12
MEAN_FACES = 12
COLUMNS = 6
STROKES: tuple[tuple[int, ...], ...] = (
    tuple(range(17)),
    tuple(range(17, 22)),
    tuple(range(22, 27)),
    tuple(range(27, 31)),
    tuple(range(31, 36)),
    (*range(36, 42), 36),
    (*range(42, 48), 42),
    (*range(48, 60), 48),
    (*range(60, 68), 60),
)
"""Jaw, brows, nose, eyes and lips as lines from landmark to landmark."""

PointsArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Mistake:
    """Row of the face set, its majority and the answer as indices into `EMOTIONS`."""

    row: int
    true: int
    told: int
    sureness: float
    votes: int
    """Of ten annotators, how many chose the majority."""

    @property
    def words(self) -> str:
        true, told = EMOTIONS[self.true].value, EMOTIONS[self.told].value
        return f"says {told} {self.sureness:.2f}\nis {true} ({self.votes} votes)"


@dataclass(frozen=True, slots=True, eq=False)
class MeanFace:
    """The mean of all faces of emotion `true` that were told to be `told`."""

    true: int
    told: int
    faces: int
    people: int
    picture: npt.NDArray[np.float64]
    """48 x 48, grey 0-255."""


def worst_mistakes(answer: Answers, faces: FaceSet, count: int = SKETCHES) -> list[Mistake]:
    """The wrong answers the recogniser is surest of, surest first."""
    majority, told = faces.majority(), answer.probabilities.argmax(axis=1)
    sureness = answer.probabilities.max(axis=1)
    wrong = np.flatnonzero((majority >= 0) & (told != majority))
    order = wrong[np.argsort(-sureness[wrong], kind="stable")][:count]
    return [
        Mistake(
            int(row),
            int(majority[row]),
            int(told[row]),
            float(sureness[row]),
            int(faces.votes[row, majority[row]]),
        )
        for row in order
    ]


def mean_faces(answer: Answers, faces: FaceSet, points: PointsArray) -> list[MeanFace]:
    """Mean faces of the confusions with at least `LEAST_PEOPLE` people, most frequent first."""
    majority, told = faces.majority(), answer.probabilities.argmax(axis=1)
    found = []
    for true in range(len(EMOTIONS)):
        for other in range(len(EMOTIONS)):
            rows = np.flatnonzero((majority == true) & (told == other))
            people = len(np.unique(faces.dup_group[rows]))
            if true != other and people >= LEAST_PEOPLE:
                picture = _mean_face(faces, points, rows)
                found.append(MeanFace(true, other, len(rows), people, picture))
    return sorted(found, key=lambda face: -face.faces)[:MEAN_FACES]


def draw_failures(answer: Answers, faces: FaceSet, points: PointsArray, path: Path) -> None:
    """Outlines of the worst mistakes above, mean faces of the frequent confusions below.

    `points` are N x 68 x 2 in pixels of the enlarged pictures.
    """
    mistakes, means = worst_mistakes(answer, faces), mean_faces(answer, faces, points)
    figure, axes = _grid(len(mistakes), len(means))
    for place, mistake in zip(axes, mistakes, strict=False):
        _sketch(place, points[mistake.row])
        place.set_title(mistake.words, fontsize=7)
    start = COLUMNS * -(-len(mistakes) // COLUMNS)
    for place, mean in zip(axes[start:], means, strict=False):
        place.imshow(mean.picture, cmap="gray", vmin=0, vmax=255)
        true, told = EMOTIONS[mean.true].value, EMOTIONS[mean.told].value
        place.set_title(f"says {told}, is {true}\nmean of {mean.faces} faces", fontsize=7)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=90)


def draw_thumbnails(answer: Answers, faces: FaceSet, path: Path) -> None:
    """The pictures themselves of the worst mistakes. For the trainer's eyes: never commit it."""
    mistakes = worst_mistakes(answer, faces, 4 * SKETCHES)
    figure, axes = _grid(len(mistakes), 0)
    for place, mistake in zip(axes, mistakes, strict=False):
        place.imshow(faces.images[mistake.row], cmap="gray", vmin=0, vmax=255)
        place.set_title(mistake.words, fontsize=7)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)


def _mean_face(
    faces: FaceSet, points: PointsArray, rows: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    factor = faces.images.shape[1] / ENLARGED
    cut = [aligned_face(faces.images[r], rescaled(points[r], factor)) for r in rows]
    return np.asarray(np.mean(cut, axis=0), dtype=np.float64)


def _grid(above: int, below: int) -> tuple[Any, list[Any]]:
    from matplotlib.figure import Figure

    rows = -(-above // COLUMNS) + -(-below // COLUMNS)
    figure = Figure(figsize=(COLUMNS * 1.45, max(1, rows) * 1.7), layout="constrained")
    axes = list(np.ravel(figure.subplots(max(1, rows), COLUMNS)))
    for place in axes:
        place.set_axis_off()
    return figure, axes


def _sketch(place: Any, points: PointsArray) -> None:
    level = upright(points)
    for stroke in STROKES:
        place.plot(*level[list(stroke)].T, color="black", linewidth=0.8)
    place.margins(0.08)
    place.set_aspect("equal")
    place.invert_yaxis()
