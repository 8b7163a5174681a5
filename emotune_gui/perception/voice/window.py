"""The speech that an opinion is formed on: the last seconds of it, pauses cut out."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray

LONGEST_SPEECH_S = 3.0
OLDEST_S = 5.0
"""Speech from longer ago says nothing of now."""
KEPT_PAUSE_S = 0.3
"""Pauses are cut to this length."""
_BEFORE_ONSET = 1
"""Chunks kept from before the first that sounds like speech: consonants begin softly."""
_PENDING = 16
_QUIETEST = 5.0
"""Percentile of the chunks' powers."""


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """A short piece of sound, cleaned of the program's music; `t` is the second at its end."""

    t: float
    samples: SoundArray
    probability: float
    """That it is speech."""
    voiced: bool
    power: float
    """Mean square of `samples`."""
    music_power: float = 0.0
    """Mean square of the music taken away."""

    @property
    def seconds(self) -> float:
        return len(self.samples) / SAMPLE_RATE


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """Chunks joined: `seconds` counts the voiced ones, `samples` has the short pauses too."""

    samples: SoundArray
    seconds: float
    probability: float
    """Mean over the voiced chunks."""
    power: float
    """Mean square of the voiced chunks."""
    music_power: float
    quiet_power: float
    """Mean square of its quietest chunks, between the words or in a stop."""


NO_SPEECH = Speech(np.zeros(0, np.float32), 0.0, 0.0, 0.0, 0.0, 0.0)


class SpeechWindow:
    """Collects chunk after chunk; what does not become speech is let go.

    `stretch_s` is the speech of the present stretch (from onset to hangover).
    """

    def __init__(self) -> None:
        self._kept: deque[Chunk] = deque()
        self._pending: deque[Chunk] = deque(maxlen=_PENDING)
        self._pause_s = 0.0
        self.stretch_s = 0.0
        self.begun_at: float | None = None

    def clear(self) -> None:
        self._kept.clear()
        self.end_stretch()

    def end_stretch(self) -> None:
        self._pending.clear()
        self._pause_s = self.stretch_s = 0.0
        self.begun_at = None

    def hear(self, chunk: Chunk, *, speaking: bool) -> list[Chunk]:
        """Take a chunk in; `speaking` as the gate says after it. Returns what became speech."""
        if not speaking:
            if self.begun_at is not None:
                self.end_stretch()
            self._wait(chunk)
            return []
        fresh = [*self._pending, chunk]
        self._pending.clear()
        if self.begun_at is None:
            first = next((c for c in fresh if c.voiced), chunk)
            self.begun_at = first.t - first.seconds
        kept = [c for c in fresh if self._wanted(c)]
        self._kept.extend(kept)
        self.stretch_s += sum(c.seconds for c in kept if c.voiced)
        return kept

    def speech(self, now: float) -> Speech:
        """The last LONGEST_SPEECH_S of speech not older than OLDEST_S."""
        while self._kept and self._kept[0].t < now - OLDEST_S:
            self._kept.popleft()
        chosen: list[Chunk] = []
        seconds = 0.0
        for chunk in reversed(self._kept):
            if seconds >= LONGEST_SPEECH_S - 1e-9:
                break
            chosen.append(chunk)
            seconds += chunk.seconds if chunk.voiced else 0.0
        return joined(chosen[::-1])

    def _wait(self, chunk: Chunk) -> None:
        """Hold what may be the onset of speech, with a little from before it."""
        self._pending.append(chunk)
        if not chunk.voiced:
            while len(self._pending) > _BEFORE_ONSET:
                self._pending.popleft()

    def _wanted(self, chunk: Chunk) -> bool:
        self._pause_s = 0.0 if chunk.voiced else self._pause_s + chunk.seconds
        return self._pause_s <= KEPT_PAUSE_S


def joined(chunks: list[Chunk]) -> Speech:
    """One piece of speech; pauses at its end are left out."""
    while chunks and not chunks[-1].voiced:
        chunks = chunks[:-1]
    voiced = [c for c in chunks if c.voiced]
    if not voiced:
        return NO_SPEECH
    return Speech(
        np.concatenate([c.samples for c in chunks]),
        sum(c.seconds for c in voiced),
        float(np.mean([c.probability for c in voiced])),
        float(np.mean([c.power for c in voiced])),
        float(np.mean([c.music_power for c in voiced])),
        float(np.percentile([c.power for c in chunks], _QUIETEST)),
    )
