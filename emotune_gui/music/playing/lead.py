"""How far sound is made ahead of being heard."""

from __future__ import annotations

START_SECONDS = 0.14
LEAST_SECONDS = 0.10
MOST_SECONDS = 0.26
STEP_SECONDS = 0.06
TIGHT_SECONDS = 0.04
"""A block that arrives with less to spare lengthens the lead."""
EASE_SECONDS = 0.01
ROOMY_SECONDS = TIGHT_SECONDS + EASE_SECONDS + 0.005
"""While every block of a stretch arrives with this to spare, the lead is shortened a little."""
CALM_SECONDS = 4.0
"""Length of such a stretch before anything was ever late; each lateness doubles it."""
LONGEST_CALM_SECONDS = 600.0


class Lead:
    """Adapts to the machine: grows at once when a block is nearly late, shrinks slowly.

    Short leads answer quickly, long ones survive a busy machine. It starts in between (a program
    that has just begun is busiest) and never waits less than `LEAST_SECONDS`. A machine that
    was late will be late again, so each lateness doubles the calm that is asked for. At its
    longest a change of tempo is still heard within half a second: see
    docs/decisions/003-sound-blocks.md.
    """

    def __init__(self) -> None:
        self.seconds = START_SECONDS
        self._calm_s = CALM_SECONDS
        self._passed_s = 0.0
        self._least_spare_s = MOST_SECONDS

    def arrived(self, spare_s: float, block_s: float = 0.0) -> bool:
        """Take note of how long before its turn a block came; False when it came too late.

        `block_s` is how long the block lasts; without it the lead never shrinks.
        """
        if spare_s < TIGHT_SECONDS:
            self._grow(spare_s)
        else:
            self._ease(spare_s, block_s)
        return spare_s >= 0.0

    def _grow(self, spare_s: float) -> None:
        wanted = MOST_SECONDS if spare_s < 0.0 else self.seconds + STEP_SECONDS
        self.seconds = min(MOST_SECONDS, wanted)
        self._calm_s = min(LONGEST_CALM_SECONDS, 2.0 * self._calm_s)
        self._begin_stretch()

    def _ease(self, spare_s: float, block_s: float) -> None:
        self._passed_s += block_s
        self._least_spare_s = min(self._least_spare_s, spare_s)
        if self._passed_s < self._calm_s:
            return
        if self._least_spare_s >= ROOMY_SECONDS:
            self.seconds = max(LEAST_SECONDS, self.seconds - EASE_SECONDS)
        self._begin_stretch()

    def _begin_stretch(self) -> None:
        self._passed_s, self._least_spare_s = 0.0, MOST_SECONDS
