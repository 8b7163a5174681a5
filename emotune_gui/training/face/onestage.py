"""`emotune train onestage`: make `face_onestage.tflite` and its card again."""

from __future__ import annotations

import logging
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.perception.face.onestage import ONESTAGE_FILE, OneStageDetector
from emotune_gui.training.face.answers import Answers, timed
from emotune_gui.training.face.composites import CompositeSet, composite_set, face_boxes
from emotune_gui.training.face.data import FaceSet, load_faces, training_and_dev
from emotune_gui.training.face.evaluation import figures
from emotune_gui.training.face.exporting import to_tflite, write_atomically
from emotune_gui.training.face.landmark_cache import ENLARGED, picture_landmarks
from emotune_gui.training.face.onestage_choosing import (
    FoundShares,
    choose_temperature,
    choose_threshold,
    chosen_shift,
    dev_composites,
    picture_cells,
    raw_cells,
)
from emotune_gui.training.face.onestage_loop import OneStageSettings, OneStageTrainer, Weights
from emotune_gui.training.face.onestage_network import build_network, deployed_model
from emotune_gui.training.face.onestage_stock import StockSizes, make_stock
from emotune_gui.training.face.onestage_trials import (
    Outcome,
    read_photographs,
    run_trials,
    trials_table,
)
from emotune_gui.training.face.pretrained import recognition_weights
from emotune_gui.training.face.report import write_card

LOG = logging.getLogger(__name__)

PHOTOGRAPHS = "photos_68"
"""Folder beside the face set whose photographs the card's trials use, where it is there."""
DEV_COMPOSITES = 1200
DEV_STOCK = StockSizes(240, 120, 80, 80)

__all__ = ["OneStageSettings", "train_onestage"]


def train_onestage(
    data: Path, out: Path, workspace: Path, settings: OneStageSettings, command: str
) -> None:
    """Train on composites, choose score and temperature on the dev rows, measure, write the card.

    Landmarks are kept in `workspace`, checkpoints in `workspace`/onestage, where an unfinished
    run is taken up. Raises EmoTuneError when the face set cannot be read.
    """
    faces = load_faces(data)
    boxes = face_boxes(picture_landmarks(faces.images, workspace), 48 / ENLARGED)
    training, dev = training_and_dev(faces, settings.seed)
    folder = workspace / "onestage"
    folder.mkdir(parents=True, exist_ok=True)
    learnt = faces.take(training)
    trainer = OneStageTrainer(
        _composites(learnt, boxes[training], settings.seed, dev=False),
        learnt, settings, folder, recognition_weights(),
    )  # fmt: skip
    weights = trainer.run()
    held_out = faces.take(dev)
    given = _composites(held_out, boxes[dev], settings.seed, dev=True)
    shares = export(weights, given, held_out, out / ONESTAGE_FILE, settings.seed)
    draw_losses([asdict(record) for record in trainer.history], out / "face_onestage_curves.png")
    write_own_card(held_out, data, out, shares, _made(settings, trainer), command)


def _composites(
    faces: FaceSet, boxes: npt.NDArray[np.float32], seed: int, dev: bool
) -> CompositeSet:
    stock = make_stock(faces.images, seed, dev, DEV_STOCK if dev else None)
    return composite_set(faces.images, boxes, faces.soft_labels(), stock)


def export(
    weights: Weights, given: CompositeSet, dev: FaceSet, path: Path, seed: int
) -> FoundShares:
    """Choose score shift and temperature on dev composites and rows, and write the LiteRT file."""
    import keras

    keras.mixed_precision.set_dtype_policy("float32")
    network = build_network()
    network.set_weights(weights)
    pictures, truths = dev_composites(given, DEV_COMPOSITES, seed)
    shares = choose_threshold(raw_cells(network, pictures), truths)
    shift = chosen_shift(shares.threshold)
    temperature = choose_temperature(picture_cells(network, dev), dev, shift)
    LOG.info("%s, temperature %.3f", shares, temperature)
    write_atomically(path, to_tflite(deployed_model(weights, shift, temperature)))
    return shares


def write_own_card(
    dev: FaceSet, data: Path, out: Path, shares: FoundShares, made: str, command: str
) -> None:
    """The card of the exported file; what the public split tells is added by `cards`."""
    detector = OneStageDetector(out / ONESTAGE_FILE)
    card = out / "face_onestage.md"
    write_card(
        card,
        "One-stage detector (`face_onestage`)",
        made,
        command,
        {"onestage": figures(_answers(detector, dev), dev)},
        ("face_onestage_curves.png",),
    )
    photographs = read_photographs(data / PHOTOGRAPHS) if data.is_dir() else []
    outcomes = run_trials(photographs, detector) if photographs else []
    text = card.read_text(encoding="utf-8")
    found = found_section(shares, outcomes)
    card.write_text(text.replace("## Data and terms", f"{found}\n## Data and terms"), "utf-8")


def _answers(detector: OneStageDetector, faces: FaceSet) -> Answers:
    return timed(lambda i: detector.classify_picture(faces.images[i]), len(faces), "onestage")


def found_section(shares: FoundShares, outcomes: list[Outcome]) -> str:
    """The card's part on finding faces."""
    sizes = ", ".join(f"{low}-{high - 1} pixels {100 * r:.0f} %" for low, high, r in shares.by_size)
    text = (
        "## Finding faces\n\n"
        f"On {shares.pictures} composites of the dev rows over backgrounds kept apart "
        f"({shares.faces} faces, many of them dark, covered or tilted), on which the score was "
        f"chosen: {100 * shares.recall:.1f} % of the faces found, "
        f"{shares.false_alarms:.3f} false alarms a picture. By side of the face box in the "
        f"working picture of 192 x 144: {sizes}.\n"
    )
    if not outcomes:
        return text
    return text + (
        f"\nOn {outcomes[0].photographs} photographs with hand-set points (HELEN test pictures), "
        "each set into a frame of 640 x 480 with a face of 158 pixels where nothing else is said; "
        "the share of marked faces found:\n\n" + trials_table(outcomes)
    )


def _made(settings: OneStageSettings, trainer: OneStageTrainer) -> str:
    minutes = round(sum(record.seconds for record in trainer.history) / 60)
    return (
        f"One network of {trainer.network.count_params() / 1e6:.1f} million parameters that finds "
        "faces in a grey picture and names their emotions in the same pass: a residual trunk that "
        "begins with the weights of dlib's face recognition network (CC0), cells of 8 pixels, and "
        "for each a score, a box and eight probabilities. It learnt on composites: faces of the "
        "FER2013 training rows with FER+ votes as soft labels, cut out, tilted up to 35 degrees, "
        "squeezed, covered, dimmed and set into made-up rooms, textures and photographs without "
        "people (those that scikit-learn and scikit-image carry). The weights are a running "
        "average of the training's, 8-bit in the file.\n\n"
        "Input: 1 x 144 x 192 x 1 float32, grey 0-255; output: 1 x 18 x 24 x 12 (score, shift in "
        "x and y in cells, logarithm of the box's side over 32, eight probabilities in the order "
        "of `Emotion`). Score shift and temperature, chosen on the dev rows, are inside. For the "
        "figures a picture and its mirror image are looked at in two sizes in one pass.\n\n"
        f"Settings: `{asdict(settings)}`; {minutes} minutes on a shared machine."
    )


def draw_losses(history: list[dict[str, Any]], path: Path) -> None:
    """The three losses over the epochs, of the training composites."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 2.8), layout="constrained")
    epochs = [record["epoch"] + 1 for record in history]
    for axes, name in zip(figure.subplots(1, 3), ("score", "box", "emotion"), strict=True):
        axes.plot(epochs, [record[name] for record in history])
        axes.set(xlabel="epoch", ylabel=f"{name} loss")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=100)
