"""What the recognisers were measured to be worth, read from the cards that lie beside the weights.

The cards are written by `emotune evaluate`; a figure that is not in one is not in a report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from emotune_gui.bundled import bundled

SHORTFALLS = "**Shortfalls**"
_SHORTFALL = re.compile(
    r"^- (?P<measure>\w+), (?P<part>[^(:]+?) \([^)]*\): (?P<share>[\d.]+) of (?P<n>\d+) right over "
    r"eight emotions"
)
_ROW = re.compile(r"^\|\s*(?P<name>[\w ]+?)\s*\|(?P<figures>.+)\|$")


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A kind of picture of which fewer are named right among eight emotions."""

    measure: str
    """As the card calls it: 'yaw', 'eye_distance', ..."""
    part: str
    """'lowest third', '20 and more', ..."""
    accuracy: float
    pictures: int


@dataclass(frozen=True, slots=True)
class FaceLimits:
    """On people never seen in training: shares of pictures named right."""

    accuracy_8: float
    accuracy_4: float
    pictures: int
    shortfalls: tuple[Shortfall, ...] = ()
    """Where it is measurably worse."""


@dataclass(frozen=True, slots=True)
class VoiceLimits:
    """On speakers never heard, with only what was heard of them before."""

    accuracy_5: float
    clips: int


def face_limits(recogniser: str, folder: Path | None = None) -> FaceLimits | None:
    """From `models/face_<recogniser>.md`; None when there is no card or no such table in it."""
    text = _card(f"face_{recogniser}.md", folder).partition("## Measured on the public split")[2]
    row = _row_after_head(text, "accuracy_8", recogniser)
    if row is None or not {"accuracy_8", "accuracy_4", "n"} <= row.keys():
        return None
    return FaceLimits(row["accuracy_8"], row["accuracy_4"], int(row["n"]), _shortfalls(text))


def voice_limits(folder: Path | None = None) -> VoiceLimits | None:
    text = _card("voice_cnn.md", folder).partition("### causal")[2]
    row = _row_after_head(text, "accuracy_5", "all")
    if row is None or not {"accuracy_5", "n"} <= row.keys():
        return None
    return VoiceLimits(row["accuracy_5"], int(row["n"]))


def _card(name: str, folder: Path | None) -> str:
    file = (folder or bundled("models")) / name
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""


def _row_after_head(text: str, column: str, name: str) -> dict[str, float] | None:
    """The named row of the first table that has the column."""
    head: list[str] = []
    for line in text.splitlines():
        found = _ROW.match(line) if head else None
        if found and found["name"] == name:
            cells = [cell.strip().partition(" ")[0] for cell in found["figures"].split("|")]
            return {
                key: float(cell)
                for key, cell in zip(head, cells, strict=False)
                if re.fullmatch(r"-?[\d.]+(e[+-]?\d+)?", cell)
            }
        if not head and f"| {column} |" in line:
            head = [cell.strip() for cell in line.strip().strip("|").split("|")][1:]
    return None


def _shortfalls(text: str) -> tuple[Shortfall, ...]:
    after = text.partition(SHORTFALLS)[2].partition("\n#")[0]
    found = (_SHORTFALL.match(line) for line in after.splitlines())
    return tuple(
        Shortfall(m["measure"], m["part"], float(m["share"]), int(m["n"])) for m in found if m
    )
