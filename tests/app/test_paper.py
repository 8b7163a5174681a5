"""What leaves the window and comes back: a client as an archive, a report over the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QThreadPool
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from emotune_gui.app.paper import StoredArchives
from emotune_gui.app.window import ProgramWindow
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.engine.archive import Archive
from emotune_gui.storage.archiving import SUFFIX
from emotune_gui.ui.presenters.client_archive import (
    Imported,
    exported_words,
    free_target,
    imported_words,
)
from emotune_gui.ui.views.clients_export import ClientExportDialog
from emotune_gui.ui.views.report import ReportDialog
from tests.ui import histories
from tests.ui.fake_store import ImmediateTasks
from tests.ui.stored_values import client


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path / "window.db")
    database = made.open()
    histories.add_session(database, histories.add_client(database), seconds=60)
    yield made
    assert QThreadPool.globalInstance().waitForDone(10_000)
    made.close()


@pytest.fixture
def program(qtbot, archive: Archive, tmp_path: Path) -> ProgramWindow:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = ProgramWindow(archive, settings)
    qtbot.addWidget(made.window)
    made.window.show()
    return made


def test_a_client_goes_out_and_comes_in_again(archive, tmp_path):
    archives = StoredArchives(archive)
    assert archives.suffix == SUFFIX
    made = archives.export(1, tmp_path / "ada.emotune", private=False)
    assert (made.sessions, made.private_left_out) == (1, 1)
    assert made.size == made.path.stat().st_size
    assert "without 1 private" in exported_words(made)
    assert archives.export(1, tmp_path / "all.emotune", private=True).private_left_out == 0
    taken = archives.take_in(made.path)
    assert taken.sessions == 1 and taken.renamed
    assert "changed" in imported_words(taken)
    assert len(archive.open().clients.list()) == 2


def test_an_archive_cut_short_is_refused_in_a_sentence(archive, tmp_path):
    archives = StoredArchives(archive)
    whole = archives.export(1, tmp_path / "ada.emotune", private=True).path.read_bytes()
    for size in (0, 10, len(whole) // 2, len(whole) - 30):
        (tmp_path / "short.emotune").write_bytes(whole[:size])
        with pytest.raises(EmoTuneError) as refused:
            archives.take_in(tmp_path / "short.emotune")
        assert "\n" not in str(refused.value)
    assert len(archive.open().clients.list()) == 1


def test_the_export_dialog_says_what_came_of_it(archive, tmp_path, qtbot):
    dialog = ClientExportDialog(StoredArchives(archive), ImmediateTasks(), client(1, "Ada"))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choose_folder(tmp_path)
    dialog.start()
    dialog.start()
    files = sorted(path.name for path in tmp_path.glob("*.emotune"))
    assert files == ["EmoTune client 1 2.emotune", "EmoTune client 1.emotune"]
    assert "1 session" in dialog.said
    dialog._name.setText("../x")
    dialog.start()
    assert "without slashes" in dialog.said
    dialog.choose_folder(tmp_path / "nowhere")
    dialog._name.setText("x")
    dialog.start()
    assert "cannot be written" in dialog.said and dialog._go.isEnabled()


def test_importing_from_the_page_chooses_the_client(program, archive, tmp_path, qtbot, monkeypatch):
    made = StoredArchives(archive).export(1, tmp_path / "ada.emotune", private=True)
    program.window.show_page("clients")
    page = program.window.page("clients")
    qtbot.waitUntil(lambda: page._table.rows != ())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(made.path), ""))
    page.import_wanted.emit()
    qtbot.waitUntil(lambda: len(page._table.rows) == 2, timeout=10_000)
    qtbot.waitUntil(lambda: page._table.selected is not None and page._table.selected.id == 2)
    assert "taken in" in program.window.notice


def test_a_report_is_asked_for_over_the_page(program, qtbot):
    program.window.show_page("clients")
    page = program.window.page("clients")
    qtbot.waitUntil(lambda: page._table.selected is not None)
    page.report_wanted.emit(page._table.selected)
    dialog = next(
        w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()
    )
    assert isinstance(dialog, ReportDialog)
    dialog.reject()


def test_the_card_leads_to_the_history(program, qtbot):
    program.window.show_page("clients")
    page = program.window.page("clients")
    qtbot.waitUntil(lambda: page._table.selected is not None)
    page.history_wanted.emit(page._table.selected)
    assert program.window.current_page == "review"
    review = program.window.page("review")
    qtbot.waitUntil(lambda: "Ada Lind: history" in review.title.text())


def test_archiving_is_undone_from_the_windows_line(program, archive, qtbot):
    program.window.show_page("clients")
    page = program.window.page("clients")
    qtbot.waitUntil(lambda: page._table.selected is not None)
    page._presenter.archive(page._table.selected)
    qtbot.waitUntil(lambda: "archived" in program.window.notice, timeout=10_000)
    assert archive.open().clients.list() == []
    assert program.window._notices.take_offer()
    qtbot.waitUntil(lambda: len(archive.open().clients.list()) == 1, timeout=10_000)


def test_names_and_words(tmp_path):
    (tmp_path / "a.emotune").write_text("")
    assert free_target(tmp_path, "a.EMOTUNE", ".emotune").name == "a 2.emotune"
    assert "changed" not in imported_words(Imported(client(1, "Ada"), 3, renamed=False))
