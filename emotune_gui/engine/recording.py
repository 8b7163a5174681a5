"""What a session writes down, on the session's own time axis."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.review import SongPlayed
from emotune_gui.domain.session import Marker
from emotune_gui.domain.steering import SteeringEvent
from emotune_gui.engine.statistics import EmotionSeconds

SAMPLE_EVERY_S = 0.1
"""Emotion samples stored: about ten a second."""


class RecorderPort(Protocol):
    """What the engine asks of storage's recorder; every call returns at once."""

    def estimate(self, t: float, estimate: EmotionEstimate) -> None: ...

    def bar(self, start_s: float, bar: Bar, target: Affect) -> None: ...

    def played(self, note: PlayedNote) -> None: ...

    def song(self, played: SongPlayed) -> None: ...

    def marker(self, marker: Marker) -> None: ...

    def note(self, t: float, text: str) -> None: ...

    def steered(self, event: SteeringEvent) -> None: ...


class SessionRecord:
    """Turns monotonic times into seconds since the session began (`origin`) and thins samples."""

    def __init__(self, recorder: RecorderPort, origin: float) -> None:
        self._recorder = recorder
        self._next_sample = origin
        self.origin = origin
        self.music_origin = origin
        """Monotonic second at which the player's note times begin."""
        self.seconds = EmotionSeconds()

    def estimate(self, estimate: EmotionEstimate) -> None:
        self.seconds.add(estimate)
        if estimate.t + 1e-3 < self._next_sample:
            return
        self._next_sample = max(self._next_sample + SAMPLE_EVERY_S, estimate.t)
        self._recorder.estimate(estimate.t - self.origin, estimate)

    def bar(self, heard_at: float, bar: Bar, target: Affect) -> None:
        self._recorder.bar(heard_at - self.origin, bar, target)

    def played(self, note: PlayedNote) -> None:
        shift = self.music_origin - self.origin
        moved = replace(note, start_s=note.start_s + shift, end_s=note.end_s + shift)
        self._recorder.played(moved)

    def song(self, played: SongPlayed) -> None:
        """As it is known now; the last word on a place in the session counts."""
        start, end = played.start_s - self.origin, played.end_s - self.origin
        self._recorder.song(replace(played, start_s=start, end_s=end))

    def marker(self, now: float, label: str) -> None:
        self._recorder.marker(Marker(now - self.origin, label))

    def note(self, now: float, text: str) -> None:
        self._recorder.note(now - self.origin, text)

    def steered(self, event: SteeringEvent) -> None:
        self._recorder.steered(replace(event, t=event.t - self.origin))
