"""How a client's mapping differs from the clinical one: figures and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import (
    TUNED_PARAMETERS,
    Arm,
    ArmKind,
    MappingWeights,
    PersonalSettings,
)
from emotune_gui.domain.music import Palette
from emotune_gui.domain.session import Rating
from emotune_gui.engine.tuning import Certainty, Common, NextRating
from emotune_gui.ui.language import figure
from emotune_gui.ui.presenters.song_words import composer_word
from emotune_gui.ui.presenters.start_music import palette_word
from emotune_gui.ui.sentences import sentences
from emotune_gui.ui.wording import affect_word, mid_sentence, translate

CORNERS: tuple[tuple[str, Affect], ...] = (
    ("tense", Affect(-0.6, 0.6)),
    ("happy", Affect(0.6, 0.6)),
    ("sad", Affect(-0.6, -0.6)),
    ("calm", Affect(0.6, -0.6)),
)
"""Where the personal offsets are shown: the middles of the four quadrants."""

SCALES: dict[str, tuple[float, float, int]] = {
    "tempo_bpm": (15.0, 0.5, 0),
    "density": (0.8, 0.05, 1),
    "loudness": (8.0, 0.5, 0),
    "register": (5.0, 0.3, 0),
    "articulation": (0.15, 0.01, 2),
    "modality": (0.4, 0.03, 2),
}
"""By parameter: the widest offset drawn, the smallest worth a word, digits shown."""


def corner_word(code: str) -> str:
    words = {
        "tense": translate("Tuning", "tense"),
        "happy": translate("Tuning", "happy"),
        "sad": translate("Tuning", "sad"),
        "calm": translate("Tuning", "calm"),
        "neutral": translate("Tuning", "neutral"),
    }
    return words[code]


def parameter_words(parameter: str) -> tuple[str, str, str, str]:
    """Name, unit, word for more, word for less."""
    words = {
        "tempo_bpm": (
            translate("Tuning", "Tempo"),
            translate("Tuning", "bpm"),
            translate("Tuning", "faster"),
            translate("Tuning", "slower"),
        ),
        "density": (
            translate("Tuning", "Density"),
            translate("Tuning", "notes/s"),
            translate("Tuning", "busier"),
            translate("Tuning", "sparser"),
        ),
        "loudness": (
            translate("Tuning", "Loudness"),
            translate("Tuning", "velocity"),
            translate("Tuning", "louder"),
            translate("Tuning", "softer"),
        ),
        "register": (
            translate("Tuning", "Register"),
            translate("Tuning", "semitones"),
            translate("Tuning", "higher"),
            translate("Tuning", "lower"),
        ),
        "articulation": (
            translate("Tuning", "Articulation"),
            translate("Tuning", "of the beat"),
            translate("Tuning", "smoother"),
            translate("Tuning", "shorter notes"),
        ),
        "modality": (
            translate("Tuning", "Mode"),
            translate("Tuning", "valence"),
            translate("Tuning", "brighter"),
            translate("Tuning", "darker"),
        ),
    }
    return words[parameter]


@dataclass(frozen=True, slots=True)
class OffsetCell:
    """One parameter in one quadrant. `share` is -1 to 1 of the widest offset."""

    corner: str
    value: float
    share: float
    figure: str
    word: str


@dataclass(frozen=True, slots=True)
class OffsetRow:
    parameter: str
    name: str
    unit: str
    cells: tuple[OffsetCell, ...]


def is_personal(weights: MappingWeights) -> bool:
    """False for the clinical mapping, also where a reset brought it back."""
    return any(value != 0.0 for row in weights.offsets for value in row)


def offset_at(weights: MappingWeights, parameter: str, affect: Affect) -> float:
    """Personal minus clinical value of a parameter at an affect, in the parameter's units."""
    row = weights.offsets[TUNED_PARAMETERS.index(parameter)]
    features = (1.0, affect.valence, affect.arousal)
    return sum(weight * feature for weight, feature in zip(row, features, strict=True))


def offset_rows(weights: MappingWeights) -> tuple[OffsetRow, ...]:
    return tuple(_offset_row(weights, parameter) for parameter in TUNED_PARAMETERS)


def _offset_row(weights: MappingWeights, parameter: str) -> OffsetRow:
    name, unit, more, less = parameter_words(parameter)
    cells = tuple(
        _cell(corner, offset_at(weights, parameter, affect), SCALES[parameter], more, less)
        for corner, affect in CORNERS
    )
    return OffsetRow(parameter, name, unit, cells)


def _cell(
    corner: str, value: float, scale: tuple[float, float, int], more: str, less: str
) -> OffsetCell:
    widest, least, digits = scale
    if abs(value) < least:
        return OffsetCell(corner, value, 0.0, "0", translate("Tuning", "as clinical"))
    share = max(-1.0, min(1.0, value / widest))
    shown = figure(value, f"+.{digits}f").replace("-", "−")
    return OffsetCell(corner, value, share, shown, more if value > 0 else less)


@dataclass(frozen=True, slots=True)
class ArmLine:
    """One composer, palette or song: `mean` and `deviation` on -1 to 1, and the same in words."""

    title: str
    mean: float
    deviation: float
    words: str


SURE_OF_ARM = 1.0
"""Standard deviations from no preference that are worth a word."""
LITTLE_LISTENING = 0.5
FIRM, SOME = 0.45, 0.15
"""Shares of the doubt gone, for 'well known' and 'partly known'."""


def arm_lines(arms: Sequence[Arm], songs: dict[str, str]) -> tuple[ArmLine, ...]:
    """By kind, the best liked first; `songs` are titles by id."""
    kinds = list(ArmKind)
    ordered = sorted(arms, key=lambda arm: (kinds.index(arm.kind), -arm.mean, arm.name))
    return tuple(_arm_line(arm, songs) for arm in ordered if arm.weight > 0)


def _arm_line(arm: Arm, songs: dict[str, str]) -> ArmLine:
    if abs(arm.mean) < SURE_OF_ARM * arm.deviation:
        liking = translate("Tuning", "not clear yet")
    elif arm.mean > 0:
        liking = translate("Tuning", "liked more than usual")
    else:
        liking = translate("Tuning", "liked less than usual")
    count = round(arm.weight)
    rated = (
        translate("Tuning", "1 rating")
        if count <= 1
        else translate("Tuning", "{n} ratings").format(n=count)
    )
    title = arm_name(arm, songs)
    if arm.kind is ArmKind.SONG:
        title = translate("Tuning", "{song} (song)").format(song=title)
    return ArmLine(title, arm.mean, arm.deviation, f"{liking}, {rated}")


def arm_name(arm: Arm, songs: dict[str, str]) -> str:
    if arm.kind is ArmKind.SONG:
        return songs.get(arm.name) or translate("Tuning", "a song no longer here")
    if arm.kind is ArmKind.COMPOSER:
        return composer_word(arm.name)
    known = {palette.value for palette in Palette}
    return palette_word(Palette(arm.name)) if arm.name in known else arm.name


def preference_sentences(arms: Sequence[Arm], songs: dict[str, str]) -> tuple[str, ...]:
    """'strings preferred to piano': of every kind, where the best is clearly beyond the least."""
    found = []
    for kind in ArmKind:
        rated = sorted((a for a in arms if a.kind is kind and a.weight > 0), key=lambda a: a.mean)
        if len(rated) < 2:
            continue
        least, most = rated[0], rated[-1]
        doubt = (least.deviation**2 + most.deviation**2) ** 0.5
        if most.mean - least.mean > SURE_OF_ARM * doubt:
            line = translate("Tuning", "{liked} preferred to {other}")
            pair = (mid_sentence(arm_name(arm, songs)) for arm in (most, least))
            liked, other = pair
            found.append(line.format(liked=liked, other=other))
    return tuple(found)


def change_words(
    ratings: int, said: Sequence[str], arms: Sequence[Arm], songs: dict[str, str]
) -> str:
    """'After 12 ratings: slower by 6 bpm when tense; strings preferred to piano.'"""
    parts = [*sentences(said), *preference_sentences(arms, songs)]
    what = "; ".join(parts) or translate("Tuning", "no difference that can be heard yet")
    if ratings == 1:
        return translate("Tuning", "After 1 rating: {what}.").format(what=what)
    if not ratings:
        return translate("Tuning", "Without a rating yet: {what}.").format(what=what)
    return translate("Tuning", "After {n} ratings: {what}.").format(n=ratings, what=what)


def certainty_words(known: Certainty) -> str:
    """How much is known, of what most and of what least."""
    if known.ratings and known.listening < LITTLE_LISTENING:
        return translate(
            "Tuning",
            "The ratings do not seem to follow the music ({n} % likely that they do), so hardly "
            "anything is learned from them.",
        ).format(n=round(100 * known.listening))
    if not known.ratings:
        return translate("Tuning", "Nothing is known yet of what this client likes.")
    shares = known.by_parameter
    best, least = shares.index(max(shares)), shares.index(min(shares))
    line = translate(
        "Tuning", "{share} % of the doubt is gone; most is known of {best}, least of {least}."
    )
    names = [mid_sentence(parameter_words(TUNED_PARAMETERS[p])[0]) for p in (best, least)]
    return line.format(share=round(100 * known.overall), best=names[0], least=names[1])


def known_word(share: float) -> str:
    if share >= FIRM:
        return translate("Tuning", "well known")
    return translate("Tuning", "partly known") if share >= SOME else translate("Tuning", "open")


def teaches_words(following: NextRating) -> str:
    line = translate(
        "Tuning", "A rating of music for “{mood}” would teach most, above all about {parameter}."
    )
    name = mid_sentence(parameter_words(following.parameter)[0])
    return line.format(mood=corner_word(following.place), parameter=name)


def common_words(part: Common, *, begins: bool) -> str:
    """What other clients of the practice contributed, or would to the first version."""
    if not part.clients:
        return translate(
            "Tuning",
            "Nothing comes from other clients: fewer than three who consented have rated enough.",
        )
    what = "; ".join(sentences(part.sentences))
    what = what or translate("Tuning", "together they wish nothing else than the clinical mapping")
    line = (
        translate("Tuning", "Would begin with what {n} other clients have in common: {what}.")
        if begins
        else translate("Tuning", "Began with what {n} other clients have in common: {what}.")
    )
    return line.format(n=part.clients, what=what)


def judged_words(rating: Rating) -> str:
    """'4 of 5', 'does not fit', 'better than the one before', 'felt as sad'."""
    said = []
    if rating.score is not None:
        said.append(translate("Tuning", "{n} of 5").format(n=rating.score))
    if rating.fits is not None:
        yes, no = translate("Tuning", "fits"), translate("Tuning", "does not fit")
        said.append(yes if rating.fits else no)
    if rating.better is not None:
        said.append(_compared_words(rating.better))
    if rating.felt is not None:
        felt = affect_word(rating.felt)
        said.append(translate("Tuning", "felt as “{mood}”").format(mood=felt))
    return ", ".join(said)


def _compared_words(better: float) -> str:
    if better == 0.0:
        return translate("Tuning", "as good as the one before")
    if better > 0.0:
        return translate("Tuning", "better than the one before")
    return translate("Tuning", "the one before was better")


def signed(value: float, digits: int) -> str:
    return figure(value, f"+.{digits}f").replace("-", "−")


def settings_words(settings: PersonalSettings) -> str:
    """What now holds, for the line at the foot of the window."""
    if settings.locked:
        return translate("Tuning", "Locked: ratings are kept but change nothing.")
    if settings.exploring:
        return translate("Tuning", "The music may try small changes of its own in sessions.")
    return translate("Tuning", "Ratings tune the music; it tries nothing of its own.")


def with_parameter(settings: PersonalSettings, parameter: str, *, free: bool) -> PersonalSettings:
    """Free for ratings, or pinned to its clinical value because it is contraindicated."""
    bounds = {name: ends for name, ends in settings.bounds.items() if name != parameter}
    return replace(settings, bounds=bounds if free else {**bounds, parameter: (0.0, 0.0)})
