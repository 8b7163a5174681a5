"""The words for the scales a client answers."""

from __future__ import annotations

from emotune_gui.domain.scale import SCALE_RANGES, ScaleKind, ScaleReading
from emotune_gui.ui.language import figure
from emotune_gui.ui.wording import translate


def scale_word(kind: ScaleKind) -> str:
    words = {
        ScaleKind.SUDS: translate("Words", "distress"),
        ScaleKind.PLEASURE: translate("Words", "pleasure"),
        ScaleKind.AROUSAL: translate("Words", "arousal"),
    }
    return words[kind]


def reading_words(reading: ScaleReading) -> str:
    """'distress 7 of 10', 'pleasure 0.62'."""
    if reading.kind is ScaleKind.SUDS:
        highest = SCALE_RANGES[reading.kind][1]
        return translate("Words", "{scale} {value} of {highest}").format(
            scale=scale_word(reading.kind),
            value=figure(reading.value, "g"),
            highest=figure(highest, "g"),
        )
    return f"{scale_word(reading.kind)} " + figure(reading.value, ".2f")
