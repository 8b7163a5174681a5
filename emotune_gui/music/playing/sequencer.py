"""Turns bars into notes on and off at exact samples."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from typing import Protocol, TypeVar

from emotune_gui.domain.music import Bar, Note, Part, PlayedNote
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.glide import TempoCourse
from emotune_gui.music.playing.levels import REFERENCE_LOUDNESS

DEFAULT_PROGRAMS: dict[Part, int] = {
    Part.MELODY: 73,
    Part.CHORDS: 0,
    Part.BASS: 32,
    Part.PAD: 48,
    Part.COUNTER: 71,
    Part.DRUMS: 0,
}
"""For a part that a bar's parameters do not name: flute, piano, bass, strings, clarinet, kit."""

SHORTEST_BEATS = 1.0 / 32.0
VoiceT = TypeVar("VoiceT")


class Instrument(Protocol[VoiceT]):
    """What is asked of a synthesiser; `Synthesiser` is one, tests have others."""

    sample_rate: int

    def note_on(self, part: Part, program: int, pitch: int, velocity: float) -> VoiceT: ...

    def note_off(self, voice: VoiceT) -> None: ...

    def render(self, out: StereoBlock) -> None: ...

    def silence(self) -> None: ...


class _Kind(IntEnum):
    """Order of events that fall on the same beat."""

    OFF = 0
    BAR = 1
    BEAT = 2
    ON = 3


@dataclass(slots=True, eq=False)
class Sounding:
    """A note between its on and its off. `start_s` is set when its block's time is known."""

    voice: object
    bar_id: int
    part: Part
    program: int
    pitch: int
    velocity: int
    frame: int
    start_s: float = 0.0

    def played(self, end_s: float) -> PlayedNote:
        return PlayedNote(
            self.bar_id,
            self.part,
            self.program,
            self.pitch,
            self.velocity,
            self.start_s,
            max(end_s, self.start_s),
        )


@dataclass(slots=True)
class Happenings:
    """What took place in one block; frames count from the block's first."""

    bars: list[tuple[int, Bar, float]] = field(default_factory=list)
    """Frame, bar, and the absolute beat of its bar line."""
    beats: list[int] = field(default_factory=list)
    started: list[Sounding] = field(default_factory=list)
    ended: list[tuple[int, Sounding]] = field(default_factory=list)


class Sequencer:
    """Plays queued bars one after another, along a course of beats that it is handed per block.

    `threshold(bar)` is asked at every beat which ranks are to be played; `level(bar)` gives the
    live loudness for the record of a note's velocity. Only reading and appending to `queue` is
    for other threads. When no bar is queued at a bar line, sounding notes end in their time,
    silence follows, and the next bar begins with the first block after it has come.
    """

    def __init__(
        self,
        instrument: Instrument[object],
        threshold: Callable[[Bar], float],
        level: Callable[[Bar], float],
    ) -> None:
        self.queue: deque[Bar] = deque()
        self.current: Bar | None = None
        self.bar_beat = 0.0
        """Absolute beat of the current bar's line."""
        self.beat = 0.0
        """Absolute beat at the start of the next block."""
        self.sounding: dict[tuple[Part, int, int], Sounding] = {}
        self.bars = 0
        self.notes = 0
        self.starvations = 0
        self._instrument = instrument
        self._threshold = threshold
        self._level = level
        self._events: list[tuple[float, int, int, object]] = []
        self._order = count()
        self._now = Happenings()
        self._programs: dict[Part, int] = dict(DEFAULT_PROGRAMS)

    def fill(self, out: StereoBlock, course: TempoCourse) -> Happenings:
        """Render `out` (N x 2) while the beats go by as `course` says."""
        self._now = Happenings()
        if self.current is None and self.queue:
            self._begin(self.queue.popleft(), self.beat, 0)
        frame, frames = 0, len(out)
        while frame < frames:
            until = frames
            while self._events:
                due = course.frame_at(self._events[0][0] - self.beat)
                if due > frame:
                    until = min(frames, due)
                    break
                self._fire(frame)
            self._instrument.render(out[frame:until])
            frame = until
        self.beat += course.beats_at(frames)
        return self._now

    def beats_left(self) -> float:
        """Beats from the next block's start to the end of the current bar; 0 without one."""
        bar = self.current
        return 0.0 if bar is None else max(0.0, self.bar_beat + bar.beats - self.beat)

    def end_all(self) -> Happenings:
        """Every sounding note off now, the rest of the bar dropped, the queue kept."""
        self._now = Happenings()
        for note in list(self.sounding.values()):
            self._end(note, 0)
        self._events.clear()
        self.current = None
        return self._now

    def _fire(self, frame: int) -> None:
        due, kind, _, payload = heapq.heappop(self._events)
        if kind == _Kind.OFF:
            assert isinstance(payload, Sounding)
            if self.sounding.get((payload.part, payload.program, payload.pitch)) is payload:
                self._end(payload, frame)
        elif kind == _Kind.BAR:
            self._bar_line(due, frame)
        elif kind == _Kind.BEAT:
            assert isinstance(payload, int)
            self._on_beat(payload, frame)
        else:
            assert isinstance(payload, Note)
            self._start(payload, due, frame)

    def _push(self, beat: float, kind: _Kind, payload: object = None) -> None:
        heapq.heappush(self._events, (beat, int(kind), next(self._order), payload))

    def _bar_line(self, beat: float, frame: int) -> None:
        if self.queue:
            self._begin(self.queue.popleft(), beat, frame)
        else:
            self.current = None
            self.starvations += 1

    def _begin(self, bar: Bar, beat: float, frame: int) -> None:
        self.current, self.bar_beat = bar, beat
        self.bars += 1
        self._programs = {**DEFAULT_PROGRAMS, **dict(bar.parameters.instruments)}
        self._now.bars.append((frame, bar, beat))
        for index in range(bar.beats):
            self._push(beat + index, _Kind.BEAT, index)
        self._push(beat + bar.beats, _Kind.BAR)

    def _on_beat(self, index: int, frame: int) -> None:
        bar = self.current
        assert bar is not None
        self._now.beats.append(frame)
        highest = self._threshold(bar)
        for note in bar.notes:
            home = min(max(int(note.onset), 0), bar.beats - 1)
            if home == index and note.rank <= highest:
                self._push(self.bar_beat + max(note.onset, 0.0), _Kind.ON, note)

    def _start(self, note: Note, beat: float, frame: int) -> None:
        bar = self.current
        if bar is None:
            return
        program = self._programs[note.part]
        before = self.sounding.get((note.part, program, note.pitch))
        if before is not None:
            # One string, one key: the same pitch cannot sound twice in a part.
            self._end(before, frame)
        share = note.velocity / bar.parameters.loudness
        velocity = min(127.0, max(1.0, share * REFERENCE_LOUDNESS))
        voice = self._instrument.note_on(note.part, program, note.pitch, velocity)
        heard = min(127, max(1, round(share * self._level(bar))))
        sounding = Sounding(voice, bar.id, note.part, program, note.pitch, heard, frame)
        self.sounding[note.part, program, note.pitch] = sounding
        self.notes += 1
        self._now.started.append(sounding)
        self._push(beat + max(note.duration, SHORTEST_BEATS), _Kind.OFF, sounding)

    def _end(self, note: Sounding, frame: int) -> None:
        del self.sounding[note.part, note.program, note.pitch]
        self._instrument.note_off(note.voice)
        self._now.ended.append((frame, note))
