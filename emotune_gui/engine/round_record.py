"""What a rating round leaves in the database: its clips as heard, and what was said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.ports import Clock
from emotune_gui.domain.session import Rating
from emotune_gui.storage.opening import Database
from emotune_gui.storage.recorder import Recorder


@dataclass(frozen=True, slots=True)
class Played:
    """A clip as it was heard, from `start_s` seconds into the round."""

    start_s: float
    affect: Affect
    bars: tuple[Bar, ...]
    notes: tuple[PlayedNote, ...]


class RoundRecord:
    """The round's session in the database."""

    def __init__(self, database: Database, session_id: int, clock: Clock) -> None:
        self._sessions, self.session_id = database.sessions, session_id
        self._recorder = Recorder(database, session_id, clock, store_features=False)
        self._told = 0

    def rate(self, played: Sequence[Played], rating: Rating) -> int:
        """Stored before it returns, as are the clips that were heard until then; the rating's
        id. Raises EmoTuneError."""
        for clip in played[self._told :]:
            self._tell(clip)
        self._told = max(self._told, len(played))
        if not self._recorder.flush():
            raise self._recorder.last_error or EmoTuneError("The rating could not be stored.")
        return self._sessions.add_rating(self.session_id, rating)

    def _tell(self, clip: Played) -> None:
        at = clip.start_s
        for bar in clip.bars:
            self._recorder.bar(at, bar, clip.affect)
            at += bar.beats * 60.0 / bar.parameters.tempo_bpm
        for note in clip.notes:
            start, end = note.start_s + clip.start_s, note.end_s + clip.start_s
            self._recorder.played(replace(note, start_s=start, end_s=end))

    def close(self) -> None:
        if self._recorder.close():
            raise self._recorder.last_error or EmoTuneError("The round could not be stored.")
