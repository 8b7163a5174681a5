"""Whose face is read: numbers that stay, questions, marks, and the mapping of clicks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSize

from emotune_gui.domain.face import FaceBox, FaceReading, FaceState
from emotune_gui.ui.presenters.live_faces import (
    MOST_NUMBERS,
    Ask,
    FaceNumbers,
    Role,
    asked_by,
    mark_at,
    marks,
    question,
)
from emotune_gui.ui.views.picture_place import PicturePlace
from tests.ui.live_values import QUALITY

LEFT, RIGHT = FaceBox(60, 100, 120, 140), FaceBox(400, 90, 130, 150)
side = st.integers(40, 3000)


def reading(state=FaceState.SEVERAL_FACES, boxes=(LEFT, RIGHT), notes=(), chosen=False):
    return FaceReading(1, 0.0, state, QUALITY, boxes, notes=notes, chosen=chosen)


def moved(box: FaceBox, dx: int) -> FaceBox:
    return replace(box, x=box.x + dx)


@given(side, side, side, side, st.booleans(), st.floats(0, 1), st.floats(0, 1))
def test_a_click_names_the_pixel_that_is_shown_there(fw, fh, ww, wh, mirrored, across, down):
    place = PicturePlace.fitted(QSize(fw, fh), QSize(ww, wh), mirrored=mirrored)
    assume(not place.rect.isEmpty())
    at = across * fw, down * fh
    back = place.to_frame(place.to_widget(*at))
    assert back is not None
    assert back == pytest.approx(at, abs=1e-6 * max(fw, fh))


@given(side, side, side, side)
def test_the_picture_is_whole_and_keeps_its_shape(fw, fh, ww, wh):
    rect = PicturePlace.fitted(QSize(fw, fh), QSize(ww, wh)).rect
    assert rect.x() >= 0 and rect.x() + rect.width() <= ww
    assert rect.y() >= 0 and rect.y() + rect.height() <= wh
    assert abs(rect.width() * fh - rect.height() * fw) <= max(fw, fh)
    assert rect.width() == ww or rect.height() == wh


def test_beside_the_picture_there_is_no_pixel():
    letterboxed = PicturePlace.fitted(QSize(640, 480), QSize(800, 480))
    assert letterboxed.rect.x() == 80
    assert letterboxed.to_frame(QPointF(79, 240)) is None
    assert letterboxed.to_frame(QPointF(721, 240)) is None
    assert letterboxed.to_frame(QPointF(80, 0)) == (0.0, 0.0)
    pillar = PicturePlace.fitted(QSize(640, 480), QSize(320, 480))
    assert pillar.to_frame(QPointF(160, 119)) is None
    assert pillar.to_frame(QPointF(160, 240)) == (320.0, 240.0)


def test_a_mirror_swaps_left_and_right_only():
    plain = PicturePlace.fitted(QSize(640, 480), QSize(320, 240))
    mirror = PicturePlace.fitted(QSize(640, 480), QSize(320, 240), mirrored=True)
    assert plain.to_frame(QPointF(32, 60)) == pytest.approx((64, 120))
    assert mirror.to_frame(QPointF(32, 60)) == pytest.approx((576, 120))
    assert mirror.box(LEFT).center().x() == pytest.approx(320 - plain.box(LEFT).center().x())
    assert mirror.box(LEFT).size() == plain.box(LEFT).size()


def test_faces_are_numbered_from_left_to_right_as_shown():
    assert FaceNumbers().update((RIGHT, LEFT), 0.0) == (2, 1)
    assert FaceNumbers().update((RIGHT, LEFT), 0.0, mirrored=True) == (1, 2)


def test_a_number_stays_with_its_face_whatever_the_order():
    numbers = FaceNumbers()
    assert numbers.update((LEFT, RIGHT), 0.0) == (1, 2)
    for step in range(1, 40):
        here = moved(LEFT, 8 * step), moved(RIGHT, -4 * step)
        expected = {here[0]: 1, here[1]: 2}
        order = here if step % 2 else here[::-1]
        if abs(here[0].x - here[1].x) < 90:
            break
        given_numbers = numbers.update(order, step * 0.1)
        assert given_numbers == tuple(expected[box] for box in order)


def test_a_face_missed_for_a_moment_keeps_its_number():
    numbers = FaceNumbers()
    numbers.update((LEFT, RIGHT), 0.0)
    assert numbers.update((RIGHT,), 0.5) == (2,)
    assert numbers.update((RIGHT, moved(LEFT, 10)), 1.0) == (2, 1)
    assert numbers.update((RIGHT,), 2.0) == (2,)
    assert numbers.update((RIGHT,), 3.0) == (2,)
    assert numbers.update((FaceBox(250, 300, 90, 90), RIGHT), 3.1) == (1, 2)


@given(
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 1000)), max_size=14, unique=True),
    st.integers(0, 5),
)
def test_no_two_faces_share_a_number(corners, rounds):
    numbers = FaceNumbers()
    boxes = tuple(FaceBox(x, y, 80, 80) for x, y in corners)
    for turn in range(rounds + 1):
        given_numbers = numbers.update(boxes[turn % 2 :], turn * 0.1)
        named = [n for n in given_numbers if n]
        assert len(named) == len(set(named))
        assert all(1 <= n <= MOST_NUMBERS for n in named)


@pytest.mark.parametrize(
    ("seen", "ask"),
    [
        (None, None),
        (reading(), Ask.CHOOSE),
        (reading(FaceState.FACE, (LEFT,)), None),
        (reading(FaceState.FACE, chosen=True), None),
        (reading(FaceState.NO_FACE, notes=("other_face",)), Ask.OTHER),
        (reading(FaceState.UNCLEAR, (LEFT,), ("face_changed", "dark")), Ask.CHANGED),
    ],
)
def test_a_reading_leaves_open_what_it_says(seen, ask):
    assert asked_by(seen) is ask


@pytest.mark.parametrize("ask", list(Ask))
@pytest.mark.parametrize("faces", [0, 1, 2, 12])
def test_every_question_says_what_to_do(ask, faces):
    said = question(ask, faces)
    assert said.title and said.sentence.endswith(".")
    offered = said.confirm or said.again or "press its number" in said.sentence
    assert offered
    if faces != 1:
        assert not said.confirm or ask is Ask.CHANGED


def test_the_chosen_face_is_told_from_the_others_by_role_and_word():
    client, other = marks(reading(FaceState.FACE, chosen=True), None, (0, 0))
    assert (client.role, client.name) == (Role.CLIENT, "Client")
    assert (other.role, other.box) == (Role.OTHER, RIGHT)


def test_a_single_face_that_nobody_chose_is_just_read():
    (only,) = marks(reading(FaceState.FACE, (LEFT,)), None, (0,))
    assert (only.role, only.number) == (Role.READ, 0)


def test_faces_to_choose_from_have_numbers_and_spoken_names():
    first, second = marks(reading(), Ask.CHOOSE, (2, 1))
    assert {first.role, second.role} == {Role.CANDIDATE}
    assert first.number == 2
    assert "Face 2 of 2" in first.name
    assert marks(reading(boxes=()), Ask.CHOOSE, ()) == ()


def test_of_faces_that_overlap_the_nearer_middle_is_meant():
    big, small = FaceBox(0, 0, 300, 300), FaceBox(200, 100, 80, 80)
    shown = marks(reading(boxes=(big, small)), Ask.CHOOSE, (1, 2))
    assert mark_at(shown, 235, 140).box is small
    assert mark_at(shown, 150, 150).box is big
    assert mark_at(shown, 400, 400) is None


@given(st.integers(0, 600), st.integers(0, 400))
def test_a_mark_that_is_hit_holds_the_place(x, y):
    hit = mark_at(marks(reading(), Ask.CHOOSE, (1, 2)), x, y)
    if hit is not None:
        assert hit.box.x <= x <= hit.box.x + hit.box.width
        assert hit.box.y <= y <= hit.box.y + hit.box.height
