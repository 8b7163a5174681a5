"""Sounds, sound files and a stand-in for the sounddevice module, made on the spot."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import EndOfSource
from emotune_gui.domain.ports import SoundSource
from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray, SoundBlock
from tests.capture.making import FakeClock

Samples = npt.NDArray[np.floating]


def tone(rate: int = SAMPLE_RATE, seconds: float = 1.0, hz: float = 440.0, peak: float = 0.3):
    """A sine, N samples."""
    return (peak * np.sin(2 * np.pi * hz * np.arange(round(rate * seconds)) / rate)).astype("f4")


def beeps(rate: int = SAMPLE_RATE, seconds: float = 3.0) -> SoundArray:
    """A tenth of a second of 1 kHz at every half second past the whole."""
    at = np.arange(round(rate * seconds)) / rate
    return (tone(rate, seconds, 1000.0, 0.5) * ((at + 0.5) % 1.0 < 0.1)).astype("f4")


def loudest_hz(sound: SoundArray, rate: int = SAMPLE_RATE) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(spectrum.argmax() * rate / len(sound))


def tone_fit(sound: SoundArray, hz: float, rate: int = SAMPLE_RATE) -> tuple[float, float]:
    """Amplitude of a sine in `sound`, and its ratio to everything else in decibels."""
    at = np.arange(len(sound)) / rate
    waves = np.stack([np.sin(2 * np.pi * hz * at), np.cos(2 * np.pi * hz * at)], axis=1)
    weights = np.linalg.lstsq(waves, sound.astype(float), rcond=None)[0]
    told = waves @ weights
    return float(np.hypot(*weights)), float(10 * np.log10(told.var() / (sound - told).var()))


def onsets(sound: SoundArray) -> list[float]:
    """Seconds at which sound begins after at least 0.2 s without."""
    loud = np.flatnonzero(np.abs(sound) > 0.1)
    first = np.diff(loud, prepend=-SAMPLE_RATE) > 0.2 * SAMPLE_RATE
    return [float(i) / SAMPLE_RATE for i in loud[first]]


def write(
    path: Path,
    channels: Samples,
    rate: int = SAMPLE_RATE,
    codec: str = "pcm_s16le",
    layout: str = "mono",
    *,
    times: Callable[[int], int] = lambda sample: sample,
) -> Path:
    """An audio file of `channels` (N, or channels x N); `times` moves timestamps (in samples)."""
    import av

    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=rate, layout=layout)
        mux_sound(container, stream, np.atleast_2d(channels), rate, times)
    return path


def mux_sound(
    container: Any,
    stream: Any,
    channels: Samples,
    rate: int,
    times: Callable[[int], int] = lambda sample: sample,
) -> None:
    import av

    layout, form = stream.codec_context.layout.name, stream.codec_context.format.name
    size = stream.codec_context.frame_size or 1024
    for begin in range(0, channels.shape[1], size):
        samples = _coded(channels[:, begin : begin + size], form)
        frame = av.AudioFrame.from_ndarray(samples, format=form, layout=layout)
        frame.sample_rate, frame.pts = rate, times(begin)
        frame.time_base = Fraction(1, rate)
        container.mux(stream.encode(frame))
    container.mux(stream.encode())


def _coded(channels: Samples, form: str) -> Samples:
    if form.startswith("u8"):
        coded = (channels * 127 + 128).astype(np.uint8)
    elif form.startswith("s16"):
        coded = np.round(channels * 32767).astype(np.int16)
    elif form.startswith("s32"):
        coded = (channels.astype(float) * 2147483000).astype(np.int32)
    else:
        coded = channels.astype(np.float64 if form.startswith("dbl") else np.float32)
    if form.endswith("p"):
        return np.ascontiguousarray(coded)
    return np.ascontiguousarray(coded.T).reshape(1, -1)


def film(
    path: Path,
    *,
    seconds: float = 3.0,
    rate: int = 48_000,
    codec: str = "aac",
    pictures_from: float = 0.0,
    video: str = "mpeg4",
) -> Path:
    """White pictures and beeps in the same tenths of a second, 25 pictures a second."""
    import av

    with av.open(str(path), "w") as container:
        pictures: Any = container.add_stream(video, rate=25)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        sound: Any = container.add_stream(codec, rate=rate, layout="mono")
        for index in range(round(pictures_from * 25), round(seconds * 25)):
            lit = (index / 25 + 0.5) % 1.0 < 0.1 - 1e-9
            image = np.full((48, 64, 3), 255 if lit else 0, dtype=np.uint8)
            frame = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame.pts, frame.time_base = index, Fraction(1, 25)
            container.mux(pictures.encode(frame))
        container.mux(pictures.encode())
        mux_sound(container, sound, np.atleast_2d(beeps(rate, seconds)), rate)
    return path


def heard(source: SoundSource, limit: int = 10_000) -> list[SoundBlock]:
    """Every block until the source ends, or until `limit` calls of `read`."""
    blocks = []
    for _ in range(limit):
        try:
            block = source.read()
        except EndOfSource:
            return blocks
        if block is not None:
            blocks.append(block)
    return blocks


def joined(blocks: list[SoundBlock]) -> SoundArray:
    return np.concatenate([block.samples for block in blocks])


class FakePortAudioError(Exception):
    pass


class FakeStream:
    """An open input; the test plays the driver with `say`."""

    def __init__(self, module: FakeSoundDevice, settings: dict[str, Any]) -> None:
        self.module, self.settings = module, settings
        self.rate, self.channels = settings["samplerate"], settings["channels"]
        self.active, self.started, self.closed, self.aborted = False, 0, 0, 0
        self.clockless = False
        self.adc_error_s = 0.0

    @property
    def time(self) -> float:
        """PortAudio's own clock, which begins elsewhere."""
        if self.clockless:
            raise FakePortAudioError("Error getting stream time")
        return self.module.clock.t + self.module.clock_offset

    def start(self) -> None:
        self.module.maybe_fail("start", self.settings)
        self.started += 1
        self.active = True

    def abort(self) -> None:
        self.active = False
        self.aborted += 1

    def close(self) -> None:
        self.closed += 1

    def say(self, samples: Samples, *, latency_s: float = 0.0, overflow: bool = False) -> None:
        """One callback with N samples (or N x channels) whose last was just now."""
        frames = np.asarray(samples, dtype=np.float32)
        if frames.ndim == 1:
            frames = np.repeat(frames[:, None], self.channels, axis=1)
        first = self.time_or_zero() - latency_s - len(frames) / self.rate
        times = SimpleNamespace(
            inputBufferAdcTime=first + self.adc_error_s, currentTime=self.time_or_zero()
        )
        buffer = frames.copy()
        self.settings["callback"](
            buffer, len(frames), times, SimpleNamespace(input_overflow=overflow)
        )
        buffer[:] = np.nan  # the driver uses its memory again

    def time_or_zero(self) -> float:
        return 0.0 if self.clockless else self.time


class FakeSoundDevice:
    """The functions of the sounddevice module that are used, over devices made up by the test."""

    PortAudioError = FakePortAudioError

    def __init__(self, *devices: dict[str, Any], default: int = 0, clock: FakeClock) -> None:
        self.present, self.default_index, self.clock = list(devices), default, clock
        self.clock_offset = 5000.0
        self.streams: list[FakeStream] = []
        self.initialised = 0
        self.fail: dict[str, Callable[[dict[str, Any]], Exception | None]] = {}
        self._initialize()

    def _initialize(self) -> None:
        self.maybe_fail("initialise", {})
        self.initialised += 1
        self._known = list(self.present)
        self._known_default = self.default_index if self.present else -1

    def _terminate(self) -> None:
        # What PortAudio does to streams that are still open.
        for stream in self.streams:
            stream.active = False

    @property
    def default(self) -> Any:
        return SimpleNamespace(device=(self._known_default, -1))

    def query_devices(self) -> list[dict[str, Any]]:
        self.maybe_fail("query", {})
        return self._known

    def InputStream(self, **settings: Any) -> FakeStream:  # noqa: N802
        self.maybe_fail("open", settings)
        device = self._known[settings["device"]]
        if device not in self.present:
            raise FakePortAudioError("Invalid device", -9996)
        if settings["channels"] > device["max_input_channels"]:
            raise FakePortAudioError("Invalid number of channels", -9998)
        if device.get("busy"):
            raise FakePortAudioError("Device unavailable", -9985)
        if device.get("only") not in (None, (settings["samplerate"], settings["channels"])):
            raise FakePortAudioError("Invalid sample rate", -9997)
        stream = FakeStream(self, settings)
        self.streams.append(stream)
        return stream

    def maybe_fail(self, what: str, settings: dict[str, Any]) -> None:
        problem = self.fail[what](settings) if what in self.fail else None
        if problem is not None:
            raise problem


def device(name: str, channels: int = 1, rate: float = 44_100.0, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "max_input_channels": channels,
        "default_samplerate": rate,
        "hostapi": 0,
        **more,
    }
