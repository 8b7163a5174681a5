"""Clips, pictures and clocks made on the spot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from emotune_gui.domain.face import Frame, ImageArray
from emotune_gui.domain.faults import EndOfSource
from emotune_gui.domain.ports import FrameSource

TICKS = 1000
CODECS = {"mp4": "h264", "mov": "mpeg4", "avi": "mpeg4", "mkv": "h264", "webm": "libvpx"}


class FakeClock:
    """Time passes only in `sleep`; `slept` lists how long each was."""

    def __init__(self, now: float = 100.0) -> None:
        self.t = now
        self.slept: list[float] = []

    def now(self) -> float:
        return self.t

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.t += max(0.0, seconds)


def shade(index: int) -> int:
    """A grey that tells the picture's number after lossy coding (steps of 10)."""
    return 20 + 10 * index


def read_shade(image: ImageArray) -> int:
    return round((float(image.mean()) - 20) / 10)


def flat(index: int, width: int = 64, height: int = 48) -> ImageArray:
    return np.full((height, width, 3), shade(index), dtype=np.uint8)


def clip(
    path: Path,
    *,
    times: Sequence[float] = tuple(i / 10 for i in range(10)),
    images: Iterable[ImageArray] | None = None,
    codec: str | None = None,
    rotation: int | None = None,
    options: dict[str, str] | None = None,
    pix_fmt: str = "yuv420p",
) -> Path:
    """A film whose picture `i` comes at `times[i]` seconds."""
    import av

    pictures = list(images) if images is not None else [flat(i) for i in range(len(times))]
    height, width = pictures[0].shape[:2]
    with av.open(str(path), "w", options=options or {}) as container:
        stream: Any = container.add_stream(codec or CODECS[path.suffix[1:]], rate=10)
        stream.width, stream.height, stream.pix_fmt = width, height, pix_fmt
        stream.codec_context.time_base = Fraction(1, TICKS)
        stream.time_base = Fraction(1, TICKS)
        if rotation is not None:
            stream.set_display_rotation(rotation)
        for time, picture in zip(times, pictures, strict=True):
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame.pts, frame.time_base = round(time * TICKS), Fraction(1, TICKS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def sound(path: Path) -> Path:
    import av

    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("aac", rate=16000, layout="mono")
        samples = np.zeros((1, 1024), dtype=np.float32)
        for index in range(20):
            frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 16000, index * 1024
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def picture(path: Path, image: ImageArray) -> Path:
    # Encoding in memory: OpenCV cannot write to names outside ASCII everywhere.
    path.write_bytes(cv2.imencode(path.suffix, image)[1].tobytes())
    return path


def played(source: FrameSource, limit: int = 10_000) -> list[Frame]:
    """Every frame until the source ends, or until `limit` calls of `read`."""
    frames = []
    for _ in range(limit):
        try:
            frame = source.read()
        except EndOfSource:
            return frames
        if frame is not None:
            frames.append(frame)
    return frames
