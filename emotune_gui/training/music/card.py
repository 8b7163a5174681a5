"""The card of the recurrent composer: what touched what, and how it was made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from emotune_gui.domain.song import SongEmotion
from emotune_gui.training.face.cards import BEGIN, END, with_measured_part
from emotune_gui.training.music.loop import MusicEpoch, MusicSettings

_DATA = """\
## What touched what

| data | licence | used for |
|---|---|---|
| OpenScore Lieder: songs for voice and piano | CC0 | melody, accompaniment and chords |
| OpenEWLD: lead sheets | public domain as declared by its makers | melody and chords |
| Bach chorales (jsb) | public domain | nothing: they have no bar lines to be trusted |
| `song_library_weak.csv`: weak valence and arousal of each song | own | the affect a song is \
taken for: what is told to the network, and which songs an emotion model sees more often |
| EMOPIA | CC BY-NC-SA 4.0 | **no weight of a network**; it teaches the judge that measures, each \
time anew, and the judge's weights are not shipped |

Of both corpora the pieces in 4/4, 2/2, 2/4 or 3/4 that keep to sixteenths are used. The weak \
labels are another model's guesses, right about 80 % for arousal and 60-70 % for valence; that \
model's own kind was measured on EMOPIA and VGMIDI (`MUSIC_EMOTION.md`, 4), so that these sets \
may have reached the labels, though never the notes. Every eighth composer (by a checksum of the \
name) is kept for development: it chose the epoch and taught nothing. Keys and chords of the \
scores are read by the program (key profiles of Krumhansl & Kessler 1982), not by people. \
Sampling and form were tuned by a second judge that knows only EMOPIA's validation songs; the \
reported judge was looked at twice on the way, with other seeds than those reported; the first \
look showed where the music was weak and prompted changes, whose settings the second judge chose.

"""

_LIMITS = """\
## Limits

- It writes as songs of 1780-1930 from Europe and North America do: functional harmony, \
four-bar phrases, simple metres. No swing, no triplets, no compound metre, no other cultures.
- Form, the places of cadences, dynamics, articulation, pads, counter-lines and percussion come \
from rules; so do the chords in Lydian, Mixolydian and Dorian.
- Tempo, loudness, density, mode, register and articulation follow the mapping, not the network, \
and carry most of the affect. What valence and arousal change in the network's own writing is \
slight: the labels it learned from are weak.
- A judge of symbolic features is not a listener; no person's ratings stand behind the figures.

"""


@dataclass(frozen=True, slots=True)
class CardFacts:
    settings: MusicSettings
    chunks: tuple[int, int]
    """Taught and kept for development."""
    numbers: int
    writing: Sequence[MusicEpoch]
    chords: Sequence[MusicEpoch]
    tuned: Mapping[SongEmotion, tuple[tuple[float, float], tuple[float, float]]]
    tuning: tuple[int, float]
    command: str


def write_card(facts: CardFacts, path: Path) -> None:
    """Keeps the measured part of a card that is there."""
    measured = ""
    if path.is_file():
        before = path.read_text(encoding="utf-8")
        if BEGIN in before:
            measured = before[before.index(BEGIN) : before.index(END) + len(END)] + "\n"
    best = min(facts.writing, key=lambda epoch: epoch.first + epoch.second)
    chords = min(facts.chords, key=lambda epoch: epoch.first + epoch.second)
    minutes = sum(epoch.seconds for epoch in facts.writing) / 60
    path.write_text(
        f"# Recurrent composer (`music_rnn*`)\n\n"
        f"Two layers of LSTM, {facts.numbers:,} numbers, 8-bit weights, one sixteenth a step with "
        f"the state going in and out. It is told metre, chord, mode, valence, arousal, register, "
        f"place in the phrase, the numbers of onsets wanted, what was written so far and the "
        f"earlier bar that the form takes up; it says what the melody does and which voices of "
        f"the chord are struck. `music_rnn.tflite` follows any valence and arousal. "
        f"`music_rnn_happy`, `_sad`, `_angry` and `_calm` are copies of it that went on learning "
        f"for {facts.tuning[0]} epoch (peak rate {facts.tuning[1]}) with songs drawn by the "
        f"squared weak probability of their emotion. `music_rnn_chords.tflite` is a network of "
        f"its own that writes the chords of four bars at a time, for all five.\n\n"
        f"Settings: `{json.dumps(asdict(facts.settings))}`. {facts.chunks[0]:,} stretches of 16 "
        f"bars taught, {facts.chunks[1]:,} of other composers kept for development; best epoch "
        f"{list(facts.writing).index(best) + 1} of {len(facts.writing)}, {minutes:.0f} minutes.\n\n"
        f"Nats a step on the development composers: melody {best.first:.3f}, accompaniment "
        f"{best.second:.3f}; chords {chords.first:.3f}, inversions {chords.second:.3f}.\n\n"
        f"On the quarter of the development stretches most like each emotion (melody, "
        f"accompaniment):\n\n{_tuned_table(facts.tuned)}\n"
        f"![Curves](music_rnn_curves.png)\n\n{_DATA}{_LIMITS}"
        f"## Made by\n\n```\n{facts.command}\n```\n\n{measured}",
        encoding="utf-8",
    )


def write_measured(result: dict[str, Any], path: Path) -> None:
    """Bring the figures of the card at `path` up to date with what the evaluation found."""
    lines = [
        "| composer | arousal | valence | four quadrants | repeats in 10 min | "
        "pitch-class entropy | scale consistency | groove consistency |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, found in result["composers"].items():
        off = [f"{m['mean']:.3f} ({m['off_in_sd']:+.2f} SD)" for m in found["measures"].values()]
        shares = [f"{found[k]:.3f}" for k in ("arousal", "valence", "quadrants")]
        cells = [name, *shares, f"{found['repeats_in_ten_minutes']:.3f}", *off]
        lines.append("| " + " | ".join(cells) + " |")
    own = result["judge"]["on_its_held_out_clips"]
    text = (
        "## Measured\n\nClips of 30 s as they are played, judged by a classifier that learned "
        "from EMOPIA's training songs (on EMOPIA's other songs it is right in "
        f"{own['arousal']:.3f} / {own['valence']:.3f} / {own['quadrants']:.3f}). An emotion "
        "model is judged on its own emotion only.\n\n" + "\n".join(lines) + "\n"
    )
    if "pace" in result:
        text += (
            f"\nNotes a second: {result['pace']['network_notes_per_s']:.0f}; the tutorial's way "
            f"in the same run {result['pace']['tutorial_notes_per_s']:.1f} "
            f"({result['pace']['ratio']:.0f} times). Two bars in "
            f"{result['two_bars']['two_bars_ms']:.1f} ms, {result['two_bars']['share']:.2%} of "
            "their playing time, at worst of twenty pairs.\n"
        )
    before = path.read_text(encoding="utf-8") if path.is_file() else "# Recurrent composer\n\n"
    path.write_text(with_measured_part(before, text), encoding="utf-8")


def draw_curves(histories: Mapping[str, Sequence[MusicEpoch]], path: Path) -> None:
    """Nats a step over the epochs, a panel a network."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 3), layout="constrained")
    panels = figure.subplots(1, len(histories))
    heads = {"writing": ("melody", "accompaniment"), "chords": ("chord", "inversion")}
    for axes, (name, history) in zip(panels, histories.items(), strict=True):
        epochs = range(1, len(history) + 1)
        axes.plot(epochs, [epoch.loss for epoch in history], label="training, both")
        both = [epoch.first + epoch.second for epoch in history]
        axes.plot(epochs, both, label="development, both")
        axes.plot(epochs, [e.first for e in history], "--", label=heads[name][0])
        axes.plot(epochs, [e.second for e in history], ":", label=heads[name][1])
        axes.set(xlabel="epoch", ylabel="nats a step", title=name)
        axes.legend(fontsize=7)
    figure.savefig(path, dpi=100)


def _tuned_table(
    tuned: Mapping[SongEmotion, tuple[tuple[float, float], tuple[float, float]]],
) -> str:
    lines = ["| | before | after |", "|---|---|---|"]
    for emotion, (before, after) in tuned.items():
        cells = (f"{pair[0]:.3f}, {pair[1]:.3f}" for pair in (before, after))
        lines.append(f"| {emotion.value} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
