"""What batches ask of the database: consents, names, and sessions of what was analysed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.session import Client, Purpose
from emotune_gui.engine.analysing.gathering import SOUND_SUFFIXES, shown_path
from emotune_gui.engine.analysing.keeping import keep_as_session
from emotune_gui.engine.analysing.values import FileResult
from emotune_gui.engine.archive import Archive
from emotune_gui.engine.bulk.order import BatchOrder

REFUSALS = {
    Purpose.ANALYSE_FACE: "{0} has not consented to the analysis of the face; "
    "record the consent on the client’s page first.",
    Purpose.ANALYSE_VOICE: "{0} has not consented to the analysis of the voice; "
    "leave the voice out or record the consent on the client’s page first.",
    Purpose.STORE_FEATURES: "{0} has not consented to keeping the emotion curves; "
    "record the consent on the client’s page first.",
}


def needed_consents(paths: Iterable[Path], *, voice: bool) -> frozenset[Purpose]:
    """What a client must have consented to so that these may be analysed. Mere sound shows no
    face; in a folder there may be anything."""
    needed = {Purpose.STORE_FEATURES}
    if any(path.suffix.lower() not in SOUND_SUFFIXES for path in paths):
        needed.add(Purpose.ANALYSE_FACE)
    if voice:
        needed.add(Purpose.ANALYSE_VOICE)
    return frozenset(needed)


def refusal(client: Client, paths: Iterable[Path], *, voice: bool) -> str:
    """One sentence; empty where the client has consented to all that is needed."""
    missing = needed_consents(paths, voice=voice) - client.consents
    return next((REFUSALS[p].format(client.name) for p in REFUSALS if p in missing), "")


class ArchiveKeeper:
    """`batches.Keeper` over the program's database."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def name(self, client_id: int) -> str:
        return self._archive.open().clients.get(client_id).name

    def refusal(self, order: BatchOrder) -> str:
        if order.client_id is None:
            return ""
        client = self._archive.open().clients.get(order.client_id)
        return refusal(client, order.paths, voice=order.options.voice)

    def keep(self, result: FileResult, client_id: int | None) -> int:
        """At the time of the recording's file."""
        return keep_as_session(self._archive.open(), result, client_id, taken_at(result.source))

    def has_session(self, session_id: int, result: FileResult) -> bool:
        try:
            stored = self._archive.open().sessions.info(session_id)
        except EmoTuneError:
            return False
        return stored.source == shown_path(result.source)


def taken_at(recording: Path) -> datetime:
    """When the file was written (UTC), now where that is not known."""
    try:
        return datetime.fromtimestamp(recording.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return datetime.now(UTC)
