"""Write the table of figures into docs/recognisers.md from what the program measured itself.

    emotune evaluate face --data FILE.npz --split public --json > figures.json
    python -m benchmarks.face --faces FILE.npz --json > benchmark.json
    python tools/compare_recognisers.py figures.json [--benchmark benchmark.json]
        [--photographs images.json] [--page docs/recognisers.md] [--models models]

Nothing is typed by hand: what no file tells is left out of the table.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BEGIN = "<!-- figures: begin (tools/compare_recognisers.py) -->"
END = "<!-- figures: end -->"
NAMES = {
    "cnn": "expression network (`cnn`)",
    "forest": "landmark forest (`forest`)",
    "ocular": "ocular network (`ocular`)",
    "onestage": "one-stage detector (`onestage`)",
    "combined": "**combination** (`combined`)",
    "fer": "for comparison: the package `fer` 22.5.1",
}
COLUMNS = {
    "accuracy_8": "8 emotions",
    "macro_f1_8": "macro-F1",
    "accuracy_4": "4 emotions",
    "accuracy_7_fer": "7 original labels",
    "ece": "calibration error",
    "ms_per_face": "ms a face",
}
FILES = {
    "cnn": ("face_cnn.tflite",),
    "forest": ("face_forest.npz",),
    "ocular": ("face_ocular.tflite",),
    "onestage": ("face_onestage.tflite",),
    "combined": ("face_pool.json",),
}


def figures_table(figures: dict[str, dict[str, float]], models: Path) -> str:
    """One row a recogniser; `models` tells the sizes of the weights."""
    lines = [
        f"| | {' | '.join(COLUMNS.values())} | weights |",
        "|---" * (len(COLUMNS) + 2) + "|",
    ]
    for name, words in NAMES.items():
        if name in figures:
            told = [_cell(column, figures[name].get(column)) for column in COLUMNS]
            lines.append(f"| {words} | {' | '.join(told)} | {_size(name, models)} |")
    return "\n".join(lines)


def photographs_table(told: dict[str, Any]) -> str:
    lines = ["| | 8 emotions | 4 emotions | macro-F1 |", "|---|---|---|---|"]
    for name, found in told["recognisers"].items():
        values = (found[key] for key in ("accuracy_8", "accuracy_4", "macro_f1_8"))
        lines.append(f"| {NAMES.get(name, name)} | {' | '.join(f'{v:.3f}' for v in values)} |")
    return "\n".join(lines)


def section(
    figures: dict[str, dict[str, float]],
    benchmark: dict[str, Any] | None,
    photographs: dict[str, Any] | None,
    models: Path,
) -> str:
    if benchmark and benchmark.get("fer_accuracy"):
        figures = figures | {"fer": benchmark["fer_accuracy"]}
    n = max(int(found["n"]) for found in figures.values())
    parts = [
        f"On {n} faces with a majority among the eight emotions:",
        figures_table(figures, models),
    ]
    if photographs:
        parts.append(
            f"From the picture file to the answer: {photographs['n']} pictures, a face found in "
            f"{photographs['detected']}; a face that was not found counts as an error."
        )
        parts.append(photographs_table(photographs))
    if benchmark and benchmark.get("ratio"):
        ours, peer = benchmark["ours"], benchmark["fer"]
        parts.append(
            f"From a 640 x 480 frame to the answer, on one thread: {ours['cpu_ms']:.1f} ms of "
            f"processor time a frame, `fer` (Haar) {peer['cpu_ms']:.1f} ms on the same frames: "
            f"{benchmark['ratio']:.1f} times as fast. Most memory held: {ours['peak_mb']:.0f} MB, "
            f"`fer` {peer['peak_mb']:.0f} MB. (Measured with load {benchmark['load'][0]}.)"
        )
    return "\n\n".join(parts)


def with_section(page: str, text: str) -> str:
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"The page has no lines '{BEGIN}' and '{END}'.")
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"


def _cell(column: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if column == "ms_per_face" else f"{value:.3f}"


def _size(name: str, models: Path) -> str:
    there = [models / file for file in FILES.get(name, ()) if (models / file).is_file()]
    total = sum(path.stat().st_size for path in there)
    return f"{total / 1e6:.2f} MB" if there and total > 5e4 else "–"


def _json(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("figures", type=Path, help="what `emotune evaluate face --json` printed")
    parser.add_argument("--benchmark", type=Path)
    parser.add_argument("--photographs", type=Path, help="of `emotune evaluate images --json`")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "recognisers.md")
    parser.add_argument("--models", type=Path, default=ROOT / "models")
    arguments = parser.parse_args()
    figures = _json(arguments.figures) or {}
    text = section(
        figures, _json(arguments.benchmark), _json(arguments.photographs), arguments.models
    )
    page = arguments.page.read_text(encoding="utf-8")
    arguments.page.write_text(with_section(page, text), encoding="utf-8")


if __name__ == "__main__":
    main()
