"""How quickly the recurrent composer writes, against the tutorial's way in the same run.

    python -m benchmarks.composing [--composer rnn] [--models models] [--json]

The tutorial's way (source 002) is a Keras network of equal size asked by `model.predict` for every
note; the composer takes one LiteRT step a sixteenth. Ratios hold anywhere; the figures themselves
are this machine's.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from emotune_gui.music.composing.opening import COMPOSERS, open_composer
from emotune_gui.training.music.pace import pace, writing_share


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--composer", choices=COMPOSERS[1:], default="rnn")
    parser.add_argument("--models", type=Path, default=None)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    measured = {
        "pace": pace(open_composer(args.composer, 1, models=args.models)),
        "two_bars": writing_share(open_composer(args.composer, 1, models=args.models)),
    }
    if args.json:
        print(json.dumps(measured))
        return
    for name, figures in measured.items():
        print(name, *(f"{key}={value}" for key, value in figures.items()))


if __name__ == "__main__":
    main()
