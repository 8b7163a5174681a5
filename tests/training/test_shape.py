"""Depth comes out of pictures of a turning head, and out of nothing else."""

from __future__ import annotations

import numpy as np

from emotune_gui.perception.face.pose import FACE_MODEL
from emotune_gui.training.face.shape import mean_shape
from tests.perception.test_pose import turned_head


def test_the_shape_of_turning_heads_is_found_again():
    rng = np.random.default_rng(2)
    heads = [
        turned_head(*rng.normal(0, (22, 10, 8)), place=(0, 0, 60)) + rng.normal(0, 0.1, (68, 2))
        for _ in range(300)
    ]
    found = mean_shape(np.array(heads, np.float32), rounds=80)
    unlike = np.abs(found - FACE_MODEL)[17:]
    # The tilt of the whole head is free: pictures say nothing about what straight ahead is.
    assert unlike.mean() < 0.05
    depth = found[[36, 45], 2].mean() - found[30, 2]
    assert abs(depth - (FACE_MODEL[36, 2] - FACE_MODEL[30, 2])) < 0.08
    assert np.allclose(found[30, 0], 0, atol=1e-6)
