"""The moment that is written beside what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_PRETENDED: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    return _PRETENDED.get() or datetime.now(UTC)


@contextmanager
def as_if(moment: datetime) -> Iterator[None]:
    """In this thread everything is dated `moment`: for demonstration histories only, which no
    clinical record may be mixed with."""
    before = _PRETENDED.set(moment)
    try:
        yield
    finally:
        _PRETENDED.reset(before)
