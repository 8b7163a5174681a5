"""The window is tested without a display; garbage is collected on the GUI thread, as in the app."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("EMOTUNE_LANG", "en")


@pytest.fixture(autouse=True)
def garbage_on_this_thread() -> Iterator[None]:
    """See app/collecting.py: Qt objects must not die on a session's thread."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()
