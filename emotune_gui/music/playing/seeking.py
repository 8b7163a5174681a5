"""Realised notes as sound from any place on, without making what lies before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.music import PlayedNote
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.levels import REFERENCE_LOUDNESS, velocity_gain_db
from emotune_gui.music.playing.master import Master
from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE
from emotune_gui.music.playing.replay import TAIL_SECONDS
from emotune_gui.music.playing.synthesiser import Synthesiser, Voice

RUN_UP_SECONDS = 3.0
"""Made unheard before the first place asked for, so that struck strings have decayed as far as they
had and room and levelling are where they were."""
SEEK_RUN_UP_SECONDS = 1.2
"""The same for later places: by then the levelling knows this music."""
EDGE_FRAMES = 128
"""3 ms in which the sound comes up, against a click."""

Frames = npt.NDArray[np.int64]


class SeekableSound:
    """Notes in an index of events, built once (a few hundredths of a second for an hour).

    `levels` gives the loudness (mean velocity) asked by bar id; of other bars it is the mean of
    their notes. One run at a time, on one thread: a new one makes the one before worthless.
    """

    def __init__(
        self, notes: Sequence[PlayedNote], levels: Mapping[int, float] | None = None
    ) -> None:
        self._notes = tuple(notes)
        count = len(self._notes)
        starts = np.fromiter((note.start_s for note in self._notes), float, count)
        ends = np.fromiter((note.end_s for note in self._notes), float, count)
        self._on: Frames = np.maximum(0, np.rint(starts * SAMPLE_RATE)).astype(np.int64)
        self._off: Frames = np.maximum(self._on + 1, np.rint(ends * SAMPLE_RATE).astype(np.int64))
        self._expected_db = _expected_db(self._notes, dict(levels or {}))
        frames = np.concatenate((self._on, self._off))
        # At one frame notes end before others begin: the same key may be struck again.
        order = np.lexsort((np.repeat((1, 0), count), frames))
        self._frames: Frames = frames[order]
        self._kinds = order < count
        self._indices: Frames = order % max(1, count)
        self._rendering: _Rendering | None = None

    def prepare(self) -> None:
        """Load the instruments, which the first run does otherwise."""
        if self._rendering is None:
            self._rendering = _Rendering(self)

    @property
    def _warm(self) -> bool:
        return self._rendering is not None and self._rendering.used

    @property
    def duration_s(self) -> float:
        """Until the last note has rung out; 0 without any note."""
        return float(self._off.max()) / SAMPLE_RATE + TAIL_SECONDS if self._notes else 0.0

    def sound_from(self, second: float) -> Iterator[StereoBlock]:
        """Blocks of `BLOCK_FRAMES` from exactly `second` on, each holding until the next.

        What sounds there already is heard from its middle. Notes that began more than
        `RUN_UP_SECONDS` before are struck again at the beginning of the (unheard) run-up.
        """
        first = max(0, round(second * SAMPLE_RATE))
        seconds = RUN_UP_SECONDS if not self._warm else SEEK_RUN_UP_SECONDS
        run_up = -(-int(seconds * SAMPLE_RATE) // BLOCK_FRAMES)
        # The master gives its sound a little later than it takes it.
        start = first + Master.latency_frames - run_up * BLOCK_FRAMES
        self.prepare()
        assert self._rendering is not None
        blocks = self._rendering.blocks(start)
        for _ in range(run_up):
            if next(blocks, None) is None:
                return
        opening = np.linspace(0.0, 1.0, EDGE_FRAMES, dtype=np.float32)[:, None]
        for number, block in enumerate(blocks):
            if number == 0:
                block[:EDGE_FRAMES] *= opening
            yield block

    def sounding_at(self, frame: int) -> list[int]:
        """Indices of the notes that began before a frame and end after it."""
        return [int(i) for i in np.flatnonzero((self._on < frame) & (self._off > frame))]

    def events_from(self, frame: int) -> Iterator[tuple[int, bool, int]]:
        """(frame, begins, index of the note) in order."""
        place = int(np.searchsorted(self._frames, frame, side="left"))
        columns = self._frames[place:], self._kinds[place:], self._indices[place:]
        for at, begins, index in zip(*columns, strict=True):
            yield int(at), bool(begins), int(index)

    def note(self, index: int) -> PlayedNote:
        return self._notes[index]

    def expected_db(self, index: int) -> float:
        """How far above the reference the bar of a note was meant to be."""
        return self._expected_db[self._notes[index].bar_id]


class _Rendering:
    """Runs through the events with a synthesiser and a mixer, which are kept between runs."""

    def __init__(self, sound: SeekableSound) -> None:
        self._sound = sound
        self.used = False
        self._at = 0
        self._synthesiser = Synthesiser(SAMPLE_RATE)
        self._master = Master(SAMPLE_RATE, BLOCK_FRAMES)
        self._voices: dict[int, Voice] = {}
        self._level_db = 0.0

    def blocks(self, start: int) -> Iterator[StereoBlock]:
        self._synthesiser.silence()
        self._voices.clear()
        self._at, self.used = start, True
        for index in self._sound.sounding_at(self._at):
            self._strike(index)
        events = self._sound.events_from(self._at)
        due = next(events, None)
        end = round(self._sound.duration_s * SAMPLE_RATE)
        while self._at < end:
            block = self._master.begin()
            done = 0
            while due is not None and due[0] < self._at + BLOCK_FRAMES:
                self._synthesiser.render(block[done : due[0] - self._at])
                done = due[0] - self._at
                self._happen(due[1], due[2])
                due = next(events, None)
            self._synthesiser.render(block[done:])
            self._at += BLOCK_FRAMES
            yield self._master.finish(expected_db=self._level_db)

    def _happen(self, begins: bool, index: int) -> None:
        if begins:
            self._strike(index)
        elif index in self._voices:
            self._synthesiser.note_off(self._voices.pop(index))

    def _strike(self, index: int) -> None:
        note = self._sound.note(index)
        self._level_db = self._sound.expected_db(index)
        self._voices[index] = self._synthesiser.note_on(
            note.part, note.program, note.pitch, note.velocity
        )


def _expected_db(notes: Sequence[PlayedNote], levels: Mapping[int, float]) -> dict[int, float]:
    """By bar: what was asked, or else the mean velocity of its notes."""
    velocities: dict[int, list[int]] = {}
    for note in notes:
        velocities.setdefault(note.bar_id, []).append(note.velocity)
    asked = {bar_id: sum(v) / len(v) for bar_id, v in velocities.items()} | dict(levels)
    return {bar_id: velocity_gain_db(asked[bar_id], REFERENCE_LOUDNESS) for bar_id in velocities}
