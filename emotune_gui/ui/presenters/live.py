"""Pulls the running session's snapshot and tells the live page's views what to show."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.faults import Fault, Severity
from emotune_gui.domain.live import LivePhase, LiveSnapshot, MusicState, SourceState
from emotune_gui.domain.music import Bar
from emotune_gui.domain.ports import LiveSessionControl
from emotune_gui.ui import wording
from emotune_gui.ui.bridge import SessionBridge
from emotune_gui.ui.plots.live import LivePlots
from emotune_gui.ui.plots.live_events import EventKind, LaneEvent
from emotune_gui.ui.presenters import live_voice_words, live_words
from emotune_gui.ui.presenters.live_face import FacePresenter
from emotune_gui.ui.presenters.live_mapping import MappingLine
from emotune_gui.ui.presenters.live_music import MusicPresenter
from emotune_gui.ui.presenters.live_scales import ScalesPresenter, ScalesView
from emotune_gui.ui.presenters.live_steering import SteeringPresenter, SteeringView
from emotune_gui.ui.presenters.live_voice import VoicePresenter, voice_of
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.views.live_belief import BeliefView
from emotune_gui.ui.views.live_camera import CameraView
from emotune_gui.ui.views.live_face import FacePanel
from emotune_gui.ui.views.live_header import HeaderView
from emotune_gui.ui.views.live_music import MusicView
from emotune_gui.ui.views.live_rating import RatingView
from emotune_gui.ui.views.live_transport import TransportView
from emotune_gui.ui.views.live_voice import VoicePanel
from emotune_gui.ui.widgets.affect_grid import AffectGrid
from emotune_gui.ui.widgets.notice import NoticeLine

PLOT_EVERY_S = 0.1
TEXT_EVERY_S = 0.1
SAMPLE_EVERY_S = 0.09
"""Curves and trail take about ten estimates a second, however many are made."""
VOICE_FRESH_S = 1.5
"""Older, an estimate told by the voice is not shown as new."""
TRAIL_LENGTH = 60
"""Points of the trail: some six seconds."""

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class LiveViews:
    camera: CameraView
    belief: BeliefView
    grid: AffectGrid
    plots: LivePlots
    face: FacePanel
    voice: VoicePanel
    header: HeaderView
    music: MusicView
    steering: SteeringView
    scales: ScalesView
    rating: RatingView
    transport: TransportView
    notices: NoticeLine


class LivePresenter:
    """One `tick` at the display's pace: the picture each time, plots and texts ten times a second.

    Plots and texts never share a tick, so that no single tick is long. GUI thread only. `now`
    is the clock of the frames (monotonic seconds).
    """

    def __init__(
        self,
        views: LiveViews,
        bridge: SessionBridge,
        now: Callable[[], float],
        listening: Callable[[bool], None] = lambda _on: None,
    ) -> None:
        self._views = views
        self._bridge = bridge
        self._now = now
        self._control: LiveSessionControl | None = None
        self.face = FacePresenter(views.camera, views.face, self._say, now)
        self.voice = VoicePresenter(views.voice, self._say, listening, now)
        self.music = MusicPresenter(views.music, self._say, now)
        self.steering = SteeringPresenter(views.steering, self._say)
        self.scales = ScalesPresenter(views.scales, self._say)
        self._mapping = MappingLine(now)
        self.also: Callable[[LiveSnapshot], None] = lambda _snapshot: None
        """Hears of the texts' snapshots too: the client's screen."""
        self._forget()

    def _forget(self) -> None:
        self._last: LiveSnapshot | None = None
        self._plot_due = self._text_due = self._sample_due = 0.0
        self._estimate_id: int | None = None
        self._bar_id: int | None = None
        self._fault: Fault | None = None
        self._phase: LivePhase | None = None
        self._source: SourceState | None = None
        self._trail: deque[Affect] = deque(maxlen=TRAIL_LENGTH)

    @property
    def attached(self) -> bool:
        return self._control is not None

    @property
    def snapshot(self) -> LiveSnapshot | None:
        return self._last

    def attach(self, control: LiveSessionControl) -> None:
        self._forget()
        self._mapping.forget()
        self._control = control
        self.face.attach(control)
        self.voice.attach(control)
        self.music.attach(control)
        self.steering.attach(control)
        self.scales.attach(control)
        self._views.camera.reset()
        self._views.plots.clear()
        self._views.grid.set_now(None, 0.0)
        self._views.notices.clear()
        self._views.rating.reset()
        self.tick()

    def detach(self) -> None:
        self._control = None
        self.face.attach(None)
        self.voice.attach(None)
        self.music.attach(None)
        self.steering.attach(None)
        self.scales.attach(None)

    def tick(self) -> None:
        """Pull once and show what is due."""
        if self._control is None:
            return
        snapshot = self._control.snapshot()
        present = self._now()
        self._last = snapshot
        self._show_picture(snapshot)
        self._collect(snapshot, present)
        if present >= self._plot_due:
            self._plot_due = present + PLOT_EVERY_S
            self._views.plots.redraw(snapshot.elapsed_s)
        elif present >= self._text_due:
            self._text_due = present + TEXT_EVERY_S
            self._show_texts(snapshot)
        self._follow_phase(snapshot)

    def _show_picture(self, snapshot: LiveSnapshot) -> None:
        camera = self._views.camera
        live = snapshot.source.state is SourceState.LIVE
        camera.show_frame(snapshot.frame, snapshot.reading if live else None)
        self.face.show_picture(snapshot)
        words = self.face.picture_words(snapshot)
        if words is None:
            words = live_words.picture_words(
                snapshot.source,
                None if snapshot.reading is None else self.face.state,
                self.face.reasons,
                has_frame=snapshot.frame is not None,
            )
        camera.show_words(*words)

    def _collect(self, snapshot: LiveSnapshot, present: float) -> None:
        """Keep new estimates and bars for the curves, whether or not a redraw is due."""
        estimate = snapshot.estimate
        fresh = estimate is not None and estimate.id != self._estimate_id
        if estimate is not None and fresh and present >= self._sample_due:
            self._estimate_id = estimate.id
            self._sample_due = present + SAMPLE_EVERY_S
            at = snapshot.elapsed_s - max(0.0, present - estimate.t)
            self._views.plots.add_estimate(at, estimate, voice_of(snapshot))
            if estimate.label is not None:
                self._trail.append(estimate.affect)
            elif self._trail:
                self._trail.popleft()
        bar = snapshot.music.bar
        if bar is not None and bar.id != self._bar_id:
            self._bar_id = bar.id
            self._views.plots.add_event(_bar_event(snapshot.elapsed_s, snapshot.music, bar))

    def _show_texts(self, snapshot: LiveSnapshot) -> None:
        views, music = self._views, snapshot.music
        self._show_belief(snapshot)
        self.face.show_texts(snapshot)
        self.voice.show(snapshot)
        self._show_target(music)
        views.music.show_music(music)
        self.steering.show(music, snapshot.plan)
        self.music.show(music)
        views.music.show_mapping(self._mapping.words(music))
        views.transport.show_music(held=music.held, faded=music.faded)
        views.transport.show_digits_taken(self.face.asking)
        views.header.show_session(snapshot.client.name, wording.plan_words(snapshot.plan))
        self._show_time(snapshot)
        views.header.show_status(
            live_words.source_status(snapshot.source),
            live_words.sound_status(snapshot.sound),
            live_voice_words.microphone_status(snapshot),
        )
        self.scales.show(snapshot)
        views.header.show_ending(
            snapshot.phase in (LivePhase.ENDING, LivePhase.ENDED),
            asking=self.scales.asking_at_the_end,
        )
        self.also(snapshot)
        self._show_faults(snapshot.faults)

    def _show_time(self, snapshot: LiveSnapshot) -> None:
        planned = snapshot.plan.planned_minutes * 60
        left = planned - int(snapshot.elapsed_s)
        self._views.header.show_time(
            wording.clock_time(snapshot.elapsed_s),
            wording.clock_time(planned),
            wording.clock_time(abs(left)),
            over=left < 0,
        )

    def _show_target(self, music: MusicState) -> None:
        """Where the hand holds it, with the way of the automation as a ghost; else the music."""
        grid = self._views.grid
        if grid.dragging:
            return
        if music.hand_target is None:
            grid.set_ghost(None)
            grid.set_target(music.target, music.path)
        else:
            grid.set_ghost(music.automatic_target, music.path)
            grid.set_target(music.hand_target)

    def _show_belief(self, snapshot: LiveSnapshot) -> None:
        estimate = snapshot.estimate
        state = None if snapshot.reading is None else self.face.state
        said = live_words.belief(
            snapshot.source,
            estimate,
            state,
            self.face.reasons,
            self.face.ask,
            by_voice=self._told_by_voice(estimate),
        )
        values = None if estimate is None else estimate.probabilities
        self._views.belief.show_belief(said, values)
        self._views.belief.show_sides(live_voice_words.sides(snapshot))
        if estimate is None or said.emotion is None:
            self._views.grid.set_now(None, 0.0, tuple(self._trail))
        else:
            word = live_voice_words.told_from(estimate)
            self._views.grid.set_now(estimate.affect, estimate.confidence, tuple(self._trail), word)

    def _told_by_voice(self, estimate: EmotionEstimate | None) -> bool:
        if estimate is None or estimate.voice_weight <= 0.0:
            return False
        return self._now() - estimate.t < VOICE_FRESH_S

    def _show_faults(self, faults: tuple[Fault, ...]) -> None:
        """Every fault since the last one seen, in order; the newest stays on screen."""
        seen = faults.index(self._fault) + 1 if self._fault in faults else 0
        for fault in faults[seen:]:
            self._fault = fault
            self._views.notices.show_message(sentence(fault.message), fault.severity)
            self._bridge.post_fault(fault)

    def _follow_phase(self, snapshot: LiveSnapshot) -> None:
        if snapshot.source.state is not self._source:
            self._source = snapshot.source.state
            self._bridge.post_source(self._source)
        if snapshot.phase is self._phase:
            return
        self._phase = snapshot.phase
        self._bridge.post_phase(snapshot.phase)
        if snapshot.phase is LivePhase.ENDED and self._control is not None:
            summary = self._control.summary
            self.detach()
            self._bridge.session_ended.emit(summary)

    def toggle_hold(self) -> None:
        if self._last is not None:
            self.set_held(not self._last.music.held)

    def set_held(self, held: bool) -> None:
        if self._control is not None:
            self._control.set_held(held)

    def softer(self) -> None:
        if self._control is not None:
            self._control.softer()

    def louder(self) -> None:
        if self._control is not None:
            self._control.louder()

    def fade(self) -> None:
        if self._control is not None:
            self._control.fade()

    def resume(self) -> None:
        if self._control is not None:
            self._control.resume()

    def end(self) -> None:
        """Where scales are asked, the first time asks for them, the second time ends."""
        self.scales.end()

    def mark(self, label: str) -> None:
        if self._control is None:
            return
        self._control.mark(label)
        self._views.plots.add_event(LaneEvent(self._elapsed(), EventKind.MARKER, label))
        self._say(translate("Live", "Marked: {0}").format(label))

    def note(self, text: str) -> None:
        if self._control is None or not text.strip():
            return
        self._control.note(text.strip())
        self._say(translate("Live", "Note saved."))

    def rate_fit(self, fits: bool, by: str = "therapist") -> bool:
        """False when nothing could be rated."""
        if self._control is None:
            return False
        return self._rated(self._control.rate(fits=fits, by=by), None, fits)

    def rate_score(self, score: int, by: str = "therapist") -> bool:
        if self._control is None:
            return False
        return self._rated(self._control.rate(score=score, by=by), score, None)

    def _rated(self, accepted: bool, score: int | None, fits: bool | None) -> bool:
        bar = self._last.music.bar if accepted and self._last is not None else None
        words = live_words.rated_words(bar, score, fits)
        if bar is not None and self._last is not None and live_words.teaches_nothing(self._last):
            words = f"{words}. {live_words.doubtful_words()}"
        self._views.rating.confirm(words)
        if bar is None:
            return False
        good = fits if score is None else None if score == 3 else score > 3
        label = "" if score is None else str(score)
        self._views.plots.add_event(LaneEvent(self._elapsed(), EventKind.RATING, label, good))
        return True

    def _elapsed(self) -> float:
        return 0.0 if self._last is None else self._last.elapsed_s

    def _say(self, words: str) -> None:
        self._views.notices.show_message(words, Severity.NOTICE)


def _bar_event(elapsed_s: float, music: MusicState, bar: Bar) -> LaneEvent:
    """The bar's own beginning, a little before the moment at which it was noticed."""
    tempo = bar.parameters.tempo_bpm if music.controls is None else music.controls.tempo_bpm
    kind = EventKind.PHRASE if bar.phrase_position == 0 else EventKind.BAR
    return LaneEvent(elapsed_s - music.beat * 60.0 / max(1.0, tempo), kind)
