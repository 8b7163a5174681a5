"""Pictures and sound of a session kept as a film: what is kept, and how it goes while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from emotune_gui.domain.session import Purpose

RECORDABLE = frozenset({Purpose.RECORD_VIDEO, Purpose.RECORD_AUDIO})
"""The purposes that a recording needs, each for its own half."""


@dataclass(frozen=True, slots=True)
class FilmingStatus:
    """What is being recorded just now; both False: nothing."""

    picture: bool = False
    sound: bool = False
    seconds: float = 0.0
    drops: int = 0
    """Pictures and blocks of sound left out so that nothing else had to wait."""
    message: str = ""
    """One sentence once it ended before the session did."""

    @property
    def running(self) -> bool:
        return self.picture or self.sound


@dataclass(frozen=True, slots=True)
class RecordingInfo:
    """A session's film. Its times are seconds since the session began."""

    session_id: int
    path: Path
    picture: bool
    sound: bool
    start_s: float
    """Of the first picture or sound in it."""
    seconds: float
    """From `start_s` to its end; 0 while it runs and after a crash in its first seconds."""
    bytes: int
    drops: int
