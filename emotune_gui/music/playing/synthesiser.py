"""A General MIDI synthesiser on tinysoundfont, rendered piece by piece into numpy arrays."""

from __future__ import annotations

from collections import OrderedDict
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.music import Part
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.levels import PART_GAIN_DB, PART_PAN, amplitude
from emotune_gui.music.playing.trims import PROGRAM_TRIM_DB

DRUM_CHANNEL = 9
MELODIC_CHANNELS: tuple[int, ...] = tuple(c for c in range(16) if c != DRUM_CHANNEL)
MAX_VOICES = 256
SYNTHESISER_GAIN_DB = 11.0
"""Lifts the font (a piano note at velocity 60 is about -39 LUFS) to a usable level."""


class Voice(NamedTuple):
    """A sounding note: what `note_off` needs."""

    channel: int
    pitch: int


def soundfont_path() -> Path:
    """TimGM6mb.sf2 as the package pretty_midi carries it; EmoTuneError when it is missing."""
    spec = find_spec("pretty_midi")
    folders = [] if spec is None else list(spec.submodule_search_locations or [])
    for folder in folders:
        path = Path(folder) / "TimGM6mb.sf2"
        if path.is_file():
            return path
    raise EmoTuneError("The instrument sounds are missing; please install EmoTune again.")


class Synthesiser:
    """Plays notes by part and program; used from one thread at a time.

    Every (part, program) pair gets a MIDI channel of its own, the least recently used one with
    no note on it, so that a change of instrument never touches notes that still ring. Drums are
    on channel 9. Output is float32 stereo, not limited: see `Master`.
    """

    def __init__(self, sample_rate: int = 44100, soundfont: Path | None = None) -> None:
        from tinysoundfont import _tinysoundfont

        self.sample_rate = sample_rate
        path = soundfont or soundfont_path()
        try:
            font: Any = _tinysoundfont.SoundFont(str(path))
        except RuntimeError as error:
            raise EmoTuneError(
                "The instrument sounds cannot be read; please install EmoTune again."
            ) from error
        font.set_output(
            _tinysoundfont.OutputMode.StereoInterleaved, sample_rate, SYNTHESISER_GAIN_DB
        )
        font.set_max_voices(MAX_VOICES)
        self._font = font
        self._channels: OrderedDict[tuple[Part, int], int] = OrderedDict()
        self._sounding: dict[int, int] = dict.fromkeys(range(16), 0)

    def note_on(self, part: Part, program: int, pitch: int, velocity: float) -> Voice:
        """Start a note now. `velocity` may be fractional, above 0 to 127; pitch 0-127.

        Raises ValueError outside those ranges.
        """
        if not (0 <= pitch <= 127 and 0.0 < velocity <= 127.0 and 0 <= program <= 127):
            raise ValueError(f"not a MIDI note: {program=} {pitch=} {velocity=}")
        channel = self._channel(part, program)
        self._font.channel_note_on(channel, pitch, _level(part, program, velocity))
        self._sounding[channel] += 1
        return Voice(channel, pitch)

    def note_off(self, voice: Voice) -> None:
        """Release the oldest note of that pitch on that channel; its release rings on."""
        self._font.channel_note_off(voice.channel, voice.pitch)
        self._sounding[voice.channel] = max(0, self._sounding[voice.channel] - 1)

    def all_notes_off(self) -> None:
        """Release everything; releases ring on."""
        for channel in range(16):
            self._font.channel_note_off(channel)
            self._sounding[channel] = 0

    def silence(self) -> None:
        """Cut everything at once, releases too. Only when nothing is heard: it clicks."""
        self.all_notes_off()
        for channel in range(16):
            self._font.channel_sounds_off(channel)

    def render(self, out: StereoBlock) -> None:
        """Fill `out` (C-contiguous, any number of frames) with the next sound."""
        if len(out):
            self._font.render(out.data.cast("B"), False)

    def _channel(self, part: Part, program: int) -> int:
        key = (part, program)
        channel = self._channels.get(key)
        if channel is None:
            channel = self._assign(key)
        self._channels.move_to_end(key)
        return channel

    def _assign(self, key: tuple[Part, int]) -> int:
        part, program = key
        drums = part is Part.DRUMS
        channel = DRUM_CHANNEL if drums else self._free_channel()
        for other in [k for k, c in self._channels.items() if c == channel]:
            del self._channels[other]
        self._channels[key] = channel
        self._font.channel_set_preset_number(channel, program, drums)
        self._font.channel_set_pan(channel, PART_PAN[part])
        return channel

    def _free_channel(self) -> int:
        taken = list(self._channels.values())
        for channel in MELODIC_CHANNELS:
            if channel not in taken:
                return channel
        oldest_first = [c for c in taken if c != DRUM_CHANNEL]
        return next((c for c in oldest_first if not self._sounding[c]), oldest_first[0])


def _level(part: Part, program: int, velocity: float) -> float:
    trim = 0.0 if part is Part.DRUMS else PROGRAM_TRIM_DB[program]
    return (velocity / 127.0) ** 2 * amplitude(PART_GAIN_DB[part] + trim)
