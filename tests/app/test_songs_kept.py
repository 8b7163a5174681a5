"""The songs page over the real database: files are copied, removed and brought back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from unittest.mock import create_autospec

import pytest

from emotune_gui.domain.emotion import Affect
from emotune_gui.engine.archive import Archive
from emotune_gui.music.songs.library import bundled_songs
from emotune_gui.ui.presenters.songs import SongsPresenter, SongsView, library_of
from tests.ui.fake_jukebox import FakeJukebox
from tests.ui.fake_store import ImmediateTasks


@pytest.fixture
def archive(tmp_path):
    made = Archive(tmp_path / "data" / "emotune.db")
    yield made
    made.close()


@pytest.fixture
def made(archive):
    view = create_autospec(SongsView, instance=True)
    presenter = SongsPresenter(view, library_of(archive.open), FakeJukebox(), ImmediateTasks())
    presenter.refresh()
    return presenter


def of(made: SongsPresenter, song_id: str):
    return next((song for song in made.songs if song.id == song_id), None)


def test_a_removed_song_comes_back_with_its_notes(made, archive, tmp_path):
    given = bundled_songs()[0]
    path = tmp_path / "mine.mid"
    shutil.copyfile(given.path, path)
    own = replace(given, id="f" * 16, path=path, bundled=False, title="Mine")
    library_of(archive.open)().add(own)
    path.unlink()
    made.refresh()
    kept = of(made, own.id)
    assert kept.path.read_bytes() == given.path.read_bytes()
    made.remove(kept)
    assert of(made, own.id) is None
    assert not kept.path.exists()
    made.undo()
    assert of(made, own.id).path.read_bytes() == given.path.read_bytes()


def test_the_label_of_a_bundled_song_is_kept_and_taken_back(made, archive):
    song = made.songs[0]
    made.label(song, Affect(-0.9, 0.9))
    again = library_of(archive.open)().get(song.id)
    assert again.affect == Affect(-0.9, 0.9)
    assert again.path == song.path
    made.undo()
    assert library_of(archive.open)().get(song.id) == song
