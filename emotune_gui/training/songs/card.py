"""The card of the song labeller."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

CARD_FILE = "music_label.md"
_ROWS = {
    "score": "notes with dynamics",
    "score_without_loudness": "notes, velocities all alike",
    "audio": "sound (EMOPIA's notes, synthesised)",
}

_TEXT = """# Song labeller (`music_label`)

Six logistic regressions in one file: valence and arousal, from notes with dynamics (the 22
features of `music/features.py`), from notes whose velocities mean nothing (20 of them), and from
sound (the 13 of `music/songs/hearing.py`). Notes are looked at by half minutes, the answers
averaged. The label is the expectation of the two probabilities, in [-1, 1]; a song that could be
either lies near the middle. Features count no further than three standard deviations from what
was learned. Run time is numpy alone.

## Measured on songs that were not learned from

| made from | split | arousal | valence | quadrant | Brier arousal | Brier valence | clips |
|---|---|---|---|---|---|---|---|
{table}

*Folds*: five, over the training songs, no song on both sides. *Held out*: the validation songs of
EMOPIA's authors, never learned from nor chosen by. For scale: the authors' own regression reaches
.849 arousal, .651 valence and .581 quadrant, a forest on the same 22 features .920, .750 and .659,
both on the test split of EMOPIA.

## Data and terms

- EMOPIA (Hung et al. 2021), pop piano with quadrant labels by annotators: CC BY-NC-SA 4.0. The
  clips are not in this repository. **These weights are derived from them**; ask before using them
  commercially.
- OpenScore Lieder (CC0) and OpenEWLD (public domain): {weak} scores with weak labels, which other
  models gave; they count a fifth of a listener's label.
- For sound, half of EMOPIA's training clips were played by this program's synthesiser with twelve
  programs, 160 of the scores by their own, all darker or brighter, louder or softer by lot. No
  recording was learned from.

## Limits

- Pop piano taught it. Orchestral, vocal and dance music lies outside; words are not understood.
- Valence is the weak half: between a quarter and a third of the clips are wrong. Mode decides most
  of it, and minor-key music can be cheerful, as major-key music can be sad.
- For recordings expect less than the table: real instruments, voices and mastering were not heard.
  How loud a recording is counts much for its arousal; one made much louder or softer afterwards is
  misjudged.
- The label says what the music expresses to most listeners, not what a client will feel. It is
  marked as automatic until a person has confirmed it.

## On other music

On the {bundled} songs that come with the program, which are of other genres and were not learned
from, it agrees with the curator in the shares below. The sound's features were chosen with
these songs in view, so that its row is kinder than a stranger's recording would be.

{strangers}

## Made by

```
{command}
```
"""


def write_card(
    out: Path,
    figures: Mapping[str, Mapping[str, Mapping[str, float]]],
    strangers: Mapping[str, Mapping[str, float]],
    weak: int,
    command: str,
) -> None:
    """Write the card beside the weights; `strangers` are the figures on the bundled songs."""
    lines = [
        f"| {_ROWS[evidence]} | {split.replace('_', ' ')} | {row['arousal']:.3f} "
        f"| {row['valence']:.3f} | {row['quadrant']:.3f} | {row['brier_arousal']:.3f} "
        f"| {row['brier_valence']:.3f} | {row['n']:.0f} |"
        for evidence, splits in figures.items()
        for split, row in splits.items()
    ]
    others = [
        f"| {source} | {row['arousal']:.3f} | {row['valence']:.3f} | {row['quadrant']:.3f} |"
        for source, row in strangers.items()
    ]
    text = _TEXT.format(
        table="\n".join(lines),
        strangers="\n".join(
            ["| from | arousal | valence | quadrant |", "|---|---|---|---|", *others]
        ),
        bundled=round(max((row["n"] for row in strangers.values()), default=0)),
        weak=weak,
        command=command,
    )
    (out / CARD_FILE).write_text(text, encoding="utf-8")
