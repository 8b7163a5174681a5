"""What this computer has: cameras, microphones and a sound device.

Slow to ask; never on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence

from emotune_gui.capture.camera import CameraInfo, list_cameras
from emotune_gui.capture.microphone import MicrophoneInfo, list_microphones, why_no_microphone
from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.faults import SoundUnavailable
from emotune_gui.music.playing.sinks import open_sink


def cameras() -> Sequence[CameraInfo]:
    return list_cameras()


def sound_problem() -> str:
    """One sentence on why nothing would be heard; empty when a device is there."""
    try:
        open_sink("device", SystemClock()).close()
    except SoundUnavailable as error:
        return str(error)
    return ""


def midi_instruments() -> Sequence[str]:
    """Names of what can play instead of the built-in sound; empty when nothing can."""
    from emotune_gui.music.playing.midi_port import midi_outputs

    try:
        return midi_outputs()
    except SoundUnavailable:
        return ()


def microphones() -> Sequence[MicrophoneInfo]:
    return list_microphones()


def microphone_problem() -> str:
    """One sentence on why there is no microphone to choose; empty when there is one."""
    return why_no_microphone()
