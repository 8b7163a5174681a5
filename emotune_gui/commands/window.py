"""``emotune``: the window."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--db", type=Path, help="database file (default: the user's data folder)")


def run(arguments: argparse.Namespace) -> int:
    from emotune_gui.app.window import run_window

    return run_window(arguments.db)
