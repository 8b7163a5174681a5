"""A mapping that changes in a session: slowly, inside its bounds, there in the end exactly."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING, TUNED_PARAMETERS, MappingWeights
from emotune_gui.domain.session import Plan
from emotune_gui.engine.gliding import SLEW, Glide, is_sound
from emotune_gui.music import mapping
from emotune_gui.personalisation.bounds import inside
from emotune_gui.personalisation.learning import REACH, offsets_at

anything = st.one_of(st.floats(-50, 50), st.just(float("nan")), st.just(float("inf")))
"""What a damaged row may hold."""
tables = st.lists(st.tuples(anything, anything, anything), min_size=6, max_size=6).map(tuple)
affects = st.builds(Affect, st.floats(-1, 1), st.floats(-1, 1))
steps = st.lists(st.tuples(tables, st.floats(0.0, 3.0)), min_size=2, max_size=8)


def version(number: int, offsets: tuple[tuple[float, ...], ...]) -> MappingWeights:
    return MappingWeights(number, offsets)


def shares(weights: MappingWeights) -> np.ndarray:
    return np.array(weights.offsets) / REACH[:, None]


@given(steps, affects)
@settings(max_examples=60, deadline=None)
def test_no_parameter_moves_faster_than_the_limit_whatever_versions_follow(
    path: list[tuple[tuple, float]], affect: Affect
) -> None:
    glide, at, heard = Glide(), 10.0, []
    for number, (offsets, wait) in enumerate(path):
        at += wait
        heard.append((at, glide.toward(version(number + 1, offsets), at)))
    for (before, one), (after, other) in pairwise(heard):
        moved = np.abs(np.subtract(offsets_at(other, affect), offsets_at(one, affect))) / REACH
        assert moved.max() <= SLEW * min(1.0, after - before) + 1e-9


@given(steps)
@settings(max_examples=60, deadline=None)
def test_everything_on_the_way_is_in_the_trust_region_and_never_leads_toward_distress(
    path: list[tuple[tuple, float]],
) -> None:
    glide, at = Glide(), 0.0
    for number, (offsets, wait) in enumerate(path):
        at += wait
        rows = np.hstack((shares(glide.toward(version(number, offsets), at)), np.zeros((6, 2))))
        assert np.isfinite(rows).all()
        assert np.allclose(rows, inside(rows), atol=1e-6)


@given(tables, st.sampled_from(TUNED_PARAMETERS), affects)
@settings(max_examples=60, deadline=None)
def test_what_is_contraindicated_for_the_client_is_not_heard_whatever_was_learned(
    offsets: tuple, name: str, affect: Affect
) -> None:
    heard = Glide().toward(version(3, offsets), 0.0, {name: (0.0, 0.0)})
    assert abs(offsets_at(heard, affect)[TUNED_PARAMETERS.index(name)]) < 1e-6


def test_the_version_itself_is_heard_in_the_end_and_back_again_exactly() -> None:
    old = version(4, ((6.0, 1.0, -2.0), *CLINICAL_MAPPING.offsets[1:]))
    glide, at = Glide(), 0.0
    assert glide.toward(CLINICAL_MAPPING, at) is CLINICAL_MAPPING
    seen = []
    for _ in range(16):
        at += 0.5
        seen.append(glide.toward(old, at))
    assert seen[0] is not old and seen[0].version == 4
    assert 0.0 < seen[0].offsets[0][0] < 6.0
    assert seen[-1] is old
    for _ in range(16):
        at += 0.5
        back = glide.toward(CLINICAL_MAPPING, at)
    assert back is CLINICAL_MAPPING


def test_time_that_stands_still_or_leaps_moves_nothing_at_once() -> None:
    far = version(2, ((15.0, 0.0, 0.0), *CLINICAL_MAPPING.offsets[1:]))
    glide = Glide()
    glide.toward(CLINICAL_MAPPING, 5.0)
    assert glide.toward(far, 5.0).offsets == CLINICAL_MAPPING.offsets
    assert glide.toward(far, 4.0).offsets == CLINICAL_MAPPING.offsets
    assert glide.toward(far, 500.0).offsets[0][0] == pytest.approx(SLEW * 15.0)


@pytest.mark.parametrize(
    "damaged",
    [
        ((float("nan"), 0.0, 0.0), *CLINICAL_MAPPING.offsets[1:]),
        CLINICAL_MAPPING.offsets[1:],
        ((1.0, 0.0), *CLINICAL_MAPPING.offsets[1:]),
        (),
    ],
)
def test_weights_of_a_damaged_row_are_the_clinical_mapping(damaged: tuple) -> None:
    assert not is_sound(version(5, damaged))
    heard = Glide().toward(version(5, damaged), 0.0)
    asked = mapping.apply(Affect(0.2, 0.1), heard, plan=Plan())
    assert asked == mapping.apply(Affect(0.2, 0.1), CLINICAL_MAPPING, plan=Plan())
    assert not is_sound(replace(CLINICAL_MAPPING, moments=((float("inf"), 0.0),) * 6))
