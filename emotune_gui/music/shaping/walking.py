"""A whole song shaped along a path through the affect plane, faster than real time."""

from __future__ import annotations

from math import inf

from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import (
    ANY_INSTRUMENTS,
    Bar,
    Instrumentation,
    MusicParameters,
)
from emotune_gui.domain.session import Plan
from emotune_gui.domain.song import SongScore
from emotune_gui.music import mapping
from emotune_gui.music.affect_path import AffectPath
from emotune_gui.music.limits import within
from emotune_gui.music.shaping.composer import SongComposer
from emotune_gui.music.shaping.preset import ShapingPreset

_PLAN = Plan()


def shaped_song(
    score: SongScore,
    path: AffectPath,
    *,
    seed: int = 1,
    preset: ShapingPreset = ShapingPreset.AFFECT,
    instrumentation: Instrumentation = ANY_INSTRUMENTS,
    longest_s: float = inf,
) -> tuple[Bar, ...]:
    """The song once through, each bar shaped by the target at the time it begins.

    With `longest_s` only the bars that begin before that second.

    Deterministic. Raises InvalidInput for a song without notes.
    """
    composer = SongComposer(score, seed, preset=preset, loop=False)
    wanted: MusicParameters | None = None
    bars: list[Bar] = []
    seconds = 0.0
    while not composer.ended and seconds < longest_s:
        wanted = mapping.apply(
            path.at(seconds),
            CLINICAL_MAPPING,
            plan=_PLAN,
            previous=wanted,
            instrumentation=instrumentation,
        )
        bar = within(composer.next_bar(wanted), instrumentation)
        bars.append(bar)
        seconds += bar.beats * 60.0 / bar.parameters.tempo_bpm
    return tuple(bars)
