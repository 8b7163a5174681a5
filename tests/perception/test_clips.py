"""Real films from ../shared, where they are at hand: every third frame."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.face import FaceState
from emotune_gui.perception.smoothing import SmoothedEmotions
from tests.perception.making import still

VIDEO = Path(__file__).parents[3] / "shared" / "data" / "video"
pytestmark = pytest.mark.skipif(not VIDEO.is_dir(), reason="needs ../shared")


def frames(name, step=3, longest=640, until=60.0):
    """Every third frame of a clip by its own clock: index, second, picture."""
    film = cv2.VideoCapture(str(VIDEO / name))
    rate, index = film.get(cv2.CAP_PROP_FPS), 0
    while film.grab() and index / rate < until:
        if index % step == 0:
            image = film.retrieve()[1]
            shrink = longest / max(image.shape)
            if shrink < 1:
                image = cv2.resize(image, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
            yield index, index / rate, image
        index += 1


def believed(reader, name, step=3):
    """Estimates of a clip."""
    tracker = SmoothedEmotions()
    return [
        tracker.update(reader.read(still(image, index, t)), t)
        for index, t, image in frames(name, step)
    ]


def one_after_another(*parts):
    """A film of 640 x 480 cut from the first seconds of several clips."""
    start = t = 0.0
    for name, seconds in parts:
        for _, at, image in frames(name, 2, until=seconds):
            t = start + at
            shrink = min(640 / image.shape[1], 480 / image.shape[0])
            small = cv2.resize(image, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
            canvas = np.full((480, 640, 3), 60, np.uint8)
            top, left = (480 - small.shape[0]) // 2, (640 - small.shape[1]) // 2
            canvas[top : top + small.shape[0], left : left + small.shape[1]] = small
            yield still(canvas, round(t * 1000), t)
        start = t + 0.07


def shares(estimates):
    counted = Counter(e.state for e in estimates)
    return {state: counted[state] / len(estimates) for state in FaceState}


def test_cartoon_has_no_face(reader):
    estimates = believed(reader, "pyfeat_no_face.mp4")
    assert len(estimates) > 20
    assert shares(estimates)[FaceState.FACE] == 0 and {e.label for e in estimates} == {None}


def test_two_people_stay_two(reader):
    assert shares(believed(reader, "DERIVED_two_faces_side_by_side.mp4"))[
        FaceState.SEVERAL_FACES
    ] > 0.9  # fmt: skip


@pytest.mark.parametrize("left", [True, False])
def test_the_chosen_one_of_two_people_stays_the_client(reader, left):
    readings = []
    for index, t, image in frames("DERIVED_two_faces_side_by_side.mp4"):
        middle = image.shape[1] / 2
        if index == 24:
            reader.choose(middle * (0.5 if left else 1.5), image.shape[0] / 2)
        readings.append(reader.read(still(image, index, t)))
    after = [r for r in readings if r.seq > 24]
    read = [r for r in after if r.state is FaceState.FACE]
    assert len(read) > 0.85 * len(after)
    assert all((r.boxes[0].x + r.boxes[0].width / 2 < middle) == left for r in read)
    assert all(r.combined is None for r in after if r not in read)


MEN = ("liveportrait_d18.mp4", 2.0)
WOMAN = ("liveportrait_s32.mp4", 2.5)


def test_another_person_in_the_place_is_said_and_not_read_at_once(reader):
    told = [reader.read(frame) for frame in one_after_another(MEN, WOMAN)]
    before, after = [r for r in told if r.t < 2.0], [r for r in told if r.t >= 2.0]
    assert all("face_changed" not in r.notes for r in before)
    assert all("face_changed" in r.notes for r in after)
    assert all(r.combined is None for r in after[:10])
    assert after[-1].state is FaceState.FACE


def test_another_person_is_never_read_as_the_chosen_client(reader):
    told = []
    for i, frame in enumerate(one_after_another(MEN, WOMAN, MEN)):
        if i == 3:
            reader.choose(320.0, 240.0)
        told.append(reader.read(frame))
    stranger = [r for r in told if 2.0 < r.t < 4.4]
    assert all(r.combined is None for r in stranger)
    assert all({"face_changed", "other_face"} & {*r.notes} for r in stranger)
    assert stranger[-1].state is FaceState.NO_FACE and "other_face" in stranger[-1].notes
    back = [r for r in told if r.t > 5.5]
    assert back and all(r.state is FaceState.FACE and r.chosen for r in back)


def test_stage_clip_never_reads_another_silently(reader):
    """Pianist, singer, audience: cuts at 0.7, 2.8 and 7.0 s."""
    said = []
    for index, t, image in frames("ageitgey_short_hamilton_clip.mp4", step=2):
        if index == 156:
            reader.choose(285.0, 95.0)
        said.append(reader.read(still(image, index, t)))
    singer = [r for r in said if 5.3 < r.t < 7.0]
    assert sum(r.state is FaceState.FACE for r in singer) > 0.5 * len(singer)
    audience = [r for r in said if r.t > 7.1]
    assert all(r.combined is None for r in audience)


def test_face_goes_away(reader):
    estimates = believed(reader, "pyfeat_face_noface.mov")
    assert 0.3 < shares(estimates)[FaceState.FACE] < 0.6
    assert estimates[-1].label is None and estimates[-1].confidence < 0.02
    assert Emotion.HAPPINESS in {e.label for e in estimates}


def test_woman_cries_then_laughs(reader):
    estimates = believed(reader, "pyfeat_WolfgangLanger_Pexels.mp4", step=4)
    assert shares(estimates)[FaceState.FACE] > 0.95
    cries = [e for e in estimates if 4 < e.t < 6]
    laughs = [e for e in estimates if e.t > 12]
    assert Counter(e.label for e in cries).most_common(1)[0][0] is Emotion.SADNESS
    assert {e.label for e in laughs} == {Emotion.HAPPINESS}
    assert max(e.affect.valence for e in cries) < 0 < 0.5 < min(e.affect.valence for e in laughs)
