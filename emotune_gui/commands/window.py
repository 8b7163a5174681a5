"""``emotune``: the window."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--db", type=Path, help="database file (default: the user's data folder)")
    parser.add_argument("--lang", choices=("system", "en", "de"), help="language, for this run")


def run(arguments: argparse.Namespace) -> int:
    from emotune_gui.app.window import run_window

    if arguments.lang:
        os.environ["EMOTUNE_LANG"] = arguments.lang
    return run_window(arguments.db)
