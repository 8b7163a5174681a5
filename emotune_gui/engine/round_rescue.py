"""Rating rounds cut off by a crash: learned from at the next start, once, and closed.

That a round is still open is what marks it as not learned from. Its version is saved with its
ratings in one transaction, and the round closed after that: killed in between, the next start
finds the ratings behind a version and only closes it.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError, Overtaken
from emotune_gui.domain.learning import ArmKind, PersonalSettings
from emotune_gui.domain.music import Palette
from emotune_gui.domain.review import HeardBar
from emotune_gui.domain.rounds import Outcome, Rescued
from emotune_gui.domain.session import Plan, Purpose, Rating, SessionInfo
from emotune_gui.engine.arm_choices import palettes_allowed
from emotune_gui.engine.round_learning import Lesson, reason_of, taught
from emotune_gui.engine.tuning import prior_from
from emotune_gui.music.instruments import ensemble
from emotune_gui.music.palettes import Ensemble
from emotune_gui.storage.opening import Database

_log = logging.getLogger(__name__)

CUT_OFF = "A rating round was cut off; what was rated until then is learned. {what}"
ON_TIME_S = 1e-3
"""Bars of one clip follow one another exactly; the next clip begins when it was answered."""


def close_rounds(database: Database) -> tuple[Rescued, ...]:
    """Learn from every round that no running program plays any more, oldest first, and close it.

    One that cannot be read or written now is left open for the next start. For a background
    thread: some tenths of a second a round. Raises StorageError where none can be looked for.
    """
    found = []
    for info in reversed(database.sessions.interrupted()):
        if not info.is_round:
            continue
        try:
            found.append(_rescued(database, info))
        except EmoTuneError as problem:
            _log.warning("rating round %s stays open: %s", info.id, problem)
    return tuple(found)


def _rescued(database: Database, info: SessionInfo) -> Rescued:
    outcome, version = _learned(database, info)
    database.sessions.recover(info.id)
    return Rescued(info.client_name, info.ratings, outcome, version)


def _learned(database: Database, info: SessionInfo) -> tuple[Outcome, int | None]:
    ratings = database.weights.unlearned(info.id)
    if not ratings:
        return Outcome.UNCHANGED, None
    if Purpose.PERSONALISE not in database.clients.get(info.client_id).consents:
        return Outcome.NO_CONSENT, None
    settings = database.weights.settings(info.client_id)
    if settings.locked:
        return Outcome.LOCKED, None
    clips = clips_of(database.sessions.timeline(info.id, written=False).bars, ratings)
    lessons = lessons_of(clips, info.plan)
    try:
        return _kept(database, info, lessons, ratings, settings)
    except Overtaken:
        # Another program, started at the same moment, or a hand: once more, from what now is.
        return _kept(database, info, lessons, database.weights.unlearned(info.id), settings)


def _kept(
    database: Database,
    info: SessionInfo,
    lessons: Sequence[Lesson],
    ratings: Sequence[tuple[int, Rating]],
    settings: PersonalSettings,
) -> tuple[Outcome, int | None]:
    before = weights = database.weights.current(info.client_id)
    prior = prior_from(database.weights.population(info.client_id))
    ends = {lesson.bars[-1].id: place for place, lesson in enumerate(lessons)}
    for _, rating in ratings:
        place = ends[rating.bar_id]
        last = lessons[place - 1] if place else None
        weights = taught(weights, lessons[place], last, rating, settings, prior)
    if weights is before:
        return Outcome.UNCHANGED, None
    count = len(ratings)
    new = replace(weights, reason=CUT_OFF.format(what=reason_of(count, before, weights)))
    ids = tuple(number for number, _ in ratings)
    kept = database.weights.save(info.client_id, new, ids, note=str(count), after=before.version)
    return Outcome.LEARNED, kept.version


def clips_of(
    bars: Sequence[HeardBar], ratings: Sequence[tuple[int, Rating]]
) -> tuple[tuple[HeardBar, ...], ...]:
    """The bars of each clip that was heard, the unrated too: a rating stands at its clip's last
    bar; of two of which the first was not rated the second begins at a time of its own."""
    rated = {rating.bar_id for _, rating in ratings}
    clips: list[list[HeardBar]] = []
    for heard in sorted(bars, key=lambda heard: heard.bar.id):
        last = clips[-1][-1] if clips else None
        if last is None or last.bar.id in rated or not _goes_on(last, heard):
            clips.append([])
        clips[-1].append(heard)
    return tuple(map(tuple, clips))


def _goes_on(last: HeardBar, heard: HeardBar) -> bool:
    due = last.start_s + last.bar.beats * 60.0 / last.bar.parameters.tempo_bpm
    return _target(last) == _target(heard) and abs(heard.start_s - due) < ON_TIME_S


def _target(heard: HeardBar) -> Affect:
    return Affect(heard.target_valence, heard.target_arousal)


def lessons_of(clips: Sequence[Sequence[HeardBar]], plan: Plan) -> tuple[Lesson, ...]:
    """As they were learned from in the round, as far as the bars tell: which of two palettes that
    sound alike in this mood was meant is not known, so then no palette gets the credit."""
    played: defaultdict[int, set[Ensemble]] = defaultdict(set)
    for clip in clips:
        played[clip[0].bar.seed].add(clip[0].bar.parameters.instruments)
    found: list[Lesson] = []
    for clip in clips:
        affect, bars = _target(clip[0]), tuple(heard.bar for heard in clip)
        palettes = _palettes(bars[0].parameters.instruments, affect, plan)
        chosen = {ArmKind.COMPOSER: bars[0].composer}
        # Of those that sound alike a comparison of palettes always takes the first.
        if palettes and (len(palettes) == 1 or len(played[bars[0].seed]) > 1):
            chosen[ArmKind.PALETTE] = palettes[0].value
        lesson = Lesson(affect, bars, chosen)
        found.append(replace(lesson, compares=_compares(lesson, found[-1]) if found else None))
    return tuple(found)


def _palettes(instruments: Ensemble, affect: Affect, plan: Plan) -> list[Palette]:
    """Those that this can have been, in the order in which they are offered."""
    playing = plan.instrumentation
    if playing.palette is not Palette.AFFECT:
        return [playing.palette]
    return [
        palette
        for palette in palettes_allowed(plan)
        if instruments
        == ensemble(affect, plan.excluded_parts, instrumentation=replace(playing, palette=palette))
    ]


def _compares(now: Lesson, before: Lesson) -> ArmKind | None:
    """The one choice in which the same piece, with the same parameters, is another."""
    one, other = now.bars[0], before.bars[0]
    alike = replace(one.parameters, instruments=other.parameters.instruments) == other.parameters
    if not alike or one.seed != other.seed:
        return None
    differing = [
        kind
        for kind in (ArmKind.COMPOSER, ArmKind.PALETTE)
        if now.chosen.get(kind) != before.chosen.get(kind)
    ]
    known = len(differing) == 1 and all(differing[0] in c.chosen for c in (now, before))
    return differing[0] if known else None
