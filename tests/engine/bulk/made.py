"""Results as an analysis leaves them, made without one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from emotune_gui.capture.film_writing import FilmWriter
from emotune_gui.engine.analysing.tables import COLUMNS
from emotune_gui.engine.analysing.values import FileResult
from tests.engine.bulk.fake_queue import summary


def film(path: Path, seconds: float = 2.0) -> Path:
    writer = FilmWriter(path)
    for k in range(int(seconds * 10)):
        writer.add(np.full((48, 64, 3), 10 * k % 250, np.uint8), k / 10)
    writer.close()
    return path


def result(folder: Path, source: Path) -> FileResult:
    """As an analysis leaves it, with an overlay."""
    folder.mkdir()
    told = summary(source) | {
        "voice": False,
        "duration_s": 2.0,
        "files": [".csv", ".overlay.mp4", ".json"],
        "options": {"music": None, "recogniser": "combined"},
    }
    rows = [",".join(COLUMNS)]
    for k in range(20):
        cells = dict.fromkeys(COLUMNS, "0")
        cells |= {"time_s": f"{k / 10}", "frame": str(k), "faces": "1", "p_happiness": "1"}
        rows.append(",".join(str((cells | {"label": "happiness"})[c]) for c in COLUMNS))
    (folder / "clip.csv").write_text("\n".join(rows) + "\n")
    (folder / "clip.json").write_text(json.dumps(told))
    film(folder / "clip.overlay.mp4")
    return FileResult(source, folder, "clip", told)
