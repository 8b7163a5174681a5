"""The language of the window: English as it is written, or a translation that came along.

It is chosen before the first page is built and stays until the program ends; a choice in the
settings counts from the next start on.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QKeySequence

from emotune_gui.bundled import bundled

SYSTEM, ENGLISH, GERMAN = "system", "en", "de"
CHOICES = (SYSTEM, ENGLISH, GERMAN)
TRANSLATED = (GERMAN,)
STORED = "window/language"
VARIABLE = "EMOTUNE_LANG"
"""Names a language for one run, before what is stored: for tests and pictures."""

RETURN = "⏎"


class KeyValues(Protocol):
    """The part of QSettings used here."""

    def value(self, key: str, /) -> object: ...

    def setValue(self, key: str, value: object, /) -> None: ...


def chosen(stored: KeyValues) -> str:
    """One of CHOICES, as the settings have it."""
    return _known(str(stored.value(STORED)))


def choose(stored: KeyValues, choice: str) -> None:
    stored.setValue(STORED, _known(choice))


def wanted(stored: KeyValues, environment: Mapping[str, str] = os.environ) -> str:
    """The code of the language to speak: 'en' or 'de'."""
    named = environment.get(VARIABLE, "")
    return resolved(_known(named) if named else chosen(stored), QLocale.system())


def resolved(choice: str, system: QLocale) -> str:
    """What `choice` means on a computer whose locale is `system`."""
    if choice != SYSTEM:
        return choice
    spoken = (tag.partition("-")[0] for tag in system.uiLanguages())
    return next((code for code in spoken if code in (ENGLISH, *TRANSLATED)), ENGLISH)


def install(application: QCoreApplication, code: str) -> None:
    """Speak `code` from now on: own words, Qt's words, numbers and dates."""
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.setParent(None)
    QLocale.setDefault(_locale(code, QLocale.system()))
    for file in () if code == ENGLISH else (_of_qt(code), translation_file(code)):
        translator = QTranslator(application)
        if translator.load(str(file)):
            application.installTranslator(translator)


def translation_file(code: str) -> Path:
    return bundled("resources", "translations", f"emotune_{code}.qm")


def spoken() -> str:
    """The code of the language that is spoken now."""
    # Each translation says its own code for this word.
    return QCoreApplication.translate("Language", "en")


def key_words(key: str) -> str:
    """A key's name as it stands on the keyboard: 'Ctrl+N' is 'Strg+N' in German."""
    if spoken() == ENGLISH or len(key) < 2:
        return key
    named = QKeySequence.fromString(
        key.replace(RETURN, "Return"), QKeySequence.SequenceFormat.PortableText
    )
    said = named.toString(QKeySequence.SequenceFormat.NativeText)
    return said.replace("Return", RETURN) or key


def figure(value: float, form: str) -> str:
    """`value` formatted as by `format`, with the decimal sign of the language: '0,5'."""
    return format(value, form).replace(".", QLocale().decimalPoint())


def _of_qt(code: str) -> Path:
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return Path(folder, f"qtbase_{code}.qm")


def _locale(code: str, system: QLocale) -> QLocale:
    """The system's where it speaks the language (a Swiss one stays Swiss), else the usual one."""
    usual = QLocale(code)
    if system.language() == usual.language():
        return system
    plain = code == ENGLISH and system.language() == QLocale.Language.C
    return system if plain else usual


def _known(choice: str) -> str:
    return choice if choice in CHOICES else SYSTEM
