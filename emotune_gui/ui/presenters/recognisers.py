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
    recommended: bool = False

    @property
    def choice(self) -> str:
        """The name as it stands in a list to choose from."""
        if not self.recommended:
            return self.name
        return translate("Recogniser", "{0} (recommended)").format(self.name)


def recogniser_words(recogniser: Recogniser) -> RecogniserWords:
    words = {
        Recogniser.COMBINED: RecogniserWords(
            translate("Recogniser", "All together"),
            translate(
                "Recogniser",
                "Weighs the next three by how often each is right. Take this one for sessions.",
            ),
            recommended=True,
        ),
        Recogniser.CNN: RecogniserWords(
            translate("Recogniser", "Picture of the face (network)"),
            translate(
                "Recogniser",
                "Looks at the whole face in shades of grey. Nearly as good; take it to compare.",
            ),
        ),
        Recogniser.FOREST: RecogniserWords(
            translate("Recogniser", "Distances and angles (forest)"),
            translate(
                "Recogniser",
                "Looks only where the 68 points lie. Weaker; take it if light misleads the others.",
            ),
        ),
        Recogniser.OCULAR: RecogniserWords(
            translate("Recogniser", "Eyes, brows, nose and mouth (ocular)"),
            translate(
                "Recogniser",
                "Looks round eyes, brows, nose, mouth. Take it if hair, scarf or beard misleads.",
            ),
        ),
        Recogniser.ONESTAGE: RecogniserWords(
            translate("Recogniser", "One look at the picture (one-stage)"),
            translate(
                "Recogniser",
                "Looks at the whole picture. Weaker; take it if a face is far, aside or cut off.",
            ),
        ),
    }
    return words[recogniser]
