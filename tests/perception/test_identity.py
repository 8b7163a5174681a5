"""Whose face it is, with looks that say what they are told to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.bundled import bundled
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.identity import (
    CHECK_EVERY_S,
    FIRST_LOOKS,
    GIVE_UP_S,
    HOLD_S,
    IDENTITY_FILE,
    KEPT_LOOKS,
    SUSPECT_FOR_S,
    TOLD_S,
    Appearance,
    AppearanceNetwork,
    Break,
    ClientIdentity,
    Standing,
    face_crop,
)


def look(person, change=0.0):
    """A descriptor: people lie .8 apart, `change` away from the person's usual look."""
    at = np.zeros(128)
    at[person], at[100] = 0.8 / np.sqrt(2), change
    return at


@dataclass
class Face:
    broke: Break | None = None
    judgeable: bool = True
    others: int = 0
    near: bool = False


class Scene:
    """Plays time at 25 frames a second and counts the looks taken."""

    def __init__(self):
        self.identity, self.t, self.looks = ClientIdentity(), 0.0, 0
        self.person, self.change = 0, 0.0

    def _describe(self):
        self.looks += 1
        return look(self.person, self.change)

    def play(self, seconds, **face):
        """Standings of the frames; a break happens in the first of them."""
        broke, told = face.pop("broke", None), []
        for _ in range(round(seconds * 25)):
            told.append(self.identity.judge(Face(broke, **face), self.t, self._describe))
            self.t, broke = self.t + 0.04, None
        return told


@pytest.fixture
def scene():
    return Scene()


def test_a_quiet_minute_takes_few_looks_and_no_doubt(scene):
    assert set(scene.play(60)) == {Standing.TRUSTED}
    assert scene.looks <= FIRST_LOOKS + 60 / CHECK_EVERY_S


@pytest.mark.parametrize("kind", list(Break))
def test_the_same_person_after_a_break_is_trusted_in_the_same_frame(scene, kind):
    scene.play(3)
    scene.change = 0.3
    assert set(scene.play(1, broke=kind)) == {Standing.TRUSTED}


def test_another_person_without_a_choice_is_said_and_then_read(scene):
    scene.play(3)
    scene.person = 1
    told = scene.play(TOLD_S + 1, broke=Break.CUT)
    assert told[0] is Standing.DOUBTED
    assert Standing.OTHER not in told
    changed = [i for i, standing in enumerate(told) if standing is Standing.CHANGED]
    assert len(changed) == pytest.approx(HOLD_S * 25, abs=1)
    assert told[-1] is Standing.TRUSTED and not scene.identity.told(scene.t)
    assert scene.identity.told(scene.t - 2)


def test_another_person_is_never_the_chosen_client(scene):
    scene.identity.choose()
    scene.play(3)
    scene.person = 1
    told = scene.play(8, broke=Break.CUT)
    assert Standing.TRUSTED not in told and told[-1] is Standing.OTHER
    scene.person = 0
    assert scene.play(2, broke=Break.CUT)[-1] is Standing.TRUSTED


def test_a_gap_at_the_same_place_allows_more_change_than_a_cut(scene):
    scene.play(0.5)
    scene.change = 0.5
    assert scene.play(1, broke=Break.GAP)[-1] is Standing.TRUSTED
    other = Scene()
    other.play(0.5)
    other.change = 0.52
    assert Standing.CHANGED in other.play(2, broke=Break.CUT)


def test_one_odd_look_in_between_changes_nothing_for_long(scene):
    scene.identity.choose()
    scene.play(1)
    odd = iter([look(1)])
    scene._describe = lambda: next(odd, look(0))
    told = scene.play(CHECK_EVERY_S + 1)
    assert Standing.OTHER not in told and told[-1] is Standing.TRUSTED
    assert told.count(Standing.DOUBTED) <= 10


def test_creeping_exchange_is_noticed_by_the_checks(scene):
    scene.identity.choose()
    scene.play(5)
    scene.person = 1
    assert Standing.OTHER in scene.play(3, others=1)


def test_suspicion_that_cannot_be_settled_becomes_doubt(scene):
    scene.play(3)
    told = scene.play(SUSPECT_FOR_S + 0.5, broke=Break.LOOKS, judgeable=False)
    assert told[0] is Standing.TRUSTED and told[-1] is Standing.DOUBTED


def test_without_a_choice_doubt_ends_but_is_said(scene):
    scene.play(3)
    told = scene.play(GIVE_UP_S + HOLD_S + 0.5, broke=Break.CUT, judgeable=False)
    assert told[0] is Standing.DOUBTED and told[-1] is Standing.TRUSTED
    assert scene.identity.told(scene.t)


def test_a_chosen_client_stays_in_doubt_until_a_look_or_a_new_choice(scene):
    scene.identity.choose()
    scene.play(3)
    assert scene.play(30, broke=Break.CUT, judgeable=False)[-1] is Standing.DOUBTED
    scene.identity.choose()
    assert scene.play(1)[-1] is Standing.TRUSTED


def test_chosen_without_any_appearance_is_doubted_after_a_break():
    identity = ClientIdentity()
    identity.choose()
    assert identity.judge(Face(), 0.0, lambda: None) is Standing.TRUSTED
    assert identity.judge(Face(Break.CUT), 0.1, lambda: None) is Standing.DOUBTED
    assert identity.judge(Face(), 60.0, lambda: None) is Standing.DOUBTED


def test_without_any_appearance_and_choice_all_is_as_it_was():
    identity = ClientIdentity()
    told = {identity.judge(Face(kind), t, lambda: None) for t, kind in enumerate(Break)}
    assert told == {Standing.TRUSTED}


def test_forgetting_forgets_the_looks(scene):
    scene.identity.choose()
    scene.play(2)
    scene.identity.forget()
    assert not scene.identity.known and not scene.identity.chosen
    scene.person = 1
    assert set(scene.play(2, broke=Break.CUT)) == {Standing.TRUSTED}


def test_found_again_among_others(scene):
    scene.identity.choose()
    scene.play(3)
    assert scene.identity.is_client(look(0, 0.2)) and not scene.identity.is_client(look(1))
    scene.person = 1
    scene.play(2, broke=Break.CUT)
    scene.person = 0
    scene.identity.found(scene.t, look(0))
    assert scene.play(1)[0] is Standing.TRUSTED


def test_appearance_keeps_few_and_different_looks():
    appearance = Appearance()
    assert appearance.distance(look(0)) == np.inf
    appearance.learn(look(0))
    appearance.learn(look(0, 0.1))
    assert len(appearance) == 1
    for i in range(1, 40):
        appearance.learn(look(0, 0.3 * i))
    assert len(appearance) == KEPT_LOOKS
    assert appearance.distance(look(0)) == 0.0


steps = st.lists(
    st.tuples(
        st.sampled_from([None, *Break]),
        st.integers(0, 2),
        st.booleans(),
        st.floats(0.01, 3.0),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_a_chosen_client_is_never_silently_another_for_long(happenings):
    """Whatever happens: five seconds of another's clear face are never trusted."""
    scene = Scene()
    scene.identity.choose()
    scene.play(3)
    for broke, person, judgeable, seconds in happenings:
        scene.person = person
        scene.play(seconds, broke=broke, judgeable=judgeable)
    scene.person = 1
    assert scene.play(5, others=1, broke=Break.CUT)[-1] is Standing.OTHER


@pytest.fixture(scope="module")
def network():
    return AppearanceNetwork(bundled("models", IDENTITY_FILE))


def test_same_face_in_other_light_and_size_lies_near(network, astronaut, face_points):
    one = network.describe(astronaut, face_points)
    darker = network.describe((astronaut * 0.5).astype(np.uint8), face_points)
    larger = network.describe(
        np.repeat(np.repeat(astronaut, 2, 0), 2, 1), face_points * np.float32(2)
    )
    assert one.shape == (128,)
    assert np.linalg.norm(one - darker) < 0.35 and np.linalg.norm(one - larger) < 0.35


@pytest.mark.parametrize("channels", ["grey", "grey1", "alpha"])
def test_any_kind_of_frame_is_described(network, astronaut, face_grey, face_points, channels):
    frame = {
        "grey": face_grey,
        "grey1": face_grey[:, :, None],
        "alpha": np.dstack([astronaut, face_grey]),
    }[channels]
    one = network.describe(astronaut, face_points)
    assert np.linalg.norm(one - network.describe(frame, face_points)) < 0.45


def test_crop_of_a_face_at_and_beyond_the_edge(astronaut, face_points):
    for shift in (0, -250, -5000, 5000):
        crop, inside = face_crop(astronaut, face_points + np.float32(shift))
        assert min(crop.shape[:2]) >= 1 and crop.shape[2] == 3 and inside.shape == (68, 2)


def test_missing_or_damaged_network_is_said_plainly(tmp_path):
    damaged = tmp_path / "damaged.tflite"
    damaged.write_bytes(b"no network")
    with pytest.raises(EmoTuneError, match="reinstall"):
        AppearanceNetwork(damaged)
    with pytest.raises(EmoTuneError, match="missing"):
        AppearanceNetwork(tmp_path / "none.tflite")
