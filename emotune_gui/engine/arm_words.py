"""Why this composer and these instruments, in plain words for the live page."""

from __future__ import annotations

from collections.abc import Mapping

from emotune_gui.domain.learning import ArmKind, MappingWeights
from emotune_gui.domain.music import Palette
from emotune_gui.engine.arm_choices import ArmChoices, Why
from emotune_gui.music.composing.opening import CONDITIONED, RULES
from emotune_gui.music.programme import SONGS
from emotune_gui.personalisation.wording import preferences

NAMES: dict[str, str] = {
    RULES: "rules composer",
    CONDITIONED: "network composer",
    SONGS: "songs",
    Palette.AFFECT.value: "instruments that fit the affect",
    Palette.PIANO.value: "piano",
    Palette.STRINGS.value: "strings",
    Palette.PLUCKED.value: "plucked strings",
    Palette.WINDS.value: "winds",
    Palette.AMBIENT.value: "ambient sounds",
    Palette.BAND.value: "band",
}


def preferred_words(weights: MappingWeights) -> tuple[str, ...]:
    """Such as "strings preferred to piano": of composers and palettes."""
    return preferences(weights, NAMES)


def chosen_words(choices: ArmChoices, heard: Mapping[ArmKind, str], ratings: int) -> str:
    """Such as "Preferred after 6 ratings: rules composer, strings. Trying: network composer."

    Of what is `heard` now, by arm; empty where nothing was chosen but the usual. How many
    `ratings` is left out where it is 0: it was said before.
    """
    chosen = {ArmKind.COMPOSER: choices.composer, ArmKind.PALETTE: choices.palette.value}
    found: dict[Why, list[str]] = {Why.PREFERRED: [], Why.TRIED: [], Why.USUAL: []}
    for kind, why in choices.why.copy().items():
        if heard.get(kind) == chosen[kind]:
            found[why].append(NAMES.get(chosen[kind], chosen[kind]))
    said = []
    if found[Why.PREFERRED]:
        what = ", ".join(found[Why.PREFERRED])
        said.append(_preferred(ratings).format(n=ratings, what=what))
    if found[Why.TRIED]:
        said.append("Trying: {what}.".format(what=", ".join(found[Why.TRIED])))
    return " ".join(said)


def _preferred(ratings: int) -> str:
    if ratings == 0:
        return "Preferred: {what}."
    if ratings == 1:
        return "Preferred after {n} rating: {what}."
    return "Preferred after {n} ratings: {what}."
