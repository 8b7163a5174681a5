"""Markers, scales, plan templates and the practice."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.music import Instrumentation, Part
from emotune_gui.domain.scale import SCALE_RANGES, Moment, ScaleKind, ScaleReading
from emotune_gui.domain.session import Marker, PathPoint, Plan, Practice, Strategy
from emotune_gui.storage.opening import Database, open_database
from emotune_gui.storage.plans import plan_from, plan_text
from emotune_gui.storage.recorder import Recorder
from tests.storage import records
from tests.storage.anything import affects

minutes = st.floats(0, 600)
plans = st.builds(
    Plan,
    strategy=st.sampled_from(Strategy),
    target=affects,
    lead_minutes=minutes,
    planned_minutes=minutes,
    loudness_limit=st.floats(0, 127),
    excluded_parts=st.lists(st.sampled_from(Part), unique=True).map(tuple),
    seed=st.integers(-(2**63), 2**64),
    composer=st.sampled_from(["rules", "rnn", "songs"]),
    song_id=st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    instrumentation=st.builds(
        Instrumentation, excluded_programs=st.frozensets(st.integers(0, 127), max_size=5)
    ),
    path=st.lists(st.builds(PathPoint, minutes, affects), max_size=6).map(tuple),
    prompt_minutes=minutes,
)


def png(width: int = 2, height: int = 2) -> bytes:
    def part(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + bytes(width) for _ in range(height)))
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


@given(plans)
@settings(deadline=None)
def test_every_plan_goes_through_text_and_row(plan: Plan) -> None:
    assert plan_from(plan_text(plan)) == plan
    database = open_database(":memory:")
    client = database.clients.create("Ada", [])
    session = database.sessions.begin(
        client.id, plan, "demo", weights_version=0, started_at=records.STARTED
    )
    assert database.sessions.info(session).plan == plan
    assert database.templates.save("x", plan).plan == plan
    database.close()


def test_a_template_of_an_older_release_takes_the_defaults() -> None:
    assert plan_from('{"strategy": "lead", "composer": "rnn"}') == Plan(
        Strategy.LEAD, composer="rnn"
    )


@pytest.mark.parametrize("text", ["[]", "{", '{"strategy": "wild"}', '{"path": [[1]]}', "null"])
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        plan_from(text)


def test_templates_are_saved_renamed_updated_and_deleted(memory: Database) -> None:
    calm = memory.templates.save("Calm down", Plan(Strategy.LEAD))
    wake = memory.templates.save("awaken ☀", Plan(target=Affect(0.5, 0.8)))
    assert memory.templates.list() == [wake, calm]
    with pytest.raises(InvalidInput, match="already"):
        memory.templates.save("CALM down", Plan())
    with pytest.raises(InvalidInput, match="already"):
        memory.templates.rename(wake.id, "calm  down")
    replaced = memory.templates.save("calm down", Plan(Strategy.HOLD), replace=True)
    assert (replaced.id, replaced.plan.strategy) == (calm.id, Strategy.HOLD)
    assert memory.templates.rename(calm.id, "Calm down!").name == "Calm down!"
    assert memory.templates.update(wake.id, Plan(seed=3)).plan == Plan(seed=3)
    removed = memory.templates.delete(wake.id)
    assert [t.id for t in memory.templates.list()] == [calm.id]
    assert memory.templates.save(removed.name, removed.plan).plan == Plan(seed=3)
    with pytest.raises(InvalidInput, match="no longer"):
        memory.templates.get(99)
    with pytest.raises(InvalidInput, match="type a name"):
        memory.templates.save("  ", Plan())


def test_markers_are_added_edited_and_deleted_each_undone(memory: Database) -> None:
    session = records.open_session(memory)
    marker = memory.markers.add(session, Marker(5.0, "breath"))
    before = memory.markers.edit(marker.id, label="sigh", t=6.0)
    assert before == marker
    assert memory.sessions.timeline(session).markers == (Marker(6.0, "sigh"),)
    memory.markers.edit(before.id, label=before.label, t=before.t)
    assert memory.markers.of_session(session) == [marker]
    removed = memory.markers.delete(marker.id)
    assert memory.markers.of_session(session) == []
    memory.markers.add(session, Marker(removed.t, removed.label))
    assert [m.label for m in memory.markers.of_session(session)] == ["breath"]
    for wrong, why in ((Marker(1.0, " "), "no label"), (Marker(float("nan"), "x"), "no time")):
        with pytest.raises(InvalidInput, match=why):
            memory.markers.add(session, wrong)
    with pytest.raises(InvalidInput, match="no session number 99"):
        memory.markers.add(99, Marker(1.0, "x"))
    with pytest.raises(InvalidInput, match="no longer"):
        memory.markers.delete(99)


@pytest.mark.parametrize("kind", list(ScaleKind))
@pytest.mark.parametrize("moment", list(Moment))
def test_scales_are_kept_during_and_after_a_session(
    memory: Database, kind: ScaleKind, moment: Moment
) -> None:
    session = records.open_session(memory)
    lowest, highest = SCALE_RANGES[kind]
    told = [
        ScaleReading(1.0, kind, lowest, moment),
        ScaleReading(2.5, kind, highest, moment, "therapist"),
    ]
    recorder = Recorder(memory, session, records.HandClock())
    recorder.scale(told[0])
    assert recorder.close() == 0
    memory.scales.add(session, told[1])
    assert memory.scales.of_session(session) == tuple(told)
    assert memory.sessions.timeline(session).scales == tuple(told)
    assert memory.sessions.row_counts(session)["scale_reading"] == 2
    with pytest.raises(ValueError):
        recorder.scale(ScaleReading(float("inf"), kind, lowest))
    with pytest.raises(InvalidInput, match="no session number 99"):
        memory.scales.add(99, told[0])


def test_the_practice_has_a_name_and_a_logo(memory: Database) -> None:
    assert memory.practice.get() == Practice()
    logo = png()
    assert memory.practice.set(Practice(" Praxis Ünal 🎵 ", logo)).name == "Praxis Ünal 🎵"
    assert memory.practice.get().logo == logo
    assert memory.practice.set(Practice("Other")).logo is None


@pytest.mark.parametrize(
    ("logo", "why"),
    [
        (b"", "no whole PNG"),
        (b"GIF89a...", "no whole PNG"),
        (png()[:-20], "no whole PNG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(2_000_001), "larger than 2 MB"),
    ],
)
def test_a_logo_that_is_no_image_changes_nothing(memory: Database, logo: bytes, why: str) -> None:
    kept = memory.practice.set(Practice("Praxis", png()))
    with pytest.raises(InvalidInput, match=why):
        memory.practice.set(Practice("Praxis", logo))
    with pytest.raises(InvalidInput, match="too long"):
        memory.practice.set(Practice("x" * 201))
    assert memory.practice.get() == kept
