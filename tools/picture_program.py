"""Photographs every page of the real program for the user guide.

    python tools/picture_program.py FOLDER [--seconds 70]

Runs a session on the demonstration, marks and rates it, then visits each page in both themes.
Fictitious clients only; nothing outside FOLDER is written.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog

from emotune_gui.app.window import ProgramWindow, open_program
from emotune_gui.domain.session import Plan, Purpose, Strategy
from emotune_gui.engine.archive import Archive
from emotune_gui.ui.presenters.settings import read_preferences
from emotune_gui.ui.theme import ThemeName

CONSENTS = (Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES, Purpose.PERSONALISE)
PEOPLE = ("Ada Lind", "Ben Okafor", "Chiara Rossi", "Deniz Aydın")
SIZE = (1366, 768)


def wait(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)


class Photographer:
    def __init__(self, program: ProgramWindow, folder: Path) -> None:
        self._program = program
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def both(self, name: str, what: Callable[[], object] | None = None) -> None:
        """The window, or the dialog on top of it, in both themes."""
        for look in (ThemeName.DARK, ThemeName.LIGHT):
            self._program.window.set_theme(look)
            wait(0.5)
            target = cast("QDialog", what()) if what is not None else self._program.window
            target.grab().save(str(self._folder / f"{name}-{look}.png"))


def run_session(program: ProgramWindow, archive: Archive, plan: Plan, seconds: float) -> None:
    database = archive.open()
    client = database.clients.by_name(PEOPLE[0])
    assert client is not None
    program.desk.start(lambda: client, plan, "demo", "none")
    wait(min(8.0, seconds / 3))
    session = program.desk.session
    assert session is not None
    for step, score in enumerate((4, 2, 5)):
        wait(seconds / 5)
        session.rate(score=score)
        session.mark(("Insight", "Tension", "Release")[step])
    session.note("Shoulders lower when the strings come in.")
    wait(seconds / 5)


def visible_dialog() -> QDialog:
    dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
    return next(dialog for dialog in dialogs if dialog.isVisible())


def photograph(folder: Path, seconds: float) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        archive = Archive(Path(scratch) / "guide.db")
        settings = QSettings(str(Path(scratch) / "guide.ini"), QSettings.Format.IniFormat)
        program = open_program(archive, settings, size=SIZE)
        take = Photographer(program, folder)
        wait(3.0)
        take.both("today-empty")
        for name in PEOPLE:
            archive.open().clients.create(name, CONSENTS)
        program.choose_session(1)
        wait(1.5)
        take.both("start", visible_dialog)
        visible_dialog().reject()
        plan = Plan(strategy=Strategy.LEAD, lead_minutes=2.0, planned_minutes=3.0, seed=5)
        run_session(program, archive, plan, seconds)
        take.both("live")
        program.desk.end()
        wait(4.0)
        take.both("summary", visible_dialog)
        visible_dialog().accept()
        program.review(1)
        wait(2.5)
        take.both("review")
        for page in ("today", "clients", "tuning", "settings"):
            program.window.show_page(page)
            wait(1.0)
            take.both(page)
        assert read_preferences(settings).sound
        program.window.close()
        program.leave()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=70.0)
    arguments = parser.parse_args()
    photograph(arguments.folder, arguments.seconds)


if __name__ == "__main__":
    main()
