"""Exporting a session's music from its review."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from emotune_gui.domain.review import SongPlayed
from emotune_gui.domain.song import SongKind
from emotune_gui.music.songs.library import bundled_songs
from emotune_gui.ui.presenters.review_export import (
    ExportRequest,
    files_of,
    request_problem,
    suggested_name,
)
from emotune_gui.ui.views.review import ReviewPage
from emotune_gui.ui.views.review_export import ExportDialog
from tests.ui.conftest import held
from tests.ui.fake_store import FakeClients, FakeSessions, FakeStore, ImmediateTasks
from tests.ui.stored_values import client, info, timeline
from tests.ui.test_songs import LateTasks


@pytest.fixture
def short():
    """Four seconds of music."""
    whole = timeline()
    return replace(whole, played=whole.played[:4])


@pytest.fixture
def store():
    return FakeStore()


@pytest.fixture
def dialog(qtbot, store, short, tmp_path):
    made = ExportDialog(lambda: store, ImmediateTasks(), short)
    qtbot.addWidget(made)
    made.choose_folder(tmp_path)
    made.open()
    return made


def test_one_press_writes_both_and_says_where(dialog, store, tmp_path):
    dialog._go.click()
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".mid", ".wav"]
    assert str(tmp_path) in dialog.said
    assert store.audit.events == [("session.export", 1)]


def test_nothing_is_written_over(dialog, tmp_path):
    dialog._wav.setChecked(False)
    dialog._go.click()
    first = {p: p.read_bytes() for p in tmp_path.iterdir()}
    dialog._go.click()
    assert len(list(tmp_path.iterdir())) == 2
    assert all(p.read_bytes() == data for p, data in first.items())


def test_a_folder_that_is_gone_is_told_and_can_be_mended(dialog, tmp_path):
    dialog.choose_folder(tmp_path / "gone")
    dialog._wav.setChecked(False)
    dialog._go.click()
    assert "no folder" in dialog.said
    assert dialog._go.isEnabled() and not dialog.writing.bar.isVisible()
    dialog.choose_folder(tmp_path)
    dialog._go.click()
    assert len(list(tmp_path.iterdir())) == 1


def test_it_can_be_stopped(qtbot, store, short, tmp_path):
    tasks = LateTasks()
    made = ExportDialog(lambda: store, tasks, short)
    qtbot.addWidget(made)
    made.choose_folder(tmp_path)
    made.open()
    made._midi.setChecked(False)
    made._go.click()
    assert made.writing.bar.isVisible() and not made._go.isEnabled()
    made.writing.stop.click()
    tasks.finish()
    assert "Stopped" in made.said
    assert not list(tmp_path.iterdir())
    assert store.audit.events == []


@pytest.mark.parametrize("name", ["", " ", "a/b", "..", "a\\b"])
def test_names_that_will_not_do(name):
    assert request_problem(ExportRequest(Path("/tmp"), name))
    assert not request_problem(ExportRequest(Path("/tmp"), "a"))
    assert request_problem(ExportRequest(Path("/tmp"), "a", midi=False, wav=False))


def test_the_client_is_not_named_in_the_file():
    assert "Ada" not in suggested_name(info(7, "Ada"))
    wanted = files_of(ExportRequest(Path("/none"), "a.b", wav=False))
    assert (wanted.midi, wanted.wav) == (Path("/none/a.b.mid"), None)


@pytest.fixture
def page(host):
    sessions = FakeSessions(info(1, "Ada", days=2), info(2, "Ben", days=1))
    sessions.timelines = {1: timeline(), 2: timeline(played=False)}
    store = FakeStore(FakeClients(client(1, "Ada")), sessions)
    made = held(host, ReviewPage(lambda: store, ImmediateTasks()))
    made.refresh()
    return made


def test_the_key_opens_it_where_there_is_music(page, host):
    page.open_session(1)
    QTest.keyClick(page.session.timeline, "e")
    assert page.exporting is not None
    page.exporting.reject()
    assert page.exporting is None
    page.open_session(2)
    assert not page.session._export.isEnabled()
    assert "No notes" in page.session._export.toolTip()


def test_recordings_that_are_not_in_the_files_are_told(qtbot, store, short):
    given = bundled_songs()[0]
    store.songs.put(replace(given, id="a" * 16, kind=SongKind.AUDIO))
    played = SongPlayed(0, "a" * 16, "On tape", 0.0, 60.0)
    for songs, said in (
        ((), ""),
        ((played,), "Recordings"),
        ((replace(played, song_id=given.id),), ""),
    ):
        made = ExportDialog(lambda: store, ImmediateTasks(), replace(short, songs=songs))
        qtbot.addWidget(made)
        assert made.said.startswith(said) and bool(made.said) == bool(said)
