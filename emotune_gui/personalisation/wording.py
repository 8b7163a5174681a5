"""What the mapping learned, in plain words. Every sentence of this room stands here.

`words`, a function from an English text to its translation, may be handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import (
    TUNED_PARAMETERS,
    ArmKind,
    MappingWeights,
    Situation,
)
from emotune_gui.personalisation.arms import clearly_better
from emotune_gui.personalisation.clinical import TUNED

Words = Callable[[str], str]
MOST_NAMED = 3
"""Changes named in one sentence; the smaller ones go without saying."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """How more and less of one parameter are said; `least` is the smallest change worth it."""

    more: str
    less: str
    least: float
    digits: int = 0


PHRASES: dict[str, Phrase] = {
    "tempo_bpm": Phrase("faster by {n} bpm", "slower by {n} bpm", 0.5),
    "density": Phrase("busier by {n} notes a second", "sparser by {n} notes a second", 0.05, 1),
    "loudness": Phrase("louder", "softer", 0.5),
    "register": Phrase("higher by {n} semitones", "lower by {n} semitones", 0.25, 1),
    "articulation": Phrase("smoother", "more detached", 0.01),
    "modality": Phrase("brighter in mode", "darker in mode", 0.03),
}
CORNERS: dict[str, Affect] = {
    "{what} when tense": Affect(-0.6, 0.6),
    "{what} when happy": Affect(0.6, 0.6),
    "{what} when sad": Affect(-0.6, -0.6),
    "{what} when calm": Affect(0.6, -0.6),
}


class Cause(StrEnum):
    """What made a version."""

    RATING = "rating"
    HAND = "hand"
    MOVED = "moved"
    LEFT = "left"
    OTHERS = "others"


def explain(
    changes: Mapping[str, float], ratings: int, words: Words = str, cause: Cause = Cause.RATING
) -> str:
    """One sentence on changes of offsets (by parameter, in its units) after `ratings`."""
    after = {
        Cause.RATING: words("After {n} rating: {what}.")
        if ratings == 1
        else words("After {n} ratings: {what}."),
        Cause.HAND: words("After a setting by hand: {what}."),
        Cause.MOVED: words("After the client's affect moved: {what}."),
        Cause.LEFT: words("After a song was left by hand: {what}."),
        Cause.OTHERS: words("Without a rating yet: {what}."),
    }[cause]
    heard = {name: change for name, change in changes.items() if _heard(name, change)}
    strongest = sorted(heard, key=lambda name: -abs(heard[name]) / TUNED[name].reach)
    named = [_said(name, heard[name], words) for name in strongest[:MOST_NAMED]]
    what = ", ".join(named) or words("no change that can be heard yet")
    return after.format(n=ratings, what=what)


def tuned_summary(weights: MappingWeights, words: Words = str) -> tuple[str, ...]:
    """How the mapping differs from the clinical one, the widest difference first.

    Such as "slower by 6 bpm" or, where it depends on the affect, "slower by 6 bpm when tense".
    Empty when no difference can be heard.
    """
    rows = dict(zip(TUNED_PARAMETERS, weights.offsets, strict=True))
    lines = [line for name, row in rows.items() for line in _lines(name, row, words)]
    return tuple(said for _, said in sorted(lines, key=lambda line: -line[0]))


def _lines(name: str, row: tuple[float, ...], words: Words) -> list[tuple[float, str]]:
    """Width in reaches and wording: of the offset, or of its extremes where they differ."""
    at = {corner: _offset(row, affect) for corner, affect in CORNERS.items()}
    least, widest = PHRASES[name].least, max(abs(value) for value in at.values())
    if max(at.values()) - min(at.values()) < max(least, 0.25 * widest):
        said = {"{what}": row[0]}
    else:
        ends = {min(at, key=at.__getitem__), max(at, key=at.__getitem__)}
        said = {corner: at[corner] for corner in sorted(ends) if abs(at[corner]) >= widest / 2}
    return [
        (abs(value) / TUNED[name].reach, words(corner).format(what=_said(name, value, words)))
        for corner, value in said.items()
        if _heard(name, value)
    ]


def _offset(row: tuple[float, ...], affect: Affect) -> float:
    return row[0] + row[1] * affect.valence + row[2] * affect.arousal


def _heard(name: str, change: float) -> bool:
    return abs(change) >= PHRASES[name].least


def _said(name: str, change: float, words: Words) -> str:
    phrase = PHRASES[name]
    text = words(phrase.more if change > 0 else phrase.less)
    if "{n}" in text:
        return text.format(n=f"{abs(change):.{phrase.digits}f}")
    share = abs(change) / TUNED[name].reach
    if share < 0.3:
        return words("a little {what}").format(what=text)
    return words("much {what}").format(what=text) if share > 0.7 else text


def preferences(
    weights: MappingWeights, names: Mapping[str, str], words: Words = str
) -> tuple[str, ...]:
    """Which composers and palettes ratings prefer, such as "strings preferred to piano"; `names`
    are what people call them. Songs have too many names."""
    said = []
    for kind in (ArmKind.COMPOSER, ArmKind.PALETTE):
        mine = sorted((a for a in weights.arms if a.kind is kind), key=lambda arm: -arm.mean)
        if len(mine) > 1 and clearly_better(mine[0], mine[-1]):
            best, least = (names.get(arm.name, arm.name) for arm in (mine[0], mine[-1]))
            said.append(words("{best} preferred to {least}").format(best=best, least=least))
    return tuple(said)


def from_others(weights: MappingWeights, words: Words = str) -> str:
    """The sentence of a version that begins from what other clients wish."""
    said = words("What {n} other clients of this practice wish: {what}.")
    what = ", ".join(tuned_summary(weights, words)[:MOST_NAMED])
    return said.format(
        n=weights.prior.clients, what=what or words("no difference that can be heard")
    )


def because(
    weights: MappingWeights,
    situation: Situation,
    trial: tuple[float, ...] = (),
    words: Words = str,
) -> str:
    """Why a bar sounds as it does: what ratings changed for this moment, and what is tried.

    Such as "After 12 ratings: slower by 6 bpm, softer. Trying: a little brighter in mode."
    Empty where neither can be heard.
    """
    x = (1.0, situation.target.valence, situation.target.arousal)
    offsets = {
        name: sum(a * b for a, b in zip(row, x, strict=True))
        for name, row in zip(TUNED_PARAMETERS, weights.offsets, strict=True)
    }
    sentences = []
    if any(_heard(name, change) for name, change in offsets.items()):
        cause = Cause.RATING if weights.ratings_used else Cause.OTHERS
        sentences.append(explain(offsets, weights.ratings_used, words, cause))
    tried = {
        name: share * TUNED[name].reach
        for name, share in zip(TUNED_PARAMETERS, trial or (0.0,) * len(TUNED), strict=True)
    }
    heard = sorted((n for n in tried if _heard(n, tried[n])), key=lambda n: -abs(tried[n]))
    if heard:
        what = ", ".join(_said(name, tried[name], words) for name in heard[:MOST_NAMED])
        sentences.append(words("Trying: {what}.").format(what=what))
    return " ".join(sentences)
