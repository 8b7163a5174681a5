"""Changing who writes the music while it plays: by hand, or because the learning tries another."""

from __future__ import annotations

from collections.abc import Callable

from emotune_gui.engine.arm_choices import ArmChoices
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.music.composing.opening import composer_or_rules
from emotune_gui.music.programme import SONGS, Wishes
from emotune_gui.music.songs.repertoire import Repertoire


class ComposerWishes:
    """Any thread. What is slow to load is loaded by the errands (`post`) first."""

    def __init__(
        self,
        wishes: Wishes,
        choices: ArmChoices,
        repertoire: Repertoire,
        seed: int,
        faults: FaultDesk,
        post: Callable[[Callable[[], None]], None],
    ) -> None:
        self._wishes, self._choices, self._repertoire = wishes, choices, repertoire
        self._seed, self._faults, self._post = seed, faults, post
        self._by_hand = False

    def set(self, name: str) -> None:
        """The therapist's word: at the next phrase end, at latest after two bars."""
        self._by_hand = True
        self._choices.composer_by_hand()

        def warmed() -> None:
            self._warm(name)
            self._wishes.composer = name

        self._post(warmed)

    def suggest(self, name: str) -> None:
        """The learning's: where the phrase ends, and never after the therapist's."""

        def warmed() -> None:
            self._warm(name)
            if not self._by_hand:
                self._wishes.suggest(name)

        self._post(warmed)

    def _warm(self, name: str) -> None:
        if name == SONGS:
            self._repertoire.warm()
            return
        _, problem = composer_or_rules(name, self._seed)
        if problem:
            self._faults.notice("composer", problem)
