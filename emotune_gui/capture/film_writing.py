"""Writing pictures back into a film (H.264 in mp4), at their own times, and giving it sound."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from emotune_gui.domain.face import ImageArray
from emotune_gui.domain.faults import EmoTuneError

CLOCK_RATE = 90_000
"""Ticks a second; a common multiple of the usual frame rates."""
SOUND_RATE = 44_100
NOT_WRITTEN = "The film with the overlay cannot be written; leave --overlay out or free some space."


class FilmWriter:
    """One picture after another, in one thread. All have the size of the first."""

    def __init__(self, path: Path) -> None:
        import av

        self._container: Any = av.open(str(path), "w", format="mp4")
        self._stream: Any = None
        self._last = -1

    def add(self, image: ImageArray, position_s: float) -> None:
        """Height x width x 3, BGR; positions increase. Raises EmoTuneError."""
        import av

        try:
            if self._stream is None:
                self._begin(image)
            height, width = self._stream.height, self._stream.width
            if image.shape[:2] != (height, width):
                image = np.asarray(cv2.resize(image, (width, height)), dtype=np.uint8)
            frame = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame = frame.reformat(format="yuv420p", threads=1)
            self._last = max(self._last + 1, round(position_s * CLOCK_RATE))
            frame.pts, frame.time_base = self._last, Fraction(1, CLOCK_RATE)
            self._container.mux(self._stream.encode(frame))
        except av.error.FFmpegError as problem:
            raise EmoTuneError(NOT_WRITTEN) from problem

    def _begin(self, image: ImageArray) -> None:
        stream = self._container.add_stream("libx264", rate=30)
        stream.height, stream.width = (side + side % 2 for side in image.shape[:2])
        stream.pix_fmt = "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, CLOCK_RATE)
        stream.codec_context.thread_count = 1
        stream.options = {"preset": "veryfast", "crf": "24"}
        self._stream = stream

    def close(self) -> None:
        """Nothing more comes. May be repeated. Raises EmoTuneError."""
        import av

        container, self._container = self._container, None
        if container is None:
            return
        try:
            if self._stream is not None:
                container.mux(self._stream.encode())
            container.close()
        except av.error.FFmpegError as problem:
            raise EmoTuneError(NOT_WRITTEN) from problem


def with_sound(
    film: Path, sound: Path, out: Path, told: Callable[[float], None] = lambda position_s: None
) -> None:
    """The film's pictures as they are, beside the sound of another recording (AAC).

    Position 0 of both is the same moment; sound before it or beyond the film is left out. `told`
    hears at every picture how many seconds are joined; what it raises ends the work, and `out` is
    then not whole. Raises EmoTuneError.
    """
    import av

    try:
        with (
            av.open(str(film)) as pictures,
            av.open(f"file:{sound.absolute()}", metadata_errors="replace") as heard,
            av.open(str(out), "w", format="mp4") as joined,
        ):
            _join(pictures, heard, joined, told)
    except (av.error.FFmpegError, ValueError) as problem:
        raise EmoTuneError(NOT_WRITTEN) from problem


def _join(pictures: Any, heard: Any, joined: Any, told: Callable[[float], None]) -> None:
    picture_stream = joined.add_stream_from_template(pictures.streams.video[0])
    sound_stream = joined.add_stream("aac", rate=SOUND_RATE, layout="stereo")
    sound = _Sound(heard, sound_stream, joined)
    end_s = 0.0
    for packet in pictures.demux(pictures.streams.video[0]):
        if packet.dts is None:
            continue
        end_s = max(end_s, float((packet.pts + (packet.duration or 0)) * packet.time_base))
        told(end_s)
        sound.until(float(packet.dts * packet.time_base))
        packet.stream = picture_stream
        joined.mux(packet)
    sound.until(end_s)
    sound.close()


class _Sound:
    """Decodes, brings to one rate and encodes as far as the pictures have come."""

    def __init__(self, heard: Any, stream: Any, joined: Any) -> None:
        import av

        self._stream, self._joined = stream, joined
        self._frames = iter(_decoded(heard))
        self._zero = _start_of_pictures(heard)
        self._resampler = av.AudioResampler("fltp", "stereo", SOUND_RATE)
        self._at = 0
        self._ended = False

    def until(self, position_s: float) -> None:
        while not self._ended and self._at < position_s * SOUND_RATE:
            frame = next(self._frames, None)
            if frame is None:
                self._ended = True
                return
            start = float(frame.time) if frame.pts is not None else None
            self._zero = (start or 0.0) if self._zero is None else self._zero
            if start is not None and start - self._zero < -0.01:
                continue
            if start is not None:
                # A film's sound may begin after its pictures: the silence is kept.
                self._at = max(self._at, round((start - self._zero) * SOUND_RATE))
            frame.pts = None
            for piece in self._resampler.resample(frame):
                self._encode(piece)

    def _encode(self, piece: Any) -> None:
        piece.pts, piece.time_base = self._at, Fraction(1, SOUND_RATE)
        self._at += piece.samples
        self._joined.mux(self._stream.encode(piece))

    def close(self) -> None:
        for piece in self._resampler.resample(None):
            self._encode(piece)
        self._joined.mux(self._stream.encode())


def _decoded(heard: Any) -> Any:
    import av

    for packet in heard.demux(heard.streams.audio[0]):
        try:
            yield from packet.decode()
        except av.error.FFmpegError:
            continue


def _start_of_pictures(heard: Any) -> float | None:
    """The container's time of the film's first picture; None for mere sound."""
    for stream in heard.streams.video:
        if stream.start_time is not None:
            return float(stream.start_time * stream.time_base)
    return None


def write_picture(path: Path, image: ImageArray) -> None:
    """As PNG. Raises OSError."""
    done, data = cv2.imencode(".png", image)
    if not done:
        raise OSError("the picture cannot be coded")
    path.write_bytes(data.tobytes())
