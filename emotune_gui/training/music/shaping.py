"""How surely shaping moves a song: one song in the four corners of the affect plane, judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.song import SongScore
from emotune_gui.music.affect_path import steady_path
from emotune_gui.music.features import features_of_bars
from emotune_gui.music.shaping.walking import shaped_song
from emotune_gui.music.songs.importing import read_song
from emotune_gui.training.music.judge import Judge

FloatArray = npt.NDArray[np.float64]

CORNERS: tuple[Affect, ...] = (
    Affect(0.7, 0.7),
    Affect(-0.7, 0.7),
    Affect(-0.7, -0.7),
    Affect(0.7, -0.7),
)
"""Happy, angry, sad and calm: quadrants 0 to 3 of the judge."""
_POSITIVE = np.array([affect.valence > 0 for affect in CORNERS])
_AROUSED = np.array([affect.arousal > 0 for affect in CORNERS])
LONGEST_S = 60.0
"""Of each shaping; EMOPIA's clips last half a minute."""


def shaping_figures(
    judge: Judge, songs: Mapping[str, SongScore], seed: int = 1, chooser: Judge | None = None
) -> dict[str, Any]:
    """Every song in the four corners and in the middle, heard by the judge.

    `direction` is the share of corners that are heard further to their own side than the same
    song in the middle; `as_meant` the share heard on their own side of the judge's border.
    `apart` is the share of songs for which both high corners are heard above both low ones.
    With a `chooser` (another judge than the one that reports) the song whose middle it hears as
    most neutral stands out as `most_neutral`.
    """
    rows = {name: _rows(score, seed) for name, score in songs.items()}
    every = np.concatenate(list(rows.values()))
    heard = judge.judge(every)
    arousal = heard.arousal.reshape(len(rows), len(CORNERS) + 1)
    valence = heard.valence.reshape(len(rows), len(CORNERS) + 1)
    quadrants = heard.quadrants.argmax(1).reshape(len(rows), -1)[:, :-1]
    each = {
        name: {"arousal": arousal[k].round(3).tolist(), "valence": valence[k].round(3).tolist()}
        for k, name in enumerate(rows)
    }
    found: dict[str, Any] = {
        "songs": len(rows),
        "arousal": _figures(arousal, _AROUSED),
        "valence": _figures(valence, _POSITIVE),
        "quadrants_as_meant": float((quadrants == np.arange(len(CORNERS))).mean()),
        "each": each,
    }
    if chooser is not None:
        name = list(rows)[_most_neutral(chooser, every)]
        found["most_neutral"] = {"song": name, **each[name]}
    return found


def _most_neutral(judge: Judge, rows: FloatArray) -> int:
    middle = judge.judge(rows[len(CORNERS) :: len(CORNERS) + 1])
    return int(np.hypot(middle.arousal - 0.5, middle.valence - 0.5).argmin())


def bundled_songs() -> dict[str, SongScore]:
    """The scores that come with the program, by the name of their file."""
    scores = {}
    for path in sorted(bundled("resources", "songs").glob("*.mid")):
        try:
            scores[path.stem] = read_song(path)
        except InvalidInput:
            # What cannot be read is left out of the library as well.
            continue
    return scores


def _figures(said: FloatArray, high: npt.NDArray[np.bool_]) -> dict[str, float]:
    """`said`: songs x (four corners, middle)."""
    corners, middle = said[:, :-1], said[:, -1:]
    signs = np.where(high, 1.0, -1.0)
    lowest, highest = corners[:, high].min(1), corners[:, ~high].max(1)
    return {
        "direction": float((signs * (corners - middle) > 0).mean()),
        "as_meant": float(((corners >= 0.5) == high).mean()),
        "apart": float((lowest > highest).mean()),
    }


def _rows(score: SongScore, seed: int) -> FloatArray:
    return np.array([_row(score, affect, seed) for affect in (*CORNERS, NEUTRAL_AFFECT)])


def _row(score: SongScore, affect: Affect, seed: int) -> FloatArray:
    bars = shaped_song(score, steady_path(affect), seed=seed, longest_s=LONGEST_S)
    return features_of_bars(bars)
