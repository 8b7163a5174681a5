"""The rule composer; see DESIGN.md, section 2: the room `music/composing`."""

from __future__ import annotations

from emotune_gui.music.composing.composer import RuleComposer

__all__ = ["RuleComposer"]
