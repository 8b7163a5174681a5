"""Garbage is collected on the GUI thread only.

Python may run its cycle collector on whichever thread allocates next. Widgets sit in reference
cycles, and Qt objects must not die on a thread that is not theirs: it stops their timers from
another thread, or crashes. So the automatic collector is off and this timer does its work.

A full collection looks at everything alive, modules included, which held the window for 40-80 ms.
What has survived one is therefore frozen: the next looks only at what is new since then. Frozen
objects that die in a cycle wait for `thaw`, after a session, once nobody has touched the program
for a while: it takes about 80 ms, which would be felt.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

LOOK_EVERY_MS = 250
FULL_EVERY = 20
"""Looks between two full collections: five seconds."""
UNTOUCHED_S = 20.0
"""Without a key or the mouse before it thaws."""


class GuiThreadCollector(QObject):
    """Make it once the window is built; lives as long as the application."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._threshold = gc.get_threshold()[0]
        self._looks = 0
        self._thaws = False
        self._untouched = QElapsedTimer()
        self._untouched.start()
        self.settle()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY_MS)

    def look(self) -> None:
        self._looks += 1
        if self._thaws and self._untouched.elapsed() >= 1000.0 * UNTOUCHED_S:
            self.thaw()
        elif self._looks % FULL_EVERY == 0:
            self._full()
        elif gc.get_count()[0] > self._threshold:
            gc.collect(1)

    def touched(self) -> None:
        """Somebody uses the keyboard or the mouse."""
        self._untouched.restart()

    def thaw_later(self) -> None:
        """Once nobody would notice; not at all where `settle` comes before."""
        self._thaws = True

    def thaw(self) -> None:
        """Look at everything once; takes about 0.1 s, so only while nothing is running."""
        gc.unfreeze()
        self.settle()

    def settle(self) -> None:
        """Full collection now, so that none of what was just built is looked at again."""
        self._thaws = False
        self._full()

    def _full(self) -> None:
        gc.collect()
        gc.freeze()
