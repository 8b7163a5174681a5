"""Which language is spoken, and what comes with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from emotune_gui.ui import language
from emotune_gui.ui.views.settings_language import LanguagePanel

translate = QCoreApplication.translate


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    language.install(qapp, language.GERMAN)
    yield
    language.install(qapp, language.ENGLISH)
    QLocale.setDefault(before)


def test_without_a_translation_english_is_spoken():
    assert language.spoken() == "en"
    assert language.key_words("Ctrl+N") == "Ctrl+N"


def test_german_comes_with_its_words_numbers_and_keys(german):
    assert language.spoken() == "de"
    assert translate("Words", "sadness") == "Trauer"
    assert language.figure(0.5, "+.2f") == "+0,50"
    assert language.key_words("Ctrl+N") == "Strg+N"
    assert language.key_words("Ctrl+⏎") == "Strg+⏎"
    assert language.key_words("H") == "H"
    assert language.key_words("[ ]") == "[ ]"


def test_qt_speaks_it_too(german, qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "Abbrechen"


def test_english_again_leaves_nothing_behind(qapp):
    language.install(qapp, language.GERMAN)
    language.install(qapp, language.ENGLISH)
    assert translate("Words", "sadness") == "sadness"
    assert language.figure(0.5, ".1f") == "0.5"


@pytest.mark.parametrize(
    ("choice", "system", "code"),
    [
        ("system", "de_CH", "de"),
        ("system", "en_US", "en"),
        ("system", "fr_FR", "en"),
        ("system", "C", "en"),
        ("de", "en_GB", "de"),
        ("en", "de_DE", "en"),
    ],
)
def test_the_system_decides_unless_a_language_is_chosen(choice, system, code):
    assert language.resolved(choice, QLocale(system)) == code


def test_a_variable_goes_before_what_is_stored(settings):
    language.choose(settings, "de")
    assert language.wanted(settings, {}) == "de"
    assert language.wanted(settings, {language.VARIABLE: "en"}) == "en"


def test_what_is_no_language_means_the_system(settings):
    settings.setValue(language.STORED, "klingon")
    assert language.chosen(settings) == "system"
    language.choose(settings, "klingon")
    assert settings.value(language.STORED) == "system"


def test_the_choice_is_kept_and_shown(settings, qtbot):
    panel = LanguagePanel(settings)
    qtbot.addWidget(panel)
    assert panel.dots["system"].isChecked()
    panel.dots["de"].click()
    assert language.chosen(settings) == "de"
    again = LanguagePanel(settings)
    qtbot.addWidget(again)
    assert again.dots["de"].isChecked()
    assert "Deutsch" in again.dots["de"].text()
