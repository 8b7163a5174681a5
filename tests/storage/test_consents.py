"""Consents have a history, and withdrawing one has consequences that are told."""

from __future__ import annotations

import pytest

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.session import CONSENT_TEXT_VERSION, Marker, Purpose
from emotune_gui.storage.opening import Database
from emotune_gui.storage.recorder import Recorder
from tests.storage import records
from tests.storage.test_clients import live_a_little


def test_the_whole_history_is_told(memory: Database) -> None:
    client = memory.clients.create("Ada", [Purpose.ANALYSE_FACE], by="Eve").id
    memory.consents.withdraw(client, Purpose.ANALYSE_FACE, by="Bob")
    memory.consents.give(client, Purpose.ANALYSE_FACE, by="Cy")
    memory.consents.give(client, Purpose.ANALYSE_FACE, by="twice does nothing")
    first, second = memory.consents.history(client)
    assert (first.given_by, first.withdrawn_by, first.in_force) == ("Eve", "Bob", False)
    assert first.withdrawn_at is not None and first.withdrawn_at >= first.given_at
    assert (second.given_by, second.withdrawn_by, second.in_force) == ("Cy", None, True)
    assert {r.text_version for r in (first, second)} == {CONSENT_TEXT_VERSION}
    with pytest.raises(InvalidInput, match="no client number 99"):
        memory.consents.history(99)


def test_withdrawing_personalise_leaves_the_fixed_mapping(memory: Database) -> None:
    client = live_a_little(memory, "Ada")
    foreseen = memory.consents.consequences(client, Purpose.PERSONALISE)
    assert memory.weights.history(client) != []
    said = memory.consents.withdraw(client, Purpose.PERSONALISE)
    assert said == foreseen
    assert "1 version" in said.deleted[0] and "ratings" in said.remains[0]
    assert memory.weights.current(client) == CLINICAL_MAPPING
    assert memory.weights.history(client) == []
    (info,) = memory.sessions.list(client)
    assert info.ratings == 1
    assert memory.consents.withdraw(client, Purpose.PERSONALISE).deleted == ()


def test_withdrawing_the_storing_of_features_says_what_remains(memory: Database) -> None:
    client = live_a_little(memory, "Ada")
    said = memory.consents.withdraw(client, Purpose.STORE_FEATURES)
    assert len(said.deleted) == 2 and said.remains[0].startswith("1 earlier sessions")
    assert memory.neutrals.history(client) == [] and memory.voices.history(client) == []
    (info,) = memory.sessions.list(client)
    assert len(memory.sessions.timeline(info.id).estimates.t) == 3


def test_stored_features_are_erased_on_demand(memory: Database) -> None:
    client, other = live_a_little(memory, "Ada"), live_a_little(memory, "Bea")
    assert memory.consents.erase_features(client) == 1
    (info,) = memory.sessions.list(client)
    timeline = memory.sessions.timeline(info.id)
    assert len(timeline.estimates.t) == 0 and info.estimates == 0
    assert len(timeline.bars) == 3 and timeline.notes and timeline.markers
    assert memory.trends.of_session(info.id).seconds_by_emotion == {}
    assert memory.trends.of_session(info.id).mean_affect is None
    (kept,) = memory.sessions.list(other)
    assert len(memory.sessions.timeline(kept.id).estimates.t) == 3
    assert memory.consents.erase_features(client) == 0


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_purpose_says_what_remains(memory: Database, purpose: Purpose) -> None:
    client = live_a_little(memory, "Ada")
    said = memory.consents.withdraw(client, purpose)
    assert said.remains and all(s.endswith(".") for s in (*said.remains, *said.deleted))
    assert purpose not in memory.clients.get(client).consents


def test_what_is_withdrawn_while_a_session_runs_is_stored_no_more(memory: Database) -> None:
    session = records.open_session(memory)
    client = memory.sessions.info(session).client_id
    for purpose in (Purpose.STORE_FEATURES, Purpose.PERSONALISE):
        memory.consents.give(client, purpose)
    recorder = Recorder(memory, session, records.HandClock())
    recorder.estimate(0.0, records.estimate(0))
    assert recorder.flush()
    memory.weights.save(client, CLINICAL_MAPPING)
    for purpose in (Purpose.STORE_FEATURES, Purpose.PERSONALISE):
        memory.consents.withdraw(client, purpose)
    recorder.estimate(0.1, records.estimate(1))
    recorder.marker(Marker(0.2, "still kept"))
    assert recorder.flush()
    recorder.estimate(0.3, records.estimate(2))
    assert recorder.close() == 0
    timeline = memory.sessions.timeline(session)
    assert timeline.estimates.t.tolist() == [0.0]
    assert timeline.markers == (Marker(0.2, "still kept"),)
    for attempt in (
        lambda: memory.weights.save(client, CLINICAL_MAPPING),
        lambda: memory.neutrals.save(client, records.neutral()),
        lambda: memory.voices.save(client, records.voice()),
    ):
        with pytest.raises(InvalidInput, match="was withdrawn"):
            attempt()
    assert memory.weights.current(client) == CLINICAL_MAPPING
    memory.consents.give(client, Purpose.PERSONALISE)
    assert memory.weights.save(client, CLINICAL_MAPPING).version == 2
