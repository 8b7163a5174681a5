"""The listening loop hears, falls silent when muted, and survives a lost microphone."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from emotune_gui.capture.sound_script import ScriptedSound
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import Severity, SourceLost, SourceUnavailable
from emotune_gui.domain.live import SourceState
from emotune_gui.domain.voice import (
    SAMPLE_RATE,
    VOICE_EMOTIONS,
    SoundBlock,
    VoiceProbabilities,
    VoiceProfile,
    VoiceReading,
    VoiceState,
)
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.listening import RETRY_S, STALE_S, ListeningLoop
from emotune_gui.engine.worker import Finished
from tests.engine.clocks import FakeClock

BLOCK = 512
SPEECH = np.full(BLOCK, 0.25, np.float32)
QUIET = np.zeros(BLOCK, np.float32)
BLOCK_S = BLOCK / SAMPLE_RATE
SAD = VoiceProbabilities.normalised([float(e == "sadness") for e in VOICE_EMOTIONS])


class Ear:
    """A VoiceReader that takes any sound for speech and judges every third such block."""

    def __init__(self) -> None:
        self.heard: list[SoundBlock] = []
        self.music: list[tuple[int, SoundBlock]] = []
        """With the number of blocks heard before it."""
        self.began_with: VoiceProfile | None = None
        self.known: VoiceProfile | None = None
        self._opinion: VoiceReading | None = None
        self._spoken = 0

    def hear(self, block: SoundBlock) -> VoiceReading:
        self.heard.append(block)
        end = block.t + block.duration_s
        if not block.samples.any():
            return VoiceReading(end, VoiceState.SILENT, heard_at=self._heard_at)
        self._spoken += 1
        if self._spoken % 3 == 0:
            self._opinion = VoiceReading(end, VoiceState.SPEAKING, heard_at=end)
        return VoiceReading(
            end,
            VoiceState.SPEAKING,
            level_dbfs=-12.0,
            probabilities=SAD if self._opinion else None,
            affect=Affect(-0.6, -0.4) if self._opinion else None,
            confidence=0.8 if self._opinion else 0.0,
            heard_at=self._heard_at,
        )

    @property
    def _heard_at(self) -> float | None:
        return None if self._opinion is None else self._opinion.heard_at

    def hear_music(self, block: SoundBlock) -> None:
        self.music.append((len(self.heard), block))

    def use_profile(self, profile: VoiceProfile | None) -> None:
        self.began_with = profile

    def profile(self) -> VoiceProfile | None:
        return self.known


class Bench:
    def __init__(self, *steps: object, **options: object) -> None:
        self.clock, self.faults, self.ear = FakeClock(), FaultDesk(), Ear()
        self.source = ScriptedSound(steps, clock=self.clock, name="Headset", **options)
        self.muted = threading.Event()
        self.spoken: list[float] = []
        self.loop = ListeningLoop(
            self.source,
            self.ear,
            self.clock,
            self.faults,
            muted=self.muted,
            on_speech=self.spoken.append,
        )

    def steps(self, count: int) -> None:
        for _ in range(count):
            self.loop.step()

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(f.severity.value, f.message) for f in self.faults.all()]


def test_each_block_is_heard_once_and_the_newest_reading_shown() -> None:
    bench = Bench(*[SPEECH] * 6, QUIET, None)
    assert bench.loop.status.state is SourceState.OPENING
    assert bench.loop.now().state is VoiceState.OFF
    bench.loop.open()
    assert bench.loop.status.state is SourceState.LIVE
    bench.steps(6)
    reading = bench.loop.now()
    assert reading.state is VoiceState.SPEAKING
    assert reading.probabilities == SAD
    bench.steps(2)
    assert bench.loop.now().state is VoiceState.SILENT
    assert [b.seq for b in bench.ear.heard] == list(range(7))
    assert bench.loop.heard_s == pytest.approx(7 * BLOCK_S)
    assert bench.loop.speech_s == pytest.approx(6 * BLOCK_S) == sum(bench.spoken)
    assert bench.loop.opinions == len(bench.loop.latencies_s) == 2
    assert bench.told == []


def test_what_is_too_old_tells_nothing_of_now() -> None:
    bench = Bench(SPEECH, None)
    bench.loop.open()
    bench.steps(1)
    bench.clock.t += STALE_S + 0.1
    assert bench.loop.now().state is VoiceState.OFF
    assert bench.loop.now().probabilities is None


def test_a_microphone_that_is_not_there_is_said_at_opening() -> None:
    bench = Bench(openings=[SourceUnavailable("There is no microphone; plug one in.")])
    with pytest.raises(SourceUnavailable):
        bench.loop.open()
    assert bench.loop.status.state is SourceState.UNAVAILABLE
    assert bench.loop.status.message == "There is no microphone; plug one in."


def test_a_lost_microphone_is_one_fault_and_one_notice_when_it_is_back() -> None:
    gone = SourceUnavailable("Still away.")
    bench = Bench(
        SPEECH, SourceLost("The headset was unplugged."), SPEECH, openings=[None, gone, gone, None]
    )
    bench.loop.open()
    bench.steps(2)
    assert bench.loop.status.state is SourceState.LOST
    assert bench.loop.now().state is VoiceState.OFF
    assert bench.source.closed == 1
    for _ in range(2):
        bench.clock.t += RETRY_S
        bench.steps(1)
        assert bench.loop.status.state is SourceState.LOST
    bench.steps(3)  # not asked again before its time
    bench.clock.t += RETRY_S
    bench.steps(2)
    assert bench.loop.status.state is SourceState.LIVE
    assert bench.loop.now().state is VoiceState.SPEAKING
    assert bench.ear.heard[-1].gap
    assert bench.told == [
        ("fault", "The headset was unplugged. Trying to reconnect."),
        ("notice", "Headset is back."),
    ]


def test_attempts_to_reopen_are_a_second_apart() -> None:
    bench = Bench(SourceLost(""))
    bench.loop.open()
    tries: list[float] = []

    def away() -> None:
        tries.append(bench.clock.t)
        raise SourceUnavailable("Still away.")

    bench.source.open = away
    bench.steps(100)
    assert len(tries) >= 3
    assert np.diff(tries).min() >= RETRY_S - 1e-6


def test_muting_releases_the_microphone_and_unmuting_takes_it_back() -> None:
    bench = Bench(*[SPEECH] * 4)
    bench.loop.open()
    bench.steps(1)
    bench.muted.set()
    bench.steps(5)
    assert bench.source.closed == 1
    assert bench.loop.now().state is VoiceState.MUTED
    assert len(bench.ear.heard) == 1
    bench.clock.t += 30.0
    bench.steps(1)
    assert bench.loop.now().state is VoiceState.MUTED
    bench.muted.clear()
    bench.steps(2)
    assert bench.source.opened == 2
    assert bench.loop.now().state is VoiceState.SPEAKING
    assert bench.ear.heard[-1].gap
    assert bench.loop.status.state is SourceState.LIVE
    assert bench.told == []


def test_muted_from_the_start_the_microphone_is_not_even_opened() -> None:
    bench = Bench(SPEECH)
    bench.muted.set()
    bench.loop.open()
    bench.steps(3)
    assert bench.source.opened == 0
    assert bench.loop.now().state is VoiceState.MUTED


def test_a_microphone_that_went_while_muted_is_looked_for_when_unmuted() -> None:
    bench = Bench(SPEECH, SPEECH, openings=[None, SourceUnavailable("It is gone."), None])
    bench.loop.open()
    bench.muted.set()
    bench.steps(1)
    bench.muted.clear()
    bench.steps(1)
    assert bench.loop.status.state is SourceState.LOST
    bench.clock.t += RETRY_S
    bench.steps(2)
    assert bench.loop.now().state is VoiceState.SPEAKING
    assert [severity for severity, _ in bench.told] == ["fault", "notice"]


def test_a_muted_recording_runs_on_unheard() -> None:
    bench = Bench(*[SPEECH] * 5, reconnects=False)
    bench.loop.open()
    bench.steps(1)
    bench.muted.set()
    bench.steps(2)
    assert bench.loop.now().state is VoiceState.MUTED
    assert bench.source.closed == 0
    bench.muted.clear()
    bench.steps(1)
    assert [b.seq for b in bench.ear.heard] == [0, 3]
    assert bench.ear.heard[-1].gap


def test_the_end_of_a_recording_is_no_fault() -> None:
    bench = Bench(SPEECH, reconnects=False)
    bench.loop.open()
    bench.steps(1)
    with pytest.raises(Finished):
        bench.loop.step()
    assert bench.loop.status.state is SourceState.ENDED
    assert bench.loop.now().state is VoiceState.OFF
    assert [f for f in bench.faults.all() if f.severity is Severity.FAULT] == []


def test_a_recording_that_breaks_is_a_fault_and_not_reopened() -> None:
    bench = Bench(SourceLost("The file is damaged."), reconnects=False)
    bench.loop.open()
    with pytest.raises(Finished):
        bench.loop.step()
    assert bench.told == [("fault", "The file is damaged.")]


def test_music_is_told_before_the_sound_that_may_hold_it() -> None:
    bench = Bench(SPEECH, SPEECH)

    class Tap:
        def __init__(self) -> None:
            self.waiting = [SoundBlock(0, 99.0, QUIET), SoundBlock(1, 99.1, QUIET)]

        def blocks(self) -> list[SoundBlock]:
            given, self.waiting = self.waiting, []
            return given

    bench.loop.music = Tap()
    bench.loop.open()
    bench.steps(2)
    assert [(before, b.seq) for before, b in bench.ear.music] == [(0, 0), (0, 1)]
    assert len(bench.ear.heard) == 2
