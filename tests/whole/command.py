"""Runs the program as a person would, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def complaints(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("emotune:")]


def environment(folder: Path) -> dict[str, str]:
    """No display, no sound card, the user's data in `folder`."""
    return os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "SDL_AUDIODRIVER": "nonexistent",
        "EMOTUNE_DATA": str(folder),
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }


def command(*words: object) -> list[str]:
    return [sys.executable, str(ROOT / "main.py"), *map(str, words)]


def emotune(folder: Path, *words: object, timeout: float = 150.0) -> Done:
    done = subprocess.run(
        command(*words),
        env=environment(folder),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)
