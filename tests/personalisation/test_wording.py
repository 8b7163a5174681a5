"""What was learned, in words a therapist would use."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    TUNED_PARAMETERS,
    MappingWeights,
    Situation,
)
from emotune_gui.domain.music import Mode, MusicParameters
from emotune_gui.personalisation.clinical import TUNED
from emotune_gui.personalisation.evidence import Heard, of_rating
from emotune_gui.personalisation.learning import learn
from emotune_gui.personalisation.wording import PHRASES, explain, tuned_summary


def tuned(**rows: tuple[float, float, float]) -> MappingWeights:
    nothing = (0.0, 0.0, 0.0)
    return replace(
        CLINICAL_MAPPING, offsets=tuple(rows.get(name, nothing) for name in TUNED_PARAMETERS)
    )


@pytest.mark.parametrize(
    ("changes", "ratings", "sentence"),
    [
        ({"tempo_bpm": -4.2, "loudness": -3.0}, 3, "After 3 ratings: softer, slower by 4 bpm."),
        ({"tempo_bpm": 2.0}, 1, "After 1 rating: faster by 2 bpm."),
        ({"density": -0.3}, 2, "After 2 ratings: sparser by 0.3 notes a second."),
        ({"loudness": 7.0}, 2, "After 2 ratings: much louder."),
        (
            {"register": 1.5, "modality": -0.05},
            9,
            "After 9 ratings: higher by 1.5 semitones, a little darker in mode.",
        ),
        (
            {"tempo_bpm": 0.2, "articulation": 0.001},
            4,
            "After 4 ratings: no change that can be heard yet.",
        ),
    ],
)
def test_a_change_in_one_sentence(changes: dict[str, float], ratings: int, sentence: str) -> None:
    assert explain(changes, ratings) == sentence


def test_at_most_three_changes_are_named() -> None:
    changes = {name: parameter.reach / 2 for name, parameter in TUNED.items()}
    assert explain(changes, 5).count(",") == 2


def test_an_update_says_what_it_did() -> None:
    loud = MusicParameters(150.0, 5.0, 85.0, 10.0, Mode.IONIAN, 70.0, 46.0, 0.6, 0.05, 0.8)
    happy = Situation(Affect(0.5, 0.8))
    new = learn(CLINICAL_MAPPING, of_rating([Heard(loud, happy)], -1.0, 1.0), happy)
    assert new is not None
    assert new.reason.startswith("After 1 rating: ")
    assert " by " in new.reason


def test_nothing_personal_is_an_empty_summary() -> None:
    assert tuned_summary(CLINICAL_MAPPING) == ()
    assert tuned_summary(tuned(tempo_bpm=(0.3, 0.0, 0.0))) == ()


def test_a_difference_everywhere_is_said_without_a_place() -> None:
    assert tuned_summary(tuned(tempo_bpm=(-6.0, 0.0, 0.0))) == ("slower by 6 bpm",)


def test_a_difference_that_depends_on_the_affect_says_where() -> None:
    weights = tuned(tempo_bpm=(-3.0, 2.5, -2.5))
    assert tuned_summary(weights) == ("slower by 6 bpm when tense",)


def test_opposite_differences_are_both_said() -> None:
    weights = tuned(loudness=(0.0, 0.0, 5.0))
    assert len(tuned_summary(weights)) == 2
    assert any(line.startswith("louder when ") for line in tuned_summary(weights))
    assert any(line.startswith("softer when ") for line in tuned_summary(weights))


def test_the_widest_difference_comes_first() -> None:
    weights = tuned(tempo_bpm=(2.0, 0.0, 0.0), register=(-4.0, 0.0, 0.0))
    assert tuned_summary(weights) == ("lower by 4.0 semitones", "faster by 2 bpm")


def test_every_text_goes_through_the_translation() -> None:
    german = {
        "After {n} rating: {what}.": "Nach {n} Bewertung: {what}.",
        "slower by {n} bpm": "um {n} bpm langsamer",
        "{what} when tense": "{what} bei Anspannung",
    }
    words = lambda text: german.get(text, text)  # noqa: E731
    assert explain({"tempo_bpm": -2.0}, 1, words) == "Nach 1 Bewertung: um 2 bpm langsamer."
    summary = tuned_summary(tuned(tempo_bpm=(-3.0, 2.5, -2.5)), words)
    assert summary == ("um 6 bpm langsamer bei Anspannung",)


@given(st.lists(st.tuples(*(st.floats(-1, 1),) * 3), min_size=6, max_size=6))
@settings(deadline=None)
def test_any_mapping_can_be_put_in_words(shares: list[tuple[float, float, float]]) -> None:
    rows = {
        name: tuple(TUNED[name].reach * share / 3 for share in row)
        for name, row in zip(TUNED_PARAMETERS, shares, strict=True)
    }
    lines = tuned_summary(tuned(**rows))
    assert len(lines) <= 2 * len(PHRASES)
    assert all("{" not in line and line for line in lines)
