"""Templates of mappings from before they lay in the database: taken over once, then put aside."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from emotune_gui.domain.faults import EmoTuneError, StorageError
from emotune_gui.domain.learning import TUNED_PARAMETERS, MappingTemplate, Row

if TYPE_CHECKING:
    from emotune_gui.storage.opening import Database

FILE = "mapping-templates.json"
ASIDE = ".taken-over"
DAMAGED = "{path} is damaged and cannot be read; move it away, or bring back a copy of it."
WAITING = "The templates in {path} come into the database when the program starts again."
_log = logging.getLogger(__name__)


def take_over(database: Database, folder: Path) -> int:
    """Bring the templates of the file in `folder` into `database`, then rename the file.

    Killed between the two, the next call finds the same templates there and adds none again.
    Returns how many came; raises StorageError with the file as it was.
    """
    path = folder / FILE
    if not path.is_file():
        return 0
    came = database.mapping_templates.take_over(_read(path))
    _put_aside(path)
    return came


def take_over_quietly(database: Database, folder: Path) -> None:
    """As the program opens: what cannot be read now is told where templates are asked for."""
    try:
        take_over(database, folder)
    except EmoTuneError as problem:
        _log.warning("templates of mappings were not taken over: %s", problem)


def left_behind(folder: Path) -> str:
    """Why the file in `folder` was not taken over, in one sentence; empty where there is none."""
    path = folder / FILE
    if not path.is_file():
        return ""
    try:
        _read(path)
    except StorageError as problem:
        return str(problem)
    return WAITING.format(path=path)


def _put_aside(path: Path) -> None:
    aside, number = path.with_name(path.name + ASIDE), 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}{ASIDE}-{number}")
    try:
        path.rename(aside)
    except OSError as problem:
        # They are in the database, and the next opening tries again.
        _log.warning("%s could not be renamed: %s", path, problem)


def _read(path: Path) -> Sequence[MappingTemplate]:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return [_template(entry) for entry in stored["templates"]]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise StorageError(DAMAGED.format(path=path)) from problem


def _template(entry: dict[str, object]) -> MappingTemplate:
    offsets, moments = _rows(entry["offsets"]), _rows(entry["moments"])
    if len(offsets) != len(TUNED_PARAMETERS) or any(len(row) != 3 for row in offsets):
        raise ValueError("offsets of another shape")
    if moments and (len(moments) != len(offsets) or any(len(row) != 2 for row in moments)):
        raise ValueError("moments of another shape")
    name = " ".join(str(entry["name"]).split())
    if not name:
        raise ValueError("a template without a name")
    return MappingTemplate(name, offsets, moments)


def _rows(value: object) -> tuple[Row, ...]:
    if not isinstance(value, list):
        raise TypeError("rows expected")
    rows = tuple(tuple(float(number) for number in row) for row in value)
    if not all(isfinite(number) for row in rows for number in row):
        raise ValueError("not a finite number")
    return rows
