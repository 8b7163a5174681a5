"""MIDI to a hardware or software instrument, instead of the built-in sound.

Under a `Player` a `MidiInstrument` takes the synthesiser's place and a `MidiSink` the sound
device's. The player asks for the same notes at the same samples as ever; each is sent when its
sample is heard, so that timing, live controls and the record of what was played are those of the
built-in sound. What the player does to loudness (live loudness, the therapist's volume, fades) is
read from a pilot tone and sent as expression (controller 11).
"""

from __future__ import annotations

import heapq
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from math import log10
from typing import NamedTuple

from emotune_gui.domain.faults import Fault
from emotune_gui.domain.music import Bar, Part, PlayedNote
from emotune_gui.domain.ports import Clock, StereoBlock
from emotune_gui.music.playing.levels import PART_GAIN_DB, PART_PAN
from emotune_gui.music.playing.midi_port import MidiPort, open_midi
from emotune_gui.music.playing.pacing import INSTANT, PacedSink
from emotune_gui.music.playing.pieces import PIECE_FRAMES
from emotune_gui.music.playing.player import Player
from emotune_gui.music.playing.sinks import OnFault, ignore_fault

DRUM_CHANNEL = 9
CHANNELS = tuple(channel for channel in range(16) if channel != DRUM_CHANNEL)
VOLUME, PAN, EXPRESSION, ALL_SOUND_OFF, ALL_NOTES_OFF = 7, 10, 11, 120, 123
PILOT = 0.04
"""So low that the limiter never acts on it at the highest gain (20 dB)."""
USUAL_EXPRESSION = 90.0
"""Controller 11 at the reference loudness: room for 6 dB more. By General MIDI a controller's
level is 40 log10(value / 127) dB."""
CONTROLLER_DB = 40.0
PORT_LOST = (
    "The MIDI instrument no longer answers; the session goes on without sound. "
    "Check its cable and start again."
)
NEAREST_SLEEP_S = 0.002


class MidiVoice(NamedTuple):
    channel: int
    pitch: int


@dataclass(order=True, slots=True)
class _Due:
    at: float
    """Frame in the block that is being made, then monotonic seconds."""
    order: int
    kind: str = field(compare=False)
    values: dict[str, int] = field(compare=False)

    @property
    def is_note(self) -> bool:
        return self.kind.startswith("note")


class MidiInstrument:
    """Writes down what to send in each block. Used from the player's thread.

    Every (part, program) pair has a channel of its own, the least recently used one without a
    note on it; drums are on channel 10 (number 9).
    """

    def __init__(self, sample_rate: int) -> None:
        self.sample_rate = sample_rate
        self.made: list[_Due] = []
        """Messages of the block since it was last taken; `at` counts its frames."""
        self.silenced = False
        """Set by `silence`; whoever sends acts on it and clears it."""
        self._frame = 0
        self._order = count()
        self._channels: OrderedDict[tuple[Part, int], int] = OrderedDict()
        self._sounding = [0] * 16

    def note_on(self, part: Part, program: int, pitch: int, velocity: float) -> MidiVoice:
        channel = self._channel(part, program)
        struck = min(127, max(1, round(velocity)))
        self._put("note_on", channel=channel, note=pitch, velocity=struck)
        self._sounding[channel] += 1
        return MidiVoice(channel, pitch)

    def note_off(self, voice: MidiVoice) -> None:
        self._put("note_off", channel=voice.channel, note=voice.pitch)
        self._sounding[voice.channel] = max(0, self._sounding[voice.channel] - 1)

    def render(self, out: StereoBlock) -> None:
        """The pilot: its height after the player's gains is the loudness wanted."""
        out[:] = PILOT
        self._frame += len(out)

    def silence(self) -> None:
        self.silenced = True
        self.made = [message for message in self.made if not message.is_note]
        self._sounding = [0] * 16

    def taken(self) -> list[_Due]:
        """The messages of the block that has just been made; the next block begins."""
        made, self.made, self._frame = self.made, [], 0
        return made

    def _put(self, kind: str, **values: int) -> None:
        self.made.append(_Due(float(self._frame), next(self._order), kind, values))

    def _channel(self, part: Part, program: int) -> int:
        key = (part, program)
        if key not in self._channels:
            self._assign(key)
        self._channels.move_to_end(key)
        return self._channels[key]

    def _assign(self, key: tuple[Part, int]) -> None:
        part, program = key
        channel = DRUM_CHANNEL if part is Part.DRUMS else self._free_channel()
        for other in [k for k, c in self._channels.items() if c == channel]:
            del self._channels[other]
        self._channels[key] = channel
        self._put("program_change", channel=channel, program=program)
        level = 127.0 * 10.0 ** (PART_GAIN_DB[part] / CONTROLLER_DB)
        self._put("control_change", channel=channel, control=VOLUME, value=round(level))
        pan = round(127 * PART_PAN[part])
        self._put("control_change", channel=channel, control=PAN, value=pan)

    def _free_channel(self) -> int:
        taken = list(self._channels.values())
        for channel in CHANNELS:
            if channel not in taken:
                return channel
        oldest_first = [c for c in taken if c != DRUM_CHANNEL]
        return next((c for c in oldest_first if not self._sounding[c]), oldest_first[0])


class MidiSink(PacedSink):
    """Keeps the pace of a device and sends each message when it is due, from `wait`.

    When the port fails one fault is reported, nothing more is sent and the session goes on.
    `close` (also after a failure, and twice) ends every note. `audible` is True while the
    instrument answers.
    """

    def __init__(
        self,
        port: MidiPort,
        clock: Clock,
        on_fault: OnFault = ignore_fault,
    ) -> None:
        super().__init__(clock, name=port.name)
        self.audible = True
        self._port = port
        self.instrument = MidiInstrument(self.sample_rate)
        """For the player, which is to have neither room nor levelling: see `midi_player`."""
        self._time = clock
        self._on_fault = on_fault
        self._due: list[_Due] = []
        self._order = count()
        self._expression = -1
        self._closed = False

    def wait(self, timeout: float) -> bool:
        """As of any sink; meanwhile what is due goes out, within about 2 ms of its time."""
        limit = self._time.now() + timeout
        while True:
            self._send_due()
            if super().wait(0.0):
                return True
            left = limit - self._time.now()
            if left <= INSTANT:
                return False
            self._time.sleep(min(left, self._until_next()))

    def write(self, block: StereoBlock) -> float:
        heard_at = super().write(block)
        level = float(block[-1].mean()) / PILOT
        self._express(heard_at, level)
        for message in self.instrument.taken():
            at = heard_at + (message.at + PIECE_FRAMES) / self.sample_rate
            self._queue(at, message.kind, message.values)
        self._send_due()
        return heard_at

    def revisable(self) -> int:
        """Nothing: what the player did to loudness is queued as messages."""
        return 0

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._silence()
        self._port.close()

    def _express(self, at: float, level: float) -> None:
        """Expression for all channels when the wanted loudness has changed."""
        decibels = 20.0 * log10(max(level, 1e-6))
        value = min(127, round(USUAL_EXPRESSION * 10.0 ** (decibels / CONTROLLER_DB)))
        if value == self._expression:
            return
        self._expression = value
        for channel in range(16):
            values = {"channel": channel, "control": EXPRESSION, "value": value}
            self._queue(at, "control_change", values)

    def _queue(self, at: float, kind: str, values: dict[str, int]) -> None:
        heapq.heappush(self._due, _Due(at, next(self._order), kind, values))

    def _until_next(self) -> float:
        """How long to sleep: to the next message or block, whichever comes first."""
        if not self._due:
            return NEAREST_SLEEP_S * 5
        return max(
            NEAREST_SLEEP_S / 2, min(NEAREST_SLEEP_S * 5, self._due[0].at - self._time.now())
        )

    def _send_due(self) -> None:
        if self.instrument.silenced:
            self.instrument.silenced = False
            self._silence()
        now = self._time.now()
        while self._due and self._due[0].at <= now + INSTANT:
            message = heapq.heappop(self._due)
            self._send(message.kind, message.values)

    def _silence(self) -> None:
        """No note is due any more and none goes on sounding; the rest is sent now."""
        waiting, self._due, self._expression = sorted(self._due), [], -1
        for message in waiting:
            if not message.is_note:
                self._send(message.kind, message.values)
        for channel in range(16):
            for control in (ALL_NOTES_OFF, ALL_SOUND_OFF):
                self._send("control_change", {"channel": channel, "control": control, "value": 0})

    def _send(self, kind: str, values: dict[str, int]) -> None:
        if not self.audible:
            return
        try:
            self._port.send(kind, **values)
        except OSError as error:
            self.audible = False
            self._due.clear()
            fault = Fault(self._time.now(), "MIDI instrument", PORT_LOST, repr(error))
            self._on_fault(fault)


def open_midi_sink(name: str, clock: Clock, on_fault: OnFault = ignore_fault) -> MidiSink:
    """A sink on the MIDI output of that name ("" for the first); raises as `open_midi`."""
    return MidiSink(open_midi(name), clock, on_fault)


def midi_player(
    sink: MidiSink,
    clock: Clock,
    on_bar: Callable[[Bar, float], None],
    on_note: Callable[[PlayedNote], None],
) -> Player:
    """A player whose notes the instrument behind `sink` plays."""
    return Player(
        sink,
        sink.instrument,
        on_bar=on_bar,
        on_note=on_note,
        clock=clock,
        room=False,
        levelled=False,
        mixes=False,
    )
