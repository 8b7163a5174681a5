"""Every composer in figures: `emotune evaluate music`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Bar
from emotune_gui.domain.ports import Composer
from emotune_gui.domain.song import SongEmotion
from emotune_gui.music.affect_path import AffectPath, steady_path
from emotune_gui.music.composing.opening import CONDITIONED, NETWORK_FILES, RULES, open_composer
from emotune_gui.music.composing.piece import composed_piece
from emotune_gui.music.features import features_of_bars
from emotune_gui.music.rendering import as_played
from emotune_gui.training.face.progress import with_progress
from emotune_gui.training.music.clips import Opening, asked, composed_clips, in_beats
from emotune_gui.training.music.corpus_figures import (
    EXCERPT_BARS,
    MEASURES,
    corpus_figures,
    measures_of,
)
from emotune_gui.training.music.judge import QUADRANTS, Judge, agreement, judges, read_clips
from emotune_gui.training.music.metrics import repeated_share
from emotune_gui.training.music.pace import pace, writing_share
from emotune_gui.training.music.shaping import bundled_labels, bundled_songs, shaping_figures

_CORNER = 0.6
_LONG_S = 600.0


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    data: Path
    models: Path
    workspace: Path
    clips: int = 25
    """A quadrant and composer."""
    first_seed: int = 20000
    """Seeds that were not listened to while developing."""
    shaping: bool = True
    """Also shape every bundled song (minutes)."""


def evaluate_music(options: EvaluationOptions) -> dict[str, Any]:
    """Judged clips, repeats and common measures of every composer whose file is there, and pace.

    Raises EmoTuneError when a data set is missing.
    """
    known = read_clips(options.data, options.workspace)
    reported, development = judges(known)
    held_out = ~known.training
    corpus = corpus_figures(options.data, options.workspace)
    names = [RULES, *(n for n, f in NETWORK_FILES.items() if (options.models / f).exists())]
    composers = {}
    for index in with_progress(range(len(names)), "judging composers", len(names)):
        opening = partial(_open, names[index], options.models)
        composers[names[index]] = _figures(
            names[index], opening, (reported, development), corpus, options
        )
    result: dict[str, Any] = {
        "judge": {
            "trained_on": "EMOPIA, the authors' training songs",
            "on_its_held_out_clips": _rounded(
                agreement(reported.judge(known.rows[held_out]), known.quadrants[held_out])
            ),
        },
        "composers": composers,
        "corpus": {name: {"mean": mean, "sd": sd} for name, (mean, sd) in corpus.items()},
    }
    if options.shaping:
        result["shaping"] = shaping_figures(
            reported, bundled_songs(), chooser=development, labels=bundled_labels()
        )
    if CONDITIONED in composers:
        result["pace"] = pace(_open(CONDITIONED, options.models, 1))
        result["two_bars"] = writing_share(_open(CONDITIONED, options.models, 1))
    return result


def _open(name: str, models: Path, seed: int) -> Composer:
    return open_composer(name, seed, models=models)


def _figures(
    name: str,
    opening: Opening,
    both: tuple[Judge, Judge],
    corpus: dict[str, tuple[float, float]],
    options: EvaluationOptions,
) -> dict[str, Any]:
    """An emotion model is judged on its own emotion, any other composer on all four."""
    own = [e for e in QUADRANTS if name.endswith(f"-{e.value}")] or list(QUADRANTS)
    clips, meant = composed_clips(opening, own, options.clips, options.first_seed)
    rows = np.array([features_of_bars(clip) for clip in clips])
    reported, development = (judge.judge(rows) for judge in both)
    heard = reported.quadrants.argmax(1)
    said = agreement(reported, meant) | {
        "development_judge": _rounded(agreement(development, meant)),
        "heard_as": {
            QUADRANTS[q].value: {
                e.value: int((heard[np.array(meant) == q] == k).sum())
                for k, e in enumerate(QUADRANTS)
            }
            for q in sorted(set(meant))
        },
    }
    return _rounded(
        {"clips": len(clips)}
        | said
        | {"repeats_in_ten_minutes": _repeats(opening, own, options.first_seed)}
        | {"measures": _compared(opening, own, corpus, options)}
    )


def _repeats(opening: Opening, emotions: Sequence[SongEmotion], seed: int) -> float:
    """Largest share of four-bar stretches heard before, over ten minutes of each emotion."""
    return max(
        repeated_share(
            [
                tuple((n.onset, n.pitch, n.part) for n in bar.notes)
                for bar in _stretch(opening, emotion, seed, _LONG_S)
            ]
        )
        for emotion in emotions
    )


def _stretch(opening: Opening, emotion: SongEmotion, seed: int, seconds: float) -> list[Bar]:
    bright = emotion in (SongEmotion.HAPPY, SongEmotion.CALM)
    lively = emotion in (SongEmotion.HAPPY, SongEmotion.ANGRY)
    corner = Affect(_CORNER if bright else -_CORNER, _CORNER if lively else -_CORNER)
    return composed_piece(opening(seed), steady_path(corner), seconds)


def _compared(
    opening: Opening,
    emotions: Sequence[SongEmotion],
    corpus: dict[str, tuple[float, float]],
    options: EvaluationOptions,
) -> dict[str, Any]:
    """Mean of each measure over excerpts, and how many of the corpus's SDs it lies off."""
    rows = []
    seeds = range(options.first_seed, options.first_seed + max(4, options.clips // 2))
    for emotion in emotions:
        for seed in seeds:
            rows += _excerpts(composed_piece(opening(seed), _path_of(emotion, seed), 75.0))
    means = np.mean(rows, axis=0)
    return {
        name: {"mean": float(mean), "off_in_sd": float((mean - corpus[name][0]) / corpus[name][1])}
        for name, mean in zip(MEASURES, means, strict=True)
    }


def _path_of(emotion: SongEmotion, seed: int) -> AffectPath:
    return steady_path(asked(emotion, seed))


def _excerpts(bars: list[Bar]) -> list[tuple[float, float, float]]:
    """The first bars in one metre, as they are played."""
    metre = bars[0].beats
    same = next((i for i, bar in enumerate(bars) if bar.beats != metre), len(bars))
    taken = as_played(bars[: min(same, EXCERPT_BARS)])
    return [measures_of(in_beats(taken), metre)] if len(taken) >= EXCERPT_BARS // 2 else []


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _rounded(value)
        if isinstance(value, dict)
        else round(value, 4)
        if isinstance(value, float)
        else value
        for key, value in values.items()
    }
