"""Songs not played again for a client: seen, and allowed one by one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from emotune_gui.domain.faults import StorageError
from emotune_gui.music.songs.library import bundled_songs
from emotune_gui.ui.views.clients import ClientsPage
from emotune_gui.ui.views.clients_bans import BansDialog
from tests.ui.fake_store import FakeClients, FakeStore, ImmediateTasks
from tests.ui.stored_values import client

ADA = client(1, "Ada")
FIRST, SECOND = bundled_songs()[:2]
GONE = "f" * 16


@pytest.fixture
def store():
    made = FakeStore(FakeClients(ADA))
    made.songs.banned[1] = {FIRST.id, SECOND.id, GONE}
    return made


@pytest.fixture
def heard():
    return []


@pytest.fixture
def dialog(qtbot, store, heard):
    made = BansDialog(lambda: store, ImmediateTasks(), ADA, lambda: heard.append("changed"))
    qtbot.addWidget(made)
    made.open()
    return made


def titles(dialog) -> list[str]:
    return [row.title for row in dialog.table.rows]


def test_every_song_is_named_also_one_that_left_the_library(dialog):
    assert {FIRST.title, SECOND.title} < set(titles(dialog))
    assert "A song that is no longer in the library" in titles(dialog)


def test_one_is_allowed_and_the_others_stay(dialog, store, heard):
    dialog.table.select_where(lambda row: row.song_id == FIRST.id)
    dialog._allow.click()
    assert store.songs.bans(1) == {SECOND.id, GONE}
    assert heard == ["changed"]
    assert dialog.table.selected.song_id == FIRST.id
    assert dialog._allow.text() == "Not again"
    dialog._allow.click()
    assert store.songs.bans(1) == {FIRST.id, SECOND.id, GONE}


def test_enter_does_the_same(dialog, store):
    chosen = dialog.table.selected
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert chosen.song_id not in store.songs.bans(1)
    assert dialog.isVisible()


def test_all_at_once(dialog, store):
    dialog._all.click()
    assert store.songs.bans(1) == frozenset()
    assert not dialog._all.isEnabled()


def test_a_failure_is_said_and_changes_nothing(dialog, store, monkeypatch):
    def full(*_ids: object) -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(store.songs, "allow", full)
    dialog._allow.click()
    assert dialog._said.text == "The disk is full."
    assert all(row.banned for row in dialog.table.rows)


def test_the_page_counts_and_opens_them(qtbot, store):
    page = ClientsPage(lambda: store, ImmediateTasks())
    qtbot.addWidget(page)
    page.show()
    assert page._detail._banned.text() == "3 songs are not played again"
    page._detail.show_songs.emit(ADA)
    (opened,) = page.findChildren(BansDialog)
    opened._allow.click()
    assert page._detail._banned.text() == "2 songs are not played again"
    opened._all.click()
    assert not page._detail._bans.isVisible()
    opened.accept()
    assert not page.findChildren(BansDialog)
