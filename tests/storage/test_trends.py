"""Sessions as points of a trend."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import text

from emotune_gui.domain.emotion import Affect, Emotion
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.scale import Moment, ScaleKind, ScaleReading
from emotune_gui.domain.session import Marker, Plan, Rating, Strategy
from emotune_gui.storage.opening import Database
from emotune_gui.storage.recorder import Recorder
from tests.storage import records


def session_of(
    database: Database, course: list[tuple[float, Affect, Emotion | None]], day: int = 0
) -> int:
    """A session with these estimates, three ratings' worth of nothing else."""
    client = database.clients.by_name("Ada") or database.clients.create("Ada", [])
    plan = Plan(Strategy.LEAD, target=Affect(0.5, -0.5))
    started = records.STARTED + timedelta(days=day)
    session = database.sessions.begin(
        client.id, plan, "demo", weights_version=0, started_at=started
    )
    recorder = Recorder(database, session, records.HandClock())
    for k, (t, affect, label) in enumerate(course):
        state = FaceState.FACE if label else FaceState.NO_FACE
        seen = replace(records.estimate(k, state), affect=affect, label=label)
        recorder.estimate(t, seen)
    recorder.bar(0.0, records.bar(0), Affect(0, 0))
    recorder.rating(Rating(1.0, records.bar(0).id, score=5))
    recorder.rating(Rating(2.0, records.bar(0).id, fits=False))
    recorder.marker(Marker(1.0, "x"))
    recorder.scale(ScaleReading(0.0, ScaleKind.SUDS, 8.0, Moment.START))
    recorder.scale(ScaleReading(600.0, ScaleKind.SUDS, 3.0, Moment.END))
    assert recorder.close() == 0
    database.sessions.end(session, ended_at=started, duration_s=600.0)
    return session


def straight(seconds: float = 600.0) -> list[tuple[float, Affect, Emotion | None]]:
    """From tense and sad in a straight line to calm and content; half a minute without a face."""
    course: list[tuple[float, Affect, Emotion | None]] = []
    for k in range(int(seconds * 2)):
        t, share = k / 2, k / (2 * seconds)
        affect = Affect(-0.5 + share, 0.5 - share)
        label = Emotion.SADNESS if share < 0.25 else Emotion.HAPPINESS
        course.append((t, affect, None if 300 <= t < 330 else label))
    return course


def test_a_session_is_summed_up(memory: Database) -> None:
    trend = memory.trends.of_session(session_of(memory, straight()))
    assert trend.seconds_by_emotion == pytest.approx({"sadness": 149.5, "happiness": 420.0}, abs=1)
    assert trend.seconds_without == pytest.approx({"no_face": 30.0}, abs=1)
    assert trend.believed_s == pytest.approx(569.5, abs=0.6)
    assert trend.mean_affect is not None and trend.approached is not None
    assert trend.mean_affect.valence == pytest.approx(-0.01, abs=0.02)
    assert trend.spread == pytest.approx((0.29, 0.29), abs=0.02)
    assert trend.first_affect is not None
    assert trend.first_affect.valence == pytest.approx(-0.4, abs=0.01)
    assert trend.last_affect is not None
    assert trend.last_affect.valence == pytest.approx(0.4, abs=0.01)
    assert trend.travelled == pytest.approx(np.sqrt(2), abs=0.05)
    assert trend.approached == pytest.approx(0.8 * np.sqrt(2), abs=0.03)
    assert (trend.ratings, trend.mean_reward) == (2, 0.0)
    assert (trend.markers, trend.bars) == (1, 1)
    assert [s.value for s in trend.scales] == [8.0, 3.0]
    assert trend.strategy is Strategy.LEAD


def test_jitter_is_no_way_travelled(memory: Database) -> None:
    rng = np.random.default_rng(3)
    noise = rng.normal(0, 0.1, (1200, 2))
    course = [(k / 2, Affect.clamped(*noise[k]), Emotion.NEUTRAL) for k in range(1200)]
    single = float(np.hypot(*np.diff(noise, axis=0).T).sum())
    trend = memory.trends.of_session(session_of(memory, course))
    assert trend.travelled < 0.03 * single


def test_a_session_without_any_face(memory: Database) -> None:
    course = [(k / 2, Affect(0, 0), None) for k in range(20)]
    trend = memory.trends.of_session(session_of(memory, course))
    assert trend.mean_affect is None and trend.first_affect is None and trend.approached is None
    assert (trend.seconds_by_emotion, trend.believed_s, trend.travelled) == ({}, 0.0, 0.0)
    assert trend.seconds_without == {"no_face": 9.5}


def test_a_session_without_samples_and_with_a_single_one(memory: Database) -> None:
    empty = memory.trends.of_session(session_of(memory, []))
    assert (empty.believed_s, empty.mean_affect, empty.ratings) == (0.0, None, 2)
    single = memory.trends.of_session(session_of(memory, [(1.0, Affect(0.5, 0.25), Emotion.FEAR)]))
    assert single.mean_affect == Affect(0.5, 0.25)
    assert single.travelled == 0.0


def test_a_trend_is_of_the_ended_sessions_in_order_and_in_time(memory: Database) -> None:
    ids = [session_of(memory, straight(20), day) for day in (14, 0, 7)]
    records.open_session(memory)
    client = memory.clients.by_name("Ada")
    assert client is not None
    found = memory.trends.of_client(client.id)
    assert [trend.session_id for trend in found] == [ids[1], ids[2], ids[0]]
    since, until = (records.STARTED + timedelta(days=d) for d in (1, 14))
    some = memory.trends.of_client(client.id, since=since, until=until)
    assert [trend.session_id for trend in some] == [ids[2]]
    listed = memory.sessions.list(client.id, since=since, until=until + timedelta(days=1))
    assert [info.id for info in listed] == [ids[0], ids[2]]
    assert [info.id for info in memory.sessions.list(limit=1)] == [ids[0]]
    with pytest.raises(InvalidInput, match="no client number 99"):
        memory.trends.of_client(99)
    with pytest.raises(InvalidInput, match="has not ended"):
        memory.trends.of_session(99)


def test_sessions_of_an_older_release_are_summed_up_when_they_are_asked_for(
    memory: Database,
) -> None:
    session = session_of(memory, straight(60))
    kept = memory.trends.of_session(session)
    with memory.connections.writing() as unit:
        unit.execute(text("DELETE FROM session_summary"))
    assert memory.trends.of_session(session) == kept
    with memory.connections.reading() as unit:
        assert unit.execute(text("SELECT count(*) FROM session_summary")).scalar() == 1


def test_a_rating_and_an_answer_given_later_count(memory: Database) -> None:
    session = session_of(memory, straight(20))
    memory.sessions.add_rating(session, Rating(5.0, records.bar(0).id, score=5, fits=True))
    memory.sessions.add_rating(session, Rating(6.0, records.bar(0).id, better=1.0))
    memory.scales.add(session, ScaleReading(601.0, ScaleKind.PLEASURE, 0.75))
    trend = memory.trends.of_session(session)
    assert (trend.ratings, trend.mean_reward) == (3, pytest.approx(1 / 3))
    assert len(trend.scales) == 3
