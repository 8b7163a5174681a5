"""The loudness of the room is taken where nobody speaks."""

from __future__ import annotations

from math import inf

import pytest

from emotune_gui.perception.voice.noise_floor import NoiseFloor


def test_unknown_at_first_then_that_of_the_room():
    floor = NoiseFloor()
    assert floor.power == inf
    floor.hear(0.5, 0.9)
    assert floor.power == inf
    floor.hear(1e-4, 0.01)
    assert floor.power == pytest.approx(1e-4)


def test_follows_within_seconds_and_not_the_speech():
    floor = NoiseFloor()
    for _ in range(100):
        floor.hear(1e-4, 0.0)
        floor.hear(0.1, 0.99)
    assert floor.power == pytest.approx(1e-4)
    for _ in range(100):
        floor.hear(1e-3, 0.05)
    assert floor.power == pytest.approx(1e-3, rel=0.1)
