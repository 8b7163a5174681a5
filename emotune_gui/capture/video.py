"""Video files, decoded with FFmpeg through PyAV."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from emotune_gui.capture.framing import MAX_SIDE, fitted_size
from emotune_gui.capture.pacing import PacedSource, Picture
from emotune_gui.capture.paths import require_file, shown_name
from emotune_gui.domain.face import ImageArray
from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.domain.ports import Clock

# Only real film formats, and only from this disk: a playlist dressed as a film (HLS, concat)
# would make FFmpeg open other files or the network.
_FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,avi,matroska,webm,mpegts,mpeg,mpegvideo,m4v,asf,flv,ogg,gif"
_CONTAINER_OPTIONS = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}
_MAX_PIXELS = 8192 * 8192
_FALLBACK_RATE = 25.0
_PATIENCE = 500
"""Packets in a row without a picture after which a film is taken as broken off."""
_READ_RETRIES = 20
"""Consecutive unreadable packets after which the film is taken as broken off."""

_TURNS = {90: cv2.ROTATE_90_COUNTERCLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_CLOCKWISE}


class VideoSource(PacedSource):
    """mp4, avi, mov, mkv, webm and kin, in real time by the container's timestamps.

    Images larger than 1280 on the long side are scaled down while they are converted. A film too
    heavy for one decoding thread is played slower than real time rather than not at all.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        clock: Clock | None = None,
        loop: bool = False,
        paced: bool = True,
        name: str = "",
    ) -> None:
        self._film = Film(Path(path), name)
        super().__init__(self._film, clock=clock, loop=loop, paced=paced)

    @property
    def damaged(self) -> int:
        """Packets that could not be decoded and were passed over."""
        return self._film.damaged

    @property
    def duration_s(self) -> float:
        """Length of the pictures by the container's header in seconds, 0 when it does not say."""
        return self._film.duration_s


class Film:
    """A Reel over one video file; one decoding thread, at most one image in memory."""

    def __init__(self, path: Path, name: str = "") -> None:
        self.path = path
        self.name = name or shown_name(path)
        self.end_s = 0.0
        self.damaged = 0
        self.duration_s = 0.0
        self.scale = 1.0
        """Pixels of the recording a pixel of the picture handed out last."""
        self._container: Any = None
        self._stream: Any = None
        self._frames: Iterator[Any] = iter(())
        self._first: Any = None
        self._start: float | None = None
        self._last: float = -1.0

    def open(self) -> None:
        require_file(self.path)
        self.close()
        self._container = self._opened()
        try:
            self._stream = self._film_stream()
            self._frames = self._decoded()
            self._first = next(self._frames, None)
            if self._first is None or not _convertible(self._first):
                raise SourceUnavailable(
                    f"“{self.name}” holds no picture that can be shown; it may be damaged."
                )
        except SourceUnavailable:
            self.close()
            raise
        self._restart_time()

    @property
    def start_s(self) -> float | None:
        """The container's own time of the first picture, known once `next` gave it."""
        return self._start

    def next(self) -> Picture | None:
        while (frame := self._next_frame()) is not None:
            position = self._position(frame)
            # A timestamp that stands still or runs back cannot be placed in time.
            if position > self._last:
                self._last = position
                self.end_s = position + self._frame_s
                self.scale = max(1.0, max(frame.width, frame.height) / MAX_SIDE)
                return Picture(position, lambda frame=frame: _image(frame))  # type: ignore[misc]
        return None

    def rewind(self) -> None:
        import av

        self._restart_time()
        try:
            self._container.seek(0)
        except av.error.FFmpegError:
            # A file that cannot be wound back has simply ended.
            self._frames = iter(())
        else:
            self._frames = self._decoded()

    def close(self) -> None:
        self._frames = iter(())
        self._first = None
        if self._container is not None:
            self._container.close()
            self._container = self._stream = None

    def _restart_time(self) -> None:
        self._start = None
        self._last = -1.0

    def _next_frame(self) -> Any:
        frame, self._first = self._first, None
        return frame if frame is not None else next(self._frames, None)

    @property
    def _frame_s(self) -> float:
        rate = self._stream.average_rate if self._stream is not None else None
        return 1.0 / float(rate) if rate else 1.0 / _FALLBACK_RATE

    def _position(self, frame: Any) -> float:
        time = frame.time if frame.pts is not None else None
        if time is None:
            return self._last + self._frame_s if self._last >= 0.0 else 0.0
        if self._start is None:
            self._start = float(time)
        return float(time) - self._start

    def _opened(self) -> Any:
        import av

        try:
            # "file:" keeps FFmpeg from reading "http:clip.mp4" or "-" as something else.
            return av.open(
                f"file:{self.path.absolute()}",
                container_options=_CONTAINER_OPTIONS,
                metadata_errors="replace",
            )
        except (av.error.FFmpegError, ValueError):
            raise SourceUnavailable(
                f"“{self.name}” is not a video this program can read; "
                "it is damaged, incomplete or of another kind."
            ) from None

    def _film_stream(self) -> Any:
        from av.stream import Disposition

        self.duration_s = float(self._container.duration or 0) / 1_000_000
        for stream in self._container.streams.video:
            # The cover picture of a sound file is not a film.
            if stream.disposition & Disposition.attached_pic:
                continue
            if stream.codec_context is None:
                raise SourceUnavailable(
                    f"“{self.name}” is coded in a way this program cannot read; "
                    "save it as mp4 (H.264)."
                )
            stream.codec_context.thread_count = 1
            stream.codec_context.options = {"max_pixels": str(_MAX_PIXELS)}
            self.duration_s = self._length_of(stream)
            return stream
        raise SourceUnavailable(f"“{self.name}” has no picture in it, only sound; choose a video.")

    def _length_of(self, stream: Any) -> float:
        """Of the pictures, where that is told: the sound may begin sooner or last longer."""
        pictures_s = float((stream.duration or 0) * stream.time_base) if stream.time_base else 0.0
        return (
            min(pictures_s, self.duration_s or pictures_s) if pictures_s > 0.0 else self.duration_s
        )

    def _decoded(self) -> Iterator[Any]:
        """Frames in order, past damaged packets, until the file ends or breaks off."""
        import av

        fruitless = 0
        for packet in self._packets():
            try:
                frames = packet.decode()
            except av.error.FFmpegError:
                self.damaged += 1
                frames = []
            yield from frames
            fruitless = 0 if frames else fruitless + 1
            if fruitless >= _PATIENCE:
                return

    def _packets(self) -> Iterator[Any]:
        import av

        failures = 0
        packets = self._container.demux(self._stream)
        while failures < _READ_RETRIES:
            try:
                packet = next(packets, None)
            except av.error.FFmpegError:
                failures += 1
                self.damaged += 1
                packets = self._container.demux(self._stream)
                continue
            if packet is None:
                return
            failures = 0
            yield packet


def _image(frame: Any) -> ImageArray:
    """BGR pixels, upright, at most 1280 on the long side; a copy of its own."""
    width, height = fitted_size(frame.width, frame.height)
    # More threads than one change nothing in the pixels; they wait longer for each other.
    image = frame.to_ndarray(format="bgr24", width=width, height=height, threads=1)
    turn = _TURNS.get(round(frame.rotation / 90) * 90 % 360)
    if turn is not None:
        image = cv2.rotate(image, turn)
    return np.ascontiguousarray(image, dtype=np.uint8)


def _convertible(frame: Any) -> bool:
    """False for a pixel format that FFmpeg decodes but cannot turn into BGR."""
    import av

    try:
        _image(frame)
    except (av.error.FFmpegError, ValueError):
        return False
    return True
