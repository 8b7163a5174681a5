"""Landmark tables: named columns, whole files, one sentence when something is wrong."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.face import FaceQuality, FaceReading, FaceState
from emotune_gui.domain.faults import EmoTuneError, InvalidInput, SourceUnavailable
from emotune_gui.engine.landmark_table import (
    COLUMNS,
    TableRow,
    recorded_rows,
    write_table,
)
from emotune_gui.perception.face.geometry import FEATURE_NAMES, face_features

POINTS = np.random.default_rng(3).uniform(10, 200, (68, 2)).astype(np.float32)


def row(number=0, points=POINTS):
    state = FaceState.NO_FACE if points is None else FaceState.FACE
    return TableRow("film.mp4", number, number / 25, state, points, Emotion.ANGER)


def table(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def nothing(rows):
    """For who does not care how far the table is."""


@dataclass
class SameFace:
    """A reader that finds the same points in every frame and notes what it was shown."""

    shown: list[tuple[float, int]] = field(default_factory=list)
    forgotten: int = 0

    def read(self, frame):
        self.shown.append((frame.t, int(frame.image[0, 0, 0])))
        quality = FaceQuality(100.0, 100.0, 100, 1.0)
        return FaceReading(
            frame.seq, frame.t, FaceState.FACE, quality, landmarks=POINTS,
            position_s=frame.position_s,
        )  # fmt: skip

    def forget(self):
        self.forgotten += 1


def test_columns_have_names_of_their_own():
    assert len(set(COLUMNS)) == len(COLUMNS) == 5 + 136 + len(FEATURE_NAMES)
    assert len(row().cells()) == len(row(points=None).cells()) == len(COLUMNS)


def test_points_and_measures_come_back_from_the_file(tmp_path):
    path = tmp_path / "table.csv"
    assert write_table(path, [row(4)], nothing).rows == 1
    (found,) = table(path)
    assert (found["file"], found["frame"], found["position_s"]) == ("film.mp4", "4", "0.160")
    assert (found["state"], found["emotion"]) == ("face", "anger")
    assert float(found["x_00"]) == pytest.approx(POINTS[0, 0], abs=0.01)
    assert float(found["y_67"]) == pytest.approx(POINTS[67, 1], abs=0.01)
    told = [float(found[name]) for name in FEATURE_NAMES]
    assert np.allclose(told, face_features(POINTS), atol=1e-5)


def test_a_frame_without_a_face_has_empty_cells(tmp_path):
    path = tmp_path / "table.csv"
    write_table(path, [row(points=None)], nothing)
    (found,) = table(path)
    assert found["state"] == "no_face"
    assert all(found[name] == "" for name in COLUMNS[5:])


def test_ctrl_c_leaves_a_whole_file_and_says_that_it_is_not_all(tmp_path):
    def interrupted():
        yield row(0)
        yield row(1)
        raise KeyboardInterrupt

    told = []
    written = write_table(tmp_path / "table.csv", interrupted(), told.append)
    assert (written.rows, written.complete) == (2, False) and told == [1, 2]
    assert [found["frame"] for found in table(tmp_path / "table.csv")] == ["0", "1"]
    assert [p.name for p in tmp_path.iterdir()] == ["table.csv"]


def test_a_source_that_fails_leaves_the_earlier_table_alone(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("kept")

    def failing():
        yield row()
        raise SourceUnavailable("It broke off.")

    with pytest.raises(SourceUnavailable):
        write_table(path, failing(), nothing)
    assert path.read_text() == "kept" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["", "none/table.csv"])
def test_a_place_that_cannot_be_written_is_said_plainly(tmp_path, name):
    with pytest.raises(EmoTuneError, match=r"folder|cannot be written"):
        write_table(tmp_path / name, [row()], nothing)


def picture(path, level):
    cv2.imwrite(str(path), np.full((20, 30, 3), level, np.uint8))


def test_pictures_are_read_each_by_itself_and_damaged_ones_are_told(tmp_path):
    picture(tmp_path / "b.png", 20)
    picture(tmp_path / "a.png", 10)
    (tmp_path / "c.png").write_bytes(b"no picture")
    (tmp_path / "notes.txt").write_text("no picture either")
    reader, damaged = SameFace(), []
    rows = list(recorded_rows(tmp_path, reader, damaged.append))
    assert [found.file for found in rows] == ["a.png", "b.png"]
    assert [path.name for path in damaged] == ["c.png"]
    first = [t for t, level in reader.shown if level == 10]
    second = [t for t, level in reader.shown if level == 20]
    assert len(first) == len(second) > 1 and max(second) < min(first)
    assert sorted(first) == first and reader.forgotten == 2


@pytest.mark.parametrize("kind", ["empty folder", "damaged picture", "missing picture"])
def test_nothing_to_read_is_said_plainly(tmp_path, kind):
    path = tmp_path if kind == "empty folder" else tmp_path / "one.png"
    if kind == "damaged picture":
        path.write_bytes(b"no picture")
    with pytest.raises(InvalidInput, match="picture"):
        list(recorded_rows(path, SameFace()))


def test_a_film_that_is_missing_is_said_plainly(tmp_path):
    with pytest.raises(SourceUnavailable, match="not found"):
        list(recorded_rows(tmp_path / "film.mp4", SameFace()))
