"""Histories of people who do not exist, through the recorder of a live session.

Seeded: the same numbers give the same histories. Names say that they are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import ArmKind, PersonalSettings, Situation, Trial
from emotune_gui.domain.music import Bar, MusicParameters, Palette, Part, PlayedNote
from emotune_gui.domain.review import NoteKind
from emotune_gui.domain.scale import Moment, ScaleKind, ScaleReading
from emotune_gui.domain.session import Client, Marker, PathPoint, Plan, Rating, Strategy
from emotune_gui.engine import demo_texts as texts
from emotune_gui.engine.demo_tastes import StoryClock, Taste, hold_round
from emotune_gui.engine.invented_mood import InventedMood, Mood
from emotune_gui.engine.learning import LEADING, HeardContext, learn
from emotune_gui.music import mapping
from emotune_gui.music.composing.composer import RuleComposer
from emotune_gui.music.rendering import played_notes
from emotune_gui.music.strategy import Strategist
from emotune_gui.personalisation.choosing import choose
from emotune_gui.personalisation.learning import at_moment
from emotune_gui.storage.opening import Database
from emotune_gui.storage.recorder import Recorder
from emotune_gui.storage.times import as_if

EVERY_S = 0.5
"""Between estimates: enough to look at, and quick to make."""
COMMIT_EVERY_S = 100.0
MINUTES = 8.0
TRIAL_BARS = 8
ROUND_EVERY = 4
"""A rating round after so many sessions, beginning with the first."""
_CHOSEN = {ArmKind.COMPOSER: RuleComposer.name, ArmKind.PALETTE: Palette.AFFECT.value}
_DAYS_APART = 7
_CALM, _CONTENT, _AWAKE = Affect(0.5, -0.4), Affect(0.6, 0.1), Affect(0.5, 0.6)
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Person:
    """Where an invented client begins, and what weeks of sessions do."""

    name: str
    mood: Mood
    plan: Plan
    weekly: float
    """How much their rest moves toward the target from session to session; below 0, away."""
    tries: bool
    """Whether their therapist lets the music try things."""


def people(count: int, seed: int) -> list[Person]:
    """Raises InvalidInput for less than one."""
    if count < 1:
        raise InvalidInput("Ask for at least one client.")
    return [_person(number, np.random.default_rng([seed, number])) for number in range(count)]


def _person(number: int, rng: np.random.Generator) -> Person:
    kinds = (
        (Affect(-0.55, 0.55), Strategy.LEAD, _CALM),
        (Affect(-0.6, -0.5), Strategy.LEAD, _CONTENT),
        (Affect(0.1, 0.1), Strategy.MATCH, _CALM),
        (Affect(-0.5, 0.2), Strategy.CONTRAST, _CONTENT),
        (Affect(0.0, -0.6), Strategy.LEAD, _AWAKE),
        (Affect(0.3, -0.2), Strategy.HOLD, _CALM),
    )
    start, strategy, target = kinds[number % len(kinds)]
    start = Affect.clamped(
        start.valence + float(rng.normal(0, 0.08)), start.arousal + float(rng.normal(0, 0.08))
    )
    path: tuple[PathPoint, ...] = ()
    if strategy is Strategy.LEAD:
        path = (PathPoint(2.0, start.blended(target, 0.4)), PathPoint(6.0, target))
    plan = Plan(
        strategy=strategy,
        target=target,
        lead_minutes=6.0,
        planned_minutes=50.0,
        excluded_parts=(Part.DRUMS,) if number % 2 else (),
        path=path if number % 3 == 0 else (),
        prompt_minutes=2.0,
    )
    mood = Mood(
        start=start,
        rest=start,
        restless=float(rng.uniform(0.008, 0.02)),
        responds=float(rng.uniform(0.2, 1.2)),
        speaks=0.35 if number % 3 == 1 else 0.0,
        hidden=float(rng.uniform(0.01, 0.06)),
    )
    # One in five does not get better: a trend that only ever rises shows nothing.
    weekly = -0.02 if number % 5 == 4 else float(rng.uniform(0.03, 0.09))
    return Person(texts.name(number), mood, plan, weekly, tries=number % 4 != 3)


def make(
    database: Database,
    clients: int,
    sessions: int,
    *,
    until: datetime,
    minutes: float = MINUTES,
    seed: int = 1,
    told: Told = lambda _: None,
) -> None:
    """Add so many invented clients with so many weekly sessions each, the last near `until`.

    Raises InvalidInput for numbers that cannot be and where one of the names is taken.
    """
    if sessions < 0 or not 0.5 <= minutes <= 120.0:
        raise InvalidInput("Ask for sessions of half a minute to two hours.")
    persons = people(clients, seed)
    for person in persons:
        if database.clients.by_name(person.name) is not None:
            raise InvalidInput(
                "This database holds demonstration clients already: name another file."
            )
    for number, person in enumerate(persons):
        first = until - timedelta(days=_DAYS_APART * sessions + number % 6, minutes=47 * number)
        _history(database, person, sessions, first, minutes, (seed, number))
        told(person.name)
    _of_the_practice(database)


def _of_the_practice(database: Database) -> None:
    taken = {template.name for template in database.templates.list()}
    for name, plan in (
        ("Calm down in twenty minutes", Plan(Strategy.LEAD, prompt_minutes=10.0)),
        ("Gently awake", Plan(Strategy.LEAD, target=_AWAKE, lead_minutes=15.0)),
        ("Stay with what is there", Plan(Strategy.MATCH, planned_minutes=30.0)),
    ):
        if name not in taken:
            database.templates.save(name, plan)
    practice = database.practice.get()
    if not practice.name:
        database.practice.set(replace(practice, name="Demonstration practice (invented)"))


def _history(
    database: Database,
    person: Person,
    sessions: int,
    first: datetime,
    minutes: float,
    seed: tuple[int, int],
) -> None:
    taste = Taste.drawn(seed[1], seed[0])
    with as_if(first - timedelta(days=2)):
        client = database.clients.create(person.name, texts.consents(seed[1]))
        database.weights.set_settings(client.id, PersonalSettings(exploring=person.tries))
    mood = person.mood
    for number in range(sessions):
        rng = np.random.default_rng([*seed, number])
        began = first + timedelta(days=_DAYS_APART * number, minutes=int(rng.integers(0, 40)))
        last = number == sessions - 1
        with as_if(began):
            session = _Session(database, client, person, mood, taste, began, rng)
            session.hold(minutes, unfinished=last)
        if number % ROUND_EVERY == 0:
            day_after = began + timedelta(days=1)
            with as_if(day_after):
                hold_round(database, client, taste, day_after, seed[1] + number)
        better = mood.rest.blended(person.plan.target, person.weekly)
        if person.weekly < 0:
            better = mood.rest.stepped(Affect(-0.8, 0.5), -person.weekly)
        start = better.blended(mood.start, 0.3)
        mood = replace(mood, rest=better, start=start)


class _Session:
    """One invented session: the client wanders, the strategist and the composer answer."""

    def __init__(
        self,
        database: Database,
        client: Client,
        person: Person,
        mood: Mood,
        taste: Taste,
        began: datetime,
        rng: np.random.Generator,
    ) -> None:
        self._database, self._client, self._taste = database, client, taste
        self._leading = person.plan.strategy in LEADING
        self._began, self._rng = began, rng
        self._plan = replace(person.plan, seed=int(rng.integers(1, 2**31)))
        self._weights = database.weights.current(client.id)
        self._settings = database.weights.settings(client.id)
        self._clock = StoryClock()
        self.id = database.sessions.begin(
            client.id,
            self._plan,
            "demo",
            weights_version=self._weights.version,
            started_at=began,
            recogniser="combined",
            microphone="demo" if mood.speaks else "",
        )
        self._recorder = Recorder(database, self.id, self._clock)
        self._mood = InventedMood(mood, EVERY_S, rng)
        self._unsaved = 0.0

    def hold(self, minutes: float, *, unfinished: bool) -> None:
        """`unfinished`: its note is still a draft."""
        seconds = 60.0 * minutes * float(self._rng.uniform(0.85, 1.1))
        heard = self._play(seconds)
        self._recorder.close()
        self._rate(heard)
        ended = self._began + timedelta(seconds=seconds)
        with as_if(ended + timedelta(minutes=12)):
            self._database.sessions.end(self.id, ended_at=ended, duration_s=seconds)
            self._write(unfinished)

    def _play(self, seconds: float) -> list[tuple[Bar, HeardContext, float]]:
        strategist, composer = Strategist(self._plan), RuleComposer(self._plan.seed)
        heard: list[tuple[Bar, HeardContext, float]] = []
        parameters: MusicParameters | None = None
        estimate: EmotionEstimate | None = None
        t = 0.0
        trial = Trial(0.0, "parameters", "")
        events = _Events(seconds, self._plan.prompt_minutes, self._rng)
        while t < seconds:
            target = strategist.decide(estimate, t).target
            number = None if estimate is None else estimate.id
            situation = Situation(target, self._leading, t / 60.0)
            if len(heard) % TRIAL_BARS == 0:
                trial = choose(self._weights, situation, self._settings, self._rng, t)
            parameters = mapping.apply(
                target,
                at_moment(
                    self._weights,
                    leading=self._leading,
                    minutes=t / 60.0,
                    trial=trial.offsets,
                ),
                plan=self._plan,
                estimate_id=number,
                previous=parameters,
            )
            bar = composer.next_bar(parameters)
            self._recorder.bar(t, bar, target)
            for note in played_notes((bar,)):
                self._recorder.played(_later(note, t))
            lasts = bar.beats * 60.0 / bar.parameters.tempo_bpm
            for estimate in self._mood.course(lasts, target):
                self._recorder.estimate(estimate.t, estimate)
            confidence = 0.0 if estimate is None else estimate.confidence
            context = HeardContext(
                bar.parameters, target, confidence, self._leading, t / 60.0, chosen=_CHOSEN
            )
            heard.append((bar, context, t))
            t += lasts
            distress = 5.0 if estimate is None else _distress(estimate.affect)
            for event in events.until(t, distress):
                self._tell(event)
            self._save(t)
        return heard

    def _save(self, t: float) -> None:
        self._clock.t = t
        if t - self._unsaved >= COMMIT_EVERY_S:
            self._recorder.flush()
            self._unsaved = t

    def _tell(self, event: Marker | ScaleReading | tuple[float, str]) -> None:
        if isinstance(event, Marker):
            self._recorder.marker(event)
        elif isinstance(event, ScaleReading):
            self._recorder.scale(event)
        else:
            self._recorder.note(*event)

    def _rate(self, heard: Sequence[tuple[Bar, HeardContext, float]]) -> None:
        """Some bars, rated by the client's own taste; every third is placed on the grid as well."""
        earlier = [bar.parameters for bar, _, _ in heard]
        for k in sorted(self._rng.choice(len(heard), min(5, len(heard)), replace=False).tolist()):
            bar, context, t = heard[k]
            score = self._taste.score(bar.parameters, context.target, earlier[:k])
            rating = Rating(
                t,
                bar.id,
                score=score,
                fits=score >= 3 if k % 2 else None,
                by="therapist" if k % 3 else "client",
                felt=None if k % 3 else self._taste.felt(bar.parameters, context.target),
            )
            learn(
                self._client,
                self.id,
                rating,
                context,
                self._database.sessions,
                self._database.weights,
            )

    def _write(self, unfinished: bool) -> None:
        notes, rng = self._database.notes, self._rng
        kind = (NoteKind.SOAP, NoteKind.DAP, NoteKind.FREE)[self._client.id % 3]
        text, sections = texts.note(kind, rng)
        note = notes.write(self.id, kind, text, sections)
        if not unfinished:
            notes.lock(note.id)
            if rng.uniform() < 0.2:
                notes.amend(note.id, texts.amendment(rng))
        if rng.uniform() < 0.3:
            notes.write(self.id, NoteKind.FREE, texts.private(rng), private=True)


def _later(note: PlayedNote, by: float) -> PlayedNote:
    # Not `replace`, which takes longer than all the rest for so many notes.
    times = (note.start_s + by, note.end_s + by)
    return PlayedNote(note.bar_id, note.part, note.program, note.pitch, note.velocity, *times)


def _distress(affect: Affect) -> float:
    """SUDS as somebody at this place might answer."""
    return float(np.clip(4.5 - 4.0 * affect.valence + 2.5 * max(0.0, affect.arousal), 0.0, 10.0))


class _Events:
    """What is marked, noted and asked in the course of a session, in time order."""

    def __init__(self, seconds: float, prompt_minutes: float, rng: np.random.Generator) -> None:
        self._rng, self._end = rng, seconds
        asked = np.arange(60.0 * prompt_minutes, seconds - 60.0, 60.0 * prompt_minutes).tolist()
        self._due: list[tuple[float, str]] = [(0.0, "start"), (seconds, "end")]
        self._due += [(t, "timer") for t in asked]
        self._due += [(t, "marker") for t in self._times(seconds, 3)]
        self._due += [(t, "note") for t in self._times(seconds, 2)]
        self._due.sort()

    def _times(self, seconds: float, count: int) -> list[float]:
        return [float(t) for t in self._rng.uniform(0.05 * seconds, 0.95 * seconds, count)]

    def until(self, t: float, distress: float) -> list[Marker | ScaleReading | tuple[float, str]]:
        now: list[Marker | ScaleReading | tuple[float, str]] = []
        while self._due and self._due[0][0] <= t:
            at, kind = self._due.pop(0)
            if kind == "marker":
                now.append(Marker(at, texts.marker(self._rng)))
            elif kind == "note":
                now.append((at, texts.remark(self._rng)))
            else:
                now.extend(self._asked(at, Moment(kind), distress))
        return now

    def _asked(self, at: float, moment: Moment, distress: float) -> list[ScaleReading]:
        answer = float(np.clip(round(distress + float(self._rng.normal(0, 0.7))), 0, 10))
        readings = [ScaleReading(at, ScaleKind.SUDS, answer, moment)]
        if moment is not Moment.TIMER:
            for kind, middle in (
                (ScaleKind.PLEASURE, 1.0 - distress / 10.0),
                (ScaleKind.AROUSAL, 0.2 + distress / 20.0),
            ):
                value = float(np.clip(middle + self._rng.normal(0, 0.08), 0.0, 1.0))
                readings.append(ScaleReading(at, kind, round(value, 2), moment))
        return readings
