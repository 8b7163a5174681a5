"""Action cues on a face moved by hand, on photographs and on clips."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.perception.face.cues import POPULATION, action_cues, cue_measures, cues_of
from emotune_gui.perception.face.pose import FACE_MODEL
from tests.perception.test_pose import turned_head

VIDEO = Path(__file__).parents[3] / "shared" / "data" / "video"
AT_REST = {name: usual.median for name, usual in POPULATION.items()}


def shown(shape=FACE_MODEL, **turned):
    return action_cues(turned_head(place=(0, 0, 30), shape=shape, **turned))


def moved(points, x=0.0, y=0.0):
    shape = FACE_MODEL.copy()
    shape[list(points)] += [x, y, 0.0]
    return shape


def smiling(amount):
    """Corners of the mouth up and apart; `amount` in eye distances."""
    shape = FACE_MODEL.copy()
    shape[[48, 60]] += [-amount / 2, -amount, 0]
    shape[[54, 64]] += [amount / 2, -amount, 0]
    return shape


@pytest.mark.parametrize(
    ("cue", "shape"),
    [
        ("mouth_corners_up", smiling(0.22)),
        ("mouth_corners_down", moved((48, 54, 60, 64), y=0.16)),
        ("brows_lowered", moved(range(17, 27), y=0.15)),
        ("brows_raised", moved(range(17, 27), y=-0.15)),
        ("eyes_closed", moved((37, 38, 43, 44), y=0.11)),
        ("mouth_open", moved((55, 56, 57, 58, 59, 65, 66, 67), y=0.4)),
    ],
)
def test_each_cue_answers_to_its_own_movement(cue, shape):
    before, after = shown(), shown(shape)
    assert getattr(before, cue) < 0.1 and getattr(after, cue) > 0.8
    opposite = {
        "mouth_corners_up": "mouth_corners_down",
        "mouth_corners_down": "mouth_corners_up",
        "brows_lowered": "brows_raised",
        "brows_raised": "brows_lowered",
    }
    if cue in opposite:
        assert getattr(after, opposite[cue]) == 0.0


def test_rest_shows_nothing():
    assert max(astuple(cues_of(AT_REST))) == 0.0
    assert max(astuple(cues_of(AT_REST, AT_REST))) == 0.0


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(st.sampled_from(list(POPULATION)), st.floats(-1, 2)),
    st.dictionaries(st.sampled_from(list(POPULATION)), st.floats(-3, 3)),
)
def test_cues_stay_in_range_whatever_comes(measures, rest):
    cues = astuple(cues_of({**AT_REST, **measures}, rest))
    assert all(0.0 <= cue <= 1.0 for cue in cues)


@settings(max_examples=60, deadline=None)
@given(st.floats(-0.2, 0.5), st.floats(0, 0.3))
def test_more_movement_never_shows_less(start, more):
    def smile(lift):
        return cues_of({**AT_REST, "corner_lift": lift}).mouth_corners_up

    def lids(opening):
        return cues_of({**AT_REST, "eye_opening": opening}).eyes_closed

    assert smile(start + more) >= smile(start)
    assert lids(start + more) <= lids(start)


@pytest.mark.parametrize(
    "turn", [{"yaw": 20}, {"yaw": -20}, {"pitch": 15}, {"pitch": -15}, {"roll": 25}]
)
def test_a_turned_head_neither_makes_nor_hides_an_expression(turn):
    assert max(astuple(shown(**turn))) < 0.15
    ahead, aside = shown(smiling(0.15)), shown(smiling(0.15), **turn)
    assert aside.mouth_corners_up == pytest.approx(ahead.mouth_corners_up, abs=0.15)


def test_the_personal_rest_is_the_origin():
    low_brows = {**AT_REST, "inner_brow_height": 0.23, "brow_height": 0.26, "corner_lift": -0.03}
    stranger, known = cues_of(low_brows), cues_of(low_brows, low_brows)
    assert stranger.brows_lowered > 0.1
    assert max(astuple(known)) == 0.0
    slight = {**low_brows, "corner_lift": 0.06}
    assert cues_of(slight, low_brows).mouth_corners_up > cues_of(slight).mouth_corners_up


def test_a_rest_measured_while_laughing_does_not_hide_the_next_laugh():
    laughing = {**AT_REST, "corner_lift": 0.2, "mouth_width": 1.15, "mouth_opening": 0.3}
    assert cues_of(laughing, laughing).mouth_corners_up > 0.3
    assert cues_of(AT_REST, laughing).mouth_corners_up == 0.0


def test_the_astronaut_smiles(face_points):
    cues = action_cues(face_points)
    assert cues.mouth_corners_up > 0.5 and cues.brows_lowered < 0.2
    assert cues.eyes_closed < 0.3 and cues.mouth_corners_down == 0.0
    assert action_cues(face_points * np.float32(2.5) + 7).mouth_corners_up == pytest.approx(
        cues.mouth_corners_up, abs=1e-3
    )
    assert set(cue_measures(face_points)) == set(POPULATION)


def test_impossible_landmarks_are_survived():
    assert all(0 <= cue <= 1 for cue in astuple(action_cues(np.zeros((68, 2), np.float32))))


@pytest.mark.skipif(not VIDEO.is_dir(), reason="needs ../shared")
def test_on_film_she_closes_her_eyes_then_laughs(reader):
    film = cv2.VideoCapture(str(VIDEO / "pyfeat_WolfgangLanger_Pexels.mp4"))
    rate, index, closed, laughs, cries = film.get(cv2.CAP_PROP_FPS), 0, [], [], []
    from tests.perception.making import still

    while film.grab():
        if index % 4 == 0:
            t = index / rate
            reading = reader.read(still(film.retrieve()[1], index, t))
            if reading.landmarks is not None:
                cues = action_cues(reading.landmarks)
                (closed if t < 3.6 else cries if 4.5 < t < 8 else laughs if t > 11 else []).append(
                    cues
                )
        index += 1
    assert np.median([c.eyes_closed for c in closed]) > 0.7
    assert np.median([c.eyes_closed for c in laughs]) < 0.2
    assert np.median([c.mouth_corners_up for c in laughs]) > 0.7
    assert np.median([c.mouth_corners_up for c in cries]) < 0.2
