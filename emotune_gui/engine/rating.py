"""Rating a bar of a saved session: the same learning as the button in the live window."""

from __future__ import annotations

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import ArmKind, Situation
from emotune_gui.domain.review import HeardBar, SessionTimeline
from emotune_gui.domain.session import Purpose, Rating
from emotune_gui.domain.steering import Steered
from emotune_gui.engine.arm_choices import composer_arm
from emotune_gui.engine.learning import LEADING, HeardContext, Learned, learn
from emotune_gui.music.songs.audio_bars import AUDIO
from emotune_gui.personalisation.evidence import Heard
from emotune_gui.storage.opening import Database

SLACK_S = 0.05
"""A bar and what was chosen with it are written down by different threads."""


def rate_saved_bar(
    database: Database,
    session_id: int,
    bar_number: int,
    *,
    score: int | None = None,
    fits: bool | None = None,
    felt: Affect | None = None,
    better: float | None = None,
    by: str = "therapist",
) -> Learned:
    """Store the rating and update the client's mapping; bars count from 1, as on screen.

    `felt` is where on the affect grid the music was felt to be, `better` (-1 to 1) compares it
    with the bar before. Raises InvalidInput for a bar that the session does not have, or that has
    none before it to be compared with, StorageError for the session.
    """
    timeline = database.sessions.timeline(session_id)
    heard = _find(timeline, bar_number)
    before = () if better is None else (_bar_before(timeline, heard),)
    rating = Rating(_after(timeline, heard), heard.bar.id, score, fits, by, felt, better)
    context = HeardContext(
        heard.bar.parameters,
        Affect.clamped(heard.target_valence, heard.target_arousal),
        _confidence(timeline, heard),
        leading=timeline.info.plan.strategy in LEADING,
        minutes=heard.start_s / 60.0,
        before=before,
        chosen=_chosen(database, timeline, heard),
    )
    client = database.clients.get(timeline.info.client_id)
    return learn(client, session_id, rating, context, database.sessions, database.weights)


def _chosen(database: Database, timeline: SessionTimeline, heard: HeardBar) -> dict[ArmKind, str]:
    """Composer, palette and song of the bar; empty where it had none."""
    at = heard.start_s
    return {
        ArmKind.COMPOSER: composer_arm(heard.bar),
        ArmKind.PALETTE: "" if heard.bar.composer == AUDIO else _palette(database, timeline, at),
        ArmKind.SONG: next(
            (s.song_id for s in timeline.songs if s.start_s - SLACK_S <= at < s.end_s), ""
        ),
    }


def _palette(database: Database, timeline: SessionTimeline, at: float) -> str:
    """The therapist's hand's, else what the learning had chosen by then, else the plan's."""
    held = database.overrides.of_session(timeline.info.id)
    for by_hand in held:
        over = by_hand.until_s is not None and by_hand.until_s <= at
        if by_hand.parameter == Steered.PALETTE.value and by_hand.t <= at and not over:
            return by_hand.value
    trials = database.weights.trials(timeline.info.id)
    chosen = [t for t in trials if t.kind == ArmKind.PALETTE.value and t.t <= at + SLACK_S]
    return chosen[-1].chosen if chosen else timeline.info.plan.instrumentation.palette.value


def why_unchanged(database: Database, session_id: int) -> str:
    """One sentence on a rating that was stored and taught nothing."""
    client = database.clients.get(database.sessions.info(session_id).client_id)
    if Purpose.PERSONALISE not in client.consents:
        return "The rating is stored; without the consent to personalise it changes nothing."
    if database.weights.settings(client.id).locked:
        return "The rating is stored; the mapping is locked, so it changes nothing."
    return "The rating is stored; it was too doubtful what the client felt, so it changes nothing."


def _bar_before(timeline: SessionTimeline, heard: HeardBar) -> Heard:
    earlier = [other for other in timeline.bars if other.start_s < heard.start_s]
    if not earlier:
        number = heard.bar.index + 1
        raise InvalidInput(f"Bar {number} has none before it to be compared with: rate it alone.")
    last = max(earlier, key=lambda other: other.start_s)
    target = Affect.clamped(last.target_valence, last.target_arousal)
    leading = timeline.info.plan.strategy in LEADING
    return Heard(last.bar.parameters, Situation(target, leading, last.start_s / 60.0))


def _find(timeline: SessionTimeline, number: int) -> HeardBar:
    for heard in timeline.bars:
        if heard.bar.index + 1 == number:
            return heard
    if not timeline.bars:
        raise InvalidInput(f"Session {timeline.info.id} has no music to rate.")
    first, last = timeline.bars[0].bar.index + 1, timeline.bars[-1].bar.index + 1
    raise InvalidInput(
        f"Session {timeline.info.id} has no bar {number}; its bars are {first} to {last}."
    )


def _after(timeline: SessionTimeline, heard: HeardBar) -> float:
    """A rating given afterwards stands at the end of its bar on the time axis."""
    seconds = heard.bar.beats * 60.0 / heard.bar.parameters.tempo_bpm
    return min(heard.start_s + seconds, max(timeline.info.duration_s, heard.start_s))


def _confidence(timeline: SessionTimeline, heard: HeardBar) -> float:
    """Mean confidence while the bar was heard; 0 without a sample."""
    series = timeline.estimates
    inside = (series.t >= heard.start_s - 0.5) & (series.t <= heard.start_s + 4.0)
    return float(np.mean(series.confidence[inside])) if inside.any() else 0.0
