"""Labelled voices: the table `labels.csv` beside the sound files it lists, split by speaker."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.voice import VOICE_EMOTIONS, VoiceEmotion

LABELS_FILE = "labels.csv"
FOLDS = 5
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

FIVE: tuple[VoiceEmotion, ...] = (
    VoiceEmotion.HAPPINESS,
    VoiceEmotion.SADNESS,
    VoiceEmotion.CALM,
    VoiceEmotion.ANGER,
    VoiceEmotion.NEUTRAL,
)
"""The emotions of `accuracy_5`, those of source 004."""

FOUR: tuple[VoiceEmotion, ...] = (
    VoiceEmotion.NEUTRAL,
    VoiceEmotion.HAPPINESS,
    VoiceEmotion.SADNESS,
    VoiceEmotion.ANGER,
)
"""The emotions that corpora share when one is held out."""

_WRITTEN: dict[str, VoiceEmotion] = {
    **{emotion.value: emotion for emotion in VoiceEmotion},
    "happy": VoiceEmotion.HAPPINESS,
    "joy": VoiceEmotion.HAPPINESS,
    "sad": VoiceEmotion.SADNESS,
    "angry": VoiceEmotion.ANGER,
    "fearful": VoiceEmotion.FEAR,
    "disgusted": VoiceEmotion.DISGUST,
    "surprised": VoiceEmotion.SURPRISE,
}


@dataclass(frozen=True, slots=True)
class Clip:
    """One labelled recording. `speaker` is empty where the table does not tell it."""

    path: Path
    corpus: str
    speaker: str
    emotion: int
    """Index into VOICE_EMOTIONS."""
    strong: bool = False
    split: str = ""

    @property
    def name(self) -> str:
        """As the table names the file, without its folder."""
        return self.path.name


def load_clips(data: Path) -> tuple[list[Clip], int]:
    """The clips of a folder with `labels.csv`, and how many rows had an emotion unknown here.

    Only the columns `file` and `emotion` are needed. Raises EmoTuneError when the table cannot
    be read or names no clip.
    """
    table = data if data.is_file() else data / LABELS_FILE
    try:
        text = table.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise EmoTuneError(f"The table {table} cannot be read ({problem}).") from problem
    rows = _rows(text)
    if not rows or not {"file", "emotion"} <= rows[0].keys():
        raise EmoTuneError(f"The table {table} needs the columns file and emotion.")
    found = [_clip(row, table.parent) for row in rows]
    clips = [clip for clip in found if clip is not None]
    if not clips:
        raise EmoTuneError(f"The table {table} lists no clip with a known emotion.")
    return clips, len(found) - len(clips)


def _rows(text: str) -> list[dict[str, str]]:
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter)
    return [
        {key.strip().lower(): (value or "").strip() for key, value in row.items() if key}
        for row in reader
    ]


def _clip(row: dict[str, str], folder: Path) -> Clip | None:
    emotion = _WRITTEN.get(row["emotion"].lower())
    file = row["file"].replace("\\", "/")
    if emotion is None or not file:
        return None
    parts = Path(file).parts
    corpus = row.get("corpus") or (parts[0] if len(parts) > 1 else folder.resolve().name)
    return Clip(
        folder / file,
        corpus,
        row.get("speaker", ""),
        VOICE_EMOTIONS.index(emotion),
        row.get("intensity", "") in ("strong", "high"),
        row.get("split", ""),
    )


def of_split(clips: Sequence[Clip], split: str) -> list[Clip]:
    """The clips of one split; `all` is every clip. Raises InvalidInput when there is none."""
    chosen = [clip for clip in clips if split in ("all", clip.split)]
    if not chosen:
        known = sorted({clip.split for clip in clips if clip.split}) or ["none"]
        raise InvalidInput(
            f"There is no split {split} here; give all, or one of those there are: "
            f"{', '.join(known)}."
        )
    return chosen


def emotions(clips: Sequence[Clip]) -> IntArray:
    """Index into VOICE_EMOTIONS of each clip."""
    return np.asarray([clip.emotion for clip in clips], dtype=np.int64)


def heard_in(clips: Sequence[Clip]) -> dict[str, BoolArray]:
    """For each corpus, which of the eight emotions it has."""
    found: dict[str, BoolArray] = {}
    for clip in clips:
        mask = found.setdefault(clip.corpus, np.zeros(len(VOICE_EMOTIONS), dtype=np.bool_))
        mask[clip.emotion] = True
    return found


def speaker_folds(clips: Sequence[Clip], count: int = FOLDS) -> IntArray:
    """Fold of each clip: neighbouring pairs of a corpus's speakers go to one fold together.

    RAVDESS numbers men odd and women even, so a pair has one of each.
    """
    fold_of: dict[tuple[str, str], int] = {}
    for corpus in sorted({clip.corpus for clip in clips}):
        speakers = sorted({clip.speaker for clip in clips if clip.corpus == corpus})
        for place, speaker in enumerate(speakers):
            fold_of[corpus, speaker] = (place // 2) % count
    return np.asarray([fold_of[clip.corpus, clip.speaker] for clip in clips], dtype=np.int64)


def random_folds(clips: Sequence[Clip], count: int, seed: int) -> IntArray:
    """Folds that do not keep speakers apart: their figures leak, and are only for comparison."""
    dealt = np.arange(len(clips)) % count
    return np.asarray(np.random.default_rng(seed).permutation(dealt), dtype=np.int64)
