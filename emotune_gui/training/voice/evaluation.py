"""How right opinions on voices are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.voice import VOICE_EMOTIONS, VoiceEmotion
from emotune_gui.perception.voice.recogniser import VoiceNetwork
from emotune_gui.training.voice.data import FIVE, Clip, emotions, heard_in

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Figures:
    """Over the classes that the corpus has; the answer is restricted to these.

    `_5`: clips of happiness, sadness, calm, anger and neutral, the answer restricted to these;
    None where there is no such clip.
    """

    accuracy_5: float | None
    macro_f1_5: float | None
    accuracy_8: float
    macro_f1_8: float
    unweighted_average_recall: float
    unweighted_average_recall_5: float | None
    n: int
    n_5: int


@dataclass(frozen=True, slots=True, eq=False)
class Opinions:
    """What was answered to N clips: `probabilities` N x 8, `affect` N x 2."""

    probabilities: FloatArray
    affect: FloatArray

    def take(self, rows: IntArray | BoolArray) -> Opinions:
        return Opinions(self.probabilities[rows], self.affect[rows])


def opinions_on(network: VoiceNetwork, relative: FloatArray) -> Opinions:
    """The network's judgement of N x S statistics; a row of NaN is answered with ignorance."""
    probabilities = np.full((len(relative), len(VOICE_EMOTIONS)), 1.0 / len(VOICE_EMOTIONS))
    affect = np.zeros((len(relative), 2))
    for row in np.flatnonzero(np.isfinite(relative).all(axis=1)):
        opinion = network.judge(relative[row])
        probabilities[row] = opinion.probabilities.values
        affect[row] = opinion.affect.valence, opinion.affect.arousal
    return Opinions(probabilities.astype(np.float32), affect.astype(np.float32))


def figures(opinions: Opinions, clips: Sequence[Clip]) -> Figures:
    """Figures over clips of one corpus, or of several together."""
    truth = emotions(clips)
    present = np.bincount(truth, minlength=len(VOICE_EMOTIONS)) > 0
    answered = answers_among(opinions.probabilities, present)
    five = present & np.asarray([emotion in FIVE for emotion in VOICE_EMOTIONS])
    rows = five[truth]
    eight = _measured(answered, truth)
    some = None
    if rows.any():
        some = _measured(answers_among(opinions.probabilities[rows], five), truth[rows])
    return Figures(
        accuracy_5=None if some is None else some[0],
        macro_f1_5=None if some is None else some[1],
        accuracy_8=eight[0],
        macro_f1_8=eight[1],
        unweighted_average_recall=eight[2],
        unweighted_average_recall_5=None if some is None else some[2],
        n=len(truth),
        n_5=int(rows.sum()),
    )


def answers_among(probabilities: FloatArray, allowed: BoolArray) -> IntArray:
    """The likeliest of the allowed emotions for each row."""
    return np.asarray(np.where(allowed, probabilities, -1.0).argmax(axis=1), dtype=np.int64)


def _measured(answered: IntArray, truth: IntArray) -> tuple[float, float, float]:
    """Accuracy, macro-F1 and unweighted average recall over the classes that occur."""
    f1, recalls = [], []
    for emotion in np.unique(truth):
        hit = float(((answered == emotion) & (truth == emotion)).sum())
        recalls.append(hit / float((truth == emotion).sum()))
        f1.append(2.0 * hit / float((answered == emotion).sum() + (truth == emotion).sum()))
    accuracy = float((answered == truth).mean())
    return round(accuracy, 4), round(float(np.mean(f1)), 4), round(float(np.mean(recalls)), 4)


def by_corpus(opinions: Opinions, clips: Sequence[Clip]) -> dict[str, dict[str, Any]]:
    """Figures keyed by corpus, then `all`."""
    corpora = np.asarray([clip.corpus for clip in clips])
    found = {}
    for corpus in sorted(heard_in(clips)):
        rows = np.flatnonzero(corpora == corpus)
        found[corpus] = asdict(figures(opinions.take(rows), [clips[int(row)] for row in rows]))
    found["all"] = asdict(figures(opinions, clips))
    return found


def recall_among(opinions: Opinions, clips: Sequence[Clip], among: Sequence[VoiceEmotion]) -> float:
    """Unweighted average recall over some emotions, the answer restricted to these."""
    allowed = np.asarray([emotion in among for emotion in VOICE_EMOTIONS])
    truth = emotions(clips)
    rows = allowed[truth]
    answered = answers_among(opinions.probabilities[rows], allowed)
    return _measured(answered, truth[rows])[2]


def confusion(opinions: Opinions, clips: Sequence[Clip]) -> IntArray:
    """8 x 8 counts: rows are what was acted, columns what was answered."""
    table = np.zeros((len(VOICE_EMOTIONS), len(VOICE_EMOTIONS)), dtype=np.int64)
    truth = emotions(clips)
    heard = heard_in(clips)
    for row, clip in enumerate(clips):
        answered = answers_among(opinions.probabilities[row : row + 1], heard[clip.corpus])
        table[truth[row], answered[0]] += 1
    return table


def calibration_error(opinions: Opinions, clips: Sequence[Clip], bins: int = 15) -> float:
    """Expected calibration error of the likeliest emotion (Guo et al. 2017, arXiv:1706.04599)."""
    sure = opinions.probabilities.max(axis=1)
    right = opinions.probabilities.argmax(axis=1) == emotions(clips)
    places = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [abs(float((right[places == b] - sure[places == b]).sum())) for b in range(bins)]
    return round(float(np.sum(gaps)) / len(clips), 4)


def fitted_temperature(opinions: Opinions, clips: Sequence[Clip]) -> float:
    """What divides the logits so that the log-loss is least.

    Emotions that a clip's corpus does not have are left out of its answer.
    """
    heard = heard_in(clips)
    allowed = np.stack([heard[clip.corpus] for clip in clips])
    logs = np.where(allowed, np.log(np.maximum(opinions.probabilities, 1e-12)), -np.inf)
    truth = emotions(clips)

    def loss(temperature: float) -> float:
        scaled = logs / temperature
        norm = np.logaddexp.reduce(scaled, axis=1)
        return float((norm - scaled[np.arange(len(truth)), truth]).mean())

    return float(min(np.exp(np.linspace(np.log(0.3), np.log(5.0), 150)), key=loss))


def tempered(opinions: Opinions, temperature: float) -> Opinions:
    """The same opinions with their logits divided by `temperature`."""
    logs = np.log(np.maximum(opinions.probabilities, 1e-12)) / temperature
    powers = np.exp(logs - logs.max(axis=1, keepdims=True))
    scaled = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
    return Opinions(scaled, opinions.affect)
