"""Model cards and their pictures."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.training.face.evaluation import Figures

DATA_TERMS = """\
- Pictures: FER2013 (Goodfellow et al. 2013, ICML challenge on representation learning), 48 x 48 \
grey, gathered from web searches; **no licence to redistribute them is known**, and none is in \
this repository.
- Labels: FER+ (Barsoum et al. 2016), ten votes a picture, MIT licence.
- These weights are derived from those pictures. Ask before using them commercially.
"""
LIMITS = """\
- Posed and spontaneous web pictures, mostly frontal, of unknown people: not patients, not a \
clinic. A face at rest is often taken for neutral or sad.
- Disgust, contempt and fear are rare in training and often missed: see the macro-F1.
- An expression is not a feeling. The program shows what a face looks like, never a diagnosis.
- Whether it does equally well for people of different age, origin or ability is not known: \
nobody's age, race or gender is inferred. What can be measured is in the slices.
"""


def figures_table(result: dict[str, Figures]) -> str:
    """The figures as a Markdown table, one row a recogniser."""
    columns = list(asdict(next(iter(result.values()))))
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for name, found in result.items():
        lines.append(f"| {name} | " + " | ".join(str(v) for v in asdict(found).values()) + " |")
    return "\n".join(lines) + "\n"


def write_card(
    path: Path,
    title: str,
    made: str,
    command: str,
    dev: dict[str, Figures],
    pictures: tuple[str, ...] = (),
) -> None:
    """A model card (Mitchell et al. 2019, arXiv:1810.03993) in Markdown, begun anew.

    The figures of the public split, slices and failures are added by `cards.write_measured_part`.
    """
    shown = "\n".join(f"![]({name})" for name in pictures)
    path.write_text(
        f"# {title}\n\n{made}\n\n## On the dev rows\n\n"
        "Held out of the training split by groups of near-identical pictures; used "
        "for choosing the epoch, the temperature and the weights of the combination.\n\n"
        f"{figures_table(dev)}\n"
        "`accuracy_8` and `macro_f1_8` are against the FER+ majority of eight emotions, "
        "`accuracy_4` over happiness, sadness, anger and neutral, `accuracy_7_fer` against the "
        "original FER2013 labels, `ece` is the expected calibration error; times are for one "
        "thread of the training machine, which did other work too.\n\n"
        f"{shown}\n\n## Data and terms\n\n{DATA_TERMS}\n## Limits\n\n{LIMITS}\n"
        f"## Made by\n\n```\n{command}\n```\n",
        encoding="utf-8",
    )


def draw_curves(history: list[dict[str, Any]], path: Path) -> None:
    """Loss and dev accuracy over the epochs."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 3), layout="constrained")
    left, right = figure.subplots(1, 2)
    epochs = [record["epoch"] + 1 for record in history]
    left.plot(epochs, [record["loss"] for record in history], label="training (augmented)")
    left.plot(epochs, [record["dev_loss"] for record in history], label="dev")
    left.set(xlabel="epoch", ylabel="log-loss, soft labels")
    left.legend()
    right.plot(epochs, [record["dev_accuracy"] for record in history], color="tab:green")
    right.set(xlabel="epoch", ylabel="dev accuracy, 8 classes")
    figure.savefig(path, dpi=100)


def draw_confusion(table: npt.NDArray[np.int64], title: str, path: Path) -> None:
    """Row-normalised confusion matrix with counts."""
    from matplotlib.figure import Figure

    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    figure = Figure(figsize=(6, 5), layout="constrained")
    axes = figure.subplots()
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    names = [emotion.value for emotion in EMOTIONS]
    axes.set_xticks(range(len(names)), names, rotation=45, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set(xlabel="answer", ylabel="FER+ majority", title=title)
    for row in range(len(names)):
        for column in range(len(names)):
            colour = "white" if shares[row, column] > 0.5 else "black"
            axes.text(
                column, row, str(table[row, column]), ha="center", va="center", color=colour,
                fontsize=8,
            )  # fmt: skip
    figure.savefig(path, dpi=90)
