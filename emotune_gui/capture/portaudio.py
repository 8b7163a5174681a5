"""PortAudio in this process, through sounddevice, loaded when a microphone is first asked for."""

from __future__ import annotations

import importlib
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from emotune_gui.capture.quiet import quiet_stderr
from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.domain.voice import SAMPLE_RATE

Callback = Callable[[Any, int, Any, Any], None]
"""sounddevice's: samples (frames x channels, float32, valid during the call only), their number,
PortAudio's times, its flags. Called on PortAudio's own thread."""

NO_PORTAUDIO = (
    "Microphones need the PortAudio library, which is not installed here; "
    "on Linux install libportaudio2 and start EmoTune again."
)
NO_MICROPHONE = "There is no microphone; plug one in or connect a headset."
_LATENCY_S = 0.1
"""Asked of the driver: shorter costs several times the work and is not needed for speech."""
_BUSY = -9985
"""paDeviceUnavailable (portaudio.h)."""


@dataclass(frozen=True, slots=True)
class InputDevice:
    index: int
    name: str
    channels: int
    rate: int
    """The device's own, in Hz."""
    default: bool


@dataclass(frozen=True, slots=True)
class OpenInput:
    """A running stream. `rate` and `channels` are what the device agreed to."""

    stream: Any
    device: InputDevice
    rate: int
    channels: int


class PortAudio:
    """The one library all microphones of the process share. From any thread.

    PortAudio knows only the devices that were there when it was initialised, and initialising it
    again kills every stream: its list is renewed whenever no stream is open.
    """

    def __init__(self, load: Callable[[], Any] | None = None) -> None:
        self._load = load or _sounddevice
        self._module: Any = None
        self._open: list[Any] = []
        self._lock = threading.RLock()

    def inputs(self) -> tuple[InputDevice, ...]:
        """Microphones present now (as of the last opening while a stream is open).

        Raises SourceUnavailable where PortAudio is missing or does not start.
        """
        with self._lock:
            self._renew()
            try:
                return tuple(_inputs(self._module))
            except self._module.PortAudioError:
                return ()

    def find(self, name: str | None) -> InputDevice:
        """The microphone of that name, None for the system's default; raises SourceUnavailable."""
        devices = self.inputs()
        if not devices:
            raise SourceUnavailable(NO_MICROPHONE)
        if name is None:
            return next((device for device in devices if device.default), devices[0])
        for same in (_exactly, _without_case, _without_number):
            found = [device for device in devices if same(device.name) == same(name)]
            if len(found) == 1 or (found and same is _exactly):
                return found[0]
        raise SourceUnavailable(
            f"The microphone “{name}” is not there; plug it in or choose another in the settings."
        )

    def open(self, name: str | None, callback: Callback) -> OpenInput:
        """Start listening, at 16 kHz mono or whatever the device has instead."""
        with self._lock:
            device = self.find(name)
            with quiet_stderr():
                opened = self._started(device, callback)
            self._open.append(opened.stream)
            return opened

    def close(self, stream: Any) -> None:
        with self._lock:
            if stream not in self._open:
                return
            self._open.remove(stream)
            with suppress(self._module.PortAudioError), quiet_stderr():
                stream.abort()
                stream.close()

    def running(self, stream: Any) -> bool:
        """False once the device has gone; some systems never say so."""
        with self._lock:
            try:
                return stream in self._open and bool(stream.active)
            except self._module.PortAudioError:
                return False

    def time(self, stream: Any) -> float | None:
        """Now by the stream's own clock; None where it has none."""
        with self._lock:
            if stream not in self._open:
                return None
            try:
                return float(stream.time)
            except self._module.PortAudioError:
                return None

    def _renew(self) -> None:
        if self._module is None:
            self._module = self._load()
            return
        if self._open:
            return
        try:
            with quiet_stderr():
                # Fails when the initialising before did; there is then nothing to end.
                with suppress(self._module.PortAudioError):
                    self._module._terminate()
                self._module._initialize()
        except self._module.PortAudioError:
            raise SourceUnavailable(
                "The computer's sound system does not answer; check its sound settings, "
                "or start EmoTune again."
            ) from None

    def _started(self, device: InputDevice, callback: Callback) -> OpenInput:
        for rate, channels in _formats(device):
            try:
                stream = self._module.InputStream(
                    samplerate=rate,
                    channels=channels,
                    device=device.index,
                    dtype="float32",
                    latency=_LATENCY_S,
                    callback=callback,
                )
            except self._module.PortAudioError as problem:
                if _is_busy(problem):
                    break
                continue
            try:
                stream.start()
            except self._module.PortAudioError:
                stream.close()
                continue
            return OpenInput(stream, device, rate, channels)
        raise SourceUnavailable(
            f"The microphone “{device.name}” cannot be opened; close other programs that use it, "
            "and allow EmoTune to use the microphone in the system's privacy settings."
        )


@cache
def portaudio() -> PortAudio:
    """The process's own: PortAudio's state is process-wide whatever we do."""
    return PortAudio()


def _sounddevice() -> Any:
    try:
        with quiet_stderr():
            return importlib.import_module("sounddevice")
    except (ImportError, OSError):
        raise SourceUnavailable(NO_PORTAUDIO) from None


def _inputs(module: Any) -> Iterator[InputDevice]:
    """Those of the system's usual sound interface: Windows lists each microphone four times."""
    default = int(module.default.device[0])
    devices = list(module.query_devices())
    usual = devices[default]["hostapi"] if 0 <= default < len(devices) else None
    seen: set[str] = set()
    for index, device in enumerate(devices):
        name = " ".join(str(device["name"]).split())
        if device["max_input_channels"] < 1 or usual not in (None, device["hostapi"]):
            continue
        if name in seen and index != default:
            continue
        seen.add(name)
        yield InputDevice(
            index,
            name,
            int(device["max_input_channels"]),
            round(device["default_samplerate"]) or SAMPLE_RATE,
            index == default,
        )


def _formats(device: InputDevice) -> list[tuple[int, int]]:
    """Rates and channels to ask for, the program's own first, each once."""
    channels = (1, min(2, device.channels), device.channels)
    wanted = [(SAMPLE_RATE, 1), *((device.rate, count) for count in channels)]
    return list(dict.fromkeys(wanted))


def _is_busy(problem: Exception) -> bool:
    return len(problem.args) > 1 and problem.args[1] == _BUSY


def _exactly(name: str) -> str:
    return name


def _without_case(name: str) -> str:
    return " ".join(name.split()).casefold()


def _without_number(name: str) -> str:
    """Without the place that Linux "(hw:2,0)" and Windows "(2- …" count anew at each plugging."""
    return re.sub(r"\(hw:[0-9]+,[0-9]+\)|(?<=\()[0-9]+- ?", "", _without_case(name)).strip()
