"""The believed emotion over time: steady, yet quick to follow a real change."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, fields
from math import exp, log
from operator import attrgetter

from emotune_gui.domain.emotion import EMOTIONS, Affect, Emotion, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import ActionCues, FaceReading, FaceState
from emotune_gui.domain.neutral import NeutralProfile
from emotune_gui.domain.voice import VoiceReading
from emotune_gui.perception.face.affect import expected_affect
from emotune_gui.perception.face.combining import agreement
from emotune_gui.perception.face.cues import action_cues
from emotune_gui.perception.fusion import ConfidenceFusion, Fused, Fusion, Side, fuse, heard_side
from emotune_gui.perception.neutral import PersonalNeutral

REST = EmotionProbabilities(tuple(float(e is Emotion.NEUTRAL) for e in Emotion))
"""Where the probabilities ease to without a face."""
LONGEST_STEP_S = 0.25
"""Readings further apart count as this far apart, so that a pause makes no jump."""
CERTAINTY = 0.02
"""Least probability before the logarithm: one reading counts for no more than a factor of 50."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a change of label takes: readings over a time, most of them, by a margin."""

    window_s: float
    majority: float
    """Share of the votes; the thesis system asked 15 of its last 20 frames."""
    margin: float
    """Mean log-odds against the present label; the hysteresis."""


@dataclass(frozen=True, slots=True)
class SmoothingSettings:
    """Time constants in seconds, so that the frame rate does not matter."""

    probabilities_s: float = 0.22
    confidence_s: float = 0.3
    hold_s: float = 0.7
    """Without a face, probabilities and affect stay this long before they ease."""
    ease_s: float = 1.5
    lost_confidence_s: float = 0.5
    quick: Ballot = Ballot(0.4, 0.75, 1.0)
    """For a clear change: an expression that comes is a matter of two thirds of this window."""
    patient: Ballot = Ballot(3.0, 0.75, 0.25)
    """For a slight one that lasts."""
    return_s: float = 60.0
    """A label that was left a moment ago takes twice the margin to come back, falling to the
    single one over this time: two emotions between which a face lies do not take turns."""
    for_neutral: float = 0.1
    """Log-odds given to neutral in every vote: most faces are, most of the time."""
    disagreement_cost: float = 0.35
    """Confidence lost when network and forest share nothing."""
    voice_affect_s: float = 0.6
    """For what the voice adds to valence and arousal: it speaks twice a second."""
    cues_s: float = 0.18
    lasting_cues_s: float = 0.8
    """For the cues' part in valence and arousal: a blink is no sign of drowsiness."""


@dataclass(frozen=True, slots=True, eq=False)
class _Vote:
    t: float
    top: int
    weight: float
    evidence: tuple[float, ...]
    """Logarithms of the probabilities, with what neutral is given."""


class SmoothedEmotions:
    """The EmotionTracker of ports.py. Use from one thread, with times that do not run back."""

    def __init__(
        self, settings: SmoothingSettings | None = None, fusion: Fusion | None = None
    ) -> None:
        """`fusion` joins face and voice; without one both weigh as they are."""
        self._settings = settings or SmoothingSettings()
        self._fusion = fusion or ConfidenceFusion(1.0, 1.0)
        self._voice_shift = (0.0, 0.0)
        self._id = 0
        self._last: float | None = None
        self._seen_at: float | None = None
        self._probabilities = REST
        self._confidence = 0.0
        self._label: Emotion | None = None
        self._left_at: dict[Emotion, float] = {}
        self._votes: deque[_Vote] = deque()
        self._cues: ActionCues | None = None
        self._lasting_cues: ActionCues | None = None
        self._neutral: PersonalNeutral | None = None

    def use_neutral(self, profile: NeutralProfile | None) -> None:
        """From the next reading on, tell everything relative to this rest (None: to anyone's).

        The caller sees to it that the profile was made with the recogniser in use.
        """
        if self._neutral is not None and self._neutral.profile is profile:
            return
        self._neutral = None if profile is None else PersonalNeutral(profile)
        self._votes.clear()

    def update(
        self, reading: FaceReading, now: float, voice: VoiceReading | None = None
    ) -> EmotionEstimate:
        """The belief after one more reading; `now` in seconds."""
        step = 0.0 if self._last is None else min(LONGEST_STEP_S, max(0.0, now - self._last))
        self._last = now if self._last is None else max(now, self._last)
        face, heard = self._face_side(reading), heard_side(voice)
        fused = fuse(self._fusion, face, heard)
        if face is not None:
            self._watch_cues(reading, step or 1.0 / 30.0)
        if fused is None:
            self._doubt(step, now)
        else:
            reliability = fused.face_weight * self._seen_well(reading)
            reliability += fused.voice_weight * (0.0 if heard is None else heard.reliability)
            self._believe(fused.probabilities, reliability, step or 1.0 / 30.0, now)
        self._hear_affect(voice, fused, step)
        self._id += 1
        neutral = self._neutral
        return EmotionEstimate(
            self._id,
            now,
            reading.t,
            reading.seq,
            reading.state,
            self._probabilities,
            self._affect(),
            self._confidence,
            self._label,
            reading.combined,
            reading.quality.score,
            reading.notes,
            None if face is None else self._cues,
            None if neutral is None else neutral.profile.version,
            voice,
            0.0 if fused is None else fused.face_weight,
            0.0 if fused is None else fused.voice_weight,
        )

    def _face_side(self, reading: FaceReading) -> Side | None:
        """What the face says, relative to the client's neutral; None without a usable one."""
        if reading.state is not FaceState.FACE or reading.combined is None:
            return None
        read = reading.combined
        if self._neutral is not None:
            read = self._neutral.probabilities(read)
        return Side(read, reading.quality.score)

    def _affect(self) -> Affect:
        affect = expected_affect(self._probabilities, self._lasting_cues)
        if self._neutral is not None:
            affect = self._neutral.affect(affect)
        valence, arousal = self._voice_shift
        return Affect.clamped(affect.valence + valence, affect.arousal + arousal)

    def _hear_affect(self, voice: VoiceReading | None, fused: Fused | None, step: float) -> None:
        """What valence and arousal heard say beyond the classes: calm is less than neutral."""
        wished = (0.0, 0.0)
        if fused is not None and voice is not None and voice.affect and voice.probabilities:
            classes = expected_affect(voice.probabilities.as_emotions())
            wished = (
                fused.voice_weight * (voice.affect.valence - classes.valence),
                fused.voice_weight * (voice.affect.arousal - classes.arousal),
            )
        share = _share(step, self._settings.voice_affect_s)
        valence, arousal = self._voice_shift
        self._voice_shift = (
            valence + share * (wished[0] - valence),
            arousal + share * (wished[1] - arousal),
        )

    def _believe(
        self, read: EmotionProbabilities, reliability: float, step: float, now: float
    ) -> None:
        s = self._settings
        self._seen_at = now
        self._probabilities = _mixed(self._probabilities, read, _share(step, s.probabilities_s))
        self._vote(read, reliability, now)
        assert self._label is not None
        sure = self._probabilities[self._label] * reliability
        self._confidence += _share(step, s.confidence_s) * (sure - self._confidence)

    def _watch_cues(self, reading: FaceReading, step: float) -> None:
        s, cues = self._settings, reading.cues
        if self._neutral is not None and reading.landmarks is not None:
            cues = action_cues(reading.landmarks, self._neutral.measures)
        if cues is not None:
            self._cues = _eased(self._cues, cues, _share(step, s.cues_s))
            self._lasting_cues = _eased(self._lasting_cues, cues, _share(step, s.lasting_cues_s))

    def _seen_well(self, reading: FaceReading) -> float:
        """The picture's quality, less what network and forest dispute."""
        if reading.cnn is None or reading.forest is None:
            return reading.quality.score
        disputed = 1.0 - agreement(reading.cnn, reading.forest)
        return reading.quality.score * (1.0 - self._settings.disagreement_cost * disputed)

    def _vote(self, read: EmotionProbabilities, quality: float, now: float) -> None:
        """A reading votes for its first choice, the more the surer it is and the better seen."""
        s = self._settings
        evidence = [log(max(p, CERTAINTY)) for p in read.values]
        evidence[0] += s.for_neutral
        first, second = sorted(range(len(evidence)), key=evidence.__getitem__)[:-3:-1]
        lead = 1.0 - exp(evidence[second] - evidence[first])
        self._votes.append(_Vote(now, first, max(0.05, quality) * (0.3 + lead), tuple(evidence)))
        self._forget_votes(now - s.patient.window_s)
        if self._label is None:
            self._label = self._probabilities.top
        for ballot in (s.quick, s.patient):
            elected = self._elected(ballot, now)
            if elected is not None:
                self._left_at[self._label] = now
                self._label = elected
                self._forget_votes(now - s.quick.window_s)
                return

    def _forget_votes(self, before: float) -> None:
        while self._votes[0].t < before:
            self._votes.popleft()

    def _elected(self, ballot: Ballot, now: float) -> Emotion | None:
        """The emotion that takes the label's place by this ballot, if one does."""
        assert self._label is not None
        counted = [v for v in self._votes if v.t > now - ballot.window_s - 1e-6]
        if now - self._votes[0].t < 0.5 * ballot.window_s:
            return None
        total = sum(v.weight for v in counted)
        behind = [0.0] * len(EMOTIONS)
        for v in counted:
            behind[v.top] += v.weight
        leader = max(range(len(EMOTIONS)), key=behind.__getitem__)
        present = EMOTIONS.index(self._label)
        if leader == present or behind[leader] < ballot.majority * total:
            return None
        odds = sum(v.weight * (v.evidence[leader] - v.evidence[present]) for v in counted) / total
        elected = EMOTIONS[leader]
        away = now - self._left_at.get(elected, -self._settings.return_s)
        caution = 1.0 + max(0.0, 1.0 - away / self._settings.return_s)
        return elected if odds >= ballot.margin * caution else None

    def _doubt(self, step: float, now: float) -> None:
        s = self._settings
        self._label = None
        self._votes.clear()
        self._confidence *= 1.0 - _share(step, s.lost_confidence_s)
        if self._confidence < 1e-3:
            self._confidence = 0.0
        if self._seen_at is not None and now - self._seen_at > s.hold_s:
            share = _share(step, s.ease_s)
            self._probabilities = _mixed(self._probabilities, REST, share)
            self._cues = None
            if self._lasting_cues is not None:
                self._lasting_cues = _eased(self._lasting_cues, _NO_CUES, share)


_NO_CUES = ActionCues(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def _share(step: float, constant: float) -> float:
    """Share of the way that exponential smoothing goes in `step` seconds."""
    return 1.0 - exp(-step / constant)


def _mixed(
    old: EmotionProbabilities, new: EmotionProbabilities, share: float
) -> EmotionProbabilities:
    return EmotionProbabilities.normalised(
        [a + share * (b - a) for a, b in zip(old.values, new.values, strict=True)]
    )


def _eased(old: ActionCues | None, new: ActionCues, share: float) -> ActionCues:
    if old is None:
        return new
    pairs = zip(_cue_values(old), _cue_values(new), strict=True)
    return ActionCues(*(a + share * (b - a) for a, b in pairs))


_cue_values = attrgetter(*(field.name for field in fields(ActionCues)))
"""Not `astuple`, which copies deeply: a third of a millisecond a frame."""
