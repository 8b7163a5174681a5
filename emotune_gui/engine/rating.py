"""Rating a bar of a saved session: the same learning as the button in the live window."""

from __future__ import annotations

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.learning import ArmKind
from emotune_gui.domain.review import HeardBar, SessionTimeline
from emotune_gui.domain.session import Rating
from emotune_gui.engine.learning import LEADING, HeardContext, Learned, learn
from emotune_gui.storage.opening import Database


def rate_saved_bar(
    database: Database,
    session_id: int,
    bar_number: int,
    *,
    score: int | None = None,
    fits: bool | None = None,
) -> Learned:
    """Store the rating and update the client's mapping; bars count from 1, as on screen.

    Raises InvalidInput for a bar that the session does not have, StorageError for the session.
    """
    timeline = database.sessions.timeline(session_id)
    heard = _find(timeline, bar_number)
    rating = Rating(_after(timeline, heard), heard.bar.id, score, fits)
    context = HeardContext(
        heard.bar.parameters,
        Affect.clamped(heard.target_valence, heard.target_arousal),
        _confidence(timeline, heard),
        leading=timeline.info.plan.strategy in LEADING,
        minutes=heard.start_s / 60.0,
        chosen={ArmKind.COMPOSER: heard.bar.composer},
    )
    client = database.clients.get(timeline.info.client_id)
    return learn(client, session_id, rating, context, database.sessions, database.weights)


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
