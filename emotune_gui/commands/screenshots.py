"""``emotune screenshots DIR``: every page and dialog as a picture, with fictitious clients."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from emotune_gui.commands.output import only_json

CLIENTS, SESSIONS, MINUTES, SEED = 5, 4, 8.0, 1
HARD_NAMES = (
    "דוד לוי",
    "Anneliese Freifrau von und zu Hohenfels-Wittgenstein, geborene von der Lippe-Biesterfeld",
)

if TYPE_CHECKING:
    from emotune_gui.storage.opening import Database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="made when it is not there")
    parser.add_argument("--language", choices=("en", "de"), default="en")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    from emotune_gui.app.photographs import photograph

    if arguments.json:
        with only_json() as write:
            taken = photograph(arguments.folder, fill, arguments.language)
            write([{"name": t.name, "width": t.width, "height": t.height} for t in taken])
    else:
        taken = photograph(arguments.folder, fill, arguments.language)
        print(f"{len(taken)} pictures in {arguments.folder}")
    return 0


def fill(database: Database) -> None:
    """The same invented histories every time, and names that are hard on a page."""
    from datetime import UTC, datetime

    from emotune_gui.domain.session import Purpose
    from emotune_gui.engine import demo_data

    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    demo_data.make(database, CLIENTS, SESSIONS, until=noon, minutes=MINUTES, seed=SEED)
    for name in HARD_NAMES:
        database.clients.create(name, (Purpose.ANALYSE_FACE,))
