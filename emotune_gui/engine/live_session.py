"""The life cycle of one live session: start in the background, run, end in order."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import UTC, datetime

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError, InvalidInput, StorageError
from emotune_gui.domain.learning import CLINICAL_MAPPING, MappingWeights
from emotune_gui.domain.live import (
    LivePhase,
    LiveSnapshot,
    MusicState,
    SoundStatus,
    SourceState,
    SourceStatus,
)
from emotune_gui.domain.ports import Clock
from emotune_gui.domain.scale import Moment, ScaleKind
from emotune_gui.domain.session import Purpose, Rating, SessionSummary
from emotune_gui.domain.steering import SteeredValue
from emotune_gui.domain.voice import VoiceReading, VoiceState
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.filmed_parts import Filming
from emotune_gui.engine.filming import Film
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.learning import ErrandLoop, HeardContext, teach
from emotune_gui.engine.parts import LiveParts
from emotune_gui.engine.personal import PersonalDesk
from emotune_gui.engine.request import LiveRequest
from emotune_gui.engine.running import Running
from emotune_gui.engine.scales import ScaleDesk
from emotune_gui.engine.steering import Steering
from emotune_gui.engine.worker import Finished, Worker
from emotune_gui.music.programme import known
from emotune_gui.storage.opening import Database

VOLUME_STEP_DB = 3.0
VOLUME_RANGE_DB = (-30.0, 6.0)
FADE_S = 1.5
"""The fade-to-silence key."""
ENDING_FADE_S = 1.0


class LiveSession:
    """Implements `domain.ports.LiveSessionControl`. Every public call returns at once."""

    def __init__(
        self,
        request: LiveRequest,
        database: Database,
        parts: LiveParts,
        clock: Clock,
        faults: FaultDesk,
    ) -> None:
        self.request = request
        self.faults = faults
        self.session_id = 0
        self.summary: SessionSummary | None = None
        self.failure: str | None = None
        """Why the session could not start; None when it could."""
        self.rows: dict[str, int] = {}
        self.refused: list[str] = []
        self.running: Running | None = None
        self._database = database
        self._parts = parts
        self._clock = clock
        self._phase = LivePhase.STARTING
        self._end = threading.Event()
        self._ended_at = 0.0
        self._held = False
        self._faded = False
        self._muted = threading.Event()
        self._volume_db = 0.0
        self._ratings = 0
        self._learned: list[str] = []
        self._weights: Latest[MappingWeights] = Latest()
        self._errands = ErrandLoop()
        self.steering = Steering()
        post, known = self._errands.post, database.weights
        self.personal = PersonalDesk(
            request.client, request.plan, self._weights, known, post, clock, faults.notice
        )
        self.scales = ScaleDesk(ask=request.ask_scales, every_minutes=request.plan.prompt_minutes)
        film = Film(request, database, clock, faults)
        self.filming = Filming(request, film, clock, faults, self._muted)
        self._conductor = Worker("session", self._conduct, faults)

    # Life cycle

    def start(self) -> None:
        self._conductor.start()

    def end(self) -> None:
        self._end.set()

    def join(self, timeout: float) -> bool:
        return self._conductor.join(timeout)

    def _conduct(self) -> None:
        if self._phase is LivePhase.STARTING:
            self._begin()
        elif not self._end.wait(0.1):
            self.scales.step(self._alive().elapsed_s())
            self.personal.look()
        else:
            self._finish()

    def _begin(self) -> None:
        try:
            self.personal.begin()
            parts = self.filming.parts(self._parts)
            self.running = Running(
                self.request,
                self._database,
                parts,
                self._clock,
                self.faults,
                self._weights,
                self._errands,
                self._muted,
                self.steering,
                self.personal,
            )
            self.session_id = self.running.start()
            self.filming.begin(self.session_id, self.running.origin, parts)
        except EmoTuneError as error:
            self._could_not_start(error)
        else:
            self._phase = LivePhase.RUNNING

    def _could_not_start(self, error: EmoTuneError) -> None:
        self.failure = str(error)
        self.faults.raised("start", error)
        if self.running is not None:
            self.running.abandon()
        self.filming.end()
        self._phase = LivePhase.ENDED
        raise Finished

    def _finish(self) -> None:
        self._phase = LivePhase.ENDING
        running = self._alive()
        duration = self._clock.now() - running.origin
        self.refused = running.stop(ENDING_FADE_S)
        if not self.filming.end():
            self.refused.append("film")
        for name in self.refused:
            self.faults.fault("ending", f"The part '{name}' did not end in time.")
        self._close_row(duration)
        self._summarise(running, duration)
        self._phase = LivePhase.ENDED
        raise Finished

    def _close_row(self, duration: float) -> None:
        try:
            self._database.sessions.end(
                self.session_id, ended_at=datetime.now(UTC), duration_s=duration
            )
            self.rows = self._database.sessions.row_counts(self.session_id)
        except EmoTuneError as error:
            self.faults.raised("storage", error)

    def _summarise(self, running: Running, duration: float) -> None:
        seconds = running.record.seconds
        mean, hearing = seconds.mean, running.hearing.loop
        self.summary = SessionSummary(
            session_id=self.session_id,
            duration_s=duration,
            seconds_by_emotion=seconds.by_emotion(),
            face_share=seconds.face_share,
            bars=running.composing.heard.count,
            ratings=self._ratings,
            mean_affect=None if mean is None else Affect.clamped(*mean),
            speech_s=0.0 if hearing is None else hearing.speech_s,
            recogniser=running.recogniser,
            neutral_version=running.neutral_version(),
            learned=tuple(self._learned),
        )

    def _alive(self) -> Running:
        if self.running is None:
            raise EmoTuneError("The session has not started yet.")
        return self.running

    @property
    def weights(self) -> MappingWeights:
        """The mapping in force."""
        return self._weights.get() or CLINICAL_MAPPING

    # Intents
    def set_held(self, held: bool) -> None:
        self._held = held
        if self.running is not None:
            self.running.strategist.set_held(held)

    def louder(self) -> None:
        self._set_volume(self._volume_db + VOLUME_STEP_DB)

    def softer(self) -> None:
        self._set_volume(self._volume_db - VOLUME_STEP_DB)

    def _set_volume(self, decibel: float) -> None:
        low, high = VOLUME_RANGE_DB
        self._volume_db = min(high, max(low, decibel))
        if self.running is not None:
            self.running.player.set_volume_db(self._volume_db)

    def fade(self) -> None:
        self._faded = True
        if self.running is not None:
            self.running.player.fade_out(FADE_S)

    def resume(self) -> None:
        self._faded = False
        if self.running is not None:
            self.running.player.fade_in(FADE_S)

    def mark(self, label: str) -> None:
        if self.running is not None:
            self.running.record.marker(self._clock.now(), label)

    def note(self, text: str) -> None:
        if self.running is not None and text.strip():
            self.running.record.note(self._clock.now(), text.strip())

    def choose_face(self, x: float, y: float) -> None:
        """Say that the face at this place (frame pixels) is the client's."""
        if self.running is not None and self.running.perception is not None:
            self.running.perception.choose_face(x, y)

    def forget_face(self) -> None:
        """Take the choice back."""
        if self.running is not None and self.running.perception is not None:
            self.running.perception.forget_face()

    def calibrate_neutral(self) -> None:
        """Measure the client's face at rest for five seconds; `snapshot().calibration` tells."""
        if self.running is not None and self.running.neutral is not None:
            self.running.neutral.request()

    def set_muted(self, muted: bool) -> None:
        """Stop or go on listening; nothing is heard while muted."""
        if muted:
            self._muted.set()
        else:
            self._muted.clear()

    def set_composer(self, name: str) -> None:
        """From the next phrase end on, at latest after two bars. Raises InvalidInput."""
        known(name)
        if self.running is not None and self.running.sounding:
            self.running.composers.set(name)

    def skip_song(self, ban: bool = False) -> None:
        running = self.running
        if running is None or not running.sounding or running.songs.heard is None:
            return
        song_id = running.skip_song(running.songs.heard, ban)
        self.personal.song_left(song_id, banned=ban)
        if ban:
            client, songs = self.request.client.id, self._database.songs
            self._errands.post(lambda: songs.ban(client, song_id))

    def steer_parameter(self, name: str, value: SteeredValue | str) -> None:
        """Take one parameter over until it is handed back. Raises InvalidInput."""
        self.steering.steer(name, value, self._clock.now())

    def hand_back(self, name: str | None = None) -> None:
        """Leave a parameter or the 'target', with None everything, to the automation."""
        self.steering.hand_back(name, self._clock.now())

    def set_target(self, target: Affect | None) -> None:
        """Hold the affect target there by hand; None hands it back."""
        self.steering.set_target(target, self._clock.now())

    def ask_scales(self, moment: Moment = Moment.ASKED) -> None:
        if self.running is not None:
            self.scales.ask_now(self.running.elapsed_s(), moment)

    def dismiss_scales(self) -> None:
        self.scales.dismiss()

    def answer_scales(self, answers: Mapping[ScaleKind, float], by: str = "client") -> None:
        """Raises InvalidInput for a value outside its scale."""
        if self.running is None:
            return
        try:
            readings = self.scales.answer(answers, by, self.running.elapsed_s())
        except ValueError as error:
            raise InvalidInput("That is not on the scale; choose a place on it.") from error
        for reading in readings:
            self.running.recorder.scale(reading)

    def set_exploring(self, on: bool) -> None:
        self.personal.set_exploring(on)

    def rate(
        self,
        *,
        score: int | None = None,
        fits: bool | None = None,
        by: str = "therapist",
        felt: Affect | None = None,
        better: float | None = None,
    ) -> bool:
        """Rate the bars being heard; False before the first bar."""
        running = self.running
        if running is None or not running.sounding or self._phase is not LivePhase.RUNNING:
            return False
        now, song = self._clock.now(), running.songs.heard
        heard = running.composing.heard.at(now)
        context = self.personal.context(
            now, running.confidence_now(), "" if song is None else song.song.id
        )
        if heard is None or context is None:
            return False
        rating = Rating(now - running.origin, heard[1].id, score, fits, by, felt, better)
        self._ratings += 1
        self._errands.post(lambda: self._store_rating(running, rating, context))
        return True

    def _store_rating(self, running: Running, rating: Rating, context: HeardContext) -> None:
        """On the errands thread. A rating that cannot be stored now waits in the recorder."""
        try:
            # The bar must be in the database before its rating.
            running.recorder.flush(2.0)
            rating_id = self._database.sessions.add_rating(self.session_id, rating)
        except StorageError:
            running.recorder.rating(rating)
            raise
        weights = self._database.weights
        learned = teach(self.personal.client, rating_id, rating, context, weights)
        if learned.weights is not None:
            self.personal.learned(learned.weights)
            self._learned.append(learned.weights.reason)

    # What the window sees

    def snapshot(self) -> LiveSnapshot:
        running = self.running
        neutral = None if running is None else running.neutral
        elapsed = 0.0 if running is None else running.elapsed_s()
        return LiveSnapshot(
            session_id=self.session_id,
            client=self.request.client,
            plan=self.request.plan,
            phase=self._phase,
            elapsed_s=elapsed,
            source=self._source_status(),
            sound=self._sound_status(),
            music=self._music_state(),
            frame=None if running is None else running.frames.get(),
            reading=None if running is None else running.reading(),
            estimate=None if running is None else running.estimate(),
            faults=self.faults.all(),
            calibration=None if neutral is None else neutral.state,
            neutral=None if neutral is None else neutral.profile,
            neutral_drifted=neutral is not None and neutral.drifted,
            voice=self._voice(),
            microphone=self._microphone_status(),
            muted=self._muted.is_set(),
            prompt=self.scales.prompt,
            scales=self.scales.readings,
            asks_scales=self.request.ask_scales,
            filming=self.filming.film.status,
        )

    def _source_status(self) -> SourceStatus:
        if self.running is not None and self.running.capture is not None:
            return self.running.capture.status
        if Purpose.ANALYSE_FACE not in self.request.client.consents:
            return SourceStatus(
                self.request.source,
                SourceState.NOT_CONSENTED,
                "This client has not consented to face analysis; the camera stays off.",
            )
        return SourceStatus(self.request.source, SourceState.OPENING)

    def _voice(self) -> VoiceReading:
        heard = None if self.running is None else self.running.hearing.now()
        return heard or VoiceReading(self._clock.now(), VoiceState.OFF)

    def _microphone_status(self) -> SourceStatus | None:
        return None if self.running is None else self.running.hearing.status

    def _sound_status(self) -> SoundStatus:
        if self.running is None or not self.running.sounding:
            return SoundStatus(self.request.audio, audible=False)
        return self.running.sound_status()

    def _music_state(self) -> MusicState:
        if self.running is None or not self.running.sounding:
            return MusicState(volume_db=self._volume_db, held=self._held, faded=self._faded)
        return self.running.music_state(
            volume_db=self._volume_db, held=self._held, faded=self._faded
        )
