"""The speech in a recording, found as the live program finds it, and kept for the next run."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray
from emotune_gui.perception.voice.activity import CHUNK, CHUNK_S, SileroActivity, SpeechGate
from emotune_gui.training.voice.data import Clip

LOG = logging.getLogger(__name__)

LEAST_S = 0.5
"""Where less speech than this is found, the loud part of the recording is taken instead."""
BEFORE, AFTER = 2, 3
"""Chunks kept before the first and after the last voiced one of a stretch of speech."""
FAINT = 1e-3
"""Of the loudest chunk's power: what the loud part reaches down to."""
LONGEST_S = 600.0
"""Of a recording; what comes later is not looked at."""

T = TypeVar("T")
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """The speech of N clips, one after another in one array of 16-bit samples at 16 kHz."""

    samples: npt.NDArray[np.int16]
    ends: npt.NDArray[np.int64]
    """Where each clip's speech ends; an unreadable clip has none."""

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, row: int) -> SoundArray:
        begin = int(self.ends[row - 1]) if row else 0
        return (self.samples[begin : int(self.ends[row])] / 32768.0).astype(np.float32)


def speech_of_clips(
    clips: Sequence[Clip], workspace: Path | None, tell: Tell, bar: str = "listening"
) -> Speech:
    """The speech of every clip; what cannot be read gives none, and is told of.

    Kept in `workspace` under the names and sizes of the files, so that a second run is quick.
    """
    kept = None if workspace is None else workspace / f"speech_{_fingerprint(clips)}.npz"
    if kept is not None and kept.is_file():
        with np.load(kept) as arrays:
            return Speech(arrays["samples"], arrays["ends"])
    speech = _joined([_speech_or_nothing(clip, tell) for clip in with_bar(clips, bar)])
    if kept is not None:
        _keep(kept, speech, tell)
    return speech


def find_speech(sound: SoundArray) -> SoundArray:
    """What is speech in a recording: by the live program's detector, or else its loud part.

    Screams are not speech to the detector; a recording that is labelled as a voice still
    counts.
    """
    count = len(sound) // CHUNK
    chunks = sound[: count * CHUNK].reshape(count, CHUNK)
    voiced = _widened(_voiced(chunks))
    if voiced.sum() * CHUNK_S < LEAST_S:
        return _loud_part(sound, chunks)
    return np.asarray(chunks[voiced].ravel(), dtype=np.float32)


def read_sound(path: Path) -> SoundArray:
    """A sound file's samples at 16 kHz, mono. Raises EmoTuneError when it cannot be read."""
    import av

    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise EmoTuneError(f"{path.name} has no sound.")
            resampler = av.AudioResampler("flt", "mono", SAMPLE_RATE)
            blocks: list[npt.NDArray[np.float32]] = []
            for frame in container.decode(audio=0):
                blocks += [b.to_ndarray()[0] for b in resampler.resample(frame)]
                if frame.time is not None and frame.time > LONGEST_S:
                    break
            blocks += [b.to_ndarray()[0] for b in resampler.resample(None)]
    except (av.FFmpegError, OSError, ValueError) as problem:
        raise EmoTuneError(f"The recording {path} cannot be read ({problem}).") from problem
    sound = np.concatenate(blocks) if blocks else np.zeros(0, dtype=np.float32)
    return np.nan_to_num(sound).astype(np.float32, copy=False)


def _voiced(chunks: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Whether each chunk lies in a stretch of speech, its onset included."""
    activity, gate = SileroActivity(), SpeechGate()
    found = np.zeros(len(chunks), dtype=np.bool_)
    begun: int | None = None
    for place, chunk in enumerate(chunks):
        gate.hear(activity(chunk))
        if gate.voiced and begun is None:
            begun = place
        if gate.speaking and gate.voiced and begun is not None:
            found[begun : place + 1] = True
        if not gate.voiced and not gate.speaking:
            begun = None
    return found


def _widened(voiced: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    kernel = np.ones(BEFORE + AFTER + 1)
    spread = np.convolve(voiced.astype(np.float64), kernel)[BEFORE : BEFORE + len(voiced)]
    return np.asarray(spread > 0.5, dtype=np.bool_)


def _loud_part(sound: SoundArray, chunks: npt.NDArray[np.float32]) -> SoundArray:
    if not len(chunks):
        return sound
    power = np.mean(np.square(chunks), axis=1)
    loud = np.flatnonzero(power > FAINT * power.max())
    if not len(loud):
        return sound[:0]
    return sound[loud[0] * CHUNK : (loud[-1] + 1) * CHUNK]


def _speech_or_nothing(clip: Clip, tell: Tell) -> npt.NDArray[np.int16]:
    try:
        speech = find_speech(read_sound(clip.path))
    except EmoTuneError as problem:
        tell(str(problem))
        return np.zeros(0, dtype=np.int16)
    peak = float(np.abs(speech).max(initial=0.0))
    # Very quiet recordings would lose detail in 16 bits; the level is taken out later anyway.
    scaled = speech * (0.9 / peak) if peak > 0.0 else speech
    return np.asarray(np.rint(scaled * 32767.0), dtype=np.int16)


def _joined(found: list[npt.NDArray[np.int16]]) -> Speech:
    ends = np.cumsum([len(samples) for samples in found], dtype=np.int64)
    return Speech(np.concatenate(found), ends)


def _fingerprint(clips: Sequence[Clip]) -> str:
    listed = "\n".join(f"{c.path.parent.name}/{c.path.name}:{_size(c.path)}" for c in clips)
    return hashlib.sha256(listed.encode()).hexdigest()[:16]


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def _keep(path: Path, speech: Speech, tell: Tell) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part.npz")
        np.savez(part, samples=speech.samples, ends=speech.ends)
        part.replace(path)
    except OSError as problem:
        tell(f"The speech found is not kept for the next run ({problem.strerror}).")


def with_bar(rows: Sequence[T], what: str) -> Iterable[T]:
    """The same rows, behind a progress bar where tqdm is there and `what` says something."""
    if not what:
        return rows
    try:
        from tqdm import tqdm
    except ImportError:
        return rows
    shown: Iterable[T] = tqdm(rows, what, mininterval=5.0)
    return shown
