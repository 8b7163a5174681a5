"""What was heard in a whole recording: the moments that say something new, and the sum of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.ports import VoiceReader
from emotune_gui.domain.voice import SoundBlock, VoiceProbabilities, VoiceReading, VoiceState
from emotune_gui.perception.voice.activity import CHUNK

_CLOSING_CHUNKS = 16
"""Half a second of silence after the end, so that the last words are judged too."""


def heard_through(reader: VoiceReader, blocks: Iterable[SoundBlock]) -> Iterator[VoiceReading]:
    """A reading for each block of a recording, and one at its end that knows the last words."""
    last: SoundBlock | None = None
    for last in blocks:
        yield reader.hear(last)
    if last is None:
        return
    silence, reading = last, None
    for _ in range(_CLOSING_CHUNKS):
        t = silence.t + silence.duration_s
        silence = replace(silence, t=t, samples=np.zeros(CHUNK, np.float32), gap=False)
        reading = reader.hear(silence)
    if reading is not None:
        end, heard_at = last.t + last.duration_s, reading.heard_at
        yield replace(
            reading,
            t=end,
            heard_at=None if heard_at is None else min(heard_at, end),
            position_s=last.position_s + last.duration_s,
        )


@dataclass(frozen=True, slots=True)
class VoiceSummary:
    """`probabilities` and `affect` are means over the opinions, weighted by their confidence;
    None without any opinion."""

    seconds: float
    speech_s: float
    opinions: int
    probabilities: VoiceProbabilities | None
    affect: Affect | None
    confidence: float
    """Mean confidence of the opinions when they were formed."""


class VoiceTimeline:
    """Takes readings in order; `told` holds new opinions and changes between speech and silence."""

    def __init__(self) -> None:
        self.told: list[VoiceReading] = []
        self._last: VoiceReading | None = None
        self._speech_s = 0.0
        self._opinions: list[VoiceReading] = []

    def add(self, reading: VoiceReading) -> bool:
        """Whether the reading says something new."""
        last, self._last = self._last, reading
        if reading.state is VoiceState.SPEAKING and last is not None:
            self._speech_s += max(0.0, reading.t - last.t)
        formed = reading.heard_at is not None and (
            last is None or last.heard_at != reading.heard_at
        )
        if formed:
            self._opinions.append(reading)
        new = formed or last is None or last.state is not reading.state
        if new:
            self.told.append(reading)
        return new

    def summary(self) -> VoiceSummary:
        seconds = 0.0 if self._last is None else self._last.position_s
        heard = [o for o in self._opinions if o.probabilities is not None and o.affect is not None]
        weight = sum(o.confidence for o in heard)
        if weight <= 0.0:
            return VoiceSummary(seconds, self._speech_s, 0, None, None, 0.0)
        values = zip(*(_weighted(o) for o in heard), strict=True)
        valence = sum(o.confidence * o.affect.valence for o in heard if o.affect) / weight
        arousal = sum(o.confidence * o.affect.arousal for o in heard if o.affect) / weight
        return VoiceSummary(
            seconds,
            self._speech_s,
            len(heard),
            VoiceProbabilities.normalised([sum(v) for v in values]),
            Affect.clamped(valence, arousal),
            weight / len(heard),
        )


def _weighted(opinion: VoiceReading) -> list[float]:
    assert opinion.probabilities is not None
    return [opinion.confidence * p for p in opinion.probabilities.values]
