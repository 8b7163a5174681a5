"""The practice's name and logo, for the head of reports."""

from __future__ import annotations

from datetime import UTC, datetime

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import MAX_NAME_LENGTH, Practice
from emotune_gui.storage.connections import Connections
from emotune_gui.storage.tables_practice import PracticeRow
from emotune_gui.storage.texts import storable

LARGEST_LOGO = 2_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_ONLY = 1


class Practices:
    """All calls raise StorageError when the database fails."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def get(self) -> Practice:
        """Without a name and a logo until they are set."""
        with self._connections.reading() as session:
            row = session.get(PracticeRow, _ONLY)
            return Practice() if row is None else Practice(row.name, row.logo)

    def set(self, practice: Practice) -> Practice:
        """Raises InvalidInput for a name too long and a logo that is no PNG or JPEG."""
        if len(practice.name) > MAX_NAME_LENGTH:
            raise InvalidInput(f"That name is too long: use at most {MAX_NAME_LENGTH} characters.")
        _check_logo(practice.logo)
        with self._connections.writing() as session:
            row = session.get(PracticeRow, _ONLY) or PracticeRow(id=_ONLY)
            row.name, row.logo = storable(practice.name.strip()), practice.logo
            row.changed_at = datetime.now(UTC)
            session.add(row)
        return self.get()


def _check_logo(logo: bytes | None) -> None:
    if logo is None:
        return
    if len(logo) > LARGEST_LOGO:
        raise InvalidInput("The logo is larger than 2 MB: choose a smaller picture.")
    png = logo.startswith(_PNG) and b"IEND" in logo[-12:]
    jpeg = logo.startswith(_JPEG) and b"\xff\xd9" in logo[-64:]
    if not (png or jpeg):
        raise InvalidInput("The logo is no whole PNG or JPEG picture: choose another file.")
