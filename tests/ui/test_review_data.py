"""What is made of a stored session: lanes, gaps, summary, readout, level of detail."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.review import SessionTimeline, SongPlayed
from emotune_gui.domain.session import Rating
from emotune_gui.ui.plots.review_detail import curve, envelope, merged_notes
from emotune_gui.ui.presenters.review_data import MODE_LADDER, face_gaps, prepare
from emotune_gui.ui.presenters.review_readout import rating_sentence, read_at
from emotune_gui.ui.presenters.review_summary import headline, signed, summarise
from tests.ui.stored_values import NOTHING, info, series, timeline


def test_no_emotion_without_a_face():
    data = prepare(timeline())
    hidden = (data.emotions.t >= 50.0) & (data.emotions.t < 55.0)
    assert np.isnan(data.emotions.probabilities[hidden]).all()
    assert np.isnan(data.emotions.valence[hidden]).all()
    assert not np.isnan(data.emotions.probabilities[~hidden]).any()


def test_gaps_are_found_merged_and_named():
    face, none, dark = (s.value for s in (FaceState.FACE, FaceState.NO_FACE, FaceState.TOO_DARK))
    states = [face] * 20 + [none] * 10 + [face] * 5 + [none] * 10 + [dark] * 10 + [face] * 5
    gaps = face_gaps(series([*states, none, none, face]))
    assert [(g.state, round(g.start_s, 3), round(g.end_s, 3)) for g in gaps] == [
        (none, 2.0, 4.5),
        (dark, 4.5, 5.5),
    ]


def test_gap_at_the_very_end_and_everywhere():
    none = FaceState.NO_FACE.value
    (gap,) = face_gaps(series([none] * 50))
    assert (gap.start_s, round(gap.end_s, 3)) == (0.0, 5.0)
    assert face_gaps(NOTHING) == ()


def test_music_lanes_are_steps_from_bar_to_bar():
    data = prepare(timeline())
    assert data.music.edges.size == data.music.tempo.size + 1 == 51
    assert data.music.edges[-1] == 100.0
    assert MODE_LADDER[int(data.music.mode[0])].value == "ionian"
    assert MODE_LADDER[0].value == "harmonic_minor"
    assert (np.diff(data.music.edges) >= 0).all()


@pytest.mark.parametrize("played", [True, False])
def test_notes_are_in_order_played_or_written(played):
    notes = prepare(timeline(played=played)).notes
    assert notes.start.size == 100
    assert (np.diff(notes.start) >= 0).all()
    assert notes.melody.sum() == 50
    melody_end = notes.end[notes.melody][0] - notes.start[notes.melody][0]
    assert melody_end == pytest.approx(0.5)  # one beat at 120 a minute, or as played


def test_a_rating_finds_its_bar_or_says_nothing_of_it():
    data = prepare(timeline())
    assert [m.bar_index for m in data.ratings] == [10, None]
    assert rating_sentence(Rating(1.0, 1, score=4, fits=True), 10) == "bar 11 rated 4 of 5, fits"
    assert rating_sentence(Rating(1.0, 1, fits=False), None) == "rated does not fit"


def test_summary_weighs_time():
    data = prepare(timeline())
    summary = summarise(data)
    assert summary.seconds_by_emotion == ((Emotion.HAPPINESS, pytest.approx(95.0)),)
    assert summary.face_share == pytest.approx(0.95)
    assert summary.mean_affect.valence == pytest.approx(0.5)
    assert (summary.ratings, summary.mean_score, summary.does_not_fit) == (2, 4.0, 1)
    words = headline(data, summary)
    assert "face seen 95 %" in words
    assert "2 ratings, 4.0 of 5" in words
    assert "clinical mapping" in words


def test_a_hole_in_the_recording_counts_as_nothing():
    whole = series([FaceState.FACE.value] * 20)
    torn = replace(whole, t=np.concatenate((whole.t[:10], whole.t[10:] + 600.0)))
    data = prepare(SessionTimeline(info(duration_s=602.0), torn))
    ((_emotion, seconds),) = summarise(data).seconds_by_emotion
    assert seconds == pytest.approx(2.9)


def test_an_empty_session():
    data = prepare(SessionTimeline(info(duration_s=0.0), NOTHING))
    summary = summarise(data)
    assert summary.face_share is None
    assert summary.mean_affect is None
    assert "no emotion curves stored" in headline(data, summary)
    assert "without music" in headline(data, summary)
    assert "mapping" not in headline(data, summary)
    assert read_at(data, 0.5).belief == "no estimate here"
    assert data.jump_times == ()


def test_readout_tells_what_stood_there():
    data = prepare(timeline())
    there = read_at(data, 21.0)
    assert there.time == "00:21"
    assert there.belief == "happiness, sure"
    assert dict(there.affect)["valence"] == "+0.50"
    assert dict(there.music)["bar"] == "11"
    assert dict(there.music)["key"] == "A major"
    assert dict(there.music)["tempo"] == "120 bpm"
    assert any("insight" in event for event in there.events)
    assert any("bar 11 rated 4 of 5" in event for event in there.events)
    gone = read_at(data, 52.0)
    assert (gone.belief, gone.probabilities, gone.affect) == ("no face", (), ())


def test_signed_has_a_true_minus_and_no_signed_zero():
    assert [signed(v) for v in (0.25, -0.4, 0.0, -0.001)] == ["+0.25", "−0.40", "0.00", "0.00"]


@given(
    st.lists(st.floats(-1, 1) | st.just(float("nan")), min_size=2, max_size=400),
    st.integers(4, 64),
)
def test_the_curve_keeps_every_extreme_and_stays_small(values, columns):
    y = np.array(values)
    t = np.arange(y.size, dtype=float)
    times, low, high = envelope(t, y, y, 0.0, float(y.size), columns)
    assert times.size <= 2 * columns + 2
    assert (np.diff(times) > 0).all()
    if np.isnan(y).all():
        assert np.isnan(low).all()
        assert np.isnan(high).all()
    else:
        assert np.nanmin(low) == np.nanmin(y)
        assert np.nanmax(high) == np.nanmax(y)
    drawn_t, drawn_y = curve(t, y, 0.0, float(y.size), columns)
    assert drawn_t.size == drawn_y.size


def test_a_view_sees_only_its_part_and_one_sample_beyond():
    t = np.arange(1000.0)
    times, _values = curve(t, t, 500.2, 509.8, 100)
    assert times[0] == 500.0
    assert times[-1] == 510.0


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.floats(0, 5), st.integers(40, 44)), min_size=0, max_size=60
    ),
    st.floats(0, 3),
)
def test_merged_notes_cover_the_same_time_with_no_more_strokes(rows, pixel):
    table = np.array(rows, dtype=float).reshape(-1, 3)
    start, end, pitch = table[:, 0], table[:, 0] + table[:, 1], table[:, 2]
    s, e, p = merged_notes(start, end, pitch, pixel)
    assert s.size <= start.size
    assert set(p) == set(pitch)
    for first, last, height in zip(start, end, pitch, strict=True):
        covering = (s <= first + 1e-6) & (e >= last - 1e-6) & (p == height)
        assert covering.any()


def test_the_readout_names_the_song_or_who_composed():
    song = SongPlayed(0, "a" * 16, "Abendlied", 10.0, 30.0, ("It fits.",))
    data = prepare(replace(timeline(), songs=(song,)))
    assert dict(read_at(data, 12.0).music)["song"] == "Abendlied"
    assert dict(read_at(data, 30.0).music)["music"] == "by rules"
    assert "song" not in dict(read_at(data, 30.0).music)
