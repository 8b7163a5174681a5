"""The parts of a session while it runs: builds them, starts their threads, stops them in order."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Affect
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceReading, Frame
from emotune_gui.domain.faults import EmoTuneError, SourceUnavailable
from emotune_gui.domain.learning import CLINICAL_MAPPING, MappingWeights
from emotune_gui.domain.live import MusicState, SoundStatus
from emotune_gui.domain.music import Bar, MusicParameters, Palette, PlayedNote
from emotune_gui.domain.ports import Clock, EmotionTracker, FaceReader, SoundSink
from emotune_gui.domain.session import Purpose
from emotune_gui.domain.steering import Steered
from emotune_gui.engine.calibrating import NeutralDesk
from emotune_gui.engine.capturing import CaptureLoop
from emotune_gui.engine.composer_wishes import ComposerWishes
from emotune_gui.engine.composing import ComposerLoop
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.hearing import Hearing
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.learning import ErrandLoop, difference_in_words
from emotune_gui.engine.parts import LiveParts
from emotune_gui.engine.perceiving import PerceptionLoop
from emotune_gui.engine.personal import PersonalDesk
from emotune_gui.engine.recording import SessionRecord
from emotune_gui.engine.request import LiveRequest
from emotune_gui.engine.songs import SongLog, cued, deck_beside, repertoire_of
from emotune_gui.engine.steering import Steering
from emotune_gui.engine.withdrawing import watch_of
from emotune_gui.engine.worker import Worker, stop_all
from emotune_gui.music.playing.midi_out import MidiSink
from emotune_gui.music.programme import SONGS, Programme, SongPlaying, Wishes, preset_of
from emotune_gui.storage.opening import Database
from emotune_gui.storage.recorder import Recorder

FLUSH_S = 5.0

T = TypeVar("T")


class Running:
    """Made and stopped on the conductor's thread; its values may be read from any."""

    def __init__(
        self,
        request: LiveRequest,
        database: Database,
        parts: LiveParts,
        clock: Clock,
        faults: FaultDesk,
        weights: Latest[MappingWeights],
        errands: ErrandLoop,
        muted: threading.Event,
        steering: Steering,
        personal: PersonalDesk,
    ) -> None:
        """Raises InvalidInput for a plan whose music is not to be had."""
        self._request = request
        self._database = database
        self._parts = parts
        self._clock = clock
        self._faults = faults
        self._weights = weights
        self._errands = errands
        self._steering = steering
        self._personal = personal
        self._workers: dict[str, Worker] = {}
        self.frames: Latest[Frame] = Latest()
        self.capture: CaptureLoop | None = None
        self.perception: PerceptionLoop | None = None
        self.neutral: NeutralDesk | None = None
        self.recogniser = ""
        """Who reads the face; empty when nobody does."""
        self.wishes = Wishes(personal.choices.composer)
        preset_of(request.plan)
        self.hearing = Hearing(request, parts, clock, faults, muted)
        self.origin = clock.now()
        self.session_id = 0
        self.sounding = False
        self._stopped_after: float | None = None

    # Starting

    def start(self) -> int:
        """Open everything, start every thread; returns the session's id.

        Raises EmoTuneError (the session must not begin) when the database fails, or the source
        and nothing can be listened to either.
        """
        seeing = self._open_senses()
        # Before any sound: dlib holds the interpreter for half a second.
        tracker = self._loaded(self._parts.tracker)
        reader = self._loaded(self._parts.reader) if seeing and tracker is not None else None
        self.recogniser = "" if reader is None else self._parts.recogniser.value
        self.session_id = self._begin_row()
        self._personal.started(self.session_id, self.origin)
        self._start_recording()
        self._start_music()
        if seeing and self.capture is not None:
            self._launch("capture", self.capture.step)
        if self.hearing.loop is not None:
            self._launch("listening", self.hearing.loop.step)
        if tracker is not None and (reader is not None or self.hearing.loop is not None):
            self._start_perception(reader, tracker)
        room = self._request, self._database, self._clock, self._faults
        watch = watch_of(*room, self.capture, self.hearing, self._personal)
        self._launch("consents", watch.step)
        return self.session_id

    def abandon(self) -> None:
        """Undo a start that failed half-way."""
        stop_all(list(self._workers.values()))
        if self.capture is not None:
            self.capture.close()
        self.hearing.close(ended=False)

    def _may(self, purpose: Purpose) -> bool:
        return purpose in self._request.client.consents

    def _open_senses(self) -> bool:
        """Whether pictures come. Without them the session goes on if it can hear."""
        pictures, missing = None, None
        if self._may(Purpose.ANALYSE_FACE):
            pictures = self._parts.source(self._request.source)
            self.capture = CaptureLoop(pictures, self.frames, self._clock, self._faults)
            try:
                self.capture.open()
            except SourceUnavailable as error:
                missing = error
        voices = self._database.voices if self._may(Purpose.STORE_FEATURES) else None
        self.hearing.open(voices, self._errands.post, pictures if missing is None else None)
        if missing is None:
            return pictures is not None
        if self.hearing.loop is None:
            raise missing
        self._faults.raised("capture", missing)
        return False

    def _begin_row(self) -> int:
        weights = self._weights.get() or CLINICAL_MAPPING
        self.origin = self._clock.now()
        return self._database.sessions.begin(
            self._request.client.id,
            self._request.plan,
            self._request.source,
            weights_version=weights.version,
            started_at=datetime.now(UTC),
            recogniser=self.recogniser,
            microphone=self.hearing.name,
        )

    def _start_recording(self) -> None:
        self.recorder = Recorder(
            self._database,
            self.session_id,
            self._clock,
            store_features=self._may(Purpose.STORE_FEATURES),
        )
        self.record = SessionRecord(self.recorder, self.origin)
        self._launch("recorder", self.recorder.step)
        self._launch("errands", self._errands.step)

    def _start_music(self) -> None:
        plan = self._request.plan
        self.sink: SoundSink = self._parts.sink(self._request.audio)
        heard = self.hearing.overheard(self.sink)
        self.player = self._parts.player(heard, self._bar_started, self._note_ended)
        self.strategist = self._parts.strategist(plan)
        self.estimates: Latest[EmotionEstimate] = Latest()
        self.deck = deck_beside(self.player, self._clock)
        self.repertoire = repertoire_of(
            self._database.songs,
            self._request.client.id,
            plan,
            self._faults,
            None if isinstance(self.sink, MidiSink) else self.deck,
            self._personal.liked_songs(),
        )
        self.composers = ComposerWishes(
            *(self.wishes, self._personal.choices, self.repertoire),
            *(plan.seed, self._faults, self._errands.post),
        )
        self._personal.compose_by(self.composers.suggest)
        self.songs = SongLog(self.record, cued(self.deck))
        self.composing = ComposerLoop(
            strategist=self.strategist,
            composer=self._programme(),
            player=self.player,
            plan=plan,
            estimates=self.estimates,
            weights=self._weights,
            record=self.record,
            clock=self._clock,
            songs=self.songs,
            steering=self._steering,
            personal=self._personal,
        )
        self.sounding = True
        self._launch("recordings", self.deck.step)
        self._launch("composer", self.composing.step)
        self._launch("player", self.player.step)

    def _programme(self) -> Programme:
        """Ready to write at once: what is slow to load is loaded before the first bar is due."""
        programme = self._parts.composer(self._request.plan, self.wishes, self.repertoire)
        programme.prepare()
        return programme

    def _loaded(self, load: Callable[[], T]) -> T | None:
        # A missing model costs the belief, not the session.
        try:
            return load()
        except EmoTuneError as error:
            self._faults.raised("perception", error)
            return None

    def _start_perception(self, reader: FaceReader | None, tracker: EmotionTracker) -> None:
        self.neutral = None if reader is None else self._neutral_desk(tracker)
        self.perception = PerceptionLoop(
            reader,
            tracker,
            self.frames,
            self.estimates,
            self.record,
            self._clock,
            self.neutral,
            None if self.hearing.loop is None else self.hearing.loop.now,
        )
        self._launch("perception", self.perception.step)

    def _neutral_desk(self, tracker: EmotionTracker) -> NeutralDesk:
        """Without the consent to store features a personal neutral lives for this session only."""
        recogniser, clock = self._parts.recogniser, self._clock
        if not self._may(Purpose.STORE_FEATURES):
            return NeutralDesk(tracker, recogniser, clock)
        neutrals, client = self._database.neutrals, self._request.client.id
        try:
            known = neutrals.current(client, recogniser)
        except EmoTuneError as error:
            self._faults.raised("perception", error)
            known = None
        return NeutralDesk(
            tracker,
            recogniser,
            clock,
            known,
            lambda profile: neutrals.save(client, profile),
            self._errands.post,
        )

    def _launch(self, name: str, step: Callable[[], None]) -> None:
        worker = Worker(name, step, self._faults)
        self._workers[name] = worker
        worker.start()

    # What the therapist asks of the music, from any thread

    def skip_song(self, heard: SongPlaying, ban: bool) -> str:
        """Returns the song's id."""
        if ban:
            self.repertoire.ban(heard.song.id)
        self.songs.mark_skipped(heard.place)
        self.wishes.skip(heard.place)
        return heard.song.id

    # Called on the player's thread

    def _bar_started(self, bar: Bar, heard_at: float) -> None:
        self.composing.bar_started(bar, heard_at)

    def _note_ended(self, note: PlayedNote) -> None:
        self.record.music_origin = self.player.origin
        self.record.played(note)

    # Ending

    def stop(self, fade_s: float) -> list[str]:
        """Fade, silence, then stop composer, perception, listening, capture; flush and close the
        recorder.

        Returns the names of threads that refused to end.
        """
        self._stopped_after = self._clock.now() - self.origin
        self.player.fade_out(fade_s)
        self._clock.sleep(fade_s)
        refused = self._stop("consents", "composer", "perception", "listening", "capture", "player")
        self.player.stop()
        refused += self._stop("recordings")
        self.deck.close()
        if "composer" not in refused:
            self.composing.ended()
        self.songs.ended(self.origin + self._stopped_after + fade_s)
        self.sink.close()
        if self.capture is not None:
            self.capture.close()
        self.hearing.close(ended="listening" not in refused)
        self._drain()
        refused += self._stop("errands", "recorder")
        unsaved = self.recorder.close()
        if unsaved:
            self._faults.fault("recorder", f"{unsaved} records of this session were not saved.")
        return refused

    def _stop(self, *names: str) -> list[str]:
        return stop_all([self._workers[n] for n in names if n in self._workers])

    def _drain(self) -> None:
        """Let ratings under way reach the database."""
        deadline = self._clock.now() + FLUSH_S
        while not self._errands.idle and self._clock.now() < deadline:
            self._clock.sleep(0.02)
        self.recorder.flush(FLUSH_S)

    # Read from any thread

    def elapsed_s(self) -> float:
        if self._stopped_after is not None:
            return self._stopped_after
        return self._clock.now() - self.origin

    def neutral_version(self) -> int | None:
        profile = None if self.neutral is None else self.neutral.profile
        return None if profile is None else profile.version

    def reading(self) -> FaceReading | None:
        return None if self.perception is None else self.perception.readings.get()

    def estimate(self) -> EmotionEstimate | None:
        return self.estimates.get() if self.sounding else None

    def confidence_now(self) -> float:
        estimate = self.estimate()
        return 0.0 if estimate is None else estimate.confidence

    def sound_status(self) -> SoundStatus:  # sound that goes to a file is heard later
        asked, audible = self._request.audio, self.sink.audible
        message = ""
        if asked == "device" and not audible:
            message = "No sound device: the session runs silent."
        return SoundStatus(self.sink.name, audible or asked.endswith(".wav"), message)

    def music_state(self, *, volume_db: float, held: bool, faded: bool) -> MusicState:
        composing = self.composing
        now = self._clock.now()
        heard = composing.heard.at(now)
        weights = self._weights.get() or CLINICAL_MAPPING
        song, decision = self.songs.heard, composing.decision
        palette = self._steering.values.get(Steered.PALETTE)
        return MusicState(
            bar=None if heard is None else heard[1],
            next_bar=composing.next_bar,
            beat=self.player.position()[2],
            controls=composing.controls,
            target=NEUTRAL_AFFECT if heard is None else decision.target,
            path=decision.path,
            volume_db=volume_db,
            held=held,
            faded=faded,
            easing=decision.easing,
            weights_version=weights.version,
            weights_reason=difference_in_words(weights),
            personal=self._personal.why(),
            composer=self._heard_composer(heard),
            song=None if song is None else song.song,
            song_reasons=() if song is None else song.reasons,
            asked=self._asked_now(),
            automatic=composing.automatic,
            by_hand=self._steering.names,
            palette_by_hand=palette if isinstance(palette, Palette) else None,
            palette=self._personal.choices.palette,
            target_by_hand=self._steering.target is not None,
            hand_target=self._steering.target,
            automatic_target=decision.automatic,
        )

    def _asked_now(self) -> MusicParameters | None:
        """With what the hand set a moment ago, before the composer has heard of it."""
        automatic, target = self.composing.automatic, self.composing.decision.target
        if automatic is None:
            return None
        before = self.composing.asked
        return self._steering.applied(automatic, self._request.plan, target, before)

    def _heard_composer(self, heard: tuple[float, Bar, Affect] | None) -> str:
        if self.songs.heard is not None:
            return SONGS
        return self.wishes.composer if heard is None else heard[1].composer
