"""The music that would have been played to a recording, by the loops that play it live."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import asdict
from pathlib import Path
from typing import Any

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.learning import CLINICAL_MAPPING, MappingWeights
from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.beholding import FileClock, NobodyWrites, Unhurried
from emotune_gui.engine.analysing.plan import plan_for
from emotune_gui.engine.composing import TICK_S, ComposerLoop
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.recording import SessionRecord
from emotune_gui.music.midi import played_to_midi
from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE
from emotune_gui.music.playing.player import STOP_FADE_SECONDS, Player
from emotune_gui.music.playing.replay import OfflineSink
from emotune_gui.music.playing.synthesiser import Synthesiser
from emotune_gui.music.playing.wavfile import WavWriter
from emotune_gui.music.programme import Programme, Wishes
from emotune_gui.music.songs.repertoire import Repertoire
from emotune_gui.music.strategy import Strategist

BLOCK_S = BLOCK_FRAMES / SAMPLE_RATE


class MusicBeside:
    """`ComposerLoop` and `Player` stepped by the recording's clock; use from one thread."""

    def __init__(self, strategy: Strategy, duration_s: float, parts: Path) -> None:
        """Writes .wav, .mid and .bars.json into `parts`; raises OSError."""
        self._parts, self._wav = parts, parts / ".wav"
        self._writer = WavWriter(self._wav, SAMPLE_RATE)
        self._clock, self._score = FileClock(), _Score()
        self._next_step = 0.0
        self._coming: deque[tuple[float, EmotionEstimate]] = deque()
        plan = plan_for(strategy, duration_s)
        record = SessionRecord(self._score, 0.0)
        self._estimates: Unhurried[EmotionEstimate] = Unhurried()
        weights: Latest[MappingWeights] = Latest()
        weights.put(CLINICAL_MAPPING)
        self._record = record
        self._player = Player(
            OfflineSink(self._writer.append),
            Synthesiser(SAMPLE_RATE),
            on_bar=self._begun,
            on_note=self._ended,
            clock=self._clock,
        )
        programme = Programme(plan, Wishes(plan.composer), Repertoire(lambda: (), plan))
        programme.prepare()
        self._composing = ComposerLoop(
            strategist=Strategist(plan),
            composer=programme,
            player=self._player,
            plan=plan,
            estimates=self._estimates,
            weights=weights,
            record=record,
            clock=self._clock,
        )

    def _begun(self, bar: Bar, heard_at: float) -> None:
        self._composing.bar_started(bar, heard_at)

    def _ended(self, note: PlayedNote) -> None:
        self._record.music_origin = self._player.origin
        self._record.played(note)

    def until(self, position_s: float, estimate: EmotionEstimate) -> None:
        """Play to there, knowing what was believed before; then believe this.

        The sound stays so far behind that it can still fade before the recording's end, which
        may be here.
        """
        self._coming.append((position_s, estimate))
        self._play(position_s - STOP_FADE_SECONDS)

    def _play(self, until_s: float) -> None:
        while self._clock.t < until_s and not self._writer.full:
            while self._coming and self._coming[0][0] <= self._clock.t:
                self._estimates.put(self._coming.popleft()[1])
            if self._clock.t >= self._next_step:
                self._composing.step()
                self._next_step += TICK_S
            self._player.step()
            self._clock.t += BLOCK_S

    def finish(self, end_s: float) -> Path:
        """Play and fade to the end, and write everything; returns the sound."""
        self._play(end_s - STOP_FADE_SECONDS)
        self._player.stop()
        self._writer.close()
        played_to_midi(self._score.notes).write(str(self._parts / ".mid"))
        told = {"bars": self._score.bars, "notes": [_note(n) for n in self._score.notes]}
        (self._parts / ".bars.json").write_text(json.dumps(told) + "\n", encoding="utf-8")
        return self._wav

    def close(self) -> None:
        self._writer.close()


class _Score(NobodyWrites):
    """What was heard, in seconds of the recording."""

    def __init__(self) -> None:
        self.bars: list[dict[str, Any]] = []
        self.notes: list[PlayedNote] = []

    def bar(self, start_s: float, bar: Bar, target: Affect) -> None:
        told = asdict(bar) | {"start_s": round(start_s, 6)}
        self.bars.append(told | {"target": [target.valence, target.arousal]})

    def played(self, note: PlayedNote) -> None:
        self.notes.append(note)


def _note(note: PlayedNote) -> list[Any]:
    times = [round(note.start_s, 6), round(note.end_s, 6)]
    return [note.bar_id, note.part.value, note.program, note.pitch, note.velocity, *times]
