"""Loudness is changed in what is queued already: same sound as if it had been known in time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.device import GUARD_SECONDS, DeviceSink
from emotune_gui.music.playing.final import KEPT_PIECES, FinalStage
from emotune_gui.music.playing.lead import (
    CALM_SECONDS,
    LEAST_SECONDS,
    MOST_SECONDS,
    START_SECONDS,
    TIGHT_SECONDS,
    Lead,
)
from emotune_gui.music.playing.limiter import CEILING
from emotune_gui.music.playing.pacing import (
    BLOCK_FRAMES,
    REVISE_GUARD_SECONDS,
    SAMPLE_RATE,
    PacedSink,
    RevisableSink,
    revise_newest,
)
from emotune_gui.music.playing.pieces import PIECE_FRAMES
from emotune_gui.music.playing.player import Player
from emotune_gui.music.playing.sinks import WavSink
from tests.music.playing.handmade import FakeClock, bar, controls
from tests.music.playing.pretended import PretendedMixer, frames_of
from tests.music.playing.test_steering import Humming

BLOCK_S = BLOCK_FRAMES / SAMPLE_RATE


def noise(pieces: int, height: float = 0.3, seed: int = 1) -> StereoBlock:
    drawn = np.random.default_rng(seed).uniform(-height, height, (pieces * PIECE_FRAMES, 2))
    return drawn.astype(np.float32)


def in_pieces(stage: FinalStage, sound: StereoBlock) -> StereoBlock:
    return np.concatenate(
        [stage.push(piece.copy()) for piece in sound.reshape(-1, PIECE_FRAMES, 2)]
    )


def test_revised_without_a_new_wish_it_is_the_same_sound() -> None:
    stage = FinalStage(SAMPLE_RATE)
    stage.gain.loudness.target = 4.0
    out = stage.push(noise(24, height=0.95)).copy()
    assert stage.lowest_gain < 1.0
    assert np.array_equal(stage.revise(10 * PIECE_FRAMES), out[-10 * PIECE_FRAMES :])
    follows = stage.push(noise(8, seed=2)).copy()
    fresh = FinalStage(SAMPLE_RATE)
    fresh.gain.loudness.target = 4.0
    fresh.push(noise(24, height=0.95))
    assert np.array_equal(follows, fresh.push(noise(8, seed=2)))


def test_a_revised_change_is_that_of_a_wish_in_time() -> None:
    sound = noise(40, height=0.95)
    late, known = FinalStage(SAMPLE_RATE), FinalStage(SAMPLE_RATE)
    out = in_pieces(late, sound)
    late.gain.loudness.target = 6.0
    late.gain.fader.move(0.3, 0.1)
    out[-12 * PIECE_FRAMES :] = late.revise(12 * PIECE_FRAMES)
    first = in_pieces(known, sound[: 28 * PIECE_FRAMES])
    known.gain.loudness.target = 6.0
    known.gain.fader.move(0.3, 0.1)
    assert np.array_equal(
        out, np.concatenate([first, in_pieces(known, sound[28 * PIECE_FRAMES :])])
    )


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.floats(-20.0, 12.0), st.integers(0, 30), st.integers(0, 12)),
        min_size=1,
        max_size=6,
    )
)
def test_however_often_it_is_revised_nothing_passes_the_ceiling(
    wishes: list[tuple[float, int, int]],
) -> None:
    stage = FinalStage(SAMPLE_RATE)
    turn = 2 * np.pi * 12 / (8 * PIECE_FRAMES)  # whole waves in a block
    wave = 0.8 * np.sin(turn * np.arange(8 * PIECE_FRAMES))
    tone = np.repeat(wave[:, None], 2, axis=1).astype(np.float32)
    out = np.zeros((0, 2), np.float32)
    for level, back, block in wishes:
        for _ in range(1 + block % 3):
            out = np.concatenate([out, stage.push(tone.copy())])
        stage.gain.loudness.target = level
        frames = stage.revisable(back * PIECE_FRAMES)
        assert frames <= back * PIECE_FRAMES
        if frames:
            out[-frames:] = stage.revise(frames)
    assert np.abs(out).max() <= CEILING + 1e-6
    # No jump: the steepest step is that of the loudest tone let through, and a little of the gain.
    assert np.abs(np.diff(out[PIECE_FRAMES:], axis=0)).max() < 1.2 * CEILING * turn


def test_what_is_forgotten_or_too_old_is_not_revised() -> None:
    stage = FinalStage(SAMPLE_RATE)
    assert stage.revisable(10_000) == 0
    for _ in range(3 * KEPT_PIECES // 8):
        stage.push(noise(8))
    assert stage.revisable(10**9) == (KEPT_PIECES - 1) * PIECE_FRAMES
    assert stage.revisable(PIECE_FRAMES - 1) == 0
    stage.forget()
    assert stage.revisable(10**9) == 0


def test_the_newest_of_several_blocks_are_overwritten() -> None:
    blocks = [np.zeros((4, 2), np.float32) for _ in range(3)]
    sound = np.repeat(np.arange(1, 7, dtype=np.float32)[:, None], 2, axis=1)
    revise_newest(blocks, sound)
    assert np.concatenate(blocks)[:, 0].tolist() == [0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6]
    revise_newest(blocks[2:], sound)
    assert blocks[2][:, 0].tolist() == [3, 4, 5, 6]


def test_only_what_is_not_heard_soon_can_be_revised() -> None:
    clock = FakeClock()
    sink = PacedSink(clock)
    assert isinstance(sink, RevisableSink)
    assert sink.revisable() == 0
    heard_at = sink.write(noise(BLOCK_FRAMES // PIECE_FRAMES))
    assert sink.revisable() == BLOCK_FRAMES
    sink.write(noise(BLOCK_FRAMES // PIECE_FRAMES))
    clock.pass_by(heard_at - clock.now())
    left = sink.revisable()
    assert left == pytest.approx((2 * BLOCK_S - REVISE_GUARD_SECONDS) * SAMPLE_RATE, abs=2)
    assert sink.revise(np.zeros((left, 2), np.float32)) == pytest.approx(
        heard_at + REVISE_GUARD_SECONDS, abs=1e-3
    )
    clock.pass_by(1.0)
    assert sink.revisable() == 0
    sink.write(noise(BLOCK_FRAMES // PIECE_FRAMES))
    assert sink.revisable() == BLOCK_FRAMES, "before the gap nothing is left to revise"


def test_a_file_holds_the_revised_sound(tmp_path: Path) -> None:
    sink = WavSink(tmp_path / "x.wav", FakeClock())
    for value in (0.1, 0.2):
        sink.write(np.full((BLOCK_FRAMES, 2), value, np.float32))
    sink.revise(np.full((BLOCK_FRAMES + 128, 2), 0.5, np.float32))
    sink.close()
    sound = frames_of(tmp_path / "x.wav")[:, 0]
    assert np.flatnonzero(sound > 0.3).tolist() == list(range(BLOCK_FRAMES - 128, 2 * BLOCK_FRAMES))


def test_the_loudspeakers_play_the_revised_sound_where_it_was() -> None:
    clock = FakeClock()
    mixer = PretendedMixer(clock)
    sink = DeviceSink(clock, mixer, on_fault=lambda fault: None)
    heard = []
    for _ in range(80):
        while not sink.wait(0.05):
            pass
        heard.append(sink.write(np.full((BLOCK_FRAMES, 2), 0.1, np.float32)))
    frames = sink.revisable() // PIECE_FRAMES * PIECE_FRAMES
    ahead_s = heard[-1] + BLOCK_S - clock.now()
    assert frames / SAMPLE_RATE == pytest.approx(ahead_s - GUARD_SECONDS, abs=0.02)
    at = sink.revise(np.full((frames, 2), 0.5, np.float32))
    assert at == pytest.approx(heard[-1] + BLOCK_S - frames / SAMPLE_RATE, abs=0.005)
    sink.close()
    sound = np.concatenate(mixer.heard)[:, 0] / 32767
    assert np.count_nonzero(sound > 0.3) == frames
    assert np.count_nonzero((sound > 0.05) & (sound < 0.3)) == 80 * BLOCK_FRAMES - frames
    assert sink.underruns == 0


def test_a_louder_wish_is_heard_before_what_is_queued_ends(tmp_path: Path) -> None:
    clock = FakeClock()
    sink = WavSink(tmp_path / "x.wav", clock)
    player = Player(sink, Humming(), clock=clock, room=False, levelled=False)
    for index in range(4):
        player.enqueue(bar(index))
    player.steer(controls())
    while sink.blocks < 40:
        player.step(0.005)
    asked = clock.now()
    player.steer(controls(loudness=90.0, decided_at=asked))
    while clock.now() < asked + 0.5:
        player.step(0.005)
    (latency,) = player.stats().heard_latencies_s
    assert REVISE_GUARD_SECONDS < latency < REVISE_GUARD_SECONDS + 0.02 < START_SECONDS
    sink.close()
    sound = np.abs(frames_of(tmp_path / "x.wav")[:, 0])
    began = int((asked - 100.0 - START_SECONDS) * SAMPLE_RATE)
    louder = np.flatnonzero(sound > 0.2 * 10 ** (1 / 20))[0] - began
    assert louder / SAMPLE_RATE == pytest.approx(latency, abs=0.004)


def test_a_lead_eases_while_nothing_is_late_and_calms_down_later_after_lateness() -> None:
    lead = Lead()
    for _ in range(int(20 * CALM_SECONDS / BLOCK_S)):
        assert lead.arrived(lead.seconds, BLOCK_S)
    assert lead.seconds == pytest.approx(LEAST_SECONDS)
    assert lead.arrived(TIGHT_SECONDS - 0.001, BLOCK_S)
    grown = lead.seconds
    assert grown > LEAST_SECONDS + 0.05
    for _ in range(int(1.5 * CALM_SECONDS / BLOCK_S)):
        lead.arrived(lead.seconds, BLOCK_S)
    assert lead.seconds == grown
    for _ in range(int(CALM_SECONDS / BLOCK_S)):
        lead.arrived(lead.seconds, BLOCK_S)
    assert lead.seconds < grown
    assert not lead.arrived(-0.001, BLOCK_S)
    assert lead.seconds == MOST_SECONDS


def test_a_lead_does_not_ease_to_where_blocks_have_been_late() -> None:
    lead = Lead()
    for number in range(int(20 * CALM_SECONDS / BLOCK_S)):
        lead.arrived(lead.seconds - (0.07 if number % 50 == 0 else 0.0), BLOCK_S)
    assert lead.seconds >= 0.07 + TIGHT_SECONDS
