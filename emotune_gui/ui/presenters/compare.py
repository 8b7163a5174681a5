"""Two to four sessions over one another, from their starts or from a mark they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.emotion import Emotion
from emotune_gui.domain.review import SessionTimeline
from emotune_gui.domain.scale import ScaleKind
from emotune_gui.domain.session import SessionInfo, SessionState
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.language import figure
from emotune_gui.ui.presenters.review_data import ReviewData, prepare, sample_lengths
from emotune_gui.ui.presenters.review_summary import percent, rating_words, summarise
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.wording import length_words, moment_words, translate

FloatArray = npt.NDArray[np.float64]
MOST = 4
BIN_S = 10.0
"""Means of so many seconds are drawn: a session has 30,000 samples, a screen a thousand pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class ComparedSession:
    info: SessionInfo
    words: str
    marks: dict[str, float]
    """First time of each mark, by its words in small letters."""
    t: FloatArray
    """Middles of the bins, seconds since the session began."""
    valence: FloatArray
    arousal: FloatArray
    shares: dict[Emotion, float]
    """Of the time in which an emotion was believed."""
    figures: tuple[str, ...]

    def anchor(self, mark: str) -> float:
        """The second that stands at zero; 0 without such a mark."""
        return self.marks.get(mark, 0.0)


class CompareView(Protocol):
    def show_candidates(self, sessions: Sequence[SessionInfo], chosen: Sequence[int]) -> None: ...

    def show_compared(
        self, sessions: Sequence[ComparedSession], marks: Sequence[str], mark: str
    ) -> None: ...

    def show_notice(self, sentence: str) -> None: ...


class ComparePresenter:
    """GUI thread; sessions are read and averaged in the background, once each."""

    def __init__(self, view: CompareView, open_store: OpenStore, tasks: Tasks) -> None:
        self._view, self._open, self._tasks = view, open_store, tasks
        self._read: dict[int, ComparedSession] = {}
        self._chosen: tuple[int, ...] = ()
        self._mark = ""

    def open(self, info: SessionInfo) -> None:
        """This session, and the client's one before it where there is one."""
        self._read, self._mark = {}, ""

        def found(listed: Sequence[SessionInfo]) -> None:
            # One that is open still runs, or was interrupted and waits to be recovered.
            sessions = [s for s in listed if s.id == info.id or _comparable(s)]
            before = [s for s in sessions if s.started_at < info.started_at and s.estimates]
            newest = max(before, key=lambda s: s.started_at, default=None)
            chosen = [info.id] if newest is None else [newest.id, info.id]
            self._view.show_candidates(sessions, chosen)
            self.choose(chosen)

        self._tasks.load(
            "candidates",
            lambda: tuple(self._open().sessions.list(info.client_id)),
            found,
            self._view.show_notice,
        )

    def choose(self, session_ids: Sequence[int]) -> None:
        """At most MOST; the first ones count."""
        self._chosen = tuple(session_ids)[:MOST]
        wanted = [number for number in self._chosen if number not in self._read]

        def work() -> list[ComparedSession]:
            return [
                averaged(self._open().sessions.timeline(number, written=False)) for number in wanted
            ]

        self._tasks.load("compared", work, self._compared, self._view.show_notice)

    def align(self, mark: str) -> None:
        """At a mark's words; empty for the start."""
        self._mark = mark
        self._show()

    def _compared(self, sessions: list[ComparedSession]) -> None:
        self._read |= {session.info.id: session for session in sessions}
        self._show()

    def _show(self) -> None:
        shown = [self._read[number] for number in self._chosen if number in self._read]
        marks = shared_marks(shown)
        mark = self._mark if self._mark in marks else ""
        self._view.show_compared(shown, marks, mark)


def _comparable(info: SessionInfo) -> bool:
    """Over, and no rating round, which has no course."""
    return info.state is not SessionState.OPEN and not info.is_round


def shared_marks(sessions: Sequence[ComparedSession]) -> tuple[str, ...]:
    """Marks that every one of them has, in the order of the first."""
    if not sessions:
        return ()
    return tuple(m for m in sessions[0].marks if all(m in s.marks for s in sessions))


def averaged(timeline: SessionTimeline) -> ComparedSession:
    data = prepare(timeline)
    t, valence = binned(data, data.emotions.valence)
    _, arousal = binned(data, data.emotions.arousal)
    marks: dict[str, float] = {}
    for marker in timeline.markers:
        marks.setdefault(marker.label.strip().casefold(), marker.t)
    now = datetime.now(UTC)
    return ComparedSession(
        timeline.info,
        moment_words(timeline.info.started_at, now),
        marks,
        t,
        valence,
        arousal,
        _shares(data),
        _figures(data),
    )


def binned(data: ReviewData, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Means over BIN_S, each sample weighing its time; NaN where nothing was believed."""
    count = max(1, int(np.ceil(data.duration_s / BIN_S)))
    middles = (np.arange(count, dtype=np.float64) + 0.5) * BIN_S
    series = data.timeline.estimates
    weights = np.where(np.isfinite(values), sample_lengths(series), 0.0)
    places = np.clip((series.t / BIN_S).astype(int), 0, count - 1)
    total = np.bincount(places, weights=weights, minlength=count)
    sums = np.bincount(places, weights=weights * np.nan_to_num(values), minlength=count)
    means = np.where(total > 0, sums / np.maximum(total, 1e-9), np.nan)
    return middles, np.asarray(means, dtype=np.float64)


def _shares(data: ReviewData) -> dict[Emotion, float]:
    seconds = dict(summarise(data).seconds_by_emotion)
    total = sum(seconds.values())
    return {e: s / total for e, s in seconds.items()} if total > 0 else {}


def _figures(data: ReviewData) -> tuple[str, ...]:
    summary = summarise(data)
    said = [length_words(summary.duration_s)]
    suds = [r.value for r in data.timeline.scales if r.kind is ScaleKind.SUDS]
    if len(suds) > 1:
        words = translate("Compare", "distress {0} to {1}")
        said.append(words.format(figure(suds[0], "g"), figure(suds[-1], "g")))
    said.append(rating_words(summary))
    if summary.face_share is not None:
        said.append(
            translate("Review", "face seen {share}").format(share=percent(summary.face_share))
        )
    return tuple(said)
