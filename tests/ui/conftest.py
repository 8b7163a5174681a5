"""Qt without a screen, dressed as the program is; unexpected Qt warnings fail the test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget

from emotune_gui.ui import theme

Part = TypeVar("Part", bound=QWidget)

HARMLESS = ("This plugin does not support", "QFontDatabase: Cannot find font directory")
"""What the offscreen platform says of itself."""


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    theme.apply(qapp, theme.ThemeName.DARK)
    return qapp


@pytest.fixture(autouse=True)
def no_qt_warnings(qtlog) -> Iterator[None]:
    yield
    heard = [
        record.message
        for record in qtlog.records
        if record.log_type_name in ("QtWarningMsg", "QtCriticalMsg", "QtFatalMsg")
        and not record.message.startswith(HARMLESS)
    ]
    assert not heard, f"Qt warned: {heard}"


@pytest.fixture
def settings(tmp_path) -> QSettings:
    """Settings of this test alone."""
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def host(qtbot) -> QWidget:
    """A window for what is else part of a page: a pyqtgraph canvas that is a window of its own
    leaves something behind when it dies, on which the next change of theme crashes."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 560)
    made.show()
    return made


def held(host: QWidget, part: Part) -> Part:
    """`part` filling the host, which is to live as long."""
    part.setParent(host)
    part.resize(host.size())
    part.show()
    return part
