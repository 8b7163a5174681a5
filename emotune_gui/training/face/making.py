"""From the face set to everything in `models/` that concerns faces."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.perception.face.expression import ExpressionNetwork
from emotune_gui.perception.face.forest import LandmarkForest
from emotune_gui.perception.opening import CNN_FILE, FOREST_FILE, POOL_FILE
from emotune_gui.training.face.data import FaceSet, load_faces, split_rows, training_and_dev
from emotune_gui.training.face.evaluation import (
    Answers,
    Figures,
    confusion,
    figures,
    timed,
    with_pool,
)
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
from emotune_gui.training.face.report import draw_confusion, draw_curves, write_card

LOG = logging.getLogger(__name__)


def train_network(
    data: Path, out: Path, workspace: Path, settings: TrainingSettings, command: str
) -> None:
    """Train the expression network, then fit the combination and write the cards."""
    faces = load_faces(data)
    training, dev = training_and_dev(faces, settings.seed)
    workspace.mkdir(parents=True, exist_ok=True)
    NetworkTrainer(
        faces.take(training),
        faces.take(dev),
        settings,
        workspace,
        out / CNN_FILE,
        recognition_weights(),
    ).run()
    finish(faces, out, workspace, settings.seed, command, "cnn")


def train_forest(
    data: Path, out: Path, workspace: Path, settings: ForestSettings, command: str
) -> None:
    """Grow the landmark forest, then fit the combination and write the cards."""
    faces = load_faces(data)
    training, _ = training_and_dev(faces, settings.seed)
    features = feature_table(picture_landmarks(faces.images, workspace)[training])
    write_forest(grow_forest(features, faces.take(training).soft_labels(), settings), out)
    finish(faces, out, workspace, settings.seed, command, "forest")


def finish(
    faces: FaceSet, out: Path, workspace: Path, seed: int, command: str, trained: str
) -> None:
    """Fit the pool on the dev rows, measure on dev and public, write cards and pictures.

    Cards are written for the recogniser just `trained` and for the combination.
    Does nothing while one of the two recognisers is not there yet.
    """
    if not ((out / CNN_FILE).exists() and (out / FOREST_FILE).exists()):
        LOG.info("The other recogniser is not trained yet; the combination waits for it")
        return
    points = picture_landmarks(faces.images, workspace)
    _, dev = training_and_dev(faces, seed)
    public = split_rows(faces, "public")
    by_split = {
        name: raw_answers(faces.take(mask), points[mask], out)
        for name, mask in (("dev", dev), ("public", public))
    }
    told = dict(zip(("cnn", "forest"), by_split["dev"], strict=True))
    tables = {name: answer.probabilities for name, answer in told.items()}
    pool = fit_pool(tables, faces.take(dev).majority())
    write_atomically(out / POOL_FILE, pool.to_json().encode())
    given = {name: with_pool(*pair, pool) for name, pair in by_split.items()}
    measured = {
        name: {k: figures(v, faces.take(mask)) for k, v in given[name].items()}
        for name, mask in (("dev", dev), ("public", public))
    }
    _draw(given["public"], faces.take(public), out, workspace)
    _write_cards(measured, out, workspace, command, (trained, "combined"))


def raw_answers(
    faces: FaceSet, points: npt.NDArray[np.float32], models: Path
) -> tuple[Answers, Answers]:
    """Uncalibrated answers of the network and the forest to every row."""
    cnn, forest = ExpressionNetwork(models / CNN_FILE), LandmarkForest(models / FOREST_FILE)
    return (
        timed(lambda i: cnn.classify_face(faces.images[i]), len(faces)),
        timed(lambda i: forest.classify(faces.images[i], points[i]), len(faces)),
    )


def _draw(given: dict[str, Answers], faces: FaceSet, out: Path, workspace: Path) -> None:
    history = workspace / "history.json"
    if history.exists():
        told = json.loads(history.read_text(encoding="utf-8"))
        draw_curves(told["history"], out / "face_cnn_curves.png")
    for name, answer in given.items():
        title = f"{name}, public split"
        draw_confusion(confusion(answer, faces), title, out / f"face_{name}_confusion.png")


def _write_cards(
    measured: dict[str, dict[str, Figures]],
    out: Path,
    workspace: Path,
    command: str,
    names: tuple[str, ...],
) -> None:
    described = {"cnn": _network_made(workspace), "forest": _forest_made(), "combined": COMBINED}
    titles = {"cnn": "Expression network", "forest": "Landmark forest", "combined": "Combination"}
    for name in names:
        made = described[name]
        pictures = [f"face_{name}_confusion.png"]
        if name == "cnn":
            pictures.append("face_cnn_curves.png")
        write_card(
            out / f"face_{name}.md",
            f"{titles[name]} (`face_{name}`)",
            made,
            command,
            {name: measured["public"][name]},
            {name: measured["dev"][name]},
            tuple(pictures),
        )


def _network_made(workspace: Path) -> str:
    history = workspace / "history.json"
    told = json.loads(history.read_text(encoding="utf-8")) if history.exists() else {}
    settings = told.get("settings", {})
    epochs = told.get("history", [])
    best = max(epochs, key=lambda record: record["dev_accuracy"], default={"epoch": -1})
    minutes = sum(record["seconds"] for record in epochs) / 60
    return (
        "A residual network of 2.4 million parameters over one upright 48 x 48 grey face, trained "
        "on the FER+ votes as soft labels, exported for LiteRT with 8-bit weights (dynamic range). "
        "The weights are a running average of the training's. Input: 1 x 48 x 48 x 1 float32, grey "
        "0-255; output: eight probabilities in the order of `Emotion`. The live program looks at "
        "the face and its mirror image, averages, and applies the temperature in `face_pool.json`; "
        f"so do the figures below.\n\nSettings: `{json.dumps(settings)}`. Best epoch by dev "
        f"accuracy: {best['epoch'] + 1} of {len(epochs)}; {minutes:.0f} minutes on two shared "
        "cores. A resumed run may change the planned number of epochs on the way."
    )


def _forest_made() -> str:
    return (
        "A scikit-learn random forest on 457 distances, ratios and angles between dlib's 68 "
        "landmarks (`perception/face/geometry.py`), found on the pictures enlarged to 192 pixels; "
        "votes as soft labels. `face_forest.skops` is scikit-learn's form, `face_forest.npz` the "
        "same trees as arrays, which the live program runs (docs/decisions/002). Settings: "
        f"`{json.dumps(asdict(ForestSettings()))}`. The landmark predictor was trained on 300-W, "
        "whose terms exclude commercial use."
    )


COMBINED = (
    "The network's and the forest's probabilities in a logarithmic pool; exponents in "
    "`face_pool.json`, fitted by log-loss on the dev rows, which also calibrates the answer."
)
