"""What music was chosen for the session before, so that the next begins with the same."""

from __future__ import annotations

from dataclasses import dataclass, field

from emotune_gui.domain.music import ANY_INSTRUMENTS, Instrumentation, Palette, Part
from emotune_gui.domain.session import Plan
from emotune_gui.ui.presenters.settings import KeyValues
from emotune_gui.ui.presenters.start_choices import LOUDEST_RANGE
from emotune_gui.ui.presenters.start_music import (
    FAMILY_SIZE,
    HIGHEST_NOTES,
    LOWEST_NOTES,
    family_words,
    plan_choices,
    preset_choices,
    programs_of,
)

COMPOSER, PRESET, PALETTE = "music/composer", "music/preset", "music/palette"
FAMILIES, PARTS = "music/without_families", "music/without_parts"
LOWEST, HIGHEST, LOUDEST = "music/lowest", "music/highest", "music/loudest"
_PLAIN = Plan()


@dataclass(frozen=True, slots=True)
class MusicChoice:
    """The first song is not part of it: it is chosen for one session."""

    composer: str = _PLAIN.composer
    preset: str = _PLAIN.preset
    instrumentation: Instrumentation = ANY_INSTRUMENTS
    excluded_parts: tuple[Part, ...] = field(default=())
    loudness_limit: float = _PLAIN.loudness_limit


def remember(stored: KeyValues, plan: Plan) -> None:
    """Keep what the plan says of its music."""
    asked = plan.instrumentation
    families = [
        place
        for place in range(len(family_words()))
        if programs_of([place]) <= asked.excluded_programs
    ]
    for key, value in (
        (COMPOSER, plan.composer),
        (PRESET, plan.preset),
        (PALETTE, asked.palette.value),
        (FAMILIES, ",".join(map(str, families))),
        (PARTS, ",".join(part.value for part in plan.excluded_parts)),
        (LOWEST, str(asked.lowest)),
        (HIGHEST, str(asked.highest)),
        (LOUDEST, str(round(plan.loudness_limit))),
    ):
        stored.setValue(key, value)


def recalled(stored: KeyValues) -> MusicChoice:
    """Anything unreadable, and a composer that is not installed any more, falls back."""
    plain = MusicChoice()
    composers = {choice.name for choice in plan_choices() if choice.installed}
    composer, preset = str(stored.value(COMPOSER)), str(stored.value(PRESET))
    return MusicChoice(
        composer if composer in composers else plain.composer,
        preset if preset in dict(preset_choices()) else plain.preset,
        _instrumentation(stored),
        tuple(part for part in Part if part.value in _words(stored.value(PARTS))),
        _number(
            stored.value(LOUDEST),
            plain.loudness_limit,
            range(LOUDEST_RANGE[0], LOUDEST_RANGE[1] + 1),
        ),
    )


def _instrumentation(stored: KeyValues) -> Instrumentation:
    palettes = {palette.value: palette for palette in Palette}
    families = [
        place for place in range(128 // FAMILY_SIZE) if str(place) in _words(stored.value(FAMILIES))
    ]
    return Instrumentation(
        palettes.get(str(stored.value(PALETTE)), Palette.AFFECT),
        programs_of(families),
        int(_number(stored.value(LOWEST), LOWEST_NOTES[0], LOWEST_NOTES)),
        int(_number(stored.value(HIGHEST), HIGHEST_NOTES[0], HIGHEST_NOTES)),
    )


def _words(value: object) -> set[str]:
    """QSettings gives back a list where a text holds commas in some formats."""
    if isinstance(value, list):
        return {str(word) for word in value}
    return set(str(value or "").split(","))


def _number(value: object, otherwise: float, allowed: range | tuple[int, ...]) -> float:
    text = str(value)
    return float(text) if text.isdecimal() and int(text) in allowed else otherwise
