"""`emotune evaluate` as it is run on data nobody has seen: a file or folder in, one JSON out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.training.making import face_set, stored
from tests.whole.command import emotune

KEYS = {"accuracy_8", "macro_f1_8", "accuracy_4", "accuracy_7_fer", "ece", "n", "ms_per_face"}


def private_set(folder: Path, **changes: object) -> Path:
    """Rows of usage 2 only, without the optional arrays."""
    faces = face_set(12)
    faces.usage[:] = 2
    path = stored(folder, faces, leave_out=("dup_group", "has_public_twin"))
    with np.load(path) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    kept |= {name: change(kept[name]) for name, change in changes.items()}
    np.savez_compressed(path, **kept)
    return path


@pytest.mark.parametrize("dtype", ["uint8", "float32", "int64"])
def test_one_json_object_whatever_the_numbers_are(tmp_path: Path, dtype: str) -> None:
    path = private_set(tmp_path, images=lambda a: a.astype(dtype)[..., None])
    done = emotune(
        tmp_path, "evaluate", "face", "--data", path, "--split", "private", "--json",
        "--workspace", "/proc/no/such/place",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert {"cnn", "forest", "combined"} <= set(done.json)
    for found in done.json.values():
        assert set(found) == KEYS and found["n"] >= 10
    assert done.out.count("\n") == 1


def test_pictures_from_0_to_1_are_the_same_pictures(tmp_path: Path) -> None:
    words = ("evaluate", "face", "--split", "all", "--json", "--workspace", tmp_path, "--data")
    whole = emotune(tmp_path, *words, private_set(tmp_path)).json
    unit = emotune(
        tmp_path, *words, private_set(tmp_path, images=lambda a: (a / 255).astype("float16"))
    ).json
    for name in ("cnn", "forest"):
        assert unit[name]["ece"] == pytest.approx(whole[name]["ece"], abs=0.02)


def test_slices_stand_beside_the_figures(tmp_path: Path) -> None:
    path = private_set(tmp_path)
    done = emotune(
        tmp_path, "evaluate", "face", "--data", path, "--split", "private", "--slices", "--json"
    )
    assert done.code == 0, done.err
    found = done.json["combined"]
    assert set(found) == KEYS | {"slices", "shortfalls"}
    assert {one["measure"] for one in found["slices"]} >= {"brightness", "cheek_luminance", "yaw"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["face", "--data", "none.npz"], "cannot be read"),
        (["face", "--data", "fer2013.npz", "--split", "public"], "it has rows of private"),
        (["face", "--data", "short.npz", "--split", "all"], "usage has not one row for each"),
        (["face", "--data", "shape.npz", "--split", "all"], "not N x 48 x 48"),
        (["images", "--data", "."], "--labels"),
        (["images", "--data", ".", "--labels", "none.csv"], "cannot be read"),
    ],
)
def test_what_cannot_be_measured_is_said_in_one_sentence(
    tmp_path: Path, words: list[str], said: str
) -> None:
    private_set(tmp_path)
    with np.load(tmp_path / "fer2013.npz") as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    np.savez(tmp_path / "short.npz", **kept | {"usage": kept["usage"][:-1]})
    np.savez(tmp_path / "shape.npz", **kept | {"images": kept["images"][:, :40]})
    done = emotune(tmp_path, "evaluate", *words, "--json")
    assert done.code == 1 and done.out == ""
    assert len(done.complaints) == 1 and said in done.complaints[0]
    assert "Traceback" not in done.err
