"""A rating round outside a session: ten short clips across the affect grid, each judged.

Clips come in pairs for one mood: the first is scored, the second compared with it ("this or the
one before"), the two departing from the best guess in opposite ways. Another is placed on the
affect grid. The round is kept as a session of its own (source `RATING_ROUND`), its bars and
ratings in it, and all of it makes one version of the mapping, to be undone at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

import numpy as np

from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.learning import PersonalSettings, Row, Situation
from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.ports import Clock, StereoBlock
from emotune_gui.domain.session import RATING_ROUND, Client, Plan, Purpose, Rating, Strategy
from emotune_gui.engine.tuning import PLACES, difference, prior_from, teaches_most
from emotune_gui.music import mapping
from emotune_gui.music.composing.opening import composer_or_rules
from emotune_gui.music.playing.replay import sound_of
from emotune_gui.music.rendering import played_notes
from emotune_gui.personalisation import evidence, learning
from emotune_gui.personalisation.choosing import alternatives
from emotune_gui.personalisation.evidence import Heard
from emotune_gui.storage.opening import Database
from emotune_gui.storage.recorder import Recorder

CLIPS = 10
CLIP_S = 5.0
"""Aimed at; whole bars that come nearest."""
LONGEST_S, FADE_S = 6.0, 0.5
NO_CONSENT = (
    "{name} has not consented to learning from ratings; record the consent on the client's page "
    "first."
)
LOCKED = "The mapping is locked, so a round would change nothing; unlock it first."
REASON = "After {n} ratings: {what}."
ONE_REASON = "After {n} rating: {what}."
UNHEARD = "no change that can be heard yet"


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


@dataclass(frozen=True, slots=True)
class Answer:
    """Exactly one is set."""

    score: int | None = None
    better: float | None = None
    """1 this by far, 0 alike, -1 the one before by far."""
    felt: Affect | None = None


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What a round did. `version` is None where it changed nothing."""

    ratings: int
    session_id: int | None = None
    version: int | None = None
    sentences: tuple[str, ...] = ()


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
    ) -> None:
        if Purpose.PERSONALISE not in client.consents:
            raise InvalidInput(NO_CONSENT.format(name=client.name))
        self._settings = database.weights.settings(client.id)
        if self._settings.locked:
            raise InvalidInput(LOCKED)
        self._database, self._client = database, client
        self._clock = clock or SystemClock()
        self._sound = sound or clip_sound
        self._rng = np.random.default_rng(seed)
        self._plan = _plan_of(database, client, seed)
        self._before = self._weights = database.weights.current(client.id)
        self._prior = prior_from(database.weights.population(client.id))
        self._course = course(clips, teaches_most(self._weights).place, self._rng)
        self._record: _Record | None = None
        self._clips: list[Clip] = []
        self._ratings: list[int] = []
        self._lock = threading.Lock()
        self._started, self._origin = datetime.now(UTC), self._clock.now()

    @property
    def clips(self) -> int:
        return len(self._course)

    def prepare(self) -> Clip | None:
        """The next clip, composed and sounding; None after the last."""
        with self._lock:
            number = len(self._clips)
            if number >= len(self._course):
                return None
            place, question = self._course[number]
            step = self._step(place, question)
            first = sum(len(clip.bars) for clip in self._clips)
            clip = self._composed(number, place, question, step, first)
            self._clips.append(clip)
        return replace(clip, blocks=self._sound(clip.notes, clip.bars))

    def answer(self, clip: Clip, answer: Answer, by: str = "client") -> None:
        """Stored at once; what it teaches is in the clips from the next but one on."""
        with self._lock:
            if self._record is None:
                self._record = _Record(self._database, self._begin(), self._clock)
            start = max(0.0, self._clock.now() - self._origin - clip.seconds)
            told = self._clips[: clip.number + 1]
            rating_id = self._record.rate(told, clip, start, answer, by)
            self._ratings.append(rating_id)
            self._learn(clip, answer)

    def finish(self) -> RoundResult:
        """Close the round's session and keep what was learned as one version. Call it once."""
        with self._lock:
            record = self._record
            if record is None:
                return RoundResult(0)
            seconds = self._clock.now() - self._origin
            record.close()
            ended = self._started + timedelta(seconds=seconds)
            self._database.sessions.end(record.session_id, ended_at=ended, duration_s=seconds)
            count = len(self._ratings)
            if self._weights is self._before:
                return RoundResult(count, record.session_id)
            said = difference(self._before, self._weights)
            new = replace(self._weights, reason=_reason(count, said))
            saved = self._database.weights.save(self._client.id, new, tuple(self._ratings))
            return RoundResult(count, record.session_id, saved.version, said)

    def undo(self) -> None:
        """The mapping as it was before the round; the ratings stay."""
        self._database.weights.undo(self._client.id)

    def _begin(self) -> int:
        return self._database.sessions.begin(
            self._client.id,
            self._plan,
            RATING_ROUND,
            weights_version=self._before.version,
            started_at=self._started,
        )

    def _step(self, place: str, question: Question) -> Row:
        if question is Question.BETTER and self._clips:
            before = self._clips[-1].step
            allowed = self._allowed(place)
            return nearest([-s for s in before], allowed)
        allowed = [row for row in self._allowed(place) if any(row)]
        return allowed[int(self._rng.integers(len(allowed)))] if allowed else ()

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

    def _composed(self, number: int, place: str, question: Question, step: Row, first: int) -> Clip:
        affect = PLACES[place]
        moved = learning.at_moment(self._weights, leading=False, minutes=0.0, trial=step)
        asked = mapping.apply(
            affect, moved, plan=self._plan, instrumentation=self._plan.instrumentation
        )
        # The two of a pair are one piece, played in two ways.
        piece = number - 1 if question is Question.BETTER else number
        composer, _ = composer_or_rules(self._plan.composer, self._plan.seed + piece)
        bars = [composer.next_bar(asked)]
        while _seconds([*bars, bars[-1]]) <= LONGEST_S and _seconds(bars) < CLIP_S:
            bars.append(composer.next_bar(asked))
        kept = tuple(replace(b, id=first + i, index=first + i) for i, b in enumerate(bars))
        return Clip(
            number, place, affect, question, step, kept, played_notes(kept), seconds=_seconds(kept)
        )

    def _learn(self, clip: Clip, answer: Answer) -> None:
        heard = _heard(clip)
        rows: tuple[Row, ...] = ()
        if answer.better is not None and clip.number:
            before = _heard(self._clips[clip.number - 1])
            rows = evidence.of_comparison(heard, before, answer.better, 1.0)
        elif answer.felt is not None:
            rows = evidence.of_grid(heard, answer.felt, 1.0)
        elif answer.score is not None:
            rows = evidence.of_rating(heard, (answer.score - 3) / 2, 1.0)
        new = learning.learn(
            self._weights,
            rows,
            Situation(clip.affect),
            settings=_round_settings(self._settings),
            prior=self._prior,
        )
        self._weights = new or self._weights


class _Record:
    """The round's session in the database."""

    def __init__(self, database: Database, session_id: int, clock: Clock) -> None:
        self._sessions, self.session_id = database.sessions, session_id
        self._recorder = Recorder(database, session_id, clock, store_features=False)
        self._told = 0

    def rate(
        self, clips: Sequence[Clip], clip: Clip, start_s: float, answer: Answer, by: str
    ) -> int:
        for one in clips[self._told :]:
            self._tell(one, start_s)
        self._told = max(self._told, len(clips))
        if not self._recorder.flush():
            raise self._recorder.last_error or EmoTuneError("The rating could not be stored.")
        rating = Rating(
            start_s + clip.seconds,
            clip.bars[-1].id,
            score=answer.score,
            by=by,
            felt=answer.felt,
            better=answer.better,
        )
        return self._sessions.add_rating(self.session_id, rating)

    def _tell(self, clip: Clip, start_s: float) -> None:
        at = start_s
        for bar in clip.bars:
            self._recorder.bar(at, bar, clip.affect)
            at += _seconds((bar,))
        for note in clip.notes:
            start, end = note.start_s + start_s, note.end_s + start_s
            self._recorder.played(replace(note, start_s=start, end_s=end))

    def close(self) -> None:
        if self._recorder.close():
            raise self._recorder.last_error or EmoTuneError("The round could not be stored.")


def course(clips: int, first: str, rng: np.random.Generator) -> tuple[tuple[str, Question], ...]:
    """Mood and question of each clip: a pair for every quadrant, beginning where a rating teaches
    most, then the middle of the grid; never from one corner straight to its opposite."""
    ring = ["tense", "happy", "calm", "sad"]
    if rng.integers(2):
        ring.reverse()
    at = ring.index(first) if first in ring else 0
    moods = ring[at:] + ring[:at]
    pairs = [(m, q) for m in moods for q in (Question.SCORE, Question.BETTER)]
    whole = [*pairs, ("neutral", Question.SCORE), (moods[0], Question.GRID)]
    return tuple(whole[i % len(whole)] for i in range(clips))


def nearest(wanted: Sequence[float], allowed: Sequence[Row]) -> Row:
    """The allowed departure that comes nearest to the one wanted; none where nothing is allowed."""
    if not allowed:
        return ()
    gaps = [sum((w - a) ** 2 for w, a in zip(wanted, row, strict=False)) for row in allowed]
    return allowed[gaps.index(min(gaps))]


def clip_sound(notes: Sequence[PlayedNote], bars: Sequence[Bar]) -> tuple[StereoBlock, ...]:
    """Fits `Sound`."""
    from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE

    levels = {bar.id: bar.parameters.loudness for bar in bars}
    wanted = int((min(LONGEST_S, _seconds(bars)) + FADE_S) * SAMPLE_RATE / BLOCK_FRAMES)
    blocks = [
        block.copy() for _, block in zip(range(wanted), sound_of(notes, levels), strict=False)
    ]
    fading = min(len(blocks), round(FADE_S * SAMPLE_RATE / BLOCK_FRAMES))
    ramp = np.linspace(1.0, 0.0, fading * BLOCK_FRAMES + 1, dtype=np.float32)
    for place in range(fading):
        share = ramp[place * BLOCK_FRAMES : (place + 1) * BLOCK_FRAMES, None]
        blocks[len(blocks) - fading + place] *= share
    return tuple(blocks)


def _heard(clip: Clip) -> tuple[Heard, ...]:
    return tuple(Heard(bar.parameters, Situation(clip.affect)) for bar in clip.bars)


def _seconds(bars: Iterable[Bar]) -> float:
    return sum(bar.beats * 60.0 / bar.parameters.tempo_bpm for bar in bars)


def _plan_of(database: Database, client: Client, seed: int) -> Plan:
    """The limits of the client's last plan hold: how loud, and what is never to sound."""
    last = database.sessions.list(client.id, limit=1)
    usual = last[0].plan if last else Plan()
    return Plan(
        Strategy.MATCH,
        planned_minutes=4.0,
        loudness_limit=usual.loudness_limit,
        excluded_parts=usual.excluded_parts,
        instrumentation=usual.instrumentation,
        seed=seed,
    )


def _round_settings(settings: PersonalSettings) -> PersonalSettings:
    """The round tries things itself: nothing more is tried in answer to a bad rating."""
    return replace(settings, exploring=True)


def _reason(ratings: int, said: Sequence[str]) -> str:
    what = ", ".join(said[:3]) or UNHEARD
    return (ONE_REASON if ratings == 1 else REASON).format(n=ratings, what=what)
