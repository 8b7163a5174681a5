"""Mappings kept under a name, for other clients to begin from. Nothing of a person is in them.

They lie beside the database in one small file: numbers and the names the therapist gave.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.learning import TUNED_PARAMETERS, MappingWeights, Row

FILE = "mapping-templates.json"
FORMAT = 1
LONGEST_NAME = 80
NO_NAME = "Give the template a name."
DAMAGED = "{path} is damaged and cannot be read; move it away, or bring back a copy of it."
UNWRITABLE = "{path} cannot be written; check that the disk is not full and may be written to."


@dataclass(frozen=True, slots=True)
class MappingTemplate:
    name: str
    offsets: tuple[Row, ...]
    moments: tuple[Row, ...] = ()

    @property
    def weights(self) -> MappingWeights:
        return MappingWeights(version=0, offsets=self.offsets, moments=self.moments)


class MappingTemplates:
    """In `folder`. Every call reads or writes the disk: for background threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._writing = Lock()

    def list(self) -> Sequence[MappingTemplate]:
        """By name. Raises StorageError for a damaged file."""
        if not self._path.is_file():
            return ()
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
            found = [_template(entry) for entry in stored["templates"]]
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise StorageError(DAMAGED.format(path=self._path)) from problem
        return sorted(found, key=lambda template: template.name.casefold())

    def save(self, name: str, weights: MappingWeights) -> MappingTemplate:
        """Takes the place of one of the same name. Raises InvalidInput without a name."""
        name = " ".join(name.split())[:LONGEST_NAME]
        if not name:
            raise InvalidInput(NO_NAME)
        made = MappingTemplate(name, weights.offsets, weights.moments)
        with self._writing:
            others = [t for t in self.list() if t.name != name]
            self._write([*others, made])
        return made

    def delete(self, name: str) -> None:
        with self._writing:
            self._write([t for t in self.list() if t.name != name])

    def _write(self, templates: Sequence[MappingTemplate]) -> None:
        entries = [{"name": t.name, "offsets": t.offsets, "moments": t.moments} for t in templates]
        text = json.dumps({"format": FORMAT, "templates": entries}, indent=1, ensure_ascii=False)
        beside = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, encoding="utf-8")
            beside.replace(self._path)
        except OSError as problem:
            raise StorageError(UNWRITABLE.format(path=self._path)) from problem


def _template(entry: dict[str, object]) -> MappingTemplate:
    offsets, moments = _rows(entry["offsets"]), _rows(entry["moments"])
    if len(offsets) != len(TUNED_PARAMETERS) or any(len(row) != 3 for row in offsets):
        raise ValueError("offsets of another shape")
    if moments and (len(moments) != len(offsets) or any(len(row) != 2 for row in moments)):
        raise ValueError("moments of another shape")
    return MappingTemplate(str(entry["name"]), offsets, moments)


def _rows(value: object) -> tuple[Row, ...]:
    if not isinstance(value, list):
        raise TypeError("rows expected")
    return tuple(tuple(float(number) for number in row) for row in value)
