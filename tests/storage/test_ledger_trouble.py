"""A version is written whole with its ratings and its line in the ledger, or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from emotune_gui.domain.learning import ChangeKind
from emotune_gui.domain.session import Purpose
from emotune_gui.storage.opening import open_database
from tests.storage.test_recorder_trouble import REPOSITORY
from tests.storage.test_weights import learned

KILLED = """
import os, signal, sys
from sqlalchemy import event
from emotune_gui.storage.opening import open_database
from tests.storage.test_weights import learned

database = open_database(sys.argv[1])
for k in (2, 3):
    database.weights.save(1, learned(k))
statement = [0]

def at_nth(*_):
    statement[0] += 1
    if statement[0] == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(database.connections._writers, "after_cursor_execute", at_nth)
database.weights.save(1, learned(4))
print("saved")
"""
"""Killed after the n-th statement of writing version 4."""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("statement", [2, 5, 7])
def test_killed_while_a_version_is_written_the_one_before_is_in_use(
    tmp_path: Path, statement: int
) -> None:
    path = tmp_path / "x.db"
    database = open_database(path)
    client = database.clients.create("Ada", [Purpose.PERSONALISE]).id
    database.weights.save(client, learned(1))
    database.close()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(statement)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -9, done.stdout + done.stderr
    database = open_database(path)
    database.check()
    assert database.weights.current(client).version == 3
    assert [w.version for w in database.weights.history(client)] == [1, 2, 3]
    assert len(database.mapping_changes.of_client(client)) == 3
    assert database.weights.save(client, learned(4)).version == 4
    [newest, *_] = database.mapping_changes.of_client(client)
    assert (newest.kind, newest.version_before) == (ChangeKind.LEARNED, 3)
    database.close()


FULL = """
import resource, signal, sys
from dataclasses import replace
from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.learning import PersonalSettings
from emotune_gui.storage.opening import open_database
from tests.storage.test_weights import learned

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
database = open_database(sys.argv[1])
free = resource.getrlimit(resource.RLIMIT_FSIZE)
database.connections.checkpoint()
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, free[1]))
large = replace(learned(2), evidence=((0.5,) * 30,) * 400)
said = []
for attempt in (
    lambda: database.weights.save(1, large),
    lambda: database.weights.undo(1),
    lambda: database.weights.set_settings(1, PersonalSettings(locked=True)),
    lambda: database.mapping_templates.save("x", large),
):
    try:
        attempt()
    except StorageError as error:
        said.append(str(error))
resource.setrlimit(resource.RLIMIT_FSIZE, free)
assert len(said) == 4 and all("free" in s or "disk" in s for s in said), said
assert database.weights.current(1).version == 1
assert len(database.mapping_changes.of_client(1)) == 1
assert database.weights.save(1, large).version == 2
database.check()
database.close()
"""


@pytest.mark.skipif(os.name == "nt", reason="file size limits of POSIX")
def test_on_a_full_disk_it_is_told_nothing_is_half_done_and_it_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    database = open_database(path)
    client = database.clients.create("Ada", [Purpose.PERSONALISE]).id
    database.weights.save(client, learned(1))
    database.close()
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    database = open_database(path)
    assert database.weights.current(client).version == 2
    assert database.mapping_templates.list() == []
    database.close()
