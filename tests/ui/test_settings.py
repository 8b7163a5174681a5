from __future__ import annotations

from unittest.mock import create_autospec

import pytest
from PySide6.QtCore import QSettings, Qt

from emotune_gui.domain.emotion import SHOWN_BY_DEFAULT, Emotion
from emotune_gui.ui.presenters.settings import (
    EMOTIONS_SHOWN,
    SOUND,
    THEME,
    Preferences,
    SettingsPresenter,
    SettingsView,
    predictor_problem,
    read_preferences,
)
from emotune_gui.ui.views.settings import SettingsPage


def presenter(settings: QSettings):
    view = create_autospec(SettingsView, instance=True)
    return SettingsPresenter(view, settings), view


def test_nothing_stored_gives_the_defaults(settings):
    assert read_preferences(settings) == Preferences()


def test_nonsense_falls_back(settings):
    settings.setValue(THEME, "purple")
    settings.setValue(EMOTIONS_SHOWN, "joy,boredom")
    settings.setValue("session/source", "tape")
    assert read_preferences(settings) == Preferences()


def test_changes_survive_a_restart(settings):
    shown, view = presenter(settings)
    shown.set_theme("light")
    assert shown.set_shown([Emotion.FEAR, Emotion.HAPPINESS])
    shown.set_source("demonstration")
    shown.set_sound(False)
    settings.sync()
    again = read_preferences(QSettings(settings.fileName(), QSettings.Format.IniFormat))
    assert again.theme == "light"
    assert again.shown == (Emotion.HAPPINESS, Emotion.FEAR)
    assert again.source == "demonstration"
    assert again.sound is False
    assert view.announce.call_count == 4
    assert view.announce.call_args.args == (again,)


def test_the_same_again_is_not_announced(settings):
    shown, view = presenter(settings)
    shown.set_theme("dark")
    shown.set_sound(True)
    assert not view.announce.called
    assert settings.value(SOUND) is None


def test_one_emotion_stays_shown(settings):
    shown, view = presenter(settings)
    assert not shown.set_shown([])
    assert shown.preferences.shown == SHOWN_BY_DEFAULT
    assert not view.announce.called


def test_a_landmarks_file_is_looked_at_before_it_is_kept(settings, tmp_path):
    shown, view = presenter(settings)
    shown.set_predictor(str(tmp_path / "missing.dat"))
    assert "no file" in view.show_predictor_problem.call_args.args[0]
    wrong = tmp_path / "points.txt"
    wrong.write_text("x")
    shown.set_predictor(str(wrong))
    assert ".dat" in view.show_predictor_problem.call_args.args[0]
    assert shown.preferences.predictor == ""
    right = tmp_path / "points 🎯.dat"
    right.write_bytes(b"x")
    shown.set_predictor(f" {right} ")
    assert shown.preferences.predictor == str(right)
    view.show_predictor_problem.assert_called_with("")
    shown.set_predictor("")
    assert shown.preferences.predictor == ""
    assert predictor_problem(str(tmp_path))


@pytest.fixture
def page(qtbot, settings):
    made = SettingsPage(settings, data_folder="/data/EmoTune")
    qtbot.addWidget(made)
    made.resize(1286, 768)
    made.show()
    return made


def test_clicks_are_in_force_at_once(page, qtbot, settings):
    with qtbot.waitSignal(page.preferences_changed) as changed:
        qtbot.mouseClick(page._dots["light"], Qt.MouseButton.LeftButton)
    assert changed.args[0].theme == "light"
    with qtbot.waitSignal(page.preferences_changed) as changed:
        qtbot.mouseClick(page._boxes[Emotion.FEAR], Qt.MouseButton.LeftButton)
    assert Emotion.FEAR in changed.args[0].shown
    with qtbot.waitSignal(page.preferences_changed) as changed:
        qtbot.mouseClick(page._sound, Qt.MouseButton.LeftButton)
    assert changed.args[0].sound is False
    assert read_preferences(settings) == page.preferences


def test_theme_and_source_are_chosen_apart(page, qtbot):
    qtbot.mouseClick(page._dots["system"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page._dots["demonstration"], Qt.MouseButton.LeftButton)
    assert page._dots["system"].isChecked()
    assert page._dots["demonstration"].isChecked()
    assert not page._dots["camera"].isChecked()


def test_the_last_emotion_cannot_be_unticked(page, qtbot):
    said: list[str] = []
    page.notice.connect(said.append)
    for emotion in SHOWN_BY_DEFAULT:
        qtbot.mouseClick(page._boxes[emotion], Qt.MouseButton.LeftButton)
    assert len(said) == 1
    assert page.preferences.shown == (Emotion.NEUTRAL,)
    assert page._boxes[Emotion.NEUTRAL].isChecked()


def test_the_data_folder_can_be_read_but_not_typed(page):
    folder = next(f for f in page.findChildren(type(page._predictor)) if f.isReadOnly())
    assert folder.text() == "/data/EmoTune"


def test_a_bad_predictor_is_said_beside_it(page, qtbot):
    page._predictor.setText("/nowhere/points.dat")
    page._predictor.editingFinished.emit()
    assert page._predictor_problem.isVisible()
    page._predictor.setText("")
    page._predictor.editingFinished.emit()
    assert not page._predictor_problem.isVisible()
