"""Whether a face still looks as it did a moment ago, so that nothing need be measured anew."""

from __future__ import annotations

from emotune_gui.perception.face.alignment import PatchArray, likeness

SAME_LIKENESS, SAME_FOR_S = 0.995, 0.12
"""So like the face last asked about, for this long, the answer is taken from there.

On six clips (900 frames) the answers to two such successive frames differ by a total variation of
.012 on average; between .98 and .995, by .036."""
NEXT_LIKENESS, NEXT_FOR_S = 0.97, 0.045
"""The same for the very next frame at 25 or 30 frames a second: a third of a film's frames change
more than this, and are all asked about."""


class Unchanged:
    """Remembers the face that was last measured. Times are those of the frames, in seconds."""

    def __init__(self) -> None:
        self._patch: PatchArray | None = None
        self._at = 0.0

    def measured(self, patch: PatchArray | None, t: float) -> None:
        """This face is measured now; None remembers no face."""
        self._patch, self._at = patch, t

    def holds(self, patch: PatchArray | None, t: float) -> bool:
        """Whether what was measured last holds for this face as well."""
        alike, age = likeness(patch, self._patch), t - self._at
        if alike is None or age < 0.0:
            return False
        return (age <= SAME_FOR_S and alike >= SAME_LIKENESS) or (
            age <= NEXT_FOR_S and alike >= NEXT_LIKENESS
        )
