"""Where no window can be opened, a sentence says so instead of Qt's abort."""

from __future__ import annotations

import pytest

from emotune_gui.app.display import require_display
from emotune_gui.domain.faults import EmoTuneError


def missing(path: str) -> object:
    raise OSError("libxcb-icccm.so.4: cannot open shared object file: No such file or directory")


def test_no_screen_is_said() -> None:
    with pytest.raises(EmoTuneError, match="no screen"):
        require_display({}, "linux", str)


def test_a_missing_library_is_named_with_the_cure() -> None:
    with pytest.raises(EmoTuneError, match=r"libxcb-icccm\.so\.4; install it with 'sudo apt-get"):
        require_display({"DISPLAY": ":0"}, "linux", missing)


@pytest.mark.parametrize(
    ("environment", "platform", "load"),
    [
        ({"DISPLAY": ":0"}, "linux", str),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", missing),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", missing),
        ({}, "darwin", missing),
        ({}, "win32", missing),
    ],
)
def test_elsewhere_the_window_may_open(environment: dict[str, str], platform: str, load) -> None:
    assert require_display(environment, platform, load) is None
