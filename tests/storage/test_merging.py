"""Two records of one person become one, and nothing of either is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import text

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import CLINICAL_MAPPING, PersonalSettings, Trial
from emotune_gui.domain.session import Purpose
from emotune_gui.storage.opening import Database
from emotune_gui.storage.recorder import Recorder
from emotune_gui.storage.tables import BarRow
from tests.storage import records
from tests.storage.test_clients import live_a_little, rows_by_table


def with_voice_and_neutral(database: Database, name: str, version: int) -> int:
    """A session whose samples and bars name versions."""
    client = database.clients.by_name(name) or database.clients.create(name, list(Purpose))
    session = database.sessions.begin(
        client.id,
        database.sessions.info(records.open_session(database, name)).plan,
        "demo",
        weights_version=version,
        started_at=records.STARTED,
    )
    recorder = Recorder(database, session, records.HandClock())
    for k in range(5):
        heard = replace(records.heard(k), profile_version=version)
        seen = replace(records.estimate(k), voice=heard, neutral_version=version)
        recorder.estimate(k / 10, seen)
    bar = records.bar(0)
    parameters = replace(bar.parameters, weights_version=version)
    recorder.bar(0.0, replace(bar, parameters=parameters), seen.affect)
    assert recorder.close() == 0
    for info in database.sessions.list(client.id):
        database.sessions.end(info.id, ended_at=records.STARTED, duration_s=1.0)
    return session


def test_everything_moves_and_the_record_is_gone(memory: Database) -> None:
    kept, merged = live_a_little(memory, "Ada"), live_a_little(memory, "Ada L.")
    before = rows_by_table(memory)
    client = memory.clients.merge(kept, merged)
    after = rows_by_table(memory)
    assert (client.id, client.name, client.sessions) == (kept, "Ada", 2)
    assert memory.clients.by_name("Ada L.") is None
    gained = {"client": -1, "song_ban": -1, "personal_settings": -1, "audit_event": 1}
    for table, count in before.items():
        # Profiles made at the same moment: the kept one's is not put behind again.
        assert after[table] == count + gained.get(table, 0), table
    assert {e.action for e in memory.audit.events(kept)} >= {"client.merge"}
    assert len(memory.trends.of_client(kept)) == 2


def test_one_mapping_is_in_use_and_versions_still_name_what_they_named(memory: Database) -> None:
    kept = memory.clients.create("Ada", list(Purpose)).id
    merged = memory.clients.create("Ada L.", list(Purpose)).id
    for client, reasons in ((kept, "ab"), (merged, "cde")):
        for reason in reasons:
            memory.weights.save(client, replace(CLINICAL_MAPPING, reason=reason))
            memory.neutrals.save(client, records.neutral())
            memory.voices.save(client, records.voice())
    session = with_voice_and_neutral(memory, "Ada L.", version=3)
    memory.clients.merge(kept, merged)
    history = memory.weights.history(kept)
    assert [(w.version, w.reason, w.active) for w in history] == [
        (1, "a", False),
        (2, "b", True),
        (3, "c", False),
        (4, "d", False),
        (5, "e", False),
    ]
    assert memory.sessions.info(session).weights_version == 5
    timeline = memory.sessions.timeline(session)
    assert timeline.bars[0].bar.parameters.weights_version == 5
    assert timeline.estimates.neutral_version == (5,) * 5
    with memory.connections.reading() as unit:
        assert unit.query(BarRow).count() == 1
    assert memory.weights.save(kept, CLINICAL_MAPPING).version == 6


def test_undone_after_a_merge_the_mapping_before_it_is_in_use_again(memory: Database) -> None:
    kept, merged = (memory.clients.create(name, list(Purpose)).id for name in ("Ada", "Ada L."))
    for client, reason in ((kept, "mine"), (merged, "theirs")):
        memory.weights.save(client, replace(CLINICAL_MAPPING, reason=reason))
    memory.clients.merge(kept, merged)
    memory.weights.save(kept, replace(CLINICAL_MAPPING, reason="learned since"))
    assert memory.weights.undo(kept).reason == "mine"
    assert [w.undone for w in memory.weights.history(kept)] == [False, True, True]
    assert memory.weights.restore(kept, 2).reason.endswith("theirs")


def test_trials_name_the_version_they_were_tried_with(memory: Database) -> None:
    kept, merged = (memory.clients.create(name, list(Purpose)).id for name in ("Ada", "Ada L."))
    for client in (kept, kept, merged):
        memory.weights.save(client, CLINICAL_MAPPING)
    session = with_voice_and_neutral(memory, "Ada L.", version=1)
    for version in (0, 1):
        memory.weights.add_trial(session, Trial(1.0, "palette", "piano", weights_version=version))
    memory.clients.merge(kept, merged)
    assert [t.weights_version for t in memory.weights.trials(session)] == [0, 3]


def test_a_mapping_is_taken_over_where_there_was_none(memory: Database) -> None:
    kept = memory.clients.create("Ada", list(Purpose)).id
    merged = memory.clients.create("Ada L.", list(Purpose)).id
    memory.weights.save(merged, replace(CLINICAL_MAPPING, reason="theirs"))
    memory.clients.merge(kept, merged)
    assert memory.weights.current(kept).reason == "theirs"


def test_the_profile_made_last_stays_in_use(memory: Database) -> None:
    later = records.STARTED + timedelta(days=1)
    kept = memory.clients.create("Ada", list(Purpose)).id
    merged = memory.clients.create("Ada L.", list(Purpose)).id
    memory.voices.save(merged, records.voice(speech_s=10.0))
    memory.voices.save(kept, replace(records.voice(speech_s=20.0), made_at=later))
    memory.clients.merge(kept, merged)
    current = memory.voices.current(kept)
    assert current is not None and current.speech_s == 20.0
    assert [v.speech_s for v in memory.voices.history(kept)] == [20.0, 10.0, 20.0]


@pytest.mark.parametrize("who_withdrew", ["kept", "merged"])
@pytest.mark.parametrize("withdrawn_last", [True, False])
def test_the_last_word_on_a_purpose_counts(
    memory: Database, who_withdrew: str, withdrawn_last: bool
) -> None:
    first = memory.clients.create("Ada", []).id
    second = memory.clients.create("Ada L.", []).id
    one, other = (first, second) if who_withdrew == "kept" else (second, first)
    purpose = Purpose.PERSONALISE
    memory.consents.give(one, purpose)
    if withdrawn_last:
        memory.consents.give(other, purpose)
        memory.consents.withdraw(one, purpose)
    else:
        memory.consents.withdraw(one, purpose)
        memory.consents.give(other, purpose)
    memory.weights.save(other, CLINICAL_MAPPING)
    client = memory.clients.merge(first, second)
    assert (purpose in client.consents) is not withdrawn_last
    assert len(memory.consents.history(first)) == 2
    assert bool(memory.weights.history(first)) is not withdrawn_last


def test_given_in_both_it_is_withdrawn_from_both(memory: Database) -> None:
    first = memory.clients.create("Ada", [Purpose.ANALYSE_FACE]).id
    second = memory.clients.create("Ada L.", [Purpose.ANALYSE_FACE]).id
    assert memory.clients.merge(first, second).consents == {Purpose.ANALYSE_FACE}
    memory.consents.withdraw(first, Purpose.ANALYSE_FACE)
    assert memory.clients.get(first).consents == frozenset()
    assert not any(record.in_force for record in memory.consents.history(first))


def test_what_cannot_be_merged(memory: Database) -> None:
    client = memory.clients.create("Ada", []).id
    with pytest.raises(InvalidInput, match="one and the same"):
        memory.clients.merge(client, client)
    with pytest.raises(InvalidInput, match="no client number 99"):
        memory.clients.merge(client, 99)
    other = memory.clients.create("Bea", []).id
    session = records.open_session(memory, "Bea")
    with pytest.raises(InvalidInput, match="running"):
        memory.clients.merge(client, other)
    memory.sessions.end(session, ended_at=datetime.now(UTC), duration_s=1.0)
    memory.clients.merge(client, other)
    assert np.array_equal([s.id for s in memory.sessions.list(client)], [session])


def test_a_merge_that_fails_half_way_changes_nothing(memory: Database) -> None:
    kept, merged = live_a_little(memory, "Ada"), live_a_little(memory, "Bea")
    before, history = rows_by_table(memory), memory.weights.history(merged)
    with memory.connections.writing() as session:
        session.execute(
            text("CREATE TRIGGER stop BEFORE DELETE ON client BEGIN SELECT RAISE(ABORT, 'x'); END")
        )
    with pytest.raises(Exception, match="could not be used"):
        memory.clients.merge(kept, merged)
    assert rows_by_table(memory) == before
    assert memory.weights.history(merged) == history


@pytest.mark.parametrize("kept_has_some", [True, False])
def test_nothing_contraindicated_is_allowed_by_merging(memory: Database, kept_has_some) -> None:
    kept, merged = (memory.clients.create(name, list(Purpose)).id for name in ("Ada", "Ada L."))
    if kept_has_some:
        mine = PersonalSettings(True, 0.4, bounds={"loudness": (-1.0, 0.2), "register": (-0.5, 1)})
        memory.weights.set_settings(kept, mine)
    theirs = PersonalSettings(True, 0.2, bounds={"loudness": (-0.3, 0.6), "tempo_bpm": (-1.0, 0)})
    memory.weights.set_settings(merged, theirs)
    memory.clients.merge(kept, merged)
    found = memory.weights.settings(kept)
    assert found.width == 0.2
    assert found.exploring is kept_has_some, "on only where it was turned on for both"
    assert found.bounds["tempo_bpm"] == (-1.0, 0.0)
    assert found.bounds["loudness"] == ((-0.3, 0.2) if kept_has_some else (-0.3, 0.6))
    assert ("register" in found.bounds) is kept_has_some
    assert memory.mapping_changes.of_client(kept)[0].after == found
