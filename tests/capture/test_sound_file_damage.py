"""Recordings that are cut short, damaged or none at all, and what is odd about good ones."""

from __future__ import annotations

import os
import wave
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.capture.sound_file import (
    SoundFileSource,
    has_sound,
    read_sound,
    sound_blocks,
)
from emotune_gui.domain.faults import EndOfSource, SourceUnavailable
from emotune_gui.domain.voice import SAMPLE_RATE
from tests.capture.making import FakeClock, clip, picture
from tests.capture.sound_making import (
    film,
    heard,
    joined,
    loudest_hz,
    tone,
    write,
)
from tests.capture.test_sound_file import opened, the_tone_is_there


def test_a_truncated_wav_is_used_and_said(tmp_path: Path) -> None:
    path = write(tmp_path / "cut.wav", tone(seconds=4.0))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    source = opened(path)
    the_tone_is_there(joined(heard(source)), 2.0)
    with pytest.raises(EndOfSource, match=r"breaks off after 2 of 4 seconds"):
        source.read()


@pytest.mark.parametrize(
    ("name", "codec"), [("a.flac", "flac"), ("a.mp3", "libmp3lame"), ("a.opus", "libopus")]
)
def test_other_truncated_files_are_used_as_far_as_they_go(tmp_path: Path, name, codec) -> None:
    path = write(tmp_path / name, tone(48_000, 6.0), 48_000, codec)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    told = read_sound(path)
    assert 1.5 < len(told) / SAMPLE_RATE < 4.0
    assert loudest_hz(told) == pytest.approx(440.0, abs=1.0)


def test_a_whole_recording_just_ends(tmp_path: Path) -> None:
    for source in (
        opened(write(tmp_path / "a.wav", tone())),
        opened(write(tmp_path / "a.m4a", tone(48_000), 48_000, "aac")),
        opened(film(tmp_path / "a.mp4", pictures_from=1.2)),
    ):
        heard(source)
        for _ in range(3):
            with pytest.raises(EndOfSource, match=r"^The recording has ended.$"):
                source.read()


def test_damage_in_the_middle_is_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3", tone(44_100, 6.0), 44_100, "libmp3lame")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 3000] = np.random.default_rng(3).bytes(3000)
    path.write_bytes(data)
    told = read_sound(path)
    assert 4.0 < len(told) / SAMPLE_RATE < 6.1
    assert loudest_hz(told) == pytest.approx(440.0, abs=1.0)


def unusable(folder: Path) -> dict[str, Path]:
    (folder / "empty.wav").touch()
    (folder / "text.wav").write_text("dear diary\n" * 500)
    (folder / "text.mp3").write_text("dear diary\n" * 5000)
    (folder / "playlist.mp3").write_text("#EXTM3U\n#EXTINF:5,\nhttp://127.0.0.1:9/a.mp3\n")
    (folder / "random.mp3").write_bytes(np.random.default_rng(1).bytes(50_000))
    (folder / "zeros.mp3").write_bytes(bytes(50_000))
    (folder / "folder.wav").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.wav")
    whole = write(folder / "whole.wav", tone()).read_bytes()
    (folder / "header.wav").write_bytes(whole[: whole.index(b"data") + 8])
    strange = {"rate": (24, b"\0\0\0\0"), "huge": (24, b"\xff\xff\xff\x7f"), "none": (22, b"\0\0")}
    for name, (at, value) in strange.items():
        (folder / f"{name}.wav").write_bytes(whole[:at] + value + whole[at + len(value) :])
    (folder / "codec.wav").write_bytes(whole[:20] + b"\x99\x99" + whole[22:])
    picture(folder / "photo.png", np.zeros((8, 8, 3), dtype=np.uint8)).rename(folder / "photo.wav")
    clip(folder / "mute.mp4")
    return {
        "missing": folder / "missing.wav",
        "null": folder / "nu\0ll.wav",
        **{path.name: path for path in folder.iterdir() if path.stem != "whole"},
    }


def test_what_cannot_be_heard_is_said_in_one_sentence(tmp_path: Path) -> None:
    for kind, path in unusable(tmp_path).items():
        source = SoundFileSource(path, clock=FakeClock())
        with pytest.raises(SourceUnavailable) as caught:
            source.open()
        text = str(caught.value)
        assert text.endswith("."), (kind, text)
        assert "\n" not in text and len(text) < 250, (kind, text)
        assert "Error" not in text and "Errno" not in text, (kind, text)
        source.close()
        with pytest.raises(EndOfSource):
            source.read()
        assert not has_sound(path), kind
        with pytest.raises(SourceUnavailable):
            read_sound(path)
        with pytest.raises(SourceUnavailable):
            next(sound_blocks(path))


def test_a_film_without_sound_is_told_from_one_with(tmp_path: Path) -> None:
    assert has_sound(film(tmp_path / "with.mp4"))
    assert not has_sound(clip(tmp_path / "without.mp4"))
    with pytest.raises(SourceUnavailable, match="has no sound in it"):
        SoundFileSource(tmp_path / "without.mp4").open()


def test_an_unknown_codec_is_said(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mka", tone(48_000), 48_000, "aac")
    path.write_bytes(path.read_bytes().replace(b"A_AAC", b"A_XXX"))
    with pytest.raises(SourceUnavailable, match=r"coded in a way .* save it as wav"):
        SoundFileSource(path).open()


def test_the_standard_wave_module_and_strange_names(tmp_path: Path) -> None:
    path = tmp_path / "fête 😀 http:日本.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes((tone(22_050, 1.0) * 32767).astype("<i2").tobytes())
    source = opened(path)
    assert source.name == path.name
    the_tone_is_there(joined(heard(source)), 1.0)


def test_a_sound_shorter_than_a_block(tmp_path: Path) -> None:
    (block,) = heard(opened(write(tmp_path / "a.wav", tone(seconds=0.02))))
    assert len(block.samples) == 320


def test_opening_again_begins_again(tmp_path: Path) -> None:
    clock = FakeClock()
    source = opened(write(tmp_path / "a.wav", tone()), clock=clock)
    first = heard(source)
    source.close()
    source.close()
    with pytest.raises(EndOfSource):
        source.read()
    source.open()
    second = heard(source)
    assert np.array_equal(joined(first), joined(second))
    assert second[0].seq == len(first) and second[0].gap
    assert second[0].t > first[-1].t


def test_blocks_are_read_only_and_their_own(tmp_path: Path) -> None:
    first, second = heard(opened(write(tmp_path / "a.wav", tone())))[:2]
    assert not first.samples.flags.writeable
    assert not np.shares_memory(first.samples, second.samples)
    assert first.samples.dtype == np.float32


def test_nothing_is_written_to_the_terminal(tmp_path: Path, capfd) -> None:
    for kind, path in unusable(tmp_path).items():
        assert not has_sound(path), kind
    hurt = write(tmp_path / "hurt.m4a", tone(48_000, 3.0), 48_000, "aac")
    data = bytearray(hurt.read_bytes())
    data[len(data) // 3 : len(data) // 3 + 2000] = np.random.default_rng(5).bytes(2000)
    hurt.write_bytes(data)
    read_sound(hurt)
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")
