"""A target that moves through the affect plane: steady, or read from a CSV file."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput

COLUMNS = ("time_s", "valence", "arousal")
MOST_ROWS = 200_000
"""More than five hours at ten a second."""


@dataclass(frozen=True, slots=True)
class AffectPath:
    """Points in the order of their times (seconds, strictly increasing, at least one)."""

    points: tuple[tuple[float, Affect], ...]

    @property
    def duration_s(self) -> float:
        """Time of the last point; 0 for a steady target."""
        return self.points[-1][0]

    def at(self, seconds: float) -> Affect:
        """The target at a time: straight between points, held before the first and after the
        last."""
        after = bisect_right(self.points, seconds, key=lambda point: point[0])
        if after == 0:
            return self.points[0][1]
        begin, affect = self.points[after - 1]
        if after == len(self.points):
            return affect
        end, following = self.points[after]
        return affect.blended(following, (seconds - begin) / (end - begin))


def steady_path(affect: Affect) -> AffectPath:
    return AffectPath(((0.0, affect),))


def read_affect_path(path: Path) -> AffectPath:
    """Read a CSV file whose first row names the columns time_s, valence and arousal.

    Times are seconds from 0 on, strictly increasing; valence and arousal from -1 to 1; other
    columns are ignored. Raises InvalidInput with one sentence that says what is wrong where.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            points = tuple(_points(csv.reader(file), path.name))
    except OSError as error:
        raise InvalidInput(f"{path.name} cannot be read; check that the file is there.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidInput(f"{path.name} is not a CSV file of text; save it as CSV.") from error
    if not points:
        raise InvalidInput(f"{path.name} has no points; add a line below the column names.")
    return AffectPath(points)


def _points(rows: Iterator[list[str]], name: str) -> Iterator[tuple[float, Affect]]:
    places = _places(next(rows, []), name)
    last = -1.0
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        if number > MOST_ROWS:
            raise InvalidInput(f"{name} has more than {MOST_ROWS} lines; use fewer points.")
        time, affect = _point(row, places, f"{name}, line {number}")
        if time <= last:
            raise InvalidInput(f"{name}, line {number}: each time must be later than the last.")
        last = time
        yield time, affect


def _places(header: Sequence[str], name: str) -> tuple[int, ...]:
    names = [cell.strip().lower() for cell in header]
    try:
        return tuple(names.index(column) for column in COLUMNS)
    except ValueError as error:
        wanted = ", ".join(COLUMNS)
        raise InvalidInput(f"{name} needs a first line with the columns {wanted}.") from error


def _point(row: Sequence[str], places: tuple[int, ...], where: str) -> tuple[float, Affect]:
    try:
        time, valence, arousal = (float(row[place]) for place in places)
    except (ValueError, IndexError) as error:
        raise InvalidInput(f"{where}: three numbers are needed.") from error
    if not isfinite(time) or time < 0.0:
        raise InvalidInput(f"{where}: the time must be 0 or more.")
    try:
        return time, Affect(valence, arousal)
    except ValueError as error:
        raise InvalidInput(f"{where}: valence and arousal go from -1 to 1.") from error
