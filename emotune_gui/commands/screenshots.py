"""``emotune screenshots DIR``: every page and dialog as a picture, with fictitious clients."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from emotune_gui.commands.output import only_json

CLIENTS, SESSIONS, MINUTES, SEED = 5, 4, 5.0, 1
PARTS = ("empty", "pages", "clients", "tuning", "start", "review", "live", "recordings")
"""As `app.photographs.Part` has them."""
CUT_AFTER_S = 741.0
HARD_NAMES = (
    "דוד לוי",
    "Anneliese Freifrau von und zu Hohenfels-Wittgenstein, geborene von der Lippe-Biesterfeld",
)

if TYPE_CHECKING:
    from emotune_gui.storage.opening import Database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="made when it is not there")
    parser.add_argument("--language", choices=("en", "de"), default="en")
    parser.add_argument(
        "--only",
        action="append",
        choices=PARTS,
        default=[],
        help="this part alone; may be said again",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    from emotune_gui.app.photographs import Part, photograph

    only = [Part(name) for name in arguments.only]
    if arguments.json:
        with only_json() as write:
            taken = photograph(arguments.folder, fill, arguments.language, only)
            write([{"name": t.name, "width": t.width, "height": t.height} for t in taken])
    else:
        taken = photograph(arguments.folder, fill, arguments.language, only)
        print(f"{len(taken)} pictures in {arguments.folder}")
    return 0


def fill(database: Database) -> None:
    """The same invented histories every time, and names that are hard on a page."""
    from emotune_gui.domain.session import Purpose
    from emotune_gui.engine import demo_data

    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    demo_data.make(database, CLIENTS, SESSIONS, until=noon, minutes=MINUTES, seed=SEED)
    for name in HARD_NAMES:
        database.clients.create(name, (Purpose.ANALYSE_FACE,))
    _cut_short(database, noon)


def _cut_short(database: Database, noon: datetime) -> None:
    """A session whose program is gone, to be recovered."""
    from emotune_gui.domain.clock import SystemClock
    from emotune_gui.domain.session import Marker, Plan
    from emotune_gui.storage.ownership import Owner, this_process
    from emotune_gui.storage.recorder import Recorder

    gone = Owner(this_process().host, 0, "")
    session = database.sessions.begin(
        database.clients.list()[0].id,
        Plan(),
        "demo",
        weights_version=0,
        started_at=noon - timedelta(days=1),
        owner=gone,
    )
    recorder = Recorder(database, session, SystemClock())
    recorder.marker(Marker(CUT_AFTER_S, "Insight"))
    recorder.close()
