"""Whether a client has been told that emotions are recognised, and in which words.

Kept in the audit trail as codes: the version of the words and what they name. Asked again when the
words change, or when something more is analysed than the client was told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from emotune_gui.domain.session import Client, Purpose

if TYPE_CHECKING:  # the window starts without the database's machinery
    from emotune_gui.storage.opening import Database

NOTICE_VERSION = 1
"""Of the notice's words (ui/views/client_notice.py): counted up when they come to mean more."""
ANALYSED = (Purpose.ANALYSE_FACE, Purpose.ANALYSE_VOICE)
READ_BY_CLIENT, TOLD_ALOUD = "client", "aloud"
_ACTION = "notice.read"


def notice_due(database: Database, client: Client) -> bool:
    """Raises StorageError."""
    wanted = _named(client.consents)
    if not wanted:
        return False
    return not any(
        event.action == _ACTION and wanted <= _told(event.detail)
        for event in database.audit.events(client.id)
    )


def keep_notice(
    database: Database, client: Client, how: str, session_id: int | None = None
) -> None:
    """The client has been told what is analysed now; `how` is READ_BY_CLIENT or TOLD_ALOUD.

    Raises StorageError.
    """
    words = " ".join((f"v{NOTICE_VERSION}", *sorted(_named(client.consents)), how))
    database.audit.record(_ACTION, client_id=client.id, session_id=session_id, detail=words)


def _named(purposes: Iterable[Purpose]) -> set[str]:
    return {purpose.value for purpose in purposes if purpose in ANALYSED}


def _told(detail: str) -> set[str]:
    """What an event says was named; nothing where the words were older ones."""
    version, *named = detail.split()
    return set(named) if version == f"v{NOTICE_VERSION}" else set()
