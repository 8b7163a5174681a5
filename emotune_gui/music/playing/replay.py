"""A session's music once more, faster than real time, into a WAV file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from emotune_gui.domain.music import Bar, PlayedNote
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.levels import REFERENCE_LOUDNESS, velocity_gain_db
from emotune_gui.music.playing.master import Master
from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE
from emotune_gui.music.playing.player import Player
from emotune_gui.music.playing.synthesiser import Synthesiser, Voice
from emotune_gui.music.playing.wavfile import WavWriter

TAIL_SECONDS = 2.0
"""Rendered after the last note, for releases and the room."""


class OfflineSink:
    """Takes blocks as fast as they come; `heard_at` is the place in the sound, from 0."""

    def __init__(self, keep: Callable[[StereoBlock], None]) -> None:
        self.name = "offline"
        self.sample_rate = SAMPLE_RATE
        self.block_frames = BLOCK_FRAMES
        self.underruns = 0
        self.blocks = 0
        self.audible = False
        self._keep = keep

    def wait(self, timeout: float) -> bool:
        return True

    def write(self, block: StereoBlock) -> float:
        self._keep(block)
        heard_at = self.blocks * self.block_frames / self.sample_rate
        self.blocks += 1
        return heard_at

    def close(self) -> None:
        """Nothing is held."""


def render_bars(bars: Sequence[Bar], path: Path) -> tuple[PlayedNote, ...]:
    """Play bars by their own parameters into a WAV file; returns the notes as realised."""
    played: list[PlayedNote] = []
    writer = WavWriter(path, SAMPLE_RATE)
    try:
        player = Player(OfflineSink(writer.append), Synthesiser(SAMPLE_RATE), on_note=played.append)
        for bar in bars:
            player.enqueue(bar)
        while bars and not player.stats().starvations:
            player.step()
        for _ in range(_blocks(TAIL_SECONDS)):
            player.step()
        player.stop()
    finally:
        writer.close()
    return tuple(played)


def render_played(
    notes: Sequence[PlayedNote], path: Path, levels: Mapping[int, float] | None = None
) -> float:
    """Sound realised notes again into a WAV file; returns its length in seconds.

    Velocities hold what was heard when the notes began; changes of loudness while they rang
    and the therapist's volume are not part of them. `levels` gives the loudness (mean velocity)
    that was asked by bar id; of other bars it is the mean of their notes.
    """
    writer = WavWriter(path, SAMPLE_RATE)
    try:
        blocks = 0
        for block in _sound(notes, _levels(notes) | dict(levels or {})):
            writer.append(block)
            blocks += 1
    finally:
        writer.close()
    return blocks * BLOCK_FRAMES / SAMPLE_RATE


def sound_of(
    notes: Sequence[PlayedNote], levels: Mapping[int, float] | None = None
) -> Iterator[StereoBlock]:
    """The same sound in blocks of `BLOCK_FRAMES`, each made when it is asked for and holding
    until the next."""
    return _sound(notes, _levels(notes) | dict(levels or {}))


def _sound(notes: Sequence[PlayedNote], levels: Mapping[int, float]) -> Iterator[StereoBlock]:
    synthesiser = Synthesiser(SAMPLE_RATE)
    master = Master(SAMPLE_RATE, BLOCK_FRAMES)
    voices: dict[int, Voice] = {}
    events = _events(notes)
    last = events[-1][0] if events else 0
    due = iter([*events, (2**62, 0, 0)])
    at, kind, index = next(due)
    expected_db = 0.0
    for start in range(0, last + int(TAIL_SECONDS * SAMPLE_RATE), BLOCK_FRAMES):
        block = master.begin()
        done = 0
        while at < start + BLOCK_FRAMES:
            synthesiser.render(block[done : at - start])
            done = at - start
            _apply(synthesiser, notes[index], kind, index, voices)
            if kind:
                asked = levels[notes[index].bar_id]
                expected_db = velocity_gain_db(asked, REFERENCE_LOUDNESS)
            at, kind, index = next(due)
        synthesiser.render(block[done:])
        yield master.finish(expected_db=expected_db)


def _levels(notes: Sequence[PlayedNote]) -> dict[int, float]:
    """Mean velocity by bar."""
    velocities: dict[int, list[int]] = {}
    for note in notes:
        velocities.setdefault(note.bar_id, []).append(note.velocity)
    return {bar_id: sum(of_bar) / len(of_bar) for bar_id, of_bar in velocities.items()}


def _events(notes: Sequence[PlayedNote]) -> list[tuple[int, int, int]]:
    """(frame, 0 off or 1 on, index of the note), in order; a note lasts at least one frame."""
    events = []
    for index, note in enumerate(notes):
        on = max(0, round(note.start_s * SAMPLE_RATE))
        events.append((on, 1, index))
        events.append((max(on + 1, round(note.end_s * SAMPLE_RATE)), 0, index))
    return sorted(events)


def _apply(
    synthesiser: Synthesiser, note: PlayedNote, kind: int, index: int, voices: dict[int, Voice]
) -> None:
    if kind:
        voices[index] = synthesiser.note_on(note.part, note.program, note.pitch, note.velocity)
    else:
        synthesiser.note_off(voices.pop(index))


def _blocks(seconds: float) -> int:
    return -(-int(seconds * SAMPLE_RATE) // BLOCK_FRAMES)
