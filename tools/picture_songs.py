"""Paint the Songs page in its states, without a screen, to be looked at.

    QT_QPA_PLATFORM=offscreen python tools/picture_songs.py FOLDER

Full, playing, nothing found, choosing what to import, importing, and after an import in which
some files could not be read; in both themes and two sizes.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtWidgets import QApplication, QWidget

from emotune_gui.music.songs.library import bundled_songs
from emotune_gui.ui import theme
from emotune_gui.ui.presenters.song_import import ImportRequest, ImportRun
from emotune_gui.ui.shell import PAGE_ORDER, MainWindow
from emotune_gui.ui.theme import ThemeName
from emotune_gui.ui.views.songs import SongsPage
from tests.ui.fake_jukebox import FakeJukebox
from tests.ui.fake_store import FakeStore, ImmediateTasks

SIZES = ((1024, 700), (1366, 768))


def store() -> FakeStore:
    made = FakeStore()
    for song in bundled_songs()[:3]:
        own = replace(song, id=song.id[::-1], bundled=False, automatic=True, genre="")
        made.songs.put(replace(own, title=f"My own {song.title}", licence="Brought along"))
    return made


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    theme.apply(app, ThemeName.DARK)
    for size in SIZES:
        for look in (ThemeName.DARK, ThemeName.LIGHT):
            paint(folder, size, look)


def paint(folder: Path, size: tuple[int, int], look: ThemeName) -> None:
    pages = dict.fromkeys(PAGE_ORDER, QWidget)
    kept = store()
    page = SongsPage(lambda: kept, FakeJukebox(), ImmediateTasks())
    pages["songs"] = lambda: page
    window = MainWindow(pages, first_page="songs")
    window.set_theme(look)
    window.resize(*size)
    window.show()

    def take(name: str, what: QWidget = window) -> None:
        QApplication.processEvents()
        QApplication.processEvents()
        what.grab().save(str(folder / f"songs_{name}_{look}_{size[0]}.png"))

    take("full")
    page.presenter.playing = page._table.selected
    page.show_playing(page.presenter.playing)
    page._detail.show_playing(this=True, seconds=21.0)
    page._follow.stop()
    take("playing")
    page.presenter.playing = None
    page.select(next(s.id for s in page.presenter.songs if not s.bundled))
    page.show_playing(None)
    take("own")
    page._search.setText("zzz")
    take("none_found")
    page._show_all()
    page.import_songs()
    dialog = page.importing
    assert dialog is not None
    take("import", dialog)
    dialog.choose(ImportRequest(folder=Path("/home/ada/Our songs"), labels=Path("labels.csv")))
    take("import_chosen", dialog)
    run = ImportRun(total=80, done=31, now="Evenings/Träumerei.mid")
    run.problems.append("x")
    dialog.presenter.run = run
    dialog.show_running()
    take("importing", dialog)
    dialog._follow.stop()
    dialog.presenter.run = None
    dialog.show_result(
        "77 songs were added.",
        (
            "broken.mid is no MIDI file that can be read; choose another.",
            "Evenings/copy.mid is the same song as Evenings/Träumerei.mid.",
            "notes.mid is a text file; choose MIDI, WAV, FLAC, OGG or MP3.",
        ),
    )
    take("import_done", dialog)
    dialog.show_result("No song was added.", ("/no/such is no folder; choose the folder.",))
    take("import_failed", dialog)
    dialog.reject()
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
