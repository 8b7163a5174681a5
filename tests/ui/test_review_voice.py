"""The voice in review and summary: lane, readout, seconds of speech, who read the face."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.face import FaceState, Recogniser
from emotune_gui.domain.review import SessionTimeline
from emotune_gui.domain.session import SessionSummary
from emotune_gui.domain.voice import VOICE_EMOTIONS, VoiceState
from emotune_gui.ui.plots.review_timeline import ReviewTimeline
from emotune_gui.ui.plots.review_voice import VoiceLane
from emotune_gui.ui.presenters.review_data import face_gaps, prepare
from emotune_gui.ui.presenters.review_readout import read_at
from emotune_gui.ui.presenters.review_summary import headline, reader_words, summarise
from emotune_gui.ui.views.summary import SummaryDialog
from tests.ui.conftest import held
from tests.ui.stored_values import NOTHING, info, series, timeline

SPEAKS, SILENT = VoiceState.SPEAKING.value, VoiceState.SILENT.value


def heard(states: list[str | None] | None = None, *, seconds: int = 100) -> SessionTimeline:
    """Sad from 10 s on, speaking from 10 s to 30 s, the voice alone from 50 s to 55 s."""
    plain = timeline(seconds)
    estimates = plain.estimates
    count = estimates.t.size
    voice = np.full((count, len(VOICE_EMOTIONS)), np.nan)
    voice[100:] = 0.05
    voice[100:, 3] = 0.65
    weight = np.zeros(count)
    weight[100:] = 0.4
    weight[500:550] = 1.0
    label = list(estimates.label)
    label[500:550] = ["sadness"] * 50
    told = states or [SPEAKS if 100 <= place < 300 else SILENT for place in range(count)]
    made = replace(
        estimates, voice=voice, voice_weight=weight, voice_state=tuple(told), label=tuple(label)
    )
    return replace(plain, estimates=made)


def test_without_a_voice_there_is_no_lane_and_no_word_of_it():
    data = prepare(timeline())
    assert data.voice is None
    assert read_at(data, 21.0).voice == ()
    assert "spoke" not in headline(data, summarise(data))


def test_a_recording_without_music_has_no_lanes_of_music(qtbot):
    shown = ReviewTimeline()
    qtbot.addWidget(shown)
    of_music = {"tempo", "loudness", "density", "mode", "notes"}
    shown.set_data(prepare(timeline()))
    assert not {lane.name for lane in shown.lanes if lane.hidden} & of_music
    shown.set_data(prepare(replace(timeline(), bars=(), notes=())))
    assert {lane.name for lane in shown.lanes if lane.hidden} >= of_music
    assert of_music <= set(shown.wanted_lanes), "what a person chose to see stays chosen"


def test_speech_is_counted_in_seconds():
    data = prepare(heard())
    assert data.voice.speaking == ((10.0, pytest.approx(30.0)),)
    summary = summarise(data)
    assert summary.speech_s == pytest.approx(20.0)
    assert "spoke 20 s" in headline(data, summary)


def test_a_hole_in_the_recording_is_not_speech():
    torn = heard([SPEAKS] * 1000).estimates
    torn = replace(torn, t=np.concatenate((torn.t[:500], torn.t[500:] + 600.0)))
    data = prepare(SessionTimeline(info(duration_s=700.0), torn))
    assert summarise(data).speech_s < 702
    assert data.voice.speaking[0][0] == 0.0


@given(st.lists(st.sampled_from([SPEAKS, SILENT, None]), min_size=1, max_size=80))
def test_spans_of_speech_are_in_order_and_cover_the_spoken_samples(states):
    estimates = replace(series([FaceState.FACE.value] * len(states)), voice_state=tuple(states))
    lanes = prepare(SessionTimeline(info(), estimates)).voice
    if not any(states):
        assert lanes is None
        return
    edges = [edge for span in lanes.speaking for edge in span]
    assert edges == sorted(edges)
    assert lanes.speech_s == pytest.approx(0.1 * states.count(SPEAKS))


def test_where_the_voice_carried_the_estimate_there_is_no_gap():
    assert [gap.start_s for gap in face_gaps(timeline().estimates)] == [50.0]
    assert face_gaps(heard().estimates) == ()


def test_the_readout_says_what_was_heard_and_how_much_it_counted():
    data = prepare(heard())
    assert dict(read_at(data, 21.0).voice) == {"voice": "sadness 65 %", "its weight": "40 %"}
    assert read_at(data, 5.0).voice == ()
    assert read_at(data, 52.0).belief.startswith("sadness")


def test_who_read_the_face_and_relative_to_which_rest():
    assert reader_words("", ()) == ""
    combined = reader_words(Recogniser.COMBINED.value, (2,))
    assert combined == "Face read by: All together; relative to the client's neutral, version 2"
    assert reader_words("of another time", ()) == "Face read by: of another time"
    assert reader_words(Recogniser.CNN.value, (2, 3)).endswith("versions 2, 3")


def test_the_headline_names_reader_and_neutral():
    told = heard()
    count = told.estimates.t.size
    told = replace(
        told,
        info=replace(told.info, recogniser=Recogniser.COMBINED.value),
        estimates=replace(told.estimates, neutral_version=(None, *[2] * (count - 1))),
    )
    data = prepare(told)
    assert "All together; relative to the client's neutral, version 2" in headline(
        data, summarise(data)
    )


@pytest.fixture
def axis(host):
    return held(host, ReviewTimeline())


def lane_of(axis: ReviewTimeline) -> VoiceLane:
    return next(lane for lane in axis.lanes if isinstance(lane, VoiceLane))


def test_the_lane_takes_room_only_when_there_is_a_voice(axis, qtbot):
    lane = lane_of(axis)
    heights = []
    for shown in (timeline(), heard(), timeline()):
        axis.set_data(prepare(shown))
        qtbot.wait(30)
        heights.append(lane.view.isVisible() and lane.view.rect().height())
    assert heights[0] is False and heights[2] is False
    assert heights[1] > 30
    others = [other for other in axis.lanes if other is not lane]
    bottoms = [other.view.sceneBoundingRect().bottom() for other in others]
    assert bottoms == sorted(bottoms)


@pytest.mark.parametrize("size", [(700, 380), (1000, 560), (1500, 900)])
def test_every_lane_fits_with_the_voice_too(qtbot, host, size):
    host.resize(*size)
    axis = held(host, ReviewTimeline(EMOTIONS))
    axis.set_data(prepare(heard()))
    qtbot.wait(30)
    bottoms = [lane.view.sceneBoundingRect().bottom() for lane in axis.lanes]
    assert bottoms == sorted(bottoms)
    assert axis._axis.sceneBoundingRect().bottom() <= axis.viewport().height() + 1


def test_what_is_drawn_of_the_voice_is_bounded(axis):
    axis.set_data(prepare(heard(seconds=3600)))
    axis.draw_all()
    assert 200 <= lane_of(axis).drawn_points() <= 4 * 1000


def test_the_lane_follows_the_shown_emotions(axis):
    axis.set_data(prepare(heard()))
    lane = lane_of(axis)
    axis.set_shown(EMOTIONS)
    assert sum(line.isVisible() for line in lane._lines.values()) == len(VOICE_EMOTIONS)
    axis.set_shown(EMOTIONS[:1])
    assert [e.value for e, line in lane._lines.items() if line.isVisible()] == ["neutral", "calm"]


def test_a_session_without_samples_has_no_voice():
    assert prepare(SessionTimeline(info(duration_s=0.0), NOTHING)).voice is None


def texts(dialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_the_summary_says_speech_and_reader(qtbot):
    summary = SessionSummary(
        1, 600.0, speech_s=130.0, recogniser=Recogniser.COMBINED.value, neutral_version=2
    )
    dialog = SummaryDialog("Ada", summary)
    qtbot.addWidget(dialog)
    dialog.open()
    said = texts(dialog)
    assert "2 min" in said and "of speech heard" in said
    assert "Face read by: All together; relative to the client's neutral, version 2." in said


def test_a_summary_without_voice_says_nothing_of_it(qtbot):
    dialog = SummaryDialog("Ada", SessionSummary(1, 600.0))
    qtbot.addWidget(dialog)
    dialog.open()
    assert "speech" not in texts(dialog) and "Face read by" not in texts(dialog)
