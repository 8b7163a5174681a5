from __future__ import annotations

import itertools
from pathlib import Path

import cv2
import numpy as np
import pytest

from emotune_gui.capture.images import ImageSource, read_image
from emotune_gui.domain.faults import EndOfSource, SourceUnavailable
from tests.capture.making import FakeClock, flat, picture, played, read_shade


def opened(path: Path, **settings) -> ImageSource:
    settings.setdefault("clock", FakeClock(0.0))
    source = ImageSource(path, **settings)
    source.open()
    return source


def album(folder: Path, *names: str) -> Path:
    for index, name in enumerate(names):
        picture(folder / name, flat(index))
    return folder


def with_orientation(jpeg: bytes, orientation: int) -> bytes:
    """The JPEG with an EXIF block that holds nothing but the orientation."""
    tiff = b"MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01"
    tiff += orientation.to_bytes(2, "big") + bytes(6)
    body = b"Exif\x00\x00" + tiff
    return jpeg[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + jpeg[2:]


def test_two_pictures_a_second_each_as_several_frames(tmp_path: Path) -> None:
    source = opened(album(tmp_path, "1.png", "2.jpg", "3.bmp"))
    frames = played(source)
    assert [frame.t for frame in frames] == pytest.approx([i / 10 for i in range(15)])
    assert [read_shade(frame.image) for frame in frames] == [0] * 5 + [1] * 5 + [2] * 5
    assert [frame.position_s for frame in frames] == pytest.approx([i / 10 for i in range(15)])
    assert source.damaged == source.dropped == 0


def test_natural_order(tmp_path: Path) -> None:
    album(tmp_path, "pic2.png", "Pic10.png", "pic1.png", "pic003.png", "zebra.png", "22.png")
    order = [read_shade(f.image) for f in played(opened(tmp_path, paced=False))]
    assert order == [5, 2, 0, 3, 1, 4]


def test_strange_digits_do_not_upset_the_order(tmp_path: Path) -> None:
    album(tmp_path, "²³.png", "٣.png", "1.png", "١٢.png", "é😀.png")
    assert len(played(opened(tmp_path, paced=False))) == 5


def test_unpaced_gives_every_picture_once(tmp_path: Path) -> None:
    frames = played(opened(album(tmp_path, "a.png", "b.png", "c.png"), paced=False))
    assert [read_shade(frame.image) for frame in frames] == [0, 1, 2]
    assert [frame.position_s for frame in frames] == [0.0, 0.5, 1.0]


def test_damaged_pictures_are_left_out_counted_and_take_no_time(tmp_path: Path) -> None:
    album(tmp_path, "1.png", "3.png")
    (tmp_path / "0.png").write_bytes(b"not a picture")
    (tmp_path / "2.jpg").touch()
    noisy = np.random.default_rng(1).integers(0, 255, (200, 200, 3), dtype=np.uint8)
    whole = picture(tmp_path / "2b.jpg", noisy)
    whole.write_bytes(whole.read_bytes()[:9000])
    cut = picture(tmp_path / "4.png", noisy)
    cut.write_bytes(cut.read_bytes()[:200])
    source = opened(tmp_path)
    frames = played(source)
    assert [read_shade(frame.image) for frame in frames] == [0] * 5 + [1] * 5
    assert frames[-1].position_s == pytest.approx(0.9)
    assert source.damaged == 4


def test_a_single_picture_stands_still(tmp_path: Path) -> None:
    source = opened(album(tmp_path, "1.png") / "1.png")
    frames = played(source, limit=50)
    assert len(frames) == 50
    assert {read_shade(frame.image) for frame in frames} == {0}
    assert frames[-1].t == pytest.approx(4.9)
    source.close()
    with pytest.raises(EndOfSource):
        source.read()


def test_a_single_picture_unpaced_comes_once(tmp_path: Path) -> None:
    assert len(played(opened(album(tmp_path, "1.png") / "1.png", paced=False))) == 1


def test_a_looped_folder(tmp_path: Path) -> None:
    frames = played(opened(album(tmp_path, "1.png", "2.png"), loop=True), limit=35)
    assert [read_shade(frame.image) for frame in frames[:25:5]] == [0, 1, 0, 1, 0]
    assert all(b.t > a.t for a, b in itertools.pairwise(frames))


def test_late_pictures_are_dropped(tmp_path: Path) -> None:
    clock = FakeClock(0.0)
    source = opened(album(tmp_path, *(f"{i}.png" for i in range(6))), clock=clock)
    source.read()
    clock.t += 2.05
    frame = source.read()
    assert frame is not None and read_shade(frame.image) == 4
    assert source.dropped == 19


def test_exif_orientation(tmp_path: Path) -> None:
    left_dark = np.hstack([flat(0)[:, :32], flat(20)[:, 32:]])
    jpeg = cv2.imencode(".jpg", left_dark)[1].tobytes()
    (tmp_path / "turned.jpg").write_bytes(with_orientation(jpeg, 6))
    image = read_image(tmp_path / "turned.jpg")
    assert image is not None and image.shape == (64, 48, 3)
    assert image[:16].mean() < 40 < 150 < image[-16:].mean()


@pytest.mark.parametrize("shape", [(40, 50), (40, 50, 4)])
def test_grey_and_transparent_pictures_become_bgr(tmp_path: Path, shape) -> None:
    file = picture(tmp_path / "odd.png", np.full(shape, 120, dtype=np.uint8))
    image = read_image(file)
    assert image is not None and image.shape == (40, 50, 3) and image.dtype == np.uint8


def test_large_pictures_are_scaled_down(tmp_path: Path) -> None:
    image = read_image(picture(tmp_path / "large.png", flat(2, 3000, 1000)))
    assert image is not None and image.shape == (427, 1280, 3)


def test_very_large_files_are_decoded_small(tmp_path: Path) -> None:
    noisy = np.random.default_rng(1).integers(0, 255, (2400, 5200, 3), dtype=np.uint8)
    file = tmp_path / "huge.jpg"
    file.write_bytes(cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes())
    assert file.stat().st_size > 8_000_000
    image = read_image(file)
    assert image is not None and image.shape == (591, 1280, 3)


def test_hidden_and_other_files_are_no_pictures(tmp_path: Path) -> None:
    album(tmp_path, "1.png")
    (tmp_path / "._1.png").write_bytes(b"shadow")
    (tmp_path / "notes.txt").write_text("notes")
    source = opened(tmp_path, paced=False)
    assert len(played(source)) == 1
    assert source.damaged == 0


def test_what_cannot_be_shown_is_said(tmp_path: Path) -> None:
    for name in ("empty", "text", "broken"):
        (tmp_path / name).mkdir()
    (tmp_path / "text" / "a.txt").write_text("a")
    (tmp_path / "broken" / "a.png").write_bytes(b"no")
    (tmp_path / "single.png").write_bytes(b"no")
    (tmp_path / "zero.png").touch()
    for name in ("empty", "text", "broken", "single.png", "zero.png", "missing.png"):
        with pytest.raises(SourceUnavailable, match=rf"“{name}”.*\.$"):
            ImageSource(tmp_path / name).open()


def test_a_folder_that_vanishes_while_shown_ends(tmp_path: Path) -> None:
    source = opened(album(tmp_path, "1.png", "2.png"))
    source.read()
    for file in tmp_path.iterdir():
        file.unlink()
    assert len(played(source)) == 4
    assert source.damaged == 1


def test_quiet(tmp_path: Path, capfd) -> None:
    noisy = np.random.default_rng(1).integers(0, 255, (200, 200, 3), dtype=np.uint8)
    cut = picture(tmp_path / "4.png", noisy)
    cut.write_bytes(cut.read_bytes()[:4000])
    (tmp_path / "5.tiff").write_bytes(b"II*\x00" + bytes(50))
    picture(tmp_path / "6.png", flat(1))
    played(opened(tmp_path))
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")
