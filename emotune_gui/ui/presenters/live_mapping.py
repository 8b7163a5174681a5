"""The line that says whose mapping leads the music, and why this bar sounds as it does."""

from __future__ import annotations

from collections.abc import Callable

from emotune_gui.domain.live import MusicState
from emotune_gui.ui.presenters import live_words
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import affect_word, translate

HOLD_S = 12.0
"""Seconds that a line stands at least, so that it can be read and does not dance with the target:
some three to six bars."""


class MappingLine:
    """Keeps the words calm. `now` in monotonic seconds; GUI thread only."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self.forget()

    def forget(self) -> None:
        """Another session."""
        self._said = ""
        self._since = float("-inf")
        self._stands: tuple[int, bool] | None = None

    def words(self, music: MusicState) -> str:
        """New words after `HOLD_S`, and at once where the version or what is personal changed."""
        stands = (music.weights_version, bool(music.personal))
        if stands == self._stands and self._now() - self._since < HOLD_S:
            return self._said
        said = mapping_words(music)
        if said != self._said:
            self._said, self._since = said, self._now()
        self._stands = stands
        return self._said


def mapping_words(music: MusicState) -> str:
    """'For “sad” as this client likes it: after 12 ratings: slower by 6 bpm.'"""
    if music.weights_version == 0 or not music.personal:
        return live_words.mapping_words(music)
    head = translate("Live", "For “{mood}”, as ratings wished it:")
    return f"{head.format(mood=affect_word(music.target))} {sentence(music.personal)}"
