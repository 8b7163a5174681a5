"""The peer's side of `benchmarks.face`: the package `fer`, run in an environment of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np

# This file's own folder only: the repository's packages are not of this environment.
sys.path.insert(0, str(Path(__file__).resolve().parent))
from face_work import Picture, each_frame, serve


def main() -> None:
    import tensorflow as tf
    from fer import FER

    cv2.setNumThreads(1)
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    peer = FER(mtcnn=False)

    def look(picture: Picture, t: float) -> bool:
        return bool(peer.detect_emotions(picture))

    def classify(asked: dict[str, Any]) -> dict[str, Any]:
        """Seven probabilities of each 48 x 48 face, prepared as `fer` prepares its own crops."""
        pictures = [cv2.resize(face, (64, 64)) for face in np.load(asked["faces"])]
        ready = (np.array(pictures, dtype=np.float32) / 255.0 - 0.5) * 2.0
        parts = [peer._classify_emotions(ready[i : i + 64]) for i in range(0, len(ready), 64)]
        np.save(asked["out"], np.concatenate(parts).astype(np.float32))
        return {}

    serve({"look": lambda asked: each_frame(look, asked), "classify": classify})


if __name__ == "__main__":
    main()
