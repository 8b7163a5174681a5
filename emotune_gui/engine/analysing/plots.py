"""Plots of a recording as SVG: where each emotion was believed, valence and arousal with doubt."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from emotune_gui.domain.emotion import EMOTIONS

COLOURS: dict[str, str] = {
    "neutral": "#999999",
    "happiness": "#E69F00",
    "surprise": "#F0E442",
    "sadness": "#0072B2",
    "anger": "#D55E00",
    "disgust": "#009E73",
    "fear": "#CC79A7",
    "contempt": "#56B4E9",
}
WIDTH, HEIGHT = 934, 190
COLUMNS = 300
"""Points of a curve; rows that fall on the same one are averaged."""
_TOP, _TALL, _LEFT = 34.0, 130.0, 34.0
_DARK = frozenset({"sadness", "anger", "disgust"})
"""Colours on which white is read more easily."""
_LINES = (("valence", "", 0), ("arousal", ' stroke-dasharray="5 3"', 1))
"""Name, dashes (colour alone tells nobody apart) and place; the colours are the page's."""
_LEAST_NAMED = 26
"""Points on which the name of an emotion has room."""


@dataclass(slots=True)
class _Column:
    """Sums over the rows that fall on one point."""

    rows: int = 0
    valence: float = 0.0
    arousal: float = 0.0
    confidence: float = 0.0
    labels: dict[str, int] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return max(self.labels, key=self.labels.__getitem__) if self.labels else ""


def legend() -> str:
    return " ".join(
        f'<span><i style="background:{COLOURS[e.value]}"></i>{e.value}</span>' for e in EMOTIONS
    )


def shares_svg(seconds: Mapping[str, float], colours: Mapping[str, str]) -> str:
    """One bar: the share of each emotion in the time in which any was believed."""
    total = sum(seconds.values())
    if total <= 0.0:
        return '<p class="quiet">No emotion was believed at any time.</p>\n'
    parts, at = [], 0.0
    for name, value in seconds.items():
        width = WIDTH * value / total
        if width > 0.0:
            parts.append(
                f'<rect x="{at:.1f}" y="0" width="{width:.1f}" height="18" '
                f'fill="{colours[name]}"><title>{name}: {value:.1f} s</title></rect>'
            )
        if width > 90.0:
            ink = "#fff" if name in _DARK else "#222"
            parts.append(f'<text x="{at + 6:.1f}" y="13" font-size="11" fill="{ink}">{name}</text>')
        at += width
    told = ", ".join(f"{name} {v / total:.0%}" for name, v in seconds.items() if v > 0.0)
    title = f"<title>Share of the time: {told}</title>"
    return f'<svg viewBox="0 0 {WIDTH} 18" role="img">{title}{"".join(parts)}</svg>\n'


def course_svg(table: Path, duration_s: float) -> str:
    """The course of a recording from its table, read once; nothing where the table is gone."""
    try:
        columns = _columns(table, duration_s)
    except (OSError, ValueError, KeyError):
        return '<p class="quiet">The table is missing.</p>\n'
    drawn = [_axes(duration_s), *_ribbon(columns)]
    for name, dashes, place in _LINES:
        drawn += _curve(columns, name, dashes)
        x = _LEFT + 100 * place
        drawn.append(
            f'<line x1="{x}" x2="{x + 20}" y1="{HEIGHT - 10}" y2="{HEIGHT - 10}" '
            f'style="stroke:var(--{name})" stroke-width="1.4"{dashes}/><text x="{x + 26}" '
            f'y="{HEIGHT - 6}" font-size="11" style="fill:var(--{name})">{name}</text>'
        )
    title = "<title>Emotion, valence and arousal over time</title>"
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img">{title}{"".join(drawn)}</svg>\n'


def _columns(table: Path, duration_s: float) -> list[_Column]:
    columns = [_Column() for _ in range(COLUMNS)]
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            share = float(row["time_s"]) / duration_s if duration_s > 0.0 else 0.0
            column = columns[min(COLUMNS - 1, int(share * COLUMNS))]
            column.rows += 1
            column.valence += float(row["valence"])
            column.arousal += float(row["arousal"])
            column.confidence += float(row["confidence"])
            column.labels[row["label"]] = column.labels.get(row["label"], 0) + 1
    return columns


def _x(place: float) -> float:
    return _LEFT + (WIDTH - _LEFT) * place / COLUMNS


def _ribbon(columns: list[_Column]) -> list[str]:
    """The emotion believed, fainter where the program is less sure."""
    step = (WIDTH - _LEFT) / COLUMNS
    found, last, sure = [], "", 0.0
    run: list[str] = []
    for place, column in enumerate(columns):
        if column.rows:
            # A short film has fewer rows than points: a row holds until the next one.
            last, sure = column.label, column.confidence / column.rows
        if last:
            found.append(
                f'<rect x="{_x(place):.2f}" y="8" width="{step:.2f}" height="16" '
                f'fill="{COLOURS[last]}" fill-opacity="{max(0.15, sure):.2f}" '
                'shape-rendering="crispEdges"/>'
            )
        run.append(last)
    return found + _names(run)


def _names(run: list[str]) -> list[str]:
    """Each emotion in words where it holds long enough for them."""
    found, place = [], 0
    for name, same in groupby(run):
        length = len(list(same))
        if name and length >= _LEAST_NAMED:
            found.append(
                f'<text x="{_x(place) + 5:.1f}" y="20" font-size="11" '
                f'style="fill:var(--ink)">{name}</text>'
            )
        place += length
    return found


def _curve(columns: list[_Column], name: str, dashes: str) -> list[str]:
    """A line that breaks where nothing was believed."""
    lines: list[list[str]] = [[]]
    for place, column in enumerate(columns):
        if not column.rows:
            continue
        if not column.label:
            lines.append([])
            continue
        value = getattr(column, name) / column.rows
        y = _TOP + _TALL * (0.5 - 0.5 * value)
        lines[-1].append(f"{_x(place + 0.5):.1f},{y:.1f}")
    return [
        f'<polyline points="{" ".join(points)}" fill="none" style="stroke:var(--{name})" '
        f'stroke-width="1.4" stroke-linejoin="round"{dashes}/>'
        for points in lines
        if points
    ]


def _axes(duration_s: float) -> str:
    marks = []
    for value in (-1, 0, 1):
        y = _TOP + _TALL * (0.5 - 0.5 * value)
        marks.append(
            f'<line x1="{_LEFT}" y1="{y}" x2="{WIDTH}" y2="{y}" style="stroke:var(--line)"/>'
            f'<text x="{_LEFT - 6}" y="{y + 4}" font-size="11" style="fill:var(--quiet)" '
            f'text-anchor="end">{value}</text>'
        )
    end = f"{duration_s / 60:.1f} min"
    if duration_s < 120.0:
        end = f"{duration_s:.{1 if duration_s < 10.0 else 0}f} s"
    marks.append(
        f'<text x="{WIDTH}" y="{HEIGHT - 6}" font-size="11" style="fill:var(--quiet)" '
        f'text-anchor="end">{end}</text>'
    )
    return "".join(marks)
