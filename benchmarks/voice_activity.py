"""Where speech begins and ends: settings found on half of the files, told on the other half.

    python -m benchmarks.voice_activity --data ../shared/data/voice [--tune] [--webrtcvad PATH]

`--webrtcvad` names a folder that holds the module of that name (it is no part of EmoTune) and
measures it in the same way. Files are halved by turns in alphabetical order. Told are precision,
recall and F of the AMI conversations (their labels are loose), clips of RAVDESS and CREMA-D with
less than 0.8 s found, and seconds of "speech" a minute of each category without any.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from benchmarks.voice_sounds import MOODS, activity_files, blocks, labelled, own_music, read_sound
from emotune_gui.domain.voice import SoundArray
from emotune_gui.perception.voice.activity import (
    CHUNK_S,
    GateSettings,
    SileroActivity,
    SpeechGate,
)
from emotune_gui.perception.voice.levelling import SlowGain

CLIPS_EACH = 80
_LEAST_S = 0.8
_ON, _OFF = (0.5, 0.6, 0.7, 0.8, 0.9), (0.2, 0.35, 0.5)
_ONSET_S, _HANGOVER_S = (0.13, 0.19, 0.26, 0.4), (0.2, 0.3, 0.4)

Spans = list[tuple[float, float]]
Detector = Callable[[SoundArray], list[float]]


@dataclass(frozen=True)
class Recording:
    """`spans` are the labelled stretches of speech, of conversations only."""

    name: str
    kind: str
    probabilities: list[float]
    spans: Spans


def sounds(data: Path) -> Iterator[tuple[str, str, SoundArray]]:
    for kind, files in activity_files(data).items():
        for path in files:
            yield f"{kind}/{path.name}", kind, read_sound(path)
    for split, corpus in (("train", "ravdess"), ("train", "cremad")):
        clips = [c for c in labelled(data, split) if c.corpus == corpus]
        for clip in clips[:: max(1, len(clips) // CLIPS_EACH)]:
            yield clip.path.name, "clip", read_sound(clip.path)
    for seed, mood in enumerate(MOODS):
        yield f"own/{seed}", "own music", own_music(40.0, mood, seed)


def labels(data: Path) -> dict[str, Spans]:
    found: dict[str, Spans] = defaultdict(list)
    with (data / "activity" / "speech.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            found[row["file"]].append((float(row["speech_start_s"]), float(row["speech_end_s"])))
    return found


def silero(sound: SoundArray) -> list[float]:
    activity = SileroActivity()
    return [activity(block.samples) for block in blocks(sound)]


def webrtc(folder: str, mode: int) -> Detector:
    """Decisions of webrtcvad every 10 ms on levelled sound, smoothed over 150 ms."""
    sys.path.append(folder)
    module = importlib.import_module("webrtcvad")

    def detect(sound: SoundArray) -> list[float]:
        vad, gain, told = module.Vad(mode), SlowGain(), []
        for block in blocks(sound, size=160):
            pcm = (gain.levelled(block.samples) * 32767).astype("<i2").tobytes()
            told.append(float(vad.is_speech(pcm, 16000)))
        smooth = np.convolve(told, np.ones(15) / 15, "same")
        return [float(smooth[int(i * 3.2)]) for i in range(int(len(told) / 3.2))]

    return detect


def speaking(probabilities: list[float], settings: GateSettings) -> np.ndarray:
    gate, told = SpeechGate(settings), []
    for probability in probabilities:
        gate.hear(probability)
        told.append(gate.speaking)
    return np.array(told, bool)


def scores(recordings: list[Recording], settings: GateSettings) -> dict[str, float]:
    right = wrong = missed = 0
    short: list[bool] = []
    false: dict[str, list[np.ndarray]] = defaultdict(list)
    for recording in recordings:
        found = speaking(recording.probabilities, settings)
        if recording.kind == "conversation":
            t = (np.arange(len(found)) + 0.5) * CHUNK_S
            true = np.any([(t >= a) & (t < b) for a, b in recording.spans], axis=0)
            right += int((found & true).sum())
            wrong += int((found & ~true).sum())
            missed += int((~found & true).sum())
        elif recording.kind == "clip":
            short.append(found.sum() * CHUNK_S < _LEAST_S)
        elif recording.kind != "speech":
            false[recording.kind].append(found)
    told = {
        "precision": right / max(1, right + wrong),
        "recall": right / max(1, right + missed),
        "f": 2 * right / max(1, 2 * right + wrong + missed),
        "clips_lost": float(np.mean(short)),
    }
    return told | {k: 60 * float(np.concatenate(v).mean()) for k, v in false.items()}


def worth(told: dict[str, float]) -> float:
    """F, less lost clips, less false speech; song is left to steadiness.py, which refuses it."""
    false = sum(told.get(name, 0.0) for name in ("music", "noise", "human_nonspeech", "own music"))
    return told["f"] - 0.5 * told["clips_lost"] - false / 30.0


def measured(recordings: list[Recording], settings: GateSettings | None) -> dict:
    """Settings (the best of a grid on the first half unless given) and both halves' scores."""
    ordered = sorted(recordings, key=lambda r: r.name)
    first, second = ordered[::2], ordered[1::2]
    if settings is None:
        grid = itertools.product(_ON, _OFF, _ONSET_S, _HANGOVER_S)
        tried = [GateSettings(*values) for values in grid if values[1] < values[0]]
        settings = max(tried, key=lambda s: worth(scores(first, s)))
    return {
        "settings": asdict(settings),
        "first_half": scores(first, settings),
        "second_half": scores(second, settings),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/voice"))
    parser.add_argument("--tune", action="store_true", help="look for settings on the first half")
    parser.add_argument("--webrtcvad", metavar="FOLDER")
    arguments = parser.parse_args()
    spans, heard = labels(arguments.data), list(sounds(arguments.data))

    def recorded(detect: Detector) -> list[Recording]:
        return [Recording(name, kind, detect(s), spans[name]) for name, kind, s in heard]

    chosen = None if arguments.tune else GateSettings()
    report = {"silero": measured(recorded(silero), chosen)}
    if arguments.webrtcvad:
        for mode in (2, 3):
            detect = webrtc(arguments.webrtcvad, mode)
            report[f"webrtcvad, mode {mode}"] = measured(recorded(detect), None)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
