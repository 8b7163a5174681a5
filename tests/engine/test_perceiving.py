"""The perception loop takes the newest frame and never an old one."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.domain.emotion import NEUTRAL_AFFECT, Emotion, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceQuality, FaceReading, FaceState, Frame
from emotune_gui.domain.voice import VoiceReading, VoiceState
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.perceiving import (
    NO_FRAME_AFTER_S,
    OLDEST_FRAME_S,
    TICK_S,
    PerceptionLoop,
)
from emotune_gui.engine.recording import SessionRecord
from tests.engine.clocks import FakeClock

HAPPY = EmotionProbabilities.normalised([0, 1, 0, 0, 0, 0, 0, 0])
QUALITY = FaceQuality(120.0, 300.0, 200, 1.0)


class Reader:
    """Needs `cost` seconds for each frame and finds a happy face."""

    def __init__(self, clock: FakeClock, cost: float = 0.01) -> None:
        self._clock = clock
        self.cost = cost
        self.seen: list[int] = []
        self.wishes: list[tuple[float, float] | None] = []
        self.chosen = False

    def choose(self, x: float, y: float) -> None:
        self.wishes.append((x, y))

    def forget(self) -> None:
        self.wishes.append(None)

    def read(self, frame: Frame) -> FaceReading:
        self.seen.append(frame.seq)
        self._clock.t += self.cost
        return FaceReading(
            frame.seq, frame.t, FaceState.FACE, QUALITY, combined=HAPPY, chosen=self.chosen
        )


class Tracker:
    """Believes a face; without one a voice that speaks."""

    def __init__(self) -> None:
        self._id = 0

    def update(
        self, reading: FaceReading, now: float, voice: VoiceReading | None = None
    ) -> EmotionEstimate:
        self._id += 1
        face = reading.state is FaceState.FACE
        spoken = voice is not None and voice.state is VoiceState.SPEAKING
        label = Emotion.HAPPINESS if face else None
        label = Emotion.SADNESS if spoken and not face else label
        return EmotionEstimate(
            self._id,
            now,
            reading.t,
            reading.seq,
            reading.state,
            HAPPY,
            NEUTRAL_AFFECT,
            0.9 if label else 0.0,
            label,
            quality=reading.quality.score,
            voice=voice,
            face_weight=float(face),
            voice_weight=float(spoken and not face),
        )


class Samples:
    def __init__(self) -> None:
        self.times: list[float] = []
        self.estimates: list[EmotionEstimate] = []

    def estimate(self, t: float, estimate: EmotionEstimate) -> None:
        self.times.append(t)
        self.estimates.append(estimate)


class Bench:
    def __init__(self, *, looks: bool = True, listens: bool = False) -> None:
        self.clock = FakeClock(100.0)
        self.voice: VoiceState | None = VoiceState.SPEAKING
        self.frames: Latest[Frame] = Latest()
        self.samples = Samples()
        self.reader = Reader(self.clock)
        self.record = SessionRecord(self.samples, 100.0)
        self.loop = PerceptionLoop(
            self.reader if looks else None,
            Tracker(),
            self.frames,
            Latest(),
            self.record,
            self.clock,
            hear=self.hear if listens else None,
        )

    def hear(self) -> VoiceReading:
        return VoiceReading(self.clock.t, self.voice)

    def without_frames(self, seconds: float) -> None:
        """The mailbox's own tenth of a second is not waited for."""
        for _ in range(round(seconds / TICK_S)):
            self.clock.t += TICK_S
            self.frames.newer = lambda seen, timeout: (None, seen)
            self.loop.step()

    def show(self, seq: int, age: float = 0.0) -> None:
        picture = np.zeros((4, 4, 3), np.uint8)
        self.frames.put(Frame(seq, self.clock.t - age, picture))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_only_the_newest_frame_is_read_and_the_rest_counted(bench: Bench) -> None:
    for seq in range(5):
        bench.show(seq)
    bench.loop.step()
    assert bench.reader.seen == [4]
    assert bench.loop.skipped == 4
    assert bench.loop.analysed == 1


def test_a_frame_older_than_the_limit_is_never_analysed(bench: Bench) -> None:
    bench.show(0, age=OLDEST_FRAME_S + 0.01)
    bench.loop.step()
    assert bench.reader.seen == []
    assert bench.loop.skipped == 1


def test_latency_is_from_capture_to_estimate(bench: Bench) -> None:
    bench.show(0, age=0.03)
    bench.loop.step()
    assert bench.loop.latencies_s[0] == pytest.approx(0.04)
    assert bench.loop.oldest_analysed_s == pytest.approx(0.03)
    estimate = bench.loop.estimates.get()
    assert estimate is not None
    assert estimate.label is Emotion.HAPPINESS


def test_a_dead_camera_becomes_no_face(bench: Bench) -> None:
    bench.show(0)
    bench.loop.step()
    bench.clock.t += NO_FRAME_AFTER_S + 0.1
    bench.loop.step()
    estimate = bench.loop.estimates.get()
    assert estimate is not None
    assert estimate.state is FaceState.NO_FACE
    assert estimate.label is None
    assert bench.loop.analysed == 1


def test_about_ten_samples_a_second_are_stored(bench: Bench) -> None:
    bench.reader.cost = 0.0
    for seq in range(90):
        bench.clock.t = 100.0 + seq / 30
        bench.show(seq)
        bench.loop.step()
    assert 29 <= len(bench.samples.times) <= 31
    assert bench.record.seconds.totals["happiness"] == pytest.approx(89 / 30)
    assert bench.record.seconds.face_share == 1.0


def test_the_therapists_choice_reaches_the_reader(bench: Bench) -> None:
    bench.loop.choose_face(320.0, 200.5)
    bench.loop.forget_face()
    assert bench.reader.wishes == [(320.0, 200.5), None]


def test_a_dead_camera_does_not_forget_the_choice(bench: Bench) -> None:
    bench.reader.chosen = True
    bench.show(0)
    bench.loop.step()
    bench.clock.t += NO_FRAME_AFTER_S + 0.1
    bench.loop.step()
    reading = bench.loop.readings.get()
    assert reading is not None
    assert reading.state is FaceState.NO_FACE and reading.chosen


def test_each_face_is_believed_with_what_is_heard_then() -> None:
    bench = Bench(listens=True)
    bench.show(0)
    bench.loop.step()
    first = bench.loop.estimates.get()
    bench.voice = VoiceState.MUTED
    bench.clock.t += 0.03
    bench.show(1)
    bench.loop.step()
    second = bench.loop.estimates.get()
    assert first.voice.state is VoiceState.SPEAKING and second.voice.state is VoiceState.MUTED
    assert first.label is Emotion.HAPPINESS
    assert bench.loop.analysed == 2


def test_a_session_that_does_not_listen_says_nothing_of_a_voice(bench: Bench) -> None:
    bench.show(0)
    bench.loop.step()
    assert bench.loop.estimates.get().voice is None


def test_a_voice_alone_is_believed_ten_times_a_second() -> None:
    bench = Bench(looks=False, listens=True)
    bench.without_frames(3.0)
    estimate = bench.loop.estimates.get()
    assert estimate.label is Emotion.SADNESS and estimate.state is FaceState.NO_FACE
    assert estimate.quality == 0.0
    assert estimate.captured_at == estimate.t == bench.clock.t
    assert len(bench.samples.times) == 30
    assert bench.record.seconds.by_emotion() == {"sadness": pytest.approx(2.9)}
    assert bench.record.seconds.face_share == 0.0
    assert bench.record.seconds.mean_weights == (0.0, pytest.approx(1.0))
    # Nothing was looked at: there is no reading of a face to show, and no latency of one.
    assert bench.loop.readings.get() is None
    assert bench.loop.analysed == 0 and not bench.loop.latencies_s


def test_frames_that_nobody_reads_do_not_hurry_it() -> None:
    bench = Bench(looks=False, listens=True)
    for seq in range(30):
        bench.clock.t += 1 / 30
        bench.show(seq)
        bench.loop.step()
    assert 8 <= bench.loop.estimates.count <= 11


def test_a_voice_goes_on_when_the_camera_dies_and_does_not_hide_the_face_before() -> None:
    bench = Bench(listens=True)
    bench.show(0)
    bench.loop.step()
    bench.without_frames(NO_FRAME_AFTER_S - 0.2)
    assert bench.loop.estimates.get().state is FaceState.FACE
    bench.without_frames(0.5)
    estimate = bench.loop.estimates.get()
    assert estimate.state is FaceState.NO_FACE and estimate.label is Emotion.SADNESS
    assert bench.loop.readings.get().quality.score == 0.0


def test_a_camera_that_never_gives_a_frame_leaves_the_voice() -> None:
    bench = Bench(listens=True)
    bench.without_frames(NO_FRAME_AFTER_S - 0.2)
    assert bench.loop.estimates.get() is None
    bench.without_frames(0.5)
    assert bench.loop.estimates.get().label is Emotion.SADNESS


def test_a_machine_too_slow_for_any_frame_ends_in_no_face(bench: Bench) -> None:
    bench.show(0)
    bench.loop.step()
    for seq in range(1, 40):
        bench.clock.t += 1 / 30
        bench.show(seq, age=OLDEST_FRAME_S + 0.05)
        bench.loop.step()
    assert bench.reader.seen == [0]
    assert bench.loop.estimates.get().state is FaceState.NO_FACE
    # At the pace of the clock, not of the frames that come too late.
    assert bench.loop.estimates.count <= 6
