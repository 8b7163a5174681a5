from __future__ import annotations

from unittest.mock import create_autospec

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING, TUNED_PARAMETERS, MappingWeights
from emotune_gui.ui.presenters.tuning import TuningPresenter, TuningView, version_lines
from emotune_gui.ui.presenters.tuning_words import (
    is_personal,
    offset_at,
    offset_rows,
    parameter_words,
)
from emotune_gui.ui.views.tuning import TuningPage
from emotune_gui.ui.views.tuning_table import spoken
from tests.ui.fake_store import FakeClients, FakeStore, FakeWeights, ImmediateTasks, client, slower


def test_offsets_are_the_row_times_the_features():
    weights = slower()
    assert offset_at(weights, "tempo_bpm", Affect(0.0, 0.0)) == -6.0
    assert offset_at(weights, "tempo_bpm", Affect(-0.6, 0.6)) == pytest.approx(-9.0)
    assert offset_at(weights, "loudness", Affect(0.6, 0.6)) == 0.0


def test_cells_say_how_far_and_which_way():
    tempo, *others = offset_rows(slower())
    tense = next(c for c in tempo.cells if c.corner == "tense")
    assert (tense.figure, tense.word) == ("−9", "slower")
    assert tense.share == pytest.approx(-0.6)
    assert {c.word for row in others for c in row.cells} == {"as clinical"}


@given(st.floats(-1000, 1000, allow_nan=False), st.sampled_from(TUNED_PARAMETERS))
def test_share_stays_on_the_scale_and_words_agree_with_the_sign(value, parameter):
    rows = [(0.0, 0.0, 0.0)] * len(TUNED_PARAMETERS)
    rows[TUNED_PARAMETERS.index(parameter)] = (value, 0.0, 0.0)
    row = offset_rows(MappingWeights(1, tuple(rows)))[TUNED_PARAMETERS.index(parameter)]
    _name, _unit, more, less = parameter_words(parameter)
    for cell in row.cells:
        assert -1.0 <= cell.share <= 1.0
        assert cell.word in {more if value > 0 else less, "as clinical"}
        assert cell.share * value >= 0


def test_history_newest_first_and_closed_by_the_clinical():
    undone = slower(2, active=False)
    lines = version_lines([slower(1), undone])
    assert [line.version for line in lines] == [2, 1, 0]
    assert [line.active for line in lines] == [False, True, False]
    assert version_lines([])[0].active


def test_clinical_and_reset_are_not_personal():
    assert not is_personal(CLINICAL_MAPPING)
    assert not is_personal(MappingWeights(version=4, reason="Reset."))
    assert is_personal(slower())


def test_undo_is_stored_said_and_shown():
    store = FakeStore(FakeClients(client(1, "Ada")), weights=FakeWeights(slower()))
    view = create_autospec(TuningView, instance=True)
    presenter = TuningPresenter(view, lambda: store, ImmediateTasks())
    presenter.show(store.clients.rows[0])
    assert view.show_tuning.call_args.args[0].can_undo
    presenter.undo(store.clients.rows[0])
    assert store.weights.undone == [1]
    after = view.show_tuning.call_args.args[0]
    assert not after.personal
    assert not after.can_undo
    assert after.history[0].undone
    assert "undone" in view.show_notice.call_args.args[0]


@pytest.fixture
def store():
    return FakeStore(
        FakeClients(client(1, "Ada", days=1), client(2, "Bo", days=2, consents=frozenset())),
        weights=FakeWeights(slower()),
    )


@pytest.fixture
def page(qtbot, store):
    shown = TuningPage(lambda: store, ImmediateTasks())
    qtbot.addWidget(shown)
    shown.resize(1286, 768)
    shown.show()
    return shown


def test_the_page_shows_last_seen_first_and_says_the_table(page):
    assert page.client.name == "Ada"
    assert "slower −9 when tense" in page._table.accessibleName()
    assert page.shown == "content"


def test_one_click_undoes(page, store, qtbot):
    with qtbot.waitSignal(page.changed) as changed:
        qtbot.mouseClick(page._undo, Qt.MouseButton.LeftButton)
    assert changed.args == [1]
    assert store.weights.undone == [1]
    assert not page._undo.isEnabled()
    page.undo()
    assert store.weights.undone == [1], "nothing left to undo"


def test_reset(page, store):
    page.reset()
    assert store.weights.resets == [1]


def test_without_consent_the_page_says_that_ratings_change_nothing(page):
    page.show_client(2)
    assert page.client.name == "Bo"
    assert "No consent" in page._explanation.text()


def test_no_clients(qtbot):
    page = TuningPage(FakeStore, ImmediateTasks())
    qtbot.addWidget(page)
    page.show()
    assert page.shown == "empty"
    assert not page._undo.isVisible()


def test_spoken_names_every_parameter():
    words = spoken(offset_rows(slower()))
    assert all(parameter_words(p)[0] in words for p in TUNED_PARAMETERS)
