"""Shaping of a song that goes on playing: `SongComposer` and its presets."""

from emotune_gui.music.shaping.composer import SongComposer
from emotune_gui.music.shaping.preset import ShapingPreset

__all__ = ["ShapingPreset", "SongComposer"]
