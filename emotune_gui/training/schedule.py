"""How the learning rate goes during a run."""

from __future__ import annotations

from typing import Any

WARMUP_START = 1 / 20
"""Share of the peak at which the warm-up begins."""
LEAST = 0.01
"""Share of the peak at which the cosine ends."""


def warmup_cosine(peak_rate: float, epochs: int, warmup_epochs: float, steps: int) -> Any:
    """A Keras schedule: linear warm-up, then a cosine; `steps` are those of one epoch.

    Loshchilov & Hutter 2017 (arXiv:1608.03983), one cycle.
    """
    import keras

    warmup = int(warmup_epochs * steps)
    return keras.optimizers.schedules.CosineDecay(
        peak_rate * WARMUP_START,
        max(1, epochs * steps - warmup),
        alpha=LEAST,
        warmup_target=peak_rate,
        warmup_steps=warmup,
    )
