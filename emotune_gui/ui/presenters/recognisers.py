"""The recognisers by name, each with one plain line: what it looks at and when to take it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from emotune_gui.domain.face import Recogniser

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class RecogniserWords:
    name: str
    line: str


def recogniser_words(recogniser: Recogniser) -> RecogniserWords:
    words = {
        Recogniser.COMBINED: RecogniserWords(
            translate("Recogniser", "All together (recommended)"),
            translate(
                "Recogniser",
                "Weighs all answers by how often each is right. Take this one for sessions.",
            ),
        ),
        Recogniser.CNN: RecogniserWords(
            translate("Recogniser", "Picture of the face (network)"),
            translate(
                "Recogniser",
                "Looks at the whole face with its folds and shadows. Take it on a slow computer.",
            ),
        ),
        Recogniser.FOREST: RecogniserWords(
            translate("Recogniser", "Distances and angles (forest)"),
            translate(
                "Recogniser",
                "Looks at the 68 points only, never at skin. Coarser; take it to compare.",
            ),
        ),
        Recogniser.OCULAR: RecogniserWords(
            translate("Recogniser", "Eyes, brows, nose and mouth (ocular)"),
            translate(
                "Recogniser",
                "Looks round eyes, brows, nose and mouth only. Coarser; take it to compare.",
            ),
        ),
        Recogniser.ONESTAGE: RecogniserWords(
            translate("Recogniser", "One look at the picture (one-stage)"),
            translate(
                "Recogniser",
                "Finds face and emotion at once. Less exact; take it if the others lose the face.",
            ),
        ),
    }
    return words[recogniser]
