"""What can be made out of a recording of music: tempo, attacks, brightness, key.

Everything is measured in frames of 46 ms as the sound comes, so that memory holds a few numbers
a frame, never the recording.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.songs.keys import Key, fit_of_modes, key_of_histogram

FloatArray = npt.NDArray[np.float64]

HEARD_RATE = 22_050
FRAME, HOP = 2048, 512
LISTENED_S = 600.0
"""Ten minutes tell enough of a song."""
SILENCE_DBFS = -60.0
HEARD_RANGE_DB = 40.0

AUDIO_FEATURES: tuple[str, ...] = (
    "level_db",
    "attacks_per_s",
    "strong_attacks_per_s",
    "rise_log",
    "chroma_change",
    "centroid_log2",
    "treble_share",
    "bass_share",
    "level_sd_db",
    "chroma_entropy",
    "maj_minus_min",
    "key_fit",
    "maj_minus_min_by_stretch",
)
"""Only the first changes when the whole recording is made louder or softer."""

_MEL_BANDS = 40
_LOWEST_HZ, _HIGHEST_HZ = 60.0, 10_000.0
_CHROMA_LOW, _CHROMA_HIGH = 36, 96
_SLOWEST, _FASTEST, _USUAL_BPM = 45.0, 200.0, 110.0
_LEAST_S = 3.0
_PEAK_HALF_WIDTH = 5
_ATTACK, _STRONG_ATTACK = 0.05, 0.2
"""Rise from frame to frame, mean over the bands, in powers of ten."""
_CHORD_FRAMES = 4
_STRETCH_FRAMES, _STRETCH_STEP = 340, 200
"""About eight seconds, every five."""


@dataclass(frozen=True, slots=True)
class HeardMusic:
    """`features` in the order of `AUDIO_FEATURES`; `level_db` is the RMS level in dBFS."""

    duration_s: float
    tempo_bpm: float
    pulse_clarity: float
    """0-1: how regular the attacks are; below about 0.1 the tempo is a guess."""
    key: Key
    level_db: float
    features: tuple[float, ...]


def hear(blocks: Iterable[StereoBlock], rate: int = HEARD_RATE) -> HeardMusic:
    """Listen to up to ten minutes; `rate` must be `HEARD_RATE`.

    Raises InvalidInput for silence and for less than three seconds.
    """
    if rate != HEARD_RATE:
        raise ValueError(f"music is heard at {HEARD_RATE} samples a second, not {rate}")
    track = _Track()
    for frames in _framed(blocks):
        track.add(frames)
        if track.seconds >= LISTENED_S:
            break
    return track.summary()


def _framed(blocks: Iterable[StereoBlock]) -> Iterator[FloatArray]:
    """Overlapping mono frames, many at a time (n x FRAME)."""
    rest = np.zeros(0)
    for block in blocks:
        rest = np.concatenate([rest, block.mean(axis=1, dtype=np.float64)])
        count = (len(rest) - FRAME) // HOP + 1
        if count < 16:
            continue
        yield np.lib.stride_tricks.sliding_window_view(rest, FRAME)[: count * HOP : HOP]
        rest = rest[count * HOP :]
    count = (len(rest) - FRAME) // HOP + 1
    if count > 0:
        yield np.lib.stride_tricks.sliding_window_view(rest, FRAME)[: count * HOP : HOP]


def _mel_weights() -> FloatArray:
    """Triangles on the mel scale, bands x bins (Slaney's spacing is not needed here)."""
    hertz = np.fft.rfftfreq(FRAME, 1 / HEARD_RATE)
    ends = 2595 * np.log10(1 + np.array([_LOWEST_HZ, _HIGHEST_HZ]) / 700)
    points = 700 * (10 ** (np.linspace(ends[0], ends[1], _MEL_BANDS + 2) / 2595) - 1)
    rising = (hertz - points[:-2, None]) / (points[1:-1] - points[:-2])[:, None]
    falling = (points[2:, None] - hertz) / (points[2:] - points[1:-1])[:, None]
    weights: FloatArray = np.maximum(0.0, np.minimum(rising, falling))
    return weights


def _chroma_weights() -> FloatArray:
    """12 x bins: how much each bin tells of each pitch class, from C2 to C7."""
    hertz = np.maximum(np.fft.rfftfreq(FRAME, 1 / HEARD_RATE), 1.0)
    midi = 69 + 12 * np.log2(hertz / 440)
    inside = (midi >= _CHROMA_LOW) & (midi <= _CHROMA_HIGH)
    distance = np.abs((midi[None, :] - np.arange(12)[:, None] + 6) % 12 - 6)
    return np.where(inside, np.exp(-0.5 * (distance / 0.35) ** 2), 0.0)


@dataclass(slots=True)
class _Track:
    """Numbers of each frame so far."""

    level: list[FloatArray] = field(default_factory=list)
    bands: list[npt.NDArray[np.float32]] = field(default_factory=list)
    centroid: list[FloatArray] = field(default_factory=list)
    bass: list[FloatArray] = field(default_factory=list)
    treble: list[FloatArray] = field(default_factory=list)
    chroma: list[FloatArray] = field(default_factory=list)
    frames: int = 0
    mel: FloatArray = field(default_factory=_mel_weights)
    classes: FloatArray = field(default_factory=_chroma_weights)
    window: FloatArray = field(default_factory=lambda: np.hanning(FRAME))

    @property
    def seconds(self) -> float:
        return self.frames * HOP / HEARD_RATE

    def add(self, frames: FloatArray) -> None:
        spectrum = np.abs(np.fft.rfft(frames * self.window, axis=1))
        power = spectrum**2
        total = power.sum(axis=1) + 1e-12
        hertz = np.fft.rfftfreq(FRAME, 1 / HEARD_RATE)
        self.bands.append((power @ self.mel.T).astype(np.float32))
        self.level.append(np.sqrt((frames**2).mean(axis=1)))
        self.centroid.append(np.log2(np.maximum(50.0, spectrum @ hertz / (spectrum.sum(1) + 1e-9))))
        self.bass.append(power[:, hertz < 250].sum(axis=1) / total)
        self.treble.append(power[:, hertz > 2500].sum(axis=1) / total)
        self.chroma.append(spectrum @ self.classes.T)
        self.frames += len(frames)

    def summary(self) -> HeardMusic:
        if self.seconds < _LEAST_S:
            raise InvalidInput("The recording is too short to say anything about it.")
        level_db = 20 * np.log10(np.concatenate(self.level) + 1e-9)
        loud = level_db > float(np.percentile(level_db, 95)) - HEARD_RANGE_DB
        if float(np.percentile(level_db, 95)) < SILENCE_DBFS:
            raise InvalidInput("The recording is silent; choose another file.")
        flux = _rises(np.concatenate(self.bands))
        tempo, clarity = _tempo(flux)
        chroma = np.concatenate(self.chroma)[loud]
        shares = chroma / (chroma.sum(axis=1, keepdims=True) + 1e-9)
        power = float((np.concatenate(self.level) ** 2).mean())
        mean_db = 10 * float(np.log10(power + 1e-12))
        values = (
            mean_db,
            len(_attacks(flux, _ATTACK)) / self.seconds,
            len(_attacks(flux, _STRONG_ATTACK)) / self.seconds,
            float(np.log(flux.mean() + 1e-3)),
            _change(shares),
            float(np.mean(np.concatenate(self.centroid)[loud])),
            float(np.mean(np.concatenate(self.treble)[loud])),
            float(np.mean(np.concatenate(self.bass)[loud])),
            float(np.std(level_db[loud])),
            *_tonality(shares),
        )
        return HeardMusic(self.seconds, tempo, clarity, _key(shares), mean_db, values)


def _rises(bands: npt.NDArray[np.float32]) -> FloatArray:
    """How much louder the mel bands became from frame to frame, on a logarithmic scale.

    What is 50 dB below the mean counts as silence: so a recording's level changes nothing.
    """
    floor = 1e-5 * float(bands.mean()) + 1e-20
    levels = np.log10(bands.astype(np.float64) + floor)
    rise = np.diff(levels, axis=0, prepend=levels[:1])
    risen: FloatArray = np.maximum(0.0, rise).mean(axis=1)
    return risen


def _attacks(flux: FloatArray, least: float) -> npt.NDArray[np.intp]:
    """Frames where the sound rises by `least` and more than anywhere within a tenth of a second."""
    padded = np.pad(flux, _PEAK_HALF_WIDTH, mode="edge")
    near = np.lib.stride_tricks.sliding_window_view(padded, 2 * _PEAK_HALF_WIDTH + 1)
    peaks = (flux >= near.max(axis=1)) & (flux > 1.5 * near.mean(axis=1)) & (flux > least)
    return np.flatnonzero(peaks)


def _tempo(flux: FloatArray) -> tuple[float, float]:
    """Beats a minute and clarity, by the autocorrelation of the attacks.

    The period with the best sum over itself and its double, weighed toward 110 a minute on a
    logarithmic scale (Parncutt 1994 places the preferred tempo there).
    """
    centred = flux - flux.mean()
    size = 1 << int(np.ceil(np.log2(2 * len(centred))))
    power = np.abs(np.fft.rfft(centred, size)) ** 2
    agreement = np.fft.irfft(power)[: len(centred)]
    if agreement[0] <= 0:
        return _USUAL_BPM, 0.0
    agreement = agreement / agreement[0]
    bpms = np.geomspace(_SLOWEST, _FASTEST, 240)
    lags = 60.0 / bpms * HEARD_RATE / HOP
    places = np.arange(len(agreement), dtype=np.float64)
    score = np.interp(lags, places, agreement) + 0.5 * np.interp(2 * lags, places, agreement)
    weight = np.exp(-0.5 * (np.log2(bpms / _USUAL_BPM) / 0.9) ** 2)
    best = int(np.argmax(score * weight))
    clarity = float(np.clip(score[best] / 1.5, 0.0, 1.0))
    return float(bpms[best]), clarity


def _change(shares: FloatArray) -> float:
    """How much the chroma changes from one tenth of a second to the next, 0 to 2."""
    places = shares[::_CHORD_FRAMES]
    if len(places) < 2:
        return 0.0
    return float(np.abs(np.diff(places, axis=0)).sum(axis=1).mean())


def _tonality(shares: FloatArray) -> tuple[float, float, float, float]:
    """Entropy of the chroma, lead of the best major key over the best minor, fit of the better,
    and the same lead as the mean over stretches of eight seconds."""
    mean = shares.mean(axis=0)
    major, minor = fit_of_modes(mean)
    heard = mean / (mean.sum() + 1e-12)
    entropy = float(-(heard * np.log2(heard + 1e-12)).sum())
    starts = range(0, max(1, len(shares) - _STRETCH_FRAMES // 3), _STRETCH_STEP)
    fits = [fit_of_modes(shares[at : at + _STRETCH_FRAMES].mean(axis=0)) for at in starts]
    by_stretch = float(np.mean([one[0] - one[1] for one in fits]))
    return entropy, major - minor, max(major, minor), by_stretch


def _key(shares: FloatArray) -> Key:
    return key_of_histogram(shares.mean(axis=0))
