"""What the voice network takes in: a levelled mel spectrogram, cut into overlapping pieces.

The 40 bands are those of the speaker encoder that the network begins from (Wan et al. 2018,
arXiv:1710.10467, as laid out in Resemblyzer): Slaney's mel scale, powers of 25 ms Hann windows,
here every 20 ms. The level of the recording is taken out, so that neither the microphone's gain
nor the distance to it tells anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray

BANDS = 40
WINDOW = 400
HOP = 320
LEVEL_DBFS = -30.0
"""Root mean square that all speech is brought to, as the encoder was trained."""
SILENT_RMS = 1e-7
"""Below this (-140 dBFS) there is nothing to bring to a level."""
PIECE = 60
"""Frames of a piece: 1.2 s."""
LEAD_IN = 15
"""Frames at the start of each later piece that only bring the network's memory up to date; they
were counted in the piece before."""

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """P pieces of a spectrogram: `frames` P x PIECE x BANDS, `weights` P x PIECE.

    A weight is 1 where a frame counts, 0 in a lead-in and in the padding of a short piece, so
    that every frame of the spectrogram counts once.
    """

    frames: FloatArray
    weights: FloatArray


def mel_spectrogram(speech: SoundArray) -> FloatArray:
    """Mel powers (frames x 40) of speech at 16 kHz, brought to one level; at least one frame.

    Silence gives zeros.
    """
    sound = np.asarray(speech, dtype=np.float32)
    if len(sound) < WINDOW:
        sound = np.pad(sound, (0, WINDOW - len(sound)))
    windows = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[::HOP]
    spectrum = np.fft.rfft(windows * _window())
    power = spectrum.real**2 + spectrum.imag**2
    return np.asarray(power.astype(np.float32) @ filterbank() * _gain(sound), dtype=np.float32)


def _gain(sound: FloatArray) -> float:
    """Factor on the powers that brings the sound to LEVEL_DBFS."""
    square = float(np.dot(sound, sound)) / len(sound)
    return 0.0 if square < SILENT_RMS**2 else float(10.0 ** (LEVEL_DBFS / 10.0)) / square


def in_pieces(frames: FloatArray) -> Pieces:
    """Cut a spectrogram (T x BANDS) into pieces that overlap by LEAD_IN frames."""
    step = PIECE - LEAD_IN
    count = max(1, -(-(len(frames) - LEAD_IN) // step))
    padded = np.zeros((LEAD_IN + count * step, frames.shape[1]), dtype=np.float32)
    padded[: len(frames)] = frames
    counted = np.zeros(len(padded), dtype=np.float32)
    counted[: len(frames)] = 1.0
    places = np.arange(count)[:, None] * step + np.arange(PIECE)
    weights = counted[places]
    weights[1:, :LEAD_IN] = 0.0
    return Pieces(padded[places], weights)


@cache
def _window() -> FloatArray:
    """Periodic Hann window."""
    n = np.arange(WINDOW)
    return np.asarray(0.5 - 0.5 * np.cos(2.0 * np.pi * n / WINDOW), dtype=np.float32)


@cache
def filterbank() -> FloatArray:
    """(WINDOW // 2 + 1) x BANDS triangles of equal area, 0 to 8000 Hz.

    Slaney 1998, Auditory Toolbox (Interval Research 1998-010): linear below 1 kHz, logarithmic
    above.
    """
    top = _slaney_mel(np.asarray([SAMPLE_RATE / 2]))[0]
    corners = _slaney_hertz(np.linspace(0.0, top, BANDS + 2))
    low, middle, high = corners[:-2], corners[1:-1], corners[2:]
    hertz = np.arange(WINDOW // 2 + 1)[:, None] * (SAMPLE_RATE / WINDOW)
    rising, falling = (hertz - low) / (middle - low), (high - hertz) / (high - middle)
    triangles = np.maximum(0.0, np.minimum(rising, falling)) * (2.0 / (high - low))
    return np.ascontiguousarray(triangles, dtype=np.float32)


_LINEAR_STEP = 200.0 / 3.0
"""Hertz a mel below 1 kHz."""
_LOG_STEP = np.log(6.4) / 27.0
_BREAK_HERTZ, _BREAK_MEL = 1000.0, 15.0


def _slaney_mel(hertz: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    above = _BREAK_MEL + np.log(np.maximum(hertz, 1.0) / _BREAK_HERTZ) / _LOG_STEP
    return np.where(hertz >= _BREAK_HERTZ, above, hertz / _LINEAR_STEP)


def _slaney_hertz(mel: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    above = _BREAK_HERTZ * np.exp(_LOG_STEP * (mel - _BREAK_MEL))
    return np.where(mel >= _BREAK_MEL, above, mel * _LINEAR_STEP)
