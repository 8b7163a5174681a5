"""A look, a listen and a tone before a session: what would be noticed too late otherwise.

Slow; never on the GUI thread, and never while a session has the devices.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from emotune_gui.domain.face import Frame
from emotune_gui.domain.faults import EndOfSource
from emotune_gui.domain.ports import Clock, FrameSource, SoundSink

LOOK_S = 2.5
"""A camera takes a second to set its exposure; the last frames count."""
TONE_S, TONE_HZ, TONE_LEVEL = 0.8, 440.0, 0.12
_RAMP_S = 0.08


@dataclass(frozen=True, slots=True)
class PictureFound:
    """What a short look at the source showed."""

    dark: bool
    faces: int


def look(source: FrameSource, clock: Clock) -> PictureFound | None:
    """Open, look for `LOOK_S` and close; None when no picture came.

    Raises SourceUnavailable or SourceLost.
    """
    newest = None
    try:
        source.open()
        until = clock.now() + LOOK_S
        while clock.now() < until:
            newest = source.read() or newest
    except EndOfSource:
        pass
    finally:
        source.close()
    return None if newest is None else found_in(newest)


def found_in(frame: Frame) -> PictureFound:
    from emotune_gui.perception.face.detection import FaceDetector
    from emotune_gui.perception.face.quality import is_dark

    # Rec. 601 weights, for pixels in the order blue, green, red.
    grey = (frame.image @ np.array([0.114, 0.587, 0.299])).astype(np.uint8)
    faces = FaceDetector().search(grey)
    return PictureFound(dark=not faces and is_dark(grey), faces=len(faces))


def play_tone(sink: SoundSink) -> None:
    """A soft tone that swells and fades, then close the sink."""
    rate, frames = sink.sample_rate, sink.block_frames
    t = np.arange(int(TONE_S * rate) // frames * frames) / rate
    swell = np.minimum(1.0, np.minimum(t, TONE_S - t) / _RAMP_S).clip(0.0)
    wave = (TONE_LEVEL * swell * np.sin(2 * np.pi * TONE_HZ * t)).astype(np.float32)
    quiet = np.zeros(frames, np.float32)
    try:
        for block in (*np.split(wave, len(wave) // frames), quiet, quiet):
            sink.wait(0.5)
            sink.write(np.stack((block, block), axis=1))
    finally:
        sink.close()


def free_bytes(folder: Path) -> int:
    """Where the folder is not there yet, of the nearest one above it."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free
