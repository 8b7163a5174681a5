"""From blocks of sound to what is heard of the client."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, inf, log10
from typing import Protocol

import numpy as np

from emotune_gui.domain.ports import VoiceRecogniser
from emotune_gui.domain.voice import (
    SAMPLE_RATE,
    SoundArray,
    SoundBlock,
    VoiceOpinion,
    VoiceProfile,
    VoiceReading,
    VoiceState,
)
from emotune_gui.perception.voice.activity import CHUNK, CHUNK_S, SpeechGate
from emotune_gui.perception.voice.doubt import Doubt, doubt, is_audible, songlikeness
from emotune_gui.perception.voice.learning import SpeakerLearning
from emotune_gui.perception.voice.music_gate import MusicGate
from emotune_gui.perception.voice.noise_floor import NoiseFloor
from emotune_gui.perception.voice.rechunking import Rechunker
from emotune_gui.perception.voice.window import Chunk, Speech, SpeechWindow

FIRST_SPEECH_S = 0.6
"""Speech before the first opinion of a stretch..."""
HURRIED_SPEECH_S = 0.4
HURRY_S = 1.0
"""...or less, when it began this long ago: the first opinion is due within 1.5 s."""
EVERY_S = 0.5
"""Between two opinions while somebody speaks."""
FRESH_S = 0.2
"""New speech that a further opinion needs."""
FADING_S = 3.0
"""Time constant with which an opinion loses its weight."""
GONE_S = 8.0
"""An opinion this old is no longer told."""
_SILENCE_DBFS = -120.0
_LEVEL_CHUNKS = 3


class ActivityDetector(Protocol):
    """Probability (0-1) that the next CHUNK samples are speech."""

    def __call__(self, chunk: SoundArray) -> float: ...

    def reset(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Heard:
    """The last opinion and what it was formed on."""

    opinion: VoiceOpinion
    at: float
    speech_s: float
    doubt: Doubt
    profile_version: int | None


class VoiceListener:
    """A VoiceReader: hears one stream of sound in one thread.

    Takes blocks of any length; sound that is not a number is silence. A gap ends the stretch
    of speech; what was heard before it stays until it is too old.
    """

    def __init__(
        self,
        recogniser: VoiceRecogniser,
        activity: ActivityDetector,
        gate: SpeechGate | None = None,
    ) -> None:
        self._recogniser = recogniser
        self._activity = activity
        self._gate = gate or SpeechGate()
        self._music = MusicGate()
        self._chunks = Rechunker()
        self._window = SpeechWindow()
        self._noise = NoiseFloor()
        self._learning = SpeakerLearning(recogniser)
        self._heard: _Heard | None = None
        self._tried_at = -inf
        self._fresh_s = 0.0
        self._levels = [0.0] * _LEVEL_CHUNKS
        self._now = -inf

    def hear(self, block: SoundBlock) -> VoiceReading:
        if self._chunks.interrupted(block):
            self._forget_sound()
        if block.t < self._now - GONE_S:
            # A clock that began anew: nothing heard before has an age any more.
            self._heard = None
        for begin, samples in self._chunks.cut(block):
            self._hear_chunk(begin, samples)
        self._now = block.t + block.duration_s
        return self._reading(block)

    def hear_music(self, block: SoundBlock) -> None:
        self._music.play(block)

    def use_profile(self, profile: VoiceProfile | None) -> None:
        """Begin from a client's usual voice; what was heard of anyone before is forgotten."""
        self._recogniser.use_profile(profile)
        self._learning.forget()
        self._heard = None

    def profile(self) -> VoiceProfile | None:
        return self._recogniser.profile()

    def _forget_sound(self) -> None:
        """Sound was lost: the stretch has ended, and the detector begins anew."""
        self._learning.end()
        self._window.clear()
        self._gate.reset()
        self._activity.reset()
        self._tried_at, self._fresh_s = -inf, 0.0

    def _hear_chunk(self, begin: float, heard: SoundArray) -> None:
        self._levels = [*self._levels[1:], float(np.mean(heard * heard))]
        cleaned = self._music.clean(begin, heard)
        probability = self._activity(cleaned.left)
        was_speaking = self._gate.speaking
        self._gate.hear(probability)
        chunk = Chunk(
            begin + CHUNK_S,
            cleaned.left,
            probability,
            self._gate.voiced,
            cleaned.left_power,
            cleaned.music_power,
        )
        self._noise.hear(chunk.power, probability)
        fresh = self._window.hear(chunk, speaking=self._gate.speaking)
        self._learning.hear(fresh)
        self._fresh_s += sum(c.seconds for c in fresh if c.voiced)
        if self._due(chunk.t) or (was_speaking and not self._gate.speaking):
            self._judge(chunk.t)
        if was_speaking and not self._gate.speaking:
            self._learning.end()

    def _due(self, now: float) -> bool:
        if not self._gate.speaking or now - self._tried_at < EVERY_S - 1e-6:
            return False
        begun, spoken = self._window.begun_at, self._window.stretch_s
        hurried = begun is not None and now - begun >= HURRY_S and spoken >= HURRIED_SPEECH_S
        return self._fresh_s >= FRESH_S and (spoken >= FIRST_SPEECH_S or hurried)

    def _judge(self, now: float) -> None:
        """Form an opinion on the window, unless it holds too little or is no speech."""
        speech = self._window.speech(now)
        if speech.seconds < HURRIED_SPEECH_S or self._fresh_s < FRESH_S:
            return
        self._tried_at, self._fresh_s = now, 0.0
        if not is_audible(speech):
            return
        song = songlikeness(speech)
        if song >= 0.0:
            self._learning.refuse()
            return
        self._heard = self._judged(speech, song, now)

    def _judged(self, speech: Speech, song: float, now: float) -> _Heard:
        opinion = self._recogniser.classify(speech.samples - speech.samples.mean())
        known = self._recogniser.profile()
        reasons = doubt(speech, self._noise.power, song, known=known is not None)
        version = None if known is None else known.version
        return _Heard(opinion, now, speech.seconds, reasons, version)

    def _reading(self, block: SoundBlock) -> VoiceReading:
        state = VoiceState.SPEAKING if self._gate.speaking else VoiceState.SILENT
        told = VoiceReading(
            t=self._now,
            state=state,
            level_dbfs=_dbfs(sum(self._levels) / len(self._levels)),
            position_s=block.position_s + block.duration_s,
        )
        heard = self._heard
        if heard is None or self._now - heard.at > GONE_S:
            self._heard = None
            return told
        age = max(0.0, self._now - heard.at)
        sure = heard.opinion.probabilities.top_probability * heard.doubt.reliability
        return replace(
            told,
            probabilities=heard.opinion.probabilities,
            affect=heard.opinion.affect,
            confidence=min(1.0, sure * exp(-age / FADING_S)),
            heard_at=heard.at,
            speech_s=heard.speech_s,
            notes=heard.doubt.notes,
            profile_version=heard.profile_version,
        )


def _dbfs(power: float) -> float:
    return max(_SILENCE_DBFS, min(0.0, 10.0 * log10(max(power, 1e-12))))


__all__ = ["CHUNK", "SAMPLE_RATE", "ActivityDetector", "VoiceListener"]
