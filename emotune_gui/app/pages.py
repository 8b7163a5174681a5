"""What builds each page when it is first shown, and whom its signals reach."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QWidget

from emotune_gui.app.paper import PaperDesk
from emotune_gui.engine.archive import Archive
from emotune_gui.ui.presenters.report_subject import Subject

if TYPE_CHECKING:
    from emotune_gui.app.window import ProgramWindow
    from emotune_gui.domain.session import Client
    from emotune_gui.ui.views.clients import ClientsPage
    from emotune_gui.ui.views.review import ReviewPage
    from emotune_gui.ui.views.tuning import TuningPage

LEARNED_WITHIN_S, POLL_S = 3.0, 0.02


class PageBuilder:
    """Pages are imported as they are built: the window must not wait for plots or the database."""

    def __init__(self, program: ProgramWindow, archive: Archive, settings: QSettings) -> None:
        self._program = program
        self._archive = archive
        self._settings = settings
        self._paper = PaperDesk(program, archive, settings)

    def factories(self) -> dict[str, Callable[[], QWidget]]:
        return {
            "today": self._today,
            "clients": self._clients,
            "live": self._live,
            "songs": self._songs,
            "review": self._review,
            "recordings": self._recordings,
            "tuning": self._tuning,
            "settings": self._settings_page,
        }

    def _today(self) -> QWidget:
        from emotune_gui.ui.views.today import TodayPage

        program = self._program
        page = TodayPage(self._archive.open)
        page.notice.connect(program.notify)
        page.start_wanted.connect(program.choose_session)
        page.new_client_wanted.connect(program.new_client)
        page.demonstration_wanted.connect(program.demonstrate)
        page.recording_wanted.connect(program.open_recording)
        page.session_wanted.connect(program.review)
        page.client_wanted.connect(self._show_client)
        page.settings_wanted.connect(lambda: program.window.show_page("settings"))
        return page

    def _show_history(self, client: Client) -> None:
        window = self._program.window
        window.show_page("review")
        cast("ReviewPage", window.page("review")).show_history(client.id, client.name)

    def _show_client(self, client: Client) -> None:
        window = self._program.window
        window.show_page("clients")
        cast("ClientsPage", window.page("clients")).refresh_and_select(client.id)

    def _clients(self) -> QWidget:
        from emotune_gui.ui.views.clients import ClientsPage

        program = self._program
        page = ClientsPage(self._archive.open)
        page.notice.connect(program.notify)
        page.start_wanted.connect(program.choose_session)
        page.sessions_wanted.connect(program.review_client)
        page.offer.connect(program.window.offer)
        page.report_wanted.connect(
            lambda client: self._paper.report(Subject(client.id, client.name))
        )
        page.history_wanted.connect(self._show_history)
        page.export_wanted.connect(self._paper.export)
        page.import_wanted.connect(lambda: self._paper.take_in(page))
        return page

    def _live(self) -> QWidget:
        from emotune_gui.ui.views.live import LivePage

        program = self._program
        chosen = program.preferences
        page = LivePage(bridge=program.bridge, markers=chosen.markers, shown=chosen.shown)
        page.set_mirrored(program.preferences.mirrored)
        page.start_requested.connect(program.choose_session)
        page.open_recording_requested.connect(program.open_recording)
        page.demonstration_requested.connect(program.demonstrate)
        page.session_ended.connect(program.session_ended)
        page.lock_requested.connect(program.lock.toggle)
        page.client.breaths = lambda: program.preferences.breaths
        page.client.told = program.notices.told
        page.client.notice_read.connect(program.notices.read_on_screen)
        if program.no_camera:
            page.set_empty_reason(*program.no_camera)
        return page

    def _songs(self) -> QWidget:
        from emotune_gui.ui.views.songs import SongsPage

        program = self._program
        page = SongsPage(self._archive.open, program.jukebox)
        page.notice.connect(program.notify)
        program.window.closing.connect(page.stop)
        return page

    def _review(self) -> QWidget:
        from emotune_gui.app.projecting import FilmProjector
        from emotune_gui.engine.replaying import Replay
        from emotune_gui.ui.views.review import ReviewPage

        replay = Replay(self._program.jukebox.lend)
        page = ReviewPage(
            self._archive.open,
            shown=self._program.preferences.shown,
            player=replay,
            settings=self._settings,
            projector=FilmProjector(self._archive, replay, self._program.bulk.folders),
        )
        page.offer.connect(self._program.window.offer)
        page.notice.connect(self._program.notify)
        page.report_wanted.connect(
            lambda info: self._paper.report(Subject(info.client_id, info.client_name, info))
        )
        self._program.window.closing.connect(page.stop)
        return page

    def _recordings(self) -> QWidget:
        from emotune_gui.engine.bulk.preview import preview
        from emotune_gui.ui.views.recordings import RecordingsPage

        program = self._program
        page = RecordingsPage(
            self._archive.open,
            program.bulk.batches,
            preview,
            program.bulk.results,
            lambda: program.preferences.recogniser,
            lambda: program.desk.busy,
        )
        page.notice.connect(program.notify)
        page.session_wanted.connect(program.review)
        page.results_chosen.connect(program.bulk.set_results)
        program.window.closing.connect(page.stop)
        return page

    def _tuning(self) -> QWidget:
        from emotune_gui.engine.mapping_templates import left_behind
        from emotune_gui.ui.views.tuning import TuningPage

        folder = self._archive.path.parent
        page = TuningPage(self._archive.open, left_behind=lambda: left_behind(folder))
        page.notice.connect(self._program.notify)
        page.round_wanted.connect(lambda client: self._rating_round(page, client))
        return page

    def _rating_round(self, page: TuningPage, client: Client) -> None:
        """Clips to rate, through the loudspeakers as the Songs page uses them."""
        from emotune_gui.engine.rating_round import RatingRound
        from emotune_gui.ui.presenters.rating_round import RatingRoundPresenter, Stage
        from emotune_gui.ui.views.rating_round import RatingRoundDialog

        def open_round() -> RatingRound:
            database = self._archive.open()
            # The consent as it is now, not as it was when the page was shown.
            fresh = database.clients.get(client.id)
            return RatingRound(database, fresh, seed=secrets.randbelow(2**31))

        program = self._program
        presenter = RatingRoundPresenter(open_round, program.jukebox, program.tasks)
        dialog = RatingRoundDialog(client, presenter, program.window)
        dialog.changed.connect(page.refresh)
        dialog.finished.connect(lambda _: presenter.remove(dialog))
        dialog.finished.connect(dialog.deleteLater)

        def leave() -> None:
            """What was rated is learned before the program ends."""
            presenter.stop()
            until = time.monotonic() + LEARNED_WITHIN_S
            while presenter.stage is not Stage.DONE and time.monotonic() < until:
                QCoreApplication.processEvents()
                time.sleep(POLL_S)

        program.window.closing.connect(leave)
        dialog.finished.connect(lambda _: program.window.closing.disconnect(leave))
        dialog.open()

    def _settings_page(self) -> QWidget:
        from emotune_gui.app.surroundings import (
            Machine,
            landmark_file_problem,
            recogniser_problems,
        )
        from emotune_gui.ui.views.settings import SettingsPage

        page = SettingsPage(
            self._settings,
            str(self._archive.path.parent),
            check=landmark_file_problem,
            ears=Machine(lambda: self._program.desk.busy),
            missing=recogniser_problems,
            open_store=self._archive.open,
        )
        page.notice.connect(self._program.notify)
        page.preferences_changed.connect(self._program.preferences_changed)
        return page
