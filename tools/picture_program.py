"""Photographs what needs a film, a voice or minutes of a session, for the user guide.

    python tools/picture_program.py FOLDER [--seconds 70] [--size 1366x768] [--speech FILE]

Every page and dialog that needs none of these is photographed by `emotune screenshots`. This runs
a session on a film in which the demonstration's face sits there twice and chooses one of them; one
in which songs are played and shaped; and one on the demonstration: calibrates, marks and rates it,
listening to the recording of speech that is given (three minutes will do); then reviews it. Every
picture is taken in both themes. Fictitious clients only; nothing outside FOLDER is written.
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

import cv2
import numpy as np
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from emotune_gui.app.window import ProgramWindow, open_program
from emotune_gui.capture.demonstration import demonstration_path
from emotune_gui.domain.neutral import CalibrationPhase
from emotune_gui.domain.session import Plan, Purpose, Strategy
from emotune_gui.engine.archive import Archive
from emotune_gui.music.songs.library import bundled_songs
from emotune_gui.ui.theme import ThemeName
from emotune_gui.ui.views.clients import ClientsPage
from emotune_gui.ui.views.clients_bans import BansDialog
from emotune_gui.ui.views.live_board import Side
from emotune_gui.ui.views.review import ReviewPage

CONSENTS = (
    *(Purpose.ANALYSE_FACE, Purpose.ANALYSE_VOICE),
    *(Purpose.STORE_FEATURES, Purpose.PERSONALISE),
)
PEOPLE = ("Ada Lind", "Ben Okafor", "Chiara Rossi", "Deniz Aydın")
SIZE, NARROW = (1366, 768), (1024, 700)
FILM_SECONDS, FILM_RATE = 40, 15
MOVING_FROM_S, RESTING_FROM_S = 2.0, 42.0
"""Places in the demonstration (tools/make_demonstration.py) for a calibration to fail and to do."""


def wait(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)


def until(reached: Callable[[], bool], longest: float = 60.0) -> bool:
    """Wait for something to come about; False when it did not."""
    end = time.monotonic() + longest
    while not reached():
        if time.monotonic() > end:
            return False
        wait(0.05)
    return True


def film_two_faces(target: Path) -> None:
    """The demonstration's face on the left, and mirrored, smaller and later on the right."""
    clip = cv2.VideoCapture(str(demonstration_path()))
    frames = []
    while len(frames) < FILM_SECONDS * FILM_RATE:
        there, frame = clip.read()
        if not there:
            break
        frames.append(cv2.resize(frame, (640, 480)))
    clip.release()
    film = cv2.VideoWriter(str(target), cv2.VideoWriter.fourcc(*"mp4v"), FILM_RATE, (640, 480))
    for place in range(FILM_SECONDS * FILM_RATE):
        here = frames[place % len(frames)]
        later = cv2.flip(frames[(place + len(frames) // 3) % len(frames)], 1)
        later = cv2.resize(later, (512, 384))
        shown = np.full_like(here, 96)
        shown[:, :320] = here[:, 160:480]
        shown[96:, 320:] = later[:, 96:416]
        film.write(shown)
    film.release()


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


def begin(
    program: ProgramWindow, archive: Archive, plan: Plan, source: str, microphone: str = "none"
) -> None:
    client = archive.open().clients.by_name(PEOPLE[0])
    assert client is not None
    program.desk.start(lambda: client, plan, source, "none", microphone)
    assert until(lambda: program.desk.session is not None)
    session = program.desk.session
    assert session is not None and until(lambda: session.snapshot().music.bar is not None)


def end(program: ProgramWindow) -> None:
    program.desk.end()
    assert until(lambda: program.desk.session is None)
    assert until(lambda: any_dialog() is not None)
    wait(0.5)


def choose_among_faces(
    program: ProgramWindow, archive: Archive, take: Photographer, film: Path
) -> None:
    """Several faces, and one of them clicked."""
    begin(program, archive, Plan(seed=3), str(film))
    face, camera = program.live_page.presenter.face, program.live_page.camera
    assert until(lambda: face.asking and len(camera.overlay.shown_badges()) == 2)
    take.both("live-several")
    badge = camera.overlay.shown_badges()[0]
    QTest.mouseClick(badge, Qt.MouseButton.LeftButton)
    assert until(lambda: face.ask is None)
    wait(4.0)
    take.both("live-chosen")
    end(program)
    visible_dialog().accept()


def run_session(
    program: ProgramWindow,
    archive: Archive,
    take: Photographer,
    plan: Plan,
    seconds: float,
    microphone: str,
) -> None:
    begin(program, archive, plan, "demo", microphone)
    program.live_page.board.show_side(Side.FACE)
    calibrate(program, take)
    program.live_page.board.show_side(None)
    session = program.desk.session
    assert session is not None
    for step, score in enumerate((4, 2, 5)):
        wait(seconds / 5)
        session.rate(score=score)
        session.mark(("Insight", "Tension", "Release")[step])
    session.note("Shoulders lower when the strings come in.")
    wait(seconds / 5)


def calibrate(program: ProgramWindow, take: Photographer) -> None:
    """Once while the demonstration's face is moving, and once in its long rest."""
    button = program.live_page.views.face.neutral.button
    for name, begun in (("live-failed", MOVING_FROM_S), ("live-calibrated", RESTING_FROM_S)):
        assert until(lambda begun=begun: 0 <= position(program) - begun < 1.0, 90.0)
        button.click()
        wait(2.0)
        if name == "live-calibrated":
            take.both("live-calibrating")
        assert until(lambda: phase(program) is not CalibrationPhase.RUNNING)
        wait(0.5)
        take.both(name)
    assert phase(program) is CalibrationPhase.DONE


def position(program: ProgramWindow) -> float:
    """Seconds into the demonstration's clip."""
    session = program.desk.session
    frame = None if session is None else session.snapshot().frame
    return -1.0 if frame is None else frame.position_s


def phase(program: ProgramWindow) -> CalibrationPhase | None:
    session = program.desk.session
    calibration = None if session is None else session.snapshot().calibration
    return None if calibration is None else calibration.phase


def any_dialog() -> QDialog | None:
    dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
    return next((dialog for dialog in dialogs if dialog.isVisible()), None)


def visible_dialog() -> QDialog:
    dialog = any_dialog()
    assert dialog is not None
    return dialog


def picture_live(program: ProgramWindow, take: Photographer, size: tuple[int, int]) -> None:
    """As it is, muted, and in a narrow window."""
    take.both("live")
    program.live_page.presenter.voice.toggle_muted()
    wait(1.0)
    take.both("live-muted")
    program.live_page.presenter.voice.toggle_muted()
    wait(4.0)
    program.window.resize(*NARROW)
    take.both("live-narrow")
    program.window.resize(*size)


def picture_export(program: ProgramWindow, take: Photographer) -> None:
    """The music of the session that is open in the review, as files."""
    page = cast("ReviewPage", program.window.page("review"))
    page.export_music()
    dialog = page.exporting
    assert dialog is not None
    dialog.choose_folder(Path("/home/ada/Music"))
    wait(0.5)
    take.both("export", visible_dialog)
    dialog.reject()


def picture_bans(program: ProgramWindow, archive: Archive, take: Photographer) -> None:
    """Songs that are not played again for a client, one of them just allowed."""
    store = archive.open()
    client = store.clients.by_name(PEOPLE[0])
    assert client is not None
    for song in bundled_songs()[3:10:2]:
        store.songs.ban(client.id, song.id)
    program.window.show_page("clients")
    wait(1.0)
    cast("ClientsPage", program.window.page("clients")).show_banned_songs(client)
    wait(0.5)
    dialog = visible_dialog()
    assert isinstance(dialog, BansDialog)
    dialog.presenter.toggle(dialog.table.rows[1])
    wait(0.5)
    take.both("bans", visible_dialog)
    dialog.accept()


def play_songs(program: ProgramWindow, archive: Archive, take: Photographer) -> None:
    """A session in which a song is shaped."""
    begin(program, archive, Plan(composer="songs", seed=4), "demo")
    wait(12.0)
    take.both("live-song")
    end(program)
    visible_dialog().accept()


def photograph(folder: Path, seconds: float, size: tuple[int, int], speech: Path | None) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        archive = Archive(Path(scratch) / "guide.db")
        settings = QSettings(str(Path(scratch) / "guide.ini"), QSettings.Format.IniFormat)
        program = open_program(archive, settings, size=size)
        take = Photographer(program, folder)
        wait(3.0)
        for name in PEOPLE:
            archive.open().clients.create(name, CONSENTS)
        film = Path(scratch) / "Two faces.mp4"
        film_two_faces(film)
        choose_among_faces(program, archive, take, film)
        play_songs(program, archive, take)
        plan = Plan(strategy=Strategy.LEAD, lead_minutes=2.0, planned_minutes=3.0, seed=5)
        microphone = "none" if speech is None else str(speech.resolve())
        run_session(program, archive, take, plan, seconds, microphone)
        picture_live(program, take, size)
        end(program)
        take.both("summary", visible_dialog)
        visible_dialog().accept()
        program.review(3)
        wait(2.5)
        take.both("review")
        picture_export(program, take)
        picture_bans(program, archive, take)
        program.window.close()
        program.leave()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=70.0)
    parser.add_argument("--size", type=read_size, default=SIZE)
    parser.add_argument("--speech", type=Path, help="a recording to listen to")
    arguments = parser.parse_args()
    photograph(arguments.folder, arguments.seconds, arguments.size, arguments.speech)


def read_size(text: str) -> tuple[int, int]:
    width, height = text.split("x")
    return int(width), int(height)


if __name__ == "__main__":
    main()
