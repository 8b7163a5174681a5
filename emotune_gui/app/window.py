"""The program's window: pages joined to the archive and to the session desk."""

from __future__ import annotations

import logging
import secrets
import sys
import traceback
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from emotune_gui.app.ahead import fetch_ahead
from emotune_gui.app.bulk import BulkDesk
from emotune_gui.app.collecting import GuiThreadCollector
from emotune_gui.app.desk import FaceChoice, SessionDesk
from emotune_gui.app.display import require_display
from emotune_gui.app.jukebox import Jukebox
from emotune_gui.app.noticing import NoticeDesk
from emotune_gui.app.pages import PageBuilder
from emotune_gui.app.rounds import close_rounds
from emotune_gui.domain.faults import Fault, Severity
from emotune_gui.domain.session import Client, Plan, Purpose, SessionSummary
from emotune_gui.engine.archive import Archive
from emotune_gui.engine.logs import start_logging
from emotune_gui.engine.places import database_path, log_path
from emotune_gui.engine.process import seconds_since_start
from emotune_gui.ui import language, theme
from emotune_gui.ui.background import PoolTasks
from emotune_gui.ui.bridge import SessionBridge
from emotune_gui.ui.everywhere import InputWatch
from emotune_gui.ui.presenters.settings import Preferences, read_preferences
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.shell import MainWindow
from emotune_gui.ui.views.lock import Lock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from emotune_gui.domain.song import SongInfo
    from emotune_gui.engine.live_session import LiveSession
    from emotune_gui.ui.presenters.start_choices import Camera, StartRequest
    from emotune_gui.ui.views.clients import ClientsPage
    from emotune_gui.ui.views.live import LivePage
    from emotune_gui.ui.views.review import ReviewPage
    from emotune_gui.ui.views.start import StartDialog
    from emotune_gui.ui.views.summary import SummaryDialog

_log = logging.getLogger(__name__)

DEMONSTRATION_CONSENTS = (Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES, Purpose.PERSONALISE)
CLOSING_POLL_MS = 50
GO_ON_AFTER_MS = 2000
"""Recordings whose analysis was interrupted go on so long after the window has appeared."""
CLOSE_ROUNDS_AFTER_MS = 1000
"""When Today has read its lists."""
LONGEST_READ_MS = 10_000
FILMS = "*.mp4 *.avi *.mov *.mkv *.webm"


class ProgramWindow(QObject):
    """Builds the window and answers the intents of its pages. One for a process."""

    session_left = Signal()
    """A session is over and its page has let go of it."""

    def __init__(self, archive: Archive, settings: QSettings, *, remember: bool = True) -> None:
        super().__init__()
        self._archive = archive
        self._settings = settings
        self._attended = remember
        self.no_camera: tuple[str, str] | None = None
        """Headline and advice, once it is known that this computer has no camera."""
        self.visible_after_s: float | None = None
        """Age of the process when the window was first on screen."""
        self.tasks = PoolTasks(self)
        self.bridge = SessionBridge(self)
        self.desk = SessionDesk(archive, self.bridge, self.tasks, self._face_choice, self)
        self.jukebox = Jukebox(lambda: self.desk.busy, self._songs)
        self.bulk = BulkDesk(archive, settings, lambda: self.desk.busy, self)
        self.desk.before_start = self.jukebox.silence
        self.desk.started.connect(self._session_started)
        self.desk.refused.connect(self._refused)
        self.bridge.fault_raised.connect(self._tell_fault)
        self.window = MainWindow(PageBuilder(self, archive, settings).factories(), settings)
        self.window.may_close = self._may_close
        self.notices = NoticeDesk(archive, self.tasks, self.window)
        self.notices.problem.connect(self._refused)
        self.bulk.told.connect(self.notify)
        self.bulk.working.connect(lambda on: self.window.mark_page("recordings", on))
        self.lock = self._build_lock()

    @property
    def live_page(self) -> LivePage:
        return cast("LivePage", self.window.page("live"))

    @property
    def preferences(self) -> Preferences:
        return read_preferences(self._settings)

    def _songs(self) -> Sequence[SongInfo]:
        from emotune_gui.music.songs.library import SongLibrary

        return SongLibrary(self._archive.open().songs).songs()

    def _face_choice(self) -> FaceChoice:
        chosen = self.preferences
        predictor = Path(chosen.predictor).expanduser() if chosen.predictor else None
        return FaceChoice(predictor, chosen.recogniser)

    def _build_lock(self) -> Lock:
        lock = Lock(self.window, self.tasks)
        chosen = self.preferences
        lock.set_terms(pin=chosen.lock_pin, after_minutes=chosen.lock_minutes)
        lock.page.fade_asked.connect(self._fade)
        lock.page.resume_asked.connect(self._resume)
        self.desk.started.connect(lambda _session: lock.page.show_session(running=True))
        self.session_left.connect(lambda: lock.page.show_session(running=False))
        return lock

    def _fade(self) -> None:
        self.live_page.presenter.fade()

    def _resume(self) -> None:
        self.live_page.presenter.resume()

    def look_for_cameras(self) -> None:
        """Say so when there is none, with what can be done instead."""
        from emotune_gui.app.surroundings import Machine

        machine = Machine(lambda: self.desk.busy)
        self.tasks.load("cameras", machine.cameras, self._cameras_found, _log.warning)

    def _cameras_found(self, cameras: Sequence[Camera]) -> None:
        if cameras:
            self.no_camera = None
            return
        headline = self.tr("No camera was found")
        advice = self.tr("Connect one, open a recording, or watch the demonstration.")
        self.no_camera = headline, advice
        if not self.desk.busy:
            self.window.notify(f"{headline}. {advice}")
        if self.window.is_built("live"):
            self.live_page.set_empty_reason(headline, advice)

    # Intents of the pages

    def notify(self, sentence: str) -> None:
        self.window.notify(sentence)

    def choose_session(self, client_id: int | None = None) -> None:
        """Let the therapist plan a session."""
        dialog = self._start_dialog()
        if client_id is not None:
            dialog.page.choose_client(client_id)
        dialog.open()

    def open_recording(self) -> None:
        """Choose a film first, then plan the session with it."""
        films = self.tr("Recordings") + f" ({FILMS})"
        path, _ = QFileDialog.getOpenFileName(self.window, self.tr("Open a recording"), "", films)
        if path:
            dialog = self._start_dialog()
            dialog.page.choose_source("recording", path)
            dialog.open()

    def _start_dialog(self) -> StartDialog:
        from emotune_gui.app.surroundings import Machine
        from emotune_gui.ui.presenters.music_memory import recalled
        from emotune_gui.ui.views.start import StartDialog

        machine = Machine(lambda: self.desk.busy)
        dialog = StartDialog(
            self._archive.open,
            machine,
            parent=self.window,
            jukebox=self.jukebox,
            preflight=machine,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.page.choose_source(self.preferences.source)
        dialog.page.set_sound(self.preferences.sound)
        dialog.page.set_microphone(self.preferences.microphone)
        dialog.page.set_music(recalled(self._settings))
        dialog.start_requested.connect(lambda asked: self.notices.ensure(asked, self.start))
        dialog.new_client_wanted.connect(dialog.reject)
        dialog.new_client_wanted.connect(self.new_client)
        return dialog

    def start(self, request: StartRequest) -> None:
        from emotune_gui.ui.presenters.music_memory import remember

        def find() -> Client:
            return self._archive.open().clients.get(request.client_id)

        remember(self._settings, request.plan)
        # A new seed for every session, kept with it, so that its music can be made again.
        plan = replace(request.plan, seed=secrets.randbelow(2**31))
        self.desk.start(
            find,
            plan,
            request.source_spec,
            request.audio,
            request.microphone,
            ask_scales=self.preferences.ask_scales and self._attended,
            record=request.record,
        )

    def demonstrate(self) -> None:
        """A session of a client who does not exist, on the face that came with the program."""
        name = self.tr("Demonstration")

        def find() -> Client:
            clients = self._archive.open().clients
            return clients.by_name(name) or clients.create(name, DEMONSTRATION_CONSENTS)

        audio = "device" if self.preferences.sound else "none"
        self.desk.start(find, Plan(seed=secrets.randbelow(2**31)), "demo", audio)

    def new_client(self) -> None:
        self.window.show_page("clients")
        cast("ClientsPage", self.window.page("clients")).new_client()

    def review(self, session_id: int) -> None:
        self.window.show_page("review")
        cast("ReviewPage", self.window.page("review")).open_session(session_id)

    def review_client(self, client: Client) -> None:
        self.window.show_page("review")
        cast("ReviewPage", self.window.page("review")).show_client(client)

    def preferences_changed(self, preferences: Preferences) -> None:
        self.window.set_theme(theme.ThemeName(preferences.theme))
        minutes = preferences.lock_minutes
        self.lock.set_terms(pin=preferences.lock_pin, after_minutes=minutes)
        if self.window.is_built("live"):
            self.live_page.set_shown_emotions(preferences.shown)
            self.live_page.set_mirrored(preferences.mirrored)
            self.live_page.set_markers(preferences.markers)
        if self.window.is_built("review"):
            cast("ReviewPage", self.window.page("review")).set_shown(preferences.shown)

    # A session's life in the window

    def _session_started(self, session: LiveSession) -> None:
        self.live_page.attach(session)
        self.window.show_page("live")
        self.window.mark_page("live", True)

    def session_ended(self, summary: SessionSummary | None) -> None:
        session = self.desk.session
        self.desk.released()
        self.window.mark_page("live", False)
        self.session_left.emit()
        if session is None:
            return
        if session.failure is not None:
            self._refused(sentence(session.failure))
        elif summary is not None and self._attended and not self._closing:
            self._summarise(session, summary)

    def _summarise(self, session: LiveSession, summary: SessionSummary) -> None:
        from emotune_gui.ui.views.summary import SummaryDialog

        dialog = SummaryDialog(session.request.client.name, summary, self.window)
        dialog.review_wanted.connect(self.review)
        client_id, lessons = session.request.client.id, len(summary.learned)
        dialog.undo_wanted.connect(lambda: self._undo(dialog, client_id, lessons))
        self.lock.presenter.when_open(dialog.open)

    def _undo(self, dialog: SummaryDialog, client_id: int, lessons: int) -> None:
        """Take back every version that this session made."""

        def work() -> None:
            weights = self._archive.open().weights
            for _ in range(lessons):
                weights.undo(client_id)

        self.tasks.act(work, lambda _: dialog.show_undone(), dialog.show_undo_failed)

    def _refused(self, sentence: str) -> None:
        self.window.notify(sentence, Severity.FAULT)
        if self.window.is_built("live"):
            self.live_page.set_empty_reason(self.tr("The session could not start"), sentence)

    def _tell_fault(self, fault: Fault) -> None:
        if self.window.current_page != "live":
            self.window.notify(sentence(fault.message), fault.severity)

    def fetch_ahead(self) -> None:
        """Import, in the background, what the next click will need."""
        self.tasks.act(lambda: fetch_ahead(self._archive), lambda _: None, _log.warning)

    # Leaving

    _closing = False

    def leave(self) -> None:
        """Close the archive once no page is reading it any more."""
        self.jukebox.silence()
        self.bulk.close()
        if QThreadPool.globalInstance().waitForDone(LONGEST_READ_MS):
            self._archive.close()
        else:
            _log.error("a page was still reading when the program ended")

    def _may_close(self) -> bool:
        """With a session running the window ends it in order first and then closes by itself."""
        if not self.desk.busy:
            return True
        if not self._closing:
            self._closing = True
            self.desk.end()
            self.window.notify(self.tr("Ending the session…"))
            self._close_when_ended()
        return False

    def _close_when_ended(self) -> None:
        session = self.desk.session
        if session is not None and session.join(0.0):
            self.desk.released()
        if self.desk.busy:
            self.desk.end()
            QTimer.singleShot(CLOSING_POLL_MS, self._close_when_ended)
        else:
            self.window.close()


def open_program(
    archive: Archive, settings: QSettings, *, size: tuple[int, int] | None, remember: bool = True
) -> ProgramWindow:
    """Make the application and show its window. `remember` False: no summary is shown at the end
    of a session, for nobody is there to read it."""
    require_display()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    QApplication.setApplicationName("EmoTune")
    start_logging(log_path())
    language.install(app, language.wanted(settings))
    theme.apply(cast("QApplication", app), _theme(settings))
    program = ProgramWindow(archive, settings, remember=remember)
    if size is not None:
        program.window.resize(*size)
    program.window.show()
    QApplication.processEvents()
    program.visible_after_s = seconds_since_start()
    _catch_the_unforeseen(program)
    collector = GuiThreadCollector(program)
    program.desk.started.connect(collector.settle)
    program.session_left.connect(collector.thaw_later)
    InputWatch(collector.touched, program.window)
    QTimer.singleShot(0, program.fetch_ahead)
    return program


def run_window(database: Path | None) -> int:
    """The window until it is closed; returns the exit code."""
    archive = Archive(database or database_path())
    QApplication.setOrganizationName("EmoTune")
    settings = QSettings("EmoTune", "EmoTune")
    program = open_program(archive, settings, size=None)
    QTimer.singleShot(0, program.look_for_cameras)
    QTimer.singleShot(GO_ON_AFTER_MS, lambda: program.bulk.go_on(program.tasks))
    QTimer.singleShot(CLOSE_ROUNDS_AFTER_MS, lambda: close_rounds(program, archive))
    _log.info("window visible %s s after the process began", program.visible_after_s)
    code = QApplication.exec()
    program.leave()
    return code


def _theme(settings: QSettings) -> theme.ThemeName:
    return theme.ThemeName(read_preferences(settings).theme)


def _catch_the_unforeseen(program: ProgramWindow) -> None:
    """No traceback on screen: the log gets it, the window one sentence."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log.error("unforeseen\n%s", "".join(traceback.format_exception(kind, error, trace)))
        program.window.notify(
            QCoreApplication.translate(
                "ProgramWindow", "Something went wrong; what you did may not have worked."
            ),
            Severity.FAULT,
        )

    sys.excepthook = hook
