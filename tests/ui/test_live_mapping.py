from __future__ import annotations

from itertools import pairwise

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.live import MusicState
from emotune_gui.ui.presenters.live_mapping import (
    HOLD_S,
    MappingLine,
    fewer_words,
    mapping_words,
)
from emotune_gui.ui.views.live import NARROW_MUSIC_WIDTH
from emotune_gui.ui.views.live_music import MusicView
from emotune_gui.ui.widgets.text import WrappedLabel

SAD = Affect(-0.6, -0.6)


def state(words: str, version: int = 3, target: Affect = SAD) -> MusicState:
    return MusicState(weights_version=version, personal=words, target=target)


class Clock:
    t = 0.0

    def __call__(self) -> float:
        return self.t


def test_why_a_bar_sounds_as_it_does():
    words = mapping_words(state("After 12 ratings: slower by 6 bpm."))
    assert words == "Personal for “sad”. After 12 ratings: slower by 6 bpm."
    assert "not yet personal" in mapping_words(MusicState())
    assert "version 3" in mapping_words(state("")), "personal, but as the clinical one here"


def test_what_is_tried_on_the_clinical_mapping_is_said_too():
    assert mapping_words(state("Trying: softer.", version=0)) == "Trying: softer."


def test_words_that_do_not_fit_name_less_instead_of_being_cut_off():
    words = (
        "Personal for “sad”. After 9 ratings: slower by 6.5 bpm, softer. Trying: darker, louder."
    )
    said = list(fewer_words(words))
    assert said[0] == words
    assert (
        said[1] == "Personal for “sad”. After 9 ratings: slower by 6.5 bpm. Trying: darker, louder."
    )
    assert said[2] == "Personal for “sad”. After 9 ratings: slower by 6.5 bpm. Trying: darker."
    assert said[-1] == "Personal for “sad”."
    assert all(len(less) < len(more) for more, less in pairwise(said))


def test_each_sentence_is_said_in_the_windows_language(monkeypatch):
    def shouted(many):
        return tuple(one.upper() for one in many)

    monkeypatch.setattr("emotune_gui.ui.presenters.live_mapping.sentences", shouted)
    words = mapping_words(state("After 6 ratings: softer, slower by 6.5 bpm. Trying: strings."))
    assert words.endswith("AFTER 6 RATINGS: SOFTER, SLOWER BY 6.5 BPM. TRYING: STRINGS.")


def test_a_whole_sentence_stands_on_the_narrow_page(qtbot):
    view = MusicView()
    qtbot.addWidget(view)
    view.resize(NARROW_MUSIC_WIDTH - 24, 600)
    view.show_mapping(
        "Personal for “calm”. After 12 ratings: sparser by 0.4 notes a second, much brighter in "
        "mode, higher by 2.5 semitones. Trying: smoother, louder. Preferred: network "
        "composer, strings."
    )
    view.show()
    label = view.findChild(WrappedLabel)
    assert label.text.endswith("strings.") and label.toolTip() == label.text
    assert "…" not in label.shown and label.shown.startswith("Personal for “calm”. After 12")


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
