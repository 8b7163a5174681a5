"""Templates from before they lay in the database are taken over once, and never lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.learning import TUNED_PARAMETERS, MappingWeights
from emotune_gui.engine.archive import Archive
from emotune_gui.engine.mapping_templates import ASIDE, FILE, left_behind, take_over
from emotune_gui.storage.opening import Database, open_database

COUNT = len(TUNED_PARAMETERS)
ENTRY = {
    "name": "calm and slow",
    "offsets": [[-6.0, 0.0, -2.0], *[[0.0] * 3] * (COUNT - 1)],
    "moments": [[1.0, 0.5]] * COUNT,
}


@pytest.fixture
def memory():
    database = open_database(":memory:")
    yield database
    database.close()


def lay(folder: Path, *entries: dict[str, object]) -> str:
    text = json.dumps({"format": 1, "templates": entries})
    (folder / FILE).write_text(text)
    return text


def names(database: Database) -> list[str]:
    return [template.name for template in database.mapping_templates.list()]


def test_the_first_opening_takes_the_file_over_and_renames_it(tmp_path):
    text = lay(tmp_path, ENTRY)
    archive = Archive(tmp_path / "emotune.db")
    [found] = archive.open().mapping_templates.list()
    archive.close()
    assert (found.name, found.offsets[0]) == ("calm and slow", (-6.0, 0.0, -2.0))
    assert found.moments == ((1.0, 0.5),) * COUNT
    assert not (tmp_path / FILE).exists()
    assert (tmp_path / (FILE + ASIDE)).read_text() == text
    again = Archive(tmp_path / "emotune.db")
    assert names(again.open()) == ["calm and slow"]
    again.close()


def test_killed_before_the_renaming_nothing_comes_twice(tmp_path, memory):
    lay(tmp_path, ENTRY)
    assert take_over(memory, tmp_path) == 1
    (tmp_path / (FILE + ASIDE)).rename(tmp_path / FILE)
    assert take_over(memory, tmp_path) == 0
    assert names(memory) == ["calm and slow"]


def test_another_of_the_same_name_is_kept_under_a_number(tmp_path, memory):
    memory.mapping_templates.save("Calm and Slow", MappingWeights(version=0))
    for _ in range(2):
        lay(tmp_path, ENTRY)
        take_over(memory, tmp_path)
    assert names(memory) == ["Calm and Slow", "calm and slow (2)", "calm and slow (3)"][:2]
    aside = sorted(path.name for path in tmp_path.iterdir())
    assert aside == [FILE + ASIDE, f"{FILE}{ASIDE}-2"], "no file was overwritten"


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"templates": [{"name": "x", "offsets": [[1]], "moments": []}]}',
        '{"templates": [{"name": "x", "offsets": ['
        + "[NaN, 0, 0]," * 5
        + '[0, 0, 0]], "moments": []}]}',
        '{"templates": [{"name": " ", "offsets": ['
        + "[0, 0, 0]," * 5
        + '[0, 0, 0]], "moments": []}]}',
    ],
)
def test_a_damaged_file_stays_is_said_and_does_not_stop_the_program(tmp_path, memory, text):
    (tmp_path / FILE).write_text(text)
    with pytest.raises(StorageError, match="damaged"):
        take_over(memory, tmp_path)
    assert "damaged" in left_behind(tmp_path)
    archive = Archive(tmp_path / "emotune.db")
    assert names(archive.open()) == []
    archive.close()
    assert (tmp_path / FILE).read_text() == text


def test_nothing_is_said_where_nothing_lies(tmp_path, memory):
    assert take_over(memory, tmp_path) == 0
    assert left_behind(tmp_path) == ""
