from __future__ import annotations

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.live import MusicState
from emotune_gui.ui.presenters.live_mapping import HOLD_S, MappingLine, mapping_words

SAD = Affect(-0.6, -0.6)


def state(words: str, version: int = 3, target: Affect = SAD) -> MusicState:
    return MusicState(weights_version=version, personal=words, target=target)


class Clock:
    t = 0.0

    def __call__(self) -> float:
        return self.t


def test_why_a_bar_sounds_as_it_does():
    words = mapping_words(state("After 12 ratings: slower by 6 bpm."))
    assert words == "For “sad”, as ratings wished it: After 12 ratings: slower by 6 bpm."
    assert "not yet personal" in mapping_words(MusicState())
    assert "version 3" in mapping_words(state("")), "personal, but as the clinical one here"


def test_the_line_stands_still_while_figures_change():
    clock = Clock()
    line = MappingLine(clock)
    first = line.words(state("After 12 ratings: slower by 6 bpm."))
    clock.t = HOLD_S - 0.1
    assert line.words(state("After 12 ratings: slower by 5 bpm.")) == first
    clock.t = HOLD_S + 0.1
    assert "5 bpm" in line.words(state("After 12 ratings: slower by 5 bpm."))


def test_a_new_version_and_the_end_of_what_is_personal_are_said_at_once():
    line = MappingLine(Clock())
    line.words(state("After 12 ratings: slower by 6 bpm."))
    assert "13" in line.words(state("After 13 ratings: slower by 7 bpm.", version=4))
    assert "version 4" in line.words(state("", version=4))


def test_another_session_begins_anew():
    line = MappingLine(Clock())
    line.words(state("After 12 ratings: slower by 6 bpm."))
    line.forget()
    assert "louder" in line.words(state("After 1 rating: louder."))
