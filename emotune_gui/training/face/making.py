"""From the face set to everything in `models/` that concerns faces."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.perception.face.combining import PoolWeights
from emotune_gui.perception.face.expression import ExpressionNetwork
from emotune_gui.perception.face.forest import LandmarkForest
from emotune_gui.perception.face.ocular import OCULAR_FILE, OcularNetwork
from emotune_gui.perception.face.onestage import ONESTAGE_FILE, OneStageDetector
from emotune_gui.perception.opening import CNN_FILE, FOREST_FILE, POOL_FILE
from emotune_gui.training.face.answers import Recognisers, answers, pooled_answers, timed
from emotune_gui.training.face.cards import write_measured_part
from emotune_gui.training.face.data import FaceSet, load_faces, split_rows, training_and_dev
from emotune_gui.training.face.evaluation import Figures, face_set_measures, figures
from emotune_gui.training.face.exporting import write_atomically
from emotune_gui.training.face.forest import (
    ForestSettings,
    feature_table,
    grow_forest,
    write_forest,
)
from emotune_gui.training.face.landmark_cache import picture_landmarks
from emotune_gui.training.face.loop import NetworkTrainer, TrainingSettings
from emotune_gui.training.face.pooling import fit_pool
from emotune_gui.training.face.pretrained import recognition_weights
from emotune_gui.training.face.report import draw_curves, write_card
from emotune_gui.training.face.targets import Targets, average

LATER_RATE, LATER_MIXUP = 5e-4, 0.2
"""Of later generations, which start with a teacher's view and so need less to find their way."""

LOG = logging.getLogger(__name__)


def train_network(
    data: Path,
    out: Path,
    workspace: Path,
    settings: TrainingSettings,
    command: str,
    generations: int = 1,
) -> None:
    """Train the expression network, then fit the combination and write the cards.

    With more than one generation each later network also learns what the earlier ones answer,
    averaged; the last is shipped. Each keeps its state in a folder of its own in `workspace`.
    """
    faces = load_faces(data)
    training, dev = (faces.take(mask) for mask in training_and_dev(faces, settings.seed))
    borrowed = recognition_weights()
    views: list[Targets] = []
    for generation in range(1, generations + 1):
        folder = workspace / f"generation_{generation}"
        folder.mkdir(parents=True, exist_ok=True)
        last = generation == generations
        tflite = out / CNN_FILE if last else folder / CNN_FILE
        mine = settings if generation == 1 else _later(settings)
        trainer = NetworkTrainer(training, dev, mine, folder, tflite, borrowed, average(views))
        trainer.run()
        if not last:
            views.append(trainer.view(training))
    combine(faces, out, workspace, settings.seed, {"cnn": command})


def _later(settings: TrainingSettings) -> TrainingSettings:
    return replace(settings, peak_rate=LATER_RATE, mixup=LATER_MIXUP)


def train_forest(
    data: Path, out: Path, workspace: Path, settings: ForestSettings, command: str
) -> None:
    """Grow the landmark forest, then fit the combination and write the cards."""
    faces = load_faces(data)
    training, _ = training_and_dev(faces, settings.seed)
    features = feature_table(picture_landmarks(faces.images, workspace)[training])
    write_forest(grow_forest(features, faces.take(training).soft_labels(), settings), out)
    combine(faces, out, workspace, settings.seed, {"forest": command})


def combine(faces: FaceSet, out: Path, workspace: Path, seed: int, made_by: dict[str, str]) -> None:
    """Fit the combination on the dev rows, measure on dev and public, bring the cards up to date.

    `made_by` names the command of each recogniser just made, whose card is begun anew. Does
    nothing while the network or the forest is not there yet.
    """
    if not ((out / CNN_FILE).exists() and (out / FOREST_FILE).exists()):
        LOG.info("The other recogniser is not trained yet; the combination waits for it")
        return
    dev = faces.take(training_and_dev(faces, seed)[1])
    points = picture_landmarks(faces.images, workspace)
    asked = _recognisers(out).asks(dev, points[training_and_dev(faces, seed)[1]])
    raw = {name: timed(ask, len(dev), name) for name, ask in asked.items()}
    tables = {name: answer.probabilities for name, answer in raw.items()}
    pool = fit_pool(tables, dev.majority())
    write_atomically(out / POOL_FILE, pool.to_json().encode())
    told = {name: figures(answer, dev) for name, answer in pooled_answers(raw, pool).items()}
    _begin_cards(told, out, workspace, made_by)
    _measure(faces, points, out, workspace)


def _recognisers(models: Path) -> Recognisers:
    """What is there, before there is a combination."""
    ocular, onestage = models / OCULAR_FILE, models / ONESTAGE_FILE
    return Recognisers(
        ExpressionNetwork(models / CNN_FILE),
        LandmarkForest(models / FOREST_FILE),
        PoolWeights(()),
        OcularNetwork(ocular) if ocular.is_file() else None,
        OneStageDetector(onestage) if onestage.is_file() else None,
    )


def _measure(faces: FaceSet, points: npt.NDArray[np.float32], out: Path, workspace: Path) -> None:
    """Every card's measured part anew: the combination touches how sure each recogniser is."""
    mask = split_rows(faces, "public")
    public, fitted = faces.take(mask), points[mask]
    columns = face_set_measures(public, fitted)
    for name, answer in answers(public, out, workspace, LOG.info).items():
        write_measured_part(name, answer, public, fitted, columns, out, workspace, "public")


def _begin_cards(
    dev: dict[str, Figures], out: Path, workspace: Path, made_by: dict[str, str]
) -> None:
    """The cards' part on how it was made, of what was just made and of the combination."""
    described = {"cnn": _network_made, "forest": _forest_made, "combined": _combination_made}
    titles = {"cnn": "Expression network", "forest": "Landmark forest", "combined": "Combination"}
    for name, command in ({"combined": "; ".join(made_by.values())} | made_by).items():
        if name in described:
            write_card(
                out / f"face_{name}.md",
                f"{titles[name]} (`face_{name}`)",
                described[name](out, workspace),
                command,
                {name: dev[name]},
                ("face_cnn_curves.png",) if name == "cnn" else (),
            )


def _network_made(out: Path, workspace: Path) -> str:
    runs = sorted(workspace.glob("generation_*/history.json"))
    history = runs[-1] if runs else workspace / "history.json"
    told = json.loads(history.read_text(encoding="utf-8")) if history.exists() else {}
    settings, epochs = told.get("settings", {}), told.get("history", [])
    if epochs:
        draw_curves(epochs, out / "face_cnn_curves.png")
    best = max(epochs, key=lambda record: record["dev_accuracy"], default={"epoch": -1})
    minutes = sum(record["seconds"] for record in epochs) / 60
    return (
        "A residual network of 5.6 million parameters over one upright 48 x 48 grey face, which "
        "it enlarges to 96. It began as dlib's face recognition network (D. King, "
        "`dlib_face_recognition_resnet_model_v1.dat`, public domain; docs/decisions/007) and was "
        "trained on through all its layers: on the FER+ votes as soft labels, lone votes left "
        "out, and with a second head on the original FER2013 labels. Exported for LiteRT with "
        "8-bit weights (dynamic range). The weights are a running average of the training's. "
        "Input: 1 x 48 x 48 x 1 float32, grey 0-255; outputs: eight probabilities in the order "
        "of `Emotion`, and seven for the FER2013 labels. The live program looks at the face and "
        "its mirror image, averages, and applies the temperature in `face_pool.json`; so do the "
        f"figures below.\n\nSettings: `{json.dumps(settings)}`. Best epoch by dev accuracy: "
        f"{best['epoch'] + 1} of {len(epochs)}; {minutes:.0f} minutes on two shared cores."
    )


def _forest_made(out: Path, workspace: Path) -> str:
    return (
        "A random forest of regression trees on 385 positions, distances and angles of dlib's 68 "
        "landmarks (`perception/face/geometry.py`, `measures.py`), free of size, roll, place and "
        "side, and on discriminant and principal sums of them. Landmarks are the mean of ten fits "
        "on the enlarged picture and its mirror image; votes as soft labels. The exponent that "
        "calibrates it was fitted on out-of-bag rows. `face_forest.npz` holds it as flat arrays "
        f"(docs/decisions/002). Settings: `{json.dumps(asdict(ForestSettings()))}`. The landmark "
        "predictor was trained on 300-W, whose terms exclude commercial use."
    )


def _combination_made(out: Path, workspace: Path) -> str:
    pool = json.loads((out / POOL_FILE).read_text(encoding="utf-8"))
    largest = max(pool["pools"], key=lambda one: len(one["exponents"]))
    return (
        "The recognisers' probabilities in a logarithmic pool. Exponents, biases and each "
        "recogniser's own temperature stand in `face_pool.json`, fitted by log-loss on the dev "
        "rows, which also calibrates the answer; where a pool would be right less often than the "
        "network alone, the others' share is lowered until it is not. The live program asks "
        "network, forest and ocular network about every face, the one-stage detector only where "
        f"these lose it. Exponents of the largest pool: `{json.dumps(largest['exponents'])}`."
    )
