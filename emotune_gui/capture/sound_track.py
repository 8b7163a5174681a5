"""The sound of a recording, decoded with FFmpeg through PyAV."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from emotune_gui.capture.mixing import ChannelArray, Downmix, clean
from emotune_gui.capture.paths import require_file, shown_name
from emotune_gui.capture.resampling import Resampler
from emotune_gui.capture.sound_blocks import Stretch
from emotune_gui.capture.video import Film
from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.domain.voice import SAMPLE_RATE

# As for films: real formats only, and only from this disk.
_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,avi,matroska,webm,mpegts,mpeg,asf,flv,ogg,wav,w64,aiff,caf,au,mp3,"
    "flac,aac,amr,amrnb,amrwb,wv,ape,tta,ac3,eac3,dts,sox,voc"
)
_CONTAINER_OPTIONS = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}
_TELL_LENGTH = {"wav", "w64", "aiff", "flac", "mov", "matroska"}
"""Formats whose header knows how long the whole recording is."""
_PATIENCE = 500
"""Packets in a row without sound after which a recording is taken as broken off."""
_READ_RETRIES = 20
_SLIPPED_S = 0.04
"""A timestamp further than this from where the sound before it ended is believed."""
_MISSING_S = 0.5
_RATES = range(1_000, 768_001)


class SoundTrack:
    """The first audio stream of one file, as mono stretches at 16 kHz.

    Position 0 is the first picture where the file has pictures, else the first sample, so that a
    film's sound and pictures share their positions. Not thread-safe.
    """

    def __init__(self, path: Path, name: str = "") -> None:
        self.path = path
        self.name = name or shown_name(path)
        self.damaged = 0
        """Packets that could not be decoded and were passed over."""
        self.end_s = 0.0
        """Position up to which sound was handed out."""
        self.told_end_s = 0.0
        """Position at which the sound ends by the file's own account, 0 when it has none."""
        self._container: Any = None
        self._stream: Any = None
        self._zero: float | None = None
        self._frames: Iterator[Any] = iter(())
        self._first: Any = None

    def open(self) -> None:
        """Raises SourceUnavailable unless some sound can be decoded."""
        require_file(self.path)
        self.close()
        self._container = open_container(self.path, self.name)
        try:
            self._stream = self._audio_stream()
            self._zero = self._first_picture()
            self._frames = self._decoded()
            self._first = next(self._frames, None)
            if self._first is None:
                raise SourceUnavailable(
                    f"“{self.name}” holds no sound that can be heard; it may be damaged."
                )
        except SourceUnavailable:
            self.close()
            raise
        self.told_end_s = self._told_end()
        self.damaged = 0
        self.end_s = 0.0

    def stretches(self) -> Iterator[Stretch]:
        """The whole recording in order, once; raises nothing."""
        frames, self._first = _chained(self._first, self._frames), None
        for stretch in Joiner(self._zero).stretches(frames):
            self.end_s = stretch.at + len(stretch.samples) / SAMPLE_RATE
            yield stretch

    @property
    def breaks_off(self) -> bool:
        """After the end: much less was there than the file says."""
        return self.told_end_s - self.end_s > max(_MISSING_S, 0.02 * self.told_end_s)

    def close(self) -> None:
        self._frames = iter(())
        self._first = None
        if self._container is not None:
            self._container.close()
            self._container = self._stream = None

    def _audio_stream(self) -> Any:
        streams = self._container.streams.audio
        if not streams:
            raise SourceUnavailable(f"“{self.name}” has no sound in it.")
        for stream in streams:
            if stream.codec_context is not None:
                return stream
        raise SourceUnavailable(
            f"The sound of “{self.name}” is coded in a way this program cannot read; "
            "save it as wav, mp3 or m4a (AAC)."
        )

    def _first_picture(self) -> float | None:
        """The container's time of position 0 as its film has it, None without pictures."""
        from av.stream import Disposition

        for stream in self._container.streams.video:
            if not stream.disposition & Disposition.attached_pic:
                start = _start_of_film(self.path)
                return start if start is not None else _start_of_stream(stream)
        return None

    def _told_end(self) -> float:
        container, stream = self._container, self._stream
        formats = set(container.format.name.split(","))
        begin = stream.start_time or 0
        if formats & _TELL_LENGTH and stream.duration is not None:
            end = float((begin + stream.duration) * stream.time_base)
        elif formats & _TELL_LENGTH and container.duration and len(container.streams) == 1:
            end = ((container.start_time or 0) + container.duration) / 1_000_000
        else:
            return 0.0
        if "wav" in formats:
            end *= _told_size(self.path) / max(1, self.path.stat().st_size)
        return end - (float(begin * stream.time_base) if self._zero is None else self._zero)

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
            yield from (frame for frame in frames if frame.sample_rate in _RATES)
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


def open_container(path: Path, name: str) -> Any:
    """An av container of a format known to carry sound; raises SourceUnavailable."""
    import av

    try:
        # "file:" keeps FFmpeg from reading "http:clip.wav" or "-" as something else.
        return av.open(
            f"file:{path.absolute()}",
            container_options=_CONTAINER_OPTIONS,
            metadata_errors="replace",
        )
    except (av.error.FFmpegError, ValueError):
        raise SourceUnavailable(
            f"“{name}” is not a recording this program can read; "
            "it is damaged, incomplete or of another kind."
        ) from None


class Joiner:
    """Puts decoded frames end to end by their timestamps and brings them to mono 16 kHz."""

    def __init__(self, zero: float | None) -> None:
        self._zero = zero
        self._shape: tuple[int, int] = (0, 0)
        self._downmix = Downmix(1, SAMPLE_RATE)
        self._resampler = Resampler(SAMPLE_RATE)
        self._end: float | None = None
        """Position at which the input so far ends."""
        self._last_time = -np.inf
        self._out_at = 0.0
        self._gap = False

    def stretches(self, frames: Iterator[Any]) -> Iterator[Stretch]:
        for frame in frames:
            channels = samples_of(frame)
            at = self._placed(frame, channels.shape[1])
            skipped = self._skipped(at, frame.sample_rate)
            if skipped >= channels.shape[1]:
                continue
            if skipped:
                at = self._end if self._end is not None else 0.0
            yield from self._begun_anew(frame, len(channels), at)
            self._end = at + (channels.shape[1] - skipped) / frame.sample_rate
            mono = self._downmix.mono(channels[:, skipped:])
            yield from self._handed_out(self._resampler.push(mono))
        yield from self._handed_out(self._resampler.finish())

    def _placed(self, frame: Any, count: int) -> float:
        """Position of the frame's first sample: by its timestamp where that can be believed."""
        expected = self._end if self._end is not None else 0.0
        if frame.pts is None or frame.time is None:
            return expected
        time = float(frame.time)
        # Timestamps that stand still or run back tell nothing; the sound simply goes on.
        advanced = time > self._last_time
        self._last_time = max(self._last_time, time)
        if self._zero is None:
            self._zero = time
        at = time - self._zero
        if self._end is None:
            return at
        return at if advanced and abs(at - expected) > _SLIPPED_S else expected

    def _skipped(self, at: float, rate: int) -> int:
        """Samples before position 0, or heard already."""
        begin = self._end if self._end is not None else 0.0
        return max(0, round((begin - at) * rate))

    def _begun_anew(self, frame: Any, channels: int, at: float) -> Iterator[Stretch]:
        """At the start, a hole, an overlap or a change of format the chain is begun again."""
        whole = self._end is not None and abs(at - self._end) <= 1.0 / frame.sample_rate
        shape = (frame.sample_rate, channels)
        if whole and shape == self._shape:
            return
        yield from self._handed_out(self._resampler.finish())
        self._gap = self._end is not None and not whole
        if shape != self._shape:
            self._downmix = Downmix(channels, frame.sample_rate, _without_speech(frame.layout))
        self._resampler = Resampler(frame.sample_rate)
        self._shape = shape
        self._out_at = at

    def _handed_out(self, samples: Any) -> Iterator[Stretch]:
        if len(samples):
            yield Stretch(self._out_at, samples, self._gap)
            self._out_at += len(samples) / SAMPLE_RATE
            self._gap = False


def samples_of(frame: Any) -> ChannelArray:
    """Channels x N in [-1, 1] from a decoded frame of any sample format."""
    raw = frame.to_ndarray()
    if not frame.format.is_planar:
        raw = raw.reshape(-1, frame.layout.nb_channels).T
    if raw.dtype == np.uint8:
        return np.asarray((raw - 128.0) / 128.0, dtype=np.float32)
    if np.issubdtype(raw.dtype, np.integer):
        return np.asarray(raw / -float(np.iinfo(raw.dtype).min), dtype=np.float32)
    return clean(raw)


def _without_speech(layout: Any) -> list[int]:
    return [i for i, channel in enumerate(layout.channels) if channel.name in ("LFE", "LFE2")]


def _start_of_film(path: Path) -> float | None:
    # A recording cut out of a broadcast begins with pictures that cannot be decoded, so the
    # header does not tell.
    film = Film(path)
    try:
        film.open()
        film.next()
        return film.start_s
    except SourceUnavailable:
        return None
    finally:
        film.close()


def _start_of_stream(stream: Any) -> float | None:
    known = stream.start_time is not None and stream.time_base is not None
    return float(stream.start_time * stream.time_base) if known else None


def _told_size(path: Path) -> int:
    """Bytes a WAV says it has, at least what is there: FFmpeg tells the length by the latter."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8)[4:], "little")
    present = path.stat().st_size
    # Recorders that never came to write the size leave nothing or all ones.
    return present if size in (0, 0xFFFFFFFF) else max(present, size + 8)


def _chained(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    if first is not None:
        yield first
    yield from rest
