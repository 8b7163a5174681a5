"""``emotune clients list|add|show|delete|export|import``."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emotune_gui.commands.output import complain, only_json
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.filming import RecordingInfo
from emotune_gui.domain.review import SessionTrend
from emotune_gui.domain.session import Client, ConsentRecord, Purpose

if TYPE_CHECKING:
    from emotune_gui.storage.opening import Database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="list|add|show|delete|export|import"
    )
    listing = actions.add_parser("list", help="every client, by name")
    listing.add_argument("--search", default="", metavar="TEXT", help="words of the name")
    listing.add_argument("--archived", action="store_true", help="with the archived")
    adding = actions.add_parser("add", help="a new client")
    adding.add_argument("words", nargs="?", metavar="NAME")
    adding.add_argument("--name", help="the same")
    adding.add_argument(
        "--consent", action="append", default=[], metavar="PURPOSE", help="once for each purpose"
    )
    showing = actions.add_parser("show", help="consents, sessions and their figures")
    showing.add_argument("id", type=int)
    deleting = actions.add_parser("delete", help="a client with everything that is theirs")
    deleting.add_argument("id", type=int)
    deleting.add_argument("--name", help="the client's whole name, to be sure")
    deleting.add_argument("--export", type=Path, metavar="FILE", help="write an archive first")
    exporting = actions.add_parser("export", help="a whole client as one archive")
    exporting.add_argument("id", type=int)
    for action in (deleting, exporting):
        action.add_argument("--private", action="store_true", help="with the private notes")
        action.add_argument(
            "--recordings", action="store_true", help="with the recordings of picture and sound"
        )
    importing = actions.add_parser("import", help="a client out of an archive")
    for action in (exporting, importing):
        action.add_argument("archive", nargs="?", type=Path, metavar="FILE.emotune")
        action.add_argument("--file", type=Path, metavar="FILE.emotune", help="the same")
    for action in (listing, adding, showing, deleting, exporting, importing):
        action.add_argument("--db", type=Path, help="database file")
        action.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    from emotune_gui.engine.places import database_path
    from emotune_gui.storage.opening import open_database

    path = arguments.db or database_path()
    makes = arguments.action in ("add", "import")
    if arguments.db is not None and not makes and not path.exists():
        raise InvalidInput(f"There is no database at {path}.")
    database = open_database(path)
    try:
        value = _ACTIONS[arguments.action](database, arguments)
    finally:
        database.close()
    if arguments.json:
        with only_json() as write:
            write(value)
    else:
        _print(value)
    return 0


def _list(database: Database, arguments: argparse.Namespace) -> Any:
    found = database.clients.list(arguments.search, archived=arguments.archived)
    return [describe(client) for client in found]


def _add(database: Database, arguments: argparse.Namespace) -> Any:
    try:
        consents = [Purpose(said) for said in arguments.consent]
    except ValueError as error:
        names = ", ".join(purpose.value for purpose in Purpose)
        raise InvalidInput(f"There is no such purpose; these may be consented to: {names}.") from (
            error
        )
    return describe(database.clients.create(arguments.name or arguments.words or "", consents))


def _show(database: Database, arguments: argparse.Namespace) -> Any:
    client = database.clients.get(arguments.id)
    return {
        **describe(client),
        "consent_history": [_consent(r) for r in database.consents.history(client.id)],
        "trend": [describe_trend(trend) for trend in database.trends.of_client(client.id)],
        "recordings": [_recording(info) for info in database.recordings.of_client(client.id)],
        "mapping_versions": len(database.weights.history(client.id)),
    }


def _delete(database: Database, arguments: argparse.Namespace) -> Any:
    client = database.clients.get(arguments.id)
    if arguments.name is None or arguments.name.strip() != client.name:
        raise InvalidInput(
            f"To delete client {client.id} with all sessions, say the whole name with --name; "
            "--export FILE keeps an archive of everything."
        )
    done: dict[str, Any] = {"deleted": client.id, "sessions": client.sessions, "archive": None}
    if arguments.export is not None:
        done["archive"] = _export_to(database, client.id, arguments.export, arguments)
    else:
        complain("no archive was kept; --export FILE would have written one first.")
    done["log_emptied"] = database.clients.delete(client.id)
    return done


def _export(database: Database, arguments: argparse.Namespace) -> Any:
    return _export_to(database, arguments.id, _file(arguments), arguments)


def _file(arguments: argparse.Namespace) -> Path:
    path: Path | None = arguments.file or arguments.archive
    if path is None:
        raise InvalidInput("Say which archive: FILE.emotune.")
    return path


def _export_to(
    database: Database, client_id: int, path: Path, arguments: argparse.Namespace
) -> dict[str, Any]:
    from emotune_gui.storage.archiving import export_client

    archived = export_client(
        database,
        client_id,
        path,
        include_private=arguments.private,
        include_recordings=arguments.recordings,
    )
    return {
        "client": client_id,
        "file": str(archived.path),
        "sessions": archived.sessions,
        "bytes": archived.bytes,
        "private_notes_left_out": archived.private_notes_left_out,
        "recordings": archived.recordings,
    }


def _import(database: Database, arguments: argparse.Namespace) -> Any:
    from emotune_gui.storage.archiving import import_client

    imported = import_client(database, _file(arguments))
    return {
        **describe(imported.client),
        "name_in_archive": imported.name_in_archive,
        "renamed": imported.renamed,
    }


_ACTIONS = {
    "list": _list,
    "add": _add,
    "show": _show,
    "delete": _delete,
    "export": _export,
    "import": _import,
}


def describe(client: Client) -> dict[str, Any]:
    """A client's row as plain values."""
    return {
        "id": client.id,
        "name": client.name,
        "created_at": client.created_at.isoformat(),
        "consents": sorted(purpose.value for purpose in client.consents),
        "archived": client.archived,
        "sessions": client.sessions,
        "rating_rounds": client.rating_rounds,
        "last_seen": _when(client.last_seen),
    }


def describe_trend(trend: SessionTrend) -> dict[str, Any]:
    """A session's figures as plain values."""
    mean = trend.mean_affect
    return {
        "session": trend.session_id,
        "started_at": trend.started_at.isoformat(),
        "duration_s": round(trend.duration_s, 1),
        "strategy": trend.strategy.value,
        "seconds_by_emotion": trend.seconds_by_emotion,
        "seconds_without": trend.seconds_without,
        "valence": None if mean is None else mean.valence,
        "arousal": None if mean is None else mean.arousal,
        "travelled": trend.travelled,
        "approached": None if trend.approached is None else round(trend.approached, 4),
        "bars": trend.bars,
        "ratings": trend.ratings,
        "mean_reward": None if trend.mean_reward is None else round(trend.mean_reward, 4),
        "scales": [
            {"t": s.t, "kind": s.kind.value, "value": s.value, "moment": s.moment.value}
            for s in trend.scales
        ],
    }


def _consent(record: ConsentRecord) -> dict[str, Any]:
    return {
        "purpose": record.purpose.value,
        "text_version": record.text_version,
        "given_at": record.given_at.isoformat(),
        "given_by": record.given_by,
        "withdrawn_at": _when(record.withdrawn_at),
        "withdrawn_by": record.withdrawn_by,
    }


def _recording(info: RecordingInfo) -> dict[str, Any]:
    return {
        "session": info.session_id,
        "file": str(info.path),
        "picture": info.picture,
        "sound": info.sound,
        "seconds": round(info.seconds, 1),
        "bytes": info.bytes,
    }


def _when(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _print(value: Any) -> None:
    if isinstance(value, list):
        for row in value:
            seen = (row["last_seen"] or "never")[:10]
            print(f"{row['id']:>5}  {row['sessions']:>4} sessions  {seen:<10}  {row['name']}")
        return
    for key, said in value.items():
        if key == "trend":
            for row in said:
                minutes = row["duration_s"] / 60
                print(f"  {row['session']:>5}  {row['started_at'][:16]}  {minutes:5.1f} min")
        elif key not in ("consent_history", "recordings"):
            print(f"{key}: {said}")
