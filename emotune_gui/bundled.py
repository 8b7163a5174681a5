"""Where the weights, resources and migrations lie: in the clone, or inside the installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def bundled(*parts: str) -> Path:
    """Path of a bundled file or folder, e.g. ``bundled("models", "face_cnn.tflite")``.

    The path may not exist: the caller says what is missing.
    """
    inside_wheel = _PACKAGE / "bundled"
    root = inside_wheel if inside_wheel.is_dir() else _PACKAGE.parent
    return root.joinpath(*parts)
