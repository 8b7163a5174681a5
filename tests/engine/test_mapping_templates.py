from __future__ import annotations

import pytest

from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.learning import TUNED_PARAMETERS, MappingWeights
from emotune_gui.engine.mapping_templates import FILE, MappingTemplates

SLOWER = MappingWeights(
    version=7,
    offsets=((-6.0, 0.0, -2.0), *((0.0, 0.0, 0.0),) * (len(TUNED_PARAMETERS) - 1)),
    moments=((1.0, 0.5),) * len(TUNED_PARAMETERS),
    evidence=((1.0,) * 3,),
    ratings_used=9,
    reason="After 9 ratings: slower by 6 bpm.",
)


def test_a_template_comes_back_as_it_was_and_holds_nothing_of_the_person(tmp_path):
    kept = MappingTemplates(tmp_path / "new" / "folder")
    assert list(kept.list()) == []
    kept.save("  calm   and slow ", SLOWER)
    [found] = MappingTemplates(tmp_path / "new" / "folder").list()
    assert found.name == "calm and slow"
    assert (found.weights.offsets, found.weights.moments) == (SLOWER.offsets, SLOWER.moments)
    assert found.weights.evidence == ()
    assert found.weights.ratings_used == 0


def test_the_same_name_replaces_and_delete_takes_away(tmp_path):
    kept = MappingTemplates(tmp_path)
    kept.save("b", SLOWER)
    kept.save("A", SLOWER)
    kept.save("b", MappingWeights(version=0))
    assert [t.name for t in kept.list()] == ["A", "b"]
    assert kept.list()[1].offsets[0] == (0.0, 0.0, 0.0)
    kept.delete("A")
    assert [t.name for t in kept.list()] == ["b"]


def test_no_name_is_refused(tmp_path):
    with pytest.raises(InvalidInput, match="name"):
        MappingTemplates(tmp_path).save("  ", SLOWER)


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"templates": [{"name": "x", "offsets": [[1]], "moments": []}]}']
)
def test_a_damaged_file_is_said_and_not_overwritten(tmp_path, text):
    (tmp_path / FILE).write_text(text)
    with pytest.raises(StorageError, match="damaged"):
        MappingTemplates(tmp_path).list()
    with pytest.raises(StorageError):
        MappingTemplates(tmp_path).save("y", SLOWER)
    assert (tmp_path / FILE).read_text() == text
