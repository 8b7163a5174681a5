"""Doubt in plain words that do not flicker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.face import FaceState
from emotune_gui.ui.presenters.live_quality import (
    APPEARS_AFTER_S,
    IDENTITY_CODES,
    STATE_STAYS_S,
    STAYS_S,
    HeldReasons,
    HeldState,
    reason,
    reason_words,
    reasons_in_order,
)

CODES = (
    *("dark", "bright", "blurred", "small", "turned", "tilted", "occluded"),
    *("detector_only", "speaking"),
)


@pytest.mark.parametrize("code", CODES)
def test_each_code_is_a_sentence_of_its_own(code):
    said = reason(code)
    assert said.phrase.endswith(".")
    assert "_" not in said.phrase
    assert len(said.phrase) < 70
    assert len({reason(c).phrase for c in CODES}) == len(CODES)


def test_what_can_be_mended_is_said_with_its_remedy():
    assert reason_words(["dark"]) == "Too dark: turn on a light or face the window."
    assert reason_words(["detector_only"]) == "Face found without landmarks; less sure."
    assert reason_words(["small", "occluded", "small"]).endswith("Also: far away.")
    assert reason_words([]) == ""


def test_a_code_of_a_later_version_is_given_as_it_is():
    assert reason_words(["rain_on_lens"]) == "Rain on lens."


def test_whose_face_it_is_is_no_reason_but_a_question():
    assert reasons_in_order(["other_face", "face_changed", "dark"]) == ("dark",)
    assert reason_words(IDENTITY_CODES) == ""


@given(st.lists(st.sampled_from(CODES), max_size=20))
def test_each_reason_is_told_once_whatever_the_order(codes):
    ordered = reasons_in_order(codes)
    assert sorted(ordered) == sorted(set(codes))
    assert ordered == reasons_in_order(reversed(codes))


def held(pattern, step=0.05):
    """What is shown at each moment for a list of codes."""
    reasons = HeldReasons()
    return [reasons.update(codes, place * step) for place, codes in enumerate(pattern)]


def test_a_single_bad_frame_is_not_told():
    shown = held([(), ("blurred",), ()] * 20, step=0.2)
    assert not any(shown)


def test_a_reason_is_told_once_it_lasts_and_then_stays_to_be_read():
    step = 0.05
    bad = round(0.5 / step)
    shown = held([("dark",)] * bad + [()] * 60, step)
    first, last = (f([i for i, codes in enumerate(shown) if codes]) for f in (min, max))
    assert first * step == pytest.approx(APPEARS_AFTER_S, abs=step)
    assert (last - bad + 1) * step == pytest.approx(STAYS_S, abs=step)


@given(st.lists(st.booleans(), min_size=1, max_size=200))
def test_whatever_the_frames_do_words_stay_at_least_a_second(frames):
    step = 0.1
    pattern = [("dark",) if bad else () for bad in frames] + [()] * 20
    shown = [bool(codes) for codes in held(pattern, step)]
    runs, length = [], 0
    for on in shown:
        if on:
            length += 1
        elif length:
            runs.append(length)
            length = 0
    assert all(run * step >= STAYS_S - 1e-9 for run in runs)


def test_doubt_is_told_at_once_and_belief_returns_after_a_moment():
    state = HeldState()
    assert state.update(FaceState.FACE, 0.0) is FaceState.FACE
    assert state.update(FaceState.UNCLEAR, 0.1) is FaceState.UNCLEAR
    assert state.update(FaceState.FACE, 0.2) is FaceState.UNCLEAR
    assert state.update(FaceState.FACE, 0.1 + STATE_STAYS_S) is FaceState.FACE
    state.update(FaceState.SEVERAL_FACES, 1.0)
    state.release()
    assert state.update(FaceState.FACE, 1.01) is FaceState.FACE


@given(st.lists(st.sampled_from(list(FaceState)), min_size=1, max_size=60))
def test_a_face_that_is_not_there_is_never_shown_as_one(states):
    state = HeldState()
    for place, seen in enumerate(states):
        if state.update(seen, place * 0.05) is FaceState.FACE:
            assert seen is FaceState.FACE
