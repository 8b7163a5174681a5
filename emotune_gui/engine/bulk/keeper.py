"""What batches ask of the database: consents, names, and sessions of what was analysed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from emotune_gui.capture.images import IMAGE_SUFFIXES
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.session import Client, Purpose
from emotune_gui.engine.analysing.gathering import SOUND_SUFFIXES, shown_path
from emotune_gui.engine.analysing.keeping import keep_as_session, keep_photographs
from emotune_gui.engine.analysing.values import FileResult, Kind
from emotune_gui.engine.archive import Archive
from emotune_gui.engine.bulk.order import BatchOrder

REFUSALS = {
    Purpose.ANALYSE_FACE: "{0} has not consented to the analysis of the face; "
    "record the consent on the client’s page first.",
    Purpose.ANALYSE_VOICE: "{0} has not consented to the analysis of the voice; "
    "leave the voice out or record the consent on the client’s page first.",
    Purpose.STORE_FEATURES: "{0} has not consented to keeping the emotion curves; "
    "record the consent on the client’s page first.",
    Purpose.RECORD_VIDEO: "{0} has not consented to being filmed, so no film with what was seen is "
    "made; leave it out or record the consent on the client’s page first.",
    Purpose.RECORD_AUDIO: "{0} has not consented to recordings of the voice, so no film with sound "
    "is made; leave it out or record the consent on the client’s page first.",
}


def needed_consents(
    paths: Iterable[Path], *, voice: bool, film: bool = False, music: bool = False
) -> frozenset[Purpose]:
    """What a client must have consented to so that these may be analysed. Mere sound shows no
    face; in a folder there may be anything. A `film` with what was seen stores the pictures again,
    and the sound, unless `music` stands in its place."""
    needed = {Purpose.STORE_FEATURES}
    suffixes = {path.suffix.lower() for path in paths}
    if not suffixes <= SOUND_SUFFIXES:
        needed.add(Purpose.ANALYSE_FACE)
        if film:
            needed.add(Purpose.RECORD_VIDEO)
        if film and not music and not suffixes <= IMAGE_SUFFIXES | SOUND_SUFFIXES:
            needed.add(Purpose.RECORD_AUDIO)
    if voice:
        needed.add(Purpose.ANALYSE_VOICE)
    return frozenset(needed)


def refusal(
    client: Client, paths: Iterable[Path], *, voice: bool, film: bool = False, music: bool = False
) -> str:
    """One sentence; empty where the client has consented to all that is needed."""
    missing = needed_consents(tuple(paths), voice=voice, film=film, music=music) - client.consents
    return next((REFUSALS[p].format(client.name) for p in REFUSALS if p in missing), "")


def film_refusal(client: Client, paths: Iterable[Path], *, music: bool) -> str:
    """Why no film with what was seen may be made of these; empty where it may."""
    paths = tuple(paths)
    plain = needed_consents(paths, voice=False)
    missing = needed_consents(paths, voice=False, film=True, music=music) - plain - client.consents
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
        asked = order.options
        return refusal(
            client,
            order.paths,
            voice=asked.voice,
            film=asked.overlay,
            music=asked.music is not None,
        )

    def film_refusal(self, client_id: int | None) -> str:
        if client_id is None:
            return ""
        client = self._archive.open().clients.get(client_id)
        missing = Purpose.RECORD_VIDEO not in client.consents
        return REFUSALS[Purpose.RECORD_VIDEO].format(client.name) if missing else ""

    def keep(self, result: FileResult, client_id: int | None) -> int:
        """At the time of the recording's file."""
        return keep_as_session(self._archive.open(), result, client_id, taken_at(result.source))

    def keep_photographs(self, results: Sequence[FileResult], client_id: int | None) -> int:
        """At the time of the first one's file."""
        at = taken_at(results[0].source)
        return keep_photographs(self._archive.open(), results, client_id, at)

    def has_session(self, session_id: int, result: FileResult) -> bool:
        try:
            stored = self._archive.open().sessions.info(session_id)
        except EmoTuneError:
            return False
        photo = result.kind is Kind.PHOTO
        return stored.source == shown_path(result.source.parent if photo else result.source)


def taken_at(recording: Path) -> datetime:
    """When the file was written (UTC), now where that is not known."""
    try:
        return datetime.fromtimestamp(recording.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return datetime.now(UTC)
