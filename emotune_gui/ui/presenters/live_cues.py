"""What the face does, cue by cue, in words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from emotune_gui.domain.face import ActionCues
from emotune_gui.ui.language import figure

translate = QCoreApplication.translate

CLEAR = 0.5
"""From here on a cue is set in bold: it is there rather than not."""


@dataclass(frozen=True, slots=True)
class Cue:
    """`value` is 0-1, or None when no landmarks tell."""

    name: str
    value: float | None
    word: str

    @property
    def figure(self) -> str:
        return "–" if self.value is None else figure(self.value, ".2f")

    @property
    def spoken(self) -> str:
        return f"{self.name}: {self.word}" + ("" if self.value is None else f", {self.figure}")


def degree_word(value: float | None) -> str:
    if value is None:
        return translate("Cues", "not known")
    if value < 0.15:
        return translate("Cues", "no")
    if value < 0.4:
        return translate("Cues", "slightly")
    return translate("Cues", "clearly") if value < 0.75 else translate("Cues", "strongly")


def cue_rows(cues: ActionCues | None) -> tuple[Cue, ...]:
    """The six cues from brows to mouth, always all of them."""
    named = (
        ("brows_raised", translate("Cues", "brows raised")),
        ("brows_lowered", translate("Cues", "brows lowered")),
        ("eyes_closed", translate("Cues", "eyes closed")),
        ("mouth_open", translate("Cues", "mouth open")),
        ("mouth_corners_up", translate("Cues", "mouth corners up")),
        ("mouth_corners_down", translate("Cues", "mouth corners down")),
    )
    values = [None if cues is None else float(getattr(cues, field)) for field, _ in named]
    return tuple(
        Cue(name, _bounded(value), degree_word(value))
        for (_, name), value in zip(named, values, strict=True)
    )


def _bounded(value: float | None) -> float | None:
    return None if value is None else min(1.0, max(0.0, value))
