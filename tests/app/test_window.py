"""The joined window: sessions start, end, are refused and recovered as a therapist would see."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QThreadPool
from PySide6.QtWidgets import QApplication, QDialog

from emotune_gui.app.rounds import close_rounds
from emotune_gui.app.window import ProgramWindow
from emotune_gui.domain.live import LivePhase
from emotune_gui.domain.music import Instrumentation, Palette
from emotune_gui.domain.session import RATING_ROUND, Client, Plan, Purpose, SessionState
from emotune_gui.engine.archive import Archive
from emotune_gui.engine.notices import TOLD_ALOUD, keep_notice, notice_due
from emotune_gui.ui.presenters.start_choices import StartRequest
from emotune_gui.ui.shell import PAGE_ORDER
from emotune_gui.ui.views.client_notice import NoticeDialog
from emotune_gui.ui.views.start import StartDialog
from emotune_gui.ui.views.summary import SummaryDialog

CONSENTS = (Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES, Purpose.PERSONALISE)


@pytest.fixture
def archive(tmp_path: Path):
    archive = Archive(tmp_path / "window.db")
    yield archive
    assert QThreadPool.globalInstance().waitForDone(10_000)
    archive.close()


@pytest.fixture
def program(qtbot, archive: Archive, tmp_path: Path):
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("session/sound", "false")
    program = ProgramWindow(archive, settings)
    qtbot.addWidget(program.window)
    program.window.show()
    yield program
    if program.desk.session is not None:
        program.desk.session.end()
        assert program.desk.session.join(20)


def ada(archive: Archive) -> Client:
    clients = archive.open().clients
    return clients.by_name("Ada") or clients.create("Ada", CONSENTS)


def run_demonstration(qtbot, program: ProgramWindow) -> None:
    program.demonstrate()
    qtbot.waitUntil(lambda: program.desk.session is not None, timeout=30_000)
    session = program.desk.session
    qtbot.waitUntil(lambda: session.snapshot().music.bar is not None, timeout=30_000)
    qtbot.waitUntil(lambda: session.snapshot().estimate is not None, timeout=30_000)


def test_every_page_of_the_rail_can_be_shown(qtbot, program: ProgramWindow) -> None:
    for name in PAGE_ORDER:
        program.window.show_page(name)
        qtbot.waitUntil(lambda shown=name: program.window.current_page == shown)
    assert all(program.window.is_built(name) for name in PAGE_ORDER)


def test_a_session_runs_in_the_live_page_and_ends_with_a_summary(
    qtbot, program: ProgramWindow, archive: Archive
) -> None:
    run_demonstration(qtbot, program)
    session = program.desk.session
    assert program.window.current_page == "live"
    qtbot.waitUntil(lambda: program.live_page.camera.frames_painted > 3, timeout=20_000)
    assert session.rate(score=1)
    session.mark("Insight")
    session.end()
    qtbot.waitUntil(lambda: _dialog(SummaryDialog) is not None, timeout=20_000)
    assert program.desk.session is None
    assert session.summary.ratings == 1
    assert session.refused == []
    stored = archive.open().sessions.timeline(session.session_id)
    assert stored.info.state is SessionState.ENDED
    assert [mark.label for mark in stored.markers] == ["Insight"]
    assert [rating.score for rating in stored.ratings] == [1]
    _dialog(SummaryDialog).accept()


def test_undo_at_the_end_takes_back_what_the_session_taught(
    qtbot, program: ProgramWindow, archive: Archive
) -> None:
    run_demonstration(qtbot, program)
    session = program.desk.session
    qtbot.waitUntil(lambda: session.snapshot().estimate.confidence > 0.35, timeout=20_000)
    assert session.rate(score=1)
    qtbot.waitUntil(lambda: session.snapshot().music.weights_version == 1, timeout=20_000)
    client = session.request.client
    session.end()
    qtbot.waitUntil(lambda: _dialog(SummaryDialog) is not None, timeout=20_000)
    assert archive.open().weights.current(client.id).version == 1
    _dialog(SummaryDialog).undo_wanted.emit()
    qtbot.waitUntil(lambda: archive.open().weights.current(client.id).version == 0, timeout=10_000)
    _dialog(SummaryDialog).accept()


def test_a_camera_that_is_not_there_is_said_where_the_session_would_be(
    qtbot, program: ProgramWindow, archive: Archive
) -> None:
    program.desk.start(lambda: ada(archive), Plan(), "97", "none")
    qtbot.waitUntil(lambda: "camera 97" in program.window.notice, timeout=30_000)
    qtbot.waitUntil(lambda: program.desk.session is None, timeout=10_000)
    assert list(archive.open().sessions.list()) == []


def test_without_a_camera_the_window_says_so_and_offers_what_else_there_is(
    qtbot, program: ProgramWindow, monkeypatch
) -> None:
    from emotune_gui.app.surroundings import Machine

    monkeypatch.setattr(Machine, "cameras", lambda _self: [])
    program.look_for_cameras()
    qtbot.waitUntil(lambda: "No camera was found" in program.window.notice, timeout=10_000)
    program.window.show_page("live")
    said = _texts(program, "live")
    for words in ("No camera was found", "Open a recording…", "Demonstration"):
        assert words in said


def test_two_sessions_at_once_are_refused(qtbot, program: ProgramWindow, archive: Archive) -> None:
    run_demonstration(qtbot, program)
    program.desk.start(lambda: ada(archive), Plan(), "demo", "none")
    assert "already" in program.window.notice


def test_closing_the_window_ends_the_session_in_order(
    qtbot, program: ProgramWindow, archive: Archive
) -> None:
    run_demonstration(qtbot, program)
    session = program.desk.session
    program.window.close()
    assert program.window.isVisible()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=20_000)
    assert session.snapshot().phase is LivePhase.ENDED
    assert archive.open().sessions.info(session.session_id).state is SessionState.ENDED


def test_without_consent_to_the_face_no_camera_is_opened(
    qtbot, program: ProgramWindow, archive: Archive
) -> None:
    shy = archive.open().clients.create("Shy", [Purpose.PERSONALISE])
    program.desk.start(lambda: shy, Plan(), "97", "none")
    qtbot.waitUntil(lambda: program.desk.session is not None, timeout=30_000)
    session = program.desk.session
    qtbot.waitUntil(lambda: session.snapshot().music.bar is not None, timeout=30_000)
    assert session.snapshot().source.state.value == "not_consented"
    assert session.running.capture is None
    session.end()
    assert session.join(20)
    assert session.rows["emotion_sample"] == 0
    assert session.rows["bar"] >= 1
    qtbot.waitUntil(lambda: _dialog(SummaryDialog) is not None, timeout=20_000)
    _dialog(SummaryDialog).accept()


def test_the_start_dialog_leads_to_a_session(
    qtbot, program: ProgramWindow, archive: Archive
) -> None:
    from emotune_gui.ui.views.start import StartDialog

    client = ada(archive)
    program.choose_session(client.id)
    dialog = _dialog(StartDialog)
    dialog.page.choose_source("demonstration")
    dialog.page.set_sound(False)
    qtbot.waitUntil(lambda: dialog.page.choices().client == client, timeout=10_000)
    qtbot.waitUntil(dialog.page._start.isEnabled, timeout=10_000)
    dialog.page._start.click()
    qtbot.waitUntil(lambda: _dialog(NoticeDialog) is not None, timeout=10_000)
    assert program.desk.session is None, "nobody is filmed before they know of it"
    _dialog(NoticeDialog).told.click()
    qtbot.waitUntil(lambda: program.desk.session is not None, timeout=30_000)
    assert not notice_due(archive.open(), client)
    assert program.live_page.client.told == {client.id}
    assert program.desk.session.request.client == client
    assert program.desk.session.request.plan.seed > 0


def test_no_session_begins_where_the_client_was_not_told(
    qtbot, program: ProgramWindow, archive: Archive
) -> None:
    client = ada(archive)
    started = []
    request = StartRequest(client.id, Plan(), "demo", "none", "none")
    program.notices.ensure(request, started.append)
    qtbot.waitUntil(lambda: _dialog(NoticeDialog) is not None, timeout=10_000)
    _dialog(NoticeDialog).reject()
    assert started == [] and notice_due(archive.open(), client)
    keep_notice(archive.open(), client, TOLD_ALOUD)
    program.notices.ensure(request, started.append)
    qtbot.waitUntil(lambda: started == [request], timeout=10_000)
    assert _dialog(NoticeDialog) is None


def test_an_interrupted_session_is_offered_today(
    qtbot, program: ProgramWindow, archive: Archive, monkeypatch
) -> None:
    client = ada(archive)
    sessions = archive.open().sessions
    number = sessions.begin(
        client.id, Plan(), "demo", weights_version=0, started_at=datetime.now(UTC)
    )
    info = sessions.info(number)
    monkeypatch.setattr(type(sessions), "interrupted", lambda _self: [info])
    program.window.page("today").refresh()
    qtbot.waitUntil(lambda: "Recover" in _texts(program, "today"), timeout=10_000)
    assert "Ada" in _texts(program, "today")


def test_a_rating_round_that_was_cut_off_is_told_of(
    qtbot, program: ProgramWindow, archive: Archive, monkeypatch
) -> None:
    client = ada(archive)
    sessions = archive.open().sessions
    now = datetime.now(UTC)
    number = sessions.begin(client.id, Plan(), RATING_ROUND, weights_version=0, started_at=now)
    info = replace(sessions.info(number), ratings=2)
    closed: list[int] = []
    monkeypatch.setattr(type(sessions), "interrupted", lambda _self: [info])
    monkeypatch.setattr(type(sessions), "recover", lambda _self, number: closed.append(number))
    told: list[str] = []
    monkeypatch.setattr(program, "notify", told.append)
    program.lock.presenter.locked = True
    close_rounds(program, archive)
    qtbot.waitUntil(lambda: closed == [number], timeout=10_000)
    qtbot.waitUntil(lambda: bool(program.lock.presenter._waiting), timeout=10_000)
    assert told == [], "a name stays behind the lock"
    program.lock.presenter._open()
    assert told == ["The rating round with Ada was cut off; what was rated (2) is kept."]


def _texts(program: ProgramWindow, name: str) -> str:
    from PySide6.QtWidgets import QAbstractButton, QLabel

    page = program.window.page(name)
    widgets = [*page.findChildren(QLabel), *page.findChildren(QAbstractButton)]
    return " ".join(widget.text() + widget.accessibleName() for widget in widgets)


def _dialog(kind: type[QDialog]):
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return shown[0] if shown else None


def test_the_music_of_the_last_session_is_chosen_again(
    qtbot, program: ProgramWindow, archive: Archive
) -> None:
    client = ada(archive)
    plan = Plan(composer="songs", instrumentation=Instrumentation(Palette.PIANO))
    program.start(StartRequest(client.id, plan, "demo", "none"))
    qtbot.waitUntil(lambda: program.desk.session is not None, timeout=30_000)
    program.choose_session(client.id)
    (dialog,) = program.window.findChildren(StartDialog)
    again = dialog.page.choices().plan
    assert (again.composer, again.instrumentation.palette) == ("songs", Palette.PIANO)
    dialog.reject()
