"""A rating round outside a session: twelve short clips across the affect grid, each judged.

Clips come in pairs for one mood: the first is scored, the second compared with it ("this or the
one before"), the two departing from the best guess in opposite ways. After every other pair a
third is the second once more, by other instruments or another composer alone. One clip is placed
on the affect grid. The round is kept as a session of its own (source `RATING_ROUND`), its bars and
ratings in it, and all of it makes one version of the mapping, to be undone at once.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

import numpy as np

from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput, Overtaken
from emotune_gui.domain.learning import Arm, ArmKind, Row, Situation
from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.ports import Clock, StereoBlock
from emotune_gui.domain.session import RATING_ROUND, Client, Purpose, Rating
from emotune_gui.engine.round_arms import ArmPairs, Dress
from emotune_gui.engine.round_learning import Lesson, reason_of, taught
from emotune_gui.engine.round_plan import plan_of
from emotune_gui.engine.round_record import Played, RoundRecord
from emotune_gui.engine.round_sound import LONGEST_S, clip_sound
from emotune_gui.engine.tuning import PLACES, difference, prior_from, teaches_most
from emotune_gui.music import mapping
from emotune_gui.music.composing.opening import composer_or_rules
from emotune_gui.music.rendering import played_notes, seconds_of
from emotune_gui.personalisation import evidence, learning
from emotune_gui.personalisation.choosing import alternatives
from emotune_gui.storage.opening import Database

CLIPS = 12
CLIP_S = 5.0
"""Aimed at; whole bars that come nearest."""
NO_CONSENT = (
    "{name} has not consented to learning from ratings; record the consent on the client's page "
    "first."
)
LOCKED = "The mapping is locked, so a round would change nothing; unlock it first."
SUPERSEDED = (
    "The mapping was changed again after this round, so the round alone cannot be undone: choose "
    "the version you want on the Tuning page."
)


class Question(StrEnum):
    SCORE = "score"
    """1 to 5: how well does it fit the mood."""
    BETTER = "better"
    """This one or the one before."""
    GRID = "grid"
    """Where on the affect grid is it felt to be."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A few bars for one mood, with their sound."""

    number: int
    """From 0."""
    place: str
    """The mood, a key of `tuning.PLACES`."""
    affect: Affect
    question: Question
    step: Row
    """Beside the best guess, in reaches, by tuned parameter."""
    bars: tuple[Bar, ...]
    notes: tuple[PlayedNote, ...]
    blocks: tuple[StereoBlock, ...] = ()
    seconds: float = CLIP_S
    dress: Dress = field(default_factory=Dress)
    compares: ArmKind | None = None
    """What alone differs from the clip before; None where the parameters do."""

    @property
    def lesson(self) -> Lesson:
        return Lesson(self.affect, self.bars, self.dress.chosen, self.compares)


@dataclass(frozen=True, slots=True)
class Answer:
    """At most one is set; none of them is "cannot say", which teaches nothing."""

    score: int | None = None
    better: float | None = None
    """1 this by far, 0 alike, -1 the one before by far."""
    felt: Affect | None = None

    @property
    def said(self) -> bool:
        return self != Answer()

    def rating(self, clip: Clip, start_s: float, by: str) -> Rating:
        t, bar = start_s + clip.seconds, clip.bars[-1].id
        return Rating(t, bar, self.score, by=by, felt=self.felt, better=self.better)


CANNOT_SAY = Answer()


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What a round did. `version` is None where it changed nothing."""

    ratings: int
    session_id: int | None = None
    version: int | None = None
    sentences: tuple[str, ...] = ()
    arms: tuple[Arm, ...] = ()
    arms_before: tuple[Arm, ...] = ()
    """What is known of palettes and composers, and what was before the round."""


class Sound(Protocol):
    def __call__(self, notes: Sequence[PlayedNote], bars: Sequence[Bar]) -> tuple[StereoBlock, ...]:
        """At most `LONGEST_S` seconds of it, with a soft end."""


class RatingRound:
    """One round of one client. Every call may take a while and is for background threads; they
    may overlap, as the next clip is made while one is heard.

    Raises InvalidInput, at the making, for a client without the consent or with a locked mapping.
    """

    def __init__(
        self,
        database: Database,
        client: Client,
        *,
        seed: int,
        clips: int = CLIPS,
        clock: Clock | None = None,
        sound: Sound | None = None,
        began: datetime | None = None,
    ) -> None:
        """`began` is now, but in an invented history."""
        if Purpose.PERSONALISE not in client.consents:
            raise InvalidInput(NO_CONSENT.format(name=client.name))
        self._settings = database.weights.settings(client.id)
        if self._settings.locked:
            raise InvalidInput(LOCKED)
        self._database, self._client = database, client
        self._clock = clock or SystemClock()
        self._sound = sound or clip_sound
        self._rng = np.random.default_rng(seed)
        self._plan = plan_of(database, client, seed)
        self._arm_pairs = ArmPairs(self._plan, np.random.default_rng([seed, 1]))
        self._before = self._weights = database.weights.current(client.id)
        self._prior = prior_from(database.weights.population(client.id))
        self._course = course(clips, teaches_most(self._weights).place, self._rng)
        self._record: RoundRecord | None = None
        self._clips: list[Clip] = []
        self._played: list[Played] = []
        self._ratings: list[int] = []
        self._said: list[tuple[Clip, Answer]] = []
        self._piece = 0
        self._made: int | None = None
        self._pair: tuple[ArmKind, tuple[Dress, Dress]] | None = None
        self._lock = threading.Lock()
        self._started, self._origin = began or datetime.now(UTC), self._clock.now()

    @property
    def clips(self) -> int:
        return len(self._course)

    def prepare(self) -> Clip | None:
        """The next clip, composed and sounding; None after the last."""
        with self._lock:
            number = len(self._clips)
            if number >= len(self._course):
                return None
            clip = self._composed(self._asked(number))
            self._clips.append(clip)
        return replace(clip, blocks=self._sound(clip.notes, clip.bars))

    def answer(self, clip: Clip, answer: Answer, by: str = "client") -> None:
        """Stored at once; what it teaches is in the clips from the next but one on. Of what
        cannot be said only that the clip was heard is kept."""
        with self._lock:
            start = max(0.0, self._clock.now() - self._origin - clip.seconds)
            self._played.append(Played(start, clip.affect, clip.bars, clip.notes))
            if not answer.said:
                return
            if self._record is None:
                self._record = RoundRecord(self._database, self._begin(), self._clock)
            self._ratings.append(self._record.rate(self._played, answer.rating(clip, start, by)))
            self._said.append((clip, answer))
            self._learn(clip, answer)

    def finish(self) -> RoundResult:
        """Close the round's session and keep what was learned as one version. Call it once."""
        with self._lock:
            record = self._record
            if record is None:
                return RoundResult(0)
            try:
                record.close()
                return self._kept(record.session_id)
            finally:
                # Only now: a round that is open at the next start is learned from then.
                seconds = self._clock.now() - self._origin
                ended = self._started + timedelta(seconds=seconds)
                self._database.sessions.end(record.session_id, ended_at=ended, duration_s=seconds)

    def _kept(self, session_id: int) -> RoundResult:
        count = len(self._ratings)
        self._catch_up()
        if self._weights is self._before:
            return RoundResult(count, session_id)
        said = difference(self._before, self._weights)
        new = replace(self._weights, reason=reason_of(count, self._before, self._weights))
        saved = self._database.weights.save(
            self._client.id, new, tuple(self._ratings), note=str(count)
        )
        self._made = saved.version
        return RoundResult(count, session_id, saved.version, said, saved.arms, self._before.arms)

    def _catch_up(self) -> None:
        """What was learned, undone or forbidden elsewhere in these minutes holds: then the answers
        are learned anew from there."""
        weights = self._database.weights
        known, settings = weights.current(self._client.id), weights.settings(self._client.id)
        if known.version == self._before.version and settings == self._settings:
            return
        self._before = self._weights = known
        self._settings = settings
        for clip, answer in self._said:
            self._learn(clip, answer)

    def undo(self) -> None:
        """The mapping as it was before the round; the ratings stay.

        Raises InvalidInput where another version than the round's is in use by now.
        """
        if self._made is None:
            return
        try:
            self._database.weights.undo(self._client.id, only=self._made)
        except Overtaken as problem:
            raise InvalidInput(SUPERSEDED) from problem

    def _begin(self) -> int:
        return self._database.sessions.begin(
            self._client.id,
            self._plan,
            RATING_ROUND,
            weights_version=self._before.version,
            started_at=self._started,
        )

    def _asked(self, number: int) -> _Asked:
        place, question = self._course[number]
        first = sum(len(clip.bars) for clip in self._clips)
        plain = _Asked(number, place, question, first, Dress())
        if compares_arms(number, self._course) and self._pair is not None:
            kind, (_, other) = self._pair
            before = self._clips[-1]
            return replace(plain, dress=other, step=before.step, like=before, compares=kind)
        if question is Question.BETTER and self._clips:
            before = self._clips[-1]
            step = nearest([-s for s in before.step], self._allowed(place))
            return replace(plain, dress=before.dress, step=step)
        self._piece, self._pair = number, None
        if compares_arms(number + 2, self._course):
            self._pair = self._arm_pairs.pair(self._weights, PLACES[place])
        usual = self._arm_pairs.usual(self._weights.arms)
        allowed = [row for row in self._allowed(place) if any(row)]
        step = allowed[int(self._rng.integers(len(allowed)))] if allowed else ()
        return replace(plain, dress=self._pair[1][0] if self._pair else usual, step=step)

    def _allowed(self, place: str) -> list[Row]:
        """The departures that exploring might try there: inside bounds, never toward distress.
        Beginning a round is the therapist's word that something may be tried."""
        situation = Situation(PLACES[place])
        trying = replace(self._settings, exploring=True)
        _, covariance = learning.wish_and_doubt(self._weights)
        x = evidence.features(situation)
        free = learning.free_parameters(covariance, self._settings.bounds, x)
        steps = alternatives(self._weights, situation, trying, free)
        return [tuple(row) for row in steps.tolist()]

    def _composed(self, asked: _Asked) -> Clip:
        affect, dress = PLACES[asked.place], asked.dress
        moved = learning.at_moment(self._weights, leading=False, minutes=0.0, trial=asked.step)
        playing = replace(self._plan.instrumentation, palette=dress.palette)
        parameters = mapping.apply(affect, moved, plan=self._plan, instrumentation=playing)
        if asked.like is not None:
            # What was learned since the clip before must not be heard: its dress alone differs.
            same = asked.like.bars[0].parameters
            parameters = replace(same, instruments=parameters.instruments)
        # Clips that are compared are one piece, played in two ways.
        composer, _ = composer_or_rules(dress.composer, self._plan.seed + self._piece)
        bars = [composer.next_bar(parameters)]
        while seconds_of([*bars, bars[-1]]) <= LONGEST_S and seconds_of(bars) < CLIP_S:
            bars.append(composer.next_bar(parameters))
        ids = range(asked.first, asked.first + len(bars))
        kept = tuple(replace(b, id=i, index=i) for i, b in zip(ids, bars, strict=True))
        return Clip(
            asked.number,
            asked.place,
            affect,
            asked.question,
            asked.step,
            kept,
            played_notes(kept),
            seconds=seconds_of(kept),
            dress=dress,
            compares=asked.compares,
        )

    def _learn(self, clip: Clip, answer: Answer) -> None:
        before = self._clips[clip.number - 1].lesson if clip.number else None
        self._weights = taught(
            self._weights, clip.lesson, before, answer, self._settings, self._prior
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A clip that is to be composed; `first` is the number of its first bar."""

    number: int
    place: str
    question: Question
    first: int
    dress: Dress
    step: Row = ()
    like: Clip | None = None
    """To have the parameters of; then `compares` is what alone differs."""
    compares: ArmKind | None = None


def compares_arms(number: int, course: Sequence[tuple[str, Question]]) -> bool:
    """Whether this clip is the one before in another dress: the third of a mood."""
    third = course[max(0, number - 1) : number + 1]
    return number > 1 and len(third) == 2 and all(q is Question.BETTER for _, q in third)


def course(clips: int, first: str, rng: np.random.Generator) -> tuple[tuple[str, Question], ...]:
    """Mood and question of each clip: two for every quadrant, beginning where a rating teaches
    most, and a third for every other one; then the middle of the grid. Never from one corner
    straight to its opposite."""
    ring = ["tense", "happy", "calm", "sad"]
    if rng.integers(2):
        ring.reverse()
    at = ring.index(first) if first in ring else 0
    moods = ring[at:] + ring[:at]
    pair = (Question.SCORE, Question.BETTER)
    whole: list[tuple[str, Question]] = []
    for place, mood in enumerate(moods):
        thrice = [Question.BETTER] if place % 2 else []
        whole += [(mood, question) for question in (*pair, *thrice)]
    whole += [("neutral", Question.SCORE), (moods[0], Question.GRID)]
    return tuple(whole[i % len(whole)] for i in range(clips))


def nearest(wanted: Sequence[float], allowed: Sequence[Row]) -> Row:
    """The allowed departure that comes nearest to the one wanted; none where nothing is allowed."""
    if not allowed:
        return ()
    gaps = [sum((w - a) ** 2 for w, a in zip(wanted, row, strict=False)) for row in allowed]
    return allowed[gaps.index(min(gaps))]
