"""The capture loop: newest frame out, reconnecting to a lost camera."""

from __future__ import annotations

from emotune_gui.domain.face import Frame
from emotune_gui.domain.faults import EndOfSource, SourceLost, SourceUnavailable
from emotune_gui.domain.live import SourceState, SourceStatus
from emotune_gui.domain.ports import Clock, FrameSource
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.worker import Finished

ENDED_TEXT = "The recording has ended; the music goes on until you end the session."
RETRY_S = 1.0
"""Between attempts to reopen a lost camera."""


class CaptureLoop:
    """Owns the source once it is open. `step` runs on the capture thread."""

    def __init__(
        self, source: FrameSource, frames: Latest[Frame], clock: Clock, faults: FaultDesk
    ) -> None:
        self._source = source
        self._frames = frames
        self._clock = clock
        self._faults = faults
        self._retry_at = 0.0
        self._withdrawn = ""
        self.status = SourceStatus(source.name, SourceState.OPENING)
        self.captured = 0

    @property
    def dropped(self) -> int:
        """Frames that the source skipped to stay in real time."""
        return self._source.dropped

    def open(self) -> None:
        """First opening; raises SourceUnavailable."""
        try:
            self._source.open()
        except SourceUnavailable as error:
            self._set(SourceState.UNAVAILABLE, str(error))
            raise
        self._set(SourceState.LIVE)

    def step(self) -> None:
        if self._withdrawn:
            self._closed_for_good()
        if self.status.state is SourceState.LOST:
            self._reopen()
            return
        try:
            frame = self._source.read()
        except EndOfSource:
            self._ended()
        except SourceLost as error:
            self._lost(str(error))
        else:
            self._publish(frame)

    def close(self) -> None:
        self._source.close()

    def withdraw(self, reason: str) -> None:
        """The client takes their consent back: no further picture is taken. Any thread."""
        self._withdrawn = reason

    def _closed_for_good(self) -> None:
        self._source.close()
        self._frames.clear()
        self._set(SourceState.NOT_CONSENTED, self._withdrawn)
        raise Finished

    def _publish(self, frame: Frame | None) -> None:
        if frame is not None:
            self.captured += 1
            self._frames.put(frame)

    def _ended(self) -> None:
        self._set(SourceState.ENDED, ENDED_TEXT)
        self._faults.notice("capture", ENDED_TEXT)
        raise Finished

    def _lost(self, message: str) -> None:
        text = message or f"{self._source.name} stopped answering."
        self._source.close()
        if not self._source.reconnects:
            self._set(SourceState.ENDED, text)
            self._faults.fault("capture", text)
            raise Finished
        self._set(SourceState.LOST, f"{text} Trying to reconnect.")
        self._faults.fault("capture", self.status.message)
        self._retry_at = self._clock.now() + RETRY_S

    def _reopen(self) -> None:
        if self._clock.now() < self._retry_at:
            self._clock.sleep(0.05)
            return
        self._retry_at = self._clock.now() + RETRY_S
        try:
            self._source.open()
        except SourceUnavailable:
            return
        self._set(SourceState.LIVE)
        self._faults.notice("capture", f"{self._source.name} is back.")

    def _set(self, state: SourceState, message: str = "") -> None:
        self.status = SourceStatus(self._source.name, state, message)
