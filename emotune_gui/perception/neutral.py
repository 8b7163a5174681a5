"""The client's own face at rest: measured in five seconds, told apart from, watched for drift."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp, hypot, log

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import EMOTIONS, Affect, Emotion, EmotionProbabilities
from emotune_gui.domain.face import FaceReading, FaceState, PointArray, Recogniser
from emotune_gui.domain.neutral import CALIBRATION_SECONDS, NeutralProfile
from emotune_gui.perception.face.affect import expected_affect
from emotune_gui.perception.face.cues import POPULATION, cue_measures

Array = npt.NDArray[np.float64]

USUAL_REST = EmotionProbabilities.normalised((0.735, 0.035, 0.025, 0.125, 0.035, 0.01, 0.01, 0.025))
"""How people's votes are shared over a neutral face: mean FER+ votes of the neutral training
faces, rounded. A rest that reads like this needs no correction."""
SHRINK = 0.8
"""Share of the log-odds between the client's rest and the usual one that is taken away."""
MOST_LOG_ODDS = 1.2
"""Most that is taken from or given to one emotion: odds change by 11 at the very most, so that a
clear expression stays one even after a calibration made during it."""
MOST_FROM_HAPPINESS = 0.5
"""The same for happiness: people at rest look stern or sad, hardly ever happy, so that a happy
rest is more likely a smile during the calibration."""
RAREST = 0.005
"""Least probability before the logarithm."""
MOST_SHIFT = 0.15
"""Most that valence and arousal at rest, after that, are moved back toward the middle."""

USABLE_SHARE = 0.6
FEWEST_FRAMES = 10
OTHERS_SHARE = 0.2
"""Share of readings with several faces that ends a calibration for that reason."""
STEADY_PLACE = 0.25
"""Greatest spread (standard deviation) of the face's place, in eye distances."""
STEADY_MOUTH = 0.05
"""The same of the mouth's opening: more is speaking."""
STEADY_PROBABILITIES = 0.3
"""Greatest mean total variation distance from the mean: more is an expression coming or going."""
NO_REST = (Emotion.HAPPINESS, Emotion.SURPRISE)
"""What a face at rest hardly ever looks like; stern, sad or angry it may."""
EXPRESSION = 0.6
"""Mean probability of one of these from which a calibration caught an expression instead."""
BLINKS = 0.2
"""Share of the frames, those farthest from the middle, that do not count."""

LOOK_EVERY_S = 0.095
"""Between looks at the running rest: ten a second are plenty."""
STILL_S = 1.0
STILL_VARIATION = 0.15
"""Total variation distance within `STILL_S` under which a face is still."""
NEAR_REST = 0.6
"""Distance in the affect plane from the present rest beyond which a still face is an expression."""
DRIFT_S = 60.0
"""Time constant of the running rest, in seconds of still face."""
DRIFT_AFTER_S = 90.0
"""Seconds of still face before a drift is spoken of."""
DRIFTED, SETTLED = 0.3, 0.2
"""Total variation distance of running rest and profile at which a drift begins and ends."""
MEASURES_DRIFTED = 0.5
"""The same of a measure, in spans between the 5th and 95th percentile of neutral faces."""


class RestFailed(Exception):
    """A calibration that cannot be used; its text is the code of `CalibrationState.reason`."""


@dataclass(frozen=True, slots=True, eq=False)
class _Rest:
    probabilities: Array
    measures: Array
    place: Array
    """Middle of the eyes and their distance, in pixels."""


class RestMeasurement:
    """Five seconds of readings to one profile. One object serves one calibration."""

    def __init__(self, started: float) -> None:
        self._started = started
        self._states: list[FaceState] = []
        self._rests: list[_Rest] = []

    def progress(self, now: float) -> float:
        return min(1.0, max(0.0, (now - self._started) / CALIBRATION_SECONDS))

    def add(self, reading: FaceReading) -> None:
        self._states.append(reading.state)
        usable = reading.state is FaceState.FACE and reading.combined is not None
        if usable and reading.landmarks is not None and "face_changed" not in reading.notes:
            assert reading.combined is not None
            self._rests.append(_rest_of(reading.combined, reading.landmarks))

    def profile(self, version: int, made_at: datetime, recogniser: Recogniser) -> NeutralProfile:
        """Raises RestFailed with the codes of `CalibrationState.reason`."""
        self._check_faces()
        self._check_stillness()
        probabilities, measures = self._calm()
        mean = probabilities.mean(axis=0)
        if max(mean[EMOTIONS.index(emotion)] for emotion in NO_REST) > EXPRESSION:
            raise RestFailed("expression")
        middle = np.median(measures, axis=0)
        return NeutralProfile(
            version,
            made_at,
            len(self._rests),
            recogniser,
            EmotionProbabilities.normalised(mean.tolist()),
            tuple(zip(POPULATION, (round(float(v), 5) for v in middle), strict=True)),
            float(_variation(probabilities, mean).mean()),
        )

    def _check_faces(self) -> None:
        seen = len(self._states)
        if self._states.count(FaceState.SEVERAL_FACES) > OTHERS_SHARE * seen:
            raise RestFailed("several_faces")
        if len(self._rests) >= max(FEWEST_FRAMES, USABLE_SHARE * seen):
            return
        absent = self._states.count(FaceState.NO_FACE)
        raise RestFailed("no_face" if absent >= (seen - len(self._rests)) / 2 else "unclear")

    def _check_stillness(self) -> None:
        place = np.stack([r.place for r in self._rests])
        unit = max(float(np.median(place[:, 2])), 1e-6)
        wandered = hypot(*(place[:, :2].std(axis=0) / unit))
        spoke = np.stack([r.measures for r in self._rests]).std(axis=0)[_MOUTH]
        probabilities = np.stack([r.probabilities for r in self._rests])
        restless = _variation(probabilities, probabilities.mean(axis=0)).mean()
        if wandered > STEADY_PLACE or spoke > STEADY_MOUTH or restless > STEADY_PROBABILITIES:
            raise RestFailed("moving")

    def _calm(self) -> tuple[Array, Array]:
        """The readings without those farthest from the middle: blinks, a swallow."""
        probabilities = np.stack([r.probabilities for r in self._rests])
        measures = np.stack([r.measures for r in self._rests])
        spans = np.abs(measures - np.median(measures, axis=0)) / _SPANS
        far = _variation(probabilities, np.median(probabilities, axis=0)) + spans.max(axis=1)
        kept = far <= np.quantile(far, 1.0 - BLINKS)
        return probabilities[kept], measures[kept]


class PersonalNeutral:
    """Tells probabilities, affect and measures relative to one profile."""

    def __init__(self, profile: NeutralProfile) -> None:
        self.profile = profile
        self.measures = dict(profile.measures)
        self._factors = tuple(
            exp(-_log_odds(emotion, profile.probabilities[emotion])) for emotion in Emotion
        )
        self._rest = expected_affect(self.probabilities(profile.probabilities))

    def probabilities(self, read: EmotionProbabilities) -> EmotionProbabilities:
        """Log-odds moved so that the client's rest reads as neutral; shrunk and bounded."""
        weighed = [p * factor for p, factor in zip(read.values, self._factors, strict=True)]
        return EmotionProbabilities.normalised(weighed)

    def affect(self, affect: Affect) -> Affect:
        """What is left of the rest's affect goes to the middle; -1 and 1 stay where they are."""
        return Affect.clamped(
            _recentred(affect.valence, self._rest.valence),
            _recentred(affect.arousal, self._rest.arousal),
        )


class DriftWatch:
    """Whether the client's rest has moved away from the profile. It only tells, nothing changes.

    A running mean is kept over stretches in which the face is still and not far from rest in
    the affect plane; a smile held for a minute is neither noise nor a new rest.
    """

    def __init__(self, profile: NeutralProfile) -> None:
        self._profile = np.array(profile.probabilities.values)
        own = dict(profile.measures)
        self._measures = np.array([own.get(n, usual.median) for n, usual in POPULATION.items()])
        self._running = self._profile.copy()
        self._running_measures = self._measures.copy()
        self._lately: deque[tuple[float, Array]] = deque()
        self._still_s = 0.0
        self._last: float | None = None
        self.drifted = False

    def update(self, reading: FaceReading) -> bool:
        """Take one reading; returns whether the rest has drifted."""
        if reading.state is not FaceState.FACE or reading.combined is None:
            self._lately.clear()
            self._last = None
            return self.drifted
        if self._last is not None and 0.0 <= reading.t - self._last < LOOK_EVERY_S:
            return self.drifted
        step = 0.0 if self._last is None else min(0.5, max(0.0, reading.t - self._last))
        self._last = reading.t
        probabilities = np.array(reading.combined.values)
        if self._is_rest(probabilities, reading.t) and reading.landmarks is not None:
            self._take(probabilities, cue_measures(reading.landmarks), step)
        return self.drifted

    def _is_rest(self, probabilities: Array, t: float) -> bool:
        lately = self._lately
        lately.append((t, probabilities))
        while lately and lately[0][0] < t - STILL_S:
            lately.popleft()
        if t - lately[0][0] < 0.8 * STILL_S:
            return False
        past = np.stack([p for _, p in lately])
        still = float(_variation(past, past.mean(axis=0)).mean()) < STILL_VARIATION
        return still and _affect(probabilities).distance(_affect(self._running)) < NEAR_REST

    def _take(self, probabilities: Array, measures: dict[str, float], step: float) -> None:
        share = 1.0 - exp(-step / DRIFT_S)
        self._still_s += step
        self._running += share * (probabilities - self._running)
        seen = np.array([measures[name] for name in POPULATION])
        self._running_measures += share * (seen - self._running_measures)
        if self._still_s >= DRIFT_AFTER_S:
            self._judge()

    def _judge(self) -> None:
        limit = SETTLED if self.drifted else DRIFTED
        moved = float(_variation(self._running[None], self._profile)[0])
        spans = float((np.abs(self._running_measures - self._measures) / _SPANS).max())
        self.drifted = moved > limit or spans > MEASURES_DRIFTED * limit / DRIFTED


_SPANS: Array = np.array([usual.high - usual.low for usual in POPULATION.values()])
_MOUTH = list(POPULATION).index("mouth_opening")


def _rest_of(probabilities: EmotionProbabilities, points: PointArray) -> _Rest:
    eyes = points[36:48].astype(np.float64)
    unit = float(np.hypot(*(eyes[6:].mean(axis=0) - eyes[:6].mean(axis=0))))
    measures = np.array(list(cue_measures(points).values()))
    return _Rest(np.array(probabilities.values), measures, np.array([*eyes.mean(axis=0), unit]))


def _variation(rows: Array, to: Array) -> Array:
    """Total variation distance of each row from a distribution."""
    return np.asarray(np.abs(rows - to).sum(axis=1) / 2.0, dtype=np.float64)


def _affect(probabilities: Sequence[float] | Array) -> Affect:
    return expected_affect(EmotionProbabilities.normalised([float(p) for p in probabilities]))


def _log_odds(emotion: Emotion, mine: float) -> float:
    """What is taken from an emotion that has the probability `mine` at rest."""
    most = MOST_FROM_HAPPINESS if emotion is Emotion.HAPPINESS else MOST_LOG_ODDS
    moved = SHRINK * log(max(mine, RAREST) / max(USUAL_REST[emotion], RAREST))
    return min(most, max(-MOST_LOG_ODDS, moved))


def _recentred(value: float, rest: float) -> float:
    """Piecewise linear: `rest` (bounded) goes to 0, -1 and 1 stay, order is kept."""
    rest = min(MOST_SHIFT, max(-MOST_SHIFT, rest))
    gap = value - rest
    return gap / (1.0 - rest) if gap >= 0.0 else gap / (1.0 + rest)
