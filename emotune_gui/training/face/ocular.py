"""Training, calibrating and describing the ocular network."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.perception.face.ocular import OCULAR_FILE, OcularNetwork
from emotune_gui.training.face.answers import Answers, enlarged, timed
from emotune_gui.training.face.data import FaceSet, load_faces, split_rows, training_and_dev
from emotune_gui.training.face.evaluation import Figures, figures
from emotune_gui.training.face.exporting import to_tflite, write_atomically
from emotune_gui.training.face.landmark_cache import picture_landmarks
from emotune_gui.training.face.ocular_data import ocular_set
from emotune_gui.training.face.ocular_loop import OcularSettings, OcularTrainer
from emotune_gui.training.face.report import draw_curves, figures_table, write_card

__all__ = ["OcularSettings", "ocular_answers", "train_ocular"]

FloatArray = npt.NDArray[np.float32]

COMPARED: dict[str, tuple[str, ...]] = {
    "eyes": ("eyes",),
    "points": ("points",),
    "eyes_and_points": ("eyes", "points"),
}
"""What else may be trained, to see what each focal part is worth."""


def train_ocular(
    data: Path, out: Path, workspace: Path, settings: OcularSettings, command: str
) -> None:
    """Train on the training rows, choose and calibrate on the dev rows, measure on both splits.

    Writes `face_ocular.tflite` and its card with pictures into `out`; landmarks and the state
    after each epoch are kept in `workspace`, where a run that was broken off goes on. Raises
    EmoTuneError when the face set cannot be read or a setting is unknown.
    """
    faces = load_faces(data)
    points = picture_landmarks(faces.images, workspace)
    trainer = _trained(faces, points, settings, workspace, out / OCULAR_FILE)
    given = _answers(faces, points, settings.seed, out / OCULAR_FILE)
    compared = _compared(faces, points, settings, workspace) if settings.compare else {}
    draw_curves([asdict(epoch) for epoch in trainer.history], out / "face_ocular_curves.png")
    write_ocular_card(out, trainer, command, _figures(given, faces, settings.seed), compared)


def _trained(
    faces: FaceSet, points: FloatArray, settings: OcularSettings, workspace: Path, tflite: Path
) -> OcularTrainer:
    """Train one network and write its LiteRT file."""
    training, dev = training_and_dev(faces, settings.seed)
    trainer = OcularTrainer(
        ocular_set(faces.take(training), points[training]),
        ocular_set(faces.take(dev), points[dev]),
        settings,
        workspace,
    )
    write_atomically(tflite, to_tflite(trainer.run()))
    return trainer


def _compared(
    faces: FaceSet, points: FloatArray, settings: OcularSettings, workspace: Path
) -> dict[str, dict[str, Figures]]:
    """Figures by network and split of the networks that look at less."""
    found = {}
    for name, looks_at in COMPARED.items():
        path = workspace / f"face_ocular_{name}.tflite"
        _trained(faces, points, replace(settings, looks_at=looks_at), workspace, path)
        found[name] = _figures(_answers(faces, points, settings.seed, path), faces, settings.seed)
    return found


def ocular_answers(faces: FaceSet, points: FloatArray, tflite: Path) -> Answers:
    """The live program's answers to stored pictures; `points` of the enlarged ones."""
    network = OcularNetwork(tflite)
    return timed(lambda i: network.classify(enlarged(faces.images[i]), points[i]), len(faces))


def _answers(faces: FaceSet, points: FloatArray, seed: int, tflite: Path) -> dict[str, Answers]:
    return {
        name: ocular_answers(faces.take(mask), points[mask], tflite)
        for name, mask in _measured_rows(faces, seed).items()
    }


def _figures(given: dict[str, Answers], faces: FaceSet, seed: int) -> dict[str, Figures]:
    rows = _measured_rows(faces, seed)
    return {name: figures(answer, faces.take(rows[name])) for name, answer in given.items()}


def _measured_rows(faces: FaceSet, seed: int) -> dict[str, npt.NDArray[np.bool_]]:
    return {"public": split_rows(faces, "public"), "dev": training_and_dev(faces, seed)[1]}


def write_ocular_card(
    out: Path,
    trainer: OcularTrainer,
    command: str,
    measured: dict[str, Figures],
    compared: dict[str, dict[str, Figures]],
) -> None:
    """`face_ocular.md`; `measured` is by split, `compared` by network and split."""
    made = _made(trainer)
    if compared:
        table = {name: by_split["public"] for name, by_split in compared.items()}
        made += (
            "\n\nWhat the focal parts are worth (public split, each a network of its own, trained "
            f"alike):\n\n{figures_table(table | {'shipped': measured['public']})}"
        )
    write_card(
        out / "face_ocular.md",
        "Ocular network (`face_ocular`)",
        made,
        command,
        {"ocular": measured["dev"]},
        ("face_ocular_curves.png",),
    )


def _made(trainer: OcularTrainer) -> str:
    best = min(trainer.history, key=lambda record: record.dev_loss)
    minutes = sum(record.seconds for record in trainer.history) / 60
    settings = trainer.settings
    return (
        f"A network of {trainer.size:,} numbers that looks at {', '.join(settings.looks_at)}: the "
        "51 dlib landmarks of brows, eyes, nose and mouth in eye distances (the jaw is left out), "
        "and grey windows round each eye with its brow, the nose and the mouth, cut from a "
        "48 x 48 picture with the eyes level. The left eye is mirrored onto the right and read by "
        "the same weights. Of the rest of the picture only its mean and contrast count. "
        "Trained on the FER+ votes as soft labels; the weights are a running average; 8-bit "
        "weights (dynamic range). The file averages the face and its mirror image and holds the "
        f"inverse temperature {trainer.inverse_temperature:.3f}, fitted on the dev rows. Inputs: "
        "`focal_face` 1 x 48 x 48 x 1 (grey 0-255) and `focal_points` 1 x 51 x 2; output: eight "
        "probabilities in the order of `Emotion`. The landmark predictor was trained on 300-W, "
        "whose terms exclude commercial use.\n\n"
        f"Settings: `{json.dumps(asdict(settings))}`. Best epoch by dev log-loss: "
        f"{best.epoch + 1} of {len(trainer.history)}; {minutes:.0f} minutes of one core."
    )
