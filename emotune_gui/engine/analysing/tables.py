"""The tables of a recording: one row a moment."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.voice import VOICE_EMOTIONS, VoiceReading
from emotune_gui.engine.analysing.beholding import Seen

COLUMNS: tuple[str, ...] = (
    *("time_s", "frame", "faces", "box_x", "box_y", "box_w", "box_h"),
    *(f"p_{e.value}" for e in EMOTIONS),
    *("valence", "arousal", "confidence", "label", "quality"),
)
VOICE_COLUMNS: tuple[str, ...] = (
    *("v_state", "v_level_dbfs"),
    *(f"v_{e.value}" for e in VOICE_EMOTIONS),
    *("v_valence", "v_arousal", "v_confidence", "v_weight"),
)
LANDMARK_COLUMNS: tuple[str, ...] = (
    *("time_s", "frame", "state"),
    *(f"x_{i:02}" for i in range(68)),
    *(f"y_{i:02}" for i in range(68)),
)
_NO_BOX = ("", "", "", "")
_NO_OPINION = ("",) * (len(VOICE_EMOTIONS) + 4)


class Table:
    """A CSV file under way: UTF-8, commas, lines ending in a line feed."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._file = path.open("w", newline="", encoding="utf-8")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(columns)

    def add(self, cells: Sequence[str]) -> None:
        self._writer.writerow(cells)

    def close(self) -> None:
        self._file.close()


def cells(seen: Seen, voice: bool) -> tuple[str, ...]:
    """One for each of `COLUMNS`, with `voice` of `VOICE_COLUMNS` too.

    Boxes are in pixels of the upright recording. What was not seen or heard is empty.
    """
    estimate = seen.estimate
    boxes = () if seen.reading is None else seen.reading.boxes
    box = _NO_BOX
    if boxes:
        mine, scale = boxes[0], seen.scale
        x, y, w, h = (round(v * scale) for v in (mine.x, mine.y, mine.width, mine.height))
        box = (str(x), str(y), str(w), str(h))
    told = (
        f"{seen.position_s:.6f}",
        str(seen.index),
        str(len(boxes)),
        *box,
        *(_share(p) for p in estimate.probabilities.values),
        _signed(estimate.affect.valence),
        _signed(estimate.affect.arousal),
        _share(estimate.confidence),
        "" if estimate.label is None else estimate.label.value,
        _share(estimate.quality),
    )
    return told + _voice_cells(estimate.voice, estimate.voice_weight) if voice else told


def landmark_cells(seen: Seen) -> tuple[str, ...]:
    """One for each of `LANDMARK_COLUMNS`, in pixels of the upright recording."""
    head = (f"{seen.position_s:.6f}", str(seen.index), seen.estimate.state.value)
    points = None if seen.reading is None else seen.reading.landmarks
    if points is None:
        return head + ("",) * (len(LANDMARK_COLUMNS) - len(head))
    x, y = ((points[:, k] * seen.scale).tolist() for k in (0, 1))
    return (*head, *(f"{v:.2f}" for v in x), *(f"{v:.2f}" for v in y))


def _voice_cells(voice: VoiceReading | None, weight: float) -> tuple[str, ...]:
    if voice is None:
        return ("", "", *_NO_OPINION)
    head = (voice.state.value, f"{voice.level_dbfs:.1f}")
    if voice.probabilities is None or voice.affect is None:
        return head + _NO_OPINION
    return (
        *head,
        *(_share(p) for p in voice.probabilities.values),
        _signed(voice.affect.valence),
        _signed(voice.affect.arousal),
        _share(voice.confidence),
        _share(weight),
    )


def _share(value: float) -> str:
    return f"{value:.5f}"


def _signed(value: float) -> str:
    """Never "-0.00000"."""
    return f"{round(value, 5) + 0.0:.5f}"
