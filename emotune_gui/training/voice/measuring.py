"""`emotune evaluate voice`: how right the shipped network is on labelled voices."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.voice import SAMPLE_RATE
from emotune_gui.perception.voice.recogniser import VOICE_FILE, VoiceNetwork
from emotune_gui.training.voice.data import Clip, load_clips, of_split
from emotune_gui.training.voice.evaluation import Opinions, by_corpus, opinions_on
from emotune_gui.training.voice.hearing import (
    Knowledge,
    relative_statistics,
    seconds_of,
    statistics_of,
)
from emotune_gui.training.voice.speech import Speech, Tell, speech_of_clips

TRAINING_FILE = "voice_cnn.json"
"""Beside the weights: which speakers they were trained on."""
WINDOW_S = 3.0
"""Length of the speech whose one estimate is timed: the longest window of the live program."""


@dataclass(frozen=True, slots=True)
class VoiceSetOptions:
    split: str
    models: Path
    workspace: Path | None
    """Where the speech found is kept if it can be written."""


def measure_voice_set(data: Path, options: VoiceSetOptions, tell: Tell) -> dict[str, Any]:
    """Figures keyed by corpus, then `all`; `causal` and `raw` stand beside the main ones.

    Raises EmoTuneError when the table, the split or the network cannot be used.
    """
    clips, unknown = load_clips(data)
    if unknown:
        tell(f"{unknown} rows have an emotion that is not told apart here; they are left out.")
    clips = of_split(clips, options.split)
    network = VoiceNetwork(options.models / VOICE_FILE)
    speech = speech_of_clips(clips, options.workspace, tell)
    seconds = seconds_of(speech)
    readable = np.flatnonzero(seconds > 0.0)
    if not len(readable):
        raise EmoTuneError("None of the recordings that the table lists can be read.")
    begun = time.process_time()
    statistics = statistics_of(network, speech)
    told = {
        kind: opinions_on(network, relative_statistics(statistics, clips, seconds, kind))
        for kind in Knowledge
    }
    # Finding the speech is left out; the judge is asked three times, which costs little.
    factor = (time.process_time() - begun) / float(seconds.sum())
    result = _figures(told, clips)
    seen = trained_on(options.models)
    for corpus in result:
        mine = [row for row, clip in enumerate(clips) if corpus in ("all", clip.corpus)]
        result[corpus] |= _circumstances([clips[row] for row in mine], seen)
        result[corpus]["unreadable"] = int((seconds[mine] <= 0.0).sum())
        result[corpus]["real_time_factor"] = round(factor, 5)
    result["all"]["ms_per_estimate"] = estimate_ms(network, speech)
    return result


def trained_on(models: Path) -> frozenset[str]:
    """`corpus/speaker` of everybody whom the shipped network has heard in training."""
    path = models / TRAINING_FILE
    if not path.is_file():
        return frozenset()
    return frozenset(json.loads(path.read_text(encoding="utf-8"))["speakers"])


def estimate_ms(network: VoiceNetwork, speech: Speech, repeats: int = 30) -> float:
    """Milliseconds of one estimate on WINDOW_S of speech, one thread: the median of many."""
    size = int(WINDOW_S * SAMPLE_RATE)
    joined = (speech.samples[: size + repeats] / 32768.0).astype(np.float32)
    sound = np.resize(joined, size + repeats)
    network.classify(sound[:size])
    taken = []
    for begin in range(repeats):
        start = time.perf_counter()
        network.classify(sound[begin : begin + size])
        taken.append(time.perf_counter() - start)
    return round(1e3 * float(np.median(taken)), 3)


def _figures(told: dict[Knowledge, Opinions], clips: list[Clip]) -> dict[str, dict[str, Any]]:
    result = by_corpus(told[Knowledge.NORMALISED], clips)
    for kind in (Knowledge.CAUSAL, Knowledge.RAW):
        for corpus, found in by_corpus(told[kind], clips).items():
            result[corpus][kind.value] = found
    return result


def _circumstances(clips: list[Clip], seen: frozenset[str]) -> dict[str, Any]:
    speakers = {f"{clip.corpus}/{clip.speaker}" for clip in clips if clip.speaker}
    return {
        "speakers": len(speakers),
        "speakers_seen_in_training": len(speakers & seen),
        "seen_in_training": bool(speakers & seen),
        "without_speaker": sum(not clip.speaker for clip in clips),
        "normalisation": Knowledge.NORMALISED.value,
    }
