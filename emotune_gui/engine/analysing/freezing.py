"""Values of this program to bytes and back, exactly; nothing else comes back.

It is Python's pickle, which keeps every bit of a number and which objects are one and the same,
but only the plain classes named here are ever made: bytes from elsewhere run no code.
"""

from __future__ import annotations

import importlib
import io
import pickle
from collections.abc import Mapping
from typing import Any

from emotune_gui.engine.analysing.sealing import Spoiled

_FACE = "emotune_gui.perception.face"
_ALLOWED = frozenset(
    {("collections", "deque")}
    | {
        (f"numpy.{core}.multiarray", n)
        for core in ("core", "_core")
        for n in ("_reconstruct", "scalar")
    }
    | {(f"numpy.{core}.numeric", "_frombuffer") for core in ("core", "_core")}
    | {("numpy", name) for name in ("ndarray", "dtype")}
    | {("emotune_gui.domain.emotion", "EmotionProbabilities")}
    | {
        ("emotune_gui.domain.face", name)
        for name in ("ActionCues", "FaceBox", "FaceQuality", "FaceReading", "FaceState", "HeadPose")
    }
    | {(f"{_FACE}.following", "_Other"), (f"{_FACE}.reader", "_Wish")}
    | {(f"{_FACE}.identity", n) for n in ("Appearance", "Break", "ClientIdentity", "Standing")}
    | {(f"{_FACE}.onestage", "OneStageFace"), (f"{_FACE}.panel", "Opinions")}
    | {(f"{_FACE}.unchanged", "Unchanged")}
)
_PROBLEMS = (
    *(pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, KeyError),
    *(TypeError, ValueError, MemoryError),
)


def frozen(value: object, known: Mapping[str, object] | None = None) -> bytes:
    """`known` objects are not written, only their names.

    Raises TypeError for an object of a class that could not come back.
    """
    file = io.BytesIO()
    pickler = _Pickler(file, protocol=5) if not known else _NamingPickler(file, known)
    pickler.dump(value)
    return file.getvalue()


def thawed(data: bytes, known: Mapping[str, object] | None = None) -> Any:
    """Raises Spoiled for bytes that hold anything but values of the classes above."""
    try:
        return _Unpickler(io.BytesIO(data), dict(known or {})).load()
    except _PROBLEMS as problem:
        raise Spoiled(str(problem)) from problem


class _Pickler(pickle.Pickler):
    def reducer_override(self, obj: Any) -> Any:
        kind = obj if isinstance(obj, type) else type(obj)
        mine = (kind.__module__, kind.__qualname__) in _ALLOWED
        if not mine and kind.__module__.startswith("emotune_gui"):
            raise TypeError(f"{kind.__qualname__} cannot be kept")
        return NotImplemented


class _NamingPickler(_Pickler):
    """Asks about every object; the one above is twice as quick."""

    def __init__(self, file: io.BytesIO, known: Mapping[str, object]) -> None:
        super().__init__(file, protocol=5)
        self._names = {id(value): name for name, value in known.items()}

    def persistent_id(self, obj: object) -> str | None:
        return self._names.get(id(obj))


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, known: dict[str, object]) -> None:
        super().__init__(file)
        self._known = known

    def persistent_load(self, pid: Any) -> Any:
        return self._known[pid]

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} is not kept here")
        return getattr(importlib.import_module(module), name)
