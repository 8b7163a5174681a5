"""A session's film read again: the picture at any second, and its sound from any second on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from emotune_gui.capture.framing import fitted_size
from emotune_gui.domain.face import ImageArray
from emotune_gui.domain.faults import SourceUnavailable

AHEAD_S = 3.0
"""A place no farther ahead is reached by decoding on instead of seeking."""
FURTHER_BACK_S = (0.0, 2.0, 15.0, 1e9)
"""Where a seek may be tried again, before the place that is wanted."""
LONGEST_SHOWN_S = 1.5
"""A picture older than this is not what happened then."""
DAMAGED = "The recording of this session is damaged and cannot be shown; its curves are whole."
_HOLE_S = 0.05
_OWN = b"\x1aE\xdf\xa3"
"""Begins every film that this program has recorded (Matroska)."""
# What was brought along: real formats only, and only the file itself.
_BROUGHT = {
    "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,avi,matroska,webm,mpegts,mpeg,asf,flv,ogg,gif,"
    "wav,w64,aiff,caf,mp3,flac,aac",
    "protocol_whitelist": "file",
}

Stereo = npt.NDArray[np.float32]
"""Samples x 2, -1 to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class FilmPicture:
    """`t` is the second of the session at which it was taken."""

    t: float
    image: ImageArray


class PictureReader:
    """Used from one thread. Raises SourceUnavailable for a file that is no film."""

    def __init__(self, file: BinaryIO, max_side: int = 640) -> None:
        self._max_side = max_side
        self._container = _opened(file)
        self._stream: Any = next(iter(self._container.streams.video), None)
        self._frames: Iterator[Any] = iter(())
        self._shown: Any = None
        self._coming: Any = None

    def at(self, second: float) -> FilmPicture | None:
        """The last picture taken until then; None where none was for a while."""
        import av

        if self._stream is None:
            return None
        try:
            self._go_to(second)
        except av.error.FFmpegError:
            # What was written before the damage can still be shown.
            self._frames, self._coming = iter(()), None
        frame = self._shown
        if frame is None or not 0.0 <= second - float(frame.time) <= LONGEST_SHOWN_S:
            return None
        return FilmPicture(float(frame.time), self._image(frame))

    def close(self) -> None:
        self._container.close()

    def _go_to(self, second: float) -> None:
        at = None if self._shown is None else float(self._shown.time)
        if at is None or not at <= second <= at + AHEAD_S:
            self._seek(second)
        while self._coming is not None and float(self._coming.time) <= second:
            self._shown, self._coming = self._coming, next(self._frames, None)

    def _seek(self, second: float) -> None:
        """Films are wound by the order of decoding, and some not exactly: a place behind the one
        wanted is sought further back."""
        for earlier_s in FURTHER_BACK_S:
            self._container.seek(max(0, round((second - earlier_s) * 1_000_000)), backward=True)
            self._frames = self._decoded()
            self._shown, self._coming = None, next(self._frames, None)
            at = None if self._coming is None else float(self._coming.time)
            if second <= earlier_s or (at is not None and at <= second):
                return

    def _decoded(self) -> Iterator[Any]:
        """Films from elsewhere may have pictures without a time; they cannot be placed."""
        frames = self._container.decode(self._stream)
        return (frame for frame in frames if frame.time is not None)

    def _image(self, frame: Any) -> ImageArray:
        width, height = fitted_size(frame.width, frame.height, self._max_side)
        image: ImageArray = frame.to_ndarray(format="bgr24", width=width, height=height)
        # As phones turn their films; what the program recorded is upright.
        turns = round((getattr(frame, "rotation", 0) or 0) / 90) % 4
        if turns:
            image = np.ascontiguousarray(np.rot90(image, turns))
        image.setflags(write=False)
        return image


def sound_from(file: BinaryIO, second: float, rate: int, block: int) -> Iterator[Stereo]:
    """Blocks of `block` samples at `rate` from exactly `second` of the session on; holes are
    silent. Nothing for a film without sound. Raises SourceUnavailable for a file that is no film.
    """
    container = _opened(file)
    try:
        stream = next(iter(container.streams.audio), None)
        if stream is not None:
            container.seek(max(0, round((second - 0.1) * 1_000_000)), backward=True)
            yield from _cut(_placed(container, stream, second, rate), block)
    finally:
        container.close()


def _placed(container: Any, stream: Any, second: float, rate: int) -> Iterator[Stereo]:
    """Samples of any number, the first of them heard at `second`."""
    import av

    resampler = av.AudioResampler(format="flt", layout="stereo", rate=rate)
    at = second
    try:
        for frame in container.decode(stream):
            if frame.time is None:
                continue
            begins, seconds = float(frame.time), frame.samples / frame.sample_rate
            if begins + seconds <= second:
                continue
            if begins - at > _HOLE_S:
                yield np.zeros((round((begins - at) * rate), 2), np.float32)
                at = begins
            whole = [out.to_ndarray().reshape(-1, 2) for out in resampler.resample(frame)]
            samples = np.concatenate(whole) if whole else np.zeros((0, 2), np.float32)
            if begins < second:
                samples = samples[round((second - begins) * rate) :]
            at = begins + seconds
            yield samples
    except av.error.FFmpegError:
        return


def _cut(pieces: Iterator[Stereo], block: int) -> Iterator[Stereo]:
    held = np.zeros((0, 2), np.float32)
    for piece in pieces:
        held = np.concatenate([held, piece])
        while len(held) >= block:
            yield held[:block]
            held = held[block:]
    if len(held):
        yield np.concatenate([held, np.zeros((block - len(held), 2), np.float32)])


def _opened(file: BinaryIO) -> Any:
    import av

    own = file.read(len(_OWN)) == _OWN
    file.seek(0)
    form, options = ("matroska", {}) if own else (None, _BROUGHT)
    try:
        return av.open(file, format=form, container_options=options, metadata_errors="replace")
    except (av.error.FFmpegError, ValueError) as error:
        raise SourceUnavailable(DAMAGED) from error
