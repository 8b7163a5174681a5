"""Who makes the music of the running session, which song it is, and changing either."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.live import MusicState
from emotune_gui.domain.ports import LiveSessionControl
from emotune_gui.ui.presenters.song_words import composer_word, title_words
from emotune_gui.ui.presenters.start_music import ComposerChoice, composer_choices
from emotune_gui.ui.sentences import sentence, sentences
from emotune_gui.ui.wording import shortened

LONGEST_WAIT_S = 20.0
"""A change that did not come about by then will not; two slow bars are some 9 s."""

translate = QCoreApplication.translate


class ComposerView(Protocol):
    def show_composers(self, choices: Sequence[ComposerChoice]) -> None: ...

    def show_composer(self, name: str) -> None:
        """The one that is chosen; never while the list is open."""

    def show_song(self, title: str, why: str, *, leaving: bool) -> None:
        """An empty title: no song is played."""


class MusicPresenter:
    """GUI thread only; `now` in monotonic seconds."""

    def __init__(
        self, view: ComposerView, say: Callable[[str], None], now: Callable[[], float]
    ) -> None:
        self._view, self._say, self._now = view, say, now
        self._control: LiveSessionControl | None = None
        self._music: MusicState | None = None
        self._wanted: tuple[str, float] | None = None
        self._leaving: tuple[str, float] | None = None
        view.show_composers(composer_choices())

    def attach(self, control: LiveSessionControl | None) -> None:
        self._control, self._music = control, None
        self._wanted = self._leaving = None

    def show(self, music: MusicState) -> None:
        self._music = music
        self._wanted = self._still(self._wanted, reached=music.composer)
        self._view.show_composer(self._wanted[0] if self._wanted else music.composer)
        song = music.song
        if song is None:
            self._leaving = None
            self._view.show_song("", "", leaving=False)
            return
        if self._leaving is not None and self._leaving[0] != song.id:
            self._leaving = None
        self._leaving = self._still(self._leaving, reached="")
        why = " ".join(sentences(music.song_reasons))
        if self._leaving is not None:
            why = translate("Live", "Another song follows where this phrase ends.")
        self._view.show_song(title_words(song), why, leaving=self._leaving is not None)

    def choose(self, name: str) -> None:
        """Another composer, or songs."""
        if self._control is None or self._music is None or name == self._chosen:
            return
        try:
            self._control.set_composer(name)
        except EmoTuneError as problem:
            self._say(sentence(str(problem)))
            return
        self._wanted = (name, self._now())
        words = translate("Live", "{0}: from the end of this phrase on.")
        self._say(words.format(composer_word(name)))

    def skip(self) -> None:
        self._leave(ban=False)

    def ban(self) -> None:
        """Not this one again for this client."""
        self._leave(ban=True)

    @property
    def _chosen(self) -> str:
        if self._wanted is not None:
            return self._wanted[0]
        return "" if self._music is None else self._music.composer

    def _leave(self, *, ban: bool) -> None:
        song = None if self._music is None else self._music.song
        if self._control is None:
            return
        if song is None:
            self._say(translate("Live", "No song is being played that could be left."))
            return
        self._control.skip_song(ban)
        self._leaving = (song.id, self._now())
        words = (
            translate("Live", "{0} is not played again for this client; Clients can allow it.")
            if ban
            else translate("Live", "{0} is left where this phrase ends.")
        )
        self._say(words.format(shortened(song.title, 40)))

    def _still(self, wish: tuple[str, float] | None, reached: str) -> tuple[str, float] | None:
        """The wish, until it is reached or has been waited for in vain."""
        if wish is None or wish[0] == reached or self._now() - wish[1] > LONGEST_WAIT_S:
            return None
        return wish
