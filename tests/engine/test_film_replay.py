"""A film beside its curves: pictures on demand, and its sound in step with the replayed music."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.engine.film_replay import FilmScreen, FilmSound
from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE
from tests.capture.test_film_writer import film


def wait_for(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 20.0
    while not happened():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def missing() -> io.BytesIO:
    raise StorageError("The recording is not where it was kept: put it back.")


def test_the_last_place_asked_for_is_shown() -> None:
    screen = FilmScreen(film)
    screen.start()
    for second in (0.5, 2.0, 1.0, 2.95):
        screen.show(second)

    def shown() -> bool:
        picture = screen.pictures.get()
        return picture is not None and 2.85 < picture.t <= 2.95

    wait_for(shown)
    assert screen.pictures.count <= 4
    assert screen.close(10.0)


def test_where_nothing_was_taken_there_is_no_picture() -> None:
    screen = FilmScreen(film)
    screen.start()
    screen.show(1.0)
    wait_for(lambda: screen.pictures.get() is not None)
    screen.show(90.0)
    wait_for(lambda: screen.pictures.get() is None)
    assert screen.problem == ""
    assert screen.close(10.0)


@pytest.mark.parametrize(
    ("opened", "words"), [(missing, "not where"), (lambda: io.BytesIO(b"no" * 999), "damaged")]
)
def test_what_cannot_be_shown_is_one_sentence(opened: Callable[[], io.BytesIO], words: str) -> None:
    screen = FilmScreen(opened)
    screen.start()
    screen.show(1.0)
    wait_for(lambda: words in screen.problem)
    assert screen.close(10.0)


def music(blocks: int = 40, level: float = 0.25) -> Iterator[StereoBlock]:
    return iter([np.full((BLOCK_FRAMES, 2), level, np.float32)] * blocks)


def heard(sound: FilmSound, second: float, blocks: int = 40) -> np.ndarray:
    return np.concatenate(list(sound(music(blocks), second)))[:, 0]


def test_recording_and_music_are_heard_together_and_apart() -> None:
    sound = FilmSound(film)
    both = heard(sound, 1.5)
    sound.heard = False
    alone = heard(sound, 1.5)
    sound.heard, sound.music_heard = True, False
    without = heard(sound, 1.5)
    played = 40 * BLOCK_FRAMES
    assert np.allclose(alone[:played], 0.25)
    assert not alone[played:].any()
    assert np.allclose(both, np.clip(alone + without, -1, 1), atol=1e-6)
    begins = np.flatnonzero(np.abs(without) > 0.05)[0] / SAMPLE_RATE
    assert begins == pytest.approx(0.5, abs=0.03)


def test_the_recording_goes_on_when_the_music_has_ended() -> None:
    assert len(heard(FilmSound(film), 0.0, blocks=3)) / SAMPLE_RATE > 3.0


def test_without_the_film_the_music_goes_on() -> None:
    assert np.allclose(heard(FilmSound(missing), 0.0), 0.25)
