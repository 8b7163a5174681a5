"""A bar on standard error for work that takes minutes."""

from __future__ import annotations

from collections.abc import Iterable


def with_progress(rows: Iterable[int], what: str, total: int) -> Iterable[int]:
    """The same rows; the bar needs tqdm, which comes with the training extra."""
    try:
        from tqdm import tqdm
    except ImportError:
        return rows
    shown: Iterable[int] = tqdm(rows, what, total=total, mininterval=5.0)
    return shown
