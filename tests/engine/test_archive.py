"""The archive of the program: opened when first wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from emotune_gui.domain.faults import StorageError
from emotune_gui.engine.archive import Archive


def test_the_folder_of_a_new_archive_is_made(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "new" / "folder" / "a.db")
    archive.open()
    archive.close()
    assert (tmp_path / "new" / "folder" / "a.db").exists()


def test_a_folder_that_cannot_be_made_is_said_in_the_store_s_own_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError, match="cannot be made: choose another place"):
        Archive(tmp_path / "file" / "a.db").open()
