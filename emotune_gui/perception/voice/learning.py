"""Giving the recogniser the client's speech to learn the usual voice from, each word once."""

from __future__ import annotations

from emotune_gui.domain.ports import VoiceRecogniser
from emotune_gui.perception.voice.doubt import CLIPPED_SHARE, clipped_share, songlikeness
from emotune_gui.perception.voice.window import Chunk, joined

LEAST_S = 1.0
"""Shorter stretches are left out: a word is no voice."""
MOST_S = 5.0
"""A long stretch is given in pieces, so that a talkative client is known soon."""
_MUSIC_SHARE = 0.1
"""Music left out of the sound may be this strong beside the speech."""


class SpeakerLearning:
    """Collects a stretch of speech and hands it over when it ends or is long."""

    def __init__(self, recogniser: VoiceRecogniser) -> None:
        self._recogniser = recogniser
        self._chunks: list[Chunk] = []
        self._spoken_s = 0.0
        self._refused = False

    def hear(self, chunks: list[Chunk]) -> None:
        self._chunks += chunks
        self._spoken_s += sum(c.seconds for c in chunks if c.voiced)
        if self._spoken_s >= MOST_S:
            self.end()

    def refuse(self) -> None:
        """What is being heard is not speech after all: nothing is learnt from this stretch."""
        self._refused = True

    def forget(self) -> None:
        self._chunks, self._spoken_s, self._refused = [], 0.0, False

    def end(self) -> None:
        chunks, spoken_s, refused = self._chunks, self._spoken_s, self._refused
        self.forget()
        if spoken_s < LEAST_S or refused:
            return
        speech = joined(chunks)
        if speech.music_power > _MUSIC_SHARE * speech.power:
            return
        if clipped_share(speech.samples) > CLIPPED_SHARE or songlikeness(speech) >= 0.0:
            return
        self._recogniser.adapt(speech.samples - speech.samples.mean())
