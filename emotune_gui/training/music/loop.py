"""Training epochs of the recurrent composer, resumable."""

from __future__ import annotations

import io
import json
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.music.composing.recurrent_encoding import INPUTS, NO_REFERENCE, REACHED, STATIC
from emotune_gui.training.face.exporting import write_atomically
from emotune_gui.training.face.progress import with_progress
from emotune_gui.training.music.examples import Examples
from emotune_gui.training.music.network import build_network
from emotune_gui.training.schedule import warmup_cosine

LOG = logging.getLogger(__name__)
Weights = list[npt.NDArray[Any]]

_REFERENCE = STATIC - (4 + REACHED)
"""First column of the reference in a slot's inputs."""
_FORGOTTEN = 0.25
"""Share of chunks that learn without any reference, so that new bars are learned too."""


@dataclass(frozen=True, slots=True)
class MusicSettings:
    epochs: int = 16
    seed: int = 7
    batch: int = 24
    peak_rate: float = 2e-3
    dropout: float = 0.2
    precision: str = "float32"


@dataclass(frozen=True, slots=True)
class MusicEpoch:
    """Mean negative log-likelihood in nats a slot, and seconds."""

    loss: float
    first: float
    """Of the first head on the development composers: melody, or chords."""
    second: float
    """Of the second: accompaniment, or inversions."""
    seconds: float


class MusicTraining:
    """Trains on `taught` with importance `shares` (N), measures on `dev`.

    A run found in `state` goes on; raises EmoTuneError when it had other settings.
    """

    def __init__(
        self,
        taught: Examples,
        dev: Examples,
        settings: MusicSettings,
        state: Path,
        build: Callable[[float], Any] = build_network,
        shares: npt.NDArray[np.float64] | None = None,
        start: Weights | None = None,
    ) -> None:
        import keras

        keras.utils.set_random_seed(settings.seed)
        keras.mixed_precision.set_dtype_policy(settings.precision)
        self.settings, self.history = settings, list[MusicEpoch]()
        self._taught, self._dev, self._state = taught, dev, state
        self._shares = shares
        self.network = build(settings.dropout)
        if start is not None:
            self.network.set_weights(start)
        self._steps = max(1, len(taught) // settings.batch)
        rate = warmup_cosine(settings.peak_rate, settings.epochs, 0.5, self._steps)
        self._optimizer = keras.optimizers.AdamW(rate, weight_decay=1e-4, global_clipnorm=1.0)
        self._optimizer.build(self.network.trainable_variables)
        self._best, self._best_loss = self.network.get_weights(), np.inf
        self._learn, self._measure = self._compiled()
        self._restore()

    def run(self) -> Weights:
        """The weights of the epoch that was best on the development composers."""
        for epoch in range(len(self.history), self.settings.epochs):
            started = time.monotonic()
            loss = self._epoch(epoch)
            melody, figure = self.measured()
            self.history.append(MusicEpoch(loss, melody, figure, time.monotonic() - started))
            if melody + figure < self._best_loss:
                self._best, self._best_loss = self.network.get_weights(), melody + figure
            LOG.info(
                "epoch %d: loss %.4f, dev %.4f and %.4f, %.0f s",
                epoch + 1,
                loss,
                melody,
                figure,
                self.history[-1].seconds,
            )
            self._save()
        return list(self._best)

    def measured(self) -> tuple[float, float]:
        """Nats a step of both heads on the development composers."""
        sums = np.zeros(4)
        for rows in np.array_split(np.arange(len(self._dev)), max(1, len(self._dev) // 32)):
            sums += np.array(self._measure(*self._batch(self._dev, rows)))
        return float(sums[0] / sums[1]), float(sums[2] / max(1.0, sums[3]))

    def _compiled(self) -> tuple[Any, Any]:
        import tensorflow as tf

        def losses(inputs: Any, melody: Any, figure: Any, weights: Any, training: bool) -> Any:
            tune, strikes = self.network(inputs, training=training)
            lost = tf.nn.sparse_softmax_cross_entropy_with_logits
            first = tf.reduce_sum(lost(melody, tune) * weights[..., 0])
            second = tf.reduce_sum(lost(figure, strikes) * weights[..., 1])
            return first, second

        @tf.function(reduce_retracing=True)  # type: ignore[untyped-decorator]
        def learn(inputs: Any, melody: Any, figure: Any, weights: Any) -> Any:
            with tf.GradientTape() as tape:
                first, second = losses(inputs, melody, figure, weights, True)
                loss = first / tf.reduce_sum(weights[..., 0])
                loss += second / tf.maximum(1.0, tf.reduce_sum(weights[..., 1]))
            gradients = tape.gradient(loss, self.network.trainable_variables)
            self._optimizer.apply(gradients, self.network.trainable_variables)
            return loss

        @tf.function(reduce_retracing=True)  # type: ignore[untyped-decorator]
        def measure(inputs: Any, melody: Any, figure: Any, weights: Any) -> Any:
            first, second = losses(inputs, melody, figure, weights, False)
            return (
                first,
                tf.reduce_sum(weights[..., 0]),
                second,
                tf.reduce_sum(weights[..., 1]),
            )

        return learn, measure

    def _epoch(self, epoch: int) -> float:
        random = np.random.default_rng([self.settings.seed, epoch])
        losses = [
            float(self._learn(*self._batch(self._taught, rows, random)))
            for rows in self._drawn(random, f"epoch {epoch + 1}")
        ]
        return float(np.mean(losses))

    def _drawn(self, random: np.random.Generator, what: str) -> Iterator[npt.NDArray[np.int64]]:
        count = self._steps * self.settings.batch
        if self._shares is None:
            order = random.permutation(len(self._taught))[:count]
        else:
            order = random.choice(len(self._taught), count, p=self._shares / self._shares.sum())
        for step in with_progress(range(self._steps), what, self._steps):
            yield order[step * self.settings.batch : (step + 1) * self.settings.batch]

    def _batch(
        self,
        examples: Examples,
        rows: npt.NDArray[np.int64],
        random: np.random.Generator | None = None,
    ) -> tuple[npt.NDArray[Any], ...]:
        inputs = examples.inputs[rows].astype(np.float32)
        if random is not None and inputs.shape[2] == INPUTS:
            forgotten = random.random(len(rows)) < _FORGOTTEN
            inputs[forgotten, :, _REFERENCE:STATIC] = 0.0
            inputs[forgotten, :, _REFERENCE + NO_REFERENCE] = 1.0
        return (
            inputs,
            examples.first[rows].astype(np.int32),
            examples.second[rows].astype(np.int32),
            examples.weights[rows].astype(np.float32),
        )

    def _save(self) -> None:
        told = {"settings": asdict(self.settings), "history": [asdict(e) for e in self.history]}
        state: dict[str, Any] = {"told": np.array(json.dumps(told))}
        for name, values in self._stored().items():
            state |= {f"{name}_{i}": value for i, value in enumerate(values)}
        buffer = io.BytesIO()
        np.savez(buffer, **state)
        write_atomically(self._state, buffer.getvalue())

    def _stored(self) -> dict[str, Weights]:
        return {
            "live": self.network.get_weights(),
            "best": self._best,
            "optimizer": [variable.numpy() for variable in self._optimizer.variables],
        }

    def _restore(self) -> None:
        if not self._state.exists():
            return
        try:
            with np.load(self._state, allow_pickle=False) as state:
                told = json.loads(str(state["told"]))
                if told["settings"] != asdict(self.settings):
                    raise ValueError("other settings")
                count = len(self._best)
                self.network.set_weights([state[f"live_{i}"] for i in range(count)])
                self._best = [state[f"best_{i}"] for i in range(count)]
                for index, variable in enumerate(self._optimizer.variables):
                    variable.assign(state[f"optimizer_{index}"])
        except (OSError, EOFError, BadZipFile, ValueError, KeyError) as problem:
            raise EmoTuneError(
                f"The run in {self._state} cannot go on ({problem}); remove the file to begin anew."
            ) from problem
        self.history = [MusicEpoch(**epoch) for epoch in told["history"]]
        self._best_loss = min((e.first + e.second for e in self.history), default=np.inf)
        LOG.info("Going on after epoch %d", len(self.history))
