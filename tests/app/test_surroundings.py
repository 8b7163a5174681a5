"""A landmark file is judged when it is chosen, not when a session is to start."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.app.surroundings import (
    Machine,
    hand_on,
    landmark_file_problem,
    recogniser_problems,
)
from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.domain.voice import SAMPLE_RATE, SoundBlock
from emotune_gui.perception.face.landmarks import predictor_file
from emotune_gui.ui.presenters.microphones import Heard


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


class Script:
    """A source of sound that says nothing at first, then tones of given loudness."""

    name, reconnects, dropped = "Script", False, 0

    def __init__(self, *amplitudes: float) -> None:
        self.blocks = [None, *(self._tone(a) for a in amplitudes)]

    @staticmethod
    def _tone(amplitude: float) -> SoundBlock:
        wave = np.sin(np.arange(SAMPLE_RATE // 10) / 5.0) * amplitude
        return SoundBlock(0, 0.0, wave.astype(np.float32))

    def open(self) -> None: ...

    def read(self) -> SoundBlock | None:
        return self.blocks.pop(0) if self.blocks else None

    def close(self) -> None: ...


def test_levels_are_handed_on_until_enough():
    got: list[Heard | None] = []

    def heard(piece: Heard | None) -> bool:
        got.append(piece)
        return len(got) < 4

    hand_on(Script(0.1, 1.0, 0.001), heard)
    assert got[0] is None, "asked while nothing comes, so that it can stop"
    assert got[1].level_dbfs == pytest.approx(-23.0, abs=0.2)
    assert (got[1].clipped, got[2].clipped) == (False, True)
    assert got[3].level_dbfs == pytest.approx(-63.0, abs=0.2)


def test_no_microphone_is_opened_while_a_session_runs():
    with pytest.raises(SourceUnavailable, match="session is running"):
        Machine(lambda: True).listen("default", lambda _piece: False)


def test_none_chosen_cannot_be_heard():
    with pytest.raises(SourceUnavailable, match="choose one"):
        Machine(lambda: False).listen("none", lambda _piece: False)


def test_a_recogniser_whose_file_is_missing_is_named(monkeypatch, tmp_path):
    from emotune_gui.bundled import bundled
    from emotune_gui.perception import opening

    assert recogniser_problems() == {}
    for file in bundled("models").glob("face_*.*"):
        if file.suffix in (".tflite", ".npz", ".json") and "onestage" not in file.name:
            (tmp_path / file.name).symlink_to(file)
    monkeypatch.setattr(opening, "bundled", lambda *_parts: tmp_path)
    problems = recogniser_problems()
    assert list(problems) == [Recogniser.ONESTAGE]
    assert "face_onestage.tflite" in problems[Recogniser.ONESTAGE]
    assert opening.installed_recognisers() == set(Recogniser) - {Recogniser.ONESTAGE}
