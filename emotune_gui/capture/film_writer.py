"""A film of a session: H.264 pictures and Opus sound in Matroska, readable however it ends.

Matroska's clusters stand for themselves (RFC 9559, section 5.1.3), so a file that was never closed
can be played up to the last of them; they are a second long here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, BinaryIO

import cv2
import numpy as np

from emotune_gui.domain.face import ImageArray
from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray

LARGEST = (1280, 720)
UNKNOWN_SIZE = (640, 480)
"""Of the pictures in a film that had to begin before one came."""
PICTURES_A_SECOND = 25
SOUND_BITS = 48_000
SLACK_S = 0.04
"""A block of sound this near to where the last ended follows it directly."""
LONGEST_FILL_S = 2.0
"""A longer silence is left out of the file instead of being coded."""
_PACKET = SAMPLE_RATE // 50
_MILLISECONDS = Fraction(1, 1000)
_MUXING = {
    "cluster_time_limit": "1000",
    "flush_packets": "1",
    # One stream without packets must not hold the other in memory for long.
    "max_interleave_delta": "1000000",
}
_CODING = {"preset": "ultrafast", "tune": "zerolatency", "crf": "26"}


def film_size(width: int, height: int) -> tuple[int, int]:
    """Scaled down into 1280x720, aspect kept, both even as the codec needs."""
    scale = min(1.0, LARGEST[0] / width, LARGEST[1] / height)
    return tuple(max(2, round(side * scale / 2) * 2) for side in (width, height))  # type: ignore[return-value]


class FilmWriter:
    """Used from one thread. Times are seconds since the session began, and stay so in the file.

    Every call raises OSError (FFmpeg's errors are such) when the file cannot be written.
    """

    def __init__(self, file: BinaryIO, *, size: tuple[int, int] | None, sound: bool) -> None:
        """`size` None: without pictures."""
        import av

        self.end_s = 0.0
        """Of the last picture or sound taken."""
        self._container: Any = av.open(
            file, "w", format="matroska", container_options=_MUXING, buffer_size=2**16
        )
        self._picture: Any = None if size is None else self._picture_stream(size)
        self._sound: Any = self._sound_stream() if sound else None
        self._last_ms = -1
        self._rest = np.zeros(0, dtype=np.float32)
        self._next = 0
        """Number of the sample that the sound goes on with, counted from the session's begin."""

    def _picture_stream(self, size: tuple[int, int]) -> Any:
        stream = self._container.add_stream("libx264", rate=PICTURES_A_SECOND, options=_CODING)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.thread_count, context.time_base = 1, _MILLISECONDS
        # A second between key frames: a place in the film is found quickly.
        context.gop_size = PICTURES_A_SECOND
        return stream

    def _sound_stream(self) -> Any:
        stream = self._container.add_stream("libopus", rate=SAMPLE_RATE, layout="mono")
        stream.bit_rate = SOUND_BITS
        return stream

    def picture(self, t: float, image: ImageArray) -> None:
        """BGR of any size. A picture not later than the one before is left out."""
        import av

        at = round(t * 1000)
        if self._picture is None or at <= self._last_ms:
            return
        self._last_ms = at
        size = (self._picture.width, self._picture.height)
        frame = av.VideoFrame.from_ndarray(_inside(image, size), format="bgr24")
        frame = frame.reformat(format="yuv420p")
        frame.pts, frame.time_base = at, _MILLISECONDS
        self._container.mux(self._picture.encode(frame))
        self.end_s = max(self.end_s, t)

    def sound(self, t: float, samples: SoundArray) -> None:
        """16 kHz mono that begins at `t`. Holes are silent, what overlaps is left out."""
        if self._sound is None:
            return
        ahead = round(t * SAMPLE_RATE) - self._next - len(self._rest)
        if ahead > LONGEST_FILL_S * SAMPLE_RATE:
            self._finish_packet()
            self._next += ahead
        elif ahead > SLACK_S * SAMPLE_RATE:
            self._rest = np.concatenate([self._rest, np.zeros(ahead, np.float32)])
        elif -ahead > SLACK_S * SAMPLE_RATE:
            samples = samples[-ahead:]
        self._rest = np.concatenate([self._rest, samples])
        while len(self._rest) >= _PACKET:
            self._code(self._rest[:_PACKET])
            self._rest = self._rest[_PACKET:]
        self.end_s = max(self.end_s, (self._next + len(self._rest)) / SAMPLE_RATE)

    def _finish_packet(self) -> None:
        missing = -len(self._rest) % _PACKET
        if missing:
            self._code(np.concatenate([self._rest, np.zeros(missing, np.float32)]))
        self._rest = np.zeros(0, dtype=np.float32)

    def _code(self, samples: SoundArray) -> None:
        import av

        whole = np.ascontiguousarray(samples, dtype=np.float32)[None, :]
        frame = av.AudioFrame.from_ndarray(whole, format="flt", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.pts, frame.time_base = self._next, Fraction(1, SAMPLE_RATE)
        self._next += len(samples)
        self._container.mux(self._sound.encode(frame))

    def close(self) -> None:
        """Write what is held back and the index; the file itself stays the caller's to close."""
        try:
            self._finish_packet()
            for stream in (self._picture, self._sound):
                if stream is not None:
                    self._container.mux(stream.encode(None))
        finally:
            self._container.close()


def _inside(image: ImageArray, size: tuple[int, int]) -> ImageArray:
    """The picture at that size; of another shape in the middle of a black one."""
    height, width = image.shape[:2]
    if (width, height) == size:
        return image
    scale = min(size[0] / width, size[1] / height)
    fitted = max(1, round(width * scale)), max(1, round(height * scale))
    smaller = cv2.resize(image, fitted, interpolation=cv2.INTER_AREA)
    # The codec's even sizes are a pixel off at most: no black line for that.
    if abs(fitted[0] - size[0]) < 2 and abs(fitted[1] - size[1]) < 2:
        resized = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        return np.asarray(resized, dtype=np.uint8)
    canvas = np.zeros((size[1], size[0], 3), dtype=np.uint8)
    left, top = (size[0] - fitted[0]) // 2, (size[1] - fitted[1]) // 2
    canvas[top : top + fitted[1], left : left + fitted[0]] = smaller
    return canvas


def keep_only(source: BinaryIO, target: BinaryIO, *, picture: bool) -> None:
    """Copy a film's pictures without its sound, or (`picture` False) the other way round.

    Nothing is coded anew, so the times stay. Raises OSError.
    """
    import av

    kind = "video" if picture else "audio"
    with (
        av.open(source, format="matroska") as given,
        av.open(target, "w", format="matroska", container_options=_MUXING) as made,
    ):
        wanted = [stream for stream in given.streams if stream.type == kind]
        copies = {s.index: made.add_stream_from_template(s) for s in wanted}
        for packet in given.demux(wanted):
            if packet.dts is not None:
                packet.stream = copies[packet.stream.index]
                made.mux(packet)
