"""The music of the session before is what the next begins with."""

from __future__ import annotations

import pytest

from emotune_gui.domain.music import Instrumentation, Palette, Part
from emotune_gui.domain.session import Plan
from emotune_gui.ui.presenters.music_memory import (
    COMPOSER,
    FAMILIES,
    HIGHEST,
    LOUDEST,
    LOWEST,
    PALETTE,
    PARTS,
    PRESET,
    MusicChoice,
    recalled,
    remember,
)
from emotune_gui.ui.presenters.start_music import programs_of
from emotune_gui.ui.views.start import StartPage
from tests.ui.fake_store import FakeClients, FakeStore, ImmediateTasks
from tests.ui.stored_values import client
from tests.ui.test_start import Machine

CHOSEN = MusicChoice(
    "songs",
    "thesis",
    Instrumentation(Palette.STRINGS, programs_of([2, 7]), 43, 84),
    (Part.BASS, Part.DRUMS),
    70.0,
)


def plan_of(choice: MusicChoice) -> Plan:
    return Plan(
        composer=choice.composer,
        preset=choice.preset,
        instrumentation=choice.instrumentation,
        excluded_parts=choice.excluded_parts,
        loudness_limit=choice.loudness_limit,
    )


def test_untouched_nothing_is_excluded(settings):
    assert recalled(settings) == MusicChoice()


def test_it_survives_the_program(settings):
    from PySide6.QtCore import QSettings

    remember(settings, plan_of(CHOSEN))
    settings.sync()
    again = recalled(QSettings(settings.fileName(), QSettings.Format.IniFormat))
    assert set(again.excluded_parts) == set(CHOSEN.excluded_parts)
    assert plan_of(again).instrumentation == CHOSEN.instrumentation
    assert (again.composer, again.preset, again.loudness_limit) == ("songs", "thesis", 70.0)


@pytest.mark.parametrize("rubbish", ["", "x", "-3", "999", "1,zwei", "³"])
def test_rubbish_falls_back(settings, rubbish):
    for key in (COMPOSER, FAMILIES, HIGHEST, LOUDEST, LOWEST, PALETTE, PARTS, PRESET):
        settings.setValue(key, rubbish)
    found = recalled(settings)
    assert found.composer == "rules"
    assert found.excluded_parts == ()
    assert found.loudness_limit == MusicChoice().loudness_limit


def test_a_network_that_is_gone_is_not_chosen(settings, monkeypatch, tmp_path):
    settings.setValue(COMPOSER, "rnn-sad")
    assert recalled(settings).composer == "rnn-sad"
    monkeypatch.setattr("emotune_gui.ui.presenters.start_music.bundled", lambda *_: tmp_path)
    assert recalled(settings).composer == "rules"


def test_the_page_shows_it_and_the_plan_has_it(qtbot):
    store = FakeStore(FakeClients(client(1, "Ada")))
    page = StartPage(lambda: store, Machine(), ImmediateTasks())
    qtbot.addWidget(page)
    page.set_music(CHOSEN)
    page.show()
    plan = page.choices().plan
    assert set(plan.excluded_parts) == set(CHOSEN.excluded_parts)
    assert plan.instrumentation == CHOSEN.instrumentation
    assert (plan.composer, plan.preset, plan.loudness_limit) == ("songs", "thesis", 70.0)
    assert plan.song_id == ""
