"""`emotune screenshots`: every page and dialog of the real window, with fictitious data.

Nothing of the user's is read or written: the database and the settings are of this run alone. No
camera, sound or screen is needed; the session that is photographed runs on the demonstration clip.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from emotune_gui.app.window import ProgramWindow, open_program
from emotune_gui.bundled import bundled
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import PersonalSettings
from emotune_gui.domain.session import Client, Plan, Purpose, Strategy
from emotune_gui.engine.archive import Archive
from emotune_gui.ui.language import ENGLISH, choose
from emotune_gui.ui.theme import ThemeName
from emotune_gui.ui.views.client_notice import NoticeDialog

if TYPE_CHECKING:
    from emotune_gui.storage.opening import Database
    from emotune_gui.ui.views.clients import ClientsPage
    from emotune_gui.ui.views.clients_consent import ConsentDialog
    from emotune_gui.ui.views.clients_merge import MergeDialog
    from emotune_gui.ui.views.rating_round import RatingRoundDialog
    from emotune_gui.ui.views.review import ReviewPage
    from emotune_gui.ui.views.settings import SettingsPage
    from emotune_gui.ui.views.tuning import TuningPage

SIZE, LARGE = (1366, 768), (1920, 1080)
THEMES = (ThemeName.DARK, ThemeName.LIGHT)
SETTLE_S, LONGEST_S = 0.25, 20.0
LIVE_S = 6.0
"""How long the session runs before it is photographed."""
STEP_S = 0.02
ANALYSED_MS, ANALYSED_S = 1000, 300.0
"""Between two pictures of the recording that are looked at; and how long it may take."""

Fill = Callable[["Database"], None]


class Part(StrEnum):
    """Pictures that belong together."""

    EMPTY = "empty"
    PAGES = "pages"
    CLIENTS = "clients"
    TUNING = "tuning"
    START = "start"
    REVIEW = "review"
    LIVE = "live"
    RECORDINGS = "recordings"


@dataclass(frozen=True, slots=True)
class Taken:
    """One picture that was made."""

    name: str
    path: Path
    width: int
    height: int


def photograph(
    folder: Path, fill: Fill, language: str = ENGLISH, only: Collection[Part] = ()
) -> tuple[Taken, ...]:
    """Fill a database of its own and photograph the program on it, sorted by name.

    `language` is the code of the one that the window speaks; `only` are the parts wanted, none
    for all.

    Raises InvalidInput when nothing can be written to `folder`.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput(f"The folder {folder} cannot be made; choose another.") from error
    with tempfile.TemporaryDirectory(prefix="emotune-") as scratch:
        archive = Archive(Path(scratch) / "pictures.db")
        settings = QSettings(str(Path(scratch) / "window.ini"), QSettings.Format.IniFormat)
        hook = sys.excepthook
        choose(settings, language)
        program = open_program(archive, settings, size=SIZE)
        # The window's hook keeps tracebacks from a therapist; here nobody would see its notice.
        sys.excepthook = hook
        try:
            return _Album(program, archive, folder).fill(fill, only)
        finally:
            program.window.close()
            program.leave()


class _Album:
    def __init__(self, program: ProgramWindow, archive: Archive, folder: Path) -> None:
        self._program, self._archive, self._folder = program, archive, folder
        self._taken: list[Taken] = []

    def fill(self, fill: Fill, only: Collection[Part]) -> tuple[Taken, ...]:
        """The parts in `only`, all of them where it is empty."""
        wanted = frozenset(only or Part)
        if Part.EMPTY in wanted:
            names = ("today", "clients", "review", "recordings", "tuning", "live")
            self._pages(*(f"{name}-empty" for name in names))
        if wanted == {Part.EMPTY}:
            return self._sorted()
        fill(self._archive.open())
        takes = {
            Part.PAGES: lambda: self._pages("today", "clients", "songs", "tuning", "settings"),
            Part.CLIENTS: self._client_dialogs,
            Part.TUNING: self._tuning,
            Part.START: self._start_dialog,
            Part.REVIEW: self._review,
            Part.LIVE: self._live,
            Part.RECORDINGS: self._recordings,
        }
        for part, take in takes.items():
            if part in wanted:
                take()
        return self._sorted()

    def _sorted(self) -> tuple[Taken, ...]:
        return tuple(sorted(self._taken, key=lambda taken: taken.name))

    # What is photographed

    def _pages(self, *names: str) -> None:
        for name in names:
            self._show(name.partition("-")[0])
            self._both(name, large=name in {"today", "clients"})

    def _client_dialogs(self) -> None:
        self._show("clients")
        page = cast("ClientsPage", self._program.window.page("clients"))
        first = self._busiest()
        page.refresh_and_select(first.id)
        page.new_client()
        self._dialog("client-new")
        page.edit_client(first)
        self._dialog("client-name")
        page.show_consent(first)
        self._consent()
        page.merge_client(first)
        other = next(c for c in self._archive.open().clients.list() if c.id != first.id)
        cast("MergeDialog", self._dialog_now()).choose(other.id)
        self._dialog("client-merge")
        page.delete_client(first)
        self._dialog("client-delete")
        page.export_wanted.emit(first)
        self._dialog("client-export")
        page.report_wanted.emit(first)
        self._dialog("client-report")

    def _consent(self) -> None:
        """As it stands, what withdrawing would do, and the history."""
        self._dialog("client-consent", close=False)
        dialog = self._dialog_now()
        if not isinstance(dialog, QDialog):
            return
        asking = cast("ConsentDialog", dialog)
        asking.presenter.ask_withdrawal(Purpose.STORE_FEATURES)
        self._until(lambda: asking.asked is not None)
        self._dialog("client-withdrawal", close=False)
        asking.show_rows()
        asking.show_history()
        self._dialog("client-consent-history")

    def _tuning(self) -> None:
        """What is known, what is allowed, copies, and a question of a rating round."""
        self._show("tuning")
        page = cast("TuningPage", self._program.window.page("tuning"))
        # Something that a person changed, for the ledger.
        allowed = PersonalSettings(exploring=True, bounds={"register": (0.0, 0.0)})
        self._archive.open().weights.set_settings(self._busiest().id, allowed)
        page.show_client(self._busiest().id)
        self._until(lambda: page.shown_client == self._busiest().id)
        self._wait(SETTLE_S)
        for place, name in enumerate(("curves", "figures", "known", "allowed", "changes")):
            page.show_side(place)
            self._both(f"tuning-{name}")
        page.show_side(0)
        page.offer_copies()
        self._dialog("tuning-copy")
        page.begin_round()
        self._dialog("round-begin", close=False)
        dialog = self._dialog_now()
        if isinstance(dialog, QDialog):
            _ask(cast("RatingRoundDialog", dialog))
            self._dialog("round-question")

    def _start_dialog(self) -> None:
        self._program.choose_session(self._busiest().id)
        self._wait(1.0)
        self._dialog("start", close=False)
        page = getattr(self._dialog_now(), "page", None)
        if page is not None:
            page.show_side(1)
            self._dialog("start-music")
        notice = NoticeDialog(self._busiest(), self._program.window)
        notice.open()
        self._dialog("start-notice")

    def _review(self) -> None:
        self._show("review")
        page = cast("ReviewPage", self._program.window.page("review"))
        page.show_list()
        self._both("review-list")
        sessions = self._archive.open().sessions.list(self._busiest().id)
        session = next((info for info in sessions if info.estimates), sessions[0])
        page.open_session(session.id)
        self._until(lambda: page.session is not None)
        self._wait(1.0)
        self._both("review", large=True)
        page.report_wanted.emit(session)
        self._dialog("review-report")
        page.export_music()
        self._dialog("review-export")
        if page.session is not None:
            page.session.show_notes(True)
            self._wait(SETTLE_S)
            self._both("review-notes")
            page.session.show_notes(False)
        page.compare()
        self._wait(1.0)
        self._both("review-compare")
        page.show_history(session.client_id, session.client_name)
        self._wait(1.0)
        self._both("review-history")

    def _live(self) -> None:
        desk, person = self._program.desk, self._busiest()
        plan = Plan(strategy=Strategy.LEAD, lead_minutes=20.0, planned_minutes=50.0, seed=5)
        desk.start(lambda: person, plan, "demo", "none", "none")
        self._until(lambda: desk.session is not None)
        session = desk.session
        if session is None:
            return
        self._until(lambda: session.snapshot().music.bar is not None)
        self._wait(LIVE_S / 2)
        session.mark("Insight")
        session.rate(score=4)
        self._wait(LIVE_S / 2)
        self._both("live", large=True)
        client = self._program.live_page.client
        client.toggle()
        self._until(lambda: client.screen is not None)
        self._wait(1.0)
        if client.screen is not None:
            self._take("client-screen", client.screen)
            client.toggle()
        self._program.lock.cover(asks_pin=False)
        self._both("locked")
        self._program.lock.uncover()
        desk.end()
        self._until(lambda: desk.session is None)
        self._until(lambda: self._dialog_now() is not None)
        self._dialog("summary")

    def _recordings(self) -> None:
        """The demonstration clip analysed, and a file that holds nothing."""
        from emotune_gui.ui.views.recordings import RecordingsPage

        self._show("recordings")
        page = cast(RecordingsPage, self._program.window.page("recordings"))
        scratch = self._archive.path.parent
        self._program.bulk.set_results(str(scratch / "results"))
        film, nothing = scratch / "First meeting.mp4", scratch / "Second meeting.mp4"
        shutil.copyfile(bundled("resources", "demonstration", "demonstration.mp4"), film)
        nothing.touch()
        page.add((film, nothing))
        self._dialog("recordings-add", close=False)
        if page.adding is not None:
            page.adding.choose_pace(ANALYSED_MS)
            page.adding.begin()
        self._until(lambda: page.presenter.standing.speed > 0.0, ANALYSED_S)
        self._both("recordings-running")
        self._until(lambda: page.presenter.standing.done, ANALYSED_S)
        self._wait(1.0)
        self._both("recordings", large=True)
        row = page.table.rows[0]
        page.make_music(row)
        self._dialog("recordings-music")
        page.presenter.open(row)
        self._until(lambda: self._program.window.current_page == "review")
        self._wait(2.0)
        self._both("recordings-review")

    def _busiest(self) -> Client:
        """The client with most sessions who may be filmed: the fullest pages."""
        clients = self._archive.open().clients.list()
        able = [c for c in clients if Purpose.ANALYSE_FACE in c.consents] or list(clients)
        return max(able, key=lambda client: (client.sessions, -client.id))

    # The camera

    def _show(self, page: str) -> None:
        self._program.window.show_page(page)
        self._wait(SETTLE_S * 2)

    def _dialog(self, name: str, *, close: bool = True) -> None:
        """The dialog now open, in both themes."""
        self._until(lambda: self._dialog_now() is not None)
        dialog = self._dialog_now()
        if dialog is None:
            return
        self._both(name, dialog)
        if close:
            dialog.reject()
            self._wait(STEP_S * 2)

    def _both(self, name: str, what: QWidget | None = None, *, large: bool = False) -> None:
        window = self._program.window
        for look in THEMES:
            self._look(look)
            if what is None and window.current_page == "settings":
                cast("SettingsPage", window.page("settings")).refresh()
                self._wait(SETTLE_S)
            self._take(f"{name}-{look}", what or window)
        if large and what is None:
            window.resize(*LARGE)
            self._wait(SETTLE_S)
            self._take(f"{name}-large", window)
            window.resize(*SIZE)
            self._wait(SETTLE_S)

    def _look(self, look: ThemeName) -> None:
        if self._program.window.theme_name is not look or not self._taken:
            self._program.window.set_theme(look)
        self._wait(SETTLE_S)

    def _take(self, name: str, what: QWidget) -> None:
        QCursor.setPos(0, 0)
        picture = what.grab()
        path = self._folder / f"{name}.png"
        if not picture.save(str(path)):
            raise InvalidInput(f"Nothing can be written in {self._folder}; choose another folder.")
        self._taken.append(Taken(name, path, picture.width(), picture.height()))

    def _dialog_now(self) -> QDialog | None:
        return next((d for d in _dialogs() if d.isVisible()), None)

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(STEP_S)

    def _until(self, reached: Callable[[], bool], longest_s: float = LONGEST_S) -> bool:
        """False when it did not come about in time; the picture then shows what there is."""
        end = time.monotonic() + longest_s
        while not reached():
            if time.monotonic() > end:
                return False
            self._wait(STEP_S)
        return True


def _ask(dialog: RatingRoundDialog) -> None:
    """The question as it stands when a clip was heard; nothing is composed or played for it."""
    from emotune_gui.engine.rating_round import CLIPS, Clip, Question
    from emotune_gui.engine.tuning import PLACES
    from emotune_gui.ui.presenters.rating_round import Stage, stage_words, task_of

    clip = Clip(3, "calm", PLACES["calm"], Question.BETTER, (), (), ())
    dialog.show_stage(Stage.ASKING, stage_words(Stage.ASKING))
    dialog.show_task(task_of(clip, CLIPS))


def _dialogs() -> Iterator[QDialog]:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and not widget.testAttribute(
            Qt.WidgetAttribute.WA_DontShowOnScreen
        ):
            yield widget
