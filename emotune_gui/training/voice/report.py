"""The card of the voice network and its pictures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.voice import VOICE_EMOTIONS
from emotune_gui.training.face.cards import with_measured_part
from emotune_gui.training.voice.data import Clip
from emotune_gui.training.voice.evaluation import Opinions
from emotune_gui.training.voice.network import VoiceSettings

CARD, CURVES, CONFUSION = "voice_cnn.md", "voice_cnn_curves.png", "voice_cnn_confusion.png"
COLUMNS = (
    "accuracy_5", "macro_f1_5", "accuracy_8", "macro_f1_8", "unweighted_average_recall", "n",
)  # fmt: skip
MADE = """\
Despite the name of its file, this is not a convolutional network: docs/decisions/011 says why. \
The two lower LSTM layers (256 units) of the speaker encoder that comes inside the package \
Resemblyzer, unchanged, hear 40 mel bands every 20 ms; mean and deviation of each unit over a \
stretch of speech, relative to the speaker's own usual ones, go to small networks with one hidden \
layer each, trained in Keras, whose answers are averaged. Exported for LiteRT with 8-bit weights, \
as two signatures: `encode` and `judge`. Everything below was measured through such files.
"""
DATA_TERMS = """\
- RAVDESS speech, actors 1-20 (Livingstone & Russo 2018), **CC BY-NC-SA 4.0**: not for commercial \
use. 8 emotions.
- CREMA-D, 28 of 91 speakers (Cao et al. 2014), **ODbL / DbCL**. 6 emotions: no calm, no surprise.
- The encoder: Resemblyzer's `pretrained.pt` (C. Jemine), **Apache 2.0**, trained on LibriSpeech, \
VoxCeleb 1 and 2 to tell speakers apart (Wan et al. 2018, arXiv:1710.10467).
- No recording is in this repository. Weights derived from RAVDESS carry its terms.
"""
LIMITS = """\
- Actors who speak a few given English sentences. Not patients, not children, not spontaneous \
speech, no other language; nothing of this was measured.
- Before a minute or so of somebody's speech was heard, it is right far less often: `causal` and \
`raw` below.
- What is usual for a speaker is learned from whatever is said: somebody sad for a whole session \
is slowly taken for somebody with a sad-sounding voice.
- Calm occurs in one corpus only, so that it cannot be tested across corpora.
- Screams are often not speech to the speech detector, and so are not judged live.
- A voice is not a feeling. Never a diagnosis; nobody's age, race or gender is inferred.
"""
KNOWLEDGE = """\
`normalised`: each speaker's usual voice comes from all that speaker's clips among those judged, \
without labels (transductive; the state reached after some minutes of varied speech). `causal`: \
only from the speaker's clips before, in the order of the table, which is sorted by emotion and so \
harder than a session. `raw`: nothing is known of the speaker.
"""


def write_card(
    out: Path, settings: VoiceSettings, results: dict[str, Any], failures: str, command: str
) -> Path:
    """The whole card; `results` is what `train_voice` gathers."""
    began = (
        f"# Voice network (`voice_cnn`)\n\n{MADE}\n"
        f"Settings: `{json.dumps(asdict(settings))}`.\n\n## Data and terms\n\n{DATA_TERMS}\n"
        f"## Limits\n\n{LIMITS}\n## Made by\n\n```\n{command}\n```\n"
    )
    path = out / CARD
    path.write_text(with_measured_part(began, _measured(results, failures)), encoding="utf-8")
    return path


def _measured(results: dict[str, Any], failures: str) -> str:
    parts = [
        f"## Speakers never heard: mean of {results['count']} speaker-disjoint folds\n",
        "Settings were chosen looking at these same folds, so the figures flatter a little; "
        "within each fold nothing was chosen on the speakers that are judged. The shipped "
        f"network was then trained on all speakers.\n\n{KNOWLEDGE}",
    ]
    for kind, found in results["folds"].items():
        parts.append(f"### {kind}\n\n{figures_table(found)}")
    parts.append(
        "Over the emotions that a corpus has, the answer restricted to these; `_5`: happiness, "
        "sadness, calm, anger and neutral.\n\n"
        f"Expected calibration error of `normalised`: {results['calibration_error']}, "
        f"temperature {results['temperature']:.2f}, fitted on the answers above.\n\n"
        f"![Confusions]({CONFUSION})\n\n![Curves]({CURVES})\n"
    )
    if results.get("across"):
        parts.append(f"## Trained without one corpus, tested on it\n\n{_across(results['across'])}")
    if results.get("random"):
        parts.append(f"## {results['random']['note'].capitalize()}\n\n{_random(results['random'])}")
    parts.append(
        f"## Cost\n\nOne estimate on 3 s of speech, one thread: {results['ms_per_estimate']} ms "
        "(median, features included) on the training machine, which did other work too.\n"
    )
    parts.append(f"## Failures\n\n{failures}")
    return "\n".join(parts)


def figures_table(found: dict[str, dict[str, Any]]) -> str:
    """One row a corpus; figures of folds with the deviation between the folds."""
    lines = ["| | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    for corpus, row in found.items():
        cells = [_cell(row, column) for column in COLUMNS]
        lines.append(f"| {corpus} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _cell(row: dict[str, Any], column: str) -> str:
    value, deviation = row.get(column), row.get(f"{column}_deviation")
    if value is None:
        return "-"
    return f"{value}" if deviation is None else f"{value:.3f} ± {deviation:.3f}"


def _across(found: dict[str, Any]) -> str:
    lines = ["Unweighted average recall over neutral, happiness, sadness and anger.\n"]
    lines += ["| tested on | normalised | causal | raw |", "|---|---|---|---|"]
    lines += [
        f"| {corpus} | {one['normalised']} | {one['causal']} | {one['raw']} |"
        for corpus, one in found.items()
    ]
    return "\n".join(lines) + "\n"


def _random(found: dict[str, Any]) -> str:
    told = ", ".join(
        f"{kind} {found[kind]['accuracy_5']}" for kind in ("normalised", "causal", "raw")
    )
    return (
        f"RAVDESS, five emotions, trained on the other clips of these five: {told}. Only to stand "
        "beside published figures of random splits; it says nothing about new people.\n"
    )


def failures_told(opinions: Opinions, clips: Sequence[Clip], table: npt.NDArray[np.int64]) -> str:
    """The commonest confusions, and how far speakers differ, in words."""
    wrong = table - np.diag(np.diag(table))
    order = np.argsort(wrong.ravel())[::-1][:6]
    shares = wrong / np.maximum(table.sum(axis=1, keepdims=True), 1)
    lines = []
    for place in order:
        acted, told = np.unravel_index(place, wrong.shape)
        lines.append(
            f"- {VOICE_EMOTIONS[acted].value} heard as {VOICE_EMOTIONS[told].value}: "
            f"{wrong[acted, told]} clips, {shares[acted, told]:.0%} of that emotion."
        )
    right = opinions.probabilities.argmax(axis=1) == np.asarray([c.emotion for c in clips])
    speakers = np.asarray([f"{c.corpus}, {c.speaker}" for c in clips])
    of_one = {name: float(right[speakers == name].mean()) for name in np.unique(speakers)}
    worst = sorted(of_one, key=lambda name: of_one[name])
    lines.append(
        f"- Speakers differ: {of_one[worst[0]]:.0%} of eight emotions right for {worst[0]}, "
        f"{of_one[worst[-1]]:.0%} for {worst[-1]}."
    )
    return "\n".join(lines) + "\n"


def draw_curves(losses: Sequence[Sequence[float]], path: Path) -> None:
    """Training loss of each judge over the epochs."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 3), layout="constrained")
    axes = figure.subplots()
    for member, of_one in enumerate(losses, 1):
        axes.plot(range(1, len(of_one) + 1), of_one, label=f"judge {member}")
    axes.set(xlabel="epoch", ylabel="log-loss (training)")
    axes.legend()
    figure.savefig(path, dpi=100)


def draw_confusion(table: npt.NDArray[np.int64], title: str, path: Path) -> None:
    """Row-normalised confusion matrix with counts."""
    from matplotlib.figure import Figure

    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    names = [emotion.value for emotion in VOICE_EMOTIONS]
    figure = Figure(figsize=(6, 5), layout="constrained")
    axes = figure.subplots()
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=45, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set(xlabel="answer", ylabel="acted", title=title)
    for row, column in np.ndindex(*table.shape):
        colour = "white" if shares[row, column] > 0.5 else "black"
        axes.text(
            column, row, str(table[row, column]), ha="center", va="center", color=colour, fontsize=8
        )
    figure.savefig(path, dpi=90)
