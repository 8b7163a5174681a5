from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.review import SessionTrend
from emotune_gui.domain.scale import ScaleKind, ScaleReading
from emotune_gui.domain.session import (
    CONSENT_TEXT_VERSION,
    MAX_NAME_LENGTH,
    ConsentRecord,
    Purpose,
    Strategy,
)
from emotune_gui.ui.presenters.consents import (
    history_line,
    standing,
    state_words,
    taker,
)
from emotune_gui.ui.views.clients import ClientsPage
from emotune_gui.ui.views.clients_consent import ConsentDialog
from emotune_gui.ui.views.clients_detail import ClientDetail, card_trend
from emotune_gui.ui.views.clients_merge import MergeDialog, what_moves
from emotune_gui.ui.widgets.trend_card import trend_words
from tests.ui.fake_store import FakeClients, FakeStore, ImmediateTasks
from tests.ui.stored_values import NOW, client

FACE = Purpose.ANALYSE_FACE
LATER = datetime(2026, 12, 1, tzinfo=UTC)


def record(purpose: Purpose = FACE, *, days: float = 10, **more: object) -> ConsentRecord:
    made = ConsentRecord(purpose, CONSENT_TEXT_VERSION, NOW - timedelta(days=days), "M. Berg")
    return replace(made, **more)


@pytest.fixture
def made():
    return FakeStore(FakeClients(client(1, "Ada", sessions=3), client(2, "Ada L.", sessions=2)))


@pytest.fixture
def consent(made, qtbot):
    made.consents.records[1] = [record()]
    dialog = ConsentDialog(lambda: made, ImmediateTasks(), made.clients.get(1))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(qtbot, parent, text: str) -> None:
    found = next(b for b in parent.findChildren(QPushButton) if b.text() == text and b.isVisible())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_each_purpose_stands_with_its_newest_record():
    gone = record(days=30, withdrawn_at=NOW, withdrawn_by="M. Berg")
    states = {s.purpose: s for s in standing([gone, record(days=1)])}
    assert states[FACE].given
    assert not states[Purpose.ANALYSE_VOICE].given
    assert states[Purpose.ANALYSE_VOICE].record is None
    withdrawn = {s.purpose: s for s in standing([gone])}
    assert not withdrawn[FACE].given
    assert withdrawn[FACE].record == gone


def test_version_day_and_who_took_it_are_said():
    state = next(s for s in standing([record()]) if s.purpose is FACE)
    said = state_words(state, LATER)
    assert f"v{CONSENT_TEXT_VERSION}" in said and "M. Berg" in said
    old = next(s for s in standing([record(text_version=1)]) if s.purpose is FACE)
    assert old.outdated and "ask again" in state_words(old, LATER)
    assert "withdrawn" in history_line(record(withdrawn_at=NOW, withdrawn_by="X"), LATER)


def test_giving_names_who_took_it(consent, made, qtbot):
    consent._by.setText("  Dr.  Mia Berg ")
    with qtbot.waitSignal(consent.changed):
        qtbot.mouseClick(consent.rows[Purpose.ANALYSE_VOICE].button, Qt.MouseButton.LeftButton)
    assert made.consents.records[1][-1].given_by == "Dr. Mia Berg"
    assert "✓" in consent.rows[Purpose.ANALYSE_VOICE].said
    assert taker("") == "therapist"


def test_nothing_is_withdrawn_before_the_consequences_were_read(consent, made, qtbot):
    qtbot.mouseClick(consent.rows[FACE].button, Qt.MouseButton.LeftButton)
    assert consent.asked is FACE
    assert "learned" in consent.follows and "ratings stay" in consent.follows
    assert made.consents.records[1][0].in_force
    press(qtbot, consent, "Keep the consent")
    assert consent.asked is None and made.consents.records[1][0].in_force
    qtbot.mouseClick(consent.rows[FACE].button, Qt.MouseButton.LeftButton)
    press(qtbot, consent, "Withdraw")
    assert not made.consents.records[1][0].in_force
    assert "withdrawn" in consent.rows[FACE].said


def test_earlier_curves_are_erased_only_when_asked_for(consent, made, qtbot):
    made.consents.records[1] = [record(Purpose.STORE_FEATURES), record()]
    consent.presenter.refresh()
    qtbot.mouseClick(consent.rows[FACE].button, Qt.MouseButton.LeftButton)
    assert not consent._erase.isVisible(), "only the curves' own consent offers it"
    press(qtbot, consent, "Keep the consent")
    qtbot.mouseClick(consent.rows[Purpose.STORE_FEATURES].button, Qt.MouseButton.LeftButton)
    assert consent._erase.isVisible() and not consent._erase.isChecked()
    consent._erase.setChecked(True)
    press(qtbot, consent, "Withdraw")
    assert made.consents.erased == [1]
    assert "3 sessions were erased" in consent._said.text()


def test_the_history_is_there_newest_first(consent, made, qtbot):
    made.consents.records[1].append(record(Purpose.PERSONALISE, days=1))
    consent.presenter.refresh()
    press(qtbot, consent, "History")
    lines = consent.history_text.splitlines()
    assert lines[0].startswith("Learn from ratings") and len(lines) == 2


def test_every_button_says_which_purpose_it_is_for(consent):
    names = [row.button.accessibleName() for row in consent.rows.values()]
    assert len(set(names)) == len(Purpose)
    assert names[0] == "Withdraw…: Read the face"


def test_merging_says_what_moves_and_which_stays(made, qtbot):
    ada, other = made.clients.rows
    dialog = MergeDialog(ada, made.clients.rows)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.pair is None
    assert not next(b for b in dialog.findChildren(QPushButton) if "Merge" in b.text()).isEnabled()
    dialog.choose(2)
    assert dialog.pair == (ada, other)
    assert "2 sessions of “Ada L.” move to “Ada”" in dialog.preview and "has 5" in dialog.preview
    assert "what “Ada” has stays in use" in dialog.preview
    dialog.keep_other()
    assert dialog.pair == (other, ada)
    assert "3 sessions of “Ada” move" in dialog.preview
    assert "what “Ada L.” has stays in use" in dialog.preview
    with qtbot.waitSignal(dialog.wanted) as asked:
        press(qtbot, dialog, "Merge for good")
    assert asked.args == [other, ada]


def test_merging_from_the_page(made, qtbot):
    page = ClientsPage(lambda: made, ImmediateTasks())
    qtbot.addWidget(page)
    page.show()
    page.merge_client(made.clients.rows[0])
    dialog = next(d for d in page.findChildren(MergeDialog) if d.isVisible())
    dialog.choose(2)
    press(qtbot, dialog, "Merge for good")
    assert [c.name for c in made.clients.rows] == ["Ada"]
    assert page._table.selected.sessions == 5


@pytest.mark.parametrize("name", ["דוד בן", "👩‍👩‍👧 🎻", "x" * MAX_NAME_LENGTH, "<b>A</b> & {0}"])
def test_names_of_every_kind_fit_the_sentences(name, qtbot):
    words = what_moves(client(1, name, sessions=1), client(2, name, sessions=1))
    assert len(words) < 640 and words.count("\n") == 4
    page = ClientsPage(lambda: FakeStore(FakeClients(client(1, name))), ImmediateTasks())
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.show()
    assert page._table.selected.name == name
    assert page.minimumSizeHint().width() < 1000, "a long name does not widen the window"


def trend(number: int, distress: float | None, valence: float | None) -> SessionTrend:
    scales = () if distress is None else (ScaleReading(9.0, ScaleKind.SUDS, distress),)
    mean = None if valence is None else Affect(valence, 0.0)
    return SessionTrend(
        number, NOW, 60.0, Strategy.MATCH, Affect(0, 0), mean_affect=mean, scales=scales
    )


def test_the_card_shows_distress_or_else_mood_or_nothing(qtbot):
    assert card_trend([]) is None
    assert card_trend([trend(1, None, None)]) is None
    mood = card_trend([trend(1, None, 0.4)])
    assert mood.values == (0.4,) and mood.low == -1.0
    asked = card_trend([trend(1, 6.0, 0.4), trend(2, None, 0.1), trend(3, 3.0, None)])
    assert asked.values == (6.0, None, 3.0)
    assert "6, 3" in trend_words(asked) and "2 sessions" in trend_words(asked)
    detail = ClientDetail()
    qtbot.addWidget(detail)
    detail.show()
    detail.show_client(client(1, "Ada"))
    detail.show_trend(2, [trend(1, 6.0, None)])
    assert not detail._trend_box.isVisible(), "another client's answer comes late"
    detail.show_trend(1, [trend(1, 6.0, None), trend(2, 4.0, None)])
    assert detail._trend_box.isVisible() and "6, 4" in detail._trend.accessibleName()


def test_what_is_seldom_done_is_in_a_menu(qtbot):
    detail = ClientDetail()
    qtbot.addWidget(detail)
    assert detail.more_menu() is None
    detail.show_client(client(1, "Ada", archived=True))
    texts = [a.text() for a in detail.more_menu().actions() if a.text()]
    assert texts == [
        *("Export everything…", "Merge with another record…", "Back into the list", "Delete…"),
    ]
