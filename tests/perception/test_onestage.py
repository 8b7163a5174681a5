"""The one-stage detector: what it makes of the network's cells, and what the real weights see."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.detection import overlap
from emotune_gui.perception.face.onestage import (
    CELL,
    FOUND_SCORE,
    ONESTAGE_FILE,
    SAME_FACE,
    UNIT_SIDE,
    WHOLE,
    WORKING_HEIGHT,
    WORKING_WIDTH,
    Fit,
    OneStageDetector,
    faces_in,
    fitted,
    shown_side_by_side,
    side_by_side,
)

ROWS, COLUMNS = WORKING_HEIGHT // CELL, WORKING_WIDTH // CELL


def no_faces():
    cells = np.zeros((ROWS, COLUMNS, 4 + len(EMOTIONS)), np.float32)
    cells[..., 4:] = 1 / len(EMOTIONS)
    return cells


def put(cells, row, column, score, side, emotion=Emotion.NEUTRAL):
    cells[row, column, :4] = score, 0.0, 0.0, np.log(side / UNIT_SIDE)
    cells[row, column, 4:] = 0.0
    cells[row, column, 4 + EMOTIONS.index(emotion)] = 1.0
    return cells


@pytest.fixture(scope="module")
def detector():
    return OneStageDetector(bundled("models", ONESTAGE_FILE))


def test_a_cell_tells_place_and_size():
    (face,) = faces_in(put(no_faces(), 5, 7, 0.9, 40.0, Emotion.ANGER), WHOLE, 0.5)
    assert (face.box.x, face.box.y, face.box.width, face.box.height) == (40, 24, 40, 40)
    assert face.score == pytest.approx(0.9) and face.probabilities.top is Emotion.ANGER


def test_the_shift_inside_the_cell_counts():
    cells = put(no_faces(), 5, 7, 0.9, 40.0)
    cells[5, 7, 1:3] = 0.5, -0.25
    (face,) = faces_in(cells, WHOLE, 0.5)
    assert (face.box.x, face.box.y) == (44, 22)


def test_neighbouring_cells_of_one_face_are_one_face():
    cells = put(put(no_faces(), 8, 8, 0.9, 48.0), 8, 9, 0.7, 48.0)
    (face,) = faces_in(cells, WHOLE, 0.5)
    assert face.score == pytest.approx(0.9)


def test_neighbouring_cells_share_in_the_emotion():
    cells = put(no_faces(), 8, 8, 0.8, 48.0, Emotion.SADNESS)
    cells = put(cells, 8, 9, 0.4, 48.0, Emotion.FEAR)
    (face,) = faces_in(cells, WHOLE, 0.5)
    assert face.probabilities[Emotion.SADNESS] == pytest.approx(2 / 3, abs=1e-3)
    assert face.probabilities[Emotion.FEAR] == pytest.approx(1 / 3, abs=1e-3)


@given(
    st.lists(
        st.tuples(
            st.integers(0, ROWS - 1),
            st.integers(0, COLUMNS - 1),
            st.floats(0.0, 1.0, width=32),
            st.floats(10.0, 130.0),
        ),
        max_size=12,
    ),
    st.floats(0.2, 0.9),
)
def test_found_faces_are_best_first_apart_and_good_enough(places, least):
    cells = no_faces()
    for row, column, score, side in places:
        put(cells, row, column, score, side)
    found = faces_in(cells, WHOLE, least)
    scores = [face.score for face in found]
    assert scores == sorted(scores, reverse=True) and all(s >= least - 1e-6 for s in scores)
    for i, one in enumerate(found):
        assert all(overlap(one.box, other.box) < SAME_FACE for other in found[:i])
    if cells[..., 0].max() >= least:
        assert scores[0] == pytest.approx(float(cells[..., 0].max()))


@given(st.integers(2, 1500), st.integers(2, 1500), st.floats(0.1, 0.9), st.floats(0.1, 0.9))
def test_what_is_fitted_into_the_working_picture_comes_back_to_its_place(
    width, height, across, down
):
    canvas, fit = fitted(np.full((height, width), 90, np.uint8))
    assert canvas.shape == (WORKING_HEIGHT, WORKING_WIDTH)
    x, y = across * width, down * height
    box = fit.box(x * fit.scale + fit.left, y * fit.scale + fit.top, 20 * fit.scale)
    assert abs(box.x + 10 - x) <= 1 and abs(box.y + 10 - y) <= 1 and box.width == 20


def test_a_narrow_picture_lies_in_the_middle_on_its_own_grey():
    canvas, fit = fitted(np.full((480, 240), 200, np.uint8))
    assert fit == Fit(0.3, 60, 0)
    assert (canvas == 200).all()


def test_the_mirror_image_stands_beside_the_picture():
    picture = np.tile(np.arange(48, dtype=np.uint8) * 5, (48, 1))
    canvas = side_by_side(picture)
    assert np.array_equal(canvas, canvas[:, ::-1])


def test_all_quarters_are_asked():
    cells = no_faces()
    for row, column, emotion in (
        (4, 5, Emotion.SURPRISE),
        (4, 18, Emotion.CONTEMPT),
        (13, 5, Emotion.SURPRISE),
        (13, 18, Emotion.FEAR),
    ):
        put(cells, row, column, 0.8, 50.0, emotion)
    shown = shown_side_by_side(cells)
    assert shown[Emotion.SURPRISE] == pytest.approx(0.5, abs=0.01)
    assert shown[Emotion.CONTEMPT] == pytest.approx(0.25, abs=0.01)
    assert shown[Emotion.FEAR] == pytest.approx(0.25, abs=0.01)


def test_there_is_an_answer_where_no_cell_sees_a_face():
    assert sum(shown_side_by_side(no_faces()).values) == pytest.approx(1.0)


@pytest.mark.parametrize("content", [None, b"", b"not a model", b"TFL3 cut short"])
def test_missing_or_damaged_weights_are_said_plainly(tmp_path, content):
    path = tmp_path / ONESTAGE_FILE
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EmoTuneError, match="reinstall"):
        OneStageDetector(path)


def test_finds_the_astronaut_and_her_smile(detector, face_grey):
    best = detector.find(face_grey)[0]
    assert 200 < best.box.x + best.box.width / 2 < 250
    assert 80 < best.box.y + best.box.height / 2 < 145
    assert 60 < best.box.width < 140
    assert best.score >= FOUND_SCORE and best.probabilities.top is Emotion.HAPPINESS


@pytest.mark.parametrize("tilt", [-30, 30])
def test_finds_a_tilted_head(detector, face_grey, tilt):
    turn = cv2.getRotationMatrix2D((225, 115), tilt, 1.0)
    tilted = cv2.warpAffine(face_grey, turn, (450, 330), borderMode=cv2.BORDER_REFLECT)
    middles = [
        (f.box.x + f.box.width / 2, f.box.y + f.box.height / 2) for f in detector.find(tilted)
    ]
    assert any(abs(x - 225) < 30 and abs(y - 115) < 30 for x, y in middles)


def test_finds_a_dim_face(detector, face_grey):
    assert detector.find((face_grey // 8).astype(np.uint8))


@pytest.mark.parametrize("level", [0, 128, 255])
def test_an_even_wall_has_no_face(detector, level):
    assert detector.find(np.full((480, 640), level, np.uint8)) == []


def test_noise_has_no_face(detector):
    noise = np.random.default_rng(5).integers(0, 256, (480, 640)).astype(np.uint8)
    assert detector.find(noise) == []


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (900, 3), (0, 5), (17, 31)])
def test_pictures_of_any_shape_are_survived(detector, shape):
    assert detector.find(np.zeros(shape, np.uint8)) == []


def test_the_picture_stays_as_it_was_and_the_answer_the_same(detector, face_grey):
    before = face_grey.copy()
    assert detector.find(face_grey) == detector.find(face_grey)
    assert np.array_equal(before, face_grey)


def test_single_pictures_always_get_an_answer(detector, face_grey):
    face = cv2.resize(face_grey[55:185, 160:290], (48, 48), interpolation=cv2.INTER_AREA)
    assert detector.classify_picture(face).top is Emotion.HAPPINESS
    mirrored = detector.classify_picture(face[:, ::-1])
    assert mirrored.values == pytest.approx(detector.classify_picture(face).values, abs=0.03)
    for level in (0, 255):
        flat = detector.classify_picture(np.full((48, 48), level, np.uint8))
        assert sum(flat.values) == pytest.approx(1.0)
