"""Notes sent to an instrument in time, followed in loudness, and never left hanging."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

import pytest

from emotune_gui.domain.faults import Fault, SoundUnavailable
from emotune_gui.domain.music import Bar, Note, Part, PlayedNote
from emotune_gui.music.playing.midi_out import MidiSink, midi_player
from emotune_gui.music.playing.midi_port import midi_outputs, open_midi
from emotune_gui.music.playing.player import Player
from emotune_gui.music.playing.sinks import open_sink
from tests.music.playing.handmade import FakeClock, bar, controls

PLAYERS = ((Part.MELODY, 73), (Part.DRUMS, 0))


@dataclass
class FakePort:
    """Writes down what is sent and when; can be pulled out."""

    clock: FakeClock
    name: str = "synthesiser on a table"
    sent: list[tuple[float, str, dict[str, int]]] = field(default_factory=list)
    gone: bool = False
    closed: int = 0

    def send(self, kind: str, **values: int) -> None:
        if self.gone:
            raise OSError("no such device")
        self.sent.append((self.clock.now(), kind, values))

    def close(self) -> None:
        self.closed += 1

    def of(self, kind: str) -> list[tuple[float, dict[str, int]]]:
        return [(at, values) for at, sent, values in self.sent if sent == kind]

    def controllers(self, control: int) -> list[tuple[float, int]]:
        return [
            (at, values["value"])
            for at, values in self.of("control_change")
            if values["control"] == control
        ]

    def hanging(self) -> set[tuple[int, int]]:
        sounding: set[tuple[int, int]] = set()
        for _, kind, values in self.sent:
            if kind == "note_on":
                sounding.add((values["channel"], values["note"]))
            elif kind == "note_off":
                sounding.discard((values["channel"], values["note"]))
            elif kind == "control_change" and values["control"] == 123:
                sounding = {key for key in sounding if key[0] != values["channel"]}
        return sounding


@dataclass
class Stage:
    clock: FakeClock
    port: FakePort
    sink: MidiSink
    player: Player
    faults: list[Fault]
    played: list[PlayedNote]

    def run(self, seconds: float) -> None:
        until = self.clock.now() + seconds
        while self.clock.now() < until:
            self.player.step()


def staged(bars: list[Bar]) -> Stage:
    clock = FakeClock()
    port, faults, played = FakePort(clock), [], []
    sink = MidiSink(port, clock, faults.append)
    player = midi_player(sink, clock, lambda bar, at: None, played.append)
    for each in bars:
        player.enqueue(each)
    return Stage(clock, port, sink, player, faults, played)


def test_notes_are_sent_when_they_are_heard() -> None:
    stage = staged([bar(k, instruments=PLAYERS) for k in range(3)])
    stage.run(8.0)
    struck = [at for at, _ in stage.port.of("note_on")]
    heard = [stage.player.origin + note.start_s for note in stage.played]
    assert len(struck) == 12
    assert struck == pytest.approx(heard, abs=0.005)
    released = [at for at, _ in stage.port.of("note_off")]
    ends = [stage.player.origin + note.end_s for note in stage.played]
    assert released == pytest.approx(ends, abs=0.005)
    assert stage.port.hanging() == set()


def test_parts_have_channels_with_their_programs() -> None:
    notes = [Note(0.0, 1.0, 72, 60, Part.MELODY), Note(0.0, 0.5, 38, 60, Part.DRUMS)]
    stage = staged([bar(0, notes, instruments=PLAYERS)])
    stage.run(2.0)
    programs = {v["channel"]: v["program"] for _, v in stage.port.of("program_change")}
    assert programs == {0: 73, 9: 0}
    assert {(v["channel"], v["note"]) for _, v in stage.port.of("note_on")} == {(0, 72), (9, 38)}


def test_a_part_keeps_its_notes_when_its_instrument_changes() -> None:
    bars = [bar(k, instruments=((Part.MELODY, 20 + k),)) for k in range(20)]
    stage = staged(bars)
    stage.run(42.0)
    channels = [values["channel"] for _, values in stage.port.of("note_on")]
    assert len(channels) == 80
    assert 9 not in channels
    assert stage.port.hanging() == set()


def test_loudness_volume_and_fade_travel_as_expression() -> None:
    stage = staged([bar(k, instruments=PLAYERS) for k in range(12)])
    stage.run(1.0)
    assert stage.port.controllers(11)[-1][1] == 90
    stage.player.steer(controls(loudness=80.0))
    stage.run(1.0)
    assert stage.port.controllers(11)[-1][1] == round(90 * 80 / 60)
    stage.player.steer(controls(loudness=60.0))
    stage.player.set_volume_db(-12.0)
    stage.run(1.0)
    assert stage.port.controllers(11)[-1][1] == pytest.approx(90 * 10 ** (-12 / 40), abs=1)
    stage.player.fade_out(0.5)
    stage.run(1.0)
    assert stage.port.controllers(11)[-1][1] < 8
    assert stage.player.paused
    assert stage.port.hanging() == set()
    stage.player.set_volume_db(0.0)
    stage.player.fade_in(0.2)
    stage.run(1.0)
    assert stage.port.controllers(11)[-1][1] == 90
    assert stage.port.hanging()


def test_stop_ends_everything_at_once() -> None:
    long = [Note(0.0, 3.9, 60 + k, 60, Part.MELODY) for k in range(5)]
    stage = staged([bar(k, long, instruments=PLAYERS) for k in range(4)])
    stage.run(3.0)
    assert stage.port.hanging()
    stage.player.stop()
    stage.sink.close()
    stage.sink.close()
    assert stage.port.hanging() == set()
    assert stage.port.closed == 1
    last = [kind for _, kind, _ in stage.port.sent][-32:]
    assert set(last) == {"control_change"}


def test_an_instrument_that_goes_away_is_one_fault_and_the_session_goes_on() -> None:
    stage = staged([bar(k, instruments=PLAYERS) for k in range(6)])
    stage.run(2.0)
    assert stage.sink.audible
    stage.port.gone = True
    stage.run(6.0)
    assert [fault.where for fault in stage.faults] == ["MIDI instrument"]
    assert not stage.sink.audible
    assert stage.player.stats().bars >= 4
    stage.player.stop()
    stage.sink.close()
    assert stage.player.stats().hanging == 0
    assert len(stage.faults) == 1


def test_a_failing_close_still_tries_to_end_every_note() -> None:
    stage = staged([bar(k, instruments=PLAYERS) for k in range(6)])
    stage.run(1.2)
    assert stage.port.hanging()
    stage.sink.close()
    assert stage.port.hanging() == set()


def test_without_the_extra_one_sentence_says_so(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "rtmidi", None)
    for ask in (midi_outputs, open_midi):
        with pytest.raises(SoundUnavailable, match="'midi' extra"):
            ask()
    with pytest.raises(SoundUnavailable, match="built-in sound"):
        open_sink("midi:anything", FakeClock())


class FakeBackend:
    names: tuple[str, ...] = ("table", "shelf")

    def __init__(self, name: str, *, load: bool) -> None:
        assert load

    def get_output_names(self) -> list[str]:
        return list(self.names)

    def open_output(self, name: str) -> object:
        if name == "shelf":
            raise OSError("busy")
        return type("Port", (), {"name": name, "send": print, "close": print})


def test_ports_are_found_by_name(monkeypatch) -> None:
    import mido

    class Trouble(Exception):
        pass

    monkeypatch.setitem(sys.modules, "rtmidi", type("rtmidi", (), {"RtMidiError": Trouble}))
    monkeypatch.setattr(mido, "Backend", FakeBackend)
    assert midi_outputs() == ("table", "shelf")
    assert open_midi().name == "table"
    with pytest.raises(SoundUnavailable, match="table, shelf"):
        open_midi("drawer")
    with pytest.raises(SoundUnavailable, match="cannot be opened"):
        open_midi("shelf")
    monkeypatch.setattr(FakeBackend, "names", ())
    with pytest.raises(SoundUnavailable, match="No MIDI instrument"):
        open_midi()
