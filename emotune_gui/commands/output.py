"""Standard output for machines: one JSON value, alone."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


@contextmanager
def only_json() -> Iterator[Callable[[object], None]]:
    """Everything printed meanwhile, by C libraries too, goes to standard error.

    Yields the function that writes the one JSON value to the real standard output.
    """
    sys.stdout.flush()
    real = os.dup(1)
    os.dup2(2, 1)
    try:
        yield lambda value: _write(real, value)
    finally:
        sys.stdout.flush()
        os.dup2(real, 1)
        os.close(real)


def _write(descriptor: int, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"
    data = text.encode()
    with suppress(BrokenPipeError):  # whoever reads has read enough, as `head` does
        while data:
            data = data[os.write(descriptor, data) :]


def complain(message: str) -> None:
    """One plain sentence for the person at the keyboard."""
    print(f"emotune: {message}", file=sys.stderr)
