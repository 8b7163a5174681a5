"""The composers by name."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.ports import Composer
from emotune_gui.domain.song import SongEmotion
from emotune_gui.music.composing.composer import RuleComposer
from emotune_gui.music.composing.recurrent import RecurrentComposer
from emotune_gui.music.composing.recurrent_chords import CHORD_CLASSES, CHORD_INPUTS, INVERSIONS
from emotune_gui.music.composing.recurrent_encoding import INPUTS, OUTPUTS
from emotune_gui.music.composing.recurrent_network import RecurrentNetwork

LOG = logging.getLogger(__name__)

RULES, CONDITIONED = "rules", "rnn"
_CORNER = 0.6
"""Valence and arousal that an emotion model is told, whatever the parameters express."""
_OWN_AFFECTS: dict[str, Affect] = {
    f"rnn-{emotion.value}": Affect(valence, arousal)
    for valence in (_CORNER, -_CORNER)
    for arousal in (_CORNER, -_CORNER)
    for emotion in [SongEmotion.of(Affect(valence, arousal))]
}
NETWORK_FILES: dict[str, str] = {CONDITIONED: "music_rnn.tflite"} | {
    f"rnn-{emotion.value}": f"music_rnn_{emotion.value}.tflite" for emotion in SongEmotion
}
CHORD_FILE = "music_rnn_chords.tflite"
COMPOSERS: tuple[str, ...] = (RULES, *NETWORK_FILES)
"""`rnn` follows any affect; `rnn-happy` and so on learned from one emotion's songs."""


def open_composer(
    name: str, seed: int, *, start_bar: int = 0, models: Path | None = None
) -> Composer:
    """The composer of that name; several may be open at once and share a network's weights.

    Raises InvalidInput for an unknown name and EmoTuneError when a network's file is missing or
    damaged; `composer_or_rules` then goes on with the rules.
    """
    if name == RULES:
        return RuleComposer(seed, start_bar=start_bar)
    if name not in NETWORK_FILES:
        raise InvalidInput(f"There is no composer {name}; choose one of {', '.join(COMPOSERS)}.")
    folder = models or bundled("models")
    return RecurrentComposer(
        seed,
        _network(folder / NETWORK_FILES[name], INPUTS, OUTPUTS),
        _network(folder / CHORD_FILE, CHORD_INPUTS, CHORD_CLASSES + INVERSIONS),
        name=name,
        start_bar=start_bar,
        own_affect=_OWN_AFFECTS.get(name),
    )


def composer_or_rules(
    name: str, seed: int, *, start_bar: int = 0, models: Path | None = None
) -> tuple[Composer, str]:
    """The same, or the rule composer and the sentence that says why."""
    try:
        return open_composer(name, seed, start_bar=start_bar, models=models), ""
    except EmoTuneError as problem:
        LOG.warning("the rules compose: %s", problem)
        return RuleComposer(seed, start_bar=start_bar), str(problem)


@lru_cache(maxsize=2 * len(COMPOSERS))
def _network(path: Path, inputs: int, outputs: int) -> RecurrentNetwork:
    return RecurrentNetwork(path, inputs, outputs)
