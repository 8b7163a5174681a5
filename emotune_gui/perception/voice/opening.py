"""Building what the engine needs to hear a client."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from emotune_gui.bundled import bundled
from emotune_gui.domain.ports import VoiceReader
from emotune_gui.perception.voice.activity import SileroActivity
from emotune_gui.perception.voice.reader import VoiceListener
from emotune_gui.perception.voice.recogniser import VOICE_FILE, VoiceNetwork

__all__ = ["VOICE_FILE", "VoiceSettings", "load_voice_reader"]


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    models_dir: Path = field(default_factory=lambda: bundled("models"))


def load_voice_reader(settings: VoiceSettings | None = None) -> VoiceReader:
    """A reader for one stream of sound and one client, ready to use; takes a tenth of a second.

    Raises EmoTuneError when the network's file or a needed package is missing or damaged.
    """
    settings = settings or VoiceSettings()
    return VoiceListener(VoiceNetwork(settings.models_dir / VOICE_FILE), SileroActivity())
