"""The FER2013 pictures with their FER+ votes, as labels and splits."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.domain.faults import EmoTuneError

SPLITS: dict[str, int] = {"train": 0, "public": 1, "private": 2}
REQUIRED_ARRAYS = ("images", "fer_label", "ferplus_votes", "usage")
OPTIONAL_ARRAYS = ("dup_group", "has_public_twin")
SIDE = 48
DEV_SHARE = 0.08
"""Share of the training rows held out for choosing epochs, temperature and pool weights."""

FER_EMOTIONS: tuple[Emotion, ...] = (
    Emotion.ANGER,
    Emotion.DISGUST,
    Emotion.FEAR,
    Emotion.HAPPINESS,
    Emotion.SADNESS,
    Emotion.SURPRISE,
    Emotion.NEUTRAL,
)
"""The seven original FER2013 labels, in the order of `fer_label`."""

FOUR: tuple[Emotion, ...] = (
    Emotion.HAPPINESS,
    Emotion.SADNESS,
    Emotion.ANGER,
    Emotion.NEUTRAL,
)
"""The emotions of `accuracy_4`."""

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class FaceSet:
    """N pictures (N x 48 x 48, grey 0-255) with FER+ votes (N x 10) and FER labels (N)."""

    images: npt.NDArray[np.uint8]
    votes: npt.NDArray[np.uint8]
    fer_label: IntArray
    usage: npt.NDArray[np.uint8]
    dup_group: IntArray
    has_public_twin: BoolArray

    def __len__(self) -> int:
        return len(self.images)

    def take(self, rows: IntArray | BoolArray) -> FaceSet:
        return FaceSet(
            self.images[rows],
            self.votes[rows],
            self.fer_label[rows],
            self.usage[rows],
            self.dup_group[rows],
            self.has_public_twin[rows],
        )

    def majority(self) -> IntArray:
        """Index into `EMOTIONS` of the most voted emotion, -1 where unknown or NF wins."""
        winner = self.votes.argmax(axis=1).astype(np.int64)
        return np.where(winner < len(EMOTIONS), winner, -1)

    def trusted_labels(self) -> FloatArray:
        """As `soft_labels`, without votes that stand alone where others agree.

        A single vote of ten is more often a slip than a view (Barsoum et al. 2016, section 3).
        """
        votes = self.votes[:, : len(EMOTIONS)]
        kept = np.where(votes > 1, votes, 0)
        return replace(
            self, votes=np.where(kept.any(axis=1, keepdims=True), kept, votes)
        ).soft_labels()

    def soft_labels(self) -> FloatArray:
        """N x 8 shares of the votes among the emotions; rows without any are uniform."""
        votes = self.votes[:, : len(EMOTIONS)].astype(np.float32)
        total = votes.sum(axis=1, keepdims=True)
        return np.where(total > 0, votes / np.maximum(total, 1), 1 / len(EMOTIONS)).astype(
            np.float32
        )


def load_faces(path: Path) -> FaceSet:
    """Read the set from an .npz file, or from `fer2013.npz` in a folder.

    Pictures may be whole numbers, floats from 0 to 255 or floats from 0 to 1. Raises
    EmoTuneError when the file cannot be read, lacks an array, or its arrays do not fit together.
    """
    file = path / "fer2013.npz" if path.is_dir() else path
    try:
        with np.load(file, allow_pickle=False) as arrays:
            wanted = [name for name in arrays.files if name in (*REQUIRED_ARRAYS, *OPTIONAL_ARRAYS)]
            return _from_arrays({name: arrays[name] for name in wanted})
    except (OSError, EOFError, BadZipFile, ValueError, KeyError, TypeError, zlib.error) as problem:
        raise EmoTuneError(
            f"The face set {file} cannot be read ({problem}); give an .npz file with the arrays "
            + ", ".join(REQUIRED_ARRAYS)
            + "."
        ) from problem


def _from_arrays(arrays: dict[str, npt.NDArray[np.generic]]) -> FaceSet:
    missing = [name for name in REQUIRED_ARRAYS if name not in arrays]
    if missing:
        raise KeyError(f"no array {missing[0]}")
    images = _grey(arrays["images"])
    count = len(images)
    odd = [name for name, array in arrays.items() if len(np.atleast_1d(array)) != count]
    if odd:
        raise ValueError(f"{odd[0]} has not one row for each of the {count} pictures")
    votes = arrays["ferplus_votes"].reshape(count, -1)
    if votes.shape[1] != len(EMOTIONS) + 2:
        raise ValueError(f"ferplus_votes has {votes.shape[1]} columns, not {len(EMOTIONS) + 2}")
    return FaceSet(
        images,
        votes.astype(np.uint8),
        arrays["fer_label"].reshape(count).astype(np.int64),
        arrays["usage"].reshape(count).astype(np.uint8),
        arrays.get("dup_group", np.arange(count)).astype(np.int64),
        arrays.get("has_public_twin", np.zeros(count, dtype=bool)).astype(np.bool_),
    )


def _grey(stored: npt.NDArray[np.generic]) -> npt.NDArray[np.uint8]:
    """N x 48 x 48 grey pictures, 0-255, from whatever numbers they were stored as."""
    if stored.ndim == 0 or stored.size != len(stored) * SIDE**2:
        raise ValueError(f"the pictures have the shape {stored.shape}, not N x {SIDE} x {SIDE}")
    pictures = stored.reshape(len(stored), SIDE, SIDE)
    if pictures.dtype == np.uint8:
        return pictures.astype(np.uint8, copy=False)
    values = pictures.astype(np.float32)
    if not np.isfinite(values).all():
        raise ValueError("some pictures hold numbers that are not finite")
    in_unit = pictures.dtype.kind in "fb" and values.size and float(values.max()) <= 1.0
    return np.clip(np.rint(values * 255 if in_unit else values), 0, 255).astype(np.uint8)


def split_rows(faces: FaceSet, split: str) -> BoolArray:
    """Mask of the rows of `train`, `public`, `private` or `all`."""
    if split == "all":
        return np.ones(len(faces), dtype=np.bool_)
    return np.asarray(faces.usage == SPLITS[split], dtype=np.bool_)


def training_and_dev(faces: FaceSet, seed: int) -> tuple[BoolArray, BoolArray]:
    """Masks of the training and dev rows; near-identical pictures stay on one side.

    Rows with a near-copy in the public split, and rows where unknown or NF wins, are left out
    of both. The public split is never touched.
    """
    usable = split_rows(faces, "train") & ~faces.has_public_twin & (faces.majority() >= 0)
    groups = np.unique(faces.dup_group[usable])
    chosen = np.random.default_rng(seed).permutation(groups)[: int(len(groups) * DEV_SHARE)]
    held_out = np.isin(faces.dup_group, chosen)
    return usable & ~held_out, usable & held_out
