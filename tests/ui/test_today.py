from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from unittest.mock import create_autospec

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.review import NoteKind, NoteState, SessionNote, UnfinishedNote
from emotune_gui.domain.session import ConsentRecord, Practice, Purpose, SessionState
from emotune_gui.ui.presenters.today import (
    MOST_NOTES,
    RECENT_CLIENTS,
    Prompt,
    PromptKind,
    TodayPresenter,
    TodayView,
)
from emotune_gui.ui.views.today import TodayPage
from emotune_gui.ui.views.today_rows import EntryRow
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.wording import clock_time, day_words, length_words, moment_words
from tests.ui.fake_store import FakeClients, FakeSessions, FakeStore, ImmediateTasks
from tests.ui.stored_values import NOW, client, info


def store(**more: object) -> FakeStore:
    cut = info(9, "Bülent", state=SessionState.OPEN, ended_at=None, duration_s=741.0)
    defaults: dict = {
        "clients": FakeClients(client(1, "Ada", days=3), client(2, "Bülent", days=1)),
        "sessions": FakeSessions(info(1, days=5), info(2, days=1), cut, interrupted=(cut,)),
    }
    made = FakeStore(**{**defaults, **more})
    made.practice.set(Practice("Music on the Hill"))
    return made


def presenter(made: FakeStore):
    view = create_autospec(TodayView, instance=True)
    return TodayPresenter(view, lambda: made, ImmediateTasks()), view


def content(view):
    return view.show_content.call_args.args[0]


def test_lists_by_last_seen_and_newest_without_the_open():
    shown, view = presenter(store())
    shown.refresh()
    assert [c.name for c in content(view).clients] == ["Bülent", "Ada"]
    assert [s.id for s in content(view).sessions] == [2, 1]
    assert [s.id for s in content(view).interrupted] == [9]
    assert not content(view).fresh


def test_a_new_client_counts_as_seen_when_created():
    fresh = client(3, "New", created_at=NOW)
    shown, view = presenter(store(clients=FakeClients(client(1, "Ada", days=3), fresh)))
    shown.refresh()
    assert content(view).clients[0].name == "New"


def test_only_so_many_clients():
    many = FakeClients(*(client(i, f"C{i}", days=i) for i in range(1, 30)))
    shown, view = presenter(store(clients=many))
    shown.refresh()
    assert len(content(view).clients) == RECENT_CLIENTS


def test_recover_closes_the_session_and_says_so():
    made = store()
    shown, view = presenter(made)
    shown.recover(made.sessions.open_ones[0])
    assert made.sessions.recovered == [9]
    assert "Bülent" in view.show_notice.call_args.args[0]
    assert content(view).interrupted == ()


def test_later_hides_it_without_touching_it():
    made = store()
    shown, view = presenter(made)
    shown.put_off(made.sessions.open_ones[0])
    assert content(view).interrupted == ()
    assert made.sessions.recovered == []


def test_a_database_that_cannot_be_opened_is_said():
    view = create_autospec(TodayView, instance=True)

    def broken():
        raise StorageError("The file is damaged; restore a backup.")

    TodayPresenter(view, broken, ImmediateTasks()).refresh()
    view.show_problem.assert_called_once_with("The file is damaged; restore a backup.")


@pytest.fixture
def page(qtbot):
    one = store()
    made = TodayPage(lambda: one, ImmediateTasks())
    qtbot.addWidget(made)
    made.resize(1286, 768)
    made.show()
    return made


def button(parent: QWidget, text: str) -> ActionButton:
    return next(b for b in parent.findChildren(ActionButton) if b.text() == text and b.isVisible())


def test_rows_start_and_review(page, qtbot):
    rows = page.content.findChildren(EntryRow)
    assert [r.accessibleName().split(",")[0] for r in rows] == ["Bülent", "Ada", "Ada", "Ada"]
    with qtbot.waitSignal(page.start_wanted) as started:
        qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    assert started.args == [2]
    with qtbot.waitSignal(page.session_wanted) as opened:
        qtbot.keyClick(rows[2], Qt.Key.Key_Space)
    assert opened.args == [2]


def test_the_key_starts_a_session(page, qtbot):
    page.activateWindow()
    page.content.findChildren(EntryRow)[0].setFocus()
    with qtbot.waitSignal(page.start_wanted) as started:
        qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert started.args == [None]


def test_recover_button_removes_its_panel(page, qtbot):
    qtbot.mouseClick(button(page, "Recover"), Qt.MouseButton.LeftButton)
    names = [b.text() for b in page.findChildren(ActionButton) if b.isVisible()]
    assert "Recover" not in names
    assert "Start a session" in names


def test_a_fresh_installation_offers_the_first_client(qtbot):
    made = TodayPage(FakeStore, ImmediateTasks())
    qtbot.addWidget(made)
    made.show()
    assert made.shown == "empty"
    with qtbot.waitSignal(made.new_client_wanted):
        qtbot.mouseClick(button(made, "New client"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(made.demonstration_wanted):
        qtbot.mouseClick(button(made, "Demonstration"), Qt.MouseButton.LeftButton)


def test_problem_then_try_again(qtbot):
    answers = [StorageError("No."), None]

    def opened():
        problem = answers.pop(0) if answers else None
        if problem:
            raise problem
        return store()

    made = TodayPage(opened, ImmediateTasks())
    qtbot.addWidget(made)
    made.show()
    assert made.shown == "problem"
    qtbot.mouseClick(button(made, "Try again"), Qt.MouseButton.LeftButton)
    assert made.shown == "content"


def test_names_are_never_rich_text(qtbot):
    rude = FakeStore(FakeClients(client(1, "<b>x</b>" * 30, days=1)))
    made = TodayPage(lambda: rude, ImmediateTasks())
    qtbot.addWidget(made)
    made.show()
    assert made.content.findChildren(EntryRow)[0].accessibleName().startswith("<b>x</b>")
    assert not made.grab().isNull()


def test_words_for_times():
    now = datetime(2026, 11, 20, 12, 0)
    assert day_words(now - timedelta(hours=1), now) == "today"
    assert day_words(now - timedelta(hours=13), now) == "yesterday"
    assert day_words(now - timedelta(days=6), now) == "6 days ago"
    assert "2026" in day_words(now - timedelta(days=7), now)
    assert moment_words(now, now) == "today 12:00"
    assert [clock_time(s) for s in (0, 59.9, 61, 3723)] == ["00:00", "00:59", "01:01", "1:02:03"]
    assert clock_time(-61) == "−01:01"
    assert [length_words(s) for s in (45, 2880, 5040)] == ["45 s", "48 min", "1 h 24 min"]


def waiting(session: int, *, kind: NoteKind = NoteKind.SOAP, days: float = 1) -> UnfinishedNote:
    moment = NOW - timedelta(days=days)
    note = SessionNote(
        session * 10,
        session,
        kind,
        0.0,
        "a draft",
        (),
        NoteState.DRAFT,
        private=False,
        created_at=moment,
        by="therapist",
        changed_at=moment,
    )
    return UnfinishedNote(note, 1, f"Client {session}", moment)


def test_unfinished_notes_one_a_session_newest_first_without_remarks():
    made = store()
    made.notes.waiting = [
        *(waiting(1, days=9), waiting(2, days=1), waiting(2, days=1)),
        waiting(3, kind=NoteKind.REMARK),
    ]
    shown, view = presenter(made)
    shown.refresh()
    assert [n.note.session_id for n in content(view).unfinished] == [2, 1]
    assert content(view).more_unfinished == 0


def test_more_notes_than_fit_are_counted():
    made = store()
    made.notes.waiting = [waiting(n, days=n) for n in range(1, 10)]
    shown, view = presenter(made)
    shown.refresh()
    assert len(content(view).unfinished) == MOST_NOTES
    assert content(view).more_unfinished == 9 - MOST_NOTES


def test_what_is_missing_is_prompted_for():
    made = store(clients=FakeClients(client(1, "Ada", days=3), client(2, "Ben", consents=())))
    shown, view = presenter(made)
    shown.refresh()
    assert [(p.kind, p.client.name) for p in content(view).prompts] == [
        (PromptKind.NO_CONSENT, "Ben")
    ]
    old = ConsentRecord(Purpose.ANALYSE_FACE, 1, NOW, "M. Berg")
    made.consents.records[1] = [old]
    shown.refresh()
    assert content(view).prompts[0] == Prompt(PromptKind.CONSENT_TEXT, made.clients.rows[0])
    made.consents.records[1] = [replace(old, withdrawn_at=NOW)]
    shown.refresh()
    assert len(content(view).prompts) == 1, "a withdrawn consent needs no new text"


def test_a_practice_without_a_name_is_prompted_for_and_leads_to_the_settings(qtbot):
    made = store(clients=FakeClients(client(1, "Ada", days=3)))
    made.practice.set(Practice())
    shown, view = presenter(made)
    shown.refresh()
    assert content(view).prompts == (Prompt(PromptKind.NO_PRACTICE),)
    page = TodayPage(lambda: made, ImmediateTasks())
    qtbot.addWidget(page)
    page.show()
    row = next(r for r in page.findChildren(EntryRow) if "practice" in r.accessibleName())
    with qtbot.waitSignal(page.settings_wanted):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    made.practice.set(Practice("Music on the Hill"))
    shown.refresh()
    assert content(view).prompts == ()


def test_a_draft_leads_to_its_session_and_a_prompt_to_its_client(qtbot):
    made = store(clients=FakeClients(client(1, "Ada", consents=())))
    made.notes.waiting = [waiting(7)]
    page = TodayPage(lambda: made, ImmediateTasks())
    qtbot.addWidget(page)
    page.show()
    rows = {row.accessibleName(): row for row in page.findChildren(EntryRow)}
    note = next(row for name, row in rows.items() if name.startswith("Note on Client 7"))
    with qtbot.waitSignal(page.session_wanted) as session:
        qtbot.mouseClick(note, Qt.MouseButton.LeftButton)
    assert session.args == [7]
    prompt = next(row for name, row in rows.items() if "consented to nothing" in name)
    with qtbot.waitSignal(page.client_wanted) as asked:
        qtbot.mouseClick(prompt, Qt.MouseButton.LeftButton)
    assert asked.args[0].name == "Ada"
