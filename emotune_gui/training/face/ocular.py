"""Training, calibrating and describing the ocular network."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.ocular import OCULAR_FILE, OcularNetwork
from emotune_gui.training.face.answers import Answers, enlarged, timed
from emotune_gui.training.face.data import FaceSet, load_faces, split_rows, training_and_dev
from emotune_gui.training.face.evaluation import Figures, confusion, figures
from emotune_gui.training.face.exporting import to_tflite, write_atomically
from emotune_gui.training.face.landmark_cache import picture_landmarks
from emotune_gui.training.face.ocular_data import (
    OcularSet,
    augmented,
    mirrored_points,
    ocular_set,
    placed,
)
from emotune_gui.training.face.ocular_network import (
    PARTS,
    OcularParts,
    build_parts,
    deployed_model,
    training_model,
)
from emotune_gui.training.face.report import draw_confusion, draw_curves, figures_table, write_card

LOG = logging.getLogger(__name__)

FloatArray = npt.NDArray[np.float32]
Weights = list[FloatArray]

COMPARED: dict[str, tuple[str, ...]] = {
    "eyes": ("eyes",),
    "points": ("points",),
    "eyes_and_points": ("eyes", "points"),
}
"""What else may be trained, to see what each focal part is worth."""


@dataclass(frozen=True, slots=True)
class OcularSettings:
    epochs: int = 24
    seed: int = 7
    looks_at: tuple[str, ...] = PARTS
    """Among `PARTS`; what is shipped looks at all of them."""
    compare: bool = False
    """Train the `COMPARED` networks too and put their figures into the card."""
    batch: int = 128
    peak_rate: float = 2e-3
    weight_decay: float = 0.05
    warmup_epochs: float = 1.0
    average_decay: float = 0.998
    """Of the moving average of the weights, a step."""
    label_smoothing: float = 0.02
    """Share of every soft label that is spread over all emotions."""


@dataclass(frozen=True, slots=True)
class OcularEpoch:
    epoch: int
    loss: float
    dev_loss: float
    dev_accuracy: float
    seconds: float


def train_ocular(
    data: Path, out: Path, workspace: Path, settings: OcularSettings, command: str
) -> None:
    """Train on the training rows, choose and calibrate on the dev rows, measure on both splits.

    Writes `face_ocular.tflite` and its card with pictures into `out`; landmarks are kept in
    `workspace`. Raises EmoTuneError when the face set cannot be read or a setting is unknown.
    """
    faces = load_faces(data)
    points = picture_landmarks(faces.images, workspace)
    trainer = train_one(faces, points, settings, out / OCULAR_FILE)
    given = _answers(faces, points, settings.seed, out / OCULAR_FILE)
    compared = _compared(faces, points, settings, workspace) if settings.compare else {}
    draw_curves([asdict(epoch) for epoch in trainer.history], out / "face_ocular_curves.png")
    public = faces.take(split_rows(faces, "public"))
    draw_confusion(
        confusion(given["public"], public),
        "ocular, public split",
        out / "face_ocular_confusion.png",
    )
    write_ocular_card(out, trainer, command, _figures(given, faces, settings.seed), compared)


def train_one(
    faces: FaceSet, points: FloatArray, settings: OcularSettings, tflite: Path
) -> OcularTrainer:
    """Train one network and write its LiteRT file."""
    training, dev = training_and_dev(faces, settings.seed)
    trainer = OcularTrainer(
        ocular_set(faces.take(training), points[training]),
        ocular_set(faces.take(dev), points[dev]),
        settings,
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
        train_one(faces, points, replace(settings, looks_at=looks_at), path)
        found[name] = _figures(_answers(faces, points, settings.seed, path), faces, settings.seed)
    return found


class OcularTrainer:
    """Trains on `training`; keeps the weights of the epoch with the least log-loss on `dev`."""

    def __init__(self, training: OcularSet, dev: OcularSet, settings: OcularSettings) -> None:
        import keras
        import tensorflow as tf

        unknown = set(settings.looks_at) - set(PARTS)
        if unknown or not settings.looks_at:
            raise EmoTuneError(f"The ocular network looks at some of {', '.join(PARTS)}.")
        keras.utils.set_random_seed(settings.seed)
        self.settings, self._training, self._dev = settings, training, dev
        self.parts: OcularParts = build_parts(settings.looks_at, training.points)
        self._network = training_model(self.parts)
        self._steps = max(1, len(training) // settings.batch)
        self._optimizer = keras.optimizers.AdamW(
            _schedule(settings, self._steps), settings.weight_decay
        )
        self._optimizer.exclude_from_weight_decay(var_names=["gamma", "beta", "bias"])
        self._optimizer.build(self._network.trainable_variables)
        self._average = [tf.Variable(w) for w in self._network.weights]
        self._step = tf.function(self._training_step, reduce_retracing=True)
        self._best: Weights = []
        self.history: list[OcularEpoch] = []
        self.inverse_temperature = 1.0

    @property
    def size(self) -> int:
        """How many numbers the network holds."""
        return int(self._network.count_params())

    def run(self, show_progress: bool = True) -> Any:
        """Train to the last epoch; the calibrated model of one face with the best weights."""
        for epoch in range(self.settings.epochs):
            self._run_epoch(epoch, show_progress)
        self._network.set_weights(self._best)
        self.inverse_temperature = inverse_temperature(self._dev_logits(), self._dev.majority)
        return deployed_model(self.parts, self.inverse_temperature)

    def _run_epoch(self, epoch: int, show_progress: bool) -> None:
        from tqdm import tqdm

        start, losses = time.monotonic(), []
        for rows, seed in tqdm(
            self._batches(epoch),
            f"epoch {epoch + 1}",
            self._steps,
            disable=not show_progress,
            mininterval=10.0,
        ):
            losses.append(self._step(rows, seed))
        loss, accuracy = self._measure()
        if not self.history or loss <= min(record.dev_loss for record in self.history):
            self._best = [weight.numpy() for weight in self._average]
        record = OcularEpoch(
            epoch, float(np.mean([float(x) for x in losses])), loss, accuracy,
            round(time.monotonic() - start, 1),
        )  # fmt: skip
        self.history.append(record)
        LOG.info("%s", record)

    def _batches(self, epoch: int) -> list[tuple[Any, Any]]:
        import tensorflow as tf

        seed, batch = self.settings.seed, self.settings.batch
        order = np.random.default_rng((seed, epoch)).permutation(len(self._training))
        return [
            (
                tf.constant(order[i * batch : (i + 1) * batch]),
                tf.constant([seed * 1000 + epoch, i]),
            )
            for i in range(self._steps)
        ]

    def _training_step(self, rows: Any, seed: Any) -> Any:
        import tensorflow as tf

        pictures, points, soft = augmented(self._training, rows, seed)
        spread = self.settings.label_smoothing
        labels = soft * (1.0 - spread) + spread / soft.shape[1]
        with tf.GradientTape() as tape:
            logits = self._network([pictures, points], training=True)
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, logits))
        variables = self._network.trainable_variables
        self._optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        step = tf.cast(self._optimizer.iterations, tf.float32)
        decay = tf.minimum(self.settings.average_decay, (1.0 + step) / (10.0 + step))
        for mean, now in zip(self._average, self._network.weights, strict=True):
            mean.assign(decay * mean + (1.0 - decay) * now)
        return loss

    def _measure(self) -> tuple[float, float]:
        """Soft-label log-loss and majority accuracy of the averaged weights on the dev rows."""
        live = self._network.get_weights()
        self._network.set_weights([weight.numpy() for weight in self._average])
        logits = self._dev_logits()
        self._network.set_weights(live)
        log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
        loss = float(-(self._dev.soft * log_p).sum(axis=1).mean())
        return loss, float((logits.argmax(axis=1) == self._dev.majority).mean())

    def _dev_logits(self, batch: int = 512) -> FloatArray:
        """N x 8: mean over the face and its mirror image, as in the exported model."""
        import tensorflow as tf

        parts = []
        for i in range(0, len(self._dev), batch):
            rows = slice(i, i + batch)
            stored = self._dev.images[rows, ..., None].astype(np.float32)
            pictures = placed(stored, self._dev.placing[rows])
            points = tf.constant(self._dev.points[rows])
            plain = self._network([pictures, points], training=False)
            turned = [pictures[:, :, ::-1], mirrored_points(points)]
            parts.append(np.asarray(plain + self._network(turned, training=False)) / 2)
        return np.concatenate(parts).astype(np.float32)


def _schedule(settings: OcularSettings, steps_per_epoch: int) -> Any:
    """Linear warm-up, then a cosine to a hundredth of the peak."""
    import keras

    warmup = int(settings.warmup_epochs * steps_per_epoch)
    return keras.optimizers.schedules.CosineDecay(
        settings.peak_rate / 20,
        max(1, settings.epochs * steps_per_epoch - warmup),
        alpha=0.01,
        warmup_target=settings.peak_rate,
        warmup_steps=warmup,
    )


def inverse_temperature(logits: FloatArray, majority: npt.NDArray[np.int64]) -> float:
    """Factor on the logits (N x 8) with the least log-loss of the majority label, 0.2 to 5.

    Guo et al. 2017 (arXiv:1706.04599).
    """
    from scipy.optimize import minimize_scalar

    known = majority >= 0
    rows, right = logits[known].astype(np.float64), majority[known]

    def loss(factor: float) -> float:
        scaled = factor * rows
        spread = np.logaddexp.reduce(scaled, axis=1)
        return float((spread - scaled[np.arange(len(right)), right]).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


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
        {"ocular": measured["public"]},
        {"ocular": measured["dev"]},
        ("face_ocular_confusion.png", "face_ocular_curves.png"),
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
        "the same weights. Cheeks, chin, hair and the outline of the face are not looked at. "
        "Trained on the FER+ votes as soft labels; the weights are a running average; 8-bit "
        "weights (dynamic range). The file averages the face and its mirror image and holds the "
        f"inverse temperature {trainer.inverse_temperature:.3f}, fitted on the dev rows. Inputs: "
        "`focal_face` 1 x 48 x 48 x 1 (grey 0-255) and `focal_points` 1 x 51 x 2; output: eight "
        "probabilities in the order of `Emotion`. The landmark predictor was trained on 300-W, "
        "whose terms exclude commercial use.\n\n"
        f"Settings: `{json.dumps(asdict(settings))}`. Best epoch by dev log-loss: "
        f"{best.epoch + 1} of {len(trainer.history)}; {minutes:.0f} minutes on a shared core."
    )
