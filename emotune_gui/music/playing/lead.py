"""How far sound is made ahead of being heard."""

from __future__ import annotations

START_SECONDS = 0.14
MOST_SECONDS = 0.26
STEP_SECONDS = 0.06
TIGHT_SECONDS = 0.04
"""A block that arrives with less to spare lengthens the lead."""


class Lead:
    """Starts short, for quick answers, and grows when blocks arrive late; it never shrinks.

    A machine that was late once in a session will be late again. At its longest, a change is
    still heard within half a second: see docs/decisions/003-sound-blocks.md.
    """

    def __init__(self) -> None:
        self.seconds = START_SECONDS

    def arrived(self, spare_s: float) -> bool:
        """Take note of how long before its turn a block came; False when it came too late."""
        if spare_s < 0.0:
            self.seconds = MOST_SECONDS
        elif spare_s < TIGHT_SECONDS:
            self.seconds = min(MOST_SECONDS, self.seconds + STEP_SECONDS)
        return spare_s >= 0.0
