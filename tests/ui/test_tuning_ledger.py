"""The ledger of the Tuning page: who changed what, in words, and the way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.learning import (
    TUNED_PARAMETERS,
    USUAL_SETTINGS,
    ChangeKind,
    MappingChange,
    PersonalSettings,
)
from emotune_gui.ui.presenters.tuning_ledger import (
    WayBack,
    ledger_lines,
    put_back,
    settings_change_words,
)
from emotune_gui.ui.views.tuning import TuningPage
from emotune_gui.ui.views.tuning_copy import CopyDialog
from emotune_gui.ui.widgets.buttons import ActionButton
from tests.ui.fake_store import FakeClients, FakeStore, FakeWeights, ImmediateTasks
from tests.ui.stored_values import NOW, client, slower

LOCKED = PersonalSettings(locked=True)


def change(kind: ChangeKind, before: int, after: int, days: float = 0.0, **more) -> MappingChange:
    by = more.pop("by", "therapist")
    return MappingChange(NOW - timedelta(days=days), by, kind, before, after, **more)


def settled(before: PersonalSettings | None, after: PersonalSettings) -> MappingChange:
    told = change(ChangeKind.SETTINGS, 1, 1)
    return replace(told, before=before, after=after)


def words(*changes: MappingChange, in_use: int = 1) -> list[str]:
    return [line.what for line in ledger_lines(changes, USUAL_SETTINGS, in_use, consented=True)]


def test_a_rating_round_is_told_from_a_rating_and_stands_alone():
    said = words(
        change(ChangeKind.RATED, 4, 5),
        change(ChangeKind.RATED, 3, 4),
        change(ChangeKind.RATED, 2, 3, note="11"),
        change(ChangeKind.RATED, 1, 2, note="1"),
        change(ChangeKind.RATED, 0, 1),
    )
    assert said == [
        "Versions 4 to 5 learned from ratings",
        "Version 3 learned from a rating round of 11 ratings",
        "Version 2 learned from a rating round of 1 rating",
        "Version 1 learned from a rating",
    ]


def test_a_round_learned_among_the_ratings_of_a_day_can_be_taken_back():
    round_ = change(ChangeKind.RATED, 2, 3, note="11")
    changes = (round_, change(ChangeKind.RATED, 1, 2))
    first, _ = ledger_lines(changes, USUAL_SETTINGS, 3, consented=True)
    assert first.back == WayBack()


def test_each_kind_has_its_own_sentence():
    said = words(
        *(
            change(kind, 4, 5, days=k, note="slow" if kind is ChangeKind.TEMPLATE else "2")
            for k, kind in enumerate(ChangeKind)
            if kind is not ChangeKind.SETTINGS
        )
    )
    assert len(set(said)) == len(ChangeKind) - 1
    assert "Version 5 begun from the template “slow”" in said
    assert "Version 2 in use again, as version 5" in said
    assert "Version 4 undone: back to version 5" in said


def test_ratings_of_one_day_stand_in_one_line():
    rated = [change(ChangeKind.RATED, k - 1, k, by="client") for k in (4, 3, 2)]
    earlier = change(ChangeKind.RATED, 0, 1, days=3, by="client")
    assert words(*rated, earlier) == [
        "Versions 2 to 4 learned from ratings",
        "Version 1 learned from a rating",
    ]
    both = (rated[0], change(ChangeKind.RATED, 2, 3), rated[2])
    [line] = ledger_lines(both, USUAL_SETTINGS, 4, consented=True)
    assert line.by == "client, therapist" and line.back is None


def test_only_what_is_in_use_can_be_undone():
    newest, older = change(ChangeKind.RESET, 1, 2), change(ChangeKind.TEMPLATE, 0, 1, days=1)
    lines = ledger_lines((newest, older), USUAL_SETTINGS, 2, consented=True)
    assert [line.back for line in lines] == [WayBack(), None]
    undone = change(ChangeKind.UNDONE, 2, 1)
    [line, *_] = ledger_lines((undone, newest), USUAL_SETTINGS, 1, consented=True)
    assert line.back == WayBack(version=2), "an undoing can be undone"
    assert all(
        line.back is None for line in ledger_lines((newest,), USUAL_SETTINGS, 2, consented=False)
    )


def test_settings_go_back_without_touching_what_changed_since():
    first = settled(USUAL_SETTINGS, LOCKED)
    now = replace(LOCKED, exploring=True)
    assert put_back(first, now) == PersonalSettings(exploring=True)
    assert put_back(first, USUAL_SETTINGS) is None, "it was unlocked again since"
    assert put_back(settled(None, LOCKED), LOCKED) is None


bounds = st.dictionaries(st.sampled_from(TUNED_PARAMETERS), st.just((0.0, 0.0)), max_size=3)
some_settings = st.builds(
    PersonalSettings,
    exploring=st.booleans(),
    width=st.sampled_from([0.1, 0.4]),
    locked=st.booleans(),
    affect_signal=st.booleans(),
    affect_weight=st.sampled_from([0.1, 0.15]),
    bounds=bounds,
)


@given(some_settings, some_settings)
def test_undoing_the_last_change_of_settings_is_exact_and_it_has_words(before, after):
    told = settled(before, after)
    assert put_back(told, after) == before
    said = settings_change_words(told)
    assert (said == "") == (before == after)


def test_settings_are_said_in_words():
    wanted = PersonalSettings(exploring=True, width=0.6, bounds={"register": (0.0, 0.0)})
    assert settings_change_words(settled(USUAL_SETTINGS, wanted)) == (
        "Exploration on; a trial goes up to 60 % of the way; register stays clinical"
    )
    assert settings_change_words(settled(LOCKED, USUAL_SETTINGS)) == "Unlocked"


@pytest.fixture
def store():
    return FakeStore(FakeClients(client(1, "Ada")), weights=FakeWeights(slower()))


def page_of(qtbot, store) -> TuningPage:
    page = TuningPage(lambda: store, ImmediateTasks())
    qtbot.addWidget(page)
    page.resize(1024, 700)
    page.show()
    page.show_side(4)
    return page


def test_the_page_lists_and_undoes_with_the_keyboard(qtbot, store):
    store.weights.allowed[1] = LOCKED
    store.mapping_changes.told = [
        settled(USUAL_SETTINGS, LOCKED),
        change(ChangeKind.RATED, 0, 1, days=1, by="client"),
    ]
    page = page_of(qtbot, store)
    locked, rated = page.ledger.rows
    assert "therapist, Locked" in locked.accessibleName()
    assert "client, Version 1 learned from a rating" in rated.accessibleName()
    assert locked.undo.accessibleName() == "Undo: Locked"
    qtbot.keyClick(locked.undo, Qt.Key.Key_Space)
    assert store.weights.allowed[1] == USUAL_SETTINGS
    again = page.ledger.rows[1]
    qtbot.keyClick(again.undo, Qt.Key.Key_Space)
    assert store.weights.undone == [1]


def test_without_a_change_it_says_so(qtbot, store):
    page = page_of(qtbot, store)
    assert page.ledger.rows == []
    assert page.ledger._none.isVisible()


def test_a_damaged_version_is_said_and_leaves_the_way_out(qtbot, store, monkeypatch):
    sentence = "Version 2 of this client's mapping is damaged: use another one."

    def damaged(_client_id):
        raise StorageError(sentence)

    store.weights.versions = [
        slower(1, active=False),
        replace(slower(2), damaged=True, reason="This version is damaged and cannot be used."),
    ]
    monkeypatch.setattr(store.weights, "current", damaged)
    page = page_of(qtbot, store)
    assert page.shown == "content"
    assert page._explanation.text() == sentence
    assert page._undo.isEnabled() and page._reset.isEnabled()
    page._presenter.keep_template("copy")
    assert store.mapping_templates.kept == {}, "the clinical figures are not kept for it"
    qtbot.mouseClick(page._reset, Qt.MouseButton.LeftButton)
    page.restore(1)
    assert store.weights.restored == [1]


def test_a_failing_disk_is_no_damaged_version(qtbot, store, monkeypatch):
    def failing(_client_id):
        raise StorageError("The disk failed.")

    monkeypatch.setattr(store.weights, "current", failing)
    assert page_of(qtbot, store).shown == "problem"


def test_older_templates_that_cannot_be_read_are_said(qtbot, store):
    page = TuningPage(lambda: store, ImmediateTasks(), left_behind=lambda: "x is damaged.")
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.notice) as told:
        page.offer_copies()
    assert told.args == ["x is damaged."]


def test_a_damaged_template_is_said_and_the_others_are_offered(qtbot, store):
    store.mapping_templates.save("soft", slower())
    store.mapping_templates.problem = "The template “slow” is damaged."
    page = page_of(qtbot, store)
    with qtbot.waitSignal(page.notice) as told:
        page.offer_copies()
    assert told.args == ["The template “slow” is damaged."]
    assert page.findChild(CopyDialog) is not None


def test_a_template_is_deleted_by_name(qtbot, store):
    store.mapping_templates.save("slow", slower())
    page = page_of(qtbot, store)
    page.offer_copies()
    dialog = page.findChild(CopyDialog)
    assert dialog.delete.isEnabled()
    with qtbot.waitSignal(page.notice) as told:
        dialog.do_delete()
    assert "deleted" in told.args[0]
    assert store.mapping_templates.kept == {}


def test_a_damaged_version_is_not_offered_again(qtbot, store):
    store.weights.versions = [replace(slower(1, active=False), damaged=True), slower(2)]
    page = page_of(qtbot, store)
    broken = page.versions.blocks[1]
    broken.show_behind(())
    assert not [b for b in broken.findChildren(ActionButton) if b.isVisibleTo(broken)]


@pytest.mark.parametrize("width", [944, 1286])
def test_the_head_never_overlaps(qtbot, store, width):
    page = page_of(qtbot, store)
    page.resize(width, 700)
    qtbot.waitUntil(lambda: all(b.width() >= b.sizeHint().width() for b in page._head[1:]))
    places = [widget.geometry() for widget in page._head]
    for left, right in pairwise(places):
        assert left.right() < right.left()
    assert places[-1].right() <= page.width()


def test_what_is_pinned_is_shown_clinical_at_once(qtbot, store):
    store.weights.allowed[1] = PersonalSettings(bounds={"tempo_bpm": (0.0, 0.0)})
    page = page_of(qtbot, store)
    assert "slower" not in page._table.accessibleName()
    store.weights.allowed[1] = PersonalSettings(bounds={"tempo_bpm": (-0.5, 0.0)})
    page.refresh()
    assert "slower −4 when tense" in page._table.accessibleName(), "at most half of 15 bpm"
