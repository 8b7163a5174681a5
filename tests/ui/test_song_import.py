"""Importing songs: what came in, what did not and why; stopping; the dialog's steps."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.music.songs.library import MemorySongStore, SongLibrary, bundled_songs
from emotune_gui.ui.presenters.song_import import ImportRequest, ImportRun, read_into
from emotune_gui.ui.views.songs_import import ImportDialog
from tests.ui.fake_store import ImmediateTasks


@pytest.fixture
def songs(tmp_path) -> Path:
    """Three songs in two folders, a copy of one, and a text that calls itself MIDI."""
    folder = tmp_path / "songs"
    (folder / "below").mkdir(parents=True)
    for place, given in enumerate(bundled_songs()[:3]):
        where = folder / "below" if place else folder
        shutil.copyfile(given.path, where / f"song {place}.mid")
    shutil.copyfile(folder / "song 0.mid", folder / "zz copy.mid")
    (folder / "text.mid").write_text("not music", encoding="utf-8")
    return folder


@pytest.fixture
def library() -> SongLibrary:
    return SongLibrary(MemorySongStore(), [])


def test_a_folder_comes_in_and_what_fails_is_told(songs, library):
    run = ImportRun()
    read_into(ImportRequest(folder=songs), library, run)
    assert (run.total, run.done, len(run.added)) == (5, 5, 3)
    assert len(library.songs()) == 3
    assert all(song.automatic for song in run.added)
    told = " ".join(run.problems)
    assert "text.mid" in told
    assert "zz copy.mid is the same song" in told


def test_a_table_gives_the_labels(songs, library, tmp_path):
    table = tmp_path / "labels.csv"
    table.write_text("file,title,emotion\nsong 0.mid,The first,sad\n", encoding="utf-8")
    run = ImportRun()
    read_into(ImportRequest(files=(songs / "song 0.mid",), labels=table), library, run)
    assert [(s.title, s.emotion.value, s.automatic) for s in run.added] == [
        ("The first", "sad", False)
    ]


def test_what_is_there_already_is_not_changed(songs, library):
    for _ in range(2):
        run = ImportRun()
        read_into(ImportRequest(files=(songs / "song 0.mid",)), library, run)
    assert run.added == []
    assert "in the library already" in run.problems[0]


def test_a_corrected_table_changes_what_is_said_and_can_be_undone(songs, library, tmp_path):
    read_into(ImportRequest(folder=songs), library, ImportRun())
    before = library.songs()
    table = tmp_path / "labels.csv"
    table.write_text("file,emotion\nsong 0.mid,angry\nsong 1.mid,furious\n", encoding="utf-8")
    run = ImportRun()
    read_into(ImportRequest(folder=songs, labels=table), library, run)
    assert len(library.songs()) == 3 and run.added == []
    (was,) = run.changed
    assert was in before
    now = library.get(was.id)
    assert (now.emotion.value, now.automatic, now.tempo_bpm) == ("angry", False, was.tempo_bpm)
    assert any("below/song 1.mid: Its label cannot" in line for line in run.problems)


def test_stopping_keeps_what_came_in(songs, library):
    run = ImportRun()
    run.over.set()
    read_into(ImportRequest(folder=songs), library, run)
    assert run.done == 1
    assert len(library.songs()) == len(run.added) <= 1


def test_no_folder_is_an_error(library, tmp_path):
    with pytest.raises(InvalidInput, match="no folder"):
        read_into(ImportRequest(folder=tmp_path / "none"), library, ImportRun())


@pytest.fixture
def dialog(qtbot, library):
    heard = []
    made = ImportDialog(
        lambda: library, ImmediateTasks(), lambda added, _changed: heard.append(added)
    )
    made.heard = heard
    qtbot.addWidget(made)
    made.open()
    return made


def press(dialog, text: str) -> None:
    next(b for b in dialog.findChildren(QPushButton) if b.text() == text).click()


def test_the_dialog_goes_from_choice_to_result(dialog, songs):
    assert not dialog._go.isEnabled()
    dialog.choose(ImportRequest(folder=songs))
    assert dialog._go.isEnabled()
    press(dialog, "Import")
    assert dialog.step == "done"
    assert dialog._result.text() == "3 songs were added."
    assert "text.mid" in dialog.problems
    assert len(dialog.heard[0]) == 3
    press(dialog, "Import more")
    assert dialog.step == "choosing"
    assert not dialog._go.isEnabled()


def test_a_folder_that_is_gone_is_told(dialog, tmp_path):
    dialog.choose(ImportRequest(folder=tmp_path / "none"))
    press(dialog, "Import")
    assert dialog._result.text() == "No song was added."
    assert "no folder" in dialog.problems


def test_progress_is_followed_and_stopped(qtbot, library, songs):
    from tests.ui.test_songs import LateTasks

    tasks = LateTasks()
    made = ImportDialog(lambda: library, tasks, lambda *_songs: None)
    qtbot.addWidget(made)
    made.open()
    made.choose(ImportRequest(folder=songs))
    press(made, "Import")
    assert made.step == "running"
    made.presenter.run.total, made.presenter.run.done = 5, 2
    made.show_progress()
    assert made._count.text() == "2 of 5 files"
    run = made.presenter.run
    press(made, "Stop")
    assert run.over.is_set()
    tasks.finish()
    assert made.step == "done"
