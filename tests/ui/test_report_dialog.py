from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import Purpose
from emotune_gui.storage.opening import open_database
from emotune_gui.ui.presenters.practice import LONGEST_NAME
from emotune_gui.ui.presenters.report import free_name, name_problem, remembered, suggested_name
from emotune_gui.ui.presenters.report_subject import Subject
from emotune_gui.ui.reporting.logo import KEPT_SIDE, draw_logo, logo_from_file
from emotune_gui.ui.reporting.matter import Paper, Section
from emotune_gui.ui.views.report import ReportDialog
from emotune_gui.ui.views.settings_practice import PracticePanel
from tests.ui import histories, pdf_text
from tests.ui.fake_store import FakeStore, ImmediateTasks
from tests.ui.stored_values import info


@pytest.fixture
def stored(tmp_path):
    database = open_database(tmp_path / "emotune.db")
    client = histories.add_client(database)
    histories.add_session(database, client, seconds=60)
    yield database
    database.close()


@pytest.fixture
def dialog(stored, settings, tmp_path, qtbot):
    session = stored.sessions.info(1)
    subject = Subject(1, "Ada Lind", session)
    made = ReportDialog(lambda: stored, ImmediateTasks(), subject, settings)
    qtbot.addWidget(made)
    made.show()
    out = tmp_path / "out"
    out.mkdir()
    made.choose_folder(out)
    return made


def test_written_into_the_folder_and_noted_in_the_audit(dialog, stored, tmp_path, qtbot):
    with qtbot.waitSignal(dialog.notice) as told:
        dialog.start()
    files = list((tmp_path / "out").iterdir())
    assert [f.suffix for f in files] == [".pdf"]
    assert str(files[0]) in told.args[0] and str(files[0]) in dialog.said
    assert "Ada" not in files[0].name, "the file leaves the protected database"
    assert "Report of a session" in pdf_text.text(files[0].read_bytes())
    assert any(event.action == "session.report" for event in stored.audit.events(1))


def test_for_supervision_is_refused_without_the_consent_and_noted_with_it(dialog, stored, tmp_path):
    stored.consents.withdraw(1, Purpose.SHARE_SUPERVISION)
    dialog._supervision.setChecked(True)
    dialog.start()
    assert "not consented to sharing in supervision" in dialog.said
    assert list((tmp_path / "out").iterdir()) == []
    stored.consents.give(1, Purpose.SHARE_SUPERVISION)
    dialog.start()
    assert len(list((tmp_path / "out").iterdir())) == 1
    details = [e.detail for e in stored.audit.events(1) if e.action == "session.report"]
    assert details == ["supervision"]


def test_a_second_one_gets_another_name(dialog, tmp_path):
    dialog.start()
    dialog.start()
    names = sorted(f.stem for f in (tmp_path / "out").iterdir())
    assert len(names) == 2 and names[1] == names[0] + " 2"


def test_nothing_ticked_or_no_name_is_said(dialog, tmp_path):
    dialog._name.setText("a/b")
    dialog.start()
    assert "without slashes" in dialog.said
    for section in Section:
        dialog.box(section).setChecked(False)
    dialog.start()
    assert "at least one part" in dialog.said
    assert list((tmp_path / "out").iterdir()) == []


def test_the_choice_is_remembered(dialog, settings):
    dialog.box(Section.MUSIC).setChecked(False)
    dialog._papers[Paper.LETTER].setChecked(True)
    dialog.start()
    again = remembered(settings, Section)
    assert Section.MUSIC not in again.sections and Section.COVER in again.sections
    assert again.paper is Paper.LETTER
    assert remembered(None, Section).sections == frozenset(Section)


def test_a_folder_that_went_away_is_said_and_nothing_left(dialog, tmp_path):
    (tmp_path / "out").rmdir()
    dialog.start()
    assert "no folder" in dialog.said
    assert dialog._go.isEnabled(), "it can be mended and tried again"


def test_stopping_leaves_no_file(stored, tmp_path, qtbot):
    held = []

    class Later(ImmediateTasks):
        def act(self, work, done, failed):
            held.append((work, done, failed))

    subject = Subject(1, "Ada", stored.sessions.info(1))
    dialog = ReportDialog(lambda: stored, Later(), subject)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choose_folder(tmp_path)
    before = sorted(tmp_path.iterdir())
    dialog.start()
    assert dialog.writing.stop.isVisible() and not dialog._go.isEnabled()
    dialog.presenter.cancel()
    work, _done, failed = held[0]
    with pytest.raises(InvalidInput, match="Stopped") as stopped:
        work()
    failed(str(stopped.value))
    assert sorted(tmp_path.iterdir()) == before
    assert "nothing was written" in dialog.said


def test_a_client_over_sessions_offers_what_it_has(stored, qtbot):
    dialog = ReportDialog(lambda: stored, ImmediateTasks(), Subject(1, "Ada"))
    qtbot.addWidget(dialog)
    offered = set(dialog._boxes)
    assert Section.SCALES in offered and Section.CURVES not in offered
    assert all(box.accessibleDescription() for box in dialog._boxes.values())


def test_names_of_files(tmp_path):
    assert free_name(tmp_path, "a.PDF").name == "a.pdf"
    assert name_problem("..") and name_problem("x" * 300) and not name_problem("Bericht 1")
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert "Ada" not in suggested_name(Subject(4, "Ada", info()), now)
    assert suggested_name(Subject(4, "Ada"), now).startswith("EmoTune client 4, 2026-11-20")


def picture(path, colour="navy", side=40) -> str:
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(QColor(colour))
    image.save(str(path))
    return str(path)


def test_a_logo_that_will_not_do_is_refused_in_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "text.png").write_text("no picture at all")
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "huge.png").write_bytes(b"x" * (10 * 2**20 + 1))
    cases = {
        str(tmp_path / "nowhere.png"): "no file",
        str(tmp_path): "no file",
        str(tmp_path / "text.png"): "no picture",
        str(tmp_path / "empty.png"): "no picture",
        str(tmp_path / "huge.png"): "11 MB",
        picture(tmp_path / "clear.png", "transparent"): "darker",
        picture(tmp_path / "white.png", "white"): "darker",
    }
    for path, said in cases.items():
        with pytest.raises(InvalidInput, match=said) as refused:
            logo_from_file(path)
        assert str(refused.value).count(".") == 1 or "PNG" in str(refused.value)
    wide = picture(tmp_path / "wide.png", side=60)
    monkeypatch.setattr("emotune_gui.ui.reporting.logo.LARGEST_SIDE", 50)
    with pytest.raises(InvalidInput, match="60 by 60"):
        logo_from_file(wide)


def test_a_big_logo_is_kept_small_and_drawn_in_proportion(tmp_path):
    data = logo_from_file(picture(tmp_path / "big.png", side=2400))
    kept = QImage.fromData(data)
    assert (kept.width(), kept.height()) == (KEPT_SIDE, KEPT_SIDE)
    page = QImage(300, 300, QImage.Format.Format_RGB32)
    page.fill(QColor("white"))
    painter = QPainter(page)
    used = draw_logo(painter, data, QRectF(0, 0, 200, 80))
    assert draw_logo(painter, None, QRectF(0, 0, 200, 80)) == 0.0
    assert draw_logo(painter, b"rubbish", QRectF(0, 0, 200, 80)) == 0.0
    painter.end()
    assert used == 80
    assert page.pixelColor(40, 40) == QColor("navy")
    assert page.pixelColor(120, 40) == QColor("white"), "not stretched"


def test_the_practice_is_kept(tmp_path, qtbot):
    made = FakeStore()
    panel = PracticePanel(lambda: made, ImmediateTasks())
    qtbot.addWidget(panel)
    panel.refresh()
    panel.presenter.set_name("  Praxis   Berg " + "x" * 200)
    assert made.practice.now.name.startswith("Praxis Berg x")
    assert len(made.practice.now.name) == LONGEST_NAME
    panel.presenter.set_logo(picture(tmp_path / "logo.png"))
    assert made.practice.now.logo is not None and panel.problem == ""
    assert made.practice.now.name.startswith("Praxis Berg")
    before = made.practice.now
    panel.presenter.set_logo(str(tmp_path / "nowhere.png"))
    assert "no file" in panel.problem and made.practice.now == before
    panel.presenter.remove_logo()
    assert made.practice.now.logo is None and panel.problem == ""
