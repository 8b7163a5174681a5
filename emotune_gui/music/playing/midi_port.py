"""MIDI ports through mido and python-rtmidi, imported when first used."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol

from emotune_gui.domain.faults import SoundUnavailable

NO_MIDI = (
    "MIDI cannot be sent from this computer; install EmoTune with its 'midi' extra "
    "or choose the built-in sound."
)
NO_PORT = "No MIDI instrument is connected; connect one or choose the built-in sound."


class MidiPort(Protocol):
    """Where messages go. `send` raises OSError when the instrument is gone."""

    name: str

    def send(self, kind: str, **values: int) -> None:
        """A channel message as mido names it: note_on, note_off, control_change,
        program_change."""

    def close(self) -> None: ...


class _RtMidiPort:
    """An output of python-rtmidi; its errors become OSError."""

    def __init__(self, port: Any, errors: tuple[type[Exception], ...]) -> None:
        from mido import Message

        self.name: str = port.name
        self._port = port
        self._errors = errors
        self._message = Message

    def send(self, kind: str, **values: int) -> None:
        try:
            self._port.send(self._message(kind, **values))
        except self._errors as error:
            raise OSError(str(error)) from error

    def close(self) -> None:
        try:
            self._port.close()
        except self._errors:
            # It is gone already.
            return


def midi_outputs() -> tuple[str, ...]:
    """Names of the instruments that can be reached now; SoundUnavailable without a way to any."""
    backend, errors = _backend()
    try:
        return tuple(backend.get_output_names())
    except errors as error:
        raise SoundUnavailable(NO_PORT) from error


def open_midi(name: str = "") -> MidiPort:
    """Open the output of that name, without one the first.

    Raises SoundUnavailable with one sentence when there is no backend, no instrument, none of
    that name, or when it is taken.
    """
    names = midi_outputs()
    if not names:
        raise SoundUnavailable(NO_PORT)
    if name and name not in names:
        known = ", ".join(names)
        raise SoundUnavailable(f"There is no MIDI instrument {name!r}; choose one of: {known}.")
    chosen = name or names[0]
    backend, errors = _backend()
    try:
        return _RtMidiPort(backend.open_output(chosen), errors)
    except errors as error:
        raise SoundUnavailable(
            f"The MIDI instrument {chosen!r} cannot be opened; close other programs that use it."
        ) from error


def _backend() -> tuple[Any, tuple[type[Exception], ...]]:
    """mido on python-rtmidi, and what either raises."""
    try:
        import mido

        rtmidi_error: type[Exception] = import_module("rtmidi").RtMidiError
    except ImportError as error:
        raise SoundUnavailable(NO_MIDI) from error
    backend = mido.Backend("mido.backends.rtmidi", load=True)
    return backend, (rtmidi_error, OSError, ValueError, RuntimeError)
