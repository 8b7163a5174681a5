"""Versions of a mapping: numbered, undone exactly, never overwritten."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import CLINICAL_MAPPING, MappingWeights
from emotune_gui.domain.session import Purpose
from emotune_gui.storage.opening import Database, open_database

row = st.tuples(*(st.floats(-50, 50),) * 3)
belief = st.integers(1, 5).flatmap(
    lambda n: st.tuples(
        st.tuples(*(st.floats(allow_nan=False, allow_infinity=False),) * n),
        st.tuples(*(st.tuples(*(st.floats(allow_nan=False, allow_infinity=False),) * n),) * n),
    )
)


def learned(k: int) -> MappingWeights:
    return MappingWeights(
        version=77,
        offsets=((float(k), 0.1, -0.1),) * 6,
        belief_mean=(0.1 * k, 0.2),
        belief_precision=((1.0, 0.0), (0.0, 1.0 / 3.0)),
        ratings_used=k,
        reason=f"After {k} ratings: slower.",
    )


@pytest.fixture
def client(memory: Database) -> int:
    return memory.clients.create("Ada", [Purpose.PERSONALISE]).id


def test_nobody_starts_personal(memory: Database, client: int) -> None:
    assert memory.weights.current(client) == CLINICAL_MAPPING
    assert memory.weights.history(client) == []
    assert memory.weights.undo(client) == CLINICAL_MAPPING


def test_saving_gives_the_next_number(memory: Database, client: int) -> None:
    first = memory.weights.save(client, learned(1), ())
    second = memory.weights.save(client, learned(2), [])
    assert first == replace(learned(1), version=1)
    assert second == replace(learned(2), version=2)
    assert memory.weights.current(client) == second


def test_undo_restores_the_version_before_exactly(memory: Database, client: int) -> None:
    first = memory.weights.save(client, learned(1), ())
    memory.weights.save(client, learned(2), ())
    assert memory.weights.undo(client) == first
    assert memory.weights.current(client) == first
    third = memory.weights.save(client, learned(3), ())
    assert third.version == 3
    assert memory.weights.undo(client) == first
    assert memory.weights.undo(client) == CLINICAL_MAPPING
    story = [(w.version, w.active, w.undone) for w in memory.weights.history(client)]
    assert story == [(1, False, True), (2, False, True), (3, False, True)]


def test_the_history_is_dated_and_names_the_one_in_use(memory: Database, client: int) -> None:
    memory.weights.save(client, learned(1), ())
    memory.weights.save(client, learned(2), ())
    memory.weights.undo(client)
    history = memory.weights.history(client)
    assert [(w.version, w.active, w.undone) for w in history] == [
        (1, True, False),
        (2, False, True),
    ]
    assert [w.reason for w in history] == [learned(1).reason, learned(2).reason]
    assert all(w.created_at is not None and w.created_at.tzinfo is not None for w in history)


def test_a_reset_can_be_undone(memory: Database, client: int) -> None:
    first = memory.weights.save(client, learned(1), ())
    reset = memory.weights.reset(client)
    assert reset.version == 2
    assert reset.offsets == CLINICAL_MAPPING.offsets
    assert reset.belief_mean == ()
    assert memory.weights.current(client) == reset
    assert memory.weights.undo(client) == first


def test_clients_do_not_share_versions(memory: Database, client: int) -> None:
    other = memory.clients.create("Bob", [Purpose.PERSONALISE]).id
    memory.weights.save(client, learned(1), ())
    assert memory.weights.current(other) == CLINICAL_MAPPING
    assert memory.weights.save(other, learned(5), ()).version == 1


def test_a_number_is_not_given_again_after_consent_was_withdrawn(
    memory: Database, client: int
) -> None:
    memory.weights.save(client, learned(1), ())
    memory.clients.set_consents(client, [])
    memory.clients.set_consents(client, [Purpose.PERSONALISE])
    assert memory.weights.save(client, learned(2), ()).version == 2


def test_nobody_is_a_clear_sentence(memory: Database) -> None:
    with pytest.raises(InvalidInput, match="no client number 9"):
        memory.weights.save(9, learned(1), ())


@given(st.tuples(*(row,) * 6), belief, st.text(max_size=40))
@settings(deadline=None, max_examples=30)
def test_every_weight_comes_back_to_the_last_bit(
    offsets: tuple, belief_: tuple, reason: str
) -> None:
    database = open_database(":memory:")
    client = database.clients.create("Ada", []).id
    mean, precision = belief_
    given_ = MappingWeights(4, offsets, mean, precision, 3, reason)
    saved = database.weights.save(client, given_, ())
    shown = reason.encode("utf-8", "replace").decode()
    assert saved == replace(given_, version=1, reason=shown)
    assert database.weights.current(client) == saved
    database.close()
