"""Keeping OpenCV's own messages off the terminal."""

from __future__ import annotations

import cv2


def quiet_opencv() -> None:
    """A missing camera or a damaged picture is said by our exceptions, once, not by OpenCV."""
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
