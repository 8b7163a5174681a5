"""A rating round cut off by a killed process is learned from at the next start, and once."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from emotune_gui.domain.learning import ArmKind, ChangeKind, PersonalSettings
from emotune_gui.domain.rounds import Outcome
from emotune_gui.domain.session import Purpose, SessionState
from emotune_gui.engine.rating_round import CANNOT_SAY, Answer, RatingRound
from emotune_gui.engine.round_rescue import CUT_OFF, close_rounds
from emotune_gui.storage.opening import open_database
from tests.engine.clocks import FakeClock
from tests.engine.test_rating_round import play, silent, slower_is_better
from tests.engine.test_round_arms import likes_strings
from tests.storage.test_recorder_trouble import REPOSITORY

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

SEED = 11
"""Of a round that compares palettes and composers both."""


def likes_slow_strings(clip, before):
    """Says nothing of two clips, and where palettes are compared that strings are better."""
    if clip.number in (1, 5):
        return CANNOT_SAY
    if clip.compares is ArmKind.PALETTE:
        return likes_strings(clip, before)
    if clip.compares is not None:
        return Answer(better=0.5)
    return slower_is_better(clip, before)


def played(database, clips: int) -> RatingRound:
    client = database.clients.get(1)
    clock = FakeClock()
    ring = RatingRound(database, client, seed=SEED, clock=clock, sound=silent)
    play(ring, clock, likes_slow_strings, most=clips)
    return ring


def made(path: Path):
    database = open_database(path)
    database.clients.create("Ada", [Purpose.PERSONALISE])
    return database


def killed(code: str, *arguments: object) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr


ROUND = """
import os, signal, sys
from emotune_gui.storage.opening import open_database
from tests.engine.test_round_rescue import played

played(open_database(sys.argv[1]), int(sys.argv[2]))
os.kill(os.getpid(), signal.SIGKILL)
"""

RESCUE = """
import os, signal, sys
from emotune_gui.engine.round_rescue import close_rounds
from emotune_gui.storage.opening import open_database
from emotune_gui.storage.repositories.sessions import Sessions

Sessions.recover = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
close_rounds(open_database(sys.argv[1]))
"""
"""Killed when the version is saved and the round not closed yet."""


@pytest.mark.parametrize("clips", [1, 4, 12])
def test_it_teaches_what_the_whole_round_would_have(tmp_path: Path, clips: int) -> None:
    whole = made(tmp_path / "whole.db")
    result = played(whole, clips).finish()
    wanted = whole.weights.current(1)
    whole.close()
    path = tmp_path / "cut.db"
    made(path).close()
    killed(ROUND, path, clips)
    database = open_database(path)
    [round_] = database.sessions.interrupted()
    [rescued] = close_rounds(database)
    assert (rescued.outcome, rescued.client_name) == (Outcome.LEARNED, "Ada")
    assert rescued.ratings == result.ratings == round_.ratings
    found = database.weights.current(1)
    assert found.version == rescued.version == 1
    assert found.evidence == wanted.evidence
    assert found.offsets == wanted.offsets
    assert found.ratings_used == wanted.ratings_used
    assert found.reason == CUT_OFF.format(what=wanted.reason)
    composers = [[a for a in w.arms if a.kind is ArmKind.COMPOSER] for w in (found, wanted)]
    assert composers[0] == composers[1]
    behind = database.weights.ratings_behind(1, 1)
    assert [r for _, r in behind] == list(database.sessions.timeline(round_.id).ratings)
    [line] = database.mapping_changes.of_client(1)
    assert (line.kind, line.note, line.by) == (ChangeKind.RATED, str(result.ratings), "client")
    assert database.sessions.info(round_.id).state is SessionState.RECOVERED
    assert close_rounds(database) == ()
    database.close()


def test_of_palettes_it_learns_what_was_compared(tmp_path: Path) -> None:
    whole = made(tmp_path / "whole.db")
    played(whole, 12).finish()
    wanted = {a.name: a.mean for a in whole.weights.current(1).arms if a.weight}
    whole.close()
    path = tmp_path / "cut.db"
    made(path).close()
    killed(ROUND, path, 12)
    database = open_database(path)
    close_rounds(database)
    found = {a.name: a.mean for a in database.weights.current(1).arms if a.weight}
    assert found == pytest.approx(wanted)
    database.close()


def test_killed_once_more_between_learning_and_closing(tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    made(path).close()
    killed(ROUND, path, 4)
    killed(RESCUE, path)
    database = open_database(path)
    assert [w.version for w in database.weights.history(1)] == [1]
    assert len(database.sessions.interrupted()) == 1
    [rescued] = close_rounds(database)
    assert rescued.outcome is Outcome.UNCHANGED
    assert [w.version for w in database.weights.history(1)] == [1]
    assert database.sessions.interrupted() == []
    database.close()


@pytest.mark.parametrize("outcome", [Outcome.LOCKED, Outcome.NO_CONSENT])
def test_what_is_not_allowed_by_now_is_never_learned(tmp_path: Path, outcome: Outcome) -> None:
    path = tmp_path / "cut.db"
    made(path).close()
    killed(ROUND, path, 3)
    database = open_database(path)
    if outcome is Outcome.LOCKED:
        database.weights.set_settings(1, PersonalSettings(locked=True))
    else:
        database.clients.set_consents(1, [])
    [rescued] = close_rounds(database)
    assert (rescued.outcome, rescued.version) == (outcome, None)
    database.clients.set_consents(1, [Purpose.PERSONALISE])
    database.weights.set_settings(1, PersonalSettings())
    assert close_rounds(database) == (), "allowed later, it is too late"
    assert database.weights.history(1) == []
    assert len(database.weights.unlearned(1)) == rescued.ratings == 2
    database.close()


def test_of_a_version_that_came_meanwhile_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    made(path).close()
    killed(ROUND, path, 4)
    database = open_database(path)
    client, clock = database.clients.get(1), FakeClock()
    later = RatingRound(database, client, seed=8, clock=clock, sound=silent)
    play(later, clock, slower_is_better, most=2)
    later.finish()
    close_rounds(database)
    assert database.weights.current(1).ratings_used == 5
    assert database.weights.current(1).version == 2
    database.close()


def test_a_round_that_still_runs_is_left_alone(tmp_path: Path) -> None:
    database = made(tmp_path / "x.db")
    ring = played(database, 2)
    assert close_rounds(database) == ()
    assert ring.finish().version == 1
    database.close()
