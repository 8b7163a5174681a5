"""The junction of threads and window for rare things, and the measure of the window's own pace."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from emotune_gui.domain.faults import Fault
from emotune_gui.domain.live import LivePhase, SourceState

PROBE_MS = 10
GAPS_KEPT = 60_000
"""Ten minutes of probes."""


class SessionBridge(QObject):
    """Carries rare events to the window. Emitting is safe from any thread.

    Receivers that live in the GUI thread hear them there, in order.
    """

    fault_raised = Signal(object)
    """A `Fault`."""
    phase_changed = Signal(object)
    """A `LivePhase`."""
    source_changed = Signal(object)
    """A `SourceState`."""
    session_ended = Signal(object)
    """The `SessionSummary`, or None when the ending left none."""

    def post_fault(self, fault: Fault) -> None:
        self.fault_raised.emit(fault)

    def post_phase(self, phase: LivePhase) -> None:
        self.phase_changed.emit(phase)

    def post_source(self, state: SourceState) -> None:
        self.source_changed.emit(state)


class GuiStallMeter(QObject):
    """How long the event loop was away: a 10 ms timer notes by how much each call came late.

    Figures are in milliseconds beyond the 10 ms asked for. Use from the GUI thread.
    """

    def __init__(
        self, parent: QObject | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._last: float | None = None
        self._gaps: deque[float] = deque(maxlen=GAPS_KEPT)
        self._longest = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(PROBE_MS)
        self._timer.timeout.connect(self.probe)

    def start(self) -> None:
        """Begin afresh; what was measured before is forgotten."""
        self._gaps.clear()
        self._longest = 0.0
        self._last = None
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def probe(self) -> None:
        present = self._now()
        if self._last is not None:
            gap = max(0.0, (present - self._last) * 1000 - PROBE_MS)
            self._gaps.append(gap)
            self._longest = max(self._longest, gap)
        self._last = present

    @property
    def max_ms(self) -> float:
        return self._longest

    @property
    def p95_ms(self) -> float:
        return float(np.percentile(self._gaps, 95)) if self._gaps else 0.0

    @property
    def probes(self) -> int:
        return len(self._gaps)
