"""Whose face is read: numbers for the faces in the picture, and the question to the therapist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from PySide6.QtCore import QCoreApplication

from emotune_gui.domain.face import FaceBox, FaceReading, FaceState

translate = QCoreApplication.translate

MOST_NUMBERS = 9
"""One digit key each."""
SAME_FACE = 0.7
"""A face is the same as before when it moved by less than this share of its size."""
FORGOTTEN_AFTER_S = 1.5
"""A number is given anew when its face was not seen for this long."""


class Role(StrEnum):
    """READ: the only face. CLIENT: chosen. OTHER: not to be read. CANDIDATE: may be chosen.

    DOUBTED: followed as the client's, but perhaps another person's by now.
    """

    READ = "read"
    CLIENT = "client"
    OTHER = "other"
    CANDIDATE = "candidate"
    DOUBTED = "doubted"


@dataclass(frozen=True, slots=True)
class FaceMark:
    """A face as it is marked on the picture; `number` is 0 when no key chooses it."""

    box: FaceBox
    role: Role
    number: int = 0
    name: str = ""

    @property
    def centre(self) -> tuple[float, float]:
        """In frame pixels."""
        return centre_of(self.box)


class Ask(StrEnum):
    CHOOSE = "choose"
    OTHER = "other"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Question:
    """What the therapist is asked on the picture; empty button texts offer no such answer."""

    ask: Ask
    title: str
    sentence: str
    confirm: str = ""
    again: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.title} {self.sentence}"


def asked_by(reading: FaceReading | None) -> Ask | None:
    """Whether this reading leaves open whose face is to be read."""
    if reading is None:
        return None
    if "other_face" in reading.notes:
        return Ask.OTHER
    if "face_changed" in reading.notes:
        return Ask.CHANGED
    return Ask.CHOOSE if reading.state is FaceState.SEVERAL_FACES else None


def question(ask: Ask, faces: int) -> Question:
    """The words for `faces` faces in the picture."""
    choose_again = translate("Faces", "Choose again")
    if ask is Ask.CHOOSE:
        return Question(
            ask,
            translate("Faces", "Several faces."),
            translate("Faces", "Click the client's face, or press its number."),
        )
    if ask is Ask.CHANGED:
        return Question(
            ask,
            translate("Faces", "Is this still the client?"),
            translate("Faces", "The face may be another person's now."),
            translate("Faces", "Yes, the client"),
            choose_again,
        )
    if faces > 1:
        sentence = translate("Faces", "Click the client's face, or press its number.")
        return Question(ask, _gone(), sentence, "", choose_again)
    sentence = translate("Faces", "Somebody else is in the picture; nothing is read.")
    confirm = translate("Faces", "It is the client") if faces else ""
    return Question(ask, _gone(), sentence, confirm, choose_again)


def _gone() -> str:
    return translate("Faces", "The client's face is gone.")


def marks(
    reading: FaceReading | None, ask: Ask | None, numbers: Sequence[int]
) -> tuple[FaceMark, ...]:
    """One mark for each box of the reading; `numbers` (0 for none) are the boxes' own."""
    if reading is None or not reading.boxes:
        return ()
    if ask in (Ask.CHOOSE, Ask.OTHER):
        return tuple(
            FaceMark(box, Role.CANDIDATE, number, _candidate_name(number, len(numbers)))
            for box, number in zip(reading.boxes, numbers, strict=True)
        )
    first, *others = reading.boxes
    rest = tuple(FaceMark(box, Role.OTHER, 0, translate("Faces", "Other face")) for box in others)
    if ask is Ask.CHANGED:
        return FaceMark(first, Role.DOUBTED, 0, translate("Faces", "The client?")), *rest
    if reading.state is FaceState.FACE and reading.chosen:
        return FaceMark(first, Role.CLIENT, 0, translate("Faces", "Client")), *rest
    role = Role.READ if reading.state is FaceState.FACE else Role.OTHER
    return FaceMark(first, role, 0, translate("Faces", "Face")), *rest


def _candidate_name(number: int, count: int) -> str:
    if not number:
        return translate("Faces", "Face")
    return translate("Faces", "Face {0} of {1}: choose as the client's").format(number, count)


def mark_at(shown: Sequence[FaceMark], x: float, y: float) -> FaceMark | None:
    """The mark whose box holds this place (frame pixels); of several the nearest centre wins."""
    inside = [mark for mark in shown if _holds(mark.box, x, y)]
    return min(inside, key=lambda mark: _distance(mark.centre, (x, y)), default=None)


def centre_of(box: FaceBox) -> tuple[float, float]:
    return box.x + box.width / 2, box.y + box.height / 2


def _holds(box: FaceBox, x: float, y: float) -> bool:
    return box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


class FaceNumbers:
    """Gives each face a number that stays its own while it moves and is missed now and then.

    New faces are numbered from left to right as they are shown.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[FaceBox, float]] = {}

    def forget(self) -> None:
        self._known.clear()

    def update(
        self, boxes: Sequence[FaceBox], present: float, *, mirrored: bool = False
    ) -> tuple[int, ...]:
        """A number for each box, in their order; 0 for a face beyond the ninth."""
        for number, (_, seen) in tuple(self._known.items()):
            if present - seen > FORGOTTEN_AFTER_S:
                del self._known[number]
        given = self._matched(boxes)
        sign = -1 if mirrored else 1
        for place in sorted(range(len(boxes)), key=lambda p: sign * centre_of(boxes[p])[0]):
            if place not in given:
                given[place] = self._free(given.values())
        for place, number in given.items():
            if number:
                self._known[number] = boxes[place], present
        return tuple(given[place] for place in range(len(boxes)))

    def _matched(self, boxes: Sequence[FaceBox]) -> dict[int, int]:
        """Box index to number, nearest pairs first."""
        pairs = sorted(
            (_distance(centre_of(old), centre_of(box)) / max(1, old.width, box.width), number, p)
            for number, (old, _) in self._known.items()
            for p, box in enumerate(boxes)
        )
        given: dict[int, int] = {}
        for moved, number, place in pairs:
            if moved < SAME_FACE and place not in given and number not in given.values():
                given[place] = number
        return given

    def _free(self, taken: Iterable[int]) -> int:
        used = {*self._known, *taken}
        return next((n for n in range(1, MOST_NUMBERS + 1) if n not in used), 0)
