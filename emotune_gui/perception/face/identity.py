"""Whose face it is: the client's, or another person's. Kept in memory only, for one session.

An analysis of a recording that is cut off writes it down meanwhile, sealed with the recording's own
bytes (`engine.analysing.resuming`).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
import numpy.typing as npt

from emotune_gui.domain.face import ImageArray, PointArray
from emotune_gui.domain.faults import EmoTuneError

IDENTITY_FILE = "face_identity.tflite"
CHIP_SIDE = 150
CHIP_PADDING = 0.25
CROP_SIDE = 400

Descriptor = npt.NDArray[np.float64]
"""128 numbers; the distance of two says how unlike the faces are."""
Describe = Callable[[], Descriptor | None]

AFTER_BREAK = 0.45
"""Greatest distance to the same person after a cut or an absence.

dlib's own limit of .60 is for a thousand strangers. Measured on the clips (10 people): one
person within a clip lies at most .40 from the nearest of three earlier looks, .52 with tears and
hands before the face; the nearest two people lie .44, .50 and .51 apart, all others .59 and
more."""
AFTER_GAP = 0.55
"""The same after a short absence at the same place, and after other faces were in the picture."""
CONTINUOUS = 0.68
"""The same while the face was never out of sight: two looks must exceed it. The singer of the
stage clip, turning, with a microphone before his mouth, lies up to .61 from a single earlier
look at himself, and up to .45 from six."""
CLEARLY = 0.05
"""A first look this far under the limit settles it, as do two this far over."""
LOOKS = 2
MOST_LOOKS = 5
"""Looks that settle a doubt: two, or five while their mean lies just over the limit."""
FIRST_LOOKS = 2
FIRST_LOOKS_S = 4.0
CHOSEN_LOOKS = 6
CHOSEN_LOOKS_S = 0.5
"""The first looks come in quick succession, so that a person is known from more than one side."""
LOOK_AGAIN_S = 0.15
CHECK_EVERY_S = 10.0
CHECK_AMONG_OTHERS_S = 2.0
CHECK_NEAR_OTHERS_S = 0.7
SUSPECT_AGAIN_S = 0.5
"""Between looks while the face keeps changing its looks."""
SUSPECT_FOR_S = 1.0
"""Suspicion that could not be settled becomes doubt after this time."""
OTHER_AGAIN_S = 1.0
"""Between looks at a face that was judged another person's."""
GIVE_UP_S = 2.0
"""Doubt that no look could settle ends after this time, if nobody was chosen."""
HOLD_S = 1.0
"""No estimate for this long after another person took the client's place."""
TOLD_S = 5.0
"""The change is said for this long."""
KEPT_LOOKS = 10
PORTRAIT = 0.55
"""Greatest distance to a photograph of the person, taken elsewhere at another time, until he has
been seen in the film itself this often:"""
PORTRAIT_LOOKS = 3
NEW_LOOK = 0.25
"""A look this far from all kept ones teaches something."""


class AppearanceNetwork:
    """dlib's face recognition network (D. King, dlib-models, CC0): 128 numbers from one face.

    Run by LiteRT from `face_identity.tflite`: a few milliseconds, and other threads go on
    meanwhile. dlib cuts the face out. Use one object from one thread.
    """

    def __init__(self, path: Path) -> None:
        import dlib
        from ai_edge_litert.interpreter import Interpreter

        if not path.is_file():
            raise EmoTuneError(f"The file {path} is missing; reinstall EmoTune.")
        self._dlib = dlib
        try:
            self._interpreter: Any = Interpreter(str(path), num_threads=1)
            self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as problem:
            raise EmoTuneError(f"The file {path} is damaged; reinstall EmoTune.") from problem
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._output = self._interpreter.get_output_details()[0]["index"]

    def describe(self, image: ImageArray, points: PointArray) -> Descriptor:
        """`points` are 68 x 2 in pixels of `image` (BGR, BGRA or grey)."""
        crop, inside = face_crop(image, points)
        corners = self._dlib.rectangle(*(int(v) for v in (*inside.min(0), *inside.max(0))))
        parts = [self._dlib.point(round(float(x)), round(float(y))) for x, y in inside]
        found = self._dlib.full_object_detection(corners, parts)
        chip = self._dlib.get_face_chip(crop, found, CHIP_SIDE, CHIP_PADDING)
        self._interpreter.set_tensor(self._input, chip[None].astype(np.float32))
        self._interpreter.invoke()
        return np.array(self._interpreter.get_tensor(self._output)[0], dtype=np.float64)


def face_crop(image: ImageArray, points: PointArray) -> tuple[ImageArray, PointArray]:
    """RGB surroundings of a face, at most about 400 pixels a side, and the points in it."""
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 0.6 * float((high - low).max())
    height, width = image.shape[:2]
    sides = np.array([width, height])
    left, top = np.clip(low - margin, 0, sides - 1).astype(int)
    right, bottom = np.clip(high + margin, 1, sides).astype(int)
    crop = image[top : max(bottom, top + 1), left : max(right, left + 1)]
    scale = min(1.0, CROP_SIDE / max(crop.shape[:2]))
    if scale < 1.0:
        smaller = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        crop = np.asarray(smaller, dtype=np.uint8)
    inside = ((points - (left, top)) * scale).astype(np.float32)
    return _rgb(crop), inside


def _rgb(image: ImageArray) -> ImageArray:
    if image.ndim == 2 or image.shape[2] == 1:
        grey = np.ascontiguousarray(image.reshape(image.shape[:2]))
        return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), dtype=np.uint8)
    return np.ascontiguousarray(image[:, :, 2::-1])


class Appearance:
    """How one person has looked in this session: a few descriptors, never stored."""

    def __init__(self) -> None:
        self._looks: list[Descriptor] = []

    def __len__(self) -> int:
        return len(self._looks)

    def distance(self, look: Descriptor) -> float:
        """To the nearest kept look; infinite while none is kept."""
        return min((float(np.linalg.norm(look - kept)) for kept in self._looks), default=np.inf)

    def learn(self, look: Descriptor) -> None:
        """Keep a look that differs from the kept ones; the first is never given up."""
        if self._looks and self.distance(look) < NEW_LOOK:
            return
        if len(self._looks) == KEPT_LOOKS:
            del self._looks[1]
        self._looks.append(look)


class Break(Enum):
    """Why the followed face may have become another's since the last frame."""

    GAP = auto()
    """It was out of sight for a moment and came back to the same place."""
    CUT = auto()
    """It was found anew elsewhere, or the whole picture changed from one frame to the next."""
    LOOKS = auto()
    """It was never out of sight but looks different from one frame to the next: shaken, or hidden
    by another's."""


class Standing(Enum):
    TRUSTED = auto()
    """The client's, as far as can be known."""
    DOUBTED = auto()
    """May be another person's; not settled yet."""
    OTHER = auto()
    """Another person's."""
    CHANGED = auto()
    """Nobody was chosen and another person has just taken the place."""


class Watched(Protocol):
    """What the identity asks about the followed face in one frame."""

    @property
    def broke(self) -> Break | None: ...

    @property
    def judgeable(self) -> bool:
        """Good and steady enough for a look at the whole face."""
        ...

    @property
    def others(self) -> int: ...

    @property
    def near(self) -> bool:
        """Another face is so close that the two could be mixed up."""
        ...


class ClientIdentity:
    """Decides in every frame whether the followed face is still the same person's.

    Looks (descriptors) are asked for only when something happened: a break, a check now and
    then, more often beside other faces. Times are those of the frames.
    """

    def __init__(self) -> None:
        self.chosen = False
        self._forget_looks()

    def _forget_looks(self) -> None:
        self._appearance = Appearance()
        self._standing = Standing.TRUSTED
        self._distances: list[float] = []
        self._limit = AFTER_BREAK
        self._checked_at = self._doubted_at = self._next_look = self._changed_at = -np.inf
        self._suspect_since: float | None = None
        self._looks = 0
        self._awaited = False
        """Known by a photograph and hardly seen yet."""

    def choose(self) -> None:
        """The followed face is the client's from now on."""
        self._forget_looks()
        self.chosen = True

    def expect(self, portrait: Descriptor) -> None:
        """The client looks like this photograph; whoever is followed must first be compared."""
        self.choose()
        self._appearance.learn(portrait)
        self._awaited = True
        self._limit = PORTRAIT
        self._doubt(-np.inf)

    def forget(self) -> None:
        self._forget_looks()
        self.chosen = False

    def restart(self) -> None:
        """The clock of the frames began anew."""
        self._checked_at = self._doubted_at = self._next_look = self._changed_at = -np.inf
        self.broken(Break.CUT, -np.inf)

    @property
    def known(self) -> bool:
        """Whether a look at the person was ever taken."""
        return len(self._appearance) > 0

    def told(self, t: float) -> bool:
        """Whether it is still to be said that another person took the followed one's place."""
        return t - self._changed_at < TOLD_S

    def broken(self, kind: Break, t: float) -> None:
        """Something happened by which the person may have changed."""
        if not self.known and not self.chosen:
            return
        limit = self._after_break if kind is Break.CUT else AFTER_GAP
        if self._standing is Standing.DOUBTED:
            self._limit = min(limit, self._limit)
        elif kind is not Break.LOOKS:
            self._limit = limit
            self._doubt(t)
        elif self._suspect_since is None:
            self._suspect_since = t

    def is_client(self, look: Descriptor) -> bool:
        """Whether a look at some other face is the client's."""
        return self._appearance.distance(look) <= self._after_break

    @property
    def _after_break(self) -> float:
        return PORTRAIT if self._awaited else AFTER_BREAK

    def found(self, t: float, look: Descriptor) -> None:
        """The client was found again by this look and is followed now."""
        self._settle(t, look)

    def judge(self, face: Watched, t: float, describe: Describe) -> Standing:
        """Whose the followed face is in this frame; `describe` takes a look at it."""
        if face.broke is not None:
            self.broken(face.broke, t)
        if self._standing is Standing.TRUSTED:
            self._check(face, t, describe)
        elif face.judgeable and t >= self._next_look:
            self._look(t, describe)
        if self._standing is Standing.DOUBTED and not self.chosen:
            self._give_up(t)
        if self._standing is Standing.TRUSTED and t - self._changed_at < HOLD_S:
            return Standing.CHANGED
        return self._standing

    def _check(self, face: Watched, t: float, describe: Describe) -> None:
        """The followed face was never out of sight: look seldom, and doubt only much."""
        suspect = self._suspect_since
        if suspect is not None and t - suspect > SUSPECT_FOR_S:
            self._doubt(t)
            return
        due = t >= self._checked_at + self._interval(face)
        # Chosen by hand: even a poor first look is better than none after the first break.
        good = face.judgeable or (self.chosen and not self.known)
        look = describe() if due and good else None
        if look is None:
            return
        self._checked_at, self._suspect_since = t, None
        self._looks += 1
        distance = self._appearance.distance(look)
        if not self.known or distance <= CONTINUOUS:
            self._appearance.learn(look)
        else:
            self._limit = CONTINUOUS
            self._doubt(t)
            self._distances.append(distance)
            self._next_look = t + LOOK_AGAIN_S

    def _interval(self, face: Watched) -> float:
        if not self.known:
            return LOOK_AGAIN_S
        if self._looks < (CHOSEN_LOOKS if self.chosen else FIRST_LOOKS):
            return CHOSEN_LOOKS_S if self.chosen else FIRST_LOOKS_S
        if self._suspect_since is not None:
            return SUSPECT_AGAIN_S
        if self.chosen and face.others:
            return CHECK_NEAR_OTHERS_S if face.near else CHECK_AMONG_OTHERS_S
        return CHECK_EVERY_S

    def _doubt(self, t: float) -> None:
        self._standing, self._doubted_at = Standing.DOUBTED, t
        self._suspect_since = None
        self._distances.clear()
        self._next_look = t

    def _look(self, t: float, describe: Describe) -> None:
        """Settle a doubt. Chosen, but lost before any look: only the therapist can say."""
        look = describe() if self.known else None
        self._next_look = t + LOOK_AGAIN_S
        if look is None:
            return
        self._distances.append(self._appearance.distance(look))
        over = float(np.mean(self._distances)) - self._limit
        looks = len(self._distances)
        if self._distances[0] <= self._limit - CLEARLY or (looks >= LOOKS and over <= 0.0):
            self._settle(t, look)
        elif looks >= (LOOKS if over > CLEARLY else MOST_LOOKS):
            self._another(t, look)

    def _settle(self, t: float, look: Descriptor) -> None:
        self._standing = Standing.TRUSTED
        self._distances.clear()
        self._appearance.learn(look)
        self._awaited = self._awaited and len(self._appearance) <= PORTRAIT_LOOKS
        self._checked_at = t

    def _another(self, t: float, look: Descriptor) -> None:
        self._distances.clear()
        if self.chosen:
            self._standing = Standing.OTHER
            self._next_look = t + OTHER_AGAIN_S
            return
        self._appearance, self._changed_at, self._looks = Appearance(), t, 0
        self._settle(t, look)

    def _give_up(self, t: float) -> None:
        """Nobody was chosen and no look was possible: go on, but say it."""
        if t - self._doubted_at < GIVE_UP_S:
            return
        self._appearance, self._changed_at, self._looks = Appearance(), t, 0
        self._standing = Standing.TRUSTED
        self._distances.clear()
