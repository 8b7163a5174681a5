"""Real films from ../shared, where they are at hand: every third frame."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import cv2
import pytest

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.face import FaceState
from emotune_gui.perception.smoothing import SmoothedEmotions
from tests.perception.making import still

VIDEO = Path(__file__).parents[3] / "shared" / "data" / "video"
pytestmark = pytest.mark.skipif(not VIDEO.is_dir(), reason="needs ../shared")


def believed(reader, name, step=3, longest=640):
    """Estimates of a clip by its own clock."""
    film, tracker, estimates = cv2.VideoCapture(str(VIDEO / name)), SmoothedEmotions(), []
    rate, index = film.get(cv2.CAP_PROP_FPS), 0
    while film.grab():
        if index % step == 0:
            image = film.retrieve()[1]
            shrink = longest / max(image.shape)
            if shrink < 1:
                image = cv2.resize(image, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
            t = index / rate
            estimates.append(tracker.update(reader.read(still(image, index, t)), t))
        index += 1
    return estimates


def shares(estimates):
    counted = Counter(e.state for e in estimates)
    return {state: counted[state] / len(estimates) for state in FaceState}


def test_cartoon_has_no_face(reader):
    estimates = believed(reader, "pyfeat_no_face.mp4")
    assert len(estimates) > 20
    assert shares(estimates)[FaceState.FACE] == 0 and {e.label for e in estimates} == {None}


def test_two_people_stay_two(reader):
    assert shares(believed(reader, "DERIVED_two_faces_side_by_side.mp4"))[
        FaceState.SEVERAL_FACES
    ] > 0.9  # fmt: skip


def test_face_goes_away(reader):
    estimates = believed(reader, "pyfeat_face_noface.mov")
    assert 0.3 < shares(estimates)[FaceState.FACE] < 0.6
    assert estimates[-1].label is None and estimates[-1].confidence < 0.02
    assert Emotion.HAPPINESS in {e.label for e in estimates}


def test_woman_cries_then_laughs(reader):
    estimates = believed(reader, "pyfeat_WolfgangLanger_Pexels.mp4", step=4)
    assert shares(estimates)[FaceState.FACE] > 0.95
    cries = [e for e in estimates if 4 < e.t < 6]
    laughs = [e for e in estimates if e.t > 12]
    assert Counter(e.label for e in cries).most_common(1)[0][0] is Emotion.SADNESS
    assert {e.label for e in laughs} == {Emotion.HAPPINESS}
    assert max(e.affect.valence for e in cries) < 0 < 0.5 < min(e.affect.valence for e in laughs)
