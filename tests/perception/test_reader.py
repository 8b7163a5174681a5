"""Frames in, readings out, with the real detectors and weights."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import Emotion, EmotionProbabilities
from emotune_gui.domain.face import FaceBox, FaceState, Recogniser
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.combining import load_pool
from emotune_gui.perception.face.following import FaceFollower, overlap
from emotune_gui.perception.face.identity import IDENTITY_FILE
from emotune_gui.perception.face.onestage_search import LastResort, OneStageSearch
from emotune_gui.perception.face.reader import WORKING_SIDE, working_grey
from emotune_gui.perception.opening import (
    CNN_FILE,
    FOREST_FILE,
    POOL_FILE,
    FaceSettings,
    load_face_reader,
)
from tests.perception.making import canvas_with, still


def watch(reader, image, seconds=1.0, fps=15, start=0.0):
    """Readings of a still picture shown for a while."""
    times = [start + i / fps for i in range(round(seconds * fps))]
    return [reader.read(still(image, i, t)) for i, t in enumerate(times)]


def test_one_face_is_found_fitted_and_named(reader, head):
    frame = canvas_with([(head, (200, 100))])
    readings = watch(reader, frame)
    last = readings[-1]
    assert {r.state for r in readings} == {FaceState.FACE}
    assert last.landmarks.shape == (68, 2) and last.landmarks.dtype == np.float32
    box = last.boxes[0]
    assert (last.landmarks >= (200, 100)).all() and (last.landmarks <= (420, 320)).all()
    assert box.x > 200 and box.y > 100 and 80 < box.width < 160
    assert last.combined.top is Emotion.HAPPINESS
    assert last.cnn.top is Emotion.HAPPINESS and last.forest is not None
    assert last.quality.score > 0.8 and last.notes == ()


def test_reading_carries_the_frames_place_in_time(reader, head):
    reading = reader.read(still(canvas_with([(head, (9, 9))]), seq=17, t=4.5))
    assert (reading.seq, reading.t) == (17, 4.5)


def test_landmarks_of_a_still_face_stay_still(reader, head):
    readings = watch(reader, canvas_with([(head, (200, 100))]), seconds=2)
    late = np.stack([r.landmarks for r in readings[10:]])
    eye_distance = np.linalg.norm(late[0, 36] - late[0, 45])
    assert np.abs(late - late.mean(axis=0)).max() < 0.05 * eye_distance


def test_landmarks_follow_a_moving_face(reader, head):
    for i in range(30):
        x = 40 + 12 * i
        reading = reader.read(still(canvas_with([(head, (x, 120))]), i, i / 30))
        assert reading.state is FaceState.FACE
        nose = reading.landmarks[30]
        assert nose == pytest.approx((x + 115, 120 + 110), abs=30)


def test_two_faces_are_said_and_carry_no_emotion(reader, head):
    frame = canvas_with([(head, (20, 100)), (head[:, ::-1], (380, 120))])
    readings = watch(reader, frame, seconds=1.5)
    last = readings[-1]
    assert last.state is FaceState.SEVERAL_FACES
    assert len(last.boxes) == 2 and overlap(*last.boxes) == 0
    assert last.landmarks is None and last.combined is None and last.cnn is None
    first = next(r for r in readings if r.state is FaceState.SEVERAL_FACES)
    assert first.t <= 0.5


def middle(box):
    return box.x + box.width / 2, box.y + box.height / 2


@pytest.mark.parametrize("left", [True, False])
def test_the_chosen_one_of_two_faces_is_read_and_told_first(reader, head, left):
    frame = canvas_with([(head, (20, 100)), (head[:, ::-1], (380, 120))])
    watch(reader, frame, seconds=1)
    reader.choose(130.0 if left else 500.0, 210.0)
    readings = watch(reader, frame, seconds=3, start=1)
    assert {r.state for r in readings} == {FaceState.FACE}
    assert all(r.chosen and len(r.boxes) == 2 for r in readings)
    assert all((middle(r.boxes[0])[0] < 320) == left for r in readings)
    assert readings[-1].combined.top is Emotion.HAPPINESS and readings[-1].landmarks is not None
    reader.forget()
    after = watch(reader, frame, seconds=1, start=4)
    assert {r.state for r in after} == {FaceState.SEVERAL_FACES}
    assert not any(r.chosen for r in after)


def test_choice_in_pixels_of_a_large_frame(reader, head):
    frame = canvas_with([(head, (20, 100)), (head, (380, 120))])
    large = cv2.resize(frame, (1920, 1440), interpolation=cv2.INTER_LINEAR)
    watch(reader, large, seconds=0.8)
    reader.choose(1480.0, 690.0)
    last = watch(reader, large, seconds=0.5, start=0.8)[-1]
    assert last.chosen and middle(last.boxes[0])[0] > 960 and last.state is FaceState.FACE


def test_choice_of_an_empty_place_is_no_choice(reader, head):
    frame = canvas_with([(head, (20, 100)), (head, (380, 120))])
    watch(reader, frame, seconds=0.8)
    reader.choose(320.0, 470.0)
    last = watch(reader, frame, seconds=2, start=0.8)[-1]
    assert last.state is FaceState.SEVERAL_FACES and not last.chosen


def test_a_choice_waits_a_moment_for_the_face(reader, head):
    reader.choose(310.0, 210.0)
    watch(reader, canvas_with([]), seconds=0.4)
    assert watch(reader, canvas_with([(head, (200, 100))]), 0.4, start=0.4)[-1].chosen


def test_chosen_client_comes_back_elsewhere_and_is_known(reader, head):
    frame = canvas_with([(head, (380, 120))])
    watch(reader, frame, seconds=0.5)
    reader.choose(490.0, 230.0)
    watch(reader, frame, seconds=1, start=0.5)
    gone = watch(reader, canvas_with([]), seconds=3, start=1.5)
    assert gone[-1].state is FaceState.NO_FACE and gone[-1].chosen
    back = watch(reader, canvas_with([(head, (30, 30))]), seconds=1, start=4.5)
    assert back[-1].state is FaceState.FACE and back[-1].notes == ()


def test_without_an_appearance_network_a_choice_ends_with_the_sight(head, make_reader):
    reader = make_reader(appearance=None)
    frame = canvas_with([(head, (380, 120))])
    watch(reader, frame, seconds=0.5)
    reader.choose(490.0, 230.0)
    assert watch(reader, frame, seconds=1, start=0.5)[-1].state is FaceState.FACE
    watch(reader, canvas_with([]), seconds=3, start=1.5)
    back = watch(reader, canvas_with([(head, (30, 30))]), seconds=3, start=4.5)[-1]
    assert back.state is FaceState.UNCLEAR and "face_changed" in back.notes
    assert back.combined is None


class OneFace:
    """A one-stage network that always sees one happy face in the middle."""

    box = FaceBox(250, 150, 140, 140)
    score = 0.9
    probabilities = EmotionProbabilities.normalised([0.1, 0.9, 0, 0, 0, 0, 0, 0])

    def find(self, grey):
        return [self]


def test_what_only_the_one_stage_network_sees_counts_half(make_reader):
    rng = np.random.default_rng(0)
    noise = cv2.GaussianBlur(rng.integers(0, 255, (480, 640, 3), dtype=np.uint8), (0, 0), 2)
    readings = watch(make_reader(resort=LastResort(OneFace(), 0.5)), noise, seconds=2)
    assert readings[0].state is FaceState.NO_FACE
    last = readings[-1]
    assert last.state in {FaceState.FACE, FaceState.UNCLEAR}
    assert "detector_only" in last.notes and last.boxes == (OneFace.box,)
    assert last.quality.score <= 0.5 and last.landmarks is None
    if last.state is FaceState.FACE:
        assert last.combined.top is Emotion.HAPPINESS and last.cnn is None


def test_the_one_stage_network_alone_finds_and_names(detector, fitter, make_reader, head):
    class Shifted(OneFace):
        box = FaceBox(255, 145, 110, 110)
        probabilities = EmotionProbabilities.normalised([0.1, 0, 0, 0.9, 0, 0, 0, 0])

    search = OneStageSearch(Shifted(), 0.5)
    reader = make_reader(
        follower=FaceFollower(search, fitter), opinion=search.opinion, chosen=Recogniser.ONESTAGE
    )
    last = watch(reader, canvas_with([(head, (200, 100))]))[-1]
    assert last.state is FaceState.FACE and last.landmarks is not None
    assert last.onestage.top is last.combined.top is Emotion.SADNESS
    assert last.cnn.top is Emotion.HAPPINESS


def test_second_face_leaving_gives_the_first_its_emotion_back(reader, head):
    two = canvas_with([(head, (20, 100)), (head, (380, 120))])
    watch(reader, two, seconds=1.5)
    readings = watch(reader, canvas_with([(head, (20, 100))]), seconds=2.5, start=1.5)
    assert readings[-1].state is FaceState.FACE


def test_small_picture_on_the_wall_is_not_a_second_person(reader, head):
    poster = cv2.resize(head, (60, 60), interpolation=cv2.INTER_AREA)
    frame = canvas_with([(head, (50, 150)), (poster, (500, 20))])
    assert watch(reader, frame, seconds=2)[-1].state is FaceState.FACE


def test_face_that_leaves_is_gone_within_half_a_second(reader, head):
    watch(reader, canvas_with([(head, (200, 100))]), seconds=1)
    empty = watch(reader, canvas_with([]), seconds=1, start=1)
    gone = next(r for r in empty if r.state is FaceState.NO_FACE)
    assert gone.t <= 1.5
    assert empty[-1].boxes == () and empty[-1].landmarks is None


def test_face_that_comes_back_is_found_again(reader, head):
    watch(reader, canvas_with([(head, (200, 100))]), seconds=0.6)
    watch(reader, canvas_with([]), seconds=1, start=0.6)
    back = watch(reader, canvas_with([(head, (30, 200))]), seconds=0.6, start=1.6)
    assert back[-1].state is FaceState.FACE and back[-1].boxes[0].x < 250


def test_small_face_is_found_and_noted(reader, head):
    small = cv2.resize(head, (100, 100), interpolation=cv2.INTER_AREA)
    last = watch(reader, canvas_with([(small, (300, 200))]))[-1]
    assert last.state is FaceState.FACE
    assert "small" in last.notes and last.quality.score < 0.9


def test_blank_noise_and_dark_frames_hold_no_face(reader):
    noise = np.random.default_rng(1).integers(0, 255, (480, 640, 3)).astype(np.uint8)
    for image in (canvas_with([]), canvas_with([], level=255), noise):
        assert {r.state for r in watch(reader, image, 0.4)} == {FaceState.NO_FACE}
    dark = watch(reader, canvas_with([], level=4), 0.4)[-1]
    assert dark.state is FaceState.TOO_DARK and dark.notes == ("dark",)
    assert dark.quality.score == 0.0 and dark.combined is None


def test_face_in_the_dark_carries_no_emotion(reader, head):
    frame = (canvas_with([(head, (200, 100))]) * 0.12).astype(np.uint8)
    readings = watch(reader, frame)
    assert {r.state for r in readings} <= {FaceState.TOO_DARK, FaceState.NO_FACE}
    assert readings[-1].combined is None


def test_dim_or_blurred_face_is_noted_and_counts_less(reader, make_reader, head):
    frame = canvas_with([(head, (200, 100))])
    sharp = watch(reader, frame)[-1].quality.score
    dim = watch(make_reader(), (frame * 0.3).astype(np.uint8))[-1]
    blurred = watch(make_reader(), cv2.GaussianBlur(frame, (0, 0), 2.5))[-1]
    assert "dark" in dim.notes and dim.quality.score < sharp
    assert "blurred" in blurred.notes and blurred.quality.score < sharp


@pytest.mark.parametrize(
    "shape", [(1, 1, 3), (1, 640, 3), (480, 1, 3), (2, 9, 3), (17, 17, 3), (15, 4000, 3)]
)
def test_odd_sizes_are_survived(reader, shape):
    for level in (0, 130):
        reading = reader.read(still(np.full(shape, level, np.uint8)))
        assert reading.state in {FaceState.NO_FACE, FaceState.TOO_DARK}


@pytest.mark.parametrize("channels", [1, 4])
def test_grey_and_alpha_frames_are_read_like_any_other(reader, head, channels):
    frame = canvas_with([(head, (200, 100))])
    code = cv2.COLOR_BGR2GRAY if channels == 1 else cv2.COLOR_BGR2BGRA
    last = watch(reader, cv2.cvtColor(frame, code), 0.4)[-1]
    assert last.state is FaceState.FACE


def test_huge_frame_gives_points_in_its_own_pixels(reader, make_reader, head):
    frame = canvas_with([(head, (200, 100))])
    huge = cv2.resize(frame, (7680, 5760), interpolation=cv2.INTER_LINEAR)
    small = reader.read(still(frame))
    large = make_reader().read(still(huge))
    assert large.state is FaceState.FACE
    assert np.abs(large.landmarks / 12 - small.landmarks).max() < 8
    assert large.quality.size_px > 10 * small.quality.size_px


@pytest.mark.parametrize("size", [(640, 480), (641, 480), (1920, 1080), (7680, 4320), (5, 9000)])
def test_working_picture_is_small_and_its_scale_is_true(size):
    width, height = size
    grey, scale = working_grey(np.full((height, width, 3), 90, np.uint8))
    assert max(grey.shape) <= WORKING_SIDE
    assert grey.shape[1] * scale == pytest.approx(width, rel=0.2, abs=scale)
    assert grey.min() >= 89 and grey.max() <= 91


def test_frame_size_may_change_and_time_may_restart(reader, head):
    frame = canvas_with([(head, (200, 100))])
    watch(reader, frame, 0.4, start=10)
    wide = canvas_with([(head, (500, 100))], width=1000)
    assert watch(reader, wide, 0.4, start=10.4)[-1].boxes[0].x > 450
    assert watch(reader, frame, 0.4, start=0.0)[-1].state is FaceState.FACE


def test_same_frames_give_the_same_readings(make_reader, head):
    frame = canvas_with([(head, (200, 100))])
    one, other = (watch(make_reader(), frame, 0.5)[-1] for _ in range(2))
    assert one.combined == other.combined
    assert np.array_equal(one.landmarks, other.landmarks)


def test_opened_reader_reads(head):
    reading = watch(load_face_reader(), canvas_with([(head, (200, 100))]), 0.4)[-1]
    assert reading.state is FaceState.FACE and reading.combined.top is Emotion.HAPPINESS


def test_missing_or_damaged_predictor_is_said_plainly(tmp_path):
    with pytest.raises(EmoTuneError, match="missing"):
        load_face_reader(FaceSettings(predictor_path=tmp_path / "none.dat"))
    damaged = tmp_path / "damaged.dat"
    damaged.write_bytes(b"no predictor")
    with pytest.raises(EmoTuneError, match="damaged"):
        load_face_reader(FaceSettings(predictor_path=damaged))


@pytest.mark.parametrize("recogniser", [Recogniser.OCULAR, Recogniser.ONESTAGE])
def test_a_chosen_recogniser_without_its_file_is_said_plainly(tmp_path, recogniser):
    for name in (CNN_FILE, FOREST_FILE, POOL_FILE, IDENTITY_FILE):
        (tmp_path / name).write_bytes(bundled("models", name).read_bytes())
    with pytest.raises(EmoTuneError, match="choose another"):
        load_face_reader(FaceSettings(models_dir=tmp_path, recogniser=recogniser))
    assert load_face_reader(FaceSettings(models_dir=tmp_path)) is not None


@pytest.mark.parametrize("recogniser", [Recogniser.CNN, Recogniser.FOREST])
def test_opened_reader_answers_by_the_chosen_recogniser(head, recogniser):
    reader = load_face_reader(FaceSettings(recogniser=recogniser))
    last = watch(reader, canvas_with([(head, (200, 100))]), 0.4)[-1]
    own = {Recogniser.CNN: last.cnn, Recogniser.FOREST: last.forest}[recogniser]
    pool = load_pool(bundled("models", POOL_FILE))
    assert last.combined == pool.calibrated(recogniser.value, own)
    assert last.cues is not None and last.cues.mouth_corners_up > last.cues.mouth_corners_down


def test_missing_models_are_said_plainly(tmp_path):
    with pytest.raises(EmoTuneError, match="reinstall"):
        load_face_reader(FaceSettings(models_dir=Path(tmp_path)))
