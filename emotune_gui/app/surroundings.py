"""`ui.presenters.start.Surroundings` over the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from emotune_gui.ui.presenters.start import Camera


class Machine:
    """`in_use` says whether a session has the sound device open just now."""

    def __init__(self, in_use: Callable[[], bool]) -> None:
        self._in_use = in_use

    def cameras(self) -> Sequence[Camera]:
        from emotune_gui.engine.surroundings import cameras

        return [Camera(str(camera.index), camera.name) for camera in cameras()]

    def sound_problem(self) -> str:
        """Opening the device a second time would silence the session that has it."""
        if self._in_use():
            return ""
        from emotune_gui.engine.surroundings import sound_problem

        return sound_problem()
