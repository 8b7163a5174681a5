"""The line that says whose mapping leads the music, and why this bar sounds as it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from emotune_gui.domain.live import MusicState
from emotune_gui.ui.presenters import live_words
from emotune_gui.ui.sentences import BETWEEN_SENTENCES, LIST, NAMED, sentences
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
    """'Personal for “sad”. After 12 ratings: slower by 6 bpm. Trying: network composer.'"""
    if not music.personal:
        return live_words.mapping_words(music)
    why = " ".join(sentences(BETWEEN_SENTENCES.split(music.personal)))
    if music.weights_version == 0:
        return why
    head = translate("Live", "Personal for “{mood}”.")
    return f"{head.format(mood=affect_word(music.target))} {why}"


def fewer_words(words: str) -> Iterator[str]:
    """The same with less and less of what each sentence lists, the longest list first; at last
    with fewer sentences. What is left out is the smallest difference."""
    parts = [_listed(one) for one in BETWEEN_SENTENCES.split(words)]
    while True:
        yield " ".join(_said(head, listed) for head, listed in parts)
        longest = max(parts, key=lambda part: len(part[1]))
        if len(longest[1]) > 1:
            longest[1].pop()
        elif len(parts) > 1:
            parts.pop()
        else:
            return


def _listed(one: str) -> tuple[str, list[str]]:
    """'After 2 ratings: softer, slower.' as its head and what it lists."""
    head, colon, rest = one.partition(NAMED)
    return (head + colon, rest.rstrip(".").split(LIST)) if colon else (one, [])


def _said(head: str, listed: list[str]) -> str:
    return f"{head}{LIST.join(listed)}." if listed else head
