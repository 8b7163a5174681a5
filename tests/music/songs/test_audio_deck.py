"""Recordings in a session: got ready, steered, crossing over, broken off."""

from __future__ import annotations

import math
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.music.playing.loudness import TARGET_LUFS, LoudnessMeter
from emotune_gui.music.playing.pieces import PIECE_FRAMES
from emotune_gui.music.songs.audio_deck import AudioDeck, Turn, check_recording
from emotune_gui.music.songs.audio_level import MOST_DB, GainFinder
from emotune_gui.music.songs.audio_song import SoundShape
from emotune_gui.music.songs.audio_track import READY_S, AudioTrack, Fade
from tests.music.songs.recordings import BLOCK, RATE, Idle, fed, heard, recording, wav

PLAIN = SoundShape()
A, B = Turn(0, "a"), Turn(1, "b")


@pytest.fixture
def clock() -> Idle:
    return Idle()


def deck_with(clock: Idle, path: Path, turn: Turn = A, seconds: float = 8.0) -> AudioDeck:
    deck = AudioDeck(clock)
    deck.load(turn, recording(path, seconds), PLAIN)
    fed(deck, clock)
    return deck


def pitch_of(wave: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(wave * np.hanning(len(wave))))
    return float(np.argmax(spectrum)) * RATE / len(wave)


def test_nothing_is_heard_before_its_bar_begins(clock: Idle, tmp_path: Path) -> None:
    deck = deck_with(clock, wav(tmp_path / "a.wav"))
    assert not heard(deck, clock, 0.3).any()
    deck.bar_began(A, 0, 2.0, leaving=False)
    sound = heard(deck, clock, 1.0)
    assert np.abs(sound[BLOCK:]).max() > 0.01
    assert deck.starved == 0


def test_it_is_added_to_what_is_there(clock: Idle, tmp_path: Path) -> None:
    deck = deck_with(clock, wav(tmp_path / "a.wav"))
    deck.bar_began(A, 0, 2.0, leaving=False)
    heard(deck, clock, 0.2)
    fed(deck, clock)
    out = np.full((BLOCK, 2), 3.0, np.float32)
    deck.render(out)
    assert out.mean() == pytest.approx(3.0, abs=0.05)
    assert np.ptp(out) > 0.05


def test_little_is_kept_ready_and_nothing_is_read_beyond(clock: Idle, tmp_path: Path) -> None:
    deck = deck_with(clock, wav(tmp_path / "a.wav", 60.0), seconds=60.0)
    (track,) = deck._heard
    assert READY_S <= track.ready_s < READY_S + 0.05
    assert track.position_s < 0.6


@pytest.mark.parametrize("height", [0.01, 0.05, 0.8])
def test_recordings_begin_equally_loud(tmp_path: Path, height: float) -> None:
    path = wav(tmp_path / "a.wav", 4.0, 997.0, height)
    finder = GainFinder(path, 4.0)
    while finder.measure():
        pass
    level = LoudnessMeter(RATE, 8192).level(
        np.repeat(
            (height * np.sin(2 * np.pi * 997 * np.arange(8192) / RATE))[:, None], 2, axis=1
        ).astype(np.float32)
    )
    assert finder.gain_db == pytest.approx(min(MOST_DB, TARGET_LUFS - level), abs=0.3)


def test_silence_and_what_cannot_be_read_are_not_made_louder(tmp_path: Path) -> None:
    for path in (wav(tmp_path / "a.wav", 4.0, height=0.0), tmp_path / "missing.wav"):
        finder = GainFinder(path, 4.0)
        while finder.measure():
            pass
        assert finder.gain_db == 0.0


def test_silence_at_the_end_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    times = np.arange(20 * RATE) / RATE
    sound = np.where(times < 13.0, 0.2 * np.sin(2 * np.pi * 440 * times), 0.0)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((32767 * sound).astype("<i2").tobytes())
    finder = GainFinder(path, 20.0)
    assert finder.end_s == 20.0
    while finder.measure():
        pass
    assert finder.end_s == pytest.approx(13.3, abs=0.1)


def test_a_new_pitch_and_tempo_are_heard_within_half_a_second(clock: Idle, tmp_path: Path) -> None:
    deck = deck_with(clock, wav(tmp_path / "a.wav", 20.0), seconds=20.0)
    deck.bar_began(A, 0, 2.0, leaving=False)
    heard(deck, clock, 1.0)
    (track,) = deck._heard
    before = track.position_s
    deck.steer(A, SoundShape(1.5, 12.0))
    heard(deck, clock, 0.5)
    assert pitch_of(heard(deck, clock, 1.0)) == pytest.approx(880, rel=0.01)
    assert track.position_s - before == pytest.approx(1.5 * 1.5, abs=0.25)


def test_two_recordings_cross_over_in_the_last_bar(clock: Idle, tmp_path: Path) -> None:
    deck = deck_with(clock, wav(tmp_path / "a.wav", 20.0, 440.0), seconds=20.0)
    deck.bar_began(A, 0, 2.0, leaving=False)
    heard(deck, clock, 1.0)
    deck.load(B, recording(wav(tmp_path / "b.wav", 20.0, 660.0), 20.0), PLAIN)
    deck.bar_began(A, 1, 2.0, leaving=True)
    sound = heard(deck, clock, 2.0)
    deck.bar_began(B, 2, 2.0, leaving=False)
    after = heard(deck, clock, 1.0)
    assert pitch_of(sound[: RATE // 4]) == pytest.approx(440, rel=0.02)
    assert pitch_of(after) == pytest.approx(660, rel=0.01)
    power = [float((part**2).mean()) for part in np.array_split(sound, 8)]
    assert min(power) > 0.6 * max(power), "constant power: no hole between them"
    assert [track.song.path.name for track in deck._heard] == ["b.wav"], "the first is let go of"


def test_notes_that_follow_find_it_going_out(clock: Idle, tmp_path: Path) -> None:
    deck = deck_with(clock, wav(tmp_path / "a.wav", 20.0), seconds=20.0)
    deck.bar_began(A, 0, 2.0, leaving=False)
    heard(deck, clock, 1.0)
    deck.expect_none()
    deck.bar_began(A, 1, 2.0, leaving=True)
    leaving = heard(deck, clock, 2.0)
    deck.bar_began(None, 2, 2.0, leaving=False)
    under = heard(deck, clock, 1.2)
    assert np.abs(leaving[-BLOCK:]).max() > 0.02
    assert not under[-BLOCK:].any()
    assert deck._heard == ()


def test_a_file_that_breaks_off_says_so_and_ends_without_a_click(
    clock: Idle, tmp_path: Path
) -> None:
    path = wav(tmp_path / "a.wav", 3.0)
    deck = deck_with(clock, path, seconds=60.0)
    deck.bar_began(A, 0, 2.0, leaving=False)
    sound = heard(deck, clock, 4.0)
    assert deck.over(A)
    assert deck.problem(A) == "Its file is damaged and cannot be played beyond 0:03."
    steps = np.abs(np.diff(sound))
    assert steps.max() < 1.3 * steps[RATE // 2 : RATE].max()
    assert not sound[-BLOCK:].any()


def test_a_file_that_is_gone_is_over_at_once(clock: Idle, tmp_path: Path) -> None:
    deck = deck_with(clock, tmp_path / "missing.wav")
    assert deck.over(A) and deck.problem(A)
    with pytest.raises(InvalidInput, match="cannot be read"):
        check_recording(recording(tmp_path / "missing.wav"))


def test_a_shortage_is_a_short_silence_without_clicks(tmp_path: Path) -> None:
    track = AudioTrack(recording(wav(tmp_path / "a.wav", 20.0, 200.0), 20.0), PLAIN)
    track.fade(True, 0.0)
    blocks = []
    for number in range(120):
        hungry = 40 <= number < 60
        while not hungry and track.feed():
            pass
        out = np.zeros((BLOCK, 2), np.float32)
        track.render(out)
        blocks.append(out[:, 0])
    sound = np.concatenate(blocks)
    assert track.starved == 1
    assert not sound[55 * BLOCK : 60 * BLOCK].any()
    assert np.abs(sound[70 * BLOCK :]).max() > 0.01
    # From silence to the tone and back within a piece: no step is larger than that ramp.
    highest = float(np.abs(sound).max())
    assert np.abs(np.diff(sound)).max() < highest * (2 * math.pi * 200 / RATE + 1.5 / PIECE_FRAMES)


def test_closing_lets_go_of_every_file(clock: Idle, tmp_path: Path) -> None:
    deck = deck_with(clock, wav(tmp_path / "a.wav"))
    deck.close()
    (out,) = (np.zeros((BLOCK, 2), np.float32),)
    deck.render(out)
    assert not out.any() and deck.over(A)


@given(st.lists(st.tuples(st.booleans(), st.floats(0.01, 3.0)), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_a_fade_never_jumps(moves: list[tuple[bool, float]]) -> None:
    fade, last = Fade(RATE), 0.0
    for audible, seconds in moves:
        fade.move(audible, seconds)
        for _ in range(20):
            first, end = fade.step()
            assert first == pytest.approx(last)
            assert 0.0 <= end <= 1.0
            assert abs(end - first) <= 0.5 * math.pi * PIECE_FRAMES / (0.01 * RATE) + 1e-9
            last = end
