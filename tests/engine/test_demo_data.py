"""Invented clients rate by a taste of their own, and what is learned from it is real."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING, MappingWeights
from emotune_gui.domain.session import RATING_ROUND, Plan
from emotune_gui.engine import demo_data, tuning
from emotune_gui.engine.demo_tastes import Taste
from emotune_gui.music import mapping
from emotune_gui.storage.opening import Database, open_database

UNTIL = datetime(2026, 6, 1, 12, tzinfo=UTC)
CLIENTS, SESSIONS, SEED = 3, 3, 5


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    database = open_database(tmp_path_factory.mktemp("demo") / "demo.db")
    demo_data.make(database, CLIENTS, SESSIONS, until=UNTIL, minutes=1.0, seed=SEED)
    yield database
    database.close()


def pleasure(taste: Taste, weights: MappingWeights) -> float:
    grid = [Affect(v, a) for v in (-0.6, 0.0, 0.6) for a in (-0.6, 0.0, 0.6)]
    heard = [(mapping.apply(place, weights, plan=Plan()), place) for place in grid]
    return float(np.mean([taste.rater.pleasure(parameters, at) for parameters, at in heard]))


def test_the_music_comes_nearer_to_what_each_would_like(history: Database) -> None:
    gained = []
    for number, client in enumerate(sorted(history.clients.list(), key=lambda c: c.id)):
        taste = Taste.drawn(number, SEED)
        learned = history.weights.current(client.id)
        gained.append(pleasure(taste, learned) - pleasure(taste, CLINICAL_MAPPING))
    assert np.mean(gained) > 0.02


def test_every_page_of_the_tuning_has_something_to_show(history: Database) -> None:
    said = []
    for client in history.clients.list():
        known = history.weights.current(client.id)
        versions = history.weights.history(client.id)
        assert known.ratings_used >= 5 * SESSIONS
        assert len(versions) >= 5 * SESSIONS
        assert all(version.created_at < UNTIL for version in versions)
        assert tuning.certainty(known).overall > 0.02
        assert any(c.clinical != c.personal for c in tuning.curves(known, tuning.View()))
        assert known.arms
        said.append(bool(tuning.sentences(known)))
    assert sum(said) >= 2, "how quickly it is learned differs from person to person"


def test_rounds_are_held_the_day_after_a_session_and_counted_apart(history: Database) -> None:
    clients = history.clients.list()
    assert {client.sessions for client in clients} == {SESSIONS}
    rounds = [info for info in history.sessions.list() if info.is_round]
    assert 0 < len(rounds) == sum(client.rating_rounds for client in clients) < CLIENTS + 1
    for info in rounds:
        assert info.source == RATING_ROUND
        assert info.started_at < UNTIL
        assert info.duration_s < 240.0
        days = [s.started_at for s in history.sessions.list(info.client_id) if not s.is_round]
        assert any(0.9 < (info.started_at - day).total_seconds() / 86400 < 1.1 for day in days)


def test_a_newcomer_finds_what_the_others_have_in_common(history: Database) -> None:
    newcomer = history.clients.create("Newcomer", [])
    common = tuning.common(tuning.prior_from(history.weights.population(newcomer.id)))
    history.clients.delete(newcomer.id)
    assert common.clients >= 3


def test_the_same_seed_gives_the_same_learning(history: Database, tmp_path) -> None:
    again = open_database(tmp_path / "again.db")
    try:
        demo_data.make(again, CLIENTS, SESSIONS, until=UNTIL, minutes=1.0, seed=SEED)
        for client in again.clients.list():
            before = history.clients.by_name(client.name)
            assert before is not None
            one = history.weights.current(before.id)
            assert again.weights.current(client.id).offsets == one.offsets
            assert again.weights.current(client.id).arms == one.arms
    finally:
        again.close()


def test_two_people_differ_and_share_a_practice() -> None:
    one, other = Taste.drawn(0, 1), Taste.drawn(1, 1)
    assert not np.allclose(one.rater.wish, other.rater.wish)
    same = Taste.drawn(0, 1)
    assert np.array_equal(one.rater.wish, same.rater.wish)
    assert one.liking == same.liking != other.liking
