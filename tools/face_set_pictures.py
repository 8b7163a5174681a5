"""Save rows of a face set as pictures with their list, for `emotune evaluate images`.

    python tools/face_set_pictures.py FILE.npz FOLDER [--split public]
    emotune evaluate images --data FOLDER --labels FOLDER/labels.csv

Face sets may not be redistributed: name a folder outside the repository.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import cv2

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.training.face.data import SPLITS
from emotune_gui.training.face.evaluation import rows_of


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", choices=[*SPLITS, "all"], default="public")
    arguments = parser.parse_args()
    faces = rows_of(arguments.data, arguments.split)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with (arguments.folder / "labels.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "emotion"])
        for row, majority in enumerate(faces.majority()):
            if majority >= 0:
                cv2.imwrite(str(arguments.folder / f"{row:05}.png"), faces.images[row])
                rows.writerow([f"{row:05}.png", EMOTIONS[majority].value])


if __name__ == "__main__":
    main()
