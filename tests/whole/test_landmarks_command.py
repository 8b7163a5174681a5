"""`emotune landmarks` from pictures, films and face sets to a table."""

from __future__ import annotations

import csv

import cv2
import numpy as np
from skimage import data

from emotune_gui.cli import main
from emotune_gui.perception.face.geometry import FEATURE_NAMES, face_features
from tests.training.making import face_set, stored


def table(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_photograph_becomes_a_row_of_its_landmarks(tmp_path, capsys):
    portrait = cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR)
    cv2.imwrite(str(tmp_path / "portrait.png"), portrait)
    cv2.imwrite(str(tmp_path / "wall.png"), np.full((200, 200, 3), 120, np.uint8))
    out = tmp_path / "out.csv"
    assert main(["landmarks", "--source", str(tmp_path), "--out", str(out)]) == 0
    face, wall = table(out)
    assert (face["file"], face["state"], wall["state"]) == ("portrait.png", "face", "no_face")
    eyes = [(float(face[f"x_{i}"]), float(face[f"y_{i}"])) for i in (36, 45)]
    assert 150 < eyes[0][0] < eyes[1][0] < 280 and all(60 < y < 160 for _, y in eyes)
    assert wall["x_00"] == "" and "2 rows" in capsys.readouterr().err


def test_a_face_set_becomes_rows_with_labels(tmp_path):
    faces = face_set(30)
    faces.usage[:] = 0
    faces.usage[[3, 8]] = 1
    out = tmp_path / "out.csv"
    words = ["--npz", str(stored(tmp_path, faces)), "--split", "public", "--out", str(out)]
    assert main(["landmarks", *words, "--workspace", str(tmp_path)]) == 0
    found = table(out)
    assert [row["frame"] for row in found] == ["3", "8"]
    points = np.array(
        [[[float(row[f"{a}_{i:02}"]) for a in "xy"] for i in range(68)] for row in found]
    )
    assert points.min() > -10 and points.max() < 58  # pixels of the 48 x 48 pictures
    told = [[float(row[name]) for name in FEATURE_NAMES] for row in found]
    assert np.abs(face_features(points[0]) - told[0]).max() < 0.05


def test_a_source_that_cannot_be_read_is_one_sentence_and_no_file(tmp_path, capsys):
    out = tmp_path / "out.csv"
    assert main(["landmarks", "--source", str(tmp_path / "no.mp4"), "--out", str(out)]) == 1
    said = [s for s in capsys.readouterr().err.splitlines() if s.startswith("emotune:")]
    assert len(said) == 1 and "not found" in said[0] and not out.exists()
