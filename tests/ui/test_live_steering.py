"""Sliders and target that are the therapist's once touched, until handed back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.live import MusicState
from emotune_gui.domain.music import MusicControls, Palette
from emotune_gui.domain.session import Plan
from emotune_gui.domain.steering import Steered
from emotune_gui.ui.presenters.live_steering import reading_of, steer_row, steps_of, value_at
from tests.ui.live_values import AUTOMATIC_TARGET, bar
from tests.ui.test_live_page import clock, control, page, run

__all__ = ["clock", "control", "page"]

shares = st.floats(0.0, 1.0)


@given(st.sampled_from(Steered), shares)
def test_a_place_on_the_scale_reads_back_as_that_place(name: Steered, share: float) -> None:
    again = reading_of(name, value_at(name, share)).share
    coarse = 0.5 / steps_of(name) if name in (Steered.MODE, Steered.PALETTE) else 0.0
    assert again == pytest.approx(share, abs=coarse + 1e-9)


@given(st.floats(0, 400), st.floats(0, 127), st.floats(0, 20))
def test_meters_stay_on_their_scale(tempo: float, loudness: float, density: float) -> None:
    music = MusicState(bar=bar(3), controls=MusicControls(tempo, loudness, density))
    rows = [steer_row(name, music, Plan()) for name in Steered]
    assert all(row is not None and 0.0 <= row.reading.share <= 1.0 for row in rows)


def test_before_the_first_bar_only_what_is_planned_is_known() -> None:
    known = {name for name in Steered if steer_row(name, MusicState(), Plan()) is not None}
    assert known == {Steered.PALETTE}


def test_live_controls_are_shown_rather_than_the_bar_as_written() -> None:
    music = MusicState(bar=bar(0), controls=MusicControls(141.0, 55.0, 6.0))
    row = steer_row(Steered.TEMPO, music, Plan())
    assert row is not None
    assert (row.reading.value, row.reading.word, row.by_hand) == ("141 bpm", "fast", False)


def test_the_therapists_own_volume_is_said_in_decibels() -> None:
    row = steer_row(Steered.LOUDNESS, MusicState(bar=bar(0), volume_db=-6.0), Plan())
    assert row is not None
    assert row.reading.value == "−6 dB"


def test_by_hand_shows_the_hand_s_value_and_the_automatic_one_as_a_ghost() -> None:
    asked = bar(0).parameters
    music = MusicState(
        bar=bar(0),
        controls=MusicControls(76.0, 60.0, 2.6),
        asked=replace(asked, tempo_bpm=120.0),
        automatic=replace(asked, tempo_bpm=80.0),
        by_hand=frozenset({"tempo_bpm"}),
    )
    row = steer_row(Steered.TEMPO, music, Plan())
    assert row is not None
    assert row.reading.value == "120 bpm"
    assert row.ghost == pytest.approx((80 - 54) / (168 - 54))
    assert "80 bpm" in row.ghost_words


def test_the_loudest_level_of_the_plan_stands_on_the_scale() -> None:
    row = steer_row(Steered.LOUDNESS, MusicState(bar=bar(0)), Plan(loudness_limit=70.0))
    assert row is not None
    assert row.limit == pytest.approx(0.5)


def test_sounds_say_what_plays_where_ratings_prefer_a_palette() -> None:
    learned = MusicState(bar=bar(0), palette=Palette.PLUCKED)
    row = steer_row(Steered.PALETTE, learned, Plan())
    assert row is not None and not row.by_hand
    assert row.reading == reading_of(Steered.PALETTE, Palette.PLUCKED)
    assert row.reading.value == "Plucked strings"
    hand = replace(learned, by_hand=frozenset({"palette"}), palette_by_hand=Palette.PIANO)
    row = steer_row(Steered.PALETTE, hand, Plan())
    assert row is not None
    assert row.reading.value == "Piano"
    assert row.ghost == reading_of(Steered.PALETTE, Palette.PLUCKED).share


def test_dragging_a_slider_takes_it_over_and_one_press_hands_it_back(
    page, control, clock, qtbot
) -> None:
    run(page, control, clock)
    slider = page.views.music.steering.sliders[Steered.TEMPO]
    scale = slider.scale()
    end = QPoint(round(scale.right()), slider.height() // 2)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=scale.center().toPoint())
    qtbot.mouseMove(slider, end)
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=end)
    run(page, control, clock)
    assert slider.row.by_hand
    assert slider.row.ghost is not None
    assert "by hand" in slider.accessibleName()
    assert page.views.music.steering.hand_back_button.isVisible()
    back = slider._back_place().center().toPoint()
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=back)
    run(page, control, clock)
    assert control.calls[-1] == ("hand_back", "tempo_bpm")
    assert not slider.row.by_hand
    assert not page.views.music.steering.hand_back_button.isVisible()


def test_the_keyboard_steers_and_hands_back(page, control, clock, qtbot) -> None:
    run(page, control, clock)
    qtbot.keyClick(page, Qt.Key.Key_E)
    slider = page.views.music.steering.sliders[Steered.TEMPO]
    assert slider.hasFocus()
    before = slider.row.reading.share
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    run(page, control, clock)
    assert slider.row.reading.share == pytest.approx(before + 1 / steps_of(Steered.TEMPO), abs=0.02)
    qtbot.keyClick(slider, Qt.Key.Key_Down)
    following = page.views.music.steering.sliders[Steered.LOUDNESS]
    assert following.hasFocus()
    qtbot.keyClick(following, Qt.Key.Key_Left)
    run(page, control, clock)
    assert control.steering.names == {"tempo_bpm", "loudness"}
    qtbot.keyClick(page, Qt.Key.Key_U)
    assert not control.steering.names


def test_instruments_are_chosen_by_hand_too(page, control, clock, qtbot) -> None:
    run(page, control, clock)
    slider = page.views.music.steering.sliders[Steered.PALETTE]
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert control.calls[-1] == ("steer", "palette", Palette.PIANO)


def test_the_target_is_dragged_and_handed_back(page, control, clock, qtbot) -> None:
    run(page, control, clock)
    grid = page.views.grid
    start, end = grid.to_pixels(Affect(-0.1, -0.25)), grid.to_pixels(Affect(0.5, 0.5))
    qtbot.mousePress(grid, Qt.MouseButton.LeftButton, pos=start.toPoint())
    qtbot.mouseMove(grid, end.toPoint())
    run(page, control, clock)
    qtbot.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end.toPoint())
    run(page, control, clock)
    held = control.steering.target
    assert held is not None
    assert held.distance(Affect(0.5, 0.5)) < 0.03
    assert grid.target == held
    assert grid._ghost == AUTOMATIC_TARGET
    qtbot.keyClick(page, Qt.Key.Key_U)
    run(page, control, clock)
    assert control.steering.target is None
    assert grid.target == AUTOMATIC_TARGET


def test_arrow_keys_move_the_target(page, control, clock, qtbot) -> None:
    run(page, control, clock)
    qtbot.keyClick(page, Qt.Key.Key_T)
    grid = page.views.grid
    assert grid.hasFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    run(page, control, clock)
    qtbot.keyClick(grid, Qt.Key.Key_Up)
    run(page, control, clock)
    assert control.steering.target.distance(Affect(0.0, -0.15)) < 1e-6
    qtbot.keyClick(grid, Qt.Key.Key_Backspace)
    assert control.steering.target is None
