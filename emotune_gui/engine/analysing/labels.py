"""What a person says a recording shows, from the annotations beside it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.engine.analysing.tiers import OWN, Interval, Tier, read_tiers

SIDECARS = (".eaf", ".TextGrid", ".textgrid", ".EAF")
_WORDS: dict[str, Emotion] = {e.value: e for e in EMOTIONS} | {
    "neutrality": Emotion.NEUTRAL,
    "calm": Emotion.NEUTRAL,
    "none": Emotion.NEUTRAL,
    "happy": Emotion.HAPPINESS,
    "joy": Emotion.HAPPINESS,
    "joyful": Emotion.HAPPINESS,
    "surprised": Emotion.SURPRISE,
    "sad": Emotion.SADNESS,
    "angry": Emotion.ANGER,
    "disgusted": Emotion.DISGUST,
    "fearful": Emotion.FEAR,
    "afraid": Emotion.FEAR,
    "scared": Emotion.FEAR,
    "contemptuous": Emotion.CONTEMPT,
}
"""Calm is one of the voice's classes; in the face's it counts as neutral, as everywhere."""


@dataclass(frozen=True, slots=True)
class PersonLabels:
    """Stretches in time order with the emotion a person saw; `unknown` words were left out."""

    file: str
    sha256: str
    tier: str
    intervals: tuple[tuple[float, float, Emotion], ...]
    unknown: tuple[str, ...] = ()
    problem: str = ""
    """Why a file that lies beside the recording could not be read."""


def emotion_of(text: str) -> Emotion | None:
    """The emotion that a word names, in any case: 'Happy' is happiness."""
    return _WORDS.get(text.strip().lower())


def labels_of(recording: Path, where: Path | None) -> PersonLabels | None:
    """The labels of this recording: `where` is their file or a folder of files by name; None looks
    beside the recording. None when there are none.

    Raises InvalidInput for a named file that cannot be read; of one that merely lies beside the
    recording `problem` tells.
    """
    if where is not None and not where.is_dir():
        return read_labels(where)
    folder = recording.parent if where is None else where
    for ending in SIDECARS:
        file = folder / (recording.stem + ending)
        if file.is_file():
            try:
                found = read_labels(file)
            except InvalidInput as problem:
                if where is not None:
                    raise
                return PersonLabels(file.name, "", "", (), problem=str(problem))
            if found.intervals or where is not None:
                return found
    return None


def read_labels(path: Path) -> PersonLabels:
    """The tier of the file that tells of emotion. Raises InvalidInput."""
    tiers = [tier for tier in read_tiers(path) if not tier.name.startswith(OWN)]
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    tier = max(tiers, key=_suits, default=Tier("", ()))
    known = [(i, emotion_of(i.text)) for i in tier.intervals]
    intervals = sorted((i.start_s, i.end_s, e) for i, e in known if e is not None)
    unknown = tuple(sorted({i.text for i, e in known if e is None}))
    return PersonLabels(path.name, sha256, tier.name, tuple(intervals), unknown)


def _suits(tier: Tier) -> tuple[bool, float]:
    """One named for emotion first, then the one with most seconds of emotion."""
    named = "emotion" in tier.name.lower()
    return named and bool(_seconds(tier.intervals)), _seconds(tier.intervals)


def _seconds(intervals: tuple[Interval, ...]) -> float:
    return sum(i.end_s - i.start_s for i in intervals if emotion_of(i.text) is not None)
