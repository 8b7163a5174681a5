"""The training loop of the ocular network: seeded, resumable, best weights kept, calibrated."""

from __future__ import annotations

import io
import json
import logging
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.training.face.exporting import write_atomically
from emotune_gui.training.face.ocular_data import (
    OcularSet,
    augmented,
    mirrored_points,
    placed,
)
from emotune_gui.training.face.ocular_network import (
    PARTS,
    OcularParts,
    build_parts,
    deployed_model,
    training_model,
)
from emotune_gui.training.schedule import warmup_cosine

LOG = logging.getLogger(__name__)

FloatArray = npt.NDArray[np.float32]
Weights = list[FloatArray]


@dataclass(frozen=True, slots=True)
class OcularSettings:
    epochs: int = 22
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
    label_smoothing: float = 0.0
    """Share of every soft label that is spread over all emotions."""


@dataclass(frozen=True, slots=True)
class OcularEpoch:
    epoch: int
    loss: float
    dev_loss: float
    dev_accuracy: float
    seconds: float
    """Of the processor: the machine may do other work as well."""


class OcularTrainer:
    """Trains on `training`; keeps the weights of the epoch with the least log-loss on `dev`.

    After every epoch the state goes to a file in `workspace`, from which the next run goes on.
    """

    def __init__(
        self, training: OcularSet, dev: OcularSet, settings: OcularSettings, workspace: Path
    ) -> None:
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
            warmup_cosine(settings.peak_rate, settings.epochs, settings.warmup_epochs, self._steps),
            settings.weight_decay,
        )
        self._optimizer.exclude_from_weight_decay(var_names=["gamma", "beta", "bias"])
        self._optimizer.build(self._network.trainable_variables)
        self._average = [tf.Variable(w) for w in self._network.weights]
        self._step = tf.function(self._training_step, reduce_retracing=True)
        self._best: Weights = []
        self._state = workspace / f"ocular_{'_'.join(settings.looks_at)}.npz"
        self.history: list[OcularEpoch] = []
        self.inverse_temperature = 1.0

    @property
    def size(self) -> int:
        """How many numbers the network holds."""
        return int(self._network.count_params())

    def run(self, show_progress: bool = True) -> Any:
        """Train to the last epoch; the calibrated model of one face with the best weights.

        Goes on from the workspace's state. Raises EmoTuneError when that was made with other
        settings or is damaged.
        """
        self._restore()
        for epoch in range(len(self.history), self.settings.epochs):
            self._run_epoch(epoch, show_progress)
        self._network.set_weights(self._best)
        self.inverse_temperature = inverse_temperature(self._dev_logits(), self._dev.majority)
        return deployed_model(self.parts, self.inverse_temperature)

    def _run_epoch(self, epoch: int, show_progress: bool) -> None:
        from tqdm import tqdm

        start, losses = time.process_time(), []
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
            round(time.process_time() - start, 1),
        )  # fmt: skip
        self.history.append(record)
        LOG.info("%s", record)
        self._save()

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

    def _save(self) -> None:
        state: dict[str, Any] = {"told": np.array(self._told())}
        for name, values in self._stored().items():
            state |= {f"{name}_{i}": value for i, value in enumerate(values)}
        buffer = io.BytesIO()
        np.savez(buffer, **state)
        write_atomically(self._state, buffer.getvalue())

    def _told(self) -> str:
        history = [asdict(record) for record in self.history]
        return json.dumps({"settings": asdict(self.settings), "history": history})

    def _stored(self) -> dict[str, Weights]:
        return {
            "live": self._network.get_weights(),
            "mean": [weight.numpy() for weight in self._average],
            "best": self._best,
            "optimizer": [variable.numpy() for variable in self._optimizer.variables],
        }

    def _restore(self) -> None:
        if not self._state.exists():
            return
        try:
            with np.load(self._state, allow_pickle=False) as state:
                told = json.loads(str(state["told"]))
                if told["settings"] != json.loads(self._told())["settings"]:
                    raise ValueError("other settings")
                self._take({name: state[name] for name in state.files})
        except (OSError, EOFError, BadZipFile, ValueError, KeyError) as problem:
            raise EmoTuneError(
                f"The run in {self._state} cannot go on ({problem}); remove the file to begin anew."
            ) from problem
        self.history = [OcularEpoch(**record) for record in told["history"]]
        LOG.info("Going on after epoch %d", len(self.history))

    def _take(self, state: dict[str, npt.NDArray[Any]]) -> None:
        def values(name: str, count: int) -> Weights:
            return [state[f"{name}_{i}"] for i in range(count)]

        count = len(self._average)
        self._network.set_weights(values("live", count))
        self._best = values("best", count)
        for mean, value in zip(self._average, values("mean", count), strict=True):
            mean.assign(value)
        variables = self._optimizer.variables
        for variable, value in zip(variables, values("optimizer", len(variables)), strict=True):
            variable.assign(value)


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
