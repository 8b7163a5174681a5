"""The training loop of the expression network: resumable, seeded, best weights kept."""

from __future__ import annotations

import io
import json
import logging
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.training.face.augmentation import augment
from emotune_gui.training.face.data import FaceSet
from emotune_gui.training.face.exporting import deployed_model, to_tflite, write_atomically
from emotune_gui.training.face.network import NETWORK_SIDE, begin_from, build_network, prepared
from emotune_gui.training.face.pretrained import RecognitionWeights
from emotune_gui.training.face.targets import Targets, annotated
from emotune_gui.training.schedule import warmup_cosine

LOG = logging.getLogger(__name__)

RARE = (Emotion.DISGUST, Emotion.FEAR, Emotion.CONTEMPT)
BEGIN_ON = 384
"""Training pictures on which the statistics of the borrowed weights are measured."""
Weights = list[npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    epochs: int = 24
    seed: int = 7
    batch: int = 128
    peak_rate: float = 1e-3
    weight_decay: float = 0.05
    warmup_epochs: float = 0.5
    average_decay: float = 0.998
    """Of the moving average of the weights, a step."""
    first_size: int = 80
    """Side to which pictures are enlarged while `small_share` of the epochs last; then 96."""
    small_share: float = 0.6
    rare_repeat: int = 2
    """How often a picture of disgust, fear or contempt appears in an epoch."""
    fer_weight: float = 0.3
    """Of the loss on the original FER2013 labels, beside that on the FER+ votes."""
    precision: str = "float32"
    """Or mixed_bfloat16: a quarter quicker where the processor has AVX512-BF16."""
    export_every: int = 3
    mixup: float = 0.0
    """Two pictures are laid over one another with a share drawn from Beta(mixup, mixup); 0: never.
    Zhang et al. 2018 (arXiv:1710.09412)."""
    teacher_share: float = 0.5
    """How much of the targets is the earlier networks' view, where there are such."""


@dataclass(frozen=True, slots=True)
class EpochRecord:
    epoch: int
    loss: float
    dev_loss: float
    dev_accuracy: float
    dev_fer_accuracy: float
    rate: float
    size: int
    seconds: float


class NetworkTrainer:
    """Trains on `training`, chooses the best epoch by accuracy on `dev`.

    Begins from the face recognition network `borrowed`, or from chance where that is None.
    State lives in `workspace` (checkpoint after every epoch); the best weights so far go to
    `tflite` every few epochs and at the end.
    """

    def __init__(
        self,
        training: FaceSet,
        dev: FaceSet,
        settings: TrainingSettings,
        workspace: Path,
        tflite: Path,
        borrowed: RecognitionWeights | None = None,
        teacher: Targets | None = None,
    ) -> None:
        import keras
        import tensorflow as tf

        keras.utils.set_random_seed(settings.seed)
        self._settings, self._workspace, self._tflite = settings, workspace, tflite
        self._training, self._dev = training, dev
        self._targets = annotated(training)
        if teacher is not None:
            self._targets = self._targets.mixed(teacher, settings.teacher_share)
        self._rows = _epoch_rows(training, settings.rare_repeat)
        begun = _first_weights(training, borrowed)
        keras.mixed_precision.set_dtype_policy(settings.precision)
        self.network = build_network()
        self.network.set_weights(begun)
        self._steps_per_epoch = len(self._rows) // settings.batch
        self._optimizer = keras.optimizers.AdamW(
            warmup_cosine(
                settings.peak_rate, settings.epochs, settings.warmup_epochs, self._steps_per_epoch
            ),
            settings.weight_decay,
        )
        self._optimizer.exclude_from_weight_decay(var_names=["gamma", "beta", "bias"])
        self._optimizer.build(self.network.trainable_variables)
        self._average = [tf.Variable(w) for w in self.network.weights]
        self._step = tf.function(self._training_step, reduce_retracing=True)
        self.history: list[EpochRecord] = []
        self.best: Weights = self.average()

    def average(self) -> Weights:
        return [w.numpy() for w in self._average]

    def run(self, show_progress: bool = True) -> Weights:
        """Train to the last epoch, from the checkpoint if there is one; the best weights.

        Raises EmoTuneError when the checkpoint belongs to another seed.
        """
        self._restore()
        exported = -1
        for epoch in range(len(self.history), self._settings.epochs):
            self._run_epoch(epoch, show_progress)
            best_epoch = max(self.history, key=lambda record: record.dev_accuracy).epoch
            due = epoch % self._settings.export_every == 0
            if due and best_epoch > exported:
                self._export()
                exported = best_epoch
        self._export()
        return self.best

    def view(self, faces: FaceSet) -> Targets:
        """What the best weights answer to each face and its mirror image, averaged."""
        self.network.set_weights(self.best)
        told = [predict_logits(self.network, x) for x in (faces.images, faces.images[..., ::-1])]
        plain, turned = (Targets(_softmax(a), _softmax(b)) for a, b in told)
        return plain.mixed(turned, 0.5)

    def _export(self) -> None:
        write_atomically(self._tflite, to_tflite(deployed_model(self.best)))

    def _run_epoch(self, epoch: int, show_progress: bool) -> None:
        from tqdm import tqdm

        small = epoch < self._settings.small_share * self._settings.epochs
        size = self._settings.first_size if small else NETWORK_SIDE
        start, losses = time.monotonic(), []
        batches = self._batches(epoch, size)
        for pictures, labels, fer in tqdm(
            batches,
            f"epoch {epoch + 1}",
            self._steps_per_epoch,
            disable=not show_progress,
            mininterval=10.0,
        ):
            losses.append(self._step(pictures, labels, fer))
        dev_loss, accuracy, fer_accuracy = self._measure()
        if not self.history or accuracy >= max(r.dev_accuracy for r in self.history):
            self.best = self.average()
        record = EpochRecord(
            epoch, float(np.mean([float(x) for x in losses])), dev_loss, accuracy, fer_accuracy,
            float(self._optimizer.learning_rate), size, round(time.monotonic() - start, 1),
        )  # fmt: skip
        self.history.append(record)
        LOG.info("%s", record)
        self._save()

    def _training_step(self, pictures: Any, labels: Any, fer: Any) -> Any:
        """The loss on the FER+ votes, after a step down its sum with that on the FER labels."""
        import tensorflow as tf

        with tf.GradientTape() as tape:
            logits, fer_logits = self.network(pictures, training=True)
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, logits))
            other = tf.nn.softmax_cross_entropy_with_logits(fer, fer_logits)
            total = loss + self._settings.fer_weight * tf.reduce_mean(other)
        variables = self.network.trainable_variables
        gradients = tape.gradient(total, variables)
        self._optimizer.apply_gradients(zip(gradients, variables, strict=True))
        step = tf.cast(self._optimizer.iterations, tf.float32)
        decay = tf.minimum(self._settings.average_decay, (1.0 + step) / (10.0 + step))
        for mean, now in zip(self._average, self.network.weights, strict=True):
            mean.assign(decay * mean + (1.0 - decay) * tf.cast(now, tf.float32))
        return loss

    def _batches(self, epoch: int, size: int) -> Any:
        import tensorflow as tf

        settings = self._settings
        order = np.random.default_rng((settings.seed, epoch)).permutation(self._rows)
        count = self._steps_per_epoch * settings.batch
        pictures, targets = self._training.images[..., None], self._targets
        seeds = np.stack(
            [np.full(self._steps_per_epoch, settings.seed * 1000 + epoch),
             np.arange(self._steps_per_epoch)], axis=1,
        ).astype(np.int32)  # fmt: skip
        rows = order[:count].reshape(self._steps_per_epoch, settings.batch)
        shares = _mixing_shares(settings, epoch, self._steps_per_epoch)

        def ready(chosen: Any, seed: Any, share: Any) -> Any:
            shown = augment(tf.gather(pictures, chosen), size, seed)
            told = (shown, tf.gather(targets.emotion, chosen), tf.gather(targets.fer, chosen))
            if settings.mixup == 0.0:
                return told
            return tuple(share * x + (1.0 - share) * tf.reverse(x, [0]) for x in told)

        return tf.data.Dataset.from_tensor_slices((rows, seeds, shares)).map(
            ready, num_parallel_calls=1
        ).prefetch(4)  # fmt: skip

    def _measure(self) -> tuple[float, float, float]:
        """Soft-label log-loss, majority accuracy and accuracy on the FER labels of the averaged
        weights, on the dev rows."""
        live = self.network.get_weights()
        self.network.set_weights(self.average())
        logits, fer_logits = predict_logits(self.network, self._dev.images)
        self.network.set_weights(live)
        log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
        loss = float(-(self._dev.soft_labels() * log_p).sum(axis=1).mean())
        right = logits.argmax(axis=1) == self._dev.majority()
        return (
            loss,
            float(right.mean()),
            float((fer_logits.argmax(axis=1) == self._dev.fer_label).mean()),
        )

    def _save(self) -> None:
        state = {f"live_{i}": w for i, w in enumerate(self.network.get_weights())}
        state |= {f"mean_{i}": w for i, w in enumerate(self.average())}
        state |= {f"best_{i}": w for i, w in enumerate(self.best)}
        state |= {f"opt_{i}": v.numpy() for i, v in enumerate(self._optimizer.variables)}
        buffer = io.BytesIO()
        np.savez(buffer, **state)
        write_atomically(self._workspace / "checkpoint.npz", buffer.getvalue())
        told = {"settings": asdict(self._settings), "history": [asdict(r) for r in self.history]}
        write_atomically(self._workspace / "history.json", json.dumps(told, indent=1).encode())

    def _restore(self) -> None:
        path = self._workspace / "checkpoint.npz"
        if not path.exists():
            return
        told = json.loads((self._workspace / "history.json").read_text(encoding="utf-8"))
        if told["settings"]["seed"] != self._settings.seed:
            raise EmoTuneError(
                f"The run in {self._workspace} was begun with seed {told['settings']['seed']}; "
                "give that seed, or another --workspace."
            )
        self.history = [EpochRecord(**record) for record in told["history"]]
        with np.load(path) as state:
            count = len(self.best)
            self.network.set_weights([state[f"live_{i}"] for i in range(count)])
            self.best = [state[f"best_{i}"] for i in range(count)]
            for i, mean in enumerate(self._average):
                mean.assign(state[f"mean_{i}"])
            for i, variable in enumerate(self._optimizer.variables):
                variable.assign(state[f"opt_{i}"])
        LOG.info("Resuming after epoch %d", len(self.history))


def predict_logits(
    network: Any, images: npt.NDArray[np.uint8], batch: int = 256
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """N x 8 and N x 7 logits of raw N x 48 x 48 pictures."""
    heads: tuple[list[Any], list[Any]] = ([], [])
    for i in range(0, len(images), batch):
        shown = prepared(images[i : i + batch, ..., None].astype(np.float32))
        for head, logits in zip(heads, network(shown, training=False), strict=True):
            head.append(np.asarray(logits, dtype=np.float32))
    return np.concatenate(heads[0]), np.concatenate(heads[1])


def _softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def _first_weights(training: FaceSet, borrowed: RecognitionWeights | None) -> Weights:
    """Weights to begin with, worked out in full precision whatever the training uses."""
    import keras

    keras.mixed_precision.set_dtype_policy("float32")
    network = build_network()
    if borrowed is not None:
        pictures = training.images[:BEGIN_ON, ..., None].astype(np.float32)
        begin_from(network, borrowed, np.asarray(prepared(pictures)))
    return [np.asarray(w) for w in network.get_weights()]


def _mixing_shares(settings: TrainingSettings, epoch: int, steps: int) -> npt.NDArray[np.float32]:
    """The larger share of each batch's mixture; 1 where nothing is mixed."""
    if settings.mixup == 0.0:
        return np.ones(steps, dtype=np.float32)
    drawn = np.random.default_rng((settings.seed, epoch, 1)).beta(
        settings.mixup, settings.mixup, steps
    )
    return np.maximum(drawn, 1.0 - drawn).astype(np.float32)


def _epoch_rows(faces: FaceSet, rare_repeat: int) -> npt.NDArray[np.int64]:
    rows = np.arange(len(faces))
    majority = faces.majority()
    rare = np.isin(majority, [list(Emotion).index(emotion) for emotion in RARE])
    return np.concatenate([rows, *[rows[rare]] * (rare_repeat - 1)])
