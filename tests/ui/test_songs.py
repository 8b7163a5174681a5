"""The library page: find, hear, correct, remove, take back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest.mock import create_autospec

import pytest
from PySide6.QtCore import Qt

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.music import Mode
from emotune_gui.domain.song import SongEmotion, SongInfo, SongKind
from emotune_gui.music.songs.library import MemorySongStore, SongLibrary
from emotune_gui.ui.presenters.jukebox import Listening
from emotune_gui.ui.presenters.song_words import facts_words, title_words
from emotune_gui.ui.presenters.songs import SongsPresenter, SongsView, WhichSongs
from emotune_gui.ui.views.songs import SongsPage
from tests.ui.fake_jukebox import FakeJukebox
from tests.ui.fake_store import FakeStore, ImmediateTasks


def song(number: int, title: str, affect: Affect = Affect(0.6, 0.5), **more: object) -> SongInfo:
    plain = SongInfo(
        id=f"{number:016x}",
        title=title,
        composer="Clara Ängström",
        genre="waltz",
        licence="Public domain",
        source="a book",
        path=Path(f"/nowhere/{number}.mid"),
        kind=SongKind.SCORE,
        affect=affect,
        automatic=True,
        tempo_bpm=96.4,
        tonic=2,
        mode=Mode.AEOLIAN,
        duration_s=75.0,
    )
    return replace(plain, **more)


HAPPY = song(1, "Bright morning")
SAD = song(2, "Étude in grey", Affect(-0.5, -0.5), genre="étude", automatic=False)
GIVEN = song(3, "Aloha", Affect(0.5, -0.5), bundled=True, automatic=False)


class LateTasks:
    """Work that is under way until `finish`."""

    def __init__(self) -> None:
        self.waiting: list = []

    def load(self, slot, work, done, failed) -> None:
        self.act(work, done, failed)

    def act(self, work, done, failed) -> None:
        self.waiting.append((work, done))

    def finish(self) -> None:
        for work, done in self.waiting:
            done(work())
        self.waiting.clear()


@pytest.fixture
def store() -> MemorySongStore:
    return MemorySongStore([HAPPY, SAD])


@pytest.fixture
def view():
    return create_autospec(SongsView, instance=True)


@pytest.fixture
def made(store, view):
    presenter = SongsPresenter(
        view, lambda: SongLibrary(store, [GIVEN]), FakeJukebox(), ImmediateTasks()
    )
    presenter.refresh()
    return presenter


def shown(view) -> list[str]:
    return [s.title for s in view.show_songs.call_args.args[0]]


def test_all_songs_are_shown_by_title_with_their_genres(made, view):
    assert shown(view) == ["Aloha", "Bright morning", "Étude in grey"]
    view.show_genres.assert_called_with(["waltz", "étude"])


@pytest.mark.parametrize(
    ("which", "titles"),
    [
        (WhichSongs.OWN, ["Bright morning", "Étude in grey"]),
        (WhichSongs.BUNDLED, ["Aloha"]),
        (WhichSongs.GUESSED, ["Bright morning"]),
        (WhichSongs.RECORDINGS, []),
        (WhichSongs.SCORES, ["Aloha", "Bright morning", "Étude in grey"]),
    ],
)
def test_which_songs_are_shown(made, view, which, titles):
    made.show_which(which)
    assert shown(view) == titles


def test_search_and_filters_narrow_together(made, view):
    made.search("angstrom")
    assert len(shown(view)) == 3
    made.show_emotion(SongEmotion.SAD)
    assert shown(view) == ["Étude in grey"]
    made.show_genre("waltz")
    assert shown(view) == []
    assert view.show_songs.call_args.args[1] == 3
    made.show_all()
    made.show_which(WhichSongs.BUNDLED)
    assert shown(view) == ["Aloha"]


def test_a_label_given_by_hand_can_be_taken_back(made, view, store):
    made.label(HAPPY, Affect(-0.4, -0.3))
    now = next(s for s in store.songs() if s.id == HAPPY.id)
    assert (now.affect, now.automatic) == (Affect(-0.4, -0.3), False)
    view.select.assert_called_with(HAPPY.id)
    assert "Bright morning" in view.show_undo.call_args.args[0]
    made.undo()
    assert next(s for s in store.songs() if s.id == HAPPY.id) == HAPPY
    view.show_undo.assert_called_with("")


def test_removed_songs_come_back_with_their_file(made, view, store, tmp_path):
    path = tmp_path / "own.mid"
    path.write_bytes(b"notes")
    own = replace(HAPPY, path=path)
    store.put(own)
    made.remove(own)
    assert HAPPY.id not in {s.id for s in store.songs()}
    path.unlink()
    made.undo()
    back = next(s for s in store.songs() if s.id == HAPPY.id)
    assert back.path.read_bytes() == b"notes"
    assert replace(back, path=path) == own


def test_songs_of_the_program_stay(made, view):
    made.remove(GIVEN)
    assert "cannot be removed" in view.show_notice.call_args.args[0]
    assert "Aloha" in shown(view)


def test_an_import_is_taken_back_whole(made, view, store):
    both = [song(7, "Seven"), song(8, "Eight")]
    for one in both:
        store.put(one)
    made.imported(both)
    view.select.assert_called_with(both[0].id)
    made.undo()
    assert {s.title for s in store.songs()} == {"Bright morning", "Étude in grey"}


def test_what_the_disk_refuses_is_said_and_not_undone(view):
    class Full(MemorySongStore):
        def put(self, song: SongInfo) -> None:
            raise StorageError("The disk is full.")

    made = SongsPresenter(
        view, lambda: SongLibrary(Full([HAPPY]), []), FakeJukebox(), ImmediateTasks()
    )
    made.refresh()
    made.label(HAPPY, Affect(0.0, 0.0))
    view.show_notice.assert_called_with("The disk is full.")
    view.show_undo.assert_not_called()


def test_one_song_plays_at_a_time(store, view):
    jukebox, tasks = FakeJukebox(), LateTasks()
    made = SongsPresenter(view, lambda: SongLibrary(store, []), jukebox, tasks)
    made.toggle_playing(HAPPY)
    made.toggle_playing(SAD)
    assert made.playing == SAD
    tasks.finish()
    assert jukebox.played == [HAPPY.id, SAD.id]
    assert made.playing is None
    view.show_playing.assert_called_with(None)
    made.toggle_playing(SAD)
    made.toggle_playing(SAD)
    assert made.playing is None


def test_without_loudspeakers_the_reason_is_given(store, view):
    jukebox = FakeJukebox(problem="No loudspeaker.")
    made = SongsPresenter(view, lambda: SongLibrary(store, []), jukebox, ImmediateTasks())
    made.toggle_playing(HAPPY)
    view.show_notice.assert_called_with("No loudspeaker.")
    assert made.playing is None


def test_what_was_stopped_hears_of_it_and_says_nothing_more():
    tasks, ended = LateTasks(), []
    listening = Listening(tasks)
    heard = []

    def music(go_on) -> None:
        heard.append(go_on(4.0))

    listening.play(music, ended.append)
    assert listening.playing
    listening.stop()
    tasks.finish()
    assert heard == [False]
    assert ended == []


def test_words_for_a_song():
    assert facts_words(SAD) == "étude, D minor, 96 bpm, 01:15"
    assert title_words(replace(SAD, composer="")) == "Étude in grey"


@pytest.fixture
def page(qtbot):
    kept = FakeStore()
    for one in (HAPPY, SAD):
        kept.songs.put(one)
    made = SongsPage(lambda: kept, FakeJukebox(), ImmediateTasks())
    made.kept = kept
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show()
    return made


def test_the_page_shows_bundled_and_own_songs(page):
    assert page.shown == "content"
    titles = {s.title for s in page._table.rows}
    assert {"Bright morning", "Étude in grey"} < titles
    assert len(titles) > 60
    page._which.setCurrentIndex(2)
    assert {s.title for s in page._table.rows} == {"Bright morning", "Étude in grey"}


def test_nothing_found_offers_the_way_back(page, qtbot):
    page._search.setText("no such song")
    assert page._none_found.isVisible()
    assert not page._table.isVisible()
    page._show_all()
    assert page._table.isVisible()


def test_dragging_the_point_labels_when_it_rests(page, qtbot):
    page.select(HAPPY.id)
    grid = page._detail.grid
    qtbot.mouseClick(
        grid, Qt.MouseButton.LeftButton, pos=grid.to_pixels(Affect(-0.5, 0.5)).toPoint()
    )
    kept = page.kept.songs
    assert next(s for s in kept.songs() if s.id == HAPPY.id).automatic
    qtbot.waitUntil(
        lambda: not next(s for s in kept.songs() if s.id == HAPPY.id).automatic, timeout=5000
    )
    assert page._detail.song.emotion is SongEmotion.ANGRY
    assert not page._detail._confirm.isVisible()
    page._undo.click()
    assert page._detail.song == HAPPY


def test_a_point_moved_and_left_at_once_is_kept(page, qtbot):
    page.select(HAPPY.id)
    qtbot.keyClick(page._detail.grid, Qt.Key.Key_Down)
    page.select(SAD.id)
    now = next(s for s in page.kept.songs.songs() if s.id == HAPPY.id)
    assert now.affect.arousal == pytest.approx(HAPPY.affect.arousal - 0.1)
    assert page._detail.song.id == SAD.id


def test_enter_plays_and_delete_removes(page, qtbot):
    page.select(SAD.id)
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    assert page.presenter._jukebox.played == [SAD.id]
    qtbot.keyClick(page._table, Qt.Key.Key_Delete)
    assert SAD.id not in {s.id for s in page.presenter.songs}


@pytest.mark.parametrize("width", [900, 1280, 1800])
def test_titles_keep_their_room(page, width):
    page.resize(width, 700)
    assert page._table.columnWidth(0) >= 140
    assert page.minimumSizeHint().width() <= 920


def test_an_own_song_is_renamed_and_it_can_be_undone(made, store):
    made.describe(HAPPY, replace(HAPPY, title="Evening", composer=""))
    assert next(s for s in store.songs() if s.id == HAPPY.id).title == "Evening"
    made.undo()
    assert HAPPY in store.songs()


def test_the_form_changes_only_what_was_typed(qtbot):
    from emotune_gui.ui.views.songs_edit import SongEditDialog

    form = SongEditDialog(HAPPY)
    qtbot.addWidget(form)
    form.open()
    heard = []
    form.wanted.connect(heard.append)
    form._title.setText("  ")
    assert not form._save.isEnabled()
    form._title.setText(" Evening ")
    form._save.click()
    assert heard == [replace(HAPPY, title="Evening")]
    same = SongEditDialog(HAPPY)
    qtbot.addWidget(same)
    same.wanted.connect(heard.append)
    same._save.click()
    assert len(heard) == 1
