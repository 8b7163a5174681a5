from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emotune_gui.storage.opening import Database, open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "emotune.db")
    yield opened
    opened.close()


@pytest.fixture
def memory() -> Iterator[Database]:
    opened = open_database(":memory:")
    yield opened
    opened.close()
