from __future__ import annotations

from unittest.mock import create_autospec

import pytest
from PySide6.QtCore import QSettings, Qt

from emotune_gui.domain.emotion import SHOWN_BY_DEFAULT, Emotion
from emotune_gui.domain.face import Recogniser
from emotune_gui.ui.presenters.recognisers import recogniser_words
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
from tests.ui.fake_store import ImmediateTasks


def presenter(settings: QSettings, check=lambda _path: ""):
    view = create_autospec(SettingsView, instance=True)
    return SettingsPresenter(view, settings, ImmediateTasks(), check), view


def test_nothing_stored_gives_the_defaults(settings):
    assert read_preferences(settings) == Preferences()


def test_nonsense_falls_back(settings):
    settings.setValue(THEME, "purple")
    settings.setValue(EMOTIONS_SHOWN, "joy,boredom")
    settings.setValue("session/source", "tape")
    settings.setValue("face/recogniser", "tea leaves")
    assert read_preferences(settings) == Preferences()


def test_changes_survive_a_restart(settings):
    shown, view = presenter(settings)
    shown.set_theme("light")
    assert shown.set_shown([Emotion.FEAR, Emotion.HAPPINESS])
    shown.set_source("demonstration")
    shown.set_sound(False)
    shown.set_recogniser(Recogniser.OCULAR)
    shown.set_mirrored(True)
    settings.sync()
    again = read_preferences(QSettings(settings.fileName(), QSettings.Format.IniFormat))
    assert again.theme == "light"
    assert again.shown == (Emotion.HAPPINESS, Emotion.FEAR)
    assert again.source == "demonstration"
    assert again.sound is False
    assert again.recogniser is Recogniser.OCULAR
    assert again.mirrored is True
    assert view.announce.call_count == 6
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


def test_a_file_that_cannot_be_read_is_not_kept(settings, tmp_path):
    asked = []

    def check(path: str) -> str:
        asked.append(path)
        return "The landmark file is damaged."

    shown, view = presenter(settings, check)
    file = tmp_path / "points.dat"
    file.write_bytes(b"no predictor")
    shown.set_predictor(str(file))
    assert asked == [str(file)]
    view.show_predictor_being_read.assert_called_once_with(str(file))
    view.show_predictor_problem.assert_called_with("The landmark file is damaged.")
    assert shown.preferences.predictor == ""
    assert not view.announce.called


def test_the_file_in_force_is_not_read_again(settings, tmp_path):
    file = tmp_path / "points.dat"
    file.write_bytes(b"x")
    settings.setValue("landmarks/predictor", str(file))
    shown, view = presenter(settings, lambda _path: "never asked")
    shown.set_predictor(str(file))
    assert not view.show_predictor_being_read.called
    view.show_predictor_problem.assert_called_with("")


def test_every_recogniser_has_a_name_and_a_line_of_its_own():
    words = [recogniser_words(recogniser) for recogniser in Recogniser]
    assert len({w.name for w in words}) == len({w.line for w in words}) == len(Recogniser)
    assert [w.recommended for w in words] == [r is Recogniser.COMBINED for r in Recogniser]
    assert "recommended" in words[0].choice
    assert all(len(w.line) < 120 for w in words)


@pytest.fixture
def page(qtbot, settings):
    made = SettingsPage(settings, data_folder="/data/EmoTune", tasks=ImmediateTasks())
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


def test_a_recogniser_is_chosen_and_explained(page, qtbot):
    dot = page._dots["onestage"]
    assert "cut off" in dot.accessibleDescription()
    with qtbot.waitSignal(page.preferences_changed) as changed:
        qtbot.mouseClick(dot, Qt.MouseButton.LeftButton)
    assert changed.args[0].recogniser is Recogniser.ONESTAGE
    assert page._dots["dark"].isChecked()


def test_the_mirror_is_a_choice(page, qtbot):
    with qtbot.waitSignal(page.preferences_changed) as changed:
        qtbot.mouseClick(page._mirrored, Qt.MouseButton.LeftButton)
    assert changed.args[0].mirrored is True


def test_the_landmark_file_that_came_along_comes_back(page, qtbot, tmp_path):
    file = tmp_path / "points.dat"
    file.write_bytes(b"x")
    assert not page._reset.isEnabled()
    page._predictor_chosen(str(file))
    assert page.preferences.predictor == str(file)
    assert page._reset.isEnabled()
    qtbot.mouseClick(page._reset, Qt.MouseButton.LeftButton)
    assert page.preferences.predictor == ""
    assert page._predictor.text() == ""
    assert not page._reset.isEnabled()


def test_the_terms_of_the_landmark_file_are_said(page):
    assert "300-W" in page._predictor_note.text()
    assert "commercial" in page._predictor_note.text()
