from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.capture.microphone import (
    BACKLOG_S,
    LOST_AFTER_S,
    SLOW_START_S,
    MicrophoneSource,
    list_microphones,
    why_no_microphone,
)
from emotune_gui.capture.portaudio import PortAudio
from emotune_gui.domain.faults import SourceLost, SourceUnavailable
from emotune_gui.domain.voice import SAMPLE_RATE, SoundBlock
from tests.capture.making import FakeClock
from tests.capture.sound_making import (
    FakeSoundDevice,
    FakeStream,
    device,
    joined,
    tone,
    tone_fit,
)

PIECE = 160


class Desk:
    """A microphone on a made-up sound system; `speak` plays sound into it in real time."""

    def __init__(self, *devices, name: str | None = None, default: int = 0) -> None:
        self.clock = FakeClock()
        self.module = FakeSoundDevice(*devices, default=default, clock=self.clock)
        self.library = PortAudio(lambda: self.module)
        self.source = MicrophoneSource(name, clock=self.clock, library=self.library)

    @property
    def stream(self) -> FakeStream:
        return self.module.streams[-1]

    def speak(self, sound: np.ndarray, piece: int = PIECE, **how) -> list[SoundBlock]:
        blocks = []
        for begin in range(0, len(sound), piece):
            part = sound[begin : begin + piece]
            self.clock.t += len(part) / self.stream.rate
            self.stream.say(part, **how)
            blocks += self.taken()
        return blocks

    def taken(self) -> list[SoundBlock]:
        """All blocks that are there, without waiting."""
        blocks = []
        while (block := self.source._poll()) is not None:
            blocks.append(block)
        return blocks


def opened(*devices, **settings) -> Desk:
    desk = Desk(*(devices or (device("Built-in"),)), **settings)
    desk.source.open()
    return desk


def test_sound_comes_in_blocks_of_thirty_two_milliseconds() -> None:
    desk = opened()
    sound = tone()
    blocks = desk.speak(sound)
    assert len(blocks) == SAMPLE_RATE // 512
    assert np.allclose(joined(blocks), sound[: len(blocks) * 512], atol=1e-6)
    assert [block.seq for block in blocks] == list(range(len(blocks)))
    assert not any(block.gap for block in blocks)
    assert not blocks[0].samples.flags.writeable
    assert desk.source.dropped == 0


def test_sixteen_kilohertz_mono_is_asked_for_first() -> None:
    settings = opened(device("Built-in", 2)).stream.settings
    assert (settings["samplerate"], settings["channels"]) == (SAMPLE_RATE, 1)
    assert settings["dtype"] == "float32"


def test_time_is_when_the_microphone_heard_it() -> None:
    desk = opened()
    begin = desk.clock.t
    blocks = desk.speak(tone(seconds=2.0), latency_s=0.08)
    assert [block.t for block in blocks] == pytest.approx(
        [begin - 0.08 + i * 0.032 for i in range(len(blocks))], abs=1e-6
    )


@pytest.mark.parametrize("broken", ["no clock", "zero", "future"])
def test_drivers_without_a_clock_are_dated_by_arrival(broken: str) -> None:
    desk = opened()
    desk.stream.clockless = broken == "no clock"
    desk.stream.adc_error_s = {"no clock": 0.0, "zero": -5000.0, "future": 0.3}[broken]
    begin = desk.clock.t
    blocks = desk.speak(tone())
    assert blocks[0].t == pytest.approx(begin, abs=0.001)
    assert blocks[-1].t == pytest.approx(begin + (len(blocks) - 1) * 0.032, abs=0.002)


def test_times_stay_even_when_calls_come_irregularly() -> None:
    desk = opened()
    desk.stream.clockless = True
    rng = np.random.default_rng(1)
    begin, blocks, sound = desk.clock.t, [], tone(seconds=4.0)
    for index in range(0, len(sound), PIECE):
        due = begin + (index + PIECE) / SAMPLE_RATE
        desk.clock.t = max(desk.clock.t, due + rng.uniform(0.0, 0.03))
        desk.stream.say(sound[index : index + PIECE])
        blocks += desk.taken()
    steps = np.diff([block.t for block in blocks])
    assert np.abs(steps - 0.032).max() < 0.003
    assert not any(block.gap for block in blocks)


def test_a_device_whose_clock_runs_slow_is_followed() -> None:
    desk = opened()
    begin, blocks = desk.clock.t, []
    for index in range(6000):
        desk.clock.t = begin + (index + 1) * 0.01 * 1.002
        desk.stream.say(np.zeros(PIECE))
        blocks += desk.taken()
    assert not any(block.gap for block in blocks)
    assert blocks[-1].t + 0.032 == pytest.approx(desk.clock.t, abs=0.02)
    assert np.abs(np.diff([block.t for block in blocks]) - 0.032).max() < 0.001


@pytest.mark.parametrize(
    ("only", "channels"), [((44_100, 1), 1), ((48_000, 2), 2), ((96_000, 8), 8)]
)
def test_a_device_with_its_own_mind_is_brought_to_sixteen_kilohertz(only, channels) -> None:
    desk = opened(device("USB", channels, float(only[0]), only=only))
    assert (desk.stream.rate, desk.stream.channels) == only
    begin = desk.clock.t
    blocks = desk.speak(tone(only[0], 2.0, 1000.0, 0.5), piece=only[0] // 100)
    told = joined(blocks)
    assert len(told) / SAMPLE_RATE == pytest.approx(2.0, abs=0.04)
    amplitude, ratio = tone_fit(told[1000:], 1000.0)
    assert amplitude == pytest.approx(0.5, rel=0.01)
    assert ratio > 80.0
    assert blocks[0].t == pytest.approx(begin, abs=0.001)
    assert blocks[-1].t == pytest.approx(begin + (len(blocks) - 1) * 0.032, abs=0.001)


def test_the_drivers_memory_is_copied() -> None:
    desk = opened(device("USB", 1, 16_000.0))
    (block,) = desk.speak(tone(seconds=0.032), piece=512)
    # FakeStream fills its buffer with NaN after each call.
    assert np.isfinite(block.samples).all()


def test_nothing_there_gives_none_within_a_tenth_of_a_second() -> None:
    desk = opened()
    before = desk.clock.t
    assert desk.source.read() is None
    assert desk.clock.t - before == pytest.approx(0.1, abs=0.011)


def test_read_waits_for_sound_on_its_way() -> None:
    desk = opened()
    sleep = desk.clock.sleep

    def sleeping(seconds: float) -> None:
        sleep(seconds)
        desk.stream.say(np.zeros(PIECE))

    desk.clock.sleep = sleeping  # type: ignore[method-assign]
    block = desk.source.read()
    assert block is not None and len(block.samples) == 512


def test_the_oldest_sound_is_dropped_and_counted_when_nobody_reads() -> None:
    desk = opened()
    desk.speak(np.zeros(512))
    begin = desk.clock.t
    for index in range(500):
        desk.clock.t += 0.01
        desk.stream.say(np.full(PIECE, index / 1000))
    blocks = desk.taken()
    assert desk.source.dropped == pytest.approx((5.0 - BACKLOG_S) / 0.032, abs=2)
    assert blocks[0].gap and not any(block.gap for block in blocks[1:])
    assert len(joined(blocks)) / SAMPLE_RATE == pytest.approx(BACKLOG_S, abs=0.04)
    assert blocks[0].t == pytest.approx(begin + 5.0 - BACKLOG_S, abs=0.02)
    assert blocks[0].samples[0] == pytest.approx(0.3, abs=0.002)


def test_losing_a_little_is_marked_too() -> None:
    desk = opened()
    desk.speak(np.zeros(512))
    for _ in range(round(BACKLOG_S / 0.01) + 15):
        desk.clock.t += 0.01
        desk.stream.say(np.zeros(PIECE))
    assert [block.gap for block in desk.taken()][:3] == [True, False, False]
    assert desk.source.dropped == round(0.15 / 0.032)


def test_what_the_driver_lost_is_marked() -> None:
    desk = opened()
    desk.speak(np.zeros(1024))
    begin = desk.clock.t
    blocks = desk.speak(np.zeros(PIECE), overflow=True) + desk.speak(np.zeros(2048))
    assert [block.gap for block in blocks] == [True, False, False, False]
    assert blocks[0].t == pytest.approx(begin, abs=0.001)
    assert desk.source.dropped == 0


def test_a_silent_leap_in_time_is_a_gap() -> None:
    desk = opened()
    desk.speak(np.zeros(1024))
    desk.clock.t += 0.6
    blocks = desk.speak(np.zeros(1024))
    assert [block.gap for block in blocks] == [True, False]


def test_unplugged_by_silence() -> None:
    desk = opened()
    desk.speak(np.zeros(1024))
    desk.clock.t += LOST_AFTER_S - 0.2
    assert desk.source.read() is None
    desk.clock.t += 0.2
    with pytest.raises(SourceLost, match=r"“Built-in” stopped answering"):
        desk.source.read()
    assert desk.source.reconnects


def test_unplugged_by_the_drivers_word_after_what_came_before() -> None:
    desk = opened()
    desk.stream.say(np.zeros(512))
    desk.stream.active = False
    assert desk.source.read() is not None
    with pytest.raises(SourceLost):
        desk.source.read()


def test_a_headset_may_take_its_time_to_begin() -> None:
    desk = opened()
    for _ in range(round(SLOW_START_S / 0.1) - 3):
        assert desk.source.read() is None
    desk.clock.t += 0.5
    with pytest.raises(SourceLost):
        desk.source.read()


def test_plugged_in_again_under_another_number() -> None:
    name = "USB Audio: - (hw:{},0)"
    desk = opened(device("Built-in"), device(name.format(1)), name=name.format(1))
    first = desk.speak(np.zeros(1024))
    desk.module.present = [device("Built-in")]
    desk.stream.active = False
    with pytest.raises(SourceLost):
        desk.source.read()
    desk.source.close()
    with pytest.raises(SourceUnavailable, match=r"is not there; plug it in"):
        desk.source.open()
    desk.module.present = [device("Built-in"), device("HDMI"), device(name.format(2))]
    desk.source.open()
    again = desk.speak(np.zeros(1024))
    assert again[0].seq == len(first) and again[0].gap and not again[1].gap
    assert again[0].t > first[-1].t
    assert desk.stream.settings["device"] == 2


def test_the_default_microphone_is_the_one_of_now() -> None:
    desk = opened(device("Built-in"), device("Headset"), default=1)
    assert desk.source.name == "Headset"
    desk.source.close()
    desk.module.present, desk.module.default_index = [device("Built-in")], 0
    desk.source.open()
    assert desk.source.name == "Built-in"


def test_names_are_found_without_regard_to_case() -> None:
    assert opened(device("Built-in"), device("Headset"), name="  headset ").source.name == "Headset"


def test_two_microphones_of_one_kind_are_told_by_their_number() -> None:
    desk = opened(device("USB (hw:1,0)"), device("USB (hw:2,0)"), name="USB (hw:2,0)")
    assert desk.stream.settings["device"] == 1
    desk = Desk(device("USB (hw:1,0)"), device("USB (hw:2,0)"), name="USB (hw:3,0)")
    with pytest.raises(SourceUnavailable):
        desk.source.open()


def refused(desk: Desk) -> str:
    with pytest.raises(SourceUnavailable) as caught:
        desk.source.open()
    text = str(caught.value)
    assert text.endswith(".") and "\n" not in text and "Error" not in text
    with pytest.raises(SourceLost):
        desk.source.read()
    return text


def test_no_microphone_is_said() -> None:
    desk = Desk()
    assert "There is no microphone" in refused(desk)
    assert list_microphones(desk.library) == ()
    assert "There is no microphone" in why_no_microphone(desk.library)
