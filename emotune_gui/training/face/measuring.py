"""`emotune evaluate face`: everything that can be asked about a face set, in one pass."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.training.face.answers import Tell, answers
from emotune_gui.training.face.cards import write_measured_part
from emotune_gui.training.face.evaluation import face_set_measures, figures, rows_of, told_of
from emotune_gui.training.face.landmark_cache import picture_landmarks
from emotune_gui.training.face.slices import sliced, slices_json


@dataclass(frozen=True, slots=True)
class FaceSetOptions:
    split: str
    models: Path
    workspace: Path
    """Where landmarks are kept if it can be written."""
    slices: bool = False
    cards: bool = False
    """Whether the cards in `models` are brought up to date."""


def measure_face_set(data: Path, options: FaceSetOptions, tell: Tell) -> dict[str, Any]:
    """Figures keyed by recogniser; with `slices` each has the keys `slices` and `shortfalls` too.

    Raises EmoTuneError when a file cannot be read, the split is empty, or a card cannot be
    written.
    """
    faces = rows_of(data, options.split)
    given = answers(faces, options.models, options.workspace, tell)
    result: dict[str, Any] = {name: asdict(figures(told, faces)) for name, told in given.items()}
    if not (options.slices or options.cards):
        return result
    points = picture_landmarks(faces.images, options.workspace)
    columns = face_set_measures(faces, points)
    for name, answer in given.items():
        told = told_of(answer, faces)
        if options.slices:
            result[name] |= slices_json(told, sliced(told, columns))
        if options.cards:
            try:
                write_measured_part(
                    *(name, answer, faces, points, columns),
                    *(options.models, options.workspace, options.split),
                )
            except OSError as problem:
                raise EmoTuneError(
                    f"The cards in {options.models} cannot be written ({problem.strerror})."
                ) from problem
    return result
