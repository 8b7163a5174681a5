"""Why a face cannot be read well, as a plain phrase that says what to do, shown without flicker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from emotune_gui.domain.face import FaceState

translate = QCoreApplication.translate

APPEARS_AFTER_S = 0.3
"""A reason is told once it has lasted this long: a single bad frame is no reason."""
STAYS_S = 1.0
"""A reason stays on screen this long after it was last seen, long enough to be read."""
STATE_STAYS_S = 0.6
"""'No face', 'Too dark' or 'Face unclear' stay this long; an emotion leaves at once."""
IDENTITY_CODES = frozenset({"other_face", "face_changed"})
"""Said by a question on the picture, not as a reason (presenters/live_faces.py)."""
FIRST_TOLD = (
    *("dark", "bright", "occluded", "turned", "tilted", "small", "blurred"),
    *("detector_only", "speaking"),
)
"""The most helpful to mend first."""


@dataclass(frozen=True, slots=True)
class Reason:
    """`word` fits a list, `phrase` stands alone and says what to do."""

    word: str
    phrase: str


def reason(code: str) -> Reason:
    """The words for a code of `FaceReading.notes`; an unknown code is given as it is."""
    reasons = {
        "dark": Reason(
            translate("Quality", "dark"),
            translate("Quality", "Too dark: turn on a light or face the window."),
        ),
        "bright": Reason(
            translate("Quality", "too bright"),
            translate("Quality", "Burnt out by light: turn the lamp away or draw the blind."),
        ),
        "blurred": Reason(
            translate("Quality", "blurred"),
            translate("Quality", "Blurred: hold still, or wipe the lens."),
        ),
        "small": Reason(
            translate("Quality", "far away"),
            translate("Quality", "Too far away: move closer to the camera."),
        ),
        "turned": Reason(
            translate("Quality", "turned away"),
            translate("Quality", "Head turned away: place the camera in front of the face."),
        ),
        "tilted": Reason(
            translate("Quality", "tilted"),
            translate("Quality", "Head tilted: hold it upright, the camera at eye height."),
        ),
        "occluded": Reason(
            translate("Quality", "partly covered"),
            translate("Quality", "Part of the face is covered: free it of hand, hair or mask."),
        ),
        "detector_only": Reason(
            translate("Quality", "no landmarks"),
            translate("Quality", "Face found without landmarks; less sure."),
        ),
        "speaking": Reason(
            translate("Quality", "speaking"),
            translate("Quality", "Speaking moves the mouth; less sure."),
        ),
    }
    plain = code.replace("_", " ")
    return reasons.get(code, Reason(plain, f"{plain[:1].upper()}{plain[1:]}."))


def reasons_in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Each code once, what helps most first, without those a question speaks of."""
    wanted = [code for code in dict.fromkeys(codes) if code not in IDENTITY_CODES]
    known = {code: place for place, code in enumerate(FIRST_TOLD)}
    return tuple(sorted(wanted, key=lambda code: known.get(code, len(known))))


def reason_words(codes: Iterable[str]) -> str:
    """The first reason with its remedy, the others by name; empty when there is none."""
    ordered = reasons_in_order(codes)
    if not ordered:
        return ""
    first = reason(ordered[0]).phrase
    others = ", ".join(reason(code).word for code in ordered[1:])
    return first if not others else translate("Quality", "{0} Also: {1}.").format(first, others)


class HeldReasons:
    """Makes the codes of single frames calm. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}
        self._seen: dict[str, float] = {}

    def update(self, codes: Sequence[str], present: float) -> tuple[str, ...]:
        """The codes to show now: those that have lasted, and those not yet gone for long."""
        for code in codes:
            self._since.setdefault(code, present)
            self._seen[code] = present
        for code, seen in tuple(self._seen.items()):
            lasted = seen - self._since[code] >= APPEARS_AFTER_S
            if present - seen > (STAYS_S if lasted else APPEARS_AFTER_S):
                del self._seen[code], self._since[code]
        shown = (c for c in self._seen if self._seen[c] - self._since[c] >= APPEARS_AFTER_S)
        return reasons_in_order(shown)


class HeldState:
    """Keeps 'no usable face' on screen for a moment, so that words do not flicker.

    The way into doubt is immediate, the way out takes `STATE_STAYS_S`.
    """

    def __init__(self) -> None:
        self._held: FaceState | None = None
        self._until = 0.0

    def update(self, state: FaceState, present: float) -> FaceState:
        if state is not FaceState.FACE:
            self._held, self._until = state, present + STATE_STAYS_S
        elif present >= self._until:
            self._held = None
        return state if self._held is None else self._held

    def release(self) -> None:
        """The therapist has answered: believe the next reading at once."""
        self._held, self._until = None, 0.0
