"""How listening does beside the limits it must keep, as ratios (1.00 is the limit).

    python -m benchmarks.voice --data ../shared/data/voice [--clips 120] [--json]

Costs on one thread, estimates formed where nobody speaks, the delay of the first estimate, and
what the program's own music in the same room does to the recognised emotion. Music is what the
program plays, through simulated loudspeakers and rooms whose clock drifts by 30 parts in a
million; levels are music relative to speech. Speakers are those of the split `dev`, one session
each. Exit code 1 when a limit is passed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.voice_sounds import (
    MOODS,
    Clip,
    activity_files,
    at_level,
    blocks,
    in_a_room,
    labelled,
    noises,
    onset_s,
    own_music,
    read_sound,
)
from emotune_gui.bundled import bundled
from emotune_gui.domain.voice import (
    SAMPLE_RATE,
    VOICE_EMOTIONS,
    SoundArray,
    VoiceEmotion,
    VoiceReading,
)
from emotune_gui.perception.voice.activity import CHUNK, SileroActivity
from emotune_gui.perception.voice.music_gate import MusicGate
from emotune_gui.perception.voice.opening import load_voice_reader
from emotune_gui.perception.voice.recogniser import VOICE_FILE, VoiceNetwork

SPEECH_DBFS = -30.0
MUSIC_LEVELS = (-20.0, -10.0, -5.0)
DRIFT_PPM = 30.0
MUSIC_S = 60.0
GAP = 10 * CHUNK
"""Samples lost between two clips, so that no opinion is formed on both; the music goes on."""
FIVE = tuple(VoiceEmotion(name) for name in ("happiness", "sadness", "calm", "anger", "neutral"))
PARTS = ("cost", "false_estimates", "beside_music")


@dataclass(frozen=True)
class Row:
    what: str
    measured: float
    limit: float

    @property
    def ratio(self) -> float:
        return self.measured / self.limit if self.limit else float(self.measured > 0)

    @property
    def kept(self) -> bool:
        return self.measured <= self.limit


def milliseconds(work: Iterable[Any]) -> float:
    """Median processor time of each step of `work`, in ms."""
    spent, begun = [], time.process_time()
    for _ in work:
        now = time.process_time()
        spent.append(now - begun)
        begun = now
    return 1000.0 * float(np.median(spent))


def costs(speech: SoundArray, music: SoundArray) -> dict[str, float]:
    activity, gate = SileroActivity(), MusicGate()
    network = VoiceNetwork(bundled("models") / VOICE_FILE)
    windows = [speech[at : at + 3 * SAMPLE_RATE] for at in range(0, 60 * 1600, 1600)]
    return {
        "activity_ms": milliseconds(activity(b.samples) for b in blocks(speech)),
        "music_gate_ms": milliseconds(_gated(gate, speech, music)),
        "estimate_ms": milliseconds(network.classify(window) for window in windows),
        "real_time_factor": _factor(speech, None),
        "real_time_factor_beside_music": _factor(speech, music[: len(speech)]),
    }


def _gated(gate: MusicGate, speech: SoundArray, music: SoundArray) -> Iterator[None]:
    for block, played in zip(blocks(speech), blocks(music), strict=False):
        gate.play(played)
        gate.clean(block.t, block.samples)
        yield


def _factor(speech: SoundArray, music: SoundArray | None) -> float:
    reader = load_voice_reader()
    begun = time.process_time()
    count = sum(1 for _ in readings(reader, speech, music))
    return (time.process_time() - begun) / (count * CHUNK / SAMPLE_RATE)


def readings(
    reader: Any, sound: SoundArray, music: SoundArray | None, t: float = 0.0
) -> Iterator[VoiceReading]:
    """Of each block; `music` ends with the sound and may have begun before it."""
    early = 0 if music is None else max(0, len(music) - len(sound))
    played = blocks(np.zeros(0, np.float32) if music is None else music, t - early / SAMPLE_RATE)
    for reference in itertools.islice(played, early // CHUNK):
        reader.hear_music(reference)
    for block in blocks(sound, t):
        if (reference := next(played, None)) is not None:
            reader.hear_music(reference)
        yield reader.hear(block)


def opinions(sound: SoundArray, music: SoundArray | None = None) -> list[VoiceReading]:
    """Each opinion at the moment it is formed."""
    told, last = [], None
    for reading in readings(load_voice_reader(), sound, music):
        if reading.heard_at is not None and reading.heard_at != last:
            told.append(reading)
        last = reading.heard_at
    return told


def false_estimates(data: Path, music: list[SoundArray]) -> dict[str, dict[str, float]]:
    """Estimates a minute where nobody speaks, by category."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for name, sound in noises(60.0).items():
        found[name].append((len(opinions(sound)), len(sound)))
    for category, files in activity_files(data).items():
        if category in ("conversation", "speech"):
            continue
        for path in files:
            sound = read_sound(path)
            found[category].append((len(opinions(sound)), len(sound)))
    for i, played in enumerate(music):
        room = at_level(in_a_room(played, i, DRIFT_PPM), -25.0)
        found["own music, known"].append((len(opinions(room, played)), len(played)))
        found["own music, unknown"].append((len(opinions(room)), len(played)))
    return {
        name: {
            "minutes": sum(n for _, n in counts) / SAMPLE_RATE / 60.0,
            "per_minute": sum(c for c, _ in counts)
            / (sum(n for _, n in counts) / SAMPLE_RATE / 60),
        }
        for name, counts in found.items()
    }


def chosen(clips: list[Clip], count: int) -> list[Clip]:
    """About `count` clips, spread evenly over the split."""
    step = max(1, len(clips) // count)
    return sorted(clips[::step], key=lambda clip: (clip.speaker, clip.path))


def sessions(clips: list[Clip], music: list[SoundArray], level: float | None, known: bool) -> Any:
    """One listener for each speaker, clip after clip; music of one mood and room all the while."""
    speakers = sorted({clip.speaker for clip in clips})
    outcome: dict[str, list[Any]] = {"right_8": [], "right_5": [], "delay_s": [], "heard": []}
    for number, speaker in enumerate(speakers):
        reader, begin = load_voice_reader(), GAP
        played = music[number % len(music)]
        room = at_level(in_a_room(played, number, DRIFT_PPM), SPEECH_DBFS + (level or 0.0))
        for clip in (c for c in clips if c.speaker == speaker):
            sound = at_level(read_sound(clip.path), SPEECH_DBFS)
            sound = sound[: len(sound) // CHUNK * CHUNK]
            t = begin / SAMPLE_RATE
            reference = None
            if level is not None:
                sound = sound + _around(room, begin, len(sound))
                reference = _around(played, begin - GAP, len(sound) + GAP) if known else None
            _note(outcome, clip, list(readings(reader, sound, reference, t)), t)
            begin += len(sound) + GAP
    return {name: np.array(values, float) for name, values in outcome.items()}


def _around(sound: SoundArray, begin: int, count: int) -> SoundArray:
    """`count` samples from `begin` of the sound played again and again."""
    return np.asarray(np.take(sound, np.arange(begin, begin + count), mode="wrap"), np.float32)


def _note(outcome: dict[str, list[Any]], clip: Clip, told: list[VoiceReading], t: float) -> None:
    formed = {r.heard_at: r for r in told if r.heard_at is not None and r.heard_at > t}
    outcome["heard"].append(bool(formed))
    if not formed:
        return
    first = next(iter(formed))
    outcome["delay_s"].append(first - t - onset_s(read_sound(clip.path)))
    total = np.zeros(len(VOICE_EMOTIONS))
    for reading in formed.values():
        total += reading.confidence * np.array(reading.probabilities.values)
    sums = dict(zip(VOICE_EMOTIONS, total, strict=True))
    outcome["right_8"].append(max(sums, key=sums.__getitem__) is clip.emotion)
    if clip.emotion in FIVE:
        outcome["right_5"].append(max(FIVE, key=sums.__getitem__) is clip.emotion)


def emotion_beside_music(clips: list[Clip], music: list[SoundArray]) -> dict[str, dict[str, float]]:
    runs: dict[str, tuple[float | None, bool]] = {"no music": (None, False)}
    for level in MUSIC_LEVELS:
        runs[f"{level:.0f} dB"] = (level, True)
        runs[f"{level:.0f} dB, unknown"] = (level, False)
    told = {}
    for name, (level, known) in runs.items():
        found = sessions(clips, music, level, known)
        told[name] = {
            "clips": len(found["heard"]),
            "heard": float(found["heard"].mean()),
            "accuracy_8": float(found["right_8"].mean()),
            "accuracy_5": float(found["right_5"].mean()),
            "first_estimate_p50_s": float(np.median(found["delay_s"])),
            "first_estimate_p95_s": float(np.percentile(found["delay_s"], 95)),
        }
    return told


def rows(report: dict[str, Any]) -> list[Row]:
    """One for each limit, of the parts that were measured."""
    made = []
    if cost := report.get("cost"):
        made += [
            Row("real-time factor", cost["real_time_factor"], 0.15),
            Row("real-time factor beside music", cost["real_time_factor_beside_music"], 0.2),
            Row("one estimate, ms", cost["estimate_ms"], 10.0),
            Row("activity of 32 ms, ms", cost["activity_ms"], 3.2),
            Row("taking music out of 32 ms, ms", cost["music_gate_ms"], 3.2),
        ]
    for name, found in report.get("false_estimates", {}).items():
        made.append(Row(f"false a minute: {name}", found["per_minute"], 1.0))
    if beside := report.get("beside_music"):
        clean = beside["no music"]
        made.append(Row("first estimate after onset p95, s", clean["first_estimate_p95_s"], 1.5))
        for level in MUSIC_LEVELS:
            lost = 100 * (clean["accuracy_8"] - beside[f"{level:.0f} dB"]["accuracy_8"])
            made.append(Row(f"points lost, music at {level:.0f} dB", lost, 5.0))
    return made


def measured(parts: list[str], data: Path, count: int) -> dict[str, Any]:
    music = [own_music(MUSIC_S, mood, seed) for seed, mood in enumerate(MOODS)]
    clips = chosen(labelled(data, "dev"), count)
    report: dict[str, Any] = {}
    if "cost" in parts:
        speech = np.concatenate([read_sound(clip.path) for clip in clips[:20]])
        report["cost"] = costs(speech, music[0])
    if "false_estimates" in parts:
        report["false_estimates"] = false_estimates(data, music)
    if "beside_music" in parts:
        report["beside_music"] = emotion_beside_music(clips, music)
    return report


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/voice"))
    parser.add_argument("--clips", type=int, default=120)
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part alone")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    report = measured(arguments.only or list(PARTS), arguments.data, arguments.clips)
    limits = rows(report)
    if arguments.json:
        print(json.dumps({"rows": [asdict(row) for row in limits], "report": report}))
    else:
        print(f"load {os.getloadavg()}")
        for row in limits:
            print(f"{row.what:<40} {row.measured:>9.3f} of {row.limit:>6.2f}  x{row.ratio:.2f}")
        for name, found in report.get("beside_music", {}).items():
            print(f"{name:<16} {' '.join(f'{k} {v:.3f}' for k, v in found.items())}")
    return 0 if all(row.kept for row in limits) else 1


if __name__ == "__main__":
    raise SystemExit(main())
