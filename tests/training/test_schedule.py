from __future__ import annotations

import pytest

from emotune_gui.training.schedule import warmup_cosine

pytest.importorskip("keras")


def test_the_rate_rises_to_its_peak_and_falls_to_a_hundredth() -> None:
    schedule = warmup_cosine(1e-3, epochs=10, warmup_epochs=1.0, steps=50)
    rates = [float(schedule(step)) for step in range(0, 501, 10)]
    assert rates[0] == pytest.approx(5e-5)
    assert rates[5] == max(rates) == pytest.approx(1e-3)
    assert rates[-1] == pytest.approx(1e-5)
    assert rates[5:] == sorted(rates[5:], reverse=True)


def test_a_run_shorter_than_its_warmup_still_has_a_rate() -> None:
    schedule = warmup_cosine(1e-3, epochs=1, warmup_epochs=2.0, steps=5)
    assert 0.0 < float(schedule(4)) <= 1e-3
