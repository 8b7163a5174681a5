"""What was played is found again by its time, and taken out only where that helps."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.domain.voice import SoundBlock
from emotune_gui.perception.voice.echo import BLOCK
from emotune_gui.perception.voice.music_gate import MusicGate, PlayedMusic
from tests.perception.voice.making import blocks, noise, silence, talk, tune
from tests.perception.voice.test_echo import decibels, room, through


def count(n, begin=0):
    return np.arange(begin, begin + n, dtype=np.float32)


def test_nothing_played_is_none():
    assert PlayedMusic().at(1.0, 10) is None


def test_found_by_its_second():
    played = PlayedMusic()
    played.play(SoundBlock(0, 5.0, count(8004)))
    assert played.at(5.5, 4).tolist() == [8000, 8001, 8002, 8003]


def test_known_far_enough_ahead_it_is_looked_at_early():
    played = PlayedMusic()
    played.play(SoundBlock(0, 5.0, count(16000)))
    assert played.at(5.0, 512)[0] == pytest.approx(1024, abs=1)


def test_jitter_leaves_no_seam():
    played = PlayedMusic()
    for i in range(20):
        played.play(SoundBlock(i, 1.0 + i * 0.1 + 0.004 * (i % 3), count(1600, 1600 * i)))
    heard = np.concatenate([played.at(1.0 + i * 0.032 + 0.003 * (i % 2), 512) for i in range(40)])
    assert set(np.diff(heard).tolist()) == {1.0}


def test_hole_is_silence_and_a_step_back_replaces():
    played = PlayedMusic()
    played.play(SoundBlock(0, 0.0, np.ones(1600, np.float32)))
    played.play(SoundBlock(1, 0.2, np.full(1600, 2.0, np.float32)))
    played.play(SoundBlock(2, 0.25, np.full(1600, 3.0, np.float32)))
    found = np.concatenate([played.at(0.0, 2800), played.at(0.175, 2800)])
    assert [found[at] for at in (800, 2400, 3600, 4400)] == [1.0, 0.0, 2.0, 3.0]


def test_before_and_after_the_music_is_silence():
    played = PlayedMusic()
    played.play(SoundBlock(0, 1.0, np.ones(100, np.float32)))
    assert not played.at(0.5, 512).any()
    assert not played.at(9.0, 512).any()


def test_old_music_is_let_go():
    played = PlayedMusic()
    for i in range(300):
        played.play(SoundBlock(i, i * 0.1, np.ones(1600, np.float32)))
        played.at(i * 0.1, 1600)
    assert len(played._samples) < 5 * 16000


def cleaned(heard, music=None):
    gate, left, found = MusicGate(), [], []
    tune_blocks = blocks(music) if music is not None else None
    for block in blocks(heard):
        if tune_blocks is not None:
            gate.play(next(tune_blocks))
        told = gate.clean(block.t, block.samples)
        left.append(told.left)
        found.append(told.music_power)
    return np.concatenate(left), np.array(found)


def test_a_jump_is_told_and_the_past_is_known():
    played = PlayedMusic()
    played.play(SoundBlock(0, 0.0, count(8000)))
    played.at(0.0, 512)
    assert played.jumped
    went_on = played.at(0.032, 512)
    assert not played.jumped
    assert np.array_equal(played.before(1024)[512:], went_on)
    played.at(0.2, 512)
    assert played.jumped


def test_lost_sound_does_not_undo_what_was_learnt():
    music = tune(10.0) + noise(10.0, 0.02)
    heard, gate = through(music, room(0.1)), MusicGate()
    powers = []
    for block, played in zip(blocks(heard), blocks(music), strict=True):
        gate.play(played)
        if 7.0 < block.t < 7.5:
            continue
        left = gate.clean(block.t, block.samples).left
        powers.append((block.t, np.mean(left**2) / np.mean(heard**2)))
    before = np.mean([p for t, p in powers if 6.0 < t < 7.0])
    after = np.mean([p for t, p in powers if 7.5 < t < 8.0])
    assert after < 3.0 * before < 0.1


def test_without_music_sound_passes_unchanged():
    sound = talk(1.0)
    left, found = cleaned(sound)
    assert np.array_equal(left, sound[: len(left)]) and not found.any()


def test_music_in_the_room_is_taken_away():
    music = tune(8.0)
    heard = through(music, room(0.1))
    left, found = cleaned(heard, music)
    assert decibels(heard[-48000:], left[-48000:]) > 10.0
    assert found[-90:].mean() > 0.5 * np.mean(heard[-48000:] ** 2)


def test_music_in_headphones_leaves_the_speech_as_it_is():
    speech = talk(8.0)
    left, _ = cleaned(speech, tune(8.0))
    wrong = left[-48000:] - speech[: len(left) - BLOCK][-48000:]
    assert np.mean(wrong**2) < 0.03 * np.mean(speech**2)


def test_music_long_over_costs_nothing():
    speech = talk(6.0)
    left, found = cleaned(speech, np.concatenate([tune(1.0), silence(5.0)]))
    assert np.array_equal(left[-3 * 16000 :], speech[: len(left)][-3 * 16000 :])
    assert not found[-30:].any()


@pytest.mark.parametrize("bad", [np.full(BLOCK, np.nan, np.float32), np.zeros(0, np.float32)])
def test_broken_music_does_no_harm(bad):
    gate = MusicGate()
    gate.play(SoundBlock(0, 0.0, bad))
    assert np.isfinite(gate.clean(0.0, talk(0.1)[:BLOCK]).left).all()
