"""How surely shaping moves a song: one song in the four corners of the affect plane, judged."""

from __future__ import annotations

from collections.abc import Mapping
from math import hypot
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import Bar, Part
from emotune_gui.domain.session import Plan
from emotune_gui.domain.song import SongScore
from emotune_gui.music import mapping
from emotune_gui.music.affect_path import steady_path
from emotune_gui.music.features import features_of_bars
from emotune_gui.music.shaping import SongComposer
from emotune_gui.music.shaping.walking import shaped_song
from emotune_gui.music.songs import library
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
DEVELOPED_ON = 3
"""Every third song by name was listened to, by the other judge, while shaping was made."""
NEUTRAL_SONGS = 5
LONGEST_S = 60.0
"""Of each shaping; EMOPIA's clips last half a minute."""
_LONGEST_WAIT = 16


def shaping_figures(
    judge: Judge,
    songs: Mapping[str, SongScore],
    seed: int = 1,
    chooser: Judge | None = None,
    labels: Mapping[str, Affect] | None = None,
) -> dict[str, Any]:
    """Every song in the four corners and in the middle, heard by the judge.

    `direction` is the share of corners that are heard further to their own side than the same
    song in the middle; `as_meant` the share heard on their own side of the judge's border.
    `apart` is the share of songs for which both high corners are heard above both low ones.
    `new_songs` are those that nobody listened to while shaping was made. With a `chooser`
    (another judge than the one that reports) the song whose middle it hears as most neutral
    stands out as `most_neutral`; with `labels` the songs labelled nearest to neither are
    `neutral_by_label`. `harmony_bars` are the bars until a new affect is heard in the pitches.
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
        "harmony_bars": _spread([n for score in songs.values() for n in harmony_bars(score)]),
        "each": each,
    }
    names = list(rows)
    new = [k for k in range(len(names)) if k % DEVELOPED_ON]
    if new:
        found["new_songs"] = _of(new, arousal, valence)
    if chooser is not None:
        place = _most_neutral(chooser, every)
        found["most_neutral"] = {
            "song": names[place],
            **each[names[place]],
            "directions": _of([place], arousal, valence),
        }
    if labels is not None:
        nearest = _nearest(names, labels)
        found["neutral_by_label"] = {
            "names": [names[k] for k in nearest],
            **_of(nearest, arousal, valence),
            "first": _of(nearest[:1], arousal, valence),
        }
    return found


def _of(places: list[int], arousal: FloatArray, valence: FloatArray) -> dict[str, Any]:
    return {
        "songs": len(places),
        "arousal": _figures(arousal[places], _AROUSED),
        "valence": _figures(valence[places], _POSITIVE),
    }


def _nearest(names: list[str], labels: Mapping[str, Affect]) -> list[int]:
    known = [k for k, name in enumerate(names) if name in labels]
    known.sort(key=lambda k: hypot(labels[names[k]].valence, labels[names[k]].arousal))
    return known[:NEUTRAL_SONGS]


def harmony_bars(score: SongScore, seed: int = 1) -> list[int]:
    """Bars from a change of affect to the first bar with other pitches than without it, 1 the
    next bar; for a change from happy to sad before each bar in turn, the first left out.

    At most `_LONGEST_WAIT` for songs whose pitches never tell (drums only).
    """
    happy, sad = (
        mapping.apply(affect, CLINICAL_MAPPING, plan=Plan()) for affect in (CORNERS[0], CORNERS[2])
    )
    composer = SongComposer(score, seed, loop=False)
    waits: list[int] = []
    while not composer.ended:
        composer.next_bar(happy)
        left, changed, wait = composer.twin(), composer.twin(), 0
        while not left.ended and wait < _LONGEST_WAIT:
            wait += 1
            before, after = left.next_bar(happy), changed.next_bar(sad)
            if _melody_and_harmony(before) != _melody_and_harmony(after):
                waits.append(wait)
                break
    return waits


def _melody_and_harmony(bar: Bar) -> frozenset[int]:
    return frozenset(note.pitch % 12 for note in bar.notes if note.part is not Part.DRUMS)


def _spread(waits: list[int]) -> dict[str, float]:
    if not waits:
        return {}
    return {
        "changes": len(waits),
        "next_bar": float(np.mean(np.array(waits) == 1)),
        "p95": float(np.percentile(waits, 95)),
        "most": max(waits),
    }


def _most_neutral(judge: Judge, rows: FloatArray) -> int:
    middle = judge.judge(rows[len(CORNERS) :: len(CORNERS) + 1])
    return int(np.hypot(middle.arousal - 0.5, middle.valence - 0.5).argmin())


def bundled_labels() -> dict[str, Affect]:
    """Valence and arousal of the songs that come with the program, as their curator gave them."""
    return {song.path.stem: song.affect for song in library.bundled_songs()}


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
