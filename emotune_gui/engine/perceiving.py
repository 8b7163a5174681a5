"""The perception loop: newest frame and what is heard in, estimate out, never an old frame."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceQuality, FaceReading, FaceState, Frame
from emotune_gui.domain.ports import Clock, EmotionTracker, FaceReader
from emotune_gui.domain.voice import VoiceReading
from emotune_gui.engine.calibrating import NeutralDesk
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.recording import SessionRecord

OLDEST_FRAME_S = 0.1
"""An older frame says nothing about now and is left out."""
NO_FRAME_AFTER_S = 1.0
"""Silence of the source after which the estimate is told that there is no face."""
TICK_S = 0.1
"""Between estimates while no frame comes."""
NOTHING_SEEN = FaceQuality(brightness=0.0, sharpness=0.0, size_px=0, score=0.0)
KEPT_LATENCIES = 40_000
"""Enough for 20 minutes at 30 frames a second."""


class PerceptionLoop:
    """`step` runs on the perception thread.

    Without a reader (no consent to look, no camera) it believes the voice alone.
    """

    def __init__(
        self,
        reader: FaceReader | None,
        tracker: EmotionTracker,
        frames: Latest[Frame],
        estimates: Latest[EmotionEstimate],
        record: SessionRecord,
        clock: Clock,
        neutral: NeutralDesk | None = None,
        hear: Callable[[], VoiceReading | None] | None = None,
    ) -> None:
        """`hear` gives the newest reading of the voice; None where nothing listens."""
        self._hear = hear
        self._neutral = neutral
        self._reader = reader
        self._tracker = tracker
        self._frames = frames
        self._record = record
        self._clock = clock
        self._seen = 0
        self._last_frame_at = clock.now()
        self._last_reading: FaceReading | None = None
        self._told_at = clock.now() - TICK_S
        self.readings: Latest[FaceReading] = Latest()
        self.estimates = estimates
        self.analysed = 0
        self.skipped = 0
        self.with_face = 0
        self.oldest_analysed_s = 0.0
        """Greatest age of a frame when its analysis began."""
        self.latencies_s: deque[float] = deque(maxlen=KEPT_LATENCIES)

    def choose_face(self, x: float, y: float) -> None:
        """The face at this place (frame pixels) is the client's. From any thread."""
        if self._reader is not None:
            self._reader.choose(x, y)

    def forget_face(self) -> None:
        """Nobody is chosen any more. From any thread."""
        if self._reader is not None:
            self._reader.forget()

    def step(self) -> None:
        if self._neutral is not None:
            self._neutral.step()
        frame, count = self._frames.newer(self._seen, timeout=TICK_S)
        if frame is None or self._reader is None:
            self._seen = count
            self._without_frame()
            return
        self.skipped += count - self._seen - 1
        self._seen = count
        age = self._clock.now() - frame.t
        if age > OLDEST_FRAME_S:
            self.skipped += 1
            self._without_frame()
            return
        self.oldest_analysed_s = max(self.oldest_analysed_s, age)
        self._analyse(self._reader, frame)

    def _analyse(self, reader: FaceReader, frame: Frame) -> None:
        reading = reader.read(frame)
        self.analysed += 1
        self.with_face += reading.state is FaceState.FACE
        self._last_frame_at = frame.t
        self._publish(reading)
        self.latencies_s.append(self._clock.now() - frame.t)

    def _publish(self, reading: FaceReading) -> None:
        if self._neutral is not None:
            self._neutral.observe(reading)
        self._believe(reading)
        self._last_reading = reading
        self.readings.put(reading)

    def _believe(self, reading: FaceReading) -> None:
        voice = None if self._hear is None else self._hear()
        self._told_at = self._clock.now()
        estimate = self._tracker.update(reading, self._told_at, voice)
        self.estimates.put(estimate)
        self._record.estimate(estimate)

    def _without_frame(self) -> None:
        """A dead camera is no face: belief must fade, or follow the voice, although no frame
        arrives."""
        now, last = self._clock.now(), self._last_reading
        if now - self._told_at < 0.8 * TICK_S:
            return
        if self._reader is None:
            self._believe(FaceReading(0, now, FaceState.NO_FACE, NOTHING_SEEN))
        elif now - self._last_frame_at >= NO_FRAME_AFTER_S and (last or self._hear):
            seq, chosen = (0, False) if last is None else (last.seq, last.chosen)
            self._publish(FaceReading(seq, now, FaceState.NO_FACE, NOTHING_SEEN, chosen=chosen))
