"""The personal neutral of a running session: measured on request, used at once, stored beside."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from emotune_gui.domain.face import FaceReading, Recogniser
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.neutral import CalibrationPhase, CalibrationState, NeutralProfile
from emotune_gui.domain.ports import Clock, EmotionTracker
from emotune_gui.perception.neutral import DriftWatch, RestFailed, RestMeasurement

Save = Callable[[NeutralProfile], NeutralProfile]
"""Stores a profile and returns it with the version it was given; raises EmoTuneError."""
Post = Callable[[Callable[[], None]], None]
"""Has an errand done on a thread that may wait for the disk."""


class NeutralDesk:
    """`step` and `observe` run on the perception thread; all else may be called from any.

    A new profile is used at once, whatever becomes of its storing. Nothing but a calibration
    that succeeds ever changes the profile in use.
    """

    def __init__(
        self,
        tracker: EmotionTracker,
        recogniser: Recogniser,
        clock: Clock,
        profile: NeutralProfile | None = None,
        save: Save | None = None,
        post: Post = lambda errand: errand(),
    ) -> None:
        """`profile` was made with `recogniser`; without `save` a new one is for this session."""
        self._tracker, self._recogniser, self._clock = tracker, recogniser, clock
        self._save, self._post = save, post
        self._asked = threading.Event()
        self._saved: NeutralProfile | None = None
        self._measurement: RestMeasurement | None = None
        self._watch: DriftWatch | None = None
        self.state: CalibrationState | None = None
        """The calibration under way or the last one."""
        self.profile: NeutralProfile | None = None
        """The profile in use."""
        if profile is not None:
            self._use(profile)

    @property
    def drifted(self) -> bool:
        """Whether the client's rest has moved away from the profile in use."""
        return self._watch is not None and self._watch.drifted

    def request(self) -> None:
        """Begin a calibration; nothing while one is under way."""
        if not self._asked.is_set():
            self.state = CalibrationState(CalibrationPhase.RUNNING)
            self._asked.set()

    def step(self) -> None:
        """Begin and end by the clock, whether or not pictures come."""
        saved, self._saved = self._saved, None
        if saved is not None and self.profile is not None:
            if saved.version != self.profile.version:
                self._use(saved)
            self.profile = saved
        if not self._asked.is_set():
            return
        now = self._clock.now()
        if self._measurement is None:
            self._measurement = RestMeasurement(now)
        progress = self._measurement.progress(now)
        if progress < 1.0:
            self.state = CalibrationState(CalibrationPhase.RUNNING, progress)
        else:
            self._finish(self._measurement)

    def observe(self, reading: FaceReading) -> None:
        """Take what was just read, before the tracker does."""
        if self._measurement is not None:
            self._measurement.add(reading)
        elif self._watch is not None:
            self._watch.update(reading)

    def _finish(self, measurement: RestMeasurement) -> None:
        version = 1 if self.profile is None else self.profile.version + 1
        try:
            profile = measurement.profile(version, datetime.now(UTC), self._recogniser)
        except RestFailed as failed:
            self.state = CalibrationState(CalibrationPhase.FAILED, 1.0, str(failed))
        else:
            self.state = CalibrationState(CalibrationPhase.DONE, 1.0)
            self._use(profile)
            self._store(profile)
        self._measurement = None
        self._asked.clear()

    def _store(self, profile: NeutralProfile) -> None:
        save = self._save
        if save is not None:
            self._post(lambda: self._stored(save, profile))

    def _stored(self, save: Save, profile: NeutralProfile) -> None:
        """On the errands thread. What cannot be stored stays in use for this session."""
        try:
            self._saved = save(profile)
        except EmoTuneError:
            self.state = CalibrationState(CalibrationPhase.FAILED, 1.0, "not_stored")
            raise

    def _use(self, profile: NeutralProfile) -> None:
        self._tracker.use_neutral(profile)
        self._watch = DriftWatch(profile)
        self.profile = profile
