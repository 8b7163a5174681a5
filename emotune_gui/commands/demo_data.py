"""``emotune demo-data``: invented histories to look at, train on and photograph."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from emotune_gui.commands.output import only_json
from emotune_gui.domain.faults import InvalidInput


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--clients", type=int, default=12, metavar="N")
    parser.add_argument("--sessions", type=int, default=8, metavar="M", help="for each client")
    parser.add_argument(
        "--db", type=Path, required=True, metavar="FILE", help="database; made where it is not"
    )
    parser.add_argument("--minutes", type=float, help="about how long a session is (8)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--until", metavar="YYYY-MM-DD", help="day of the last sessions (today)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    from emotune_gui.engine import demo_data
    from emotune_gui.storage.opening import open_database

    until = _day(arguments.until)
    began = time.monotonic()
    database = open_database(arguments.db)
    try:
        demo_data.make(
            database,
            arguments.clients,
            arguments.sessions,
            until=until,
            minutes=demo_data.MINUTES if arguments.minutes is None else arguments.minutes,
            seed=arguments.seed,
            told=lambda name: print(f"{name} (invented)", file=sys.stderr),
        )
    finally:
        database.close()
    made = {
        "db": str(arguments.db),
        "clients": arguments.clients,
        "sessions": arguments.clients * arguments.sessions,
        "seconds": round(time.monotonic() - began, 2),
    }
    if arguments.json:
        with only_json() as write:
            write(made)
    else:
        print(f"{made['sessions']} sessions of {made['clients']} invented clients in {made['db']}")
    return 0


def _day(text: str | None) -> datetime:
    """Noon of the day. Raises InvalidInput for what is no date."""
    if text is None:
        return datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(hour=12, tzinfo=UTC)
    except ValueError as error:
        raise InvalidInput(f"{text} is no date: write it as 2026-03-31.") from error
