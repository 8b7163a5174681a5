"""Where the program keeps its data and log on this computer."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("EmoTune", appauthor=False)


def data_folder() -> Path:
    """The folder of the database; EMOTUNE_DATA overrides it."""
    return Path(os.environ.get("EMOTUNE_DATA") or _DIRS.user_data_dir)


def database_path() -> Path:
    return data_folder() / "emotune.db"


def log_path() -> Path:
    return data_folder() / "logs" / "emotune.log"
