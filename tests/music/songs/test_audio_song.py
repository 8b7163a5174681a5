from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.music.songs.audio_song import PUSHED_AT_ONCE, AudioSong
from emotune_gui.music.songs.stretching import Resampler

RATE = 44_100
SECONDS = 3.0


def tone(seconds: float = SECONDS, hertz: float = 440.0, block: int = 4096) -> Iterator[np.ndarray]:
    for start in range(0, int(seconds * RATE), block):
        times = np.arange(start, min(start + block, int(seconds * RATE))) / RATE
        wave = 0.25 * np.sin(2 * math.pi * hertz * times)
        yield np.stack([wave, wave], axis=1).astype(np.float32)


def played(song: AudioSong, block: int = 512) -> np.ndarray:
    blocks = []
    while not song.finished:
        blocks.append(song.render(block))
        assert len(blocks) < 5000
    return np.concatenate(blocks)[:, 0]


def pitch_of(wave: np.ndarray) -> float:
    middle = wave[len(wave) // 4 : -len(wave) // 4]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    return float(np.argmax(spectrum)) * RATE / len(middle)


@pytest.mark.parametrize(
    ("ratio", "semitones"),
    [(1, 0), (1, 4), (1, -4), (0.7, 0), (1.4, 0), (0.6, -7), (1.8, 9), (0.5, 12)],
)
def test_tempo_and_pitch_change_apart(ratio: float, semitones: float) -> None:
    song = AudioSong(tone(), RATE)
    song.set(ratio, semitones)
    wave = played(song)
    assert len(wave) / RATE == pytest.approx(SECONDS / ratio, rel=0.05)
    assert pitch_of(wave) == pytest.approx(440 * 2 ** (semitones / 12), rel=0.004)
    assert np.abs(wave).max() < 0.35
    assert wave[RATE // 4 : -RATE // 4].std() == pytest.approx(0.25 / math.sqrt(2), rel=0.05)


def test_unchanged_sound_comes_through_unchanged() -> None:
    song = AudioSong(tone(), RATE)
    wave = played(song)
    steps = np.abs(np.diff(wave[2000 : int(2.5 * RATE)]))
    assert steps.max() <= 0.25 * 2 * math.pi * 440 / RATE * 1.02


def test_changes_while_it_plays_make_no_click_and_no_gap() -> None:
    song = AudioSong(tone(6.0), RATE)
    blocks = []
    for i in range(300):
        if i % 40 == 20:
            song.set(0.7 + (i % 7) / 10, (i % 9) - 4, -(i % 5), (i % 3) / 2)
        blocks.append(song.render(512))
    wave = np.concatenate(blocks)[4096:, 0]
    fastest = 0.25 * 2 * 2 * math.pi * 440 * 2 ** (4 / 12) / RATE
    assert np.abs(np.diff(wave)).max() < fastest * 1.2
    windows = np.lib.stride_tricks.sliding_window_view(wave, 2048)[::1024]
    assert windows.std(axis=1).min() > 0.05


def test_a_change_is_heard_within_a_fifth_of_a_second() -> None:
    song = AudioSong(tone(6.0), RATE)
    for _ in range(100):
        song.render(512)
    song.set(1.0, 12.0)
    later = np.concatenate([song.render(512) for _ in range(60)])[int(0.2 * RATE) :, 0]
    assert pitch_of(later) == pytest.approx(880, rel=0.01)


def test_loudness_glides() -> None:
    song = AudioSong(tone(), RATE)
    for _ in range(40):
        song.render(512)
    song.set(gain_db=-12.0)
    glide = song.render(4096)[:, 0]
    after = song.render(4096)[:, 0]
    first, last = np.abs(glide[:400]).max(), np.abs(glide[-400:]).max()
    assert first > 2 * last
    assert np.abs(after).max() == pytest.approx(0.25 * 10 ** (-12 / 20), rel=0.05)


@pytest.mark.parametrize(("brightness", "change"), [(0.0, -15.0), (0.5, 0.0), (1.0, 6.0)])
def test_brightness_is_about_what_lies_high(brightness: float, change: float) -> None:
    levels = {}
    for hertz in (150.0, 8000.0):
        song = AudioSong(tone(1.5, hertz), RATE)
        song.set(brightness=brightness)
        wave = played(song)[RATE // 4 : RATE]
        levels[hertz] = 20 * math.log10(wave.std() / (0.25 / math.sqrt(2)))
    assert levels[150.0] == pytest.approx(0.0, abs=1.0)
    assert levels[8000.0] == pytest.approx(change, abs=1.0)


def test_the_source_is_read_only_as_far_as_it_is_heard() -> None:
    read = 0

    def endless() -> Iterator[np.ndarray]:
        nonlocal read
        while True:
            read += 4096
            yield np.zeros((4096, 2), np.float32)

    song = AudioSong(endless(), RATE)
    for _ in range(400):
        song.render(512)
    assert read <= 400 * 512 + 16 * 4096
    assert song.position_s == pytest.approx(400 * 512 / RATE, abs=0.3)
    assert not song.finished


def test_one_enormous_block_is_taken_piece_by_piece() -> None:
    whole = np.concatenate(list(tone(8.0)))
    song = AudioSong(iter([whole]), RATE)
    song.render(512)
    assert song.position_s * RATE <= 512 + 16 * PUSHED_AT_ONCE


def test_a_source_that_fails_ends_the_song_and_says_why() -> None:
    def failing() -> Iterator[np.ndarray]:
        yield from islice(tone(), 10)
        raise InvalidInput("The file is damaged.")

    song = AudioSong(failing(), RATE)
    wave = played(song)
    assert len(wave) / RATE == pytest.approx(10 * 4096 / RATE, abs=0.1)
    assert song.problem == "The file is damaged."
    assert not song.render(256).any()


def test_an_empty_source_is_finished_at_once_and_silent() -> None:
    song = AudioSong(iter(()), RATE)
    assert not song.render(512).any()
    assert song.finished


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 900), st.floats(0.5, 2.0)), min_size=3, max_size=12))
def test_a_resampler_has_no_seams(pieces: list) -> None:
    """A slow wave read in pieces at changing pace never jumps."""
    resampler, out, at = Resampler(), [], 0
    for length, pace in pieces:
        times = (at + np.arange(length)) / RATE
        wave = np.sin(2 * math.pi * 60 * times)
        at += length
        out.append(resampler.read(np.stack([wave, wave], 1).astype(np.float32), pace))
    heard = np.concatenate(out)[:, 0]
    assert np.abs(np.diff(heard[40:])).max(initial=0.0) < 2.2 * 2 * math.pi * 60 / RATE
    shortest = sum(length / pace for length, pace in pieces)
    assert abs(len(heard) - shortest) < 30 + len(pieces)
