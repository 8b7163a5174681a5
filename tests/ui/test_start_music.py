"""Before a session: who makes the music and with what; hearing both."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from unittest.mock import create_autospec

import pytest

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import ANY_INSTRUMENTS, Instrumentation, Palette, Part
from emotune_gui.domain.session import Plan, Strategy
from emotune_gui.domain.song import SongKind
from emotune_gui.music.composing.opening import COMPOSERS
from emotune_gui.music.shaping import ShapingPreset
from emotune_gui.music.songs.library import bundled_songs
from emotune_gui.ui.presenters.start_checks import can_start, checks
from emotune_gui.ui.presenters.start_choices import Camera, Choices, Grade, Known
from emotune_gui.ui.presenters.start_music import (
    HIGHEST_NOTES,
    LOWEST_NOTES,
    HearBoth,
    HearView,
    composer_choices,
    family_words,
    heard_at,
    limits_sentence,
    pair,
    preset_choices,
    programs_of,
)
from emotune_gui.ui.views.start import StartPage
from tests.ui.fake_jukebox import FakeJukebox
from tests.ui.fake_store import FakeClients, FakeStore, ImmediateTasks
from tests.ui.stored_values import client
from tests.ui.test_songs import LateTasks
from tests.ui.test_start import Machine

ADA = client(1, "Ada", days=1)
READY = Known((Camera("0", "Webcam"),), "", CLINICAL_MAPPING, songs=bundled_songs()[:3])


def music_check(plan: Plan, known: Known = READY):
    found = checks(Choices(client=ADA, camera="0", plan=plan), known)
    assert can_start(found)
    return next(c for c in found if "music" in c.text or "ong" in c.text)


def test_every_composer_and_songs_can_be_chosen_by_name():
    names = [choice.name for choice in composer_choices()]
    assert names == [*COMPOSERS, "songs"]
    words = [choice.words for choice in composer_choices()]
    assert len(set(words)) == len(words)
    assert not any(choice.words == choice.name for choice in composer_choices())


def test_a_network_without_its_file_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr("emotune_gui.ui.presenters.start_music.bundled", lambda *_: tmp_path)
    installed = {choice.name for choice in composer_choices() if choice.installed}
    assert installed == {"rules", "songs"}
    assert all("not installed" in c.words for c in composer_choices() if not c.installed)


def test_presets_are_those_of_shaping():
    assert {value for value, _words in preset_choices()} == set(ShapingPreset)


def test_families_cover_general_midi_once():
    assert len(family_words()) == len(set(family_words())) == 16
    assert programs_of(range(16)) == frozenset(range(128))
    assert programs_of([2]) == frozenset(range(16, 24))


def test_any_range_leaves_an_octave():
    for lowest, highest in product(LOWEST_NOTES, HIGHEST_NOTES):
        assert Instrumentation(lowest=lowest, highest=highest)


def test_what_will_be_played_is_said():
    assert "by rules" in music_check(Plan()).text
    assert "sad songs" in music_check(Plan(composer="rnn-sad")).text
    songs = Plan(composer="songs")
    assert "chooses each" in music_check(songs).text
    first = bundled_songs()[1]
    assert first.title in music_check(replace(songs, song_id=first.id)).text
    none = music_check(songs, replace(READY, songs=()))
    assert none.grade is Grade.NOTICE


def test_recordings_can_be_chosen_first_too(page):
    recording = replace(bundled_songs()[0], id="a" * 16, kind=SongKind.AUDIO, title="On tape")
    page.show_songs([recording, *bundled_songs()[:2]])
    page._music.choose_composer("songs")
    page._music._song.setCurrentIndex(1)
    assert page.choices().plan.song_id == recording.id


def test_what_is_ruled_out_is_said_before_every_start():
    assert limits_sentence(Plan()) == ""
    plan = Plan(
        instrumentation=Instrumentation(
            excluded_programs=programs_of([2, 7]), lowest=43, highest=84
        ),
        excluded_parts=(Part.DRUMS,),
    )
    said = limits_sentence(plan)
    assert "without organs, brass, drums" in said
    assert "no note below G2" in said and "no note above C6" in said
    assert "never louder than 60" in limits_sentence(replace(plan, loudness_limit=60.0))
    found = checks(Choices(client=ADA, camera="0", plan=plan), READY)
    assert said in [c.text for c in found if c.grade is Grade.NOTICE]
    assert can_start(found)


def test_both_are_heard_at_the_same_affect():
    plan = Plan(Strategy.LEAD, Affect(0.5, -0.4), composer="rnn")
    assert [one.composer for one in pair(plan)] == ["rnn", "rules"]
    assert pair(Plan())[1].composer == "rnn"
    assert heard_at(plan) == plan.target == heard_at(pair(plan)[1])
    assert heard_at(Plan(Strategy.MATCH)) == NEUTRAL_AFFECT


def test_one_press_plays_one_after_the_other():
    view, jukebox = create_autospec(HearView, instance=True), FakeJukebox()
    tasks = LateTasks()
    hearing = HearBoth(view, jukebox, tasks)
    hearing.toggle(Plan(composer="songs"))
    assert hearing.playing
    assert "1 of 2" in view.show_heard.call_args.args[0]
    tasks.finish()
    assert [plan.composer for plan in jukebox.plans] == ["songs", "rules"]
    view.show_hearing.assert_called_with(on=False)


def test_a_second_press_stops_both():
    view, jukebox, tasks = create_autospec(HearView, instance=True), FakeJukebox(), LateTasks()
    hearing = HearBoth(view, jukebox, tasks)
    hearing.toggle(Plan())
    hearing.toggle(Plan())
    assert not hearing.playing
    tasks.finish()
    assert jukebox.plans == []


def test_without_sound_the_reason_is_given():
    view = create_autospec(HearView, instance=True)
    HearBoth(view, FakeJukebox(problem="No loudspeaker."), ImmediateTasks()).toggle(Plan())
    view.show_heard.assert_called_with("No loudspeaker.")


@pytest.fixture
def page(qtbot):
    made = StartPage(
        lambda: FakeStore(FakeClients(ADA)), Machine(), ImmediateTasks(), jukebox=FakeJukebox()
    )
    qtbot.addWidget(made)
    made.show()
    made.choose_client(1)
    made.show_side(1)
    return made


def test_untouched_the_music_is_as_ever(page):
    plan = page.choices().plan
    assert (plan.composer, plan.song_id, plan.preset) == ("rules", "", "affect")
    assert plan.instrumentation == ANY_INSTRUMENTS


def test_choices_reach_the_plan(page):
    music = page._music
    music.choose_composer("songs")
    assert music._song.isVisible()
    music._song.setCurrentIndex(4)
    music._preset.setCurrentIndex(1)
    music._palette.setCurrentIndex(list(Palette).index(Palette.WINDS))
    music._lowest.setCurrentIndex(3)
    music.choose_family(7, True)
    plan = page.choices().plan
    assert plan.composer == "songs"
    assert plan.song_id in {song.id for song in bundled_songs()}
    assert plan.preset == "thesis"
    assert plan.instrumentation.palette is Palette.WINDS
    assert plan.instrumentation.lowest == 48
    assert plan.instrumentation.excluded_programs == frozenset(range(56, 64))
    music.choose_composer("rules")
    assert not music._song.isVisible()
    assert (page.choices().plan.song_id, page.choices().plan.preset) == ("", "affect")


def test_what_is_not_installed_cannot_be_picked(qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr("emotune_gui.ui.presenters.start_music.bundled", lambda *_: tmp_path)
    made = StartPage(lambda: FakeStore(FakeClients(ADA)), Machine(), ImmediateTasks())
    qtbot.addWidget(made)
    model = made._music._composer.model()
    able = [model.item(place).isEnabled() for place in range(model.rowCount())]
    assert able == [True, True, False, False, False, False, False, True]
    assert not made._music._hear.isVisibleTo(made)


def test_hearing_takes_the_plan_as_it_stands(page):
    page._music.choose_composer("rnn")
    page._music._hear.click()
    assert page._music._hear.text() == "Hear both"


def test_the_fullest_choice_fits_the_smallest_screen(page):
    page._music.choose_composer("songs")
    assert page.minimumSizeHint().height() <= 768 - 40
    assert page.minimumSizeHint().width() <= 1024


class WithPiano(Machine):
    names = ("Clavinova", "Synth")

    def midi_instruments(self):
        return self.names


def test_a_midi_instrument_can_play_instead_of_the_loudspeakers(qtbot):
    machine = WithPiano()
    store = FakeStore(FakeClients(ADA))
    made = StartPage(lambda: store, machine, ImmediateTasks())
    qtbot.addWidget(made)
    made.show()
    made.choose_client(1)
    combo = made._limits._instruments
    assert combo.isVisible() and combo.count() == 3
    assert made.minimumSizeHint().height() <= 768 - 40
    assert made.minimumSizeHint().width() <= 1024
    assert made._presenter.request().audio == "device"
    combo.setCurrentIndex(2)
    assert made._presenter.request().audio == "midi:Synth"
    assert any("instrument Synth" in c.text for c in made._checks.checks)
    made.set_sound(False)
    assert made._presenter.request().audio == "none"
    made.set_sound(True)
    machine.names = ("Clavinova",)
    made.refresh()
    assert made._presenter.request().audio == "device"


def test_without_an_instrument_there_is_no_choice(page):
    page.show_side(0)
    assert not page._limits._instruments.isVisible()
