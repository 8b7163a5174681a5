"""Paint the dialog before a session in its states, without a screen, to be looked at.

QT_QPA_PLATFORM=offscreen python tools/picture_start.py FOLDER
"""

from __future__ import annotations

import os
import sys
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtWidgets import QApplication

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.session import PathPoint, Plan, Purpose, Strategy
from emotune_gui.ui import theme
from emotune_gui.ui.presenters.microphones import Microphone, Microphones
from emotune_gui.ui.presenters.start_choices import Camera
from emotune_gui.ui.theme import ThemeName
from emotune_gui.ui.views.start import SIZE, StartDialog
from tests.ui.fake_jukebox import FakeJukebox
from tests.ui.fake_store import FakeClients, FakeStore, ImmediateTasks
from tests.ui.stored_values import FULL_CONSENT, client

SIZES = ((1000, 690), SIZE)


class Machine:
    def cameras(self) -> list[Camera]:
        return [Camera("0", "Integrated camera")]

    def sound_problem(self) -> str:
        return ""

    def midi_instruments(self) -> list[str]:
        return ["Clavinova CLP-745"]

    def microphones(self) -> Microphones:
        return Microphones((Microphone("Headset", default=True),))


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    for look, size in product((ThemeName.DARK, ThemeName.LIGHT), SIZES):
        theme.apply(app, look)
        paint(folder, f"{look}_{size[0]}", size)


def paint(folder: Path, suffix: str, size: tuple[int, int], *, path: bool = True) -> None:
    consents = FULL_CONSENT | {Purpose.ANALYSE_VOICE}
    store = FakeStore(FakeClients(client(1, "Ada Lind", days=1, consents=consents)))
    dialog = StartDialog(lambda: store, Machine(), ImmediateTasks(), jukebox=FakeJukebox())
    dialog.resize(*size)
    dialog.open()
    page, music = dialog.page, dialog.page._music
    page.choose_client(1)
    page.choose_strategy("lead")
    if path:
        page._strategy.show_plan(
            Plan(
                strategy=Strategy.LEAD,
                path=(
                    PathPoint(6.0, Affect(-0.5, 0.4)),
                    PathPoint(14.0, Affect(0.2, 0.1)),
                    PathPoint(22.0, Affect(0.6, -0.4)),
                ),
            )
        )

    def take(name: str) -> None:
        QApplication.processEvents()
        QApplication.processEvents()
        dialog.grab().save(str(folder / f"start_{name}_{suffix}.png"))

    take("pictures")
    page.show_side(1)
    take("music")
    music.choose_composer("songs")
    for family in (2, 7, 8):
        music.choose_family(family, True)
    music.show_hearing(on=True)
    music.show_heard("1 of 2, calm: Songs, shaped live")
    take("songs")
    dialog.reject()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
