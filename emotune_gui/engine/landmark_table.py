"""Landmarks and their measures as a table (CSV): of films, of photographs, of anything."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from emotune_gui.capture.images import is_image, read_image
from emotune_gui.capture.quiet import quiet_opencv
from emotune_gui.capture.video import VideoSource
from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.face import FaceReading, FaceState, Frame, PointArray
from emotune_gui.domain.faults import EmoTuneError, EndOfSource, InvalidInput
from emotune_gui.domain.ports import FaceReader
from emotune_gui.perception.face.geometry import FEATURE_NAMES, face_features

POINTS = range(68)
COLUMNS: tuple[str, ...] = (
    *("file", "frame", "position_s", "state", "emotion"),
    *(f"x_{i:02}" for i in POINTS),
    *(f"y_{i:02}" for i in POINTS),
    *FEATURE_NAMES,
)
LOOKS, LOOK_S = 5, 0.12
"""A picture is shown to the reader as a film of so many frames, this many seconds apart: one look
does not tell whether there are further faces."""
_EMPTY = ("",) * (2 * len(POINTS) + len(FEATURE_NAMES))


@dataclass(frozen=True, slots=True, eq=False)
class TableRow:
    """One face, or the lack of one. `points` are 68 x 2 in pixels of the picture."""

    file: str
    frame: int
    position_s: float
    state: FaceState
    points: PointArray | None
    emotion: Emotion | None = None
    """A label that came with the picture, never the program's own answer."""

    def cells(self) -> tuple[str, ...]:
        """One for each of `COLUMNS`; without landmarks theirs are empty."""
        emotion = "" if self.emotion is None else self.emotion.value
        head = (self.file, str(self.frame), f"{self.position_s:.3f}", self.state.value, emotion)
        if self.points is None:
            return head + _EMPTY
        places = np.concatenate([self.points[:, 0], self.points[:, 1]])
        return (
            *head,
            *(f"{v:.2f}" for v in places.tolist()),
            *(f"{v:.5f}" for v in face_features(self.points).tolist()),
        )


@dataclass(frozen=True, slots=True)
class Written:
    rows: int
    complete: bool
    """False when the person stopped it; the rows until then are in the file."""


def write_table(path: Path, rows: Iterable[TableRow], told: Callable[[int], None]) -> Written:
    """Write the rows beside `path` and put the file there, whole, at the end.

    `told` hears the number of rows after each. Ctrl+C ends the table early. When `rows` fails
    or the disk does, nothing is left and `path` stays as it was. Raises EmoTuneError.
    """
    if path.is_dir():
        raise InvalidInput(f"{path} is a folder; name the file that the table goes to.")
    part = path.with_name(path.name + ".part")
    try:
        written = _write(part, rows, told)
        part.replace(path)
    except OSError as problem:
        part.unlink(missing_ok=True)
        reason = problem.strerror or problem
        raise EmoTuneError(f"The table {path} cannot be written ({reason}).") from problem
    except EmoTuneError:
        part.unlink(missing_ok=True)
        raise
    return written


def _write(part: Path, rows: Iterable[TableRow], told: Callable[[int], None]) -> Written:
    count = 0
    with part.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        try:
            for row in rows:
                table.writerow(row.cells())
                count += 1
                told(count)
        except KeyboardInterrupt:
            return Written(count, False)
    return Written(count, True)


def recorded_rows(
    path: Path, reader: FaceReader, skipped: Callable[[Path], None] = lambda file: None
) -> Iterator[TableRow]:
    """A row for every frame of a film, or for every picture of a folder (or the one picture).

    `skipped` hears of pictures in a folder that cannot be read; they get no row. Raises
    InvalidInput when there is no picture, and with the first row SourceUnavailable when the
    film cannot be read.
    """
    if path.is_dir() or is_image(path):
        return _picture_rows(_pictures(path), reader, skipped)
    return _film_rows(VideoSource(path, paced=False), path.name, reader)


def _pictures(path: Path) -> list[Path]:
    quiet_opencv()
    if not path.is_dir():
        if read_image(path) is None:
            raise InvalidInput(f"{path} is missing or not a picture this program can read.")
        return [path]
    try:
        files = sorted(file for file in path.iterdir() if is_image(file))
    except OSError:
        raise InvalidInput(f"The folder {path} may not be read; ask for permission.") from None
    if not files:
        raise InvalidInput(f"There are no pictures in the folder {path}; choose another folder.")
    return files


def _picture_rows(
    files: list[Path], reader: FaceReader, skipped: Callable[[Path], None]
) -> Iterator[TableRow]:
    """Each picture by itself: time runs back and whoever was seen is forgotten between them."""
    for i, file in enumerate(files):
        image = read_image(file)
        if image is None:
            skipped(file)
        else:
            reader.forget()
            start = -2.0 * LOOKS * LOOK_S * i
            for look in range(LOOKS):
                reading = reader.read(Frame(0, start + look * LOOK_S, image))
            yield _row(file.name, reading)


def _film_rows(source: VideoSource, name: str, reader: FaceReader) -> Iterator[TableRow]:
    source.open()
    try:
        while True:
            frame = source.read()
            if frame is not None:
                yield _row(name, reader.read(frame))
    except EndOfSource:
        return
    finally:
        source.close()


def _row(name: str, reading: FaceReading) -> TableRow:
    return TableRow(name, reading.seq, reading.position_s, reading.state, reading.landmarks)
