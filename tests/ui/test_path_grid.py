"""A path on the affect grid: drawn, moved and timed by mouse and keyboard."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Part
from emotune_gui.domain.session import PathPoint, Plan, Strategy
from emotune_gui.ui.views.start import StartPage
from emotune_gui.ui.views.start_plan import StrategyPanel
from emotune_gui.ui.widgets.path_grid import MOST_POINTS, PathGrid
from tests.ui.fake_store import FakeStore, ImmediateTasks
from tests.ui.test_start import Machine

CALM, TENSE, HAPPY = Affect(0.5, -0.4), Affect(-0.6, 0.6), Affect(0.7, 0.5)
FIRST = PathPoint(20.0, CALM)


@pytest.fixture
def grid(qtbot):
    made = PathGrid(FIRST)
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.show()
    return made


def click(grid, affect, qtbot, button=Qt.MouseButton.LeftButton) -> None:
    qtbot.mouseClick(grid, button, pos=grid.to_pixels(affect).toPoint())


def test_without_drawing_a_click_moves_the_target(grid, qtbot) -> None:
    click(grid, TENSE, qtbot)
    assert len(grid.points) == 1
    assert grid.points[0].affect.distance(TENSE) < 0.02
    assert grid.points[0].minutes == 20.0


def test_clicks_add_points_each_later_than_the_last(grid, qtbot) -> None:
    grid.set_drawing(True)
    click(grid, TENSE, qtbot)
    click(grid, HAPPY, qtbot)
    assert [point.minutes for point in grid.points] == [20.0, 25.0, 30.0]
    assert grid.points[2].affect.distance(HAPPY) < 0.02


def test_a_point_is_dragged_and_the_others_stay(grid, qtbot) -> None:
    grid.set_drawing(True)
    click(grid, TENSE, qtbot)
    start, end = (grid.to_pixels(affect).toPoint() for affect in (CALM, HAPPY))
    qtbot.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(grid, end)
    qtbot.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end)
    assert grid.points[0].affect.distance(HAPPY) < 0.02
    assert grid.points[1].affect.distance(TENSE) < 0.02


def test_the_keyboard_draws_too(grid, qtbot) -> None:
    grid.set_drawing(True)
    qtbot.keyClick(grid, Qt.Key.Key_Insert)
    qtbot.keyClick(grid, Qt.Key.Key_Up)
    assert len(grid.points) == 2
    assert grid.points[1].affect.arousal == pytest.approx(CALM.arousal + 0.1)
    qtbot.keyClick(grid, Qt.Key.Key_PageUp)
    assert grid.chosen == 0
    assert "point 1 of 2" in grid.accessibleName()
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert len(grid.points) == 1
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert len(grid.points) == 1, "one point always stays"


def test_a_right_click_removes_a_point(grid, qtbot) -> None:
    grid.set_drawing(True)
    click(grid, TENSE, qtbot)
    click(grid, CALM, qtbot, Qt.MouseButton.RightButton)
    assert len(grid.points) == 1
    assert grid.points[0].affect.distance(TENSE) < 0.02


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.floats(-5, 200)), max_size=30))
def test_time_never_runs_backwards_along_a_path(qapp, steps) -> None:
    grid = PathGrid(FIRST)
    grid.set_drawing(True)
    for place, minutes in steps:
        grid.add(TENSE)
        grid.choose(place)
        grid.set_minutes(minutes)
    assert len(grid.points) <= MOST_POINTS
    assert all(a.minutes < b.minutes for a, b in pairwise(grid.points))
    assert grid.points[0].minutes > 0


def test_the_plan_takes_the_path_only_when_it_leads(qtbot) -> None:
    panel = StrategyPanel()
    qtbot.addWidget(panel)
    path = (PathPoint(5.0, TENSE), PathPoint(12.0, CALM))
    panel.show_plan(Plan(strategy=Strategy.LEAD, target=CALM, lead_minutes=12.0, path=path))
    assert (panel.path, panel.target, panel.lead_minutes) == (path, CALM, 12.0)
    panel.choose(Strategy.HOLD)
    assert panel.path == ()
    assert panel.target == CALM


def test_a_kept_plan_comes_back_as_it_was(qtbot) -> None:
    store = FakeStore()
    page = StartPage(lambda: store, Machine(), ImmediateTasks())
    qtbot.addWidget(page)
    path = (PathPoint(6.0, TENSE), PathPoint(14.0, CALM))
    plan = Plan(
        strategy=Strategy.LEAD,
        target=CALM,
        lead_minutes=14.0,
        path=path,
        planned_minutes=30.0,
        loudness_limit=70.0,
        prompt_minutes=10.0,
        excluded_parts=(Part.DRUMS,),
        composer="songs",
    )
    page.show_plan(plan)
    page._templates.save("Evening")
    assert page._template_bar.names == ["Evening"]
    page.show_plan(Plan())
    assert page.choices().plan.path == ()
    page._template_bar.choose("Evening")
    assert page.choices().plan == plan
