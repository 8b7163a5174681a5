"""``emotune landmarks``: the landmarks of a film, of photographs or of a face set as a table."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from emotune_gui.commands.output import complain
from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.engine.landmark_table import TableRow, recorded_rows, write_table

INTERRUPTED = 130
"""Exit code of a command ended by Ctrl+C, as shells have it."""
SAY_EVERY_S = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--source", type=Path, help="a video, a picture or a folder of pictures")
    source.add_argument("--npz", type=Path, help="a face set as 'emotune train' takes it")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.csv")
    parser.add_argument(
        "--split",
        choices=["train", "public", "private", "all"],
        default="all",
        help="rows of the face set",
    )
    parser.add_argument("--predictor", type=Path, help="another 68-point predictor of dlib")
    parser.add_argument(
        "--workspace",
        type=Path,
        default=Path("training_runs/face"),
        help="where a face set's landmarks are kept, so that a second run is quick",
    )


def run(args: argparse.Namespace) -> int:
    """Write the table; raises EmoTuneError when something cannot be read or written."""
    rows = _recorded(args) if args.npz is None else _face_set(args)
    written = write_table(args.out, rows, _Progress().tell)
    if not written.complete:
        complain(f"Stopped; {args.out} holds the first {written.rows} rows.")
        return INTERRUPTED
    complain(f"{args.out} holds {written.rows} rows.")
    return 0


def _recorded(args: argparse.Namespace) -> Iterator[TableRow]:
    from emotune_gui.perception.opening import FaceSettings, load_face_reader

    reader = load_face_reader(FaceSettings(args.predictor))
    return recorded_rows(
        args.source, reader, lambda file: complain(f"{file} cannot be read; it gets no row.")
    )


def _face_set(args: argparse.Namespace) -> Iterator[TableRow]:
    """Landmarks in pixels of the stored pictures, with the FER+ majority as label."""
    from emotune_gui.perception.face.averaging import rescaled
    from emotune_gui.training.face.data import load_faces, split_rows
    from emotune_gui.training.face.landmark_cache import ENLARGED, picture_landmarks

    if args.predictor is not None:
        raise InvalidInput("A face set is read with the usual predictor; leave --predictor out.")
    faces = load_faces(args.npz)
    chosen = split_rows(faces, args.split).nonzero()[0]
    images = faces.images[chosen]
    points = rescaled(picture_landmarks(images, args.workspace), images.shape[1] / ENLARGED)
    majority = faces.majority()[chosen]
    for row, found, index in zip(chosen.tolist(), points, majority.tolist(), strict=True):
        emotion = EMOTIONS[index] if index >= 0 else None
        yield TableRow(args.npz.name, row, 0.0, FaceState.FACE, found, emotion)


class _Progress:
    """Says now and then on standard error how far the table is."""

    def __init__(self) -> None:
        self._next = time.monotonic() + SAY_EVERY_S

    def tell(self, rows: int) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + SAY_EVERY_S
            print(f"{rows} rows", file=sys.stderr)
