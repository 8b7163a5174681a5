from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.capture.pacing import WAIT_S
from emotune_gui.capture.sound_file import (
    BACKLOG_S,
    SoundFileSource,
    read_sound,
    sound_blocks,
)
from emotune_gui.capture.video import VideoSource
from emotune_gui.domain.faults import EndOfSource
from emotune_gui.domain.voice import SAMPLE_RATE
from tests.capture.making import FakeClock
from tests.capture.sound_making import (
    film,
    heard,
    joined,
    onsets,
    tone,
    tone_fit,
    write,
)


def opened(path: Path, **settings) -> SoundFileSource:
    settings.setdefault("clock", FakeClock())
    source = SoundFileSource(path, **settings)
    source.open()
    return source


def the_tone_is_there(sound: np.ndarray, seconds: float, peak: float = 0.3) -> None:
    assert len(sound) / SAMPLE_RATE == pytest.approx(seconds, abs=0.04)
    amplitude, ratio = tone_fit(sound[2000 : 2000 + round(SAMPLE_RATE * seconds) - 5000], 440.0)
    assert amplitude == pytest.approx(peak, rel=0.06)
    assert ratio > 20.0


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.wav", "pcm_s16le", 16_000),
        ("a.wav", "pcm_u8", 11_025),
        ("a.wav", "pcm_s24le", 96_000),
        ("a.wav", "pcm_f32le", 44_100),
        ("a.wav", "pcm_f64le", 48_000),
        ("a.wav", "pcm_mulaw", 8_000),
        ("a.aiff", "pcm_s16be", 44_100),
        ("a.flac", "flac", 48_000),
        ("a.m4a", "aac", 44_100),
        ("a.opus", "libopus", 48_000),
        ("a.mp3", "libmp3lame", 22_050),
        ("a.mka", "aac", 32_000),
    ],
)
def test_every_kind_of_file_is_the_same_tone(tmp_path: Path, name, codec, rate) -> None:
    path = write(tmp_path / name, tone(rate, 2.0), rate, codec)
    the_tone_is_there(read_sound(path), 2.0)
    assert np.array_equal(joined(list(sound_blocks(path))), read_sound(path))


def test_a_short_telephone_recording(tmp_path: Path) -> None:
    path = write(tmp_path / "phone.wav", tone(8_000, 3.0), 8_000, "pcm_alaw")
    blocks = heard(opened(path))
    the_tone_is_there(joined(blocks), 3.0)
    assert blocks[-1].position_s + blocks[-1].duration_s == pytest.approx(3.0, abs=0.001)


def test_a_clean_sixteen_bit_file_is_read_to_the_sample(tmp_path: Path) -> None:
    sound = tone(seconds=0.5)
    path = write(tmp_path / "a.wav", sound)
    assert np.allclose(read_sound(path), sound, atol=1 / 32768)


def test_stereo_out_of_phase_is_still_heard(tmp_path: Path) -> None:
    sound = tone(44_100, 2.0)
    path = write(tmp_path / "a.wav", np.stack([sound, -sound]), 44_100, layout="stereo")
    the_tone_is_there(read_sound(path), 2.0)


def test_speech_in_the_centre_of_a_film_with_six_channels(tmp_path: Path) -> None:
    channels = np.zeros((6, 96_000), dtype=np.float32)
    channels[2], channels[3] = tone(48_000, 2.0), tone(48_000, 2.0, 45.0, 0.8)
    path = write(tmp_path / "a.wav", channels, 48_000, layout="5.1")
    the_tone_is_there(read_sound(path), 2.0)


def test_what_is_no_number_becomes_silence(tmp_path: Path) -> None:
    sound = tone(seconds=2.0)
    sound[5000:5100], sound[6000], sound[7000], sound[8000] = np.nan, np.inf, -np.inf, 1e30
    told = read_sound(write(tmp_path / "a.wav", sound, codec="pcm_f32le"))
    assert np.isfinite(told).all() and np.abs(told).max() <= 1.0
    assert not told[5000:5100].any()
    the_tone_is_there(told[SAMPLE_RATE:], 1.0)


def test_clipped_and_silent_sound_is_what_it_is(tmp_path: Path) -> None:
    loud = read_sound(write(tmp_path / "a.wav", np.clip(tone(peak=5.0), -1, 1)))
    assert np.mean(np.abs(loud) > 0.999) > 0.8
    silent = read_sound(write(tmp_path / "b.m4a", np.zeros(48_000), 48_000, "aac"))
    assert len(silent) >= SAMPLE_RATE and not silent.any()


def test_blocks_come_when_they_have_been_heard(tmp_path: Path) -> None:
    clock = FakeClock(7.0)
    source = opened(write(tmp_path / "a.wav", tone(seconds=1.0)), clock=clock)
    came, blocks = [], []
    while True:
        try:
            block = source.read()
        except EndOfSource:
            break
        if block is not None:
            came.append(clock.t)
            blocks.append(block)
    assert [block.t + block.duration_s for block in blocks] == pytest.approx(came, abs=1e-4)
    assert [block.t for block in blocks] == pytest.approx([7.0 + b.position_s for b in blocks])
    assert [block.seq for block in blocks] == list(range(len(blocks)))
    assert all(0.01 <= block.duration_s <= 0.1 for block in blocks)
    assert not any(block.gap for block in blocks)
    assert max(clock.slept) <= WAIT_S + 1e-9
    assert source.dropped == 0


def test_time_begins_with_the_first_read_or_where_it_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", tone())
    clock = FakeClock(50.0)
    source = opened(path, clock=clock)
    clock.t = 60.0
    assert heard(source)[0].t == pytest.approx(60.0)
    clock = FakeClock(50.0)
    source = opened(path, clock=clock, start=50.25)
    assert heard(source)[0].t == pytest.approx(50.25)


def test_unpaced_blocks_come_at_once(tmp_path: Path) -> None:
    clock = FakeClock(3.0)
    blocks = heard(opened(write(tmp_path / "a.wav", tone(seconds=2.0)), clock=clock, paced=False))
    assert clock.slept == []
    assert blocks[-1].t == pytest.approx(3.0 + blocks[-1].position_s)
    the_tone_is_there(joined(blocks), 2.0)


def test_a_reader_a_little_late_gets_everything(tmp_path: Path) -> None:
    clock = FakeClock()
    source = opened(write(tmp_path / "a.wav", tone(seconds=3.0)), clock=clock)
    source.read()
    clock.t += BACKLOG_S - 0.5
    blocks = heard(source)
    assert source.dropped == 0
    assert blocks[0].seq == 1 and not blocks[0].gap


def test_sound_nobody_read_for_long_is_passed_over_and_counted(tmp_path: Path) -> None:
    clock = FakeClock()
    source = opened(write(tmp_path / "a.wav", tone(seconds=8.0)), clock=clock)
    first = source.read()
    assert first is not None
    clock.t += 5.0
    block = source.read()
    assert block is not None and block.gap
    assert block.position_s == pytest.approx(5.032 - BACKLOG_S, abs=0.07)
    assert source.dropped == round((block.position_s - 0.032) / 0.032)
    following = source.read()
    assert following is not None and not following.gap


def test_after_a_long_absence_the_recording_goes_on_where_it_was(tmp_path: Path) -> None:
    clock = FakeClock()
    source = opened(write(tmp_path / "a.wav", tone(seconds=1.0)), clock=clock)
    source.read()
    clock.t += 8 * 3600.0
    block = source.read()
    assert block is not None and block.position_s == pytest.approx(0.032)
    assert block.t == pytest.approx(clock.t - 0.032, abs=0.001)
    assert source.dropped == 0
    before = clock.t
    assert len(heard(source)) > 20
    assert clock.t - before == pytest.approx(1.0 - 0.064, abs=0.001)


@pytest.mark.parametrize(
    ("name", "codec"), [("a.mp4", "aac"), ("a.mov", "pcm_s16le"), ("a.mkv", "libopus")]
)
@pytest.mark.parametrize("pictures_from", [0.0, 1.2])
def test_the_sound_of_a_film_keeps_in_step_with_its_pictures(
    tmp_path: Path, name: str, codec: str, pictures_from: float
) -> None:
    path = film(tmp_path / name, codec=codec, pictures_from=pictures_from)
    pictures = VideoSource(path, paced=False, clock=FakeClock())
    pictures.open()
    frames = heard(pictures)  # type: ignore[arg-type]
    flashes = [
        frame.position_s
        for before, frame in pairwise(frames)
        if frame.image.mean() > 128 > before.image.mean()
    ]
    beeps = onsets(read_sound(path))
    assert len(flashes) == (3 if pictures_from == 0.0 else 2)
    assert beeps == pytest.approx(flashes, abs=0.03)


def test_sound_that_begins_before_the_pictures_can_be_decoded(tmp_path: Path) -> None:
    """As in a recording cut out of a broadcast."""
    whole = film(tmp_path / "whole.ts", codec="aac", seconds=6.0).read_bytes()
    path = tmp_path / "cut.ts"
    packets = len(whole) // 188
    path.write_bytes(whole[packets // 4 * 188 :])
    pictures = VideoSource(path, paced=False, clock=FakeClock())
    pictures.open()
    frames = heard(pictures)  # type: ignore[arg-type]
    flashes = [
        frame.position_s
        for before, frame in pairwise(frames)
        if frame.image.mean() > 128 > before.image.mean()
    ]
    beeps = onsets(read_sound(path))
    assert len(flashes) >= 3
    assert beeps[-3:] == pytest.approx(flashes[-3:], abs=0.03)


def test_sound_waits_for_the_pictures_beside_it_and_follows_their_pauses(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4")
    clock = FakeClock(10.0)
    pictures = VideoSource(path, clock=clock)
    sound = SoundFileSource(path, clock=clock, beside=pictures)
    sound.open()
    pictures.open()
    assert sound.read() is None
    clock.t = 11.0
    frame = pictures.read()
    assert frame is not None and frame.t == 11.0
    block = sound.read()
    assert block is not None and block.t == pytest.approx(11.0)
    assert pictures.origin is not None
    pictures._shift(0.7)  # what a film too heavy to decode does
    blocks = heard(sound)
    assert blocks[0].t == pytest.approx(11.7 + blocks[0].position_s)
    assert blocks[0].position_s == pytest.approx(0.032)


def test_sound_goes_on_alone_when_no_picture_ever_comes(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4")
    clock = FakeClock(10.0)
    sound = SoundFileSource(path, clock=clock, beside=VideoSource(path, clock=clock))
    sound.open()
    blocks = heard(sound)
    assert 12.9 < blocks[0].t < 13.3
    assert len(onsets(joined(blocks))) == 3


def test_a_hole_in_the_timestamps_is_kept_and_marked(tmp_path: Path) -> None:
    path = write(
        tmp_path / "hole.mka",
        tone(seconds=2.0),
        codec="pcm_s16le",
        times=lambda sample: sample if sample < SAMPLE_RATE else sample + SAMPLE_RATE // 2,
    )
    blocks = list(sound_blocks(path))
    (after,) = [block for block in blocks if block.gap]
    assert after.position_s == pytest.approx(1.51, abs=0.06)
    assert blocks[-1].position_s + blocks[-1].duration_s == pytest.approx(2.5, abs=0.01)
    told = read_sound(path)
    assert len(told) / SAMPLE_RATE == pytest.approx(2.5, abs=0.01)
    assert not told[round(1.1 * SAMPLE_RATE) : round(1.4 * SAMPLE_RATE)].any()


def test_a_hole_of_hours_does_not_stop_the_recording(tmp_path: Path) -> None:
    path = write(
        tmp_path / "hole.mka",
        tone(seconds=2.0),
        codec="pcm_s16le",
        times=lambda sample: sample if sample < SAMPLE_RATE else sample + 7200 * SAMPLE_RATE,
    )
    clock = FakeClock(0.0)
    blocks = heard(opened(path, clock=clock))
    assert blocks[-1].position_s > 7200.0
    assert clock.t == pytest.approx(12.0, abs=0.3)
    assert len(read_sound(path)) / SAMPLE_RATE == pytest.approx(12.0, abs=0.3)


def test_timestamps_that_stand_still_lose_no_sound(tmp_path: Path) -> None:
    path = write(
        tmp_path / "still.mka",
        tone(seconds=2.0),
        codec="pcm_s16le",
        times=lambda sample: min(sample, 8_192),
    )
    the_tone_is_there(read_sound(path), 2.0)
