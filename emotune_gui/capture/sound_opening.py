"""One way to name any source of sound."""

from __future__ import annotations

import re
from pathlib import Path

from emotune_gui.capture.microphone import MicrophoneSource
from emotune_gui.capture.pacing import PacedSource
from emotune_gui.capture.sound_file import SoundFileSource
from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.domain.ports import Clock, FrameSource, SoundSource

DEFAULT = "default"
NONE = "none"

_RECORDING = re.compile(
    r"\.(wave?|w64|aif[fc]?|caf|au|mp3|flac|og[gav]|opus|aac|m4[abv]|amr|wv|ape|tta|ac3|dts|mka|"
    r"weba|wma|3gp|mp4|mov|mkv|webm|avi|mpe?g|m?ts|m2ts|wmv|asf|flv)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[/\\~]|\.{1,2}[/\\]|[A-Za-z]:[/\\]|[a-z]+://")


def open_sound(
    spec: str,
    *,
    clock: Clock | None = None,
    beside: FrameSource | None = None,
) -> SoundSource | None:
    """The source that `spec` names, not yet opened: nothing is checked before its `open`.

    `spec` is "default" (the system's microphone), a microphone's name as `list_microphones` has
    it, "none" (gives None), or the path of an audio or video file. A file called "default" is
    reached as "./default". The sound of a video keeps in step with `beside`, the source of its
    pictures, when that is given. Raises SourceUnavailable at once only for a blank `spec`.
    """
    named = spec.strip()
    if not named:
        raise SourceUnavailable("Name a microphone or a recording.")
    if named.lower() == NONE:
        return None
    if named.lower() == DEFAULT:
        return MicrophoneSource(clock=clock)
    if _is_recording(spec):
        pictures = beside if isinstance(beside, PacedSource) else None
        return SoundFileSource(_path(spec), clock=clock, beside=pictures)
    return MicrophoneSource(named, clock=clock)


def _is_recording(spec: str) -> bool:
    """A microphone's name may hold slashes and dots, so only what surely is a path is one."""
    path = _path(spec)
    if _PLACE.match(spec) or _RECORDING.fullmatch(path.suffix):
        return True
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _path(spec: str) -> Path:
    try:
        return Path(spec).expanduser()
    except RuntimeError:
        return Path(spec)
