"""One frame in, one FaceReading out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from emotune_gui.domain.emotion import EmotionProbabilities
from emotune_gui.domain.face import (
    ActionCues,
    FaceBox,
    FaceQuality,
    FaceReading,
    FaceState,
    Frame,
    ImageArray,
    PointArray,
)
from emotune_gui.perception.face.detection import overlap
from emotune_gui.perception.face.following import FaceFollower, Sighting
from emotune_gui.perception.face.identity import (
    AppearanceNetwork,
    Break,
    ClientIdentity,
    Descriptor,
    Standing,
)
from emotune_gui.perception.face.landmarks import GreyArray
from emotune_gui.perception.face.onestage_search import LastResort, SeenFace
from emotune_gui.perception.face.panel import Opinions, RecogniserPanel
from emotune_gui.perception.face.pointing import holds, middles_apart, nearest_to
from emotune_gui.perception.face.quality import (
    DARK_FACE,
    GATE,
    face_quality,
    frame_quality,
    is_dark,
)
from emotune_gui.perception.face.resumable import Resumable
from emotune_gui.perception.face.unchanged import Unchanged

WORKING_SIDE = 640
"""Longer side to which larger frames are scaled before anything is looked for."""
UNSURE = 0.5
"""Share of the quality left while the detector does not confirm the face."""
DETECTOR_ONLY = 0.5
"""Share of the quality left where only the one-stage network sees a face."""
JUDGEABLE = 0.35
"""Quality from which a look at the whole face can tell who it is."""
MISFIT = 0.5
"""`FaceQuality.occlusion` from which landmarks in a one-stage box are not believed."""
NEAR = 2.0
"""Distance of two faces' middles, in their sides, under which they could be mixed up."""
CANDIDATE_EVERY_S = 0.25
"""Between looks at other faces while the client's is sought."""
STILL_THERE_S = 1.0
"""A face that only the one-stage network sees is the client's this long after he was last seen
at that place."""
WISH_WAITS_S = 1.0
"""A choice is kept this long while no face is found at its place."""


Opinion = Callable[[FaceBox], EmotionProbabilities | None]
ReadCues = Callable[[PointArray], ActionCues]


@dataclass(frozen=True, slots=True)
class _Wish:
    """The therapist's: a place in frame pixels, or None to take the choice back."""

    place: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class _Watched:
    """One frame's facts for the identity (`identity.Watched`)."""

    broke: Break | None
    judgeable: bool
    others: int
    near: bool


@dataclass(frozen=True, slots=True)
class _Look:
    """A frame while it is being read."""

    frame: Frame
    grey: GreyArray
    scale: float
    """Frame pixels a pixel of `grey`."""

    @property
    def t(self) -> float:
        return self.frame.t


class LandmarkFaceReader(Resumable):
    """The FaceReader of ports.py. One object serves one stream of frames in one thread.

    Only `choose` and `forget` may be called from another thread; they take effect with the next
    frame. Without an appearance network the client is kept by position alone, and any break
    must be settled by a new choice. `opinion` is the one-stage network's view of a followed
    face, where it is the recogniser in force; `resort` is asked when no face is found.
    """

    FIXED = frozenset({"_panel", "_appearance", "_opinion", "_cues"})

    def __init__(
        self,
        follower: FaceFollower,
        panel: RecogniserPanel,
        appearance: AppearanceNetwork | None = None,
        resort: LastResort | None = None,
        opinion: Opinion = lambda box: None,
        cues: ReadCues | None = None,
    ) -> None:
        self._follower, self._panel, self._appearance = follower, panel, appearance
        self._resort, self._opinion, self._cues = resort, opinion, cues
        self._identity = ClientIdentity()
        self._wishes: deque[_Wish] = deque(maxlen=1)
        self._wish: tuple[_Wish, float] | None = None
        self._time = -np.inf
        self._next_candidate, self._turn = -np.inf, 0
        self._unchanged = Unchanged()
        self._measured: tuple[FaceQuality, tuple[str, ...]] | None = None
        self._opinions: Opinions | None = None
        self._said_cues: ActionCues | None = None
        self._place: tuple[FaceBox, float] | None = None
        """Where the trusted face was last seen, and when."""

    def choose(self, x: float, y: float) -> None:
        """The face at or nearest to this place (frame pixels) is the client's. Any thread."""
        self._wishes.append(_Wish((x, y)))

    def forget(self) -> None:
        """Nobody is chosen any more. Any thread."""
        self._wishes.append(_Wish(None))

    def expect(self, portrait: Descriptor) -> None:
        """The client is who is on this photograph (`AppearanceNetwork`); before the first frame."""
        self._identity.expect(portrait)
        self._follower.notice_small(True)

    def read(self, frame: Frame) -> FaceReading:
        look = _Look(frame, *working_grey(frame.image))
        if look.t < self._time:
            self._restart()
        self._time = look.t
        seen = self._granted(look, self._follower.follow(look.grey, look.t))
        answer = self._without_face(look) if seen.box is None else self._with_face(look, seen)
        return answer.reading(frame, self._identity.chosen)

    def _restart(self) -> None:
        self._identity.restart()
        self._next_candidate, self._place, self._wish = -np.inf, None, None

    # The therapist's choice

    def _granted(self, look: _Look, seen: Sighting) -> Sighting:
        """The sighting after the therapist's wish, if there is one."""
        try:
            self._wish = (self._wishes.pop(), look.t)
        except IndexError:
            if self._wish is None:
                return seen
        wish, since = self._wish
        if wish.place is None:
            self._identity.forget()
            self._follower.notice_small(False)
        else:
            box = self._meant(look, seen, wish.place)
            if box is None:
                self._wish = self._wish if look.t - since < WISH_WAITS_S else None
                return seen
            if seen.box is None or overlap(seen.box, box) < 0.3:
                seen = self._follower.switch(look.grey, box)
            seen = replace(seen, broke=None)
            self._identity.choose()
            self._follower.notice_small(True)
        self._wish = None
        return seen

    def _meant(self, look: _Look, seen: Sighting, place: tuple[float, float]) -> FaceBox | None:
        x, y = place[0] / look.scale, place[1] / look.scale
        known = () if seen.box is None else (seen.box, *seen.others)
        found = nearest_to(known, x, y)
        if found is None or not holds(found, x, y):
            found = nearest_to(self._follower.everyone(look.grey), x, y) or found
        return found

    # With a face

    def _with_face(self, look: _Look, seen: Sighting) -> _Answer:
        assert seen.box is not None and seen.points is not None
        if self._resort is not None:
            self._resort.face_seen()
        quality, notes = self._quality(look, seen)
        if seen.others and not self._identity.chosen:
            self._identity.broken(Break.GAP, look.t)
            boxes = _enlarged((seen.box, *seen.others), look.scale)
            return _Answer(FaceState.SEVERAL_FACES, quality, boxes, notes=notes)
        standing = self._standing(look, seen, quality)
        if standing is Standing.OTHER:
            return self._without_client(look, seen, quality)
        if standing is Standing.TRUSTED:
            self._place = seen.box, look.t
        if not seen.sure:
            quality = replace(quality, score=quality.score * UNSURE)
        return self._answer(look, seen, quality, notes, standing)

    def _quality(self, look: _Look, seen: Sighting) -> tuple[FaceQuality, tuple[str, ...]]:
        """Measured anew only when the face has changed; then the recognisers are asked anew."""
        assert seen.box is not None and seen.points is not None
        if self._measured is None or not self._unchanged.holds(seen.patch, look.t):
            self._unchanged.measured(seen.patch, look.t)
            self._opinions = self._said_cues = None
            self._measured = face_quality(look.grey, seen.box, seen.points, look.scale)
        return self._measured

    def _standing(self, look: _Look, seen: Sighting, quality: FaceQuality) -> Standing:
        assert seen.box is not None and seen.points is not None
        points = seen.points
        near = any(middles_apart(seen.box, other) < NEAR for other in seen.others)
        judgeable = seen.sure and seen.steady and quality.score >= JUDGEABLE
        watched = _Watched(seen.broke, judgeable, len(seen.others), near)
        return self._identity.judge(watched, look.t, lambda: self._describe(look, points))

    def _describe(self, look: _Look, points: PointArray) -> Descriptor | None:
        if self._appearance is None:
            return None
        return self._appearance.describe(look.frame.image, points * np.float32(look.scale))

    def _without_client(self, look: _Look, seen: Sighting, quality: FaceQuality) -> _Answer:
        """The followed face is not the client's; he may be among the others."""
        found = self._client_among(look, seen.others)
        if found is not None:
            return self._with_face(look, found)
        assert seen.box is not None
        boxes = _enlarged((seen.box, *seen.others), look.scale)
        return _Answer(FaceState.NO_FACE, quality, boxes, notes=("other_face",))

    def _client_among(self, look: _Look, others: tuple[FaceBox, ...]) -> Sighting | None:
        """One other face at a time, in turn."""
        if not others or look.t < self._next_candidate:
            return None
        self._next_candidate, self._turn = look.t + CANDIDATE_EVERY_S, self._turn + 1
        box = self._follower.still_there(look.grey, others[self._turn % len(others)])
        if box is None:
            return None
        appearance = self._describe(look, self._follower.fit(look.grey, box))
        if appearance is None or not self._identity.is_client(appearance):
            return None
        self._identity.found(look.t, appearance)
        return self._follower.switch(look.grey, box)

    def _answer(
        self,
        look: _Look,
        seen: Sighting,
        quality: FaceQuality,
        notes: tuple[str, ...],
        standing: Standing,
    ) -> _Answer:
        assert seen.box is not None and seen.points is not None
        boxes = _enlarged((seen.box, *seen.others), look.scale)
        points = seen.points * np.float32(look.scale)
        if standing is not Standing.TRUSTED:
            told = (*notes, "face_changed")
            return _Answer(FaceState.UNCLEAR, quality, boxes, points, notes=told)
        if self._identity.told(look.t):
            notes = (*notes, "face_changed")
        if quality.score < GATE:
            dark = quality.brightness < DARK_FACE
            state = FaceState.TOO_DARK if dark else FaceState.UNCLEAR
            return _Answer(state, quality, boxes, points, notes=notes)
        opinions, cues = self._asked(look, seen)
        return _Answer(FaceState.FACE, quality, boxes, points, opinions, notes, cues)

    def _asked(self, look: _Look, seen: Sighting) -> tuple[Opinions, ActionCues | None]:
        assert seen.box is not None and seen.points is not None
        onestage = self._opinion(seen.box)
        if self._opinions is None or self._opinions.onestage is not onestage:
            self._opinions = self._panel.ask(look.grey, seen.points, onestage)
            self._said_cues = None if self._cues is None else self._cues(seen.points)
        return self._opinions, self._said_cues

    # Without a face

    def _without_face(self, look: _Look) -> _Answer:
        found = [] if self._resort is None else self._resort.look(look.grey, look.t)
        if found:
            return self._detector_only(look, found)
        dark = is_dark(look.grey)
        state = FaceState.TOO_DARK if dark else FaceState.NO_FACE
        return _Answer(state, frame_quality(look.grey), notes=("dark",) if dark else ())

    def _detector_only(self, look: _Look, found: list[SeenFace]) -> _Answer:
        """Faces that only the one-stage network sees."""
        boxes = _enlarged(tuple(face.box for face in found), look.scale)
        face = self._clients(look, found)
        if face is None and not self._identity.chosen:
            quality = frame_quality(look.grey)
            return _Answer(FaceState.SEVERAL_FACES, quality, boxes, notes=("detector_only",))
        if face is None:
            return _Answer(
                FaceState.NO_FACE, frame_quality(look.grey), boxes, notes=("other_face",)
            )
        self._place = face.box, look.t
        points = self._follower.fit(look.grey, face.box)
        quality, notes = face_quality(look.grey, face.box, points, look.scale)
        fits = quality.occlusion < MISFIT
        if not fits:
            usual = self._follower.fit(np.full_like(look.grey, 128), face.box)
            quality, notes = face_quality(look.grey, face.box, usual, look.scale)
        quality = replace(quality, score=quality.score * DETECTOR_ONLY)
        told = (*notes, "detector_only")
        mine = _enlarged((face.box, *(f.box for f in found if f is not face)), look.scale)
        if quality.score < GATE:
            return _Answer(FaceState.UNCLEAR, quality, mine, notes=told)
        opinions = self._panel.seen_only(face.probabilities)
        return _Answer(FaceState.FACE, quality, mine, None, opinions, told)

    def _clients(self, look: _Look, found: list[SeenFace]) -> SeenFace | None:
        """The face that may be read: the only one, or the chosen client's by its place."""
        if not self._identity.chosen:
            return found[0] if len(found) == 1 else None
        if self._place is None or look.t - self._place[1] > STILL_THERE_S:
            return None
        there = [f for f in found if overlap(f.box, self._place[0]) > 0.3]
        return there[0] if there else None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was seen, to be joined with the frame it was seen in."""

    state: FaceState
    quality: FaceQuality
    boxes: tuple[FaceBox, ...] = ()
    points: PointArray | None = None
    opinions: Opinions = field(default_factory=Opinions)
    notes: tuple[str, ...] = ()
    cues: ActionCues | None = None

    def reading(self, frame: Frame, chosen: bool) -> FaceReading:
        said = self.opinions
        return FaceReading(
            frame.seq,
            frame.t,
            self.state,
            self.quality,
            self.boxes,
            self.points,
            said.cnn,
            said.forest,
            said.answer,
            frame.position_s,
            self.notes,
            said.ocular,
            said.onestage,
            self.cues,
            chosen,
        )


def working_grey(image: ImageArray) -> tuple[GreyArray, float]:
    """Grey picture of at most 640 pixels a side, and frame pixels a pixel of it.

    Takes height x width x 3 (BGR), x 4 (BGRA), x 1 or height x width.
    """
    scale = max(1.0, max(image.shape[:2]) / WORKING_SIDE)
    step = max(1, int(scale // 2))
    grey = _grey(image[::step, ::step] if step > 1 else image)
    if scale > 1.0:
        height, width = (max(1, round(side / scale)) for side in image.shape[:2])
        grey = np.asarray(
            cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8
        )
    return np.ascontiguousarray(grey), scale


def _grey(image: ImageArray) -> GreyArray:
    if image.ndim == 2 or image.shape[2] == 1:
        return image.reshape(image.shape[:2])
    code = cv2.COLOR_BGRA2GRAY if image.shape[2] == 4 else cv2.COLOR_BGR2GRAY
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(image), code), dtype=np.uint8)


def _enlarged(boxes: tuple[FaceBox, ...], scale: float) -> tuple[FaceBox, ...]:
    return tuple(
        FaceBox(*(round(v * scale) for v in (box.x, box.y, box.width, box.height))) for box in boxes
    )
