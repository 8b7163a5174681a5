"""The judge: a small network from what the encoder hears, relative to the speaker, to emotion."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.voice import VOICE_EMOTIONS
from emotune_gui.training.schedule import warmup_cosine
from emotune_gui.training.voice.exporting import Dense, JudgeWeights
from emotune_gui.training.voice.targets import Targets

LOG = logging.getLogger(__name__)
FloatArray = npt.NDArray[np.float32]
NEVER = -1e9


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """How the judge is trained."""

    epochs: int = 60
    seed: int = 7
    batch: int = 128
    rate: float = 1e-3
    weight_decay: float = 0.05
    hidden: int = 384
    input_dropout: float = 0.2
    hidden_dropout: float = 0.5
    noise: float = 0.1
    """Deviation of what is added to each statistic, whose own is about 1."""
    smoothing: float = 0.05
    affect_weight: float = 0.5
    balance: float = 0.0
    """How a corpus counts: by this power of its size."""
    disturbed: float = 0.5
    """How often a clip is heard otherwise than as recorded by a speaker who is known."""
    variants: int = 4
    """Of each clip: as recorded, and so many less one disturbed."""
    early: int = 1
    """Further variants in which little or nothing is known of the speaker yet."""
    judges: int = 3
    """Networks trained alike from different beginnings, whose answers are averaged."""
    temperature: float = 1.0
    """What the logits are divided by."""


def build_judge(settings: VoiceSettings, count: int) -> Any:
    """Keras model: `count` statistics relative to the speaker to 8 logits and affect (2)."""
    import keras

    relative = keras.Input((count,), name="relative")
    x = keras.layers.Dropout(settings.input_dropout, seed=1)(relative)
    x = keras.layers.Dense(settings.hidden, "relu", name="hidden")(x)
    x = keras.layers.Dropout(settings.hidden_dropout, seed=2)(x)
    logits = keras.layers.Dense(len(VOICE_EMOTIONS), name="emotion")(x)
    affect = keras.layers.Dense(2, "tanh", name="affect")(x)
    return keras.Model(relative, [logits, affect], name="judge")


class JudgeTrainer:
    """One judge on `relative` (variants x clips x statistics) of the training clips.

    Nothing is chosen on other clips: the last epoch's weights are the result.
    """

    def __init__(
        self, relative: FloatArray, targets: Targets, settings: VoiceSettings, member: int
    ) -> None:
        import keras
        import tensorflow as tf

        keras.utils.set_random_seed(settings.seed * 1000 + member)
        self._relative, self._targets, self._settings = relative, targets, settings
        self._member = member
        self._steps = max(1, relative.shape[1] // settings.batch)
        self.model = build_judge(settings, relative.shape[2])
        schedule = warmup_cosine(settings.rate, settings.epochs, 1.0, self._steps)
        self._optimizer = keras.optimizers.AdamW(schedule, settings.weight_decay)
        self._step = tf.function(self._training_step)
        self.losses: list[float] = []

    def run_epoch(self) -> float:
        """One pass over the clips; the mean loss of the emotions."""
        settings, clips = self._settings, self._relative.shape[1]
        draw = np.random.default_rng((settings.seed, self._member, len(self.losses)))
        order, losses = draw.permutation(clips), []
        for step in range(self._steps):
            rows = order[step * settings.batch : (step + 1) * settings.batch]
            shown, targets = self._heard(rows, draw), self._targets
            told = (targets.labels, targets.allowed, targets.affect, targets.share)
            losses.append(self._step(shown, *(part[rows] for part in told)))
        self.losses.append(float(np.mean([float(loss) for loss in losses])))
        return self.losses[-1]

    def _heard(self, rows: npt.NDArray[np.int64], draw: np.random.Generator) -> FloatArray:
        """The statistics of some clips, each in a variant drawn for it, with noise."""
        count = len(self._relative)
        other = draw.integers(1, count, len(rows)) if count > 1 else np.zeros(len(rows), np.int64)
        variant = np.where(draw.random(len(rows)) < self._settings.disturbed, other, 0)
        shown = self._relative[variant, rows]
        noise = draw.standard_normal(shown.shape, dtype=np.float32)
        return np.asarray(shown + self._settings.noise * noise, dtype=np.float32)

    def _training_step(
        self, relative: Any, labels: Any, allowed: Any, affect: Any, share: Any
    ) -> Any:
        import tensorflow as tf

        with tf.GradientTape() as tape:
            logits, told = self.model(relative, training=True)
            masked = tf.where(allowed > 0.0, logits, NEVER)
            loss = tf.nn.softmax_cross_entropy_with_logits(labels, masked)
            miss = tf.reduce_mean(tf.square(told - affect), 1)
            total = tf.reduce_mean(share * (loss + self._settings.affect_weight * miss))
        variables = self.model.trainable_variables
        gradients = tape.gradient(total, variables)
        self._optimizer.apply_gradients(zip(gradients, variables, strict=True))
        return tf.reduce_mean(loss)


def joined_judges(models: Sequence[Any]) -> JudgeWeights:
    """Several judges as one: hidden layers side by side, answers averaged.

    Averaging logits is a logarithmic pool of the judges' probabilities.
    """
    parts = [{layer.name: layer.get_weights() for layer in model.layers} for model in models]
    share = np.float32(1.0 / len(parts))

    def side_by_side(name: str) -> Dense:
        return Dense(
            np.concatenate([part[name][0] for part in parts], axis=1),
            np.concatenate([part[name][1] for part in parts]),
        )

    def averaged(name: str) -> Dense:
        return Dense(
            np.concatenate([part[name][0] for part in parts]) * share,
            np.sum([part[name][1] for part in parts], axis=0) * share,
        )

    return JudgeWeights(side_by_side("hidden"), averaged("emotion"), averaged("affect"))
