"""Of several faces the largest is read, as if a therapist had chosen it."""

from __future__ import annotations

from emotune_gui.domain.face import FaceBox, FaceReading, FaceState, Frame
from emotune_gui.perception.face.reader import LandmarkFaceReader
from emotune_gui.perception.face.resumable import Resumable

GONE_S = 2.0
"""After so long without the chosen face, or only with others, whoever is there counts again."""


class LargestFaceReader(Resumable):
    """A FaceReader that chooses by itself where several faces are in the picture.

    The largest is followed, by place and looks, until it is gone; it does not lose its turn to a
    face that comes nearer meanwhile. Use from one thread.
    """

    def __init__(self, reader: LandmarkFaceReader) -> None:
        self._reader = reader
        self._gone_since: float | None = None

    def read(self, frame: Frame) -> FaceReading:
        reading = self._reader.read(frame)
        if reading.state is FaceState.SEVERAL_FACES and reading.boxes:
            self._reader.choose(*_middle(max(reading.boxes, key=_size)))
            reading = self._reader.read(frame)
        self._watch(reading)
        return reading

    def choose(self, x: float, y: float) -> None:
        """The hand wins until that face is gone."""
        self._reader.choose(x, y)

    def forget(self) -> None:
        self._reader.forget()

    def _watch(self, reading: FaceReading) -> None:
        """Let go of a face that is gone."""
        if not reading.chosen or reading.state is not FaceState.NO_FACE:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = reading.t
        elif reading.t - self._gone_since >= GONE_S:
            self._gone_since = None
            self._reader.forget()


def _middle(box: FaceBox) -> tuple[float, float]:
    return box.x + box.width / 2.0, box.y + box.height / 2.0


def _size(box: FaceBox) -> int:
    return box.width * box.height
