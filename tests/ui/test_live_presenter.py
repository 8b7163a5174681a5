"""The live presenter against autospecced views."""

from __future__ import annotations

from dataclasses import fields, replace
from unittest.mock import create_autospec

import pytest

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.faults import Fault, Severity
from emotune_gui.domain.live import LivePhase, SourceState, SourceStatus
from emotune_gui.domain.session import Purpose
from emotune_gui.ui.bridge import SessionBridge
from emotune_gui.ui.plots.live import LivePlots
from emotune_gui.ui.plots.live_events import EventKind
from emotune_gui.ui.presenters.live import LivePresenter, LiveViews
from emotune_gui.ui.views.live_belief import BeliefView
from emotune_gui.ui.views.live_camera import CameraView
from emotune_gui.ui.views.live_face import FacePanel
from emotune_gui.ui.views.live_header import HeaderView
from emotune_gui.ui.views.live_music import MusicView
from emotune_gui.ui.views.live_rating import RatingView
from emotune_gui.ui.views.live_scales import ScalesOverlay
from emotune_gui.ui.views.live_steering import SteeringPanel
from emotune_gui.ui.views.live_transport import TransportView
from emotune_gui.ui.views.live_voice import VoicePanel
from emotune_gui.ui.widgets.affect_grid import AffectGrid
from emotune_gui.ui.widgets.notice import NoticeLine
from tests.ui.fake_live import FakeControl

KINDS = {
    "camera": CameraView,
    "belief": BeliefView,
    "grid": AffectGrid,
    "plots": LivePlots,
    "face": FacePanel,
    "voice": VoicePanel,
    "header": HeaderView,
    "music": MusicView,
    "steering": SteeringPanel,
    "scales": ScalesOverlay,
    "rating": RatingView,
    "transport": TransportView,
    "notices": NoticeLine,
}


class Scene:
    """A presenter with its fakes and a clock moved by hand."""

    def __init__(self) -> None:
        self.t = 50.0
        made = {name: create_autospec(kind, instance=True) for name, kind in KINDS.items()}
        made["grid"].dragging = False
        assert set(made) == {f.name for f in fields(LiveViews)}
        self.views = LiveViews(**made)
        self.bridge = SessionBridge()
        self.presenter = LivePresenter(self.views, self.bridge, lambda: self.t)
        self.control = FakeControl(lambda: self.t)
        self.control.advance()

    def pass_time(self, seconds: float, step: float = 0.02) -> None:
        for _ in range(round(seconds / step)):
            self.t += step
            self.control.elapsed_s += step
            self.presenter.tick()


@pytest.fixture
def scene(qapp):
    made = Scene()
    made.presenter.attach(made.control)
    return made


def test_the_newest_frame_goes_to_the_camera_each_tick(scene):
    scene.control.advance()
    scene.presenter.tick()
    shown = scene.views.camera.show_frame.call_args.args
    assert shown[0] is scene.control.frame
    assert shown[1].seq == scene.control.seq


def test_plots_and_texts_are_paced_and_never_share_a_tick(scene):
    scene.views.plots.redraw.reset_mock()
    scene.views.music.show_music.reset_mock()
    for _ in range(100):
        before = (scene.views.plots.redraw.call_count, scene.views.music.show_music.call_count)
        scene.pass_time(0.02)
        after = (scene.views.plots.redraw.call_count, scene.views.music.show_music.call_count)
        assert sum(after) - sum(before) <= 1
    assert 15 <= scene.views.plots.redraw.call_count <= 20
    assert 15 <= scene.views.music.show_music.call_count <= 20


def test_an_estimate_is_plotted_once_at_its_own_time(scene):
    scene.views.plots.add_estimate.reset_mock()
    scene.t += 0.2
    scene.control.advance(0.2)
    made_at = scene.control.snapshot().estimate
    scene.control._estimate = lambda: replace(made_at, t=scene.t - 0.05)
    for _ in range(3):
        scene.presenter.tick()
    scene.views.plots.add_estimate.assert_called_once()
    at, estimate, voice = scene.views.plots.add_estimate.call_args.args
    assert at == pytest.approx(scene.control.elapsed_s - 0.05)
    assert estimate.id == made_at.id
    assert voice is None


def test_thirty_estimates_a_second_are_thinned_for_the_curves(scene):
    scene.views.plots.add_estimate.reset_mock()
    for _ in range(90):
        scene.t += 1 / 30
        scene.control.advance(1 / 30)
        scene.presenter.tick()
    assert 20 <= scene.views.plots.add_estimate.call_count <= 34


def test_without_a_face_the_grid_shows_no_point(scene):
    scene.control.face_state = FaceState.NO_FACE
    scene.control.advance()
    scene.pass_time(0.3)
    assert scene.views.grid.set_now.call_args.args[0] is None
    assert scene.views.belief.show_belief.call_args.args[0].emotion is None


def test_with_a_face_the_belief_names_an_emotion(scene):
    scene.pass_time(0.3)
    said = scene.views.belief.show_belief.call_args.args[0]
    assert said.emotion in set(Emotion)
    assert scene.views.grid.set_now.call_args.args[0] is not None


def test_the_header_tells_time_and_plan(scene):
    scene.control.elapsed_s = 754.0
    scene.pass_time(0.3)
    told = scene.views.header.show_time.call_args
    assert told.args == ("12:34", "50:00", "37:26")
    assert told.kwargs == {"over": False}
    assert scene.views.header.show_session.call_args.args == (
        "Ada Lindqvist",
        "Lead to calm in 20 min",
    )


@pytest.mark.parametrize(
    ("intent", "call"),
    [
        (lambda p: p.set_held(True), ("held", True)),
        (lambda p: p.toggle_hold(), ("held", True)),
        (lambda p: p.softer(), ("softer",)),
        (lambda p: p.louder(), ("louder",)),
        (lambda p: p.fade(), ("fade",)),
        (lambda p: p.resume(), ("resume",)),
        (lambda p: p.end(), ("end",)),
        (lambda p: p.mark("Insight"), ("mark", "Insight")),
        (lambda p: p.note("  she smiled  "), ("note", "she smiled")),
        (lambda p: p.rate_fit(False), ("rate", None, False)),
        (lambda p: p.rate_score(4), ("rate", 4, None)),
    ],
)
def test_each_intent_reaches_the_session(scene, intent, call):
    intent(scene.presenter)
    assert scene.control.calls == [call]
    scene.presenter.detach()
    intent(scene.presenter)
    assert scene.control.calls == [call]


def test_hold_is_released_by_the_same_key(scene):
    scene.presenter.toggle_hold()
    scene.pass_time(0.1)
    scene.presenter.toggle_hold()
    assert scene.control.calls == [("held", True), ("held", False)]


def test_an_empty_note_is_not_saved(scene):
    scene.presenter.note("   ")
    assert scene.control.calls == []


def test_a_rating_is_confirmed_and_drawn(scene):
    scene.presenter.rate_score(2)
    index = scene.presenter.snapshot.music.bar.index
    scene.views.rating.confirm.assert_called_with(f"Rated bar {index + 1}: 2")
    event = scene.views.plots.add_event.call_args.args[0]
    assert (event.kind, event.label, event.good) == (EventKind.RATING, "2", False)


@pytest.mark.parametrize(
    ("confidence", "consents", "told"),
    [
        (0.29, {Purpose.PERSONALISE}, True),
        (0.3, {Purpose.PERSONALISE}, False),
        (0.29, set(), False),
    ],
)
def test_a_rating_in_doubt_is_said_to_change_nothing(scene, confidence, consents, told):
    estimate = replace(scene.presenter.snapshot.estimate, confidence=confidence)
    client = replace(scene.presenter.snapshot.client, consents=frozenset(consents))
    scene.presenter._last = replace(scene.presenter.snapshot, estimate=estimate, client=client)
    scene.presenter.rate_score(2)
    (words,) = scene.views.rating.confirm.call_args.args
    assert words.startswith("Rated bar") and ("it changes nothing" in words) is told


def test_a_rating_before_the_first_bar_says_so(scene):
    scene.control.has_bar = False
    scene.views.plots.add_event.reset_mock()
    scene.presenter.rate_fit(True)
    scene.views.rating.confirm.assert_called_with("Nothing has been heard yet to rate.")
    scene.views.plots.add_event.assert_not_called()


def test_a_fault_is_shown_once(scene):
    raised = []
    scene.bridge.fault_raised.connect(raised.append)
    fault = Fault(1.0, "recorder", "The disk is full.", "Traceback …")
    scene.control.faults = (fault,)
    scene.pass_time(0.5)
    scene.views.notices.show_message.assert_called_once_with("The disk is full.", Severity.FAULT)
    assert raised == [fault]


def test_faults_that_come_together_are_all_told(scene):
    raised = []
    scene.bridge.fault_raised.connect(raised.append)
    faults = tuple(Fault(float(n), "recorder", f"Sentence {n}.") for n in range(3))
    scene.control.faults = faults[:1]
    scene.pass_time(0.3)
    scene.control.faults = faults
    scene.pass_time(0.3)
    assert raised == list(faults)
    scene.control.faults = faults[1:]
    scene.pass_time(0.3)
    assert raised == list(faults)


def test_the_end_is_told_once_with_its_summary(scene):
    told, phases = [], []
    scene.bridge.session_ended.connect(told.append)
    scene.bridge.phase_changed.connect(phases.append)
    scene.presenter.end()
    scene.pass_time(0.2)
    assert [summary.session_id for summary in told] == [1]
    assert phases == [LivePhase.ENDED]
    assert not scene.presenter.attached


def test_a_change_of_source_travels_over_the_bridge(scene):
    states = []
    scene.bridge.source_changed.connect(states.append)
    scene.control.source = SourceStatus("Camera 0", SourceState.LOST, "Trying again.")
    scene.pass_time(0.1)
    assert states == [SourceState.LOST]


def test_attaching_again_forgets_the_last_session(scene):
    scene.presenter.rate_score(5)
    scene.presenter.attach(FakeControl(lambda: scene.t))
    scene.views.camera.reset.assert_called()
    scene.views.plots.clear.assert_called()
    scene.views.rating.reset.assert_called()
    scene.views.notices.clear.assert_called()
