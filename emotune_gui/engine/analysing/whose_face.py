"""The face reader that an analysis asks for, and the photograph it may know the person by."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Any

import numpy as np

from emotune_gui.capture.images import read_image
from emotune_gui.capture.paths import shown_name
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.engine.analysing.resuming import ReaderWithState
from emotune_gui.engine.analysing.values import AnalysisOptions, FaceChoice
from emotune_gui.perception.face.identity import Descriptor
from emotune_gui.perception.face.largest import LargestFaceReader
from emotune_gui.perception.opening import FaceReaders, FaceSettings

GONE = "The photograph “{0}” of the person is no longer where it was; put it back and try again."
_DECIMALS = 2
"""Processors round differently far behind these."""


class WhoseFace:
    """Weights are loaded when first needed, once. Use from one thread."""

    def __init__(self, options: AnalysisOptions) -> None:
        """Raises InvalidInput for a photograph that was not named or shows no person alone."""
        self._options = options
        self.portrait: Descriptor | None = None
        """Kept in memory only."""
        self.digest = ""
        """Of the portrait; tells two people apart and nobody who they are."""
        if options.face is FaceChoice.PORTRAIT:
            self.portrait = self._described()
            self.digest = _digest(self.portrait)

    @cached_property
    def _readers(self) -> FaceReaders:
        return FaceReaders(FaceSettings(recogniser=self._options.recogniser))

    def reader(self) -> ReaderWithState:
        """One that has seen nothing yet."""
        reader = self._readers.fresh()
        if self._options.face is FaceChoice.LARGEST:
            return LargestFaceReader(reader)
        if self.portrait is not None:
            reader.expect(self.portrait)
        return reader

    @property
    def known(self) -> dict[str, Any]:
        """What is never written down."""
        return {} if self.portrait is None else {"portrait": self.portrait}

    def _described(self) -> Descriptor:
        file = self._options.portrait
        if file is None:
            raise InvalidInput("There is no photograph of the person; name one.")
        if not file.is_file():
            raise InvalidInput(GONE.format(shown_name(file)))
        image = read_image(file)
        if image is None:
            raise InvalidInput(
                f"“{shown_name(file)}” is not a photograph this program can read; choose another."
            )
        return self._readers.portrait(image)


def _digest(portrait: Descriptor) -> str:
    return hashlib.sha256(np.round(portrait, _DECIMALS).astype("<f4").tobytes()).hexdigest()
