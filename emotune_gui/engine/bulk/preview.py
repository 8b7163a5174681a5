"""A picture by which an analysed recording is known again, and what a photograph shows."""

from __future__ import annotations

from dataclasses import dataclass

from emotune_gui.capture.film_reader import PictureReader
from emotune_gui.capture.images import read_image_scaled
from emotune_gui.domain.emotion import EmotionProbabilities
from emotune_gui.domain.face import ImageArray
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.engine.analysing.keeping import estimates_of
from emotune_gui.engine.analysing.values import FileResult, Kind

SHOWN_AT = 0.4
"""Share of the film; its middle often has a face, its beginning rarely."""


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """`image` with what was seen drawn on it where that was made; None for sound and what is
    gone. `believed` is of a photograph only."""

    image: ImageArray | None = None
    believed: EmotionProbabilities | None = None


def preview(result: FileResult) -> Preview:
    """Blocks."""
    return Preview(_image(result), _believed(result) if result.kind is Kind.PHOTO else None)


def _believed(result: FileResult) -> EmotionProbabilities | None:
    """None where no emotion was claimed."""
    if not result.summary.get("label"):
        return None
    try:
        estimates = list(estimates_of(result))
    except (OSError, ValueError, KeyError):
        return None
    return estimates[-1].probabilities if estimates else None


def _image(result: FileResult) -> ImageArray | None:
    try:
        if result.kind is Kind.PHOTO:
            drawn = result.folder / f"{result.name}.overlay.png"
            found = read_image_scaled(drawn if drawn.is_file() else result.source)
            return None if found is None else found[0]
        return _film(result) if result.kind is Kind.FILM else None
    except (EmoTuneError, OSError):
        return None


def _film(result: FileResult) -> ImageArray | None:
    with (result.overlay or result.source).open("rb") as file:
        reader = PictureReader(file)
        try:
            picture = reader.at(SHOWN_AT * float(result.summary["duration_s"]))
        finally:
            reader.close()
    return None if picture is None else picture.image
