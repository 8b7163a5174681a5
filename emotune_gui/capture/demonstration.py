"""The clip that comes with the program, so that it can be tried without a camera."""

from __future__ import annotations

from pathlib import Path

from emotune_gui.bundled import bundled
from emotune_gui.capture.video import VideoSource
from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.domain.ports import Clock

DEMONSTRATION = "Demonstration"


def demonstration_path() -> Path:
    return bundled("resources", "demonstration", "demonstration.mp4")


class DemonstrationSource(VideoSource):
    """The demonstration clip, over and over; `t` and `seq` go on rising over the seam."""

    def __init__(self, *, clock: Clock | None = None, loop: bool = True) -> None:
        super().__init__(demonstration_path(), clock=clock, loop=loop, name=DEMONSTRATION)

    def open(self) -> None:
        if not demonstration_path().is_file():
            raise SourceUnavailable(
                "The demonstration clip is missing; install the program again, "
                "or open a recording of your own."
            )
        super().open()
