"""What the next click will need, imported before it comes."""

from __future__ import annotations

import contextlib
import importlib
import time

from emotune_gui.domain.faults import StorageError
from emotune_gui.engine.archive import Archive

NEEDED_SOON = (
    "emotune_gui.ui.views.live",
    "emotune_gui.engine.live_session",
    "emotune_gui.ui.views.review",
    "emotune_gui.ui.views.tuning",
    "emotune_gui.ui.views.rating_round",
    "emotune_gui.engine.rating_round",
)
AFTER_TODAY_S = 0.3
"""Left to Today for reading its lists, once the archive is open."""


def fetch_ahead(archive: Archive) -> None:
    """Import it, in a background thread, when Today has what it shows.

    Two threads that import take turns instead of a core each: beside this, the lists of a large
    practice came 0.9 s later.
    """
    # Whoever shows the lists says that the archive cannot be opened.
    with contextlib.suppress(StorageError):
        archive.open()
    time.sleep(AFTER_TODAY_S)
    for name in NEEDED_SOON:
        importlib.import_module(name)
