"""Everything taken is read back; trouble is told once, and nothing that matters is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.review import HeardBar
from emotune_gui.domain.session import Marker, Rating
from emotune_gui.storage.opening import Database, open_database
from emotune_gui.storage.recorder import NOTES_A_CHUNK, SAMPLES_A_CHUNK, Recorder
from tests.storage import anything, records
from tests.storage.told import Told

REPOSITORY = Path(__file__).parents[2]
marks = st.builds(
    Marker, st.floats(0, 9e4), st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
)
ratings = st.builds(
    Rating,
    t=st.floats(0, 9e4),
    bar_id=st.just(0),
    score=st.none() | st.integers(1, 5),
    fits=st.booleans(),
    by=st.sampled_from(["therapist", "client"]),
)


def test_a_session_is_read_back_as_it_was_told(database: Database) -> None:
    session = records.open_session(database)
    clock = records.HandClock()
    recorder = Recorder(database, session, clock)
    told = Told()
    for k in range(SAMPLES_A_CHUNK * 3 + 7):
        told.tell(recorder, k)
        recorder.step()
    assert recorder.written["emotion_sample"] > 0
    assert recorder.close() == 0
    assert recorder.dropped == 0
    assert recorder.written == told.counts()
    assert len(told.played) > NOTES_A_CHUNK
    told.assert_stored(database, session)
    info = database.sessions.info(session)
    assert (info.estimates, info.bars, info.ratings) == (
        len(told.samples),
        len(told.bars),
        len(told.ratings),
    )
    assert info.duration_s == pytest.approx(max(n.end_s for n in told.played), abs=1.0)


@given(
    st.lists(st.tuples(st.floats(0, 9e4), anything.estimates), max_size=5),
    st.lists(st.tuples(st.floats(0, 9e4), anything.bars, anything.affects), max_size=4),
    st.lists(anything.played_notes, max_size=5),
    st.lists(marks, max_size=3),
    st.lists(ratings, max_size=3),
    st.booleans(),
)
@settings(deadline=None, max_examples=15)
def test_any_record_is_read_back(
    estimates: list, bars: list, played: list, markers: list, rated: list, twice: bool
) -> None:
    database = open_database(":memory:")
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock())
    recorder.bar(0.0, records.bar(0), Affect(0, 0))
    bars = list({bar.id: (start, bar, target) for start, bar, target in bars if bar.id}.values())
    for t, estimate in estimates:
        recorder.estimate(t, estimate)
    if twice:
        assert recorder.flush()
    for start, bar, target in bars:
        recorder.bar(start, bar, target)
    for note in played:
        recorder.played(note)
    for marker in markers:
        recorder.marker(marker)
    for rating in rated:
        recorder.rating(rating)
    assert recorder.close() == 0
    timeline = database.sessions.timeline(session)
    heard = [HeardBar(s, b, a.valence, a.arousal) for s, b, a in bars]
    heard.append(HeardBar(0.0, records.bar(0), 0.0, 0.0))
    assert sorted(timeline.bars, key=lambda h: h.bar.id) == sorted(heard, key=lambda h: h.bar.id)
    assert sorted(timeline.estimates.t) == pytest.approx(sorted(t for t, _ in estimates), abs=1e-3)
    assert len(timeline.played) == len(played)
    assert sorted(timeline.markers, key=repr) == sorted(markers, key=repr)
    assert sorted(timeline.ratings, key=repr) == sorted(rated, key=repr)
    database.close()


def test_without_consent_no_sample_is_written(database: Database) -> None:
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock(), store_features=False)
    for k in range(10):
        recorder.estimate(k / 10, records.estimate(k))
    recorder.marker(Marker(1.0, "kept"))
    assert recorder.close() == 0
    counts = database.sessions.row_counts(session)
    assert counts["emotion_sample"] == 0
    assert counts["marker"] == 1


def test_commits_come_about_once_a_second(database: Database) -> None:
    session = records.open_session(database)
    clock = records.HandClock()
    recorder = Recorder(database, session, clock)
    recorder.marker(Marker(0.0, "x"))
    began = clock.t
    while recorder.written["marker"] == 0:
        before = clock.t
        recorder.step()
        assert clock.t - before <= 0.1 + 1e-9
    assert 0.5 < clock.t - began <= 1.0


def test_a_bar_handed_in_twice_is_one_bar(database: Database) -> None:
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock())
    recorder.bar(1.0, records.bar(5), Affect(0, 0))
    recorder.flush()
    recorder.bar(3.0, records.bar(5), Affect(0, 0))
    assert recorder.close() == 0
    assert [bar.start_s for bar in database.sessions.timeline(session).bars] == [1.0]


def test_a_rating_of_an_unheard_bar_is_refused_at_once(database: Database) -> None:
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock())
    with pytest.raises(InvalidInput, match="no such bar"):
        recorder.rating(Rating(1.0, 5, score=3))
    assert recorder.close() == 0


def test_text_that_utf8_cannot_hold_does_not_stop_the_recorder(database: Database) -> None:
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock())
    recorder.marker(Marker(1.0, "half \ud83d"))
    recorder.note(1.0, "half \udc00")
    assert recorder.close() == 0
    assert database.sessions.timeline(session).markers == (Marker(1.0, "half ?"),)


def test_many_threads_may_tell_at_once(database: Database) -> None:
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock())

    def tell(first: int) -> None:
        for k in range(first, first + 200):
            recorder.marker(Marker(float(k), "m"))
            recorder.estimate(k / 10, records.estimate(k))

    threads = [Thread(target=tell, args=(1000 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        recorder.step()
    for thread in threads:
        thread.join()
    assert recorder.close() == 0
    assert recorder.written["marker"] == recorder.written["emotion_sample"] == 800
    times = [marker.t for marker in database.sessions.timeline(session).markers]
    assert times == sorted(float(1000 * n + k) for n in range(4) for k in range(200))


def test_a_second_program_may_record_beside_the_first(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    one, two = open_database(path), open_database(path)
    sessions = [records.open_session(one, "One"), records.open_session(two, "Two")]
    recorders = [
        Recorder(database, session, records.HandClock())
        for database, session in zip((one, two), sessions, strict=True)
    ]
    told = [Told(), Told()]
    for k in range(60):
        for recorder, notebook in zip(recorders, told, strict=True):
            notebook.tell(recorder, k)
            recorder.step()
    for database, session, recorder, notebook in zip(
        (two, one), sessions, recorders, told, strict=True
    ):
        assert recorder.close() == 0
        notebook.assert_stored(database, session)
    one.close()
    two.close()


def test_the_database_stays_open_to_plain_tools(database: Database) -> None:
    session = records.open_session(database)
    recorder = Recorder(database, session, records.HandClock())
    recorder.marker(Marker(1.5, "here"))
    assert recorder.close() == 0
    assert database.path is not None
    with closing(sqlite3.connect(database.path)) as plain:
        assert plain.execute("SELECT t, label FROM marker").fetchall() == [(1.5, "here")]
