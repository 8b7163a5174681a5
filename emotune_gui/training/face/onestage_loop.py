"""The training loop of the one-stage detector: seeded, resumable, weights averaged."""

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
from emotune_gui.perception.face.onestage import WORKING_HEIGHT, WORKING_WIDTH
from emotune_gui.training.face.composites import LARGE, CompositeSet, compose
from emotune_gui.training.face.data import FaceSet
from emotune_gui.training.face.exporting import write_atomically
from emotune_gui.training.face.onestage_network import (
    BOX_WEIGHT,
    EMOTION_WEIGHT,
    begin_from,
    build_network,
    loss_parts,
)
from emotune_gui.training.face.pretrained import RecognitionWeights
from emotune_gui.training.schedule import warmup_cosine

LOG = logging.getLogger(__name__)

RARE = (Emotion.DISGUST, Emotion.FEAR, Emotion.CONTEMPT)
CHECKPOINT, HISTORY = "checkpoint.npz", "history.json"
Weights = list[npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class OneStageSettings:
    epochs: int = 32
    seed: int = 7
    cycles: int = 50
    """Of an epoch: a cycle is a batch of square cut-outs of each of `small_sides`, and one of
    whole pictures."""
    small_sides: tuple[int, ...] = (64, 64, 80, 96)
    small_pixels: int = 400_000
    """Of a batch of cut-outs; the smaller they are, the more there are."""
    whole_batch: int = 16
    peak_rate: float = 2e-3
    weight_decay: float = 0.02
    warmup_epochs: float = 0.7
    average_decay: float = 0.998
    """Of the moving average of the weights, a step."""
    rare_share: float = 0.12
    """Share of the faces drawn from disgust, fear and contempt alone."""
    precision: str = "float32"
    """Or mixed_bfloat16: quicker where the processor has AVX512-BF16."""

    @property
    def batches(self) -> tuple[tuple[int, int, int, float], ...]:
        """(pictures, height, width, least face side) of the batches of a cycle."""
        small = (
            (max(2, self.small_pixels // side**2), side, side, max(LARGE[0], 0.35 * side))
            for side in self.small_sides
        )
        return (*small, (self.whole_batch, WORKING_HEIGHT, WORKING_WIDTH, LARGE[0]))

    @property
    def steps_an_epoch(self) -> int:
        return self.cycles * len(self.batches)


@dataclass(frozen=True, slots=True)
class EpochLosses:
    """Means of an epoch, of the training composites."""

    epoch: int
    score: float
    box: float
    emotion: float
    rate: float
    seconds: float


class OneStageTrainer:
    """Trains on composites of `given`; state is kept in `workspace` after every epoch."""

    def __init__(
        self,
        given: CompositeSet,
        faces: FaceSet,
        settings: OneStageSettings,
        workspace: Path,
        start: RecognitionWeights | None,
    ) -> None:
        import keras
        import tensorflow as tf

        keras.utils.set_random_seed(settings.seed)
        keras.mixed_precision.set_dtype_policy(settings.precision)
        self._given, self._settings, self._workspace = given, settings, workspace
        self._pools = _row_pools(faces)
        self.network = build_network()
        if start is not None and not (workspace / CHECKPOINT).exists():
            begin_from(self.network, start, self._sample())
        self._optimizer = keras.optimizers.AdamW(
            warmup_cosine(
                settings.peak_rate, settings.epochs, settings.warmup_epochs, settings.steps_an_epoch
            ),
            settings.weight_decay,
        )
        self._optimizer.exclude_from_weight_decay(var_names=["gamma", "beta", "bias"])
        self._optimizer.build(self.network.trainable_variables)
        self._average = [tf.Variable(w) for w in self.network.weights]
        self._step = tf.function(self._training_step)
        self.history: list[EpochLosses] = []

    def average(self) -> Weights:
        return [w.numpy() for w in self._average]

    def run(self, show_progress: bool = True) -> Weights:
        """Train to the last epoch, from the checkpoint if there is one; the averaged weights.

        Raises EmoTuneError when the checkpoint belongs to another seed or network.
        """
        self._restore()
        for epoch in range(len(self.history), self._settings.epochs):
            self._run_epoch(epoch, show_progress)
        return self.average()

    def _sample(self) -> Any:
        """A few composites on which the network's statistics are measured at the start."""
        rows, other, seed = self._draw(np.random.default_rng(self._settings.seed), 24, 0)
        return compose(self._given, rows, other, seed, 96, 96).pictures

    def _draw(self, rng: np.random.Generator, count: int, step: int) -> tuple[Any, Any, Any]:
        every, rare = self._pools
        chosen = rng.choice(every, (2, count))
        if len(rare):
            seldom = rng.random((2, count)) < self._settings.rare_share
            chosen = np.where(seldom, rng.choice(rare, (2, count)), chosen)
        rows = chosen.astype(np.int32)
        return rows[0], rows[1], np.array([self._settings.seed, step], dtype=np.int32)

    def _batches(self, epoch: int) -> Any:
        """Composites of one epoch: in every cycle cut-outs, then whole pictures."""
        import tensorflow as tf

        s, rng = self._settings, np.random.default_rng((self._settings.seed, epoch))

        def composed(at: int) -> Any:
            count, height, width, least = s.batches[at]
            draws = [self._draw(rng, count, epoch * 100_000 + 7 * i + at) for i in range(s.cycles)]
            columns = tuple(np.stack(column) for column in zip(*draws, strict=True))

            def make(main: Any, other: Any, seed: Any) -> tuple[Any, Any, Any]:
                main, other = tf.ensure_shape(main, (count,)), tf.ensure_shape(other, (count,))
                made = compose(self._given, main, other, seed, height, width, least)
                return made.pictures, made.faces, made.labels

            return tf.data.Dataset.from_tensor_slices(columns).map(make, num_parallel_calls=1)

        parts = [composed(at) for at in range(len(s.batches))]
        options = tf.data.Options()
        options.threading.private_threadpool_size = 1
        mixed = tf.data.Dataset.choose_from_datasets(
            [part.prefetch(1) for part in parts],
            tf.data.Dataset.range(len(parts)).repeat(s.cycles),
        )
        return mixed.with_options(options)

    def _run_epoch(self, epoch: int, show_progress: bool) -> None:
        from tqdm import tqdm

        start, losses = time.monotonic(), []
        bar = tqdm(
            self._batches(epoch),
            f"epoch {epoch + 1}/{self._settings.epochs}",
            self._settings.steps_an_epoch,
            disable=not show_progress,
            mininterval=10.0,
        )
        for pictures, faces, labels in bar:
            losses.append(self._step(pictures, faces, labels))
        score, box, emotion = np.mean([[float(x) for x in parts] for parts in losses], axis=0)
        rate = float(self._optimizer.learning_rate)
        seconds = round(time.monotonic() - start, 1)
        record = EpochLosses(epoch, float(score), float(box), float(emotion), rate, seconds)
        self.history.append(record)
        LOG.info("%s", record)
        self._save()

    def _training_step(self, pictures: Any, faces: Any, labels: Any) -> Any:
        import tensorflow as tf

        with tf.GradientTape() as tape:
            cells = self.network(pictures, training=True)
            score, box, emotion = loss_parts(cells, faces, labels)
            loss = score + BOX_WEIGHT * box + EMOTION_WEIGHT * emotion
        variables = self.network.trainable_variables
        gradients, _ = tf.clip_by_global_norm(tape.gradient(loss, variables), 5.0)
        self._optimizer.apply_gradients(zip(gradients, variables, strict=True))
        step = tf.cast(self._optimizer.iterations, tf.float32)
        decay = tf.minimum(self._settings.average_decay, (1.0 + step) / (10.0 + step))
        for mean, now in zip(self._average, self.network.weights, strict=True):
            mean.assign(decay * mean + (1.0 - decay) * tf.cast(now, tf.float32))
        return score, box, emotion

    def _save(self) -> None:
        state = {f"live_{i}": w for i, w in enumerate(self.network.get_weights())}
        state |= {f"mean_{i}": w for i, w in enumerate(self.average())}
        state |= {f"opt_{i}": v.numpy() for i, v in enumerate(self._optimizer.variables)}
        buffer = io.BytesIO()
        np.savez(buffer, **state)
        write_atomically(self._workspace / CHECKPOINT, buffer.getvalue())
        told = {"settings": asdict(self._settings), "history": [asdict(r) for r in self.history]}
        write_atomically(self._workspace / HISTORY, json.dumps(told, indent=1).encode())

    def _restore(self) -> None:
        path = self._workspace / CHECKPOINT
        if not path.exists():
            return
        told = json.loads((self._workspace / HISTORY).read_text(encoding="utf-8"))
        if told["settings"]["seed"] != self._settings.seed:
            raise EmoTuneError(
                f"The run in {self._workspace} was begun with seed {told['settings']['seed']}; "
                "give that seed, or another --workspace."
            )
        with np.load(path) as state:
            self._take(state)
        self.history = [EpochLosses(**record) for record in told["history"]]
        LOG.info("Resuming after epoch %d", len(self.history))

    def _take(self, state: Any) -> None:
        try:
            self.network.set_weights([state[f"live_{i}"] for i in range(len(self._average))])
            for i, mean in enumerate(self._average):
                mean.assign(state[f"mean_{i}"])
            for i, variable in enumerate(self._optimizer.variables):
                variable.assign(state[f"opt_{i}"])
        except (KeyError, ValueError) as problem:
            raise EmoTuneError(
                f"The run in {self._workspace} is of another network; give another --workspace."
            ) from problem


def _row_pools(faces: FaceSet) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """All rows, and those of the rare emotions."""
    rare = [list(Emotion).index(emotion) for emotion in RARE]
    return np.arange(len(faces)), np.nonzero(np.isin(faces.majority(), rare))[0]
