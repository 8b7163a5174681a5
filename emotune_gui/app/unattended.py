"""`emotune live`: a session without a person, in the same window, with an account at its end."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from emotune_gui.app.window import ProgramWindow, open_program
from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.live import LivePhase, LiveSnapshot, SourceState
from emotune_gui.domain.session import Client, Plan, Purpose
from emotune_gui.engine.archive import Archive
from emotune_gui.engine.places import database_path
from emotune_gui.engine.request import NO_MICROPHONE, SOURCE_SOUND
from emotune_gui.ui.bridge import GuiStallMeter
from emotune_gui.ui.presenters.settings import RECOGNISER, THEME

PICTURE_BEFORE_END_S = 0.5
WATCH_MS = 50
LONGEST_ENDING_S = 30.0


@dataclass(frozen=True, slots=True)
class UnattendedRun:
    """What `emotune live` was asked to do. `seconds` None: as long as the recording lasts."""

    source: str
    client: str
    consents: tuple[Purpose, ...]
    plan: Plan
    seconds: float | None
    database: Path | None
    audio: str
    microphone: str | None
    """As in `LiveRequest`; None: the sound of the source where it is a film that has some and
    the client is to consent to the analysis of the voice."""
    screenshot: Path | None
    theme: str | None
    recogniser: Recogniser
    size: tuple[int, int]
    song_file: Path | None = None
    """The plan's first song, to be added to the library where it is not yet."""
    record: frozenset[Purpose] = frozenset()
    """As in `LiveRequest`."""


def run_unattended(order: UnattendedRun) -> dict[str, Any]:
    """Run the session to its end; returns the report. Never raises EmoTuneError."""
    if not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="emotune-") as scratch:
        settings = QSettings(str(Path(scratch) / "window.ini"), QSettings.Format.IniFormat)
        if order.theme:
            settings.setValue(THEME, order.theme)
        settings.setValue(RECOGNISER, order.recogniser.value)
        archive = Archive(order.database or database_path())
        program = open_program(archive, settings, size=order.size, remember=False)
        try:
            return _Run(program, archive, order).execute()
        finally:
            program.window.close()
            program.leave()


def _microphone(order: UnattendedRun) -> str:
    if order.microphone is not None:
        return order.microphone
    from emotune_gui.engine.hearing import default_microphone

    if Purpose.ANALYSE_VOICE not in order.consents:
        return NO_MICROPHONE
    return default_microphone(order.source)


def _nothing_left(snapshot: LiveSnapshot, microphone: str) -> bool:
    """The recording has ended, and its own sound too; or nothing is to be taken in at all."""
    going = (SourceState.OPENING, SourceState.LIVE, SourceState.LOST)
    hearing = snapshot.microphone is not None and snapshot.microphone.state in going
    if snapshot.source.state is SourceState.ENDED:
        return not (hearing and microphone == SOURCE_SOUND)
    return not hearing and snapshot.source.state not in going


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class _Run(QObject):
    """Watches one session from its start to its end on the GUI thread."""

    def __init__(self, program: ProgramWindow, archive: Archive, order: UnattendedRun) -> None:
        super().__init__()
        self._program = program
        self._archive = archive
        self._order = order
        self._stalls = GuiStallMeter(self)
        self._problem: str | None = None
        self._session: Any = None
        self._ended_by_us = False
        self._metering = False
        self._pictured: str | None = None
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look)

    def execute(self) -> dict[str, Any]:
        desk = self._program.desk
        desk.started.connect(self._begun)
        desk.refused.connect(self._refused)
        order = self._order
        desk.start(
            self._find_client,
            order.plan,
            order.source,
            order.audio,
            _microphone(order),
            record=order.record,
        )
        self._watch.start(WATCH_MS)
        QApplication.exec()
        return self._report()

    def _find_client(self) -> Client:
        if self._order.song_file is not None:
            from emotune_gui.engine.songs import bring_song

            bring_song(self._archive.open().songs, self._order.song_file)
        clients = self._archive.open().clients
        found = clients.by_name(self._order.client)
        return found or clients.create(self._order.client, self._order.consents, by="unattended")

    def _begun(self, session: Any) -> None:
        self._session = session

    def _refused(self, sentence: str) -> None:
        self._problem = sentence
        QApplication.exit()

    def _look(self) -> None:
        if self._session is None:
            return
        snapshot = self._session.snapshot()
        if snapshot.phase is LivePhase.ENDED:
            self._finished()
        elif snapshot.phase is LivePhase.RUNNING:
            microphone = self._session.request.microphone
            self._running(snapshot.elapsed_s, _nothing_left(snapshot, microphone))

    def _running(self, elapsed: float, nothing_left: bool) -> None:
        if not self._metering:
            self._metering = True
            self._stalls.start()
        seconds = self._order.seconds
        over = seconds is None and nothing_left
        if self._ended_by_us:
            return
        if over or (seconds is not None and elapsed >= max(0.0, seconds - PICTURE_BEFORE_END_S)):
            self._take_picture()
        if over or (seconds is not None and elapsed >= seconds):
            self._ended_by_us = True
            self._session.end()

    def _take_picture(self) -> None:
        """Drawing and writing a picture takes longer than a frame: stop the stall meter first."""
        if self._order.screenshot is None or self._pictured is not None:
            return
        self._stalls.stop()
        path = self._order.screenshot
        self._pictured = str(path)
        if not self._program.window.grab().save(str(path)):
            self._problem = f"The picture could not be written to {path}."

    def _finished(self) -> None:
        self._watch.stop()
        self._stalls.stop()
        self._session.join(LONGEST_ENDING_S)
        QApplication.exit()

    def _report(self) -> dict[str, Any]:
        report = self._session_report()
        if self._problem is not None:
            report["faults"].append({"where": "start", "message": self._problem})
        report["window_visible_s"] = self._program.visible_after_s
        report["screenshot"] = self._pictured
        report["database"] = str(self._archive.path)
        return report

    def _session_report(self) -> dict[str, Any]:
        if self._session is None:
            return {"session": None, "started": False, "faults": [], "notices": []}
        from emotune_gui.engine.report import session_report
        from emotune_gui.engine.statistics import percentiles_ms

        report = session_report(self._session)
        camera = self._program.live_page.camera
        painted = [ms / 1000.0 for ms in camera.paint_latencies_ms]
        report.setdefault("latency_ms", {})["capture_to_screen"] = percentiles_ms(painted)
        report["gui"] = {
            "frames_painted": camera.frames_painted,
            "longest_stall_ms": round(self._stalls.max_ms, 2),
            "p95_stall_ms": round(self._stalls.p95_ms, 2),
        }
        return report
