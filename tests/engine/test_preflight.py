"""A short look and a tone before a session."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from emotune_gui.capture.demonstration import demonstration_path
from emotune_gui.capture.opening import open_source
from emotune_gui.domain.face import Frame
from emotune_gui.engine.preflight import TONE_LEVEL, found_in, free_bytes, look, play_tone
from tests.engine.clocks import FakeClock


class Sink:
    name, sample_rate, block_frames, underruns, blocks, audible = "s", 8000, 256, 0, 0, True

    def __init__(self) -> None:
        self.heard: list[np.ndarray] = []
        self.closed = False

    def wait(self, timeout: float) -> bool:
        return True

    def write(self, block: np.ndarray) -> float:
        assert block.shape == (self.block_frames, 2)
        self.heard.append(block)
        return 0.0

    def close(self) -> None:
        self.closed = True


def test_the_tone_is_soft_and_has_no_click() -> None:
    sink = Sink()
    play_tone(sink)
    sound = np.concatenate(sink.heard)[:, 0]
    assert 0.5 * TONE_LEVEL < np.abs(sound).max() <= TONE_LEVEL
    assert abs(sound[0]) < 1e-3
    assert np.abs(np.diff(sound)).max() < TONE_LEVEL * 2 * np.pi * 440 / 8000 * 1.2
    assert sink.closed


def test_a_dark_picture_is_told_from_an_empty_one() -> None:
    rng = np.random.default_rng(1)
    night = np.full((240, 320, 3), 4, np.uint8)
    wall = rng.integers(120, 150, (240, 320, 3)).astype(np.uint8)
    assert found_in(Frame(0, 0.0, night)).dark
    empty = found_in(Frame(0, 0.0, wall))
    assert (empty.dark, empty.faces) == (False, 0)


def test_the_face_of_the_demonstration_is_seen() -> None:
    clock = FakeClock(0.0)
    source = open_source(str(demonstration_path()), clock=clock)
    read = source.read

    def paced():
        clock.t += 0.1
        return read()

    source.read = paced  # type: ignore[method-assign]
    found = look(source, clock)
    assert found is not None
    assert found.faces == 1


def test_free_space_of_a_folder_that_is_yet_to_be_made(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "not" / "yet") > 0
