"""The synthesiser, the room and the limiter, on real sound."""

from __future__ import annotations

import math
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.music import Bar, Note, Part
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing import synthesiser as synthesiser_module
from emotune_gui.music.playing.limiter import CEILING
from emotune_gui.music.playing.master import Master
from emotune_gui.music.playing.pieces import PIECE_FRAMES
from emotune_gui.music.playing.player import Player
from emotune_gui.music.playing.reverb import Reverb, room_response
from emotune_gui.music.playing.synthesiser import Synthesiser, soundfont_path
from emotune_gui.music.playing.trims import PROGRAM_TRIM_DB
from tests.music.playing.handmade import FakeClock, KeepingSink, bar

RATE = 44100
ONE_DB_BELOW_FULL = 10 ** (-1 / 20)


def rendered(synthesiser: Synthesiser, *lengths: int) -> StereoBlock:
    pieces = []
    for length in lengths:
        piece = np.full((length, 2), np.nan, np.float32)
        synthesiser.render(piece)
        pieces.append(piece)
    return np.concatenate(pieces)


def rms_db(sound: StereoBlock) -> float:
    return 10 * math.log10(float((sound.astype(float) ** 2).mean()) + 1e-12)


def fundamental_hz(sound: StereoBlock) -> float:
    spectrum = np.abs(np.fft.rfft(sound.mean(axis=1) * np.hanning(len(sound))))
    return float(np.fft.rfftfreq(len(sound), 1 / RATE)[spectrum.argmax()])


def test_any_number_of_frames_gives_the_same_sound() -> None:
    whole, split = Synthesiser(), Synthesiser()
    for each in (whole, split):
        each.note_on(Part.MELODY, 73, 69, 80)
    at_once = rendered(whole, 8192)
    in_pieces = rendered(split, 1, 63, 0, 1000, 3, 7125)
    # TinySoundFont moves envelopes every 64 frames, counted from each call.
    assert np.abs(at_once - in_pieces).max() < 0.02
    assert rms_db(at_once) > -50


def test_pitch_is_concert_pitch() -> None:
    synthesiser = Synthesiser()
    synthesiser.note_on(Part.MELODY, 73, 69, 100)
    assert fundamental_hz(rendered(synthesiser, RATE)) == pytest.approx(440.0, rel=0.01)


def test_a_note_ends_after_its_off() -> None:
    synthesiser = Synthesiser()
    voice = synthesiser.note_on(Part.MELODY, 73, 69, 100)
    held = rms_db(rendered(synthesiser, RATE))
    synthesiser.note_off(voice)
    rendered(synthesiser, RATE)
    assert rms_db(rendered(synthesiser, RATE)) < held - 60


def test_all_notes_off_and_silence() -> None:
    synthesiser = Synthesiser()
    for pitch in range(50, 80, 5):
        synthesiser.note_on(Part.PAD, 48, pitch, 100)
    rendered(synthesiser, RATE)
    synthesiser.silence()
    assert np.abs(rendered(synthesiser, RATE)[2000:]).max() == 0.0


def test_velocity_has_the_documented_curve() -> None:
    def level(velocity: float) -> float:
        synthesiser = Synthesiser()
        synthesiser.note_on(Part.MELODY, 73, 69, velocity)
        return rms_db(rendered(synthesiser, RATE))

    assert level(100.0) - level(50.0) == pytest.approx(40 * math.log10(2), abs=0.3)


def test_programs_are_about_equally_loud() -> None:
    levels = []
    for program in (0, 11, 24, 40, 46, 48, 52, 60, 68, 73, 79, 88):
        synthesiser = Synthesiser()
        for pitch in (60, 67, 72):
            synthesiser.note_on(Part.MELODY, program, pitch, 50)
        levels.append(rms_db(rendered(synthesiser, RATE // 2)))
    assert max(levels) - min(levels) < 8.0  # untrimmed, these spread over 18 dB
    assert len(PROGRAM_TRIM_DB) == 128
    assert all(trim <= 0.0 for trim in PROGRAM_TRIM_DB)


def test_a_new_instrument_leaves_old_notes_ringing() -> None:
    alone, changed = Synthesiser(), Synthesiser()
    for each in (alone, changed):
        each.note_on(Part.MELODY, 48, 60, 90)
        rendered(each, 4096)
    changed.note_on(Part.MELODY, 0, 96, 1)  # next to nothing, on another program
    difference = rendered(changed, RATE) - rendered(alone, RATE)
    assert rms_db(difference) < -60


def test_more_instruments_than_channels_take_idle_ones() -> None:
    synthesiser = Synthesiser()
    held = synthesiser.note_on(Part.PAD, 48, 60, 100)
    for program in range(40):
        voice = synthesiser.note_on(Part.MELODY, program, 72, 30)
        assert voice.channel not in (held.channel, 9)
        synthesiser.note_off(voice)
    assert synthesiser.note_on(Part.PAD, 48, 64, 100).channel == held.channel
    assert synthesiser.note_on(Part.DRUMS, 0, 38, 100).channel == 9


@pytest.mark.parametrize(
    ("program", "pitch", "velocity"),
    [(0, 128, 60), (0, -1, 60), (0, 60, 0), (0, 60, 128), (128, 60, 60)],
)
def test_what_is_no_note_is_refused(program: int, pitch: int, velocity: int) -> None:
    with pytest.raises(ValueError, match="not a MIDI note"):
        Synthesiser().note_on(Part.MELODY, program, pitch, velocity)


def test_missing_or_broken_instrument_sounds_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.sf2"
    broken.write_bytes(b"not a soundfont")
    with pytest.raises(EmoTuneError, match="install EmoTune again"):
        Synthesiser(soundfont=broken)

    def elsewhere(name: str) -> ModuleSpec:
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [str(tmp_path / "nowhere")]
        return spec

    assert soundfont_path().is_file()
    monkeypatch.setattr(synthesiser_module, "find_spec", elsewhere)
    with pytest.raises(EmoTuneError, match="install EmoTune again"):
        soundfont_path()


def test_forty_loud_notes_stay_below_one_db_under_full_scale() -> None:
    parts = list(Part)
    notes = [Note(0.0, 3.5, 30 + i, 127, parts[i % len(parts)]) for i in range(40)]
    loud: Bar = bar(0, notes, loudness=100.0)
    sink = KeepingSink()
    player = Player(sink, Synthesiser(), clock=FakeClock())
    player.set_volume_db(12.0)
    player.enqueue(loud)
    for _ in range(20):
        player.step()
    sound = sink.sound
    assert 0.8 < np.abs(sound).max() <= ONE_DB_BELOW_FULL
    assert player.stats().lowest_limiter_gain < 0.5


def mastered(master: Master, sound: StereoBlock, block_frames: int) -> StereoBlock:
    out = []
    for block in sound.reshape(-1, block_frames, 2):
        master.begin()[:] = block
        out.append(master.finish().copy())
    return np.concatenate(out)


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**16),
    gains=st.lists(st.floats(0.0, 30.0), min_size=1, max_size=6),
    pieces=st.integers(1, 8),
)
def test_no_sample_passes_the_ceiling(seed: int, gains: list[float], pieces: int) -> None:
    frames = pieces * PIECE_FRAMES
    noise = np.random.default_rng(seed).standard_normal((len(gains), frames, 2))
    loud = (noise * np.array(gains)[:, None, None]).astype(np.float32).reshape(-1, 2)
    master = Master(RATE, frames, room=False, levelled=False)
    assert np.abs(mastered(master, loud, frames)).max() <= CEILING + 1e-6


def test_the_limiter_only_delays_what_is_quiet() -> None:
    quiet = (0.3 * np.random.default_rng(2).standard_normal((8192, 2))).clip(-0.4, 0.4)
    block = quiet.astype(np.float32)
    master = Master(RATE, 4096, room=False, levelled=False)
    out = mastered(master, block, 4096)
    assert np.array_equal(out[PIECE_FRAMES:], block[:-PIECE_FRAMES])
    assert master.lowest_gain == 1.0


def test_the_limiter_turns_down_smoothly_and_comes_back() -> None:
    t = np.arange(30 * 4096) / RATE
    tone = 0.5 * np.sin(2 * np.pi * 200 * t)
    tone[8 * 4096 : 9 * 4096] *= 4
    stereo = np.repeat(tone[:, None], 2, axis=1).astype(np.float32)
    out = mastered(Master(RATE, 4096, room=False, levelled=False), stereo, 4096)[:, 0]
    steepest_in = np.abs(np.diff(tone)).max()
    assert np.abs(np.diff(out)).max() <= steepest_in
    assert np.abs(out[8 * 4096 : 9 * 4096]).max() == pytest.approx(CEILING, rel=0.02)
    assert np.abs(out[20 * 4096 :]).max() == pytest.approx(0.5, abs=1e-3)


def test_blocks_are_whole_pieces() -> None:
    with pytest.raises(ValueError, match="whole pieces"):
        Master(RATE, 100)


def test_the_room_is_the_convolution_with_its_response() -> None:
    block_frames = 1024
    random = np.random.default_rng(3)
    dry = random.standard_normal((120 * block_frames, 2)).astype(np.float32)
    reverb = Reverb(RATE, block_frames)
    both = dry.copy()
    for block in both.reshape(-1, block_frames, 2):
        reverb.add_to(block)
    response = room_response(RATE)
    size = len(dry) + len(response)
    spectrum = np.fft.rfft(dry.mean(axis=1), size)[:, None] * np.fft.rfft(response, size, axis=0)
    expected = np.fft.irfft(spectrum, size, axis=0)[: len(dry)]
    assert np.abs(both - dry - expected).max() < 1e-4


def test_the_room_falls_silent() -> None:
    sound = np.zeros((30 * 4096, 2), np.float32)
    sound[:4096] = 0.5
    out = mastered(Master(RATE, 4096), sound, 4096)
    assert np.abs(out[3 * 4096 : 4 * 4096]).max() > 0.0
    assert np.abs(out[-4096:]).max() == 0.0


def test_the_room_response_decays_and_keeps_out_of_the_bass() -> None:
    response = room_response(RATE).astype(float)
    early, late = response[2000:6000], response[-4000:]
    assert rms_db(late) < rms_db(early) - 40
    power = (np.abs(np.fft.rfft(response, axis=0)) ** 2).mean(axis=1)
    f = np.fft.rfftfreq(len(response), 1 / RATE)
    assert power[f < 60].mean() < 0.05 * power[(f > 400) & (f < 2000)].mean()
