from __future__ import annotations

import itertools
import os
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.capture.pacing import WAIT_S
from emotune_gui.capture.video import VideoSource
from emotune_gui.domain.faults import EndOfSource, SourceUnavailable
from tests.capture.making import (
    CODECS,
    FakeClock,
    clip,
    flat,
    picture,
    played,
    read_shade,
    sound,
)


def opened(path: Path, **settings) -> VideoSource:
    settings.setdefault("clock", FakeClock())
    source = VideoSource(path, **settings)
    source.open()
    return source


def noise(count: int, width: int = 160, height: int = 120) -> list[np.ndarray]:
    rng = np.random.default_rng(7)
    return [rng.integers(0, 255, (height, width, 3), dtype=np.uint8) for _ in range(count)]


@pytest.mark.parametrize("suffix", sorted(CODECS))
def test_every_container_plays_in_real_time(tmp_path: Path, suffix: str) -> None:
    clock = FakeClock(0.0)
    source = opened(clip(tmp_path / f"clip.{suffix}"), clock=clock)
    frames = played(source)
    assert [frame.t for frame in frames] == pytest.approx([i / 10 for i in range(10)], abs=0.002)
    assert [abs(read_shade(frame.image) - i) <= 1 for i, frame in enumerate(frames)] == [True] * 10
    assert frames[0].image.shape == (48, 64, 3)
    assert source.dropped == 0
    assert max(clock.slept) <= WAIT_S + 1e-9


def test_variable_frame_rate_follows_the_timestamps(tmp_path: Path) -> None:
    times = (0.0, 0.04, 0.5, 0.51, 2.0, 2.2)
    frames = played(opened(clip(tmp_path / "vfr.mkv", times=times)))
    assert [frame.position_s for frame in frames] == pytest.approx(times, abs=0.002)
    assert [frame.t - frames[0].t for frame in frames] == pytest.approx(times, abs=0.002)


def test_a_film_that_does_not_begin_at_zero(tmp_path: Path) -> None:
    frames = played(opened(clip(tmp_path / "late.mkv", times=(3.0, 3.1, 3.2))))
    assert [frame.position_s for frame in frames] == pytest.approx([0.0, 0.1, 0.2], abs=0.002)


def test_frames_are_read_only_and_their_own(tmp_path: Path) -> None:
    first, second = played(opened(clip(tmp_path / "clip.mp4"), paced=False))[:2]
    assert not first.image.flags.writeable
    assert not np.shares_memory(first.image, second.image)
    assert read_shade(first.image) == 0
    assert first.image.flags.c_contiguous


@pytest.mark.parametrize(
    ("rotation", "dark"),
    [(90, np.s_[:, :16]), (-90, np.s_[:, -16:]), (180, np.s_[-16:])],
)
def test_a_film_held_sideways_is_turned_upright(tmp_path: Path, rotation, dark) -> None:
    upper_dark = np.vstack([flat(0)[:24], flat(20)[24:]])
    path = clip(tmp_path / "turned.mp4", images=[upper_dark] * 10, rotation=rotation)
    image = played(opened(path, paced=False))[0].image
    assert image.shape[:2] == ((48, 64) if rotation == 180 else (64, 48))
    assert image[dark].mean() < 40 < image.mean()


def test_large_frames_are_scaled_down(tmp_path: Path) -> None:
    path = clip(tmp_path / "large.mp4", times=(0.0, 0.1), images=[flat(3, 2560, 1440)] * 2)
    frame = played(opened(path))[0]
    assert frame.image.shape == (720, 1280, 3)
    assert read_shade(frame.image) == 3


def test_tall_turned_frames_are_scaled_by_their_long_side(tmp_path: Path) -> None:
    path = clip(tmp_path / "tall.mp4", times=(0.0,), images=[flat(3, 1920, 1080)], rotation=90)
    assert played(opened(path))[0].image.shape == (1280, 720, 3)


@pytest.mark.parametrize(
    ("suffix", "codec", "pix_fmt"),
    [
        ("mkv", "h264", "yuv444p"),
        ("mkv", "h264", "yuv420p10le"),
        ("mkv", "h264", "gray"),
        ("avi", "mjpeg", "yuvj422p"),
        ("mov", "prores", "yuv422p10le"),
    ],
)
def test_unusual_pixel_formats(tmp_path: Path, suffix, codec, pix_fmt) -> None:
    path = clip(tmp_path / f"odd.{suffix}", codec=codec, pix_fmt=pix_fmt)
    frames = played(opened(path, paced=False))
    assert len(frames) == 10
    assert abs(read_shade(frames[5].image) - 5) <= 1


def test_odd_sizes(tmp_path: Path) -> None:
    path = clip(
        tmp_path / "odd.mkv", images=[flat(i, 61, 47) for i in range(10)], pix_fmt="yuv444p"
    )
    assert played(opened(path, paced=False))[0].image.shape == (47, 61, 3)


def test_one_frame(tmp_path: Path) -> None:
    source = opened(clip(tmp_path / "one.mp4", times=(0.0,)))
    assert source.read() is not None
    with pytest.raises(EndOfSource):
        source.read()


def test_a_loop_over_a_film_with_reordered_frames(tmp_path: Path) -> None:
    source = opened(clip(tmp_path / "clip.mp4"), loop=True)
    frames = played(source, limit=70)
    assert [read_shade(frame.image) for frame in frames[:30]] == list(range(10)) * 3
    steps = [b.t - a.t for a, b in itertools.pairwise(frames)]
    assert steps == pytest.approx([0.1] * len(steps), abs=0.002)
    assert [frame.seq for frame in frames] == list(range(len(frames)))


def test_a_loop_over_one_frame_goes_on(tmp_path: Path) -> None:
    frames = played(opened(clip(tmp_path / "one.mp4", times=(0.0,)), loop=True), limit=40)
    assert len(frames) >= 10
    assert all(b.t > a.t for a, b in itertools.pairwise(frames))


@pytest.mark.parametrize("suffix", ["avi", "mkv", "webm"])
def test_a_truncated_film_plays_until_it_breaks(tmp_path: Path, suffix: str) -> None:
    path = clip(tmp_path / f"cut.{suffix}", times=[i / 10 for i in range(30)], images=noise(30))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    frames = played(opened(path))
    assert 5 <= len(frames) <= 20
    assert frames[-1].position_s > 0.5


def test_a_truncated_mp4_with_its_index_in_front(tmp_path: Path) -> None:
    path = clip(
        tmp_path / "cut.mp4",
        times=[i / 10 for i in range(30)],
        images=noise(30),
        options={"movflags": "+faststart"},
    )
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert 5 <= len(played(opened(path))) <= 20


@pytest.mark.parametrize("suffix", ["mp4", "avi", "mkv", "webm"])
def test_damage_in_the_middle_is_passed_over(tmp_path: Path, suffix: str) -> None:
    path = clip(
        tmp_path / f"hurt.{suffix}",
        times=[i / 10 for i in range(30)],
        images=noise(30),
        # Matroska finds its feet again at the next cluster.
        options={"cluster_time_limit": "500"} if suffix in ("mkv", "webm") else None,
    )
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4000] = np.random.default_rng(3).bytes(4000)
    path.write_bytes(data)
    frames = played(opened(path))
    assert len(frames) >= 10
    assert frames[-1].position_s > 2.0
    assert all(b.position_s > a.position_s for a, b in itertools.pairwise(frames))


def unusable(folder: Path) -> dict[str, Path]:
    (folder / "empty.mp4").touch()
    (folder / "text.mp4").write_text("dear diary\n" * 500)
    (folder / "playlist.mp4").write_text("#EXTM3U\n#EXTINF:5,\nhttp://127.0.0.1:9/a.ts\n")
    (folder / "random.mkv").write_bytes(np.random.default_rng(1).bytes(50_000))
    (folder / "folder.mp4").mkdir()
    whole = clip(folder / "whole.mp4", images=noise(10)).read_bytes()
    (folder / "no_index.mp4").write_bytes(whole[: len(whole) // 2])
    os.mkfifo(folder / "pipe.mp4")
    picture(folder / "photo.png", flat(3)).rename(folder / "photo.mp4")
    return {
        "missing": folder / "missing.mp4",
        "null": folder / "nu\0ll.mp4",
        "endless": folder / ("x" * 5000),
        "sound": sound(folder / "sound.mp4"),
        **{path.stem: path for path in folder.iterdir() if path.stem != "whole"},
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_cannot_be_played_is_said_in_one_sentence(tmp_path: Path) -> None:
    for kind, path in unusable(tmp_path).items():
        source = VideoSource(path, clock=FakeClock())
        with pytest.raises(SourceUnavailable) as caught:
            source.open()
        text = str(caught.value)
        assert text.endswith("."), (kind, text)
        assert "\n" not in text and len(text) < 250, (kind, text)
        assert "Error" not in text and "Errno" not in text, (kind, text)
        source.close()
        with pytest.raises(EndOfSource):
            source.read()


@pytest.mark.parametrize(
    ("suffix", "name", "unknown"),
    [
        ("avi", b"FMP4", b"ZZZZ"),
        ("mp4", b"avc1", b"zzz1"),
        ("mkv", b"V_MPEG4/ISO/AVC", b"V_MPEG4/ISO/XXX"),
    ],
)
def test_an_unknown_codec_is_said(tmp_path: Path, suffix, name, unknown) -> None:
    path = clip(tmp_path / f"odd.{suffix}")
    assert name in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(name, unknown))
    with pytest.raises(SourceUnavailable, match=r"coded in a way .* save it as mp4"):
        VideoSource(path).open()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user who may be refused"
)
def test_a_film_that_may_not_be_read(tmp_path: Path) -> None:
    path = clip(tmp_path / "secret.mp4")
    path.chmod(0)
    with pytest.raises(SourceUnavailable, match="may not be read"):
        VideoSource(path).open()


def test_a_refused_film_is_said(tmp_path: Path, monkeypatch) -> None:
    path = clip(tmp_path / "secret.mp4")
    monkeypatch.setattr("emotune_gui.capture.paths.os.access", lambda *_: False)
    with pytest.raises(SourceUnavailable, match="may not be read"):
        VideoSource(path).open()


@pytest.mark.parametrize(
    "name",
    ["fête 😀 日本.mp4", "two words.mp4", "line\nbreak.mp4", "http:clip.mp4", "100%d.mp4", "-.mp4"],
)
def test_strange_names(tmp_path: Path, name: str) -> None:
    try:
        path = clip(tmp_path / "clip.mp4").rename(tmp_path / name)
    except OSError:
        pytest.skip("this file system does not allow the name")
    source = opened(path)
    assert len(played(source)) == 10
    assert "\n" not in source.name


def test_the_name_in_an_error_stays_on_one_line(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable) as caught:
        VideoSource(tmp_path / "line\nbreak.mp4").open()
    assert "line break.mp4" in str(caught.value)


def test_opening_again_after_a_failure(tmp_path: Path) -> None:
    source = VideoSource(tmp_path / "later.mp4", clock=FakeClock())
    with pytest.raises(SourceUnavailable):
        source.open()
    clip(tmp_path / "later.mp4")
    source.open()
    assert len(played(source)) == 10


def test_closing_between_reads_and_twice(tmp_path: Path) -> None:
    source = opened(clip(tmp_path / "clip.mp4"))
    assert source.read() is not None
    source.close()
    source.close()
    with pytest.raises(EndOfSource):
        source.read()


def test_nothing_is_written_to_the_terminal(tmp_path: Path, capfd) -> None:
    path = clip(tmp_path / "hurt.mp4", times=[i / 10 for i in range(20)], images=noise(20))
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 3000] = bytes(3000)
    path.write_bytes(data)
    played(opened(path))
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err == ""
