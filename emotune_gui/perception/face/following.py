"""Keeping one face between frames cheaply, and noticing when it goes or another comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from emotune_gui.domain.face import FaceBox, PointArray
from emotune_gui.perception.face.alignment import PatchArray, face_patch, likeness
from emotune_gui.perception.face.detection import (
    CONFIRM_MARGIN,
    KEPT_SCORE,
    WIDE_MARGIN,
    overlap,
)
from emotune_gui.perception.face.identity import Break
from emotune_gui.perception.face.landmarks import GreyArray, LandmarkFitter
from emotune_gui.perception.face.resumable import Resumable

CONFIRM_EVERY_S = 0.1
SURE_FOR_S = 0.15
STEADY_LIKENESS = 0.9
STEADY_FOR_S = 0.4
"""A face that looks as it did when HOG last confirmed it needs no new confirmation, this long."""
LOST_AFTER_S = 0.3
"""Time without a confirmation after which the face is gone."""
SEARCH_EVERY_S = 0.3
SEARCH_AGAIN_S = 0.1
"""After the first sight of another face, so that it is settled soon."""
SMALL_SEARCH_EVERY_S = 0.9
SMALL_SEARCH_IDLE_S = 0.12
"""While there is no face at all."""
OTHER_SIGHTS = 2
OTHER_FORGOTTEN_S = 1.2
OTHER_SIZE = 0.4
"""Least side of another face, as a share of the followed one: no one in a poster counts."""
OTHER_SIZE_CHOSEN = 0.15
"""The same once the client was chosen: his face may be the smaller one when he comes back."""

CUT_LIKENESS = 0.8
"""Below this likeness of the face in two successive frames it may be another person's.

On the clips one person's face keeps .82 and more from frame to frame unless he shakes his head;
two people's faces reach .83, most stay under .7."""
CUT_SCENE = 0.7
"""Below this correlation of two successive frames, sampled coarsely, the film was cut."""
SCENE_STEP = 20
CUT_WITHIN_S = 0.15
"""Frames further apart are not compared."""
GAP_LIMIT_S = 1.5
GAP_OVERLAP = 0.3
"""A face found again this soon and this near was probably only out of sight."""

STILL_OVERLAP = 0.85
"""Below this overlap of its boxes in two frames the face moved: fit and confirm at once."""
FITTING_OVERLAP = 0.55
"""Below this overlap of HOG's box with the landmarks' the landmarks have slipped."""

BOX_SIDE = 2.6
"""Side of dlib's face box over the landmarks' root-mean-square radius. Measured on the 24
photographs with hand-set points: repeated fits from 2.4 to 2.95 stay within 2.5 % of the eye
distance of them; dlib's own boxes average 2.75."""
BOX_LIFT = 0.19
"""How far the box's centre lies above the landmarks' mean, in the same unit."""


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """The followed face, or None; `others` are further faces seen more than once."""

    box: FaceBox | None
    points: PointArray | None
    others: tuple[FaceBox, ...] = ()
    sure: bool = True
    """False while the landmarks wait for HOG to see a face there."""
    broke: Break | None = None
    """What happened since the last frame by which the face may have become another's."""
    patch: PatchArray | None = None
    """The face as it looks, for comparing frames."""
    steady: bool = True
    """False where the face looks unlike itself in the last frame."""


NOTHING = Sighting(None, None)


@dataclass(slots=True)
class _Other:
    box: FaceBox
    seen_at: float
    sights: int = 1


class FindsFaces(Protocol):
    """What the follower asks of a detector: see `FaceDetector`, which is one."""

    def search(self, grey: GreyArray) -> list[FaceBox]: ...

    def search_small(
        self, grey: GreyArray, known: Sequence[FaceBox] = (), least: float = ...
    ) -> list[FaceBox]: ...

    def confirm(
        self, grey: GreyArray, box: FaceBox, least_score: float = ..., margin: float = ...
    ) -> FaceBox | None: ...


class FaceFollower(Resumable):
    """Follows one face by its own landmarks; HOG confirms it ten times a second.

    Times are those of the frames, so that a film gives the same answers at any speed. One
    object serves one stream of frames in one thread.
    """

    FIXED = frozenset({"_detector", "_fitter"})

    def __init__(self, detector: FindsFaces, fitter: LandmarkFitter) -> None:
        self._detector, self._fitter = detector, fitter
        self.reset()

    def reset(self) -> None:
        self._points: PointArray | None = None
        self._patch: PatchArray | None = None
        self._scene: PatchArray | None = None
        self._broke: Break | None = None
        self._last: tuple[FaceBox, float] | None = None
        self._others: list[_Other] = []
        self._other_size = OTHER_SIZE
        self._shape: tuple[int, ...] = ()
        self._time = -np.inf
        self._confirmed_at = self._confirm_at = self._asked_at = -np.inf
        self._seen_patch: PatchArray | None = None
        self._confirmed_patch: PatchArray | None = None
        self._search_at = self._small_search_at = self._small_searched = -np.inf

    def follow(self, grey: GreyArray, t: float) -> Sighting:
        """Where the face is in this frame; `t` in seconds, not before the last call's."""
        if grey.shape != self._shape or t < self._time:
            size, first = self._other_size, not self._shape
            self.reset()
            self._other_size, self._broke = size, None if first else Break.CUT
        before, self._shape, self._time = self._time, grey.shape, t
        if min(grey.shape) < 16:
            return NOTHING
        if self._points is not None:
            self._keep(grey, t)
        if self._points is None:
            self._acquire(grey, t)
        elif t >= self._search_at:
            self._look_round(grey, t)
        self._others = [o for o in self._others if t - o.seen_at <= OTHER_FORGOTTEN_S]
        return self._sighting(grey, t, before)

    def _sighting(self, grey: GreyArray, t: float, before: float) -> Sighting:
        if self._points is None:
            self._patch = None
            return NOTHING
        box, patch = box_round(self._points), self._seen_patch
        if patch is None:
            patch = face_patch(grey, self._points)
        steady = self._looks_alike(grey, patch, t - before)
        broke, self._broke, self._patch, self._last = self._broke, None, patch, (box, t)
        others = tuple(o.box for o in self._others if o.sights >= OTHER_SIGHTS)
        sure = t - self._confirmed_at <= SURE_FOR_S
        return Sighting(box, self._points, others, sure, broke, patch, steady)

    def _looks_alike(self, grey: GreyArray, patch: PatchArray | None, gap: float) -> bool:
        """Whether the face looks as in the last frame; says what broke if not."""
        before, self._scene = self._scene, scene_sample(grey)
        alike = likeness(patch, self._patch) if gap <= CUT_WITHIN_S else None
        if alike is None or alike >= CUT_LIKENESS:
            return True
        same_scene = likeness(self._scene, before)
        if self._broke is None:
            cut = same_scene is not None and same_scene < CUT_SCENE
            self._broke = Break.CUT if cut else Break.LOOKS
        return self._broke is Break.CUT

    def fit(self, grey: GreyArray, box: FaceBox) -> PointArray:
        """Landmarks of any face of this frame."""
        return self._fitter.fit(grey, box)

    def everyone(self, grey: GreyArray) -> list[FaceBox]:
        """All faces of this frame that can be found; about 20 ms for 640 x 480."""
        found = self._detector.search(grey)
        return found + self._detector.search_small(grey, found)

    def still_there(self, grey: GreyArray, box: FaceBox) -> FaceBox | None:
        """Where the face seen at `box` a moment ago is in this frame."""
        return self._detector.confirm(grey, box, KEPT_SCORE, WIDE_MARGIN)

    def notice_small(self, small: bool) -> None:
        """Whether faces much smaller than the followed one count as well."""
        self._other_size = OTHER_SIZE_CHOSEN if small else OTHER_SIZE

    def switch(self, grey: GreyArray, box: FaceBox) -> Sighting:
        """Follow the face at `box` of this frame; the one followed until now is another."""
        left = None if self._points is None else box_round(self._points)
        self._take(grey, box, self._time)
        self._broke = self._patch = None
        self._others = [o for o in self._others if overlap(o.box, box) <= 0.1]
        if left is not None and overlap(left, box) <= 0.1:
            self._others.append(_Other(left, self._time, OTHER_SIGHTS))
        return self._sighting(grey, self._time, self._time)

    def _keep(self, grey: GreyArray, t: float) -> None:
        """Refit from the last place; let the face go when HOG has not seen it for a while."""
        assert self._points is not None
        before = box_round(self._points)
        self._points = self._fitter.fit(grey, before)
        after = box_round(self._points)
        moved = overlap(before, after) < STILL_OVERLAP
        if moved:
            self._points = self._fitter.fit(grey, after)
        self._seen_patch = face_patch(grey, self._points)
        if t < self._confirm_at and not moved:
            return
        self._confirm_at = t + CONFIRM_EVERY_S
        if t - self._asked_at < STEADY_FOR_S and self._as_confirmed():
            self._confirmed_at = t
            return
        self._asked_at = t
        margin = WIDE_MARGIN if moved else CONFIRM_MARGIN
        seen = self._detector.confirm(grey, box_round(self._points), KEPT_SCORE, margin)
        if seen is not None:
            self._confirmed_at, self._confirmed_patch = t, self._seen_patch
            if overlap(seen, box_round(self._points)) < FITTING_OVERLAP:
                self._points = self._fitter.fit(grey, seen)
                self._seen_patch = None
        elif t - self._confirmed_at > LOST_AFTER_S:
            self._points = None
        else:
            self._replace(grey, t)

    def _as_confirmed(self) -> bool:
        alike = likeness(self._seen_patch, self._confirmed_patch)
        return alike is not None and alike >= STEADY_LIKENESS

    def _replace(self, grey: GreyArray, t: float) -> None:
        """After a cut or a quick move the face may be elsewhere in the same frame."""
        assert self._points is not None
        mine, found = box_round(self._points), self._search_everywhere(grey, t)
        if found:
            nearest = max(found, key=lambda box: overlap(box, mine))
            there = overlap(nearest, mine) >= GAP_OVERLAP
            self._broke = Break.LOOKS if there else Break.CUT
            self._take(grey, nearest if there else found[0], t)

    def _acquire(self, grey: GreyArray, t: float) -> None:
        found = self._search_everywhere(grey, t)
        if found:
            self._take(grey, found[0], t)
            self._broke = self._broke or self._break_since_last(found[0], t)
            self._note_others(found[1:], t)

    def _break_since_last(self, box: FaceBox, t: float) -> Break | None:
        if self._last is None:
            return None
        place, seen_at = self._last
        soon, near = t - seen_at <= GAP_LIMIT_S, overlap(place, box) >= GAP_OVERLAP
        return Break.GAP if soon and near else Break.CUT

    def _search_everywhere(self, grey: GreyArray, t: float) -> list[FaceBox]:
        found = self._detector.search(grey)
        if not found and t >= self._small_searched + SMALL_SEARCH_IDLE_S:
            self._small_searched = t
            found = self._detector.search_small(grey)
        return found

    def _take(self, grey: GreyArray, box: FaceBox, t: float) -> None:
        self._points = self._fitter.fit(grey, box)
        self._confirmed_at, self._confirm_at = t, t + CONFIRM_EVERY_S
        self._asked_at, self._seen_patch = t, face_patch(grey, self._points)
        self._confirmed_patch = self._seen_patch
        self._search_at = min(max(self._search_at, t), t + SEARCH_AGAIN_S)

    def _look_round(self, grey: GreyArray, t: float) -> None:
        """Other faces; one kind of search at a time, so that no frame waits for both."""
        assert self._points is not None
        again = [self._detector.confirm(grey, other.box) for other in self._others]
        found = [box for box in again if box is not None]
        if t >= self._small_search_at:
            self._small_search_at = t + SMALL_SEARCH_EVERY_S
            known = (box_round(self._points), *(other.box for other in self._others))
            least = self._other_size * known[0].width
            found += self._detector.search_small(grey, known, least)
        else:
            found += self._detector.search(grey)
        self._note_others(found, t)
        unsettled = any(other.sights < OTHER_SIGHTS for other in self._others)
        self._search_at = t + (SEARCH_AGAIN_S if unsettled else SEARCH_EVERY_S)

    def _note_others(self, found: list[FaceBox], t: float) -> None:
        assert self._points is not None
        mine = box_round(self._points)
        for box in found:
            if overlap(box, mine) > 0.1 or box.width < self._other_size * mine.width:
                continue
            known = next((o for o in self._others if overlap(o.box, box) > 0.2), None)
            if known is None:
                self._others.append(_Other(box, t))
            elif known.seen_at < t:
                known.box, known.seen_at, known.sights = box, t, known.sights + 1
        self._others = [o for o in self._others if overlap(o.box, mine) <= 0.1]


def box_round(points: PointArray) -> FaceBox:
    """The face box that dlib's detector would give round these landmarks."""
    middle = points.mean(axis=0)
    radius = float(np.sqrt(((points - middle) ** 2).sum(axis=1).mean()))
    side = max(1.0, BOX_SIDE * radius)
    return FaceBox(
        round(float(middle[0]) - side / 2),
        round(float(middle[1]) - BOX_LIFT * radius - side / 2),
        round(side),
        round(side),
    )


def scene_sample(grey: GreyArray) -> PatchArray | None:
    """Every 20th pixel in both directions, mean 0 and length 1; None where they are flat."""
    sample = grey[SCENE_STEP // 2 :: SCENE_STEP, SCENE_STEP // 2 :: SCENE_STEP].ravel()
    values = sample.astype(np.float32)
    values -= values.mean() if values.size else 0
    length = float(np.sqrt(values @ values))
    return values / np.float32(length) if length > 1.0 else None
