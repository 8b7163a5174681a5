"""One way to name any source of frames."""

from __future__ import annotations

import re
from pathlib import Path

from emotune_gui.capture.camera import CameraSource
from emotune_gui.capture.demonstration import DemonstrationSource
from emotune_gui.capture.images import ImageSource, is_image
from emotune_gui.capture.video import VideoSource
from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.domain.ports import Clock, FrameSource

DEMO = "demo"


def open_source(spec: str, *, clock: Clock | None = None, loop: bool = False) -> FrameSource:
    """The source that `spec` names, not yet opened: nothing is checked before its `open`.

    `spec` is "demo" (always looped), a camera's index ("0"), the path of a video or picture, or
    a folder of pictures. A file called "0" or "demo" is reached as "./0". Raises
    SourceUnavailable at once only for a blank `spec`.
    """
    named = spec.strip()
    if not named:
        # An empty path would mean the folder one happens to stand in.
        raise SourceUnavailable("Name a camera, a recording or the demonstration.")
    if named.lower() == DEMO:
        return DemonstrationSource(clock=clock)
    camera = re.fullmatch(r"(?:/dev/video)?([+-]?[0-9]{1,9})", named)
    if camera:
        return CameraSource(int(camera[1]), clock=clock)
    return _recording(_path(spec), clock, loop)


def _recording(path: Path, clock: Clock | None, loop: bool) -> FrameSource:
    if is_image(path) or _is_folder(path):
        return ImageSource(path, clock=clock, loop=loop)
    return VideoSource(path, clock=clock, loop=loop)


def _path(spec: str) -> Path:
    try:
        return Path(spec).expanduser()
    except RuntimeError:
        return Path(spec)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
