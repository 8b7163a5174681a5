"""The events of a Standard MIDI File that make its music, and nothing else.

Read byte by byte after the Standard MIDI Files 1.0 specification (MIDI Manufacturers
Association, RP-001): chunks of unknown kinds are passed over, as it asks, and so are system
exclusive data, texts, controllers and pitch bends, however many there are. A metre, tempo or key
signature that says nothing possible spoils only itself.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_HEADER_LEAST = 6
_LONGEST_QUANTITY = 5
"""Bytes of a variable-length quantity: four by the specification, five as some write hours."""
_META, _SYSEX, _SYSEX_MORE = 0xFF, 0xF0, 0xF7
_NAME, _END, _TEMPO, _METRE = 0x03, 0x2F, 0x51, 0x58
_NOTE_OFF, _NOTE_ON, _PROGRAM = 0x80, 0x90, 0xC0
_ONE_BYTE = (0xC0, 0xD0)
"""Program change and channel pressure carry one data byte, other channel messages two."""
_SYSTEM_BYTES = {0xF1: 1, 0xF2: 2, 0xF3: 1}
"""Data bytes of the system messages that do not belong into a file but are found in some."""
_HIGHEST_DENOMINATOR = 6
"""As a power of two: sixty-fourths."""

Event = tuple[int, Any]
"""Tick since the beginning of the track, and mido message."""


@dataclass(frozen=True, slots=True)
class MidiTracks:
    """`kind` is 0-2; `division` the header's word as it stands."""

    kind: int
    division: int
    tracks: tuple[tuple[Event, ...], ...]
    ends: tuple[int, ...]
    """Last tick of each track."""


def read_tracks(data: bytes) -> MidiTracks:
    """Notes, programs, names, tempi and metres of every track, in the order of the file.

    Raises ValueError where the bytes break off or are no events.
    """
    kind, division, at = _header(data)
    tracks: list[tuple[Event, ...]] = []
    ends: list[int] = []
    while at + 8 <= len(data):
        name, length = data[at : at + 4], struct.unpack_from(">I", data, at + 4)[0]
        at += 8
        if name == b"MTrk":
            if at + length > len(data):
                raise ValueError("the file breaks off within a track")
            reader = _Track(data, at, at + length)
            tracks.append(tuple(reader.events()))
            ends.append(reader.tick)
        at += length
    return MidiTracks(min(kind, 2), division, tuple(tracks), tuple(ends))


def _header(data: bytes) -> tuple[int, int, int]:
    """Type, division and where the chunks begin; the number of tracks is counted, not believed."""
    if len(data) < 8 + _HEADER_LEAST or data[:4] != b"MThd":
        raise ValueError("no header")
    length, kind, _, division = struct.unpack_from(">IHHH", data, 4)
    return kind, division, 8 + max(_HEADER_LEAST, length)


class _Track:
    """Walks through the bytes of one track, from `at` up to `end`."""

    def __init__(self, data: bytes, at: int, end: int) -> None:
        self._data = data
        self._at = at
        self._end = end
        self.tick = 0

    def events(self) -> Iterator[Event]:
        running = 0
        while self._at < self._end:
            self.tick += self._quantity()
            status = self._peek()
            if status < _NOTE_OFF:
                status = running
            else:
                self._at += 1
            if status < _NOTE_OFF:
                raise ValueError("data without a status")
            message = None
            if status == _META:
                kind, content = self._byte(), self._block()
                if kind == _END:
                    return
                message = _meta(kind, content)
            elif status < _SYSEX:
                message = self._channel(status)
            else:
                self._pass_over(status)
            if status != _META:
                # By the specification a meta event ends the running status too; some files, which
                # other readers take, go on with it.
                running = status if status < _SYSEX else 0
            if message is not None:
                yield self.tick, message

    def _channel(self, status: int) -> Any:
        import mido

        kind, channel = status & 0xF0, status & 0x0F
        first = min(127, self._byte())
        second = 0 if kind in _ONE_BYTE else min(127, self._byte())
        if kind == _PROGRAM:
            return mido.Message("program_change", channel=channel, program=first)
        if kind in (_NOTE_ON, _NOTE_OFF):
            name = "note_on" if kind == _NOTE_ON else "note_off"
            return mido.Message(name, channel=channel, note=first, velocity=second)
        return None

    def _pass_over(self, status: int) -> None:
        if status in (_SYSEX, _SYSEX_MORE):
            self._block()
        else:
            for _ in range(_SYSTEM_BYTES.get(status, 0)):
                self._byte()

    def _peek(self) -> int:
        if self._at >= self._end:
            raise ValueError("the track breaks off")
        return self._data[self._at]

    def _byte(self) -> int:
        value = self._peek()
        self._at += 1
        return value

    def _quantity(self) -> int:
        value = 0
        for _ in range(_LONGEST_QUANTITY):
            byte = self._byte()
            value = value << 7 | byte & 0x7F
            if byte < _NOTE_OFF:
                return value
        raise ValueError("a time or length that never ends")

    def _block(self) -> bytes:
        length = self._quantity()
        begin = self._at
        if begin + length > self._end:
            raise ValueError("a message goes on past its track")
        self._at = begin + length
        return self._data[begin : self._at]


def _meta(kind: int, content: bytes) -> Any:
    """The message; None for what is no part of the music or makes no sense."""
    import mido

    if kind == _NAME:
        return mido.MetaMessage("track_name", name=content.decode("latin-1"))
    if kind == _TEMPO and len(content) == 3:
        return mido.MetaMessage("set_tempo", tempo=int.from_bytes(content, "big"))
    if kind == _METRE and len(content) >= 2:
        numerator, power = content[0], content[1]
        if numerator and power <= _HIGHEST_DENOMINATOR:
            return mido.MetaMessage("time_signature", numerator=numerator, denominator=2**power)
    return None
