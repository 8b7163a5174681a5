"""Starts EmoTune from a clone: ``python main.py``."""

from emotune_gui.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
