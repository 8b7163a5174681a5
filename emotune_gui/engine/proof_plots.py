"""Regret over ratings as SVG files, drawn by hand: no plotting library is needed for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from emotune_gui.domain.faults import StorageError

WIDTH, HEIGHT, EDGE = 640, 360, 56
DRAWN = {
    "fixed": ("#666666", "6 4"),
    "ours, exploration off": ("#8a5a00", "2 3"),
    "ours, scores alone": ("#0b6e4f", "8 3 2 3"),
    "ours": ("#1f4e9c", ""),
    "ours, population prior": ("#a3195b", ""),
}
"""Colour and dash: told apart without colour too."""


def draw(result: Mapping[str, Any], folder: Path) -> list[Path]:
    """`simple.svg` and `cumulative.svg` in `folder`; raises StorageError."""
    made = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind in ("simple", "cumulative"):
            path = folder / f"{kind}.svg"
            path.write_text(_plot(result, kind), encoding="utf-8")
            made.append(path)
    except OSError as error:
        raise StorageError(f"{folder} cannot be written: choose another folder.") from error
    return made


def _plot(result: Mapping[str, Any], kind: str) -> str:
    ratios = {
        name: {int(k): 100 * row[kind] for k, row in told["against_fixed"].items()}
        for name, told in result["policies"].items()
        if name in DRAWN
    }
    values = [v for row in ratios.values() for v in row.values()]
    low, high = min(-50.0, *values), max(20.0, *values)
    last = max(max(row) for row in ratios.values())

    def place(k: float, value: float) -> tuple[float, float]:
        x = EDGE + (WIDTH - 2 * EDGE) * k / last
        return x, EDGE + (HEIGHT - 2 * EDGE) * (high - value) / (high - low)

    parts = [*_frame(kind, last, low, high, place)]
    for number, (name, row) in enumerate(ratios.items()):
        colour, dash = DRAWN[name]
        points = " ".join("{:.1f},{:.1f}".format(*place(k, v)) for k, v in sorted(row.items()))
        style = f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"'
        parts.append(f'<polyline points="{points}" {style}/>')
        y = 16 + 14 * (number // 3)
        x = EDGE + 190 * (number % 3)
        parts.append(f'<line x1="{x}" y1="{y - 4}" x2="{x + 28}" y2="{y - 4}" {style}/>')
        parts.append(f'<text x="{x + 34}" y="{y}">{name}</text>')
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    font = 'font-family="sans-serif" font-size="11"'
    body = "\n".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font}>\n{body}\n</svg>\n'


def _frame(kind: str, last: int, low: float, high: float, place: Any) -> list[str]:
    parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    step = 20
    for value in range(int(low // step) * step, int(high) + 1, step):
        if low <= value <= high:
            (x0, y), (x1, _) = place(0, value), place(last, value)
            parts.append(f'<line x1="{x0}" y1="{y:.1f}" x2="{x1}" y2="{y:.1f}" stroke="#ddd"/>')
            parts.append(
                f'<text x="{x0 - 8}" y="{y + 4:.1f}" text-anchor="end">{value:+d} %</text>'
            )
    for k in (0, 5, 10, 20, 40):
        x, _ = place(k, low)
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - EDGE + 18}" text-anchor="middle">{k}</text>')
    middle = WIDTH / 2
    said = f"ratings ({kind} regret against the fixed mapping)"
    return [*parts, f'<text x="{middle}" y="{HEIGHT - 12}" text-anchor="middle">{said}</text>']
