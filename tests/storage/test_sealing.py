"""What is packed anew at the end reads as before, and is smaller."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from emotune_gui.storage.opening import Database
from emotune_gui.storage.ownership import Owner
from emotune_gui.storage.packing_notes import bar_body, bar_notes, pack_bar, pack_bars, unpack_bars
from emotune_gui.storage.packing_samples import (
    Sample,
    SampleColumns,
    joined,
    pack,
    unpack,
    with_versions_moved,
)
from emotune_gui.storage.recorder import Recorder
from emotune_gui.storage.sealing import seal
from emotune_gui.storage.tables import BarNotesRow, BarRow, EmotionSampleRow, PlayedNoteRow
from tests.storage import records
from tests.storage.anything import estimates, notes
from tests.storage.told import Told

samples = st.builds(Sample, st.floats(0, 9e4), estimates)


def same(one: SampleColumns, other: SampleColumns) -> bool:
    pairs = [(getattr(one, f.name), getattr(other, f.name)) for f in fields(SampleColumns)]
    return all(
        np.array_equal(a, b, equal_nan=True) if isinstance(a, np.ndarray) else a == b
        for a, b in pairs
    )


@given(st.lists(st.lists(samples, min_size=1, max_size=4), min_size=1, max_size=4))
@settings(deadline=None, max_examples=60)
def test_joined_chunks_read_as_they_did_apart(parts: list[list[Sample]]) -> None:
    chunks = [pack(part) for part in parts]
    assert same(unpack([joined(chunks)]), unpack(chunks))
    assert same(unpack([joined([joined(chunks[:1]), *chunks[1:]])]), unpack(chunks))


@given(st.lists(samples, min_size=1, max_size=5), st.integers(0, 99), st.integers(0, 99))
@settings(deadline=None, max_examples=60)
def test_versions_are_moved_and_nothing_else(some: list[Sample], neutral: int, voice: int) -> None:
    before = unpack([pack(some)])
    after = unpack([with_versions_moved(pack(some), neutral, voice)])
    for name, by in (("neutral_version", neutral), ("voice_version", voice)):
        was, now = getattr(before, name), getattr(after, name)
        assert np.array_equal(now, np.where(was >= 0, was + by, was))
    assert np.array_equal(after.probabilities, before.probabilities)
    assert np.array_equal(after.level_dbfs, before.level_dbfs, equal_nan=True)


@given(st.lists(st.lists(notes, max_size=9).map(tuple), max_size=6))
@settings(deadline=None, max_examples=60)
def test_bars_packed_together_come_back_exactly(bars: list) -> None:
    bodies = {3 * k: bar_body(pack_bar(bar)) for k, bar in enumerate(bars)}
    back = unpack_bars(pack_bars(bodies))
    assert [bar_notes(back[3 * k]) for k in range(len(bars))] == bars


def told(database: Database, tenths: int = 400) -> tuple[Told, int]:
    session = records.open_session(database)
    story, recorder = Told(), Recorder(database, session, records.HandClock())
    for k in range(tenths):
        story.tell(recorder, k)
        if k % 10 == 0:
            assert recorder.flush()
    assert recorder.close() == 0
    return story, session


def bytes_of(database: Database, session: int) -> int:
    with database.connections.reading() as unit:
        sizes = [
            unit.scalar(select(func.sum(func.length(column))).where(table.session_id == session))
            for table, column in (
                (EmotionSampleRow, EmotionSampleRow.data),
                (PlayedNoteRow, PlayedNoteRow.data),
                (BarRow, BarRow.notes),
                (BarNotesRow, BarNotesRow.data),
            )
        ]
    return sum(size or 0 for size in sizes)


@pytest.mark.parametrize("how", ["end", "recover"])
def test_a_session_that_is_over_reads_as_before_and_is_smaller(memory: Database, how: str) -> None:
    story, session = told(memory)
    open_size = bytes_of(memory, session)
    if how == "end":
        memory.sessions.end(session, ended_at=datetime.now(UTC), duration_s=40.0)
    else:
        with memory.connections.writing() as unit:
            unit.execute(text("UPDATE session SET owner_process = 'gone'"))
        memory.sessions.recover(session)
    story.assert_stored(memory, session)
    assert bytes_of(memory, session) < 0.8 * open_size
    assert memory.sessions.bar(session, 3) == story.bars[3]
    with memory.connections.reading() as unit:
        assert unit.scalar(select(func.count(EmotionSampleRow.id))) == 1
        assert unit.scalar(select(func.max(EmotionSampleRow.chunk))) == -1


def test_sealing_again_and_what_comes_late_lose_nothing(memory: Database) -> None:
    session = records.open_session(memory)
    story, recorder = Told(), Recorder(memory, session, records.HandClock())
    for k in range(250):
        story.tell(recorder, k)
        if k == 120:
            assert recorder.flush()
    assert recorder.flush()
    seal(memory.connections, session)
    seal(memory.connections, session)
    story.assert_stored(memory, session)
    later = Recorder(memory, session, records.HandClock())
    for k in range(260, 300, 3):
        later.estimate(k / 10, records.estimate(k))
        later.played(records.played(9, k / 10))
    assert later.close() == 0
    seal(memory.connections, session)
    timeline = memory.sessions.timeline(session)
    assert len(timeline.estimates.t) == 250 + 14
    assert len(timeline.played) == len(story.played) + 14
    assert timeline.bars == tuple(story.bars)


def test_a_recorder_whose_session_was_closed_by_another_goes_on(memory: Database) -> None:
    session = records.open_session(memory)
    recorder = Recorder(memory, session, records.HandClock())
    for k in range(30):
        recorder.estimate(k / 10, records.estimate(k))
    assert recorder.flush()
    seal(memory.connections, session)
    recorder.estimate(3.0, records.estimate(30))
    assert recorder.close() == 0
    times = memory.sessions.timeline(session).estimates.t
    assert np.allclose(np.unique(times), np.arange(31) / 10)


def test_damaged_samples_are_left_as_they_are_when_a_session_ends(memory: Database) -> None:
    story, session = told(memory, 30)
    with memory.connections.writing() as unit:
        unit.execute(text("UPDATE emotion_sample SET data = x'0011'"))
    memory.sessions.end(session, ended_at=datetime.now(UTC), duration_s=3.0)
    assert memory.sessions.info(session).duration_s == 3.0
    assert memory.sessions.bar(session, 0) == story.bars[0]


def test_a_clock_set_back_does_not_end_a_session_before_it_began(memory: Database) -> None:
    session = records.open_session(memory)
    earlier = records.STARTED - timedelta(hours=2)
    memory.sessions.end(session, ended_at=earlier, duration_s=90.0)
    info = memory.sessions.info(session)
    assert info.ended_at == records.STARTED + timedelta(seconds=90)
    assert info.duration_s == 90.0


@pytest.mark.parametrize(("hours", "lately"), [(0, True), (-3, False), (3, False)])
def test_a_commit_of_another_computer_counts_as_lately_by_either_clock(
    hours: int, lately: bool
) -> None:
    now = datetime.now(UTC)
    owner = Owner("another computer", 1, "x")
    assert owner.alive(now + timedelta(hours=hours), now) is lately
