"""Keeping the messages of other people's libraries off the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import cv2


def quiet_opencv() -> None:
    """A missing camera or a damaged picture is said by our exceptions, once, not by OpenCV."""
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


def one_thread_opencv() -> None:
    """For a process that shares its computer with others like it; its answers do not depend on
    how many cores there are."""
    cv2.setNumThreads(1)


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """What C code writes to the error channel meanwhile is lost: PortAudio and ALSA have no other
    way to be silenced. Of the whole process, so for short moments only, one at a time."""
    try:
        kept = os.dup(2)
    except OSError:
        # A windowed program may have no error channel at all.
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
