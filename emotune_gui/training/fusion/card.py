"""The fusion's card."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from emotune_gui.training.fusion.evaluation import FusionFigures

if TYPE_CHECKING:
    from emotune_gui.training.fusion.fitting import FusionSettings

MADE = """\
Two ways from the face's and the voice's probabilities to one answer, behind one interface
(`perception/fusion.py`): a logarithmic pool whose exponents follow how well each side is seen or
heard just now (`fusion.json`), and a random forest on both sides' probabilities, as source system
004 had it (`fusion_forest.npz`). The default is the one with the smaller log-loss on people
neither was fitted on, chosen inside the people fitted on. A side that is missing is no error: the
other answers alone."""

PAIRING = """\
No corpus here holds face and voice of the same person. Each picture was given a spoken clip of
another person with the same label, so that emotions come as often as among the pictures. Fitted
on FER2013's dev pictures and every other speaker; measured on the public pictures and the
remaining speakers, so images and speakers are disjoint. The voice's answers are those of fold
networks that never heard the speaker but knew the speaker's usual voice, as after some minutes
(`fusion_voices.npz`: numbers only). Because the two sides of such a pair fail independently of
each other, which one person's face and voice do not quite, **the gain is an upper bound**. Acted
voices and single photographs stand in for conversations."""

TERMS = """\
FER2013 pictures with FER+ votes, RAVDESS (CC BY-NC-SA 4.0) and CREMA-D (ODbL) as in the cards of
the face and voice networks, whose limits hold here too. Contempt is in no voice corpus: the voice
says neither yes nor no to it. Calm counts as neutral; its lower arousal is told separately."""


def write_fusion_card(
    path: Path,
    told: dict[str, FusionFigures],
    default: str,
    settings: FusionSettings,
    command: str,
) -> None:
    """Begin the card anew (Mitchell et al. 2019, arXiv:1810.03993)."""
    columns = list(asdict(next(iter(told.values()))))
    head = "| | " + " | ".join(columns) + " |\n|---" + "|---" * len(columns) + "|\n"
    rows = "".join(
        f"| {name} | " + " | ".join(str(v) for v in asdict(figures).values()) + " |\n"
        for name, figures in told.items()
    )
    path.write_text(
        f"# Fusion of face and voice\n\n{MADE}\n\nDefault: **{default}**.\n\n"
        f"## On people not fitted on\n\n{head}{rows}\n"
        "`_7`: all emotions but contempt; `_4`: happiness, sadness, anger, neutral; `ece`: "
        "expected calibration error.\n\n"
        f"## How the pairs were made\n\n{PAIRING}\n\n## Data and terms\n\n{TERMS}\n\n"
        f"## Made by\n\n```\n{command}\n```\n\nSettings: {settings}\n",
        encoding="utf-8",
    )
