"""Can a window be opened here? Qt aborts without a plain sentence when it cannot."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

from emotune_gui.domain.faults import EmoTuneError

LoadLibrary = Callable[[str], object]
PACKAGES = "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0"


def require_display(
    environment: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    load: LoadLibrary = ctypes.CDLL,
) -> None:
    """Raises EmoTuneError where Qt would abort the program (Linux only)."""
    if not platform.startswith("linux") or environment.get("QT_QPA_PLATFORM", "xcb") != "xcb":
        return
    if environment.get("WAYLAND_DISPLAY"):
        return
    if not environment.get("DISPLAY"):
        raise EmoTuneError(
            "There is no screen to open the window on; start EmoTune from a desktop, or use "
            "'emotune live', which needs none."
        )
    try:
        load(str(_plugin()))
    except OSError as error:
        library = str(error).partition(":")[0]
        raise EmoTuneError(
            f"The window needs the system library {library}; install it with "
            f"'sudo apt-get install {PACKAGES}' and start EmoTune again."
        ) from error


def _plugin() -> Path:
    plugins = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    return Path(plugins, "platforms", "libqxcb.so")
