"""Weights to begin from: the speaker encoder that comes inside the package Resemblyzer.

Three LSTM layers of 256 units, trained by C. Jemine to tell thousands of speakers apart
(generalised end-to-end loss, Wan et al. 2018, arXiv:1710.10467) on LibriSpeech, VoxCeleb 1 and 2;
Apache licence 2.0. Its second layer tells emotions apart far better than anything that 3,500
clips can teach (docs/decisions/011). The file is read here without PyTorch: it is a row of
pickles, of which only names and shapes are taken, followed by the plain numbers.
"""

from __future__ import annotations

import importlib.util
import pickle
import struct
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import EmoTuneError

PACKAGE = "resemblyzer"
FILE = "pretrained.pt"
MAGIC = 0x1950A86A20F9469CFC6C
"""First number of the format that PyTorch wrote before version 1.6."""
UNITS = 256

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class LstmWeights:
    """One layer: `kernel` inputs x 1024, `recurrent` 256 x 1024, `bias` 1024.

    The four gates follow one another as input, forget, cell, output, as in Keras.
    """

    kernel: FloatArray
    recurrent: FloatArray
    bias: FloatArray


def speaker_encoder(path: Path | None = None) -> tuple[LstmWeights, ...]:
    """The three LSTM layers; None takes the file that the package carries.

    Raises EmoTuneError when the file is missing or is not that network.
    """
    file = path or _packaged_file()
    try:
        with file.open("rb") as stream:
            state = _read(stream)
        layers = tuple(_layer(state, index) for index in range(3))
    except (OSError, pickle.UnpicklingError, KeyError, ValueError, EOFError, struct.error) as bad:
        raise EmoTuneError(f"{file} is not the speaker encoder of {PACKAGE} ({bad}).") from bad
    return layers


def _layer(state: dict[str, FloatArray], index: int) -> LstmWeights:
    kernel, recurrent = state[f"lstm.weight_ih_l{index}"], state[f"lstm.weight_hh_l{index}"]
    bias = state[f"lstm.bias_ih_l{index}"] + state[f"lstm.bias_hh_l{index}"]
    if recurrent.shape != (4 * UNITS, UNITS) or bias.shape != (4 * UNITS,):
        raise ValueError(f"layer {index} has the shape {recurrent.shape}")
    return LstmWeights(np.ascontiguousarray(kernel.T), np.ascontiguousarray(recurrent.T), bias)


@dataclass(slots=True, eq=False)
class _Storage:
    """Numbers that come at the end of the file."""

    code: str
    values: npt.NDArray[Any] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Tensor:
    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]

    def array(self) -> FloatArray:
        values = self.storage.values
        if values is None:
            raise ValueError("a tensor without numbers")
        steps = [stride * values.itemsize for stride in self.strides]
        view = np.lib.stride_tricks.as_strided(values[self.offset :], self.shape, steps)
        return view.astype(np.float32)


_CODES = {"FloatStorage": "<f4", "LongStorage": "<i8"}


class _Names(pickle.Unpickler):
    """Builds descriptions only: any name but the few that are listed is refused."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self.storages: dict[str, _Storage] = {}

    def find_class(self, module: str, name: str) -> Any:
        allowed: dict[tuple[str, str], Callable[..., Any] | str] = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): _tensor,
            ("torch._utils", "_rebuild_parameter"): _parameter,
            **{("torch", kind): code for kind, code in _CODES.items()},
        }
        if (module, name) not in allowed:
            raise pickle.UnpicklingError(f"it holds {module}.{name}")
        return allowed[module, name]

    def persistent_load(self, pid: Any) -> _Storage:
        return self.storages.setdefault(pid[2], _Storage(pid[1]))


def _tensor(storage: _Storage, offset: int, shape: Any, strides: Any, *_: object) -> _Tensor:
    return _Tensor(storage, offset, tuple(shape), tuple(strides))


def _parameter(data: _Tensor, *_: object) -> _Tensor:
    return data


def _read(stream: BinaryIO) -> dict[str, FloatArray]:
    if _Names(stream).load() != MAGIC:
        raise ValueError("unknown format")
    for _ in range(2):
        _Names(stream).load()
    names = _Names(stream)
    content = names.load()
    for key in _Names(stream).load():
        storage = names.storages[key]
        count = struct.unpack("<q", stream.read(8))[0]
        size = count * np.dtype(storage.code).itemsize
        storage.values = np.frombuffer(stream.read(size), storage.code)
    tensors = content["model_state"]
    return {name: t.array() for name, t in tensors.items() if isinstance(t, _Tensor)}


def _packaged_file() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / FILE
        if path.is_file():
            return path
    raise EmoTuneError(
        f"{FILE} of the package {PACKAGE} is missing; install EmoTune with its 'train' extra."
    )
