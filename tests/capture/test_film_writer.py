"""A session's film: what goes in comes out at its own time, however the file ended."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.capture.film_reader import PictureReader, sound_from
from emotune_gui.capture.film_writer import FilmWriter, film_size, keep_only
from emotune_gui.domain.face import ImageArray
from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.domain.voice import SAMPLE_RATE

RATE = 48_000


def grey(level: int, width: int = 160, height: int = 96) -> ImageArray:
    return np.full((height, width, 3), level, dtype=np.uint8)


def noise(seconds: float, level: float = 0.3) -> np.ndarray:
    rng = np.random.default_rng(3)
    return (level * rng.standard_normal(round(seconds * SAMPLE_RATE))).astype(np.float32)


def film(*, seconds: float = 3.0, first: float = 0.4) -> io.BytesIO:
    """Pictures that grow brighter by 5 a tenth of a second, and a burst of noise at second 2."""
    file = io.BytesIO()
    writer = FilmWriter(file, size=(160, 96), sound=True)
    for k in range(round(seconds * 10)):
        t = first + k / 10
        writer.picture(t, grey(20 + 5 * k))
        block = np.zeros(SAMPLE_RATE // 10, np.float32)
        if 2.0 <= t < 2.1:
            block = noise(0.1)
        writer.sound(t, block)
    writer.close()
    file.seek(0)
    return file


def decoded_times(file: io.BytesIO) -> list[float]:
    import av

    file.seek(0)
    with av.open(file, format="matroska") as container:
        return [frame.time for frame in container.decode(video=0)]


def heard(file: io.BytesIO, second: float = 0.0) -> np.ndarray:
    file.seek(0)
    return np.concatenate(list(sound_from(file, second, RATE, 1024)))


def test_every_picture_comes_back_at_its_second() -> None:
    assert decoded_times(film()) == pytest.approx([0.4 + k / 10 for k in range(30)], abs=0.001)


def test_sound_is_heard_when_it_was_made() -> None:
    sound = np.abs(heard(film())[:, 0])
    loud = np.flatnonzero(sound > 0.05)
    assert loud[0] / RATE == pytest.approx(2.0, abs=0.03)
    assert loud[-1] / RATE == pytest.approx(2.1, abs=0.03)


def test_sound_from_a_later_second_begins_exactly_there() -> None:
    late = np.abs(heard(film(), 1.5)[:, 0])
    assert np.flatnonzero(late > 0.05)[0] / RATE == pytest.approx(0.5, abs=0.03)


def test_a_long_silence_is_left_out_of_the_file_and_kept_in_time() -> None:
    file = io.BytesIO()
    writer = FilmWriter(file, size=None, sound=True)
    writer.sound(0.0, noise(0.2))
    writer.sound(120.0, noise(0.2))
    writer.close()
    assert len(file.getvalue()) < 20_000
    sound = np.abs(heard(file, 119.0)[:, 0])
    assert np.flatnonzero(sound > 0.05)[0] / RATE == pytest.approx(1.0, abs=0.04)


def test_sound_that_overlaps_does_not_push_the_rest_back() -> None:
    file = io.BytesIO()
    writer = FilmWriter(file, size=None, sound=True)
    writer.sound(0.0, np.zeros(SAMPLE_RATE, np.float32))
    writer.sound(0.5, np.zeros(SAMPLE_RATE, np.float32))
    writer.sound(1.5, noise(0.1))
    writer.close()
    sound = np.abs(heard(file)[:, 0])
    assert np.flatnonzero(sound > 0.05)[0] / RATE == pytest.approx(1.5, abs=0.03)


def test_a_file_cut_off_anywhere_shows_what_lies_before() -> None:
    file = io.BytesIO()
    writer = FilmWriter(file, size=(160, 96), sound=True)
    for k in range(100):
        writer.picture(k / 10, grey(20 + 2 * k))
        writer.sound(k / 10, noise(0.1))
    # Never closed: as after a power cut.
    cut = io.BytesIO(file.getvalue())
    times = decoded_times(cut)
    assert times[0] == pytest.approx(0.0, abs=0.001)
    assert times[-1] > 7.0
    cut.seek(0)
    reader = PictureReader(cut)
    found = reader.at(5.05)
    assert found is not None and found.t == pytest.approx(5.0, abs=0.001)
    reader.close()
    writer.close()


def test_the_picture_of_any_second_in_any_order() -> None:
    reader = PictureReader(film())
    for second, level in ((2.95, 145), (0.42, 20), (1.44, 70), (1.55, 75), (1.0, 50)):
        picture = reader.at(second)
        assert picture is not None
        assert abs(float(picture.image.mean()) - level) < 6
        assert picture.t <= second
    assert reader.at(0.1) is None
    assert reader.at(60.0) is None
    reader.close()


def test_a_picture_of_another_shape_is_shown_whole() -> None:
    file = io.BytesIO()
    writer = FilmWriter(file, size=(160, 96), sound=False)
    writer.picture(0.0, grey(200, 96, 160))
    writer.close()
    reader = PictureReader(io.BytesIO(file.getvalue()))
    picture = reader.at(0.0)
    assert picture is not None
    image = picture.image
    assert image[48, 80].mean() > 150
    assert image[48, 5].mean() < 40
    reader.close()


@given(st.integers(1, 8000), st.integers(1, 8000))
def test_a_film_is_small_enough_and_even(width: int, height: int) -> None:
    across, down = film_size(width, height)
    assert 2 <= across <= 1280 and 2 <= down <= 720
    assert across % 2 == 0 and down % 2 == 0


@pytest.mark.parametrize("picture", [True, False])
def test_one_half_is_kept_and_the_other_gone(picture: bool) -> None:
    import av

    made = io.BytesIO()
    keep_only(film(), made, picture=picture)
    made.seek(0)
    with av.open(made, format="matroska") as container:
        assert [s.type for s in container.streams] == ["video" if picture else "audio"]
    if picture:
        assert len(decoded_times(made)) == 30
    else:
        assert np.flatnonzero(np.abs(heard(made)[:, 0]) > 0.05)[0] / RATE == pytest.approx(
            2, abs=0.03
        )


def test_what_is_no_film_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="damaged"):
        PictureReader(io.BytesIO(b"no film at all" * 100))
