"""The page that compares the recognisers is written from measured files, by the tool itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.whole.command import ROOT

FIGURES = {
    "accuracy_8": 0.8765, "macro_f1_8": 0.7, "accuracy_4": 0.91, "accuracy_7_fer": 0.7,
    "ece": 0.0123, "n": 3505, "ms_per_face": 1.5,
}  # fmt: skip
BENCHMARK = {
    "ours": {"cpu_ms": 5.0, "peak_mb": 200.0},
    "fer": {"cpu_ms": 60.0, "peak_mb": 700.0},
    "ratio": 12.0,
    "load": [0.5],
    "fer_accuracy": {"accuracy_8": 0.6402, "accuracy_4": 0.6865, "n": 3505},
}


def compare(folder: Path, page: str, *words: str) -> subprocess.CompletedProcess[str]:
    (folder / "page.md").write_text(page)
    (folder / "figures.json").write_text(json.dumps({"cnn": FIGURES, "combined": FIGURES}))
    (folder / "benchmark.json").write_text(json.dumps(BENCHMARK))
    tool = [sys.executable, str(ROOT / "tools" / "compare_recognisers.py"), "figures.json"]
    return subprocess.run(
        [*tool, "--page", "page.md", *words],
        cwd=folder, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_figures_come_between_the_marks_and_nowhere_else(tmp_path: Path) -> None:
    real = (ROOT / "docs" / "recognisers.md").read_text()
    assert compare(tmp_path, real, "--benchmark", "benchmark.json").returncode == 0
    once = (tmp_path / "page.md").read_text()
    assert "0.876" in once or "0.877" in once
    assert "0.640" in once and "12.0 times" in once and "landmark forest (`forest`) | 0" not in once
    assert compare(tmp_path, once, "--benchmark", "benchmark.json").returncode == 0
    assert (tmp_path / "page.md").read_text() == once
    begin, end = "<!-- figures: begin", "<!-- figures: end"
    for part in (lambda text: text.split(begin)[0], lambda text: text.split(end)[1]):
        assert part(once) == part(real)


def test_a_page_without_the_marks_is_left_alone(tmp_path: Path) -> None:
    done = compare(tmp_path, "# Another page\n")
    assert done.returncode != 0 and "has no lines" in done.stderr
    assert (tmp_path / "page.md").read_text() == "# Another page\n"
