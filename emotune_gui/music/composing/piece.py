"""A stretch of composed music along a path of affect."""

from __future__ import annotations

from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import Bar, MusicParameters
from emotune_gui.domain.ports import Composer
from emotune_gui.domain.session import Plan
from emotune_gui.music.affect_path import AffectPath
from emotune_gui.music.mapping import apply


def composed_piece(composer: Composer, path: AffectPath, seconds: float) -> list[Bar]:
    """Bars until `seconds` are full; each expresses the path's affect at its first beat.

    At least one bar; the last may reach past the end.
    """
    bars: list[Bar] = []
    start = 0.0
    parameters: MusicParameters | None = None
    while not bars or start < seconds:
        parameters = apply(path.at(start), CLINICAL_MAPPING, plan=Plan(), previous=parameters)
        bars.append(composer.next_bar(parameters))
        start += bars[-1].beats * 60.0 / parameters.tempo_bpm
    return bars
