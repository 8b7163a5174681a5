"""Bars made by hand, and an instrument that writes down what it is asked to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from emotune_gui.domain.music import Bar, Mode, MusicControls, MusicParameters, Note, Part
from emotune_gui.domain.ports import StereoBlock


def parameters(
    tempo_bpm: float = 120.0, loudness: float = 60.0, density: float = 4.0, **changes: object
) -> MusicParameters:
    values: dict[str, object] = {
        "velocity_spread": 0.0,
        "mode": Mode.IONIAN,
        "register": 67.0,
        "bass_register": 50.0,
        "articulation": 0.9,
        "dissonance": 0.0,
        "brightness": 0.5,
        "instruments": ((Part.MELODY, 0),),
    }
    return MusicParameters(tempo_bpm, density, loudness, **(values | changes))  # type: ignore[arg-type]


def bar(index: int, notes: list[Note] | None = None, beats: int = 4, **changes: object) -> Bar:
    made = parameters(**changes)  # type: ignore[arg-type]
    if notes is None:
        velocity = round(made.loudness)
        notes = [
            Note(float(b), 0.9, 60 + 2 * b + index % 5, velocity, Part.MELODY) for b in range(beats)
        ]
    return Bar(index, index, beats, 0, "I", 0, False, made, tuple(notes), 0)


def controls(
    tempo_bpm: float = 120.0, loudness: float = 60.0, density: float = 4.0, decided_at: float = 0.0
) -> MusicControls:
    return MusicControls(tempo_bpm, loudness, density, None, decided_at)


class FakeClock:
    """Time that passes only when somebody sleeps (or `pass_by` is called)."""

    def __init__(self) -> None:
        self.seconds = 100.0
        self.watchers: list[Callable[[float], None]] = []
        """Told the time whenever it has passed."""

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += max(0.0, seconds)
        for watcher in self.watchers:
            watcher(self.seconds)

    pass_by = sleep


@dataclass
class NotedInstrument:
    """Sounds nothing but a one-sample click (of the velocity's height) at each note-on."""

    sample_rate: int = 44100
    frames: int = 0
    on: list[tuple[int, Part, int, int, float]] = field(default_factory=list)
    """Frame, part, program, pitch, velocity."""
    off: list[tuple[int, int]] = field(default_factory=list)
    """Frame, index into `on`."""
    clicks: float = 0.0
    silenced: int = 0

    def note_on(self, part: Part, program: int, pitch: int, velocity: float) -> int:
        self.on.append((self.frames, part, program, pitch, velocity))
        self.clicks = velocity / 127.0
        return len(self.on) - 1

    def note_off(self, voice: int) -> None:
        self.off.append((self.frames, voice))

    def render(self, out: StereoBlock) -> None:
        out[:] = 0.0
        if len(out):
            out[0] = self.clicks
            self.clicks = 0.0
        self.frames += len(out)

    def silence(self) -> None:
        self.silenced += 1


@dataclass
class KeepingSink:
    """As fast as asked; keeps the sound, and hears each block as soon as it is written."""

    sample_rate: int = 44100
    block_frames: int = 4096
    name: str = "keeping"
    underruns: int = 0
    blocks: int = 0
    began: float = 100.0
    kept: list[StereoBlock] = field(default_factory=list)

    def wait(self, timeout: float) -> bool:
        return True

    def write(self, block: StereoBlock) -> float:
        assert len(block) == self.block_frames
        self.kept.append(np.array(block))
        self.blocks += 1
        return self.began + (self.blocks - 1) * self.block_frames / self.sample_rate

    def close(self) -> None:
        """Nothing is held."""

    @property
    def sound(self) -> StereoBlock:
        return np.concatenate(self.kept)
