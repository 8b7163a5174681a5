"""What the network is to answer: the annotators' labels, or these and an earlier network's view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from emotune_gui.training.face.data import FER_EMOTIONS, FaceSet

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """Rows sum to one."""

    emotion: FloatArray
    """N x 8, FER+."""
    fer: FloatArray
    """N x 7, the original FER2013 labels."""

    def mixed(self, other: Targets, share: float) -> Targets:
        """With `share` (0-1) of another's: what one network leaves over is learnt by the next.

        Furlanello et al. 2018, Born-again neural networks (arXiv:1805.04770).
        """
        return Targets(
            (1 - share) * self.emotion + share * other.emotion,
            (1 - share) * self.fer + share * other.fer,
        )


def average(views: Sequence[Targets]) -> Targets | None:
    """The mean of several networks' views; None of none."""
    if not views:
        return None
    return Targets(
        np.mean([view.emotion for view in views], axis=0),
        np.mean([view.fer for view in views], axis=0),
    )


def annotated(faces: FaceSet) -> Targets:
    """The votes without lone ones, and the FER2013 labels."""
    fer = np.eye(len(FER_EMOTIONS), dtype=np.float32)[faces.fer_label]
    return Targets(faces.trusted_labels(), fer)
