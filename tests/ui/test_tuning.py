from __future__ import annotations

from dataclasses import replace
from unittest.mock import create_autospec

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    TUNED_PARAMETERS,
    USUAL_SETTINGS,
    Arm,
    ArmKind,
    ChangeKind,
    MappingWeights,
    PersonalSettings,
    StoredWeights,
)
from emotune_gui.domain.session import Rating
from emotune_gui.engine.tuning import Common, View, certainty, curves
from emotune_gui.ui.plots.tuning_curves import value_range
from emotune_gui.ui.presenters.tuning import TuningPresenter, TuningView
from emotune_gui.ui.presenters.tuning_history import version_lines
from emotune_gui.ui.presenters.tuning_words import (
    arm_lines,
    certainty_words,
    change_words,
    common_words,
    is_personal,
    offset_at,
    offset_rows,
    parameter_words,
)
from emotune_gui.ui.views.tuning import TuningPage
from emotune_gui.ui.views.tuning_copy import CopyDialog
from emotune_gui.ui.views.tuning_table import spoken
from emotune_gui.ui.widgets.buttons import ActionButton
from tests.ui.fake_store import FakeClients, FakeStore, FakeWeights, ImmediateTasks
from tests.ui.stored_values import client, slower


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


def test_a_client_asked_for_before_the_clients_are_read_is_shown_then(qtbot, store):
    page = TuningPage(lambda: store, ImmediateTasks())
    qtbot.addWidget(page)
    page.show_client(2)
    page.show()
    assert page.client.name == "Bo"
    assert page.shown_client == 2
    page.show_client(1)
    page.refresh()
    assert page.shown_client == 1, "whom a person chose stays chosen"


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
    assert "no consent" in page._explanation.text()


def test_no_clients(qtbot):
    page = TuningPage(FakeStore, ImmediateTasks())
    qtbot.addWidget(page)
    page.show()
    assert page.shown == "empty"
    assert not page._undo.isVisible()


def test_spoken_names_every_parameter():
    words = spoken(offset_rows(slower()))
    assert all(parameter_words(p)[0] in words for p in TUNED_PARAMETERS)


# Curves, certainty, what is allowed, versions, copies


def learned() -> StoredWeights:
    """Like `slower`, with preferences."""
    arms = (
        Arm(ArmKind.PALETTE, "strings", 0.5, 0.1, 5.0),
        Arm(ArmKind.PALETTE, "piano", -0.1, 0.1, 4.0),
        Arm(ArmKind.SONG, "gone", 0.1, 0.3, 1.0),
    )
    return replace(slower(), arms=arms, ratings_used=12)


def test_curves_show_the_personal_beside_the_clinical(page):
    tempo = page.curves.grid.charts[0]
    assert "Tempo (bpm)" in tempo.accessibleName()
    assert "in the middle: 98, clinical 104" in tempo.accessibleName()
    page.curves.choose(axis=1, other=2)
    assert "unpleasant" in tempo.accessibleName()


def test_the_cursor_goes_through_all_charts_with_the_arrow_keys(page, qtbot):
    first, *others = page.curves.grid.charts
    qtbot.keyClick(first, Qt.Key.Key_Right)
    middle = first.reading
    assert middle.startswith("104 → 98 (")
    assert all(chart.reading for chart in others)
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert first.reading != middle
    for _ in range(100):
        qtbot.keyClick(first, Qt.Key.Key_Left)
    assert first.reading, "it stays on the chart"


@given(st.floats(-15, 15), st.floats(-1, 1))
def test_the_band_and_the_curve_are_always_inside_the_picture(offset, other):
    rows = [(offset, 0.0, 0.0)] + [(0.0, 0.0, 0.0)] * 5
    for curve in curves(MappingWeights(1, tuple(rows)), View(other=other), 9):
        low, high = value_range(curve, 0.1)
        every = (*curve.clinical, *curve.personal, *curve.low, *curve.high)
        assert low < min(every) <= max(every) < high


def test_change_words_name_ratings_parameters_and_preferences():
    words = change_words(12, ("slower by 6 bpm when tense",), learned().arms, {})
    assert words == "After 12 ratings: slower by 6 bpm when tense; strings preferred to piano."
    assert change_words(1, (), (), {}).startswith("After 1 rating: no difference")


def test_preferences_say_how_sure_they_are():
    lines = arm_lines(learned().arms, {})
    assert lines[0].title == "Strings"
    assert lines[0].words == "liked more than usual, 5 ratings"
    assert lines[-1].title == "a song no longer here (song)"
    assert lines[-1].words == "not clear yet, 1 rating"


def test_certainty_is_said_and_ratings_that_follow_nothing_too():
    nothing = certainty(CLINICAL_MAPPING)
    assert nothing.overall == 0.0
    assert "Nothing is known yet" in certainty_words(nothing)
    deaf = replace(nothing, ratings=9, listening=0.2)
    assert "20 %" in certainty_words(deaf)


def test_the_ratings_behind_a_version_are_one_key_away(page, store, qtbot):
    store.weights.behind[1] = [
        (1, Rating(3.0, 4, score=4, by="client")),
        (1, Rating(9.0, 5, better=-0.5, by="therapist")),
        (1, Rating(12.0, 6, felt=Affect(-0.6, -0.6), by="client")),
    ]
    block = page.versions.blocks[0]
    qtbot.keyClick(block, Qt.Key.Key_Return)
    texts = [label.text() for label in block.findChildren(QLabel)]
    assert any(text.startswith("4 of 5 · client") for text in texts)
    assert any(text.startswith("the one before was better · therapist") for text in texts)
    assert any("felt as “sad”" in text for text in texts)
    qtbot.keyClick(block, Qt.Key.Key_Return)
    assert not block.is_open


def test_any_version_can_be_brought_back(page, store, qtbot):
    store.weights.versions = [slower(1, active=False), slower(2)]
    page.refresh()
    old = next(b for b in page.versions.blocks if b.line.version == 1)
    qtbot.waitUntil(old.isVisible)
    qtbot.mouseClick(old, Qt.MouseButton.LeftButton)
    again = next(b for b in old.findChildren(ActionButton) if b.isVisible())
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert store.weights.restored == [1]
    page.restore(0)
    assert store.weights.resets == [1], "the clinical mapping is version 0"


def test_the_lock_is_kept_and_shuts_the_round(page, store, qtbot):
    qtbot.mouseClick(page._lock, Qt.MouseButton.LeftButton)
    assert store.weights.allowed[1].locked
    assert page._lock.text() == "Locked"
    assert not page._round.isEnabled()
    assert "locked" in page._explanation.text()
    with qtbot.assertNotEmitted(page.round_wanted):
        page.begin_round()
    page.toggle_lock()
    assert not store.weights.allowed[1].locked
    with qtbot.waitSignal(page.round_wanted) as wanted:
        page.begin_round()
    assert wanted.args[0].id == 1


def test_exploration_is_off_until_it_is_ticked(page, store, qtbot):
    page.show_side(3)
    allowed = page.allowed
    assert not allowed.exploring.isChecked()
    assert not allowed.width_slider.isEnabled()
    allowed.exploring.click()
    assert store.weights.allowed[1].exploring
    qtbot.keyClick(allowed.width_slider, Qt.Key.Key_Left)
    assert store.weights.allowed[1].width == pytest.approx(USUAL_SETTINGS.width - 0.05)


def test_the_affect_signal_shows_its_weight_and_never_counts_much(page, store):
    allowed = page.allowed
    assert not allowed.affect.isChecked()
    allowed.affect.click()
    assert store.weights.allowed[1].affect_signal
    assert "15 %" in allowed._affect_words.text()
    allowed.affect_slider.setValue(1000)
    assert store.weights.allowed[1].affect_weight == pytest.approx(0.3)


def test_what_is_contraindicated_is_pinned_and_freed(page, store):
    page.allowed.free["register"].click()
    assert store.weights.allowed[1].bounds == {"register": (0.0, 0.0)}
    page.allowed.free["register"].click()
    assert store.weights.allowed[1].bounds == {}


def test_showing_settings_sends_nothing(page, store):
    page.allowed.show_settings(PersonalSettings(exploring=True, width=0.9))
    assert store.weights.allowed == {}


def test_without_consent_nothing_can_be_allowed_or_rated(page):
    page.show_client(2)
    assert not page._round.isEnabled()
    assert not page.allowed.isEnabled()
    assert not page._lock.isEnabled()


def test_a_template_is_kept_and_used(page, store):
    kept = store.mapping_templates
    page.offer_copies()
    first = page.findChild(CopyDialog)
    assert not first.keep.isEnabled()
    first.name.setText("slow starters")
    first.keep.click()
    assert [t.name for t in kept.list()] == ["slow starters"]
    page._presenter.use_template(page.client, kept.list()[0])
    [(client_id, weights)] = store.weights.saved
    assert client_id == 1
    assert weights.offsets == slower().offsets
    assert "slow starters" in weights.reason
    assert store.weights.kinds == [(ChangeKind.TEMPLATE, "slow starters")]
    assert weights.ratings_used == 0


def test_a_copy_goes_only_to_clients_who_consented(page, store):
    store.clients.rows.append(client(3, "Cy", days=3))
    page.refresh()
    assert [other.name for other in page._others()] == ["Cy"]
    page._presenter.copy_to(page.client, page._others()[0])
    [(client_id, weights)] = store.weights.saved
    assert client_id == 3
    assert weights.evidence
    assert weights.belief_mean == ()


def test_what_other_clients_contribute_is_said():
    assert "fewer than three" in common_words(Common(0), begins=True)
    words = common_words(Common(4, ("slower by 3 bpm",)), begins=True)
    assert words == "Would begin with what 4 other clients have in common: slower by 3 bpm."
