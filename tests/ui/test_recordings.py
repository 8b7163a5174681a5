"""The page of recordings: drop, watch, cancel, try again, open, and the music to them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from emotune_gui.domain.emotion import EmotionProbabilities
from emotune_gui.engine.bulk.preview import Preview
from emotune_gui.ui.presenters import recordings_words as words
from emotune_gui.ui.presenters.recordings import Which
from emotune_gui.ui.presenters.recordings_add import what_words
from emotune_gui.ui.views.recordings import RecordingsPage
from emotune_gui.ui.views.recordings_table import STATE, RecordingsTable
from tests.ui.fake_recordings import ADA, BEN, Clients, FakeBatches, ended, failed, running, waiting
from tests.ui.fake_store import ImmediateTasks


@pytest.fixture
def batches() -> FakeBatches:
    return FakeBatches()


@pytest.fixture
def page(qtbot, batches, tmp_path) -> RecordingsPage:
    def look(result) -> Preview:
        return Preview(np.full((48, 64, 3), 200, np.uint8))

    made = RecordingsPage(
        lambda: Clients(ADA, BEN), batches, look, lambda: tmp_path, tasks=ImmediateTasks()
    )
    qtbot.addWidget(made)
    made.resize(1286, 740)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def test_an_empty_page_says_what_to_do(page) -> None:
    assert page.shown == "empty"
    assert "Drop" in page.empty.text.text()
    page.ask()
    assert page.adding is not None


def test_rows_say_how_far_they_are(page, batches) -> None:
    batches.put(running(0), waiting(1), failed(2), ended(3, session_id=7), speed=7.4, left_s=63.0)
    page.presenter.tick()
    model = page.table.model()
    said = [model.index(row, STATE).data() for row in range(4)]
    assert said == ["42 %", "waiting", "failed", "done, in Review"]
    assert words.overall_words(page.presenter.standing) == (
        "1 of 4 done, 1 failed, 7.4× as fast as they last, 01:03 left"
    )


def test_why_it_failed_is_said_beside_it(page, batches) -> None:
    batches.put(failed(0, "It is empty."))
    page.presenter.tick()
    assert page.detail.why == "It is empty."


def test_five_thousand_rows_are_told_of_only_where_they_changed(page, batches) -> None:
    rows = [waiting(n) for n in range(5000)]
    batches.put(*rows)
    page.presenter.tick()
    page.table.selectRow(4000)
    page.table.scrollTo(page.table.model().index(4000, 0))
    at = page.table.verticalScrollBar().value()
    told: list[tuple[int, int]] = []
    resets: list[bool] = []
    page.table.model().dataChanged.connect(lambda a, b: told.append((a.row(), b.row())))
    page.table.model().modelReset.connect(lambda: resets.append(True))
    rows[17] = running(17)
    batches.put(*rows)
    page.presenter.tick()
    assert told == [(17, 17)]
    assert not resets
    assert page.table.verticalScrollBar().value() == at
    assert page.table.current is rows[4000]


def test_new_rows_come_in_without_a_jump(page, batches) -> None:
    batches.put(waiting(0), waiting(1))
    page.presenter.tick()
    page.table.selectRow(1)
    batches.put(*(waiting(n) for n in range(500)))
    page.presenter.tick()
    assert len(page.table.rows) == 500
    assert page.table.current is not None
    assert page.table.current.file.id == 1


def test_the_current_row_is_found_again_after_a_filter(page, batches) -> None:
    batches.put(waiting(0), failed(1), ended(2), failed(3))
    page.presenter.tick()
    page.table.selectRow(3)
    page.presenter.show_which(Which.FAILED)
    assert [row.file.id for row in page.table.rows] == [1, 3]
    assert page.table.current is not None
    assert page.table.current.file.id == 3


def test_words_find_names_and_clients(page, batches) -> None:
    batches.put(waiting(0, "Garden.mov"), replace(waiting(1), client="Ada Lovelace"), waiting(2))
    page.presenter.tick()
    page.presenter.search(" GARDEN")
    assert [row.file.id for row in page.table.rows] == [0]
    page.presenter.search("lovelace")
    assert [row.file.id for row in page.table.rows] == [1]
    page.presenter.search("nobody")
    assert page.table.rows == ()
    assert page.shown == "content"


def test_a_list_that_was_cleared_is_empty_again(page, batches) -> None:
    batches.put(ended(0))
    page.presenter.tick()
    assert page.shown == "content"
    batches.put()
    page.presenter.tick()
    assert page.shown == "empty"
    assert page.detail.row is None


def test_the_keyboard_does_it_all(page, batches, qtbot) -> None:
    batches.put(running(0), failed(1), ended(2))
    page.presenter.tick()
    opened: list[int] = []
    page.session_wanted.connect(opened.append)
    control = Qt.KeyboardModifier.ControlModifier
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    page.table.selectRow(1)
    qtbot.keyClick(page.table, Qt.Key.Key_R, control)
    page.table.selectRow(2)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_P, control)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete, control)
    qtbot.keyClick(page.table, Qt.Key.Key_K, control)
    zero, one, two = (row.key for row in page.table.rows)
    assert batches.asked == [
        ("cancel", [zero]),
        ("retry", [one]),
        ("keep", two, None),
        ("pause", True),
        ("cancel", None),
        ("clear",),
    ]
    assert opened == [42]


def test_only_what_can_be_done_is_offered(page, batches) -> None:
    batches.put(running(0), failed(1), ended(2), ended(3, "photo"))
    page.presenter.tick()
    names = ("_open", "_music", "_picture", "_folder", "_cancel", "_retry")
    shown = []
    for place in range(4):
        page.table.selectRow(place)
        shown.append({n for n in names if not getattr(page.detail, n).isHidden()})
    assert shown == [
        {"_cancel"},
        {"_retry"},
        {"_open", "_music", "_folder"},
        {"_open", "_picture", "_folder"},
    ]


def test_what_cannot_be_opened_says_why(page, batches) -> None:
    batches.put(ended(0))
    batches.problem = "The results were changed; analyse it again."
    said: list[str] = []
    page.notice.connect(said.append)
    page.presenter.tick()
    page.presenter.open(page.table.rows[0])
    page.presenter.open(page.table.rows[0])
    assert said == [batches.problem] * 2


def test_a_photograph_opens_in_review_and_as_a_picture(page, batches, monkeypatch, qtbot) -> None:
    opened: list[Path] = []
    sessions: list[int] = []
    monkeypatch.setattr(page, "open_file", opened.append)
    page.session_wanted.connect(sessions.append)
    batches.put(ended(0, "photo"))
    page.presenter.tick()
    page.table.selectRow(0)
    page.presenter.open(page.table.rows[0])
    assert sessions == [42]
    assert batches.asked == [("keep", page.table.rows[0].key, None)]
    assert opened == []
    qtbot.keyClick(page.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    page.detail._picture.click()
    assert opened == [Path("/films/0000.mp4")] * 2
    assert page.making is None


def test_a_photographs_belief_is_shown(page, batches) -> None:
    batches.put(ended(0, "photo"))
    page.presenter.tick()
    believed = EmotionProbabilities.normalised([0, 1, 0, 0, 0, 0, 0, 0])
    page.show_preview(page.table.rows[0].key, Preview(None, believed))
    assert not page.detail._bars.isHidden()
    assert "happiness 100" in page.detail._bars.accessibleDescription()


def test_a_session_and_a_pause_are_said(page, batches) -> None:
    batches.put(running(0), held=True)
    page.presenter.tick()
    assert "session" in page.halted
    batches.put(running(0), paused=True)
    page.presenter.tick()
    assert "Paused" in page.halted
    batches.put(ended(0), paused=True)
    page.presenter.tick()
    assert page.halted == ""


def test_each_notice_is_said_once(page, batches) -> None:
    said: list[str] = []
    page.notice.connect(said.append)
    batches.put(waiting(0), notices=("5 other files are no recording and left out.",))
    page.presenter.tick()
    batches.put(running(0), notices=("5 other files are no recording and left out.",))
    page.presenter.tick()
    assert len(said) == 1


def test_dropped_files_are_asked_about(page) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/films/a b.mp4"), QUrl("https://example.org/c.mp4")])
    event = QDropEvent(
        QPointF(QPoint(9, 9)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    assert page.adding is not None
    assert page.adding.asked.paths == (Path("/films/a b.mp4"),)


def test_what_was_chosen_is_counted(tmp_path) -> None:
    files = [Path("a.mp4"), Path("b.mp4")]
    assert what_words([]) == "nothing yet"
    assert what_words(files[:1]) == "a.mp4"
    assert what_words(files) == "2 files"
    assert what_words([tmp_path, tmp_path.parent]) == "2 folders"
    assert what_words([*files, tmp_path]) == "2 files and 1 folder"


def test_narrow_tables_keep_what_matters(qtbot) -> None:
    table = RecordingsTable()
    qtbot.addWidget(table)
    table.resize(560, 300)
    table.show()
    assert not table.isColumnHidden(STATE)
    assert table.columnWidth(0) > 100


def test_a_zero_has_no_sign() -> None:
    result = ended(0).file.result
    assert result is not None
    assert "Valence +0.00, arousal +0.25" in words.facts_words(result)
