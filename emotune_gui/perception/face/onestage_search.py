"""The one-stage network as a detector: alone when chosen, else when the others see nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from emotune_gui.domain.emotion import EmotionProbabilities
from emotune_gui.domain.face import FaceBox
from emotune_gui.perception.face.detection import CONFIRM_MARGIN, KEPT_SCORE, overlap
from emotune_gui.perception.face.landmarks import GreyArray
from emotune_gui.perception.face.resumable import Resumable

MATCHED = 0.3
"""Least overlap of a found face with the one asked about."""
RESORT_AFTER_S = 0.5
"""HOG and Haar must have seen nothing for this long."""
RESORT_EVERY_S = 0.2
RIVAL_SIZE = 0.4
"""Least side of a further face, as a share of the largest."""


class SeenFace(Protocol):
    @property
    def box(self) -> FaceBox: ...

    @property
    def score(self) -> float: ...

    @property
    def probabilities(self) -> EmotionProbabilities: ...


class FindsFaces(Protocol):
    """`OneStageDetector`: faces of a grey frame, best first."""

    def find(self, grey: GreyArray) -> Sequence[SeenFace]: ...


class OneStageSearch(Resumable):
    """Serves a `FaceFollower` in place of `FaceDetector`; the frame is looked at once."""

    FIXED = frozenset({"_network", "_grey"})

    def __init__(self, network: FindsFaces, least_score: float) -> None:
        self._network, self._least_score = network, least_score
        self._grey: GreyArray | None = None
        self._faces: list[SeenFace] = []

    def search(self, grey: GreyArray) -> list[FaceBox]:
        """Faces, largest first."""
        boxes = [face.box for face in self._look(grey)]
        return sorted(boxes, key=lambda box: -box.width * box.height)

    def search_small(
        self, grey: GreyArray, known: Sequence[FaceBox] = (), least: float = 0.0
    ) -> list[FaceBox]:
        return [b for b in self.search(grey) if all(overlap(b, other) < MATCHED for other in known)]

    def confirm(
        self,
        grey: GreyArray,
        box: FaceBox,
        least_score: float = KEPT_SCORE,
        margin: float = CONFIRM_MARGIN,
    ) -> FaceBox | None:
        self._look(grey)
        found = self._nearest(box)
        return None if found is None else found.box

    def opinion(self, box: FaceBox) -> EmotionProbabilities | None:
        """What the last look said of the face at `box`."""
        found = self._nearest(box)
        return None if found is None else found.probabilities

    def _nearest(self, box: FaceBox) -> SeenFace | None:
        near = [(overlap(face.box, box), face) for face in self._faces]
        best = max(near, key=lambda pair: pair[0], default=None)
        return best[1] if best is not None and best[0] > MATCHED else None

    def _look(self, grey: GreyArray) -> list[SeenFace]:
        if grey is not self._grey:
            found = self._network.find(grey)
            self._grey = grey
            self._faces = [face for face in found if face.score >= self._least_score]
        return self._faces


class LastResort(Resumable):
    """Looks for a face by the one-stage network while nothing else sees one.

    Between two looks the last one holds. Times are those of the frames.
    """

    FIXED = frozenset({"_network"})

    def __init__(self, network: FindsFaces, least_score: float) -> None:
        self._network, self._least_score = network, least_score
        self._last_face = self._looked = -np.inf
        self._waiting_since = np.inf
        self._faces: list[SeenFace] = []

    def face_seen(self) -> None:
        """HOG and Haar see a face in this frame."""
        self._waiting_since = np.inf
        self._faces = []

    def look(self, grey: GreyArray, t: float) -> list[SeenFace]:
        """Faces of a frame in which HOG and Haar see none, largest first; mostly empty."""
        if t < self._waiting_since:
            self._waiting_since, self._looked = t, -np.inf
        if t - self._waiting_since >= RESORT_AFTER_S and t - self._looked >= RESORT_EVERY_S:
            self._looked = t
            found = [f for f in self._network.find(grey) if f.score >= self._least_score]
            self._faces = sorted(found, key=lambda f: -f.box.width * f.box.height)
        return [f for f in self._faces if f.box.width >= RIVAL_SIZE * self._faces[0].box.width]
