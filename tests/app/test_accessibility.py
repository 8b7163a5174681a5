"""Every page and dialog of the joined window, as a screen reader and the Tab key meet it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt, QThreadPool
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QScrollBar, QWidget

from emotune_gui.app.window import ProgramWindow
from emotune_gui.engine.archive import Archive
from emotune_gui.ui.shell import PAGE_ORDER
from tests.ui import histories

DIALOGS = ("new", "name", "consent", "merge", "delete", "export", "report", "session report")
ROW_PX = 12
"""Controls whose tops differ by less stand in one line."""


@pytest.fixture
def program(qtbot, tmp_path: Path) -> Iterator[ProgramWindow]:
    archive = Archive(tmp_path / "window.db")
    database = archive.open()
    for name in ("Ada Lind", "Ben Okafor"):
        client = histories.add_client(database, name)
        histories.add_session(database, client, seconds=60)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("session/sound", "false")
    made = ProgramWindow(archive, settings)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    made.window.show()
    made.window.activateWindow()
    yield made
    assert QThreadPool.globalInstance().waitForDone(10_000)
    archive.close()


def controls(root: QWidget) -> list[QWidget]:
    """What Tab reaches now, in its order, from the root's first."""
    found: list[QWidget] = []
    widget = root
    for _ in range(5000):
        widget = widget.nextInFocusChain()
        if widget is root or widget in found:
            break
        if (
            root.isAncestorOf(widget)
            and widget.isVisible()
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not isinstance(widget, QScrollBar)
            and widget.focusProxy() is None
        ):
            found.append(widget)
    return found


def heard(widget: QWidget) -> str:
    """The name a screen reader says."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def nameless(root: QWidget) -> list[str]:
    return [f"{type(w).__name__} {w.objectName()}" for w in controls(root) if not heard(w)]


def backward(root: QWidget) -> list[tuple[str, str]]:
    """Steps of the Tab key that go up without going to the right: against how a page is read."""
    steps = []
    places = controls(root)
    for before, after in pairwise(places):
        one, two = before.mapTo(root, QPoint(0, 0)), after.mapTo(root, QPoint(0, 0))
        above = two.y() + after.height() <= one.y() - ROW_PX
        if above and two.x() <= one.x() + before.width() // 2:
            steps.append((heard(before), heard(after)))
    return steps


def settle(qtbot, program: ProgramWindow) -> None:
    pool = QThreadPool.globalInstance()
    qtbot.waitUntil(lambda: pool.activeThreadCount() == 0 and not program.tasks.busy)
    qtbot.wait(30)


@pytest.mark.parametrize("name", PAGE_ORDER)
def test_every_control_of_a_page_has_a_name_and_its_place_in_the_order(qtbot, program, name):
    program.window.show_page(name)
    settle(qtbot, program)
    page = program.window.page(name)
    assert controls(page), "a page can be used without a mouse"
    assert nameless(page) == []
    assert backward(page) == []


def test_the_review_of_a_session(qtbot, program):
    program.review(1)
    page = program.window.page("review")
    qtbot.waitUntil(lambda: page.session is not None and page.session.isVisible(), timeout=20_000)
    settle(qtbot, program)
    assert nameless(page) == []


def test_the_live_page_with_a_session(qtbot, program):
    program.demonstrate()
    qtbot.waitUntil(lambda: program.desk.session is not None, timeout=30_000)
    session = program.desk.session
    qtbot.waitUntil(lambda: session.snapshot().music.bar is not None, timeout=30_000)
    qtbot.wait(200)
    unnamed = nameless(program.live_page)
    session.end()
    assert session.join(20)
    qtbot.waitUntil(lambda: program.desk.session is None, timeout=20_000)
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            unnamed += nameless(widget)
            widget.reject()
    assert unnamed == []


def opener(program: ProgramWindow, which: str) -> Callable[[], object]:
    page = program.window.page("clients")
    client = next(c for c in page._presenter.clients if c.name == "Ada Lind")
    review = program.window.page("review")
    return {
        "new": page.new_client,
        "name": lambda: page.edit_client(client),
        "consent": lambda: page.show_consent(client),
        "merge": lambda: page.merge_client(client),
        "delete": lambda: page.delete_client(client),
        "export": lambda: page.export_wanted.emit(client),
        "report": lambda: page.report_wanted.emit(client),
        "session report": lambda: review.report_wanted.emit(page._open_store().sessions.info(1)),
    }[which]


@pytest.mark.parametrize("which", DIALOGS)
def test_every_control_of_a_dialog_has_a_name_and_its_place_in_the_order(qtbot, program, which):
    program.window.show_page("clients")
    settle(qtbot, program)
    opener(program, which)()
    settle(qtbot, program)
    dialog = next(
        w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()
    )
    assert dialog.windowTitle()
    assert controls(dialog)
    assert nameless(dialog) == []
    assert backward(dialog) == []
    assert dialog.height() <= 768 and dialog.width() <= 1366
    dialog.reject()


def test_painted_controls_say_what_they_are(qtbot, program):
    program.window.show_page("clients")
    settle(qtbot, program)
    roles = {heard(w): role(w) for w in controls(program.window.page("clients"))}
    assert roles["New client"] == QAccessible.Role.PushButton
    assert roles["With the archived"] == QAccessible.Role.CheckBox
    assert roles["Find a client by name"] == QAccessible.Role.EditableText
