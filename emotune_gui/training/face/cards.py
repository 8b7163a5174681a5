"""The measured part of a model card: figures, slices and failures, written by the evaluation.

Cards keep what was said by whoever made the weights; only what stands between the two markers
is replaced, so that one command brings every card up to date with its weights.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.training.face.answers import Answers
from emotune_gui.training.face.data import FaceSet
from emotune_gui.training.face.evaluation import confusion, figures, told_of
from emotune_gui.training.face.failures import LEAST_PEOPLE, draw_failures, draw_thumbnails
from emotune_gui.training.face.report import DATA_TERMS, LIMITS, draw_confusion, figures_table
from emotune_gui.training.face.slices import (
    MEASURES,
    shortfalls,
    sliced,
    slices_table,
)

BEGIN = "<!-- measured: begin -->"
END = "<!-- measured: end -->"
TITLES = {
    "cnn": "Expression network",
    "forest": "Landmark forest",
    "ocular": "Ocular network",
    "onestage": "One-stage detector",
    "combined": "Combination",
}
FAILURES = f"""\
The pictures of the face set may not be redistributed, so no failure is shown by its picture. \
Above: the outlines that the landmarks draw of the wrong answers it was surest of, with the votes \
(of ten) that the majority had. Below: the mean of all faces confused in one way, for confusions \
of at least {LEAST_PEOPLE} people; a mean is nobody's picture. Whoever evaluates finds the \
pictures themselves in the workspace.
"""


def write_measured_part(
    name: str,
    answer: Answers,
    faces: FaceSet,
    points: npt.NDArray[np.float32],
    columns: dict[str, npt.NDArray[np.float64]],
    models: Path,
    workspace: Path,
    split: str,
) -> Path:
    """Bring `face_<name>.md` and its pictures in `models` up to date; returns the card's path.

    `points` are those of the enlarged pictures, `columns` what `face_set_measures` gives.
    """
    draw_confusion(
        confusion(answer, faces), f"{name}, {split} split", models / f"face_{name}_confusion.png"
    )
    draw_failures(answer, faces, points, models / f"face_{name}_failures.png")
    draw_thumbnails(answer, faces, workspace / f"failures_{name}.png")
    card = models / f"face_{name}.md"
    before = card.read_text(encoding="utf-8") if card.is_file() else _new_card(name)
    text = measured_part(name, answer, faces, columns, split)
    card.write_text(with_measured_part(before, text), encoding="utf-8")
    return card


def measured_part(
    name: str,
    answer: Answers,
    faces: FaceSet,
    columns: dict[str, npt.NDArray[np.float64]],
    split: str,
) -> str:
    """Markdown: figures, slices, shortfalls, failures."""
    told = told_of(answer, faces)
    found = sliced(told, columns)
    short = shortfalls(told, found)
    falls = "\n".join(f"- {sentence}" for sentence in short) or "- None."
    meaning = "\n".join(f"- `{key}`: {text}." for key, text in MEASURES.items())
    return (
        f"## Measured on the {split} split\n\n{figures_table({name: figures(answer, faces)})}\n"
        f"![Confusions](face_{name}_confusion.png)\n\n"
        f"### By light, size, sharpness, pose and skin luminance\n\n{slices_table(found)}\n"
        f"{meaning}\n\nNobody's race or gender is inferred. On grey pictures the cheeks' "
        "luminance mixes the tone of the skin with the light on it.\n\n"
        "**Shortfalls** (the whole 95 % interval lies below the figure for all faces; of this "
        f"many intervals one or two do so by chance):\n\n{falls}\n\n"
        f"### Failures\n\n![Failures](face_{name}_failures.png)\n\n{FAILURES}"
    )


def with_measured_part(card: str, text: str) -> str:
    """The card with what stands between the markers replaced, or added at its end."""
    part = f"{BEGIN}\n{text.strip()}\n{END}\n"
    if BEGIN in card and END in card:
        before, _, rest = card.partition(BEGIN)
        return before + part + rest.partition(END)[2].lstrip("\n")
    return f"{card.rstrip()}\n\n{part}"


def _new_card(name: str) -> str:
    title = TITLES.get(name, name)
    return (
        f"# {title} (`face_{name}`)\n\n## Data and terms\n\n{DATA_TERMS}\n## Limits\n\n{LIMITS}\n"
    )
