from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from unittest.mock import create_autospec

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton

from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import MAX_NAME_LENGTH, Purpose
from emotune_gui.ui.presenters.clients import (
    ClientForm,
    ClientsPresenter,
    ClientsView,
    folded,
    matches,
    may_delete,
    name_problem,
    neutral_words,
)
from emotune_gui.ui.ticks import TickBox
from emotune_gui.ui.views.clients import ClientsPage
from emotune_gui.ui.views.clients_detail import ClientDetail
from emotune_gui.ui.views.clients_dialogs import ClientDialog, DeleteDialog
from tests.ui.fake_store import FakeClients, FakeStore, ImmediateTasks
from tests.ui.live_values import neutral
from tests.ui.stored_values import FULL_CONSENT, NOW, client

NAMES = ("Zoë", "ada Lovelace", "Émile “Mimi” O'Neill", "דוד", "🎻 Cello")


def store() -> FakeStore:
    people = [client(i, name, days=i, sessions=i) for i, name in enumerate(NAMES, start=1)]
    return FakeStore(FakeClients(*people, client(9, "Gone", archived=True)))


def presenter(made: FakeStore):
    view = create_autospec(ClientsView, instance=True)
    shown = ClientsPresenter(view, lambda: made, ImmediateTasks())
    shown.refresh()
    return shown, view


def names(view) -> list[str]:
    return [c.name for c in view.show_clients.call_args.args[0]]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("zoe", ["Zoë"]), ("LOVE a", ["ada Lovelace"]), ("emile", [NAMES[2]]), ("x", [])],
)
def test_search_ignores_case_accents_and_order(typed, found):
    shown, view = presenter(store())
    shown.search(typed)
    assert names(view) == found
    assert view.show_clients.call_args.args[1] == len(NAMES)


def test_search_asks_the_database_nothing_more():
    made = store()
    shown, view = presenter(made)
    made.clients.rows.clear()
    shown.search("zoe")
    assert names(view) == ["Zoë"]


def test_archived_only_on_request():
    shown, view = presenter(store())
    assert "Gone" not in names(view)
    shown.show_archived(True)
    assert "Gone" in names(view)


@pytest.mark.parametrize(
    "name", ["", "   ", "a" * (MAX_NAME_LENGTH + 1), "a" * 10_000, "a\nb", "a\x00b", "a\u2028b"]
)
def test_a_name_that_cannot_be_is_told_in_one_sentence(name):
    problem = name_problem(name)
    assert problem.endswith(".")
    assert problem.count(".") == 1
    assert len(problem) < 120


@pytest.mark.parametrize("name", [*NAMES, "x", "O'Neill; DROP TABLE", "a" * MAX_NAME_LENGTH])
def test_names_that_people_have_will_do(name):
    assert name_problem(name) == ""


@given(st.text(max_size=60), st.text(max_size=10))
def test_a_name_is_found_by_any_part_of_it(name, other):
    words = folded(name).split()
    assert matches(name, " ".join(words))
    assert matches(name, name[: len(name) // 2]) or not folded(name[: len(name) // 2]).strip()
    assert matches(name + other, name) or folded(name + other) != folded(name) + folded(other)


def test_create_closes_the_form_and_selects_the_new_one():
    made = store()
    shown, view = presenter(made)
    form = create_autospec(ClientForm, instance=True)
    shown.create(form, "  New One ", FULL_CONSENT)
    form.accept.assert_called_once_with()
    view.select.assert_called_once_with(made.clients.rows[-1].id)
    assert made.clients.rows[-1].consents == FULL_CONSENT
    assert "New One" in view.show_notice.call_args.args[0]


def test_a_bad_name_never_reaches_the_database():
    made = store()
    shown, _view = presenter(made)
    form = create_autospec(ClientForm, instance=True)
    before = len(made.clients.rows)
    shown.create(form, "a" * 10_000, frozenset())
    assert "10000" in form.show_invalid.call_args.args[0]
    assert not form.accept.called
    assert len(made.clients.rows) == before


def test_the_databases_refusal_stays_in_the_form():
    made = store()
    shown, _view = presenter(made)
    form = create_autospec(ClientForm, instance=True)

    def refuse(*_args: object) -> None:
        raise InvalidInput("There is a client of that name already.")

    made.clients.create = refuse
    shown.create(form, "Zoë", frozenset())
    form.show_invalid.assert_called_once_with("There is a client of that name already.")
    assert not form.accept.called


def test_a_rename_changes_only_what_changed():
    made = store()
    shown, _view = presenter(made)
    person = made.clients.rows[0]
    form = create_autospec(ClientForm, instance=True)
    shown.rename(form, person, person.name)
    assert made.clients.calls == []
    shown.rename(form, person, "Zoe B")
    assert made.clients.calls == [("rename", 1, "Zoe B")]
    assert form.accept.call_count == 2


def test_archive_and_back():
    made = store()
    shown, view = presenter(made)
    shown.archive(made.clients.rows[0])
    assert made.clients.rows[0].archived
    assert "Zoë" not in names(view)
    shown.archive(made.clients.rows[0])
    assert not made.clients.rows[0].archived


def test_deleting_needs_the_very_name():
    person = client(1, "Émile O'Neill")
    assert may_delete(person, "E\u0301mile O'Neill ")
    assert not may_delete(person, "émile o'neill")
    assert not may_delete(person, "")


def test_archiving_can_be_undone_from_the_notice():
    made = store()
    shown, view = presenter(made)
    shown.archive(made.clients.rows[0])
    sentence, label, undo = view.show_offer.call_args.args
    assert "archived" in sentence and label == "Undo"
    undo()
    assert not made.clients.rows[0].archived
    view.select.assert_called_with(1)


@pytest.fixture
def made():
    return store()


@pytest.fixture
def page(qtbot, made):
    shown = ClientsPage(lambda: made, ImmediateTasks())
    qtbot.addWidget(shown)
    shown.resize(1286, 768)
    shown.show()
    return shown


def dialog(page, kind: type[QDialog]):
    return next(d for d in page.findChildren(kind) if d.isVisible())


def press(qtbot, parent, text: str) -> None:
    found = next(b for b in parent.findChildren(QPushButton) if b.text() == text)
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_the_table_is_sorted_and_searched(page):
    assert [c.name for c in page._table.rows][:2] == ["ada Lovelace", "Zoë"]
    page._search.setText("zoe")
    assert [c.name for c in page._table.rows] == ["Zoë"]
    assert page._table.selected.name == "Zoë"
    page._search.setText("nobody")
    assert page._table.rows == ()
    assert page._none_found.isVisible()
    assert page.shown == "content"


def test_enter_starts_a_session_with_the_chosen(page, qtbot):
    page._table.select_where(lambda c: c.name == "Zoë")
    with qtbot.waitSignal(page.start_wanted) as started:
        qtbot.keyClick(page._table, Qt.Key.Key_Return)
    assert started.args == [1]


def test_a_refresh_keeps_the_selection(page):
    page._table.select_where(lambda c: c.name == "דוד")
    page.refresh()
    assert page._table.selected.name == "דוד"


def test_new_client_through_the_dialog(page, made, qtbot):
    page.new_client()
    form = dialog(page, ClientDialog)
    assert form.consents == frozenset()
    form._name.setText("a" * 10_000)
    assert "10000" in form._problem.text()
    press(qtbot, form, "Save")
    assert form.isVisible()
    form._name.setText("Berta 🎹 <b>")
    press(qtbot, form, "Tick what a full session needs")
    press(qtbot, form, "Save")
    assert not form.isVisible()
    assert made.clients.rows[-1].name == "Berta 🎹 <b>"
    assert made.clients.rows[-1].consents == FULL_CONSENT
    assert page._table.selected.name == "Berta 🎹 <b>"


def test_deleting_through_the_dialog(page, made, qtbot):
    page._table.select_where(lambda c: c.name == "Zoë")
    page.delete_client(page._table.selected)
    form = dialog(page, DeleteDialog)
    press(qtbot, form, "Delete for good")
    assert form.isVisible(), "a disabled button deletes nothing"
    form._typed.setText("Zoë")
    press(qtbot, form, "Delete for good")
    assert all(c.name != "Zoë" for c in made.clients.rows)


def test_every_consent_is_explained_and_named(page):
    page.new_client()
    form = dialog(page, ClientDialog)
    boxes = form.findChildren(TickBox)
    assert len(boxes) == len(Purpose)
    assert all(len(b.accessibleDescription()) > 20 for b in boxes)


def test_the_dialog_grows_with_what_it_says(page):
    page.new_client()
    form = dialog(page, ClientDialog)
    form.fit()
    before = form.height()
    form._name.setText("a" * 10_000)
    form.fit()
    assert form.height() == form.layout().totalHeightForWidth(form.width())
    assert form.height() >= before
    assert form.height() <= 768 - 40


def test_no_clients_yet(qtbot):
    page = ClientsPage(FakeStore, ImmediateTasks())
    qtbot.addWidget(page)
    page.show()
    assert page.shown == "empty"


def test_an_answer_after_the_dialog_closed_breaks_nothing(qtbot, made):
    held = []

    class Later(ImmediateTasks):
        def act(self, work, done, failed):
            held.append((work, done, failed))

        def load(self, slot, work, done, failed):
            ImmediateTasks.act(self, work, done, failed)

    page = ClientsPage(lambda: made, Later())
    qtbot.addWidget(page)
    page.show()
    page.new_client()
    form = dialog(page, ClientDialog)
    form._name.setText("Late")
    press(qtbot, form, "Save")
    form.reject()
    del form
    qtbot.wait(10)
    work, done, _failed = held[0]
    done(work())
    assert page._table.selected.name == "Late"


def test_what_is_stored_of_the_face_at_rest_is_said_by_recogniser():
    old, new = neutral(1), neutral(3)
    other = replace(neutral(2), recogniser=Recogniser.CNN)
    words = neutral_words([old, other, new], datetime(2026, 12, 1, tzinfo=UTC))
    first, second = words.splitlines()
    assert first.startswith("Version 3, 12 Nov,") and "All together" in first
    assert second.startswith("Version 2, 12 Nov,") and "network" in second
    assert "live page" in neutral_words([], NOW)


def test_the_chosen_clients_neutral_is_looked_up():
    made = store()
    shown, view = presenter(made)
    ada = made.clients.rows[0]
    made.neutrals.profiles[ada.id] = [neutral(2)]
    shown.look_up_neutral(ada)
    number, words = view.show_neutral.call_args.args
    assert number == ada.id
    assert "Version 2" in words


def test_a_late_answer_is_not_shown_of_another_client(qtbot):
    detail = ClientDetail()
    qtbot.addWidget(detail)
    detail.show_client(client(1, "Ada"))
    detail.show_neutral(1, "Version 2")
    assert detail._neutral.text() == "Version 2"
    detail.show_client(client(2, "Ben"))
    assert detail._neutral.text() == ""
    detail.show_neutral(1, "Version 2")
    assert detail._neutral.text() == ""
