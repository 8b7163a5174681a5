"""Garbage is collected on the GUI thread only.

Python may run its cycle collector on whichever thread allocates next. Widgets sit in reference
cycles, and Qt objects must not die on a thread that is not theirs: it stops their timers from
another thread, or crashes. So the automatic collector is off and this timer does its work.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 250
FULL_EVERY = 40
"""A full collection every ten seconds; what was there at the start is frozen out of it."""


class GuiThreadCollector(QObject):
    """Make it once the window is built; lives as long as the application."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.collect()
        gc.freeze()
        self._thresholds = gc.get_threshold()
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_EVERY_MS)

    def _look(self) -> None:
        self._looks += 1
        if self._looks % FULL_EVERY == 0:
            gc.collect()
        elif gc.get_count()[0] > self._thresholds[0]:
            gc.collect(1)
