"""The live page: camera, belief, affect grid, curves, music, rating and controls."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QKeyCombination, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from emotune_gui.domain.emotion import EMOTIONS, SHOWN_BY_DEFAULT, Emotion
from emotune_gui.domain.live import LiveSnapshot
from emotune_gui.domain.ports import LiveSessionControl
from emotune_gui.ui import theme
from emotune_gui.ui.bridge import SessionBridge
from emotune_gui.ui.everywhere import EverywhereKey
from emotune_gui.ui.plots.live import LivePlots
from emotune_gui.ui.presenters.live import LivePresenter, LiveViews
from emotune_gui.ui.presenters.live_faces import MOST_NUMBERS
from emotune_gui.ui.views.live_belief import BeliefView
from emotune_gui.ui.views.live_board import GAP, LiveBoard, Side
from emotune_gui.ui.views.live_camera import CameraView
from emotune_gui.ui.views.live_client import ClientDesk
from emotune_gui.ui.views.live_composer import BAN_KEY, CHOOSE_KEY, SKIP_KEY
from emotune_gui.ui.views.live_face import FacePanel
from emotune_gui.ui.views.live_header import SCALES_KEY, SCREEN_KEY, HeaderView
from emotune_gui.ui.views.live_keys import KeyMap
from emotune_gui.ui.views.live_music import MusicView
from emotune_gui.ui.views.live_rating import SCORES, RatingView
from emotune_gui.ui.views.live_scales import ScalesOverlay
from emotune_gui.ui.views.live_steering import BACK_KEY, STEER_KEY, TARGET_KEY
from emotune_gui.ui.views.live_transport import TransportView
from emotune_gui.ui.views.live_voice import VoicePanel
from emotune_gui.ui.widgets.affect_grid import AffectGrid
from emotune_gui.ui.widgets.buttons import ActionButton
from emotune_gui.ui.widgets.empty import EmptyState
from emotune_gui.ui.widgets.notice import NoticeLine
from emotune_gui.ui.widgets.panel import Panel, rule

TICK_MS = 16
MUSIC_WIDTH, NARROW_MUSIC_WIDTH = 320, 288
NARROW_PAGE = 1090
"""Pixels: below, key hints go to the tool tips."""
RATING_AND_FRAME = 322
"""Pixels of the page's height that the music's read-outs do not have."""
LEAST_PAGE = QSize(900, 600)
FACE_KEYS = range(1, MOST_NUMBERS + 1)


class LivePage(QWidget):
    """With no control attached it says what to do next; the signals ask the application for it.

    `attach` starts pulling snapshots, `detach` stops. When a session reports ENDED the page lets
    go of it by itself and emits `session_ended` with the `SessionSummary` (or None).
    """

    start_requested = Signal()
    open_recording_requested = Signal()
    demonstration_requested = Signal()
    session_ended = Signal(object)
    lock_requested = Signal()

    def __init__(
        self,
        control: LiveSessionControl | None = None,
        *,
        bridge: SessionBridge | None = None,
        markers: Sequence[str] = (),
        shown: Sequence[Emotion] = SHOWN_BY_DEFAULT,
        now: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.bridge = bridge or SessionBridge(self)
        self._few: tuple[Emotion, ...] = tuple(shown)
        self._markers = tuple(markers) or self.default_markers()
        self.tick_ms: deque[float] = deque(maxlen=36_000)
        """How long each pull took on the GUI thread, painting not included."""
        self._empty = self._build_empty()
        self._scales = ScalesOverlay(self)
        self._views = self._build_views(now)
        self._session = self._build_session()
        self._presenter = LivePresenter(self._views, self.bridge, now, self._listening)
        self.client = ClientDesk(self, self._presenter)
        self._presenter.also = self._show_beside
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._session)
        self._keys = KeyMap(self)
        escape = QKeyCombination(Qt.Key.Key_Escape)
        self._guard = EverywhereKey(escape, self._presenter.fade, self)
        self._connect()
        self._bind_keys()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self.set_shown_emotions(self._few)
        self._views.belief.set_landmarks_shown(True)
        # The parts shrink further than their own wishes; see live_board.py.
        self.setMinimumSize(LEAST_PAGE)
        if control is not None:
            self.attach(control)

    def default_markers(self) -> tuple[str, ...]:
        """Presets for the keys 1 to 4."""
        return (self.tr("Insight"), self.tr("Tension"), self.tr("Release"), self.tr("Talking"))

    @property
    def camera(self) -> CameraView:
        """Has `paint_latencies_ms` and `frames_painted`, kept until the next `attach`."""
        return self._views.camera

    @property
    def presenter(self) -> LivePresenter:
        return self._presenter

    @property
    def views(self) -> LiveViews:
        return self._views

    def attach(self, control: LiveSessionControl) -> None:
        self.tick_ms.clear()
        self._presenter.attach(control)
        self._stack.setCurrentWidget(self._session)
        self._listen_for_keys(True)
        self._timer.start(TICK_MS)

    def detach(self) -> None:
        self._timer.stop()
        self.client.close()
        self._listen_for_keys(False)
        self._presenter.detach()
        self._stack.setCurrentWidget(self._empty)

    def _listen_for_keys(self, on: bool) -> None:
        self._keys.set_enabled(on)
        self._guard.set_enabled(on)
        # The system's own dialogs would keep Esc to themselves.
        plain = Qt.ApplicationAttribute.AA_DontUseNativeDialogs
        QCoreApplication.setAttribute(plain, on)

    def set_empty_reason(self, title: str, text: str) -> None:
        """What the page says while no session runs, e.g. that no camera was found."""
        self._empty.set_texts(title, text)

    def set_shown_emotions(self, emotions: Sequence[Emotion]) -> None:
        self._few = tuple(emotions)
        self._show_emotions(self._few)

    def _show_emotions(self, emotions: Sequence[Emotion]) -> None:
        self._views.belief.set_shown(emotions)
        self._views.plots.set_shown(emotions)
        self._presenter.voice.set_shown(emotions)

    def _show_all(self, everything: bool) -> None:
        self._show_emotions(EMOTIONS if everything else self._few)

    def _listening(self, on: bool) -> None:
        """Room for the voice where this session has one."""
        self._board.set_voice_shown(on)
        self._views.plots.set_voice_shown(on)

    def _toggle_all(self) -> None:
        self._show_all(len(self._views.plots.shown) < len(EMOTIONS))

    def _set_landmarks(self, shown: bool) -> None:
        self._views.camera.set_landmarks_shown(shown)
        self._views.belief.set_landmarks_shown(shown)

    def _toggle_landmarks(self) -> None:
        self._set_landmarks(not self._views.camera.landmarks_shown)

    def _tick(self) -> None:
        began = time.perf_counter()
        self._presenter.tick()
        self.tick_ms.append((time.perf_counter() - began) * 1000)

    def _ended(self, summary: object) -> None:
        self.detach()
        self.session_ended.emit(summary)

    def _build_views(self, now: Callable[[], float]) -> LiveViews:
        music = MusicView()
        return LiveViews(
            camera=CameraView(now),
            belief=BeliefView(),
            grid=AffectGrid(interactive=True, target_word=self.tr("music"), key=TARGET_KEY),
            plots=LivePlots(),
            face=FacePanel(),
            voice=VoicePanel(),
            header=HeaderView(),
            music=music,
            steering=music.steering,
            scales=self._scales,
            rating=RatingView(),
            transport=TransportView(self._markers),
            notices=NoticeLine(),
        )

    def _build_empty(self) -> EmptyState:
        empty = EmptyState(
            self.tr("No session is running"),
            self.tr(
                "Choose a client and press Start, or let the program look at a recording "
                "or at its demonstration."
            ),
        )
        for text, signal in (
            (self.tr("Start a session"), self.start_requested),
            (self.tr("Open a recording…"), self.open_recording_requested),
            (self.tr("Demonstration"), self.demonstration_requested),
        ):
            empty.add_action(text).clicked.connect(lambda _=False, asked=signal: asked.emit())
        return empty

    def _build_session(self) -> QWidget:
        session = QWidget()
        self._scales.setParent(session)
        column = QVBoxLayout(session)
        column.setContentsMargins(GAP, theme.GRID, GAP, theme.GRID + 4)
        column.setSpacing(theme.GRID)
        column.addWidget(self._views.header)
        body = QHBoxLayout()
        body.setSpacing(GAP)
        body.addWidget(self._build_left(), 1)
        body.addWidget(self._build_right())
        column.addLayout(body, 1)
        keep = self._views.notices.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._views.notices.setSizePolicy(keep)
        column.addWidget(self._views.notices)
        column.addWidget(self._views.transport)
        self._scales.hide()
        for button in session.findChildren(ActionButton):
            # A click must not leave the focus on a button that Space would then press again.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return session

    def _build_left(self) -> QWidget:
        views = self._views
        grid = Panel()
        grid.body.setContentsMargins(4, 4, 4, 4)
        grid.body.addWidget(views.grid)
        curves = Panel()
        curves.body.setContentsMargins(4, 10, 8, 4)
        curves.body.addWidget(views.plots)
        sides = {Side.GRID: grid, Side.FACE: views.face, Side.VOICE: views.voice}
        self._board = LiveBoard(views.camera, views.belief, curves, sides)
        return self._board

    @property
    def board(self) -> LiveBoard:
        return self._board

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < NARROW_PAGE
        self._right.setFixedWidth(NARROW_MUSIC_WIDTH if narrow else MUSIC_WIDTH)
        self._views.transport.set_keys_shown(not narrow)
        self._views.header.set_narrow(narrow)
        self._views.music.set_room(self.height() - RATING_AND_FRAME)
        self._place_scales()

    def _build_right(self) -> Panel:
        panel = self._right = Panel()
        panel.setFixedWidth(MUSIC_WIDTH)
        panel.body.addWidget(self._views.music)
        panel.body.addStretch(1)
        panel.body.addWidget(rule())
        panel.body.addWidget(self._views.rating)
        return panel

    def _connect(self) -> None:
        does, views = self._presenter, self._views
        views.header.end_asked.connect(does.end)
        views.header.scales_asked.connect(self._ask_scales)
        views.header.client_screen_asked.connect(self.client.toggle)
        views.header.lock_asked.connect(self.lock_requested)
        self.client.shown.connect(lambda on: views.header.show_client_screen(shown=on))
        self._scales.answered.connect(lambda answers: does.scales.answer(answers, "therapist"))
        self._scales.dismissed.connect(does.scales.dismiss)
        views.camera.face_picked.connect(does.face.pick)
        views.camera.confirmed.connect(does.face.confirm)
        views.camera.again_asked.connect(does.face.choose_again)
        views.face.calibrate_asked.connect(does.face.calibrate)
        views.voice.mute_toggled.connect(does.voice.toggle_muted)
        views.belief.all_toggled.connect(self._show_all)
        views.belief.landmarks_toggled.connect(self._set_landmarks)
        views.music.composer.chosen.connect(does.music.choose)
        views.music.song.skip_asked.connect(does.music.skip)
        views.music.song.ban_asked.connect(does.music.ban)
        steering = views.music.steering
        steering.steered.connect(does.steering.steer)
        steering.handed_back.connect(does.steering.hand_back)
        steering.all_handed_back.connect(does.steering.hand_back_all)
        views.grid.target_picked.connect(does.steering.set_target)
        views.grid.handed_back.connect(does.steering.hand_back_target)
        views.rating.fit_rated.connect(does.rate_fit)
        views.rating.score_rated.connect(does.rate_score)
        foot = views.transport
        foot.hold_toggled.connect(does.set_held)
        foot.softer_asked.connect(does.softer)
        foot.louder_asked.connect(does.louder)
        foot.fade_asked.connect(does.fade)
        foot.resume_asked.connect(does.resume)
        foot.marker_set.connect(does.mark)
        foot.note_written.connect(self._note_written)
        self.bridge.session_ended.connect(self._ended)

    def _note_written(self, text: str) -> None:
        """Save and give the keys back to the page."""
        self._presenter.note(text)
        self.setFocus()

    def _digit(self, digit: int) -> None:
        """A number names a face while one is asked for, and a marker else."""
        if not self._presenter.face.press_digit(digit) and digit <= len(self._markers[:4]):
            self._presenter.mark(self._markers[digit - 1])

    def _show_beside(self, snapshot: LiveSnapshot) -> None:
        self.client.show(snapshot)
        self._views.header.recording.show_status(snapshot.filming)
        if self._scales.isVisible():
            self._place_scales()

    def _ask_scales(self) -> None:
        self._presenter.scales.ask()
        self._place_scales()
        self._scales.take_focus()

    def _place_scales(self) -> None:
        place = self._board.curves_place
        corner = self._board.mapTo(self._session, place.topLeft())
        self._scales.place(QRect(corner, place.size()))

    def _focus_grid(self) -> None:
        """The arrow keys move the target from now on."""
        self._board.show_side(Side.GRID)
        self._views.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_markers(self, labels: Sequence[str]) -> None:
        """Names of the keys 1 to 4; none brings the usual ones back."""
        self._markers = tuple(labels) or self.default_markers()
        self._views.transport.set_markers(self._markers)

    def set_mirrored(self, mirrored: bool) -> None:
        """Show the camera's picture as a mirror does."""
        self._views.camera.set_mirrored(mirrored)

    def _bind_keys(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        does, bind = self._presenter, self._keys.bind
        bind(("R",), does.resume)
        bind(("H",), does.toggle_hold)
        bind(("-",), does.softer)
        bind(("+", "="), does.louder)
        bind(("F",), partial(does.rate_fit, True))
        bind(("G",), partial(does.rate_fit, False))
        for score in SCORES:
            bind((f"Alt+{score}",), partial(does.rate_score, score))
        for digit in FACE_KEYS:
            bind((str(digit),), partial(self._digit, digit))
        bind(("Y",), does.face.confirm)
        bind(("C",), does.face.choose_again)
        bind(("K",), does.face.calibrate)
        bind(("V",), self._board.show_next)
        bind(("M",), does.voice.toggle_muted)
        bind((CHOOSE_KEY,), self._views.music.composer.showPopup)
        bind((SKIP_KEY,), does.music.skip)
        bind((BAN_KEY,), does.music.ban)
        bind((SCALES_KEY,), self._ask_scales)
        bind((SCREEN_KEY,), self.client.toggle)
        bind((STEER_KEY,), self._views.music.steering.focus_first)
        bind((TARGET_KEY,), self._focus_grid)
        bind((BACK_KEY,), does.steering.hand_back_all)
        bind(("N",), self._views.transport.focus_note)
        bind(("L",), self._toggle_landmarks)
        bind(("A",), self._toggle_all)
        bind(("Ctrl+E",), does.end)
