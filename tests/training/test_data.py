from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.training.face.data import load_faces, split_rows, training_and_dev
from emotune_gui.training.face.landmark_cache import picture_landmarks
from tests.training.making import face_set, stored


def test_stored_set_comes_back(tmp_path):
    faces = face_set(40)
    loaded = load_faces(stored(tmp_path, faces))
    assert np.array_equal(loaded.images, faces.images)
    assert np.array_equal(loaded.usage, faces.usage)
    assert len(load_faces(tmp_path)) == 40  # the folder will do


def test_optional_arrays_may_be_missing(tmp_path):
    path = stored(tmp_path, face_set(5), leave_out=("dup_group", "has_public_twin"))
    loaded = load_faces(path)
    assert len(set(loaded.dup_group)) == 5 and not loaded.has_public_twin.any()


@pytest.mark.parametrize("content", [None, b"", b"text, renamed", b"PK\x03\x04 cut short"])
def test_unreadable_set_is_said_plainly(tmp_path, content):
    path = tmp_path / "faces.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EmoTuneError, match="cannot be read"):
        load_faces(path)


def test_missing_array_is_named(tmp_path):
    path = stored(tmp_path, face_set(3), leave_out=("ferplus_votes",))
    with pytest.raises(EmoTuneError, match="ferplus_votes"):
        load_faces(path)


def test_majority_is_the_most_voted_emotion_and_none_for_unknown():
    faces = face_set(3)
    faces.votes[:] = 0
    faces.votes[0, 3], faces.votes[1, 8], faces.votes[2, 9] = 9, 6, 5
    assert faces.majority().tolist() == [EMOTIONS.index(Emotion.SADNESS), -1, -1]


def test_soft_labels_are_shares_of_the_emotions_votes():
    faces = face_set(2)
    faces.votes[:] = 0
    faces.votes[0, [0, 3, 8]] = (3, 1, 6)
    soft = faces.soft_labels()
    assert soft[0, 0] == pytest.approx(0.75) and soft[0, 3] == pytest.approx(0.25)
    assert soft[1] == pytest.approx([1 / 8] * 8)


def test_training_and_dev_share_no_picture_with_each_other_or_the_public_split():
    faces = face_set(600)
    faces.has_public_twin[:50] = True
    training, dev = training_and_dev(faces, seed=3)
    assert not (training & dev).any() and dev.sum() > 10
    for mask in (training, dev):
        assert (faces.usage[mask] == 0).all()
        assert not faces.has_public_twin[mask].any()
        assert (faces.majority()[mask] >= 0).all()
    assert not set(faces.dup_group[training]) & set(faces.dup_group[dev])


def test_split_depends_on_the_seed_alone():
    faces = face_set(300)
    one, again, other = (training_and_dev(faces, seed)[1] for seed in (3, 3, 4))
    assert np.array_equal(one, again) and not np.array_equal(one, other)


@pytest.mark.parametrize(("split", "usage"), [("train", 0), ("public", 1), ("private", 2)])
def test_splits_by_usage(split, usage):
    faces = face_set(50)
    assert (faces.usage[split_rows(faces, split)] == usage).all()
    assert split_rows(faces, "all").all()


@pytest.mark.parametrize(
    ("change", "tolerance"),
    [
        (lambda a: a.astype(np.int32), 0),
        (lambda a: a.astype(np.float64)[..., None], 0),
        (lambda a: (a / 255).astype(np.float32), 0),
        (lambda a: (a / 255).astype(np.float16), 1),
        (lambda a: a.reshape(len(a), -1).astype(np.uint16), 0),
    ],
)
def test_pictures_of_any_number_type_come_back(tmp_path, change, tolerance):
    faces = face_set(6)
    path = stored(tmp_path, faces)
    with np.load(path) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    np.savez(path, **kept | {"images": change(kept["images"])})
    apart = np.abs(load_faces(path).images.astype(int) - faces.images)
    assert apart.max() <= tolerance


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("images", lambda a: a[:, :40], "not N x 48 x 48"),
        ("images", lambda a: np.where(a > 200, np.nan, a), "not finite"),
        ("usage", lambda a: a[:-1], "usage has not one row for each of the 6 pictures"),
        ("ferplus_votes", lambda a: a[:, :8], "8 columns, not 10"),
        ("fer_label", lambda a: np.array(["angry"] * 6), "cannot be read"),
    ],
)
def test_arrays_that_do_not_fit_are_said_plainly(tmp_path, name, change, said):
    path = stored(tmp_path, face_set(6))
    with np.load(path) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    np.savez(path, **kept | {name: change(kept[name])})
    with pytest.raises(EmoTuneError, match=said):
        load_faces(path)


def test_landmarks_are_found_where_nothing_can_be_kept_and_kept_where_it_can(tmp_path):
    images = face_set(3).images
    blocked = tmp_path / "file"
    blocked.touch()
    found = picture_landmarks(images, blocked / "below", show_progress=False)
    kept = picture_landmarks(images, tmp_path, show_progress=False)
    assert found.shape == (3, 68, 2) and np.array_equal(found, kept)
    (path,) = tmp_path.glob("landmarks_*.npy")
    path.write_bytes(path.read_bytes()[:100])
    assert np.array_equal(picture_landmarks(images, tmp_path, show_progress=False), found)
