"""Going on inside a film: what its face reader said so far, and the state it said it in.

All that comes after the face reader (belief, tables, tiers, music, overlay) is quick and always
made from the beginning, from the same readings by the same code. So what is kept is little, and
going on changes no byte of the results.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from emotune_gui.domain.face import FaceReading, Frame
from emotune_gui.domain.ports import FaceReader
from emotune_gui.engine.analysing.freezing import frozen, thawed
from emotune_gui.engine.analysing.partial import make
from emotune_gui.engine.analysing.sealing import Spoiled, sealed, unsealed

_log = logging.getLogger(__name__)

KEEP_EVERY_S = 5.0
"""Of work between two times that it is kept; a time costs a few milliseconds."""
_LENGTH = 4
_TAPE, _STATE = "readings", "state"


class ReaderWithState(FaceReader, Protocol):
    """A face reader that another of its kind can go on from (`Resumable`)."""

    def state(self) -> dict[str, Any]: ...

    def restore(self, state: dict[str, Any]) -> None: ...


class KeptReadings:
    """The FaceReader of one film: first what is known from before, then what the reader says.

    `folder` is this process's alone. Use from one thread.
    """

    def __init__(
        self,
        reader: ReaderWithState,
        folder: Path,
        key: bytes,
        *,
        points: bool,
        known: Mapping[str, object] | None = None,
        every_s: float = KEEP_EVERY_S,
    ) -> None:
        """`reader` is fresh; `points`: whether the landmarks are needed again.

        Values of `known` are never written down. What cannot be used is left out of account.
        """
        self._reader, self._folder, self._key = reader, folder, key
        self._points, self._named, self._every_s = points, dict(known or {}), every_s
        self._fresh: list[FaceReading] = []
        self._count = self._length = 0
        self._state: dict[str, Any] | None = None
        self._before = self._opened()
        self._next = next(self._before, None)
        self._kept_at = time.monotonic()
        self._keeps = True

    @property
    def knows_next(self) -> bool:
        """Whether the next frame was read before, so that its picture need not be looked at."""
        return self._next is not None

    def read(self, frame: Frame) -> FaceReading:
        """Raises Spoiled when what is kept is of another film after all."""
        if self._next is not None:
            return self._again(frame)
        reading: FaceReading = self._reader.read(frame)
        self._count += 1
        self._fresh.append(reading if self._points else replace(reading, landmarks=None))
        if time.monotonic() - self._kept_at >= self._every_s:
            self.keep()
        return reading

    def choose(self, x: float, y: float) -> None:
        self._reader.choose(x, y)

    def forget(self) -> None:
        self._reader.forget()

    def keep(self) -> None:
        """Write down all that was read since the last time. Without room nothing more is kept."""
        if not (self._keeps and self._fresh):
            return
        try:
            self._write()
        except OSError as problem:
            _log.warning("the work on a film is kept no more: %s", problem)
            self._keeps = False
        self._fresh = []
        self._kept_at = time.monotonic()

    # Writing

    def _write(self) -> None:
        make(self._folder)
        piece = sealed(self._key, zlib.compress(frozen(self._fresh), 1))
        with (self._folder / _TAPE).open("r+b" if self._length else "wb") as tape:
            # What a killed process wrote after it last told its state is written over.
            tape.seek(self._length)
            tape.write(len(piece).to_bytes(_LENGTH, "little") + piece)
            tape.truncate()
            length = tape.tell()
        told = {"count": self._count, "length": length, "reader": self._reader.state()}
        fresh = self._folder / f"{_STATE}.new"
        fresh.write_bytes(sealed(self._key, frozen(told, self._named)))
        fresh.replace(self._folder / _STATE)
        self._length = length

    # Reading

    def _opened(self) -> Iterator[FaceReading]:
        try:
            blob = (self._folder / _STATE).read_bytes()
            told = thawed(unsealed(self._key, blob), self._named)
            self._count, self._length = int(told["count"]), int(told["length"])
            self._state = dict(told["reader"])
            self._check()
        except FileNotFoundError:
            return iter(())
        except (Spoiled, OSError, KeyError, TypeError, ValueError) as problem:
            _log.warning("a film is begun anew: %s", problem)
            self._count = self._length = 0
            self._state = None
            return iter(())
        return self._told_before(self._length)

    def _check(self) -> None:
        """Every piece bears the seal: after that only the disk can fail. Raises Spoiled."""
        count = sum(len(readings) for readings in self._pieces(self._length))
        if count != self._count:
            raise Spoiled(f"{count} readings instead of {self._count}")

    def _told_before(self, length: int) -> Iterator[FaceReading]:
        for readings in self._pieces(length):
            yield from readings

    def _pieces(self, length: int) -> Iterator[list[FaceReading]]:
        with (self._folder / _TAPE).open("rb") as tape:
            while tape.tell() < length:
                size = int.from_bytes(tape.read(_LENGTH), "little")
                yield self._piece(tape.read(size))

    def _piece(self, blob: bytes) -> list[FaceReading]:
        try:
            readings = thawed(zlib.decompress(unsealed(self._key, blob)))
        except zlib.error as problem:
            raise Spoiled(str(problem)) from problem
        if not isinstance(readings, list) or not readings:
            raise Spoiled("no readings")
        return readings

    def _again(self, frame: Frame) -> FaceReading:
        reading = self._next
        assert reading is not None
        if (reading.seq, reading.t, reading.position_s) != (frame.seq, frame.t, frame.position_s):
            raise Spoiled("the frames are others than before")
        try:
            self._next = next(self._before, None)
        except OSError as problem:
            raise Spoiled(str(problem)) from problem
        if self._next is None:
            self._go_on()
        return reading

    def _go_on(self) -> None:
        assert self._state is not None
        try:
            self._reader.restore(self._state)
        except (KeyError, ValueError, AttributeError) as problem:
            raise Spoiled(str(problem)) from problem
        self._kept_at = time.monotonic()


@lru_cache(maxsize=1)
def program_digest() -> str:
    """Of everything whose change makes what was kept useless: the code and what runs it."""
    digest = hashlib.sha256(f"{sys.version} {np.__version__}".encode())
    root = Path(__file__).resolve().parents[2]
    for room in ("domain", "perception", "engine/analysing", "capture"):
        for file in sorted((root / room).rglob("*.py")):
            with suppress(OSError):
                digest.update(file.read_bytes())
    return digest.hexdigest()
