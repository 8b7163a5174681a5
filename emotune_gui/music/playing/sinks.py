"""Where the sound goes: the loudspeakers, nowhere, or a file."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path

from emotune_gui.domain.faults import Fault, InvalidInput, SoundUnavailable
from emotune_gui.domain.ports import Clock, SoundSink, StereoBlock
from emotune_gui.music.playing.device import DeviceSink, open_mixer
from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE, PacedSink, revise_newest
from emotune_gui.music.playing.wavfile import WavWriter

LONGEST_COMING_SECONDS = 0.35
"""More than the longest lead and a block."""
OnFault = Callable[[Fault], None]


def ignore_fault(fault: Fault) -> None:
    """For callers that look at `audible` instead."""


class WavSink(PacedSink):
    """Silent, in real time, and written to a WAV file as well.

    When the disk is full (or the file has reached its format's limit), one fault is reported and
    the music goes on unwritten.
    """

    def __init__(self, path: Path, clock: Clock, on_fault: OnFault = ignore_fault) -> None:
        super().__init__(clock, name=str(path))
        self._on_fault = on_fault
        self._reported = False
        self._coming: deque[StereoBlock] = deque()
        """Not yet heard: it may still be revised."""
        self._writer: WavWriter | None = None
        try:
            self._writer = WavWriter(path, self.sample_rate)
        except OSError as error:
            raise SoundUnavailable(
                f"The sound file {path.name} cannot be written; choose another folder."
            ) from error

    def write(self, block: StereoBlock) -> float:
        heard_at = super().write(block)
        if self._writer is not None:
            self._coming.append(block.copy())
            while len(self._coming) > LONGEST_COMING_SECONDS * self.sample_rate / self.block_frames:
                self._append(self._coming.popleft())
        return heard_at

    def revise(self, sound: StereoBlock) -> float:
        revise_newest(self._coming, sound)
        return super().revise(sound)

    def close(self) -> None:
        while self._coming:
            self._append(self._coming.popleft())
        self._close()

    def _close(self) -> None:
        writer, self._writer = self._writer, None
        if writer is None:
            return
        try:
            writer.close()
        except OSError as error:
            self._report(error)

    def _append(self, block: StereoBlock) -> None:
        writer = self._writer
        if writer is None:
            return
        try:
            if writer.full:
                raise OSError("the WAV format holds no more than 4 GB")
            writer.append(block)
        except OSError as error:
            self._report(error)
            self._coming.clear()
            self._close()

    def _report(self, error: OSError) -> None:
        if self._reported:
            return
        self._reported = True
        message = "The sound file is full or its disk is; the music goes on unrecorded."
        self._on_fault(Fault(self._clock.now(), "sound file", message, repr(error)))


def open_sink(spec: str, clock: Clock, on_fault: OnFault = ignore_fault) -> SoundSink:
    """Open "device", "none", "midi", "midi:NAME" or the path of a .wav file.

    Raises SoundUnavailable when there is no usable device or the file cannot be made, and
    InvalidInput for any other text. `on_fault` is called, from the thread that plays, at most
    once or twice in a sink's life: device lost, disk full.
    """
    if spec == "none":
        return PacedSink(clock)
    if spec == "device":
        return DeviceSink(clock, open_mixer(SAMPLE_RATE), on_fault=on_fault)
    if spec == "midi" or spec.startswith("midi:"):
        from emotune_gui.music.playing.midi_out import open_midi_sink

        return open_midi_sink(spec[len("midi:") :], clock, on_fault)
    if spec.lower().endswith(".wav"):
        return WavSink(Path(spec), clock, on_fault)
    raise InvalidInput(f"Sound can go to device, midi, none or a .wav file, not to {spec[:80]!r}.")


__all__ = ["BLOCK_FRAMES", "SAMPLE_RATE", "DeviceSink", "PacedSink", "WavSink", "open_sink"]
