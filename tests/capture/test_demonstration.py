from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from emotune_gui.bundled import bundled
from emotune_gui.capture.demonstration import DemonstrationSource, demonstration_path
from emotune_gui.capture.opening import open_source
from emotune_gui.capture.video import VideoSource
from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.face import FaceState, Frame
from emotune_gui.domain.faults import EndOfSource, SourceUnavailable
from tests.capture.making import FakeClock

MODELS = ("face_cnn.tflite", "face_forest.npz", "face_pool.json")


def whole_clip() -> list[Frame]:
    """Every tenth frame of the clip, and the last."""
    source = VideoSource(demonstration_path(), clock=FakeClock(0.0), paced=False)
    source.open()
    kept: list[Frame] = []
    last = None
    while True:
        try:
            last = source.read()
        except EndOfSource:
            break
        if last is not None and last.seq % 10 == 0:
            kept.append(last)
    source.close()
    assert last is not None
    return [*kept, last]


@pytest.fixture(scope="module")
def clip() -> list[Frame]:
    return whole_clip()


def test_the_clip_is_small_and_of_the_expected_shape(clip: list[Frame]) -> None:
    assert demonstration_path().stat().st_size < 4_000_000
    assert clip[0].image.shape == (480, 640, 3)
    assert 40.0 <= clip[-1].position_s <= 60.0
    assert clip[-1].seq == round(clip[-1].position_s * 30)


def test_the_loop_has_no_visible_seam(clip: list[Frame]) -> None:
    def step(a: Frame, b: Frame) -> float:
        return float(np.abs(a.image.astype(int) - b.image.astype(int)).mean())

    assert step(clip[-1], clip[0]) < max(step(a, b) for a, b in pairwise(clip[:-1]))
    assert step(clip[-1], clip[0]) < 3.0


def test_it_is_played_over_and_over() -> None:
    clock = FakeClock(0.0)
    source = open_source("demo", clock=clock)
    source.open()
    assert isinstance(source, DemonstrationSource)
    frames = []
    while clock.t < 100.0:
        frame = source.read()
        if frame is not None:
            frames.append((frame.seq, frame.t, frame.position_s))
            clock.t += 2.0
    source.close()
    assert all(b[0] == a[0] + 1 and b[1] > a[1] for a, b in pairwise(frames))
    assert sum(b[2] < a[2] for a, b in pairwise(frames)) == 2


def test_nothing_but_the_pictures_says_what_is_shown() -> None:
    data = demonstration_path().read_bytes().lower()
    assert not [emotion for emotion in Emotion if emotion.value.encode() in data]


def test_a_missing_clip_is_said(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(
        "emotune_gui.capture.demonstration.demonstration_path", lambda: tmp_path / "gone.mp4"
    )
    with pytest.raises(SourceUnavailable, match="demonstration clip is missing"):
        DemonstrationSource().open()


@pytest.mark.skipif(
    not all(bundled("models", name).is_file() for name in MODELS), reason="no weights here"
)
def test_the_real_recognisers_see_at_least_four_emotions_in_it(clip: list[Frame]) -> None:
    from emotune_gui.perception.opening import load_face_reader

    reader = load_face_reader()
    readings = [reader.read(frame) for frame in clip]
    assert sum(r.state is FaceState.FACE for r in readings) >= 0.98 * len(readings)
    seen = [r.combined.top for r in readings if r.combined is not None]
    # A third of a second a reading: each must be held for about a second.
    lasting = {emotion for emotion in seen if seen.count(emotion) >= 4}
    assert lasting >= {Emotion.NEUTRAL, Emotion.HAPPINESS, Emotion.SURPRISE}
    assert len(lasting) >= 4
