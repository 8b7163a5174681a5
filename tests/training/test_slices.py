from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.training.face.slices import (
    MEASURES,
    Told,
    as_columns,
    face_measures,
    luminance,
    shortfalls,
    sliced,
    slices_table,
    wilson,
)
from tests.training.making import outline

SURPRISE, HAPPY = EMOTIONS.index(Emotion.SURPRISE), EMOTIONS.index(Emotion.HAPPINESS)


def told(true, right):
    """Answers that are right where `right` says so."""
    answer = np.where(right, true, (true + 1) % 8)
    return Told(true, answer, answer)


def test_wilson_interval_of_a_known_case():
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=2e-4)  # Newcombe 1998, table I


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_interval_holds_the_share_and_narrows_with_more(right, n):
    right = min(right, n)
    low, high = wilson(right, n)
    assert 0.0 <= low <= right / n + 5e-5 and right / n - 5e-5 <= high <= 1.0
    wider = wilson(right * 4, n * 4)
    assert wider[1] - wider[0] < high - low


def test_wilson_interval_of_nothing_is_everything():
    assert wilson(0, 0) == (0.0, 1.0)


def test_luminance_goes_from_black_to_white():
    found = luminance(np.array([0, 119, 255]))
    assert found == pytest.approx([0.0, 50.0, 100.0], abs=0.3)


@given(st.integers(0, 2**31))
def test_the_thirds_share_out_every_known_face_once(seed):
    rng = np.random.default_rng(seed)
    count = int(rng.integers(3, 200))
    true = rng.integers(-1, 8, count)
    values = rng.choice([1.0, 2.0, 3.0, rng.random()], count)
    found = sliced(told(true, rng.random(count) < 0.5), {"brightness": values})
    assert sum(one.n for one in found) == int((true >= 0).sum())
    assert all(one.n > 0 and one.low <= one.high for one in found)


def test_faces_that_could_not_be_measured_are_in_no_slice():
    true = np.full(30, HAPPY)
    yaw = np.array([5.0] * 10 + [np.nan] * 15 + [25.0] * 5)
    found = sliced(told(true, np.ones(30, bool)), {"yaw": yaw})
    assert [(one.name, one.n) for one in found] == [("under 10", 10), ("20 and more", 5)]


def test_a_slice_that_falls_short_is_said_and_chance_is_not():
    rng = np.random.default_rng(0)
    true = rng.integers(0, 4, 900)
    brightness = np.repeat([20.0, 100.0, 180.0], 300) + rng.random(900)
    contrast = rng.random(900)
    right = np.where(brightness < 60, rng.random(900) < 0.5, rng.random(900) < 0.9)
    answers = told(true, right)
    found = sliced(answers, {"brightness": brightness, "contrast": contrast})
    said = shortfalls(answers, found)
    assert said and all(s.startswith("brightness, lowest third") for s in said)


def test_four_emotions_are_counted_apart():
    true = np.array([HAPPY] * 10 + [SURPRISE] * 10 + [-1] * 10)
    eight = np.where(true == HAPPY, HAPPY, 0)
    (one,) = sliced(Told(true, eight, np.full(30, HAPPY)), {"yaw": np.full(30, 3.0)})
    assert (one.n, one.accuracy_8, one.n_4, one.accuracy_4) == (20, 0.5, 10, 1.0)


def test_measures_tell_light_size_and_turn():
    points = outline() * 2 + 10
    dark, light = (np.full((120, 120), level, np.uint8) for level in (30, 200))
    by_dark, by_light = face_measures(dark, points), face_measures(light, points, scale=3.0)
    assert set(by_dark) == set(MEASURES)
    assert by_dark["brightness"] == 30 and by_light["brightness"] == 200
    assert by_light["eye_distance"] == pytest.approx(3 * by_dark["eye_distance"])
    assert by_dark["sharpness"] == by_dark["contrast"] == 0.0
    assert by_dark["cheek_luminance"] < by_light["cheek_luminance"]
    assert by_light["cheek_against_picture"] == pytest.approx(0.0, abs=1e-6)
    aside = points.copy()
    aside[27:36, 0] += 8
    assert face_measures(dark, aside)["yaw"] > by_dark["yaw"]


def test_lighter_cheeks_than_the_picture_are_measured_so():
    points = outline() * 2 + 10
    picture = np.full((120, 120), 40, np.uint8)
    for landmarks in ((41, 31, 48, 2), (46, 35, 54, 14)):
        x, y = points[list(landmarks)].mean(axis=0).astype(int)
        picture[y - 6 : y + 7, x - 6 : x + 7] = 180
    found = face_measures(picture, points)
    assert found["cheek_luminance"] == pytest.approx(float(luminance(np.array(180))), abs=3)
    assert found["cheek_against_picture"] > 30


@given(st.integers(0, 2**31))
def test_landmarks_anywhere_are_measured_without_complaint(seed):
    rng = np.random.default_rng(seed)
    points = (rng.random((68, 2)) * 300 - 100).astype(np.float32)
    found = as_columns([face_measures(rng.integers(0, 256, (48, 48)).astype(np.uint8), points)])
    assert np.isfinite(found["brightness"]).all() and 0 <= found["brightness"][0] <= 255


def test_table_has_a_row_for_each_slice():
    found = sliced(told(np.full(9, HAPPY), np.ones(9, bool)), {"contrast": np.arange(9.0)})
    assert slices_table(found).count("\n") == 2 + len(found)
