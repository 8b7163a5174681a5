"""Notes in the review, through the program's own database: saved, locked, amended, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from unittest.mock import create_autospec

import pytest
from PySide6.QtCore import QMimeData, Qt

from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.review import NoteKind, NoteState, NoteText
from emotune_gui.domain.session import Marker, Plan, Purpose
from emotune_gui.storage.opening import open_database
from emotune_gui.ui.presenters.review_drafts import DraftKeeper, NoteContent, converted
from emotune_gui.ui.presenters.review_notes import NotesPresenter, NotesView
from emotune_gui.ui.views.review import ReviewPage
from emotune_gui.ui.views.review_text import PART, LongText
from tests.ui.conftest import held
from tests.ui.fake_store import ImmediateTasks

ODD = "שלום 👩‍👧 und Grüße"


class LaterTasks:
    """Work is done when `run` is called, in order: as a disk that is slow."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def load(self, slot, work, done, failed):
        self.act(work, done, failed)

    def act(self, work, done, failed):
        self.waiting.append(lambda: ImmediateTasks().act(work, done, failed))

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


@pytest.fixture
def database(tmp_path):
    made = open_database(tmp_path / "notes.db")
    yield made
    made.close()


@pytest.fixture
def session_id(database):
    client = database.clients.create(ODD, (Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES))
    began = datetime.now(UTC) - timedelta(hours=1)
    number = database.sessions.begin(client.id, Plan(), "demo", weights_version=0, started_at=began)
    database.sessions.end(number, ended_at=began + timedelta(seconds=100), duration_s=100.0)
    database.markers.add(number, Marker(20.0, "insight"))
    database.sessions.add_note(number, NoteText(40.0, "speaks of the sea"))
    return number


@pytest.fixture
def desk(database, session_id):
    view = create_autospec(NotesView, instance=True)
    presenter = NotesPresenter(view, lambda: database, ImmediateTasks())
    presenter.open(session_id)
    return presenter, view


def rows_of(view):
    return view.show_timed.call_args.args[0]


def test_marks_and_notes_in_one_list(desk):
    _presenter, view = desk
    assert [(row.t, row.text, row.marker is None) for row in rows_of(view)] == [
        (20.0, "insight", False),
        (40.0, "speaks of the sea", True),
    ]


def test_a_deleted_mark_and_note_come_back(desk):
    presenter, view = desk
    for _ in range(2):
        presenter.delete(rows_of(view)[0])
    assert rows_of(view) == ()
    assert view.show_marks.call_args.args == ([], [])
    offers = view.show_offer.call_args_list
    assert [call.args[0] for call in offers] == [
        "Mark “insight” deleted.",
        "Note “speaks of the sea” deleted.",
    ]
    for call in offers:
        call.args[2]()
    assert [row.text for row in rows_of(view)] == ["insight", "speaks of the sea"]
    assert view.show_marks.call_args.args[0] == [Marker(20.0, "insight")]


def test_marks_and_notes_are_added_and_reworded(desk, database, session_id):
    presenter, view = desk
    presenter.add_note(60.0, ODD)
    presenter.add_marker(61.0, "breath")
    presenter.reword(rows_of(view)[0], "great insight")
    presenter.reword(rows_of(view)[1], "speaks of the river")
    assert [row.text for row in rows_of(view)] == [
        "great insight", "speaks of the river", ODD, "breath",
    ]  # fmt: skip
    timeline = database.sessions.timeline(session_id)
    assert [note.text for note in timeline.notes] == ["speaks of the river", ODD]


def test_a_locked_remark_takes_an_amendment(desk, database, session_id):
    presenter, view = desk
    database.notes.lock(rows_of(view)[1].note.id)
    presenter.open(session_id)
    row = rows_of(view)[1]
    assert row.locked
    presenter.reword(row, "of the sea and the wind")
    assert rows_of(view)[1].text == "of the sea and the wind"
    texts = [note.text for note in database.notes.history(row.note.id)]
    assert texts == ["speaks of the sea", "of the sea and the wind"]


def content(text="", kind=NoteKind.FREE, **sections):
    return NoteContent(kind, text, sections)


def test_a_draft_saves_itself_then_locks_and_only_takes_amendments(desk, database, session_id):
    presenter, view = desk
    soap = {"subjective": "tired", "objective": "", "assessment": "", "plan": ""}
    presenter.put(NoteContent(NoteKind.SOAP, "", soap), private=False)
    assert view.show_note_state.call_args.args[0].startswith("Draft, saved ")
    (unfinished,) = database.notes.unfinished()
    assert dict(unfinished.note.sections)["subjective"] == "tired"
    presenter.lock(NoteContent(NoteKind.SOAP, "", {**soap, "plan": "again"}), private=False)
    shown, private = view.show_note.call_args.args
    assert (shown.locked, private) == (True, False)
    assert "by the therapist" in shown.state
    assert shown.content.sections["plan"] == "again"
    presenter.put(content("changed behind its back"), private=False)
    presenter.amend("plan is next week", private=False)
    shown, _ = view.show_note.call_args.args
    assert [text for _, text in shown.amendments] == ["plan is next week"]
    assert shown.content.sections["subjective"] == "tired"


def test_an_empty_note_is_neither_stored_nor_locked(desk, database):
    presenter, view = desk
    presenter.put(content("  "), private=False)
    presenter.lock(content(""), private=False)
    assert database.notes.unfinished() == []
    assert "empty" in view.show_notice.call_args.args[0]


def test_the_private_note_is_in_no_report(desk, database, session_id):
    presenter, _view = desk
    presenter.put(content("mine alone"), private=True)
    presenter.put(content("for all"), private=False)
    told = [note.text for note in database.notes.of_session(session_id)]
    assert "mine alone" not in told
    assert "for all" in told
    presenter.open(session_id)
    shown = {call.args[1]: call.args[0] for call in _view.show_note.call_args_list[-2:]}
    assert shown[True].content.text == "mine alone"
    assert shown[False].content.text == "for all"


def test_changing_the_template_keeps_the_words_and_leaves_one_note(desk, database, session_id):
    presenter, _view = desk
    written = NoteContent(NoteKind.SOAP, "", {"subjective": "tired", "plan": "again"})
    presenter.put(written, private=False)
    as_dap = converted(written, NoteKind.DAP)
    assert as_dap.sections == {"plan": "again"}
    assert as_dap.text == "Subjective: tired"
    presenter.put(as_dap, private=False)
    kinds = [n.kind for n in database.notes.of_session(session_id)]
    assert set(kinds) == {NoteKind.REMARK, NoteKind.DAP}
    assert len(kinds) == 2


def test_words_written_while_the_disk_is_slow_are_not_lost(database, session_id):
    tasks, told = LaterTasks(), []
    keeper = DraftKeeper(lambda: database, tasks, told.append, told.append, session_id)
    keeper.begin(None)
    for text in ("a", "ab", "abc"):
        keeper.put(content(text))
    keeper.lock(content("abcd"))
    assert keeper.waiting
    tasks.run()
    assert keeper.locked
    assert keeper.note.text == "abcd"
    assert sum(n.kind is NoteKind.FREE for n in database.notes.of_session(session_id)) == 1


def test_nothing_is_written_before_it_is_known_what_there_was(database, session_id):
    keeper = DraftKeeper(lambda: database, ImmediateTasks(), print, print, session_id)
    keeper.put(content("too soon"))
    keeper.lock(content("too soon"))
    assert all(n.kind is NoteKind.REMARK for n in database.notes.of_session(session_id))


def test_a_refused_save_says_so_and_the_next_one_works():
    said, notes = [], SimpleNamespace()

    def full(*_args, **_more):
        raise StorageError("The disk is full.")

    notes.write = full
    keeper = DraftKeeper(lambda: SimpleNamespace(notes=notes), ImmediateTasks(), print, said.append)
    keeper.begin(None)
    keeper.put(content("x"))
    assert said == ["The disk is full."]
    assert not keeper.waiting


def test_a_megabyte_is_laid_out_in_parts(qtbot, host):
    field = held(host, LongText("a note"))
    megabyte = "word " * 200_000
    field.set_text(megabyte)
    field.grab()
    assert len(field._part.toPlainText()) == PART
    assert field.text == megabyte
    assert field.parts == 50
    field._turn(1)
    field._part.insertPlainText("HERE")
    assert field.text == megabyte[:PART] + "HERE" + megabyte[PART:]
    field._turn(1)
    field._turn(-1)
    assert field.text.count("HERE") == 1
    assert len(field.text) == len(megabyte) + 4


def test_pasting_a_megabyte_goes_through_parts_too(qtbot, host):
    field = held(host, LongText("a note"))
    field.set_text("before after")
    cursor = field._part.textCursor()
    cursor.setPosition(6)
    field._part.setTextCursor(cursor)
    pasted = QMimeData()
    pasted.setText("x" * 1_000_000)
    with qtbot.waitSignal(field.changed):
        field._part.insertFromMimeData(pasted)
    assert field.text == "before" + "x" * 1_000_000 + " after"


@pytest.fixture
def page(qtbot, database, session_id):
    made = ReviewPage(lambda: database, ImmediateTasks())
    qtbot.addWidget(made)
    made.resize(1286, 768)
    made.show()
    qtbot.waitExposed(made)
    made.open_session(session_id)
    qtbot.waitUntil(lambda: made.session is not None and made.session.isVisible())
    made.session.timeline.setFocus()
    return made


def test_n_writes_at_the_cursor_and_the_axis_shows_it(page, qtbot):
    session = page.session
    page._presenter.move_cursor(70.0)
    qtbot.keyClick(session.timeline, Qt.Key.Key_N)
    assert session.notes.isVisible()
    qtbot.keyClicks(session.notes.timed._field._part, "M is a letter here")
    qtbot.keyClick(
        session.notes.timed._field._part, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert (70.0, "M is a letter here") in [
        (n.t, n.text) for n in page._presenter.data.timeline.notes
    ]
    assert 70.0 in page._presenter.data.jump_times
    assert page._presenter.cursor == 70.0


def test_closing_the_notes_stores_them(page, qtbot, database):
    page.session.show_notes(True)
    page.session.notes.tabs.setCurrentWidget(page.session.notes.note)
    qtbot.keyClicks(page.session.notes.note._text._part, "unfinished")
    page.show_list()
    (left,) = database.notes.unfinished()
    assert left.note.text == "unfinished"
    assert left.note.state is NoteState.DRAFT


def test_the_private_page_says_what_it_is(page):
    from PySide6.QtWidgets import QLabel

    words = [label.text() for label in page.session.notes.private.findChildren(QLabel)]
    assert any("no report" in said for said in words)
    assert not page.grab().isNull()
