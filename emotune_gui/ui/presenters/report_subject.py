"""Whose report is wanted. Apart from its presenter, which loads what draws and so is slow."""

from __future__ import annotations

from dataclasses import dataclass

from emotune_gui.domain.session import SessionInfo


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose report it is, and of which session; None for all of the client's."""

    client_id: int
    client_name: str
    session: SessionInfo | None = None

    @property
    def history(self) -> bool:
        return self.session is None
