"""Calibration asked for by the window, measured by the perception thread, stored by errands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from emotune_gui.domain.emotion import Emotion, EmotionProbabilities
from emotune_gui.domain.face import FaceQuality, FaceReading, FaceState, Frame, Recogniser
from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.neutral import CALIBRATION_SECONDS, CalibrationPhase, NeutralProfile
from emotune_gui.engine.calibrating import NeutralDesk
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.learning import ErrandLoop
from emotune_gui.engine.perceiving import PerceptionLoop
from emotune_gui.engine.recording import SessionRecord
from emotune_gui.perception.smoothing import SmoothedEmotions
from emotune_gui.storage.opening import open_database
from tests.engine.clocks import FakeClock
from tests.engine.test_perceiving import Samples

GOOD = FaceQuality(120.0, 300.0, 200, 1.0)
STERN = EmotionProbabilities.normalised([26, 1, 1, 62, 7, 1, 1, 1])


def face_points(x: float = 300.0) -> np.ndarray:
    """Landmarks laid out by hand: only eyes, brows and mouth are asked about."""
    points = np.zeros((68, 2), np.float32)
    points[:17] = np.column_stack([np.linspace(-90, 90, 17), np.full(17, 80)])
    points[17:22] = np.column_stack([np.linspace(-60, -15, 5), np.full(5, -25)])
    points[22:27] = np.column_stack([np.linspace(15, 60, 5), np.full(5, -25)])
    points[27:31] = np.column_stack([np.zeros(4), np.linspace(0, 40, 4)])
    points[31:36] = np.column_stack([np.linspace(-15, 15, 5), np.full(5, 50)])
    for first, middle in ((36, -35), (42, 35)):
        across = np.array([-14, -5, 5, 14, 5, -5])
        down = np.array([0, -5, -5, 0, 4, 4])
        points[first : first + 6] = np.column_stack([middle + across, down])
    points[48:60] = np.column_stack(
        [28 * np.cos(np.linspace(np.pi, 3 * np.pi, 12)), np.full(12, 75)]
    )
    points[60:68] = np.column_stack([24 * np.cos(np.linspace(np.pi, 3 * np.pi, 8)), np.full(8, 75)])
    return points + np.float32([x, 200])


class Reader:
    """Gives whatever reading the test has set."""

    def __init__(self) -> None:
        self.state = FaceState.FACE
        self.probabilities = STERN
        self.points = face_points()

    def read(self, frame: Frame) -> FaceReading:
        seen = self.state is FaceState.FACE
        return FaceReading(
            frame.seq,
            frame.t,
            self.state,
            GOOD,
            landmarks=self.points if seen else None,
            combined=self.probabilities if seen else None,
        )

    def choose(self, x: float, y: float) -> None:
        raise AssertionError

    def forget(self) -> None:
        raise AssertionError


class Bench:
    """A perception loop with a real tracker at 20 pictures a second."""

    def __init__(
        self,
        save: Callable[[NeutralProfile], NeutralProfile] | None = None,
        profile: NeutralProfile | None = None,
    ) -> None:
        self.clock, self.reader, self.errands = FakeClock(100.0), Reader(), ErrandLoop()
        self.frames: Latest[Frame] = Latest()
        tracker = SmoothedEmotions()
        self.desk = NeutralDesk(
            tracker, Recogniser.COMBINED, self.clock, profile, save, self.errands.post
        )
        self.loop = PerceptionLoop(
            self.reader,
            tracker,
            self.frames,
            Latest(),
            SessionRecord(Samples(), 100.0),
            self.clock,
            self.desk,
        )
        self.seq = 0

    def run(self, seconds: float) -> None:
        for _ in range(round(seconds * 20)):
            self.seq += 1
            self.clock.t += 0.05
            self.frames.put(Frame(self.seq, self.clock.t, np.zeros((4, 4, 3), np.uint8)))
            self.loop.step()

    @property
    def estimate(self):
        return self.loop.estimates.get()


def numbered(profile: NeutralProfile) -> NeutralProfile:
    return replace(profile, version=7)


def test_after_five_seconds_rest_reads_as_neutral_and_is_stored_elsewhere() -> None:
    saved: list[NeutralProfile] = []
    bench = Bench(save=lambda profile: saved.append(profile) or numbered(profile))
    bench.run(2.0)
    assert bench.estimate.label is Emotion.SADNESS
    assert bench.estimate.neutral_version is None
    bench.desk.request()
    assert bench.desk.state.phase is CalibrationPhase.RUNNING
    bench.run(CALIBRATION_SECONDS / 2)
    assert bench.desk.state.progress == pytest.approx(0.5, abs=0.05)
    assert bench.desk.profile is None
    bench.run(CALIBRATION_SECONDS / 2 + 0.2)
    assert bench.desk.state.phase is CalibrationPhase.DONE
    assert saved == []  # nothing waits for the disk on the perception thread
    bench.run(2.0)
    assert bench.estimate.label is Emotion.NEUTRAL
    assert abs(bench.estimate.affect.valence) < 0.08
    assert bench.estimate.neutral_version == 1
    bench.errands.step()
    bench.run(0.5)
    assert len(saved) == 1 and saved[0].frames > 80
    assert bench.estimate.neutral_version == bench.desk.profile.version == 7


def test_a_full_disk_costs_the_storing_not_the_profile() -> None:
    def full(profile: NeutralProfile) -> NeutralProfile:
        raise StorageError("The disk is full.")

    bench = Bench(save=full)
    bench.desk.request()
    bench.run(CALIBRATION_SECONDS + 0.5)
    with pytest.raises(StorageError):
        bench.errands.step()
    bench.run(2.0)
    assert bench.desk.state.phase is CalibrationPhase.FAILED
    assert bench.desk.state.reason == "not_stored"
    assert bench.estimate.label is Emotion.NEUTRAL and bench.estimate.neutral_version == 1


def test_without_consent_it_lives_for_the_session_only() -> None:
    bench = Bench(save=None)
    bench.desk.request()
    bench.run(CALIBRATION_SECONDS + 0.5)
    assert bench.errands.idle
    assert bench.desk.state.phase is CalibrationPhase.DONE
    assert bench.desk.profile is not None


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (FaceState.NO_FACE, "no_face"),
        (FaceState.SEVERAL_FACES, "several_faces"),
        (FaceState.UNCLEAR, "unclear"),
    ],
)
def test_what_is_no_single_clear_face_fails_with_its_reason(state, reason) -> None:
    bench = Bench()
    bench.run(1.0)
    bench.reader.state = state
    bench.desk.request()
    bench.run(CALIBRATION_SECONDS + 0.5)
    assert (bench.desk.state.phase, bench.desk.state.reason) == (CalibrationPhase.FAILED, reason)
    assert bench.desk.profile is None


def test_a_failed_calibration_leaves_the_profile_and_another_may_be_asked_for() -> None:
    bench = Bench()
    bench.desk.request()
    bench.run(CALIBRATION_SECONDS + 0.5)
    before = bench.desk.profile
    bench.reader.state = FaceState.NO_FACE
    bench.desk.request()
    bench.run(CALIBRATION_SECONDS + 0.5)
    assert bench.desk.state.phase is CalibrationPhase.FAILED and bench.desk.profile is before
    bench.reader.state = FaceState.FACE
    bench.desk.request()
    bench.run(CALIBRATION_SECONDS + 0.5)
    assert bench.desk.state.phase is CalibrationPhase.DONE
    assert bench.desk.profile.version == 2


def test_asking_twice_measures_once() -> None:
    bench = Bench()
    bench.desk.request()
    bench.run(3.0)
    bench.desk.request()
    assert bench.desk.state.progress > 0.5
    bench.run(2.5)
    assert bench.desk.state.phase is CalibrationPhase.DONE and bench.desk.profile.version == 1


def test_it_ends_by_the_clock_when_the_camera_dies() -> None:
    bench = Bench()
    bench.run(1.0)
    bench.desk.request()
    bench.loop.step()
    bench.clock.t += CALIBRATION_SECONDS + 1.0
    bench.loop.step()
    assert bench.desk.state.phase is CalibrationPhase.FAILED


def test_a_known_profile_is_used_from_the_first_frame_and_drift_is_told_not_acted_on() -> None:
    maker = Bench()
    maker.desk.request()
    maker.run(CALIBRATION_SECONDS + 0.5)
    bench = Bench(profile=replace(maker.desk.profile, version=3))
    bench.run(1.0)
    assert bench.estimate.neutral_version == 3 and bench.estimate.label is Emotion.NEUTRAL
    bench.run(120.0)
    assert not bench.desk.drifted
    bench.reader.probabilities = EmotionProbabilities.normalised([90, 2, 1, 2, 2, 1, 1, 1])
    bench.run(180.0)
    assert bench.desk.drifted
    assert bench.desk.profile.version == 3 and bench.estimate.neutral_version == 3


def test_it_is_remembered_by_the_database_for_the_next_session(tmp_path) -> None:
    database = open_database(tmp_path / "x.db")
    client = database.clients.create("Ada", []).id
    bench = Bench(save=lambda profile: database.neutrals.save(client, profile))
    bench.desk.request()
    bench.run(CALIBRATION_SECONDS + 0.5)
    bench.errands.step()
    bench.run(0.2)
    known = database.neutrals.current(client, Recogniser.COMBINED)
    database.close()
    assert known == bench.desk.profile
    assert known.made_at <= datetime.now(UTC)
