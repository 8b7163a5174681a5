"""`python -m emotune_gui.training.face`: the network alone, without the command line's wiring."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from emotune_gui.training.face.data import load_faces, training_and_dev
from emotune_gui.training.face.loop import NetworkTrainer, TrainingSettings


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("models"))
    parser.add_argument("--workspace", type=Path, default=Path("training_runs/face"))
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--precision", default="float32")
    parser.add_argument("--limit", type=int, default=0)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    faces = load_faces(args.data)
    training, dev = training_and_dev(faces, args.seed)
    settings = TrainingSettings(args.epochs, args.seed, precision=args.precision)
    args.workspace.mkdir(parents=True, exist_ok=True)
    tflite = args.out / "face_cnn.tflite"
    trainer = NetworkTrainer(
        faces.take(training), faces.take(dev), settings, args.workspace, tflite
    )
    trainer.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
