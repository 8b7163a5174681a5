"""What was recorded with a consent that was withdrawn, deleted when that is asked for."""

from __future__ import annotations

from contextlib import suppress

from emotune_gui.domain.faults import InvalidInput, StorageError
from emotune_gui.domain.filming import RECORDABLE, RecordingInfo
from emotune_gui.domain.session import Purpose
from emotune_gui.storage.opening import Database
from emotune_gui.storage.recording_files import opened


def erase_recordings(database: Database, client_id: int, purpose: Purpose) -> int:
    """Every picture (or all sound) ever recorded of this client; returns in how many sessions.

    A film with both keeps the other half. Raises InvalidInput for another purpose, StorageError
    where a file cannot be changed; what was done till then stays done.
    """
    if purpose not in RECORDABLE:
        raise InvalidInput("Nothing is recorded for that purpose.")
    picture_goes, done = purpose is Purpose.RECORD_VIDEO, 0
    for info in database.recordings.of_client(client_id):
        if not (info.picture if picture_goes else info.sound):
            continue
        both = info.picture and info.sound
        if both and info.path.exists():
            _halve(info, picture=not picture_goes)
            database.recordings.halved(info.session_id, picture=not picture_goes)
        else:
            database.recordings.delete(info.session_id)
        done += 1
    return done


def _halve(info: RecordingInfo, *, picture: bool) -> None:
    """In a new file that takes the old one's place once it is whole."""
    from emotune_gui.capture.film_writer import keep_only

    partial = info.path.with_suffix(".partial")
    try:
        with suppress(FileNotFoundError):
            partial.unlink()
        with opened(info.path) as source, opened(partial, write=True) as target:
            keep_only(source, target, picture=picture)
        partial.replace(info.path)
    except (OSError, ValueError) as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise StorageError(
            f"The recording {info.path} cannot be changed: check the disk and its free space, then "
            "try again."
        ) from error
