"""Painted widgets: picture copies, affect grid, bars, rings and label places."""

from __future__ import annotations

import gc
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSize, Qt

from emotune_gui.domain.emotion import SHOWN_BY_DEFAULT, Affect, Emotion, EmotionProbabilities
from emotune_gui.ui.plots.live import LivePlots, band_path, gaps_in
from emotune_gui.ui.plots.live_events import EventKind, LaneEvent, spread
from emotune_gui.ui.plots.ring import SampleRing
from emotune_gui.ui.views.live_camera import CameraView, picture_of
from emotune_gui.ui.widgets.affect_grid import AffectGrid
from emotune_gui.ui.widgets.emotion_bars import EmotionBars
from emotune_gui.ui.widgets.text import WrappedLabel, words_that_fit
from tests.ui.fake_live import FakeControl

unit = st.floats(-1, 1)


@pytest.mark.parametrize("size", [QSize(640, 480), QSize(320, 240), QSize(1280, 960)])
def test_a_picture_owns_its_memory_at_every_size(size):
    image = np.full((480, 640, 3), (10, 120, 240), np.uint8)
    made = picture_of(image, size)
    image[:] = 0
    del image
    gc.collect()
    middle = made.pixelColor(made.width() // 2, made.height() // 2)
    assert (middle.blue(), middle.green(), middle.red()) == (10, 120, 240)


def test_a_read_only_strided_frame_is_painted_too():
    whole = np.zeros((100, 200, 3), np.uint8)
    whole[:, :, 2] = 255
    part = whole[::2, ::2]
    part.setflags(write=False)
    made = picture_of(part, QSize(50, 50))
    assert made.pixelColor(10, 10).red() == 255
    assert (made.width(), made.height()) == (50, 25)


def test_the_camera_paints_its_frame_and_its_words(qtbot):
    view = CameraView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    control = FakeControl(lambda: 0.0)
    control.image = np.full((480, 640, 3), 200, np.uint8)
    control.advance()
    snapshot = control.snapshot()
    view.show_frame(snapshot.frame, snapshot.reading)
    plain = view.grab().toImage()
    assert plain.pixelColor(20, 20).value() > 180
    view.show_words("No face", "")
    assert view.grab().toImage().pixelColor(20, 290).value() < 100
    assert view.accessibleDescription() == "No face"


def test_landmarks_are_painted_only_when_wanted(qtbot):
    view = CameraView()
    qtbot.addWidget(view)
    view.resize(640, 480)
    control = FakeControl(lambda: 0.0)
    control.advance()
    snapshot = control.snapshot()
    view.show_frame(snapshot.frame, snapshot.reading)
    with_points = view.grab().toImage()
    view.set_landmarks_shown(False)
    assert view.grab().toImage() != with_points


@given(unit, unit)
def test_grid_pixels_and_affect_are_each_others_inverse(valence, arousal):
    grid = AffectGrid()
    grid.resize(300, 260)
    back = grid.to_affect(grid.to_pixels(Affect(valence, arousal)))
    assert back.valence == pytest.approx(valence, abs=1e-9)
    assert back.arousal == pytest.approx(arousal, abs=1e-9)


@given(st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_any_point_of_the_screen_is_an_affect(x, y):
    grid = AffectGrid()
    grid.resize(200, 200)
    affect = grid.to_affect(QPointF(x, y))
    assert abs(affect.valence) <= 1
    assert abs(affect.arousal) <= 1


def test_happy_lies_up_and_right(qtbot):
    grid = AffectGrid()
    qtbot.addWidget(grid)
    grid.resize(240, 240)
    middle, happy = grid.to_pixels(Affect(0, 0)), grid.to_pixels(Affect(0.8, 0.8))
    assert happy.x() > middle.x()
    assert happy.y() < middle.y()


def test_an_interactive_grid_is_steered_by_keys_and_mouse(qtbot):
    grid = AffectGrid(interactive=True)
    qtbot.addWidget(grid)
    grid.resize(240, 240)
    picked = []
    grid.target_picked.connect(picked.append)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert picked[-1].valence == pytest.approx(0.1)
    assert picked[-1].arousal == pytest.approx(-0.1)
    at = grid.to_pixels(Affect(-0.5, 0.5)).toPoint()
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=at)
    assert picked[-1].distance(Affect(-0.5, 0.5)) < 0.02


def test_a_grid_that_only_shows_is_not_steered(qtbot):
    grid = AffectGrid()
    qtbot.addWidget(grid)
    grid.resize(240, 240)
    picked = []
    grid.target_picked.connect(picked.append)
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert picked == []


def test_the_grid_says_where_face_and_music_are(qtbot):
    grid = AffectGrid()
    qtbot.addWidget(grid)
    grid.set_now(Affect(-0.5, 0.2), 0.7)
    grid.set_target(Affect(0.1, -0.3))
    name = grid.accessibleName()
    assert "face: valence -0.5, arousal +0.2" in name
    assert "music: valence +0.1, arousal -0.3" in name


def test_bars_speak_their_values_only_when_a_face_carries_them(qtbot):
    bars = EmotionBars()
    qtbot.addWidget(bars)
    values = EmotionProbabilities((0.1, 0.6, 0.0, 0.2, 0.1, 0.0, 0.0, 0.0))
    bars.set_values(values, 0.8, Emotion.HAPPINESS)
    assert "happiness 60%" in bars.accessibleDescription()
    assert "fear" not in bars.accessibleDescription()
    bars.set_values(values, 0.0, None)
    assert bars.accessibleDescription() == "No emotion is claimed"


def test_bars_fade_with_doubt(qtbot):
    bars = EmotionBars()
    qtbot.addWidget(bars)
    bars.resize(300, 120)
    values = EmotionProbabilities((0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    assert bars.shown == SHOWN_BY_DEFAULT

    def orange(strength: float) -> float:
        bars.set_values(values, strength, Emotion.HAPPINESS)
        return bars.grab().toImage().pixelColor(120, 15).saturationF()

    assert orange(1.0) > orange(0.0) > 0.1


@given(st.lists(st.floats(-100, 400), max_size=8), st.floats(120, 300))
def test_labels_never_overlap_and_keep_their_order(wanted, height):
    places = spread(wanted, 15.0, 0.0, height)
    assert len(places) == len(wanted)
    assert all(-1e-6 <= place <= height + 1e-6 for place in places)
    ordered = sorted(places)
    assert all(b - a >= 15.0 - 1e-6 for a, b in pairwise(ordered))
    for i, one in enumerate(wanted):
        for j, other in enumerate(wanted):
            if one < other:
                assert places[i] < places[j]


@given(st.lists(st.floats(0.001, 3), min_size=1, max_size=60), st.integers(1, 9))
def test_a_ring_keeps_the_newest_in_order(steps, capacity):
    ring = SampleRing(capacity, 2)
    times = np.cumsum(steps)
    for t in times:
        ring.append(float(t), (t, -t))
    kept = times[-capacity:]
    assert ring.times == pytest.approx(kept)
    assert ring.column(0) == pytest.approx(kept)
    assert ring.column(1) == pytest.approx(-kept)
    assert len(ring) == len(kept)


def test_a_ring_leaves_out_times_that_do_not_rise():
    ring = SampleRing(4, 1)
    for t in (1.0, 1.0, 0.5, 2.0):
        ring.append(t, (t,))
    assert list(ring.times) == [1.0, 2.0]


def test_gaps_are_found_where_no_face_was_read():
    t = np.array([-4.0, -3.0, -2.0, -1.0])
    assert gaps_in(t, np.array([1.0, 0.0, 1.0, 0.0])) == ((-3.0, -2.0), (-1.0, 0.0))
    assert gaps_in(t, np.ones(4)) == ()
    assert gaps_in(np.array([]), np.array([])) == ()


def test_a_band_spans_its_two_curves():
    t = np.linspace(-10, 0, 900)
    path = band_path(t, np.full(900, -0.2), np.full(900, 0.3))
    box = path.boundingRect()
    assert (box.left(), box.right()) == pytest.approx((-10, 0))
    assert (box.top(), box.bottom()) == pytest.approx((-0.2, 0.3))
    assert path.elementCount() < 500


def test_curves_break_where_no_emotion_is_claimed(qtbot):
    plots = LivePlots()
    qtbot.addWidget(plots)
    plots.resize(800, 300)
    control = FakeControl(lambda: 0.0)
    control.advance()
    claimed = control.snapshot().estimate
    empty = replace(claimed, label=None, confidence=0.0)
    for second in range(20):
        plots.add_estimate(float(second), empty if 5 <= second < 10 else claimed)
    plots.add_event(LaneEvent(12.0, EventKind.MARKER, "Insight"))
    plots.add_event(LaneEvent(13.0, EventKind.RATING, "4", True))
    plots.redraw(20.0)
    shown = plots._curves[Emotion.HAPPINESS].getData()
    assert np.isnan(shown[1]).sum() == 5
    assert shown[0][-1] == pytest.approx(-1.0)
    assert not plots.grab().isNull()


def test_the_curves_forget_what_left_the_window(qtbot):
    plots = LivePlots()
    qtbot.addWidget(plots)
    control = FakeControl(lambda: 0.0)
    control.advance()
    for second in range(300):
        plots.add_estimate(float(second), control.snapshot().estimate)
    plots.redraw(300.0)
    t, _ = plots._curves[Emotion.SADNESS].getData()
    assert t[0] >= -90.0
    assert len(t) == 90


def test_words_that_do_not_fit_end_in_an_ellipsis(qtbot):
    label = WrappedLabel(2)
    qtbot.addWidget(label)
    label.resize(120, label.height())
    label.set_text("Short.")
    assert label.fits()
    long = "Busier by 0.1 notes a second; higher by 0.8 semitones; a little brighter in mode."
    label.set_text(long)
    assert not label.fits()
    assert label.toolTip() == label.accessibleName() == long
    shown = words_that_fit(long, label.size(), label.fontMetrics())
    assert shown.endswith("…") and long.startswith(shown[:-1])
    label.resize(1200, label.height())
    assert label.fits()
