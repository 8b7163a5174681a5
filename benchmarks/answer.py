"""How long the music takes to answer, found in the sound itself.

    python -m benchmarks.answer [--steps 20] [--json]

A steady tone in the synthesiser's place is played by the real composer loop, player and sink
while the estimate jumps between calm and tense. The level of the WAV file shows when each jump is
heard: the first 5 ms in which it has moved by 1 dB. That holds the strategy's own ramp toward the
new affect as well; what the player says of itself counts from the estimate that asked for an
audible change. Both are set beside the limit of 250 ms (the aim is 100 ms).
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.emotion import Affect, EmotionProbabilities
from emotune_gui.domain.estimate import EmotionEstimate
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.learning import MappingWeights
from emotune_gui.domain.music import Bar, MusicParameters, Note, Part
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.domain.session import Plan
from emotune_gui.engine.composing import ComposerLoop
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.latest import Latest
from emotune_gui.engine.recording import SessionRecord
from emotune_gui.engine.statistics import percentiles_ms
from emotune_gui.engine.worker import Worker, stop_all
from emotune_gui.music.playing.player import Player
from emotune_gui.music.playing.sinks import open_sink
from emotune_gui.music.playing.synthesiser import Synthesiser
from emotune_gui.music.strategy import Strategist

CALM, TENSE = Affect(0.4, -0.6), Affect(-0.5, 0.7)
ORGAN = 19
BEATS = 400
"""One bar lasts the whole run: a chord struck again would change the level by itself."""
WINDOW_S = 0.005
LIMIT_MS, AIM_MS = 250.0, 100.0
SURE = EmotionProbabilities.normalised([0, 0, 0, 0, 1, 0, 0, 0])


class OneChord:
    """Writes the same held chord for ever, so that only level and tempo can change."""

    name = "one chord"

    def __init__(self) -> None:
        self._written = 0

    def next_bar(self, parameters: MusicParameters) -> Bar:
        velocity = round(parameters.loudness)
        held = tuple(
            Note(0.0, float(BEATS), pitch, velocity, Part.CHORDS) for pitch in (48, 55, 60, 64)
        )
        self._written += 1
        number = self._written
        only = replace(parameters, instruments=((Part.CHORDS, ORGAN),))
        return Bar(number, number - 1, BEATS, 0, "I", 0, False, only, held, 0)

    playing = None
    must_leave = False

    def shaped(self, parameters: MusicParameters) -> MusicParameters:
        return parameters

    def observe(self, client: Affect, t: float) -> None:
        """The chord stays, whatever is felt."""

    def prepare(self) -> None:
        """There is nothing to load."""

    def twin(self) -> OneChord:
        twin = OneChord()
        twin._written = self._written
        return twin


class Tone(Synthesiser):
    """Sounds 1 kHz while anything is held: its level moves by the player's hand alone."""

    def __init__(self, sample_rate: int) -> None:
        super().__init__(sample_rate)
        self._frame = 0

    def render(self, out: StereoBlock) -> None:
        t = (self._frame + np.arange(len(out))) / self.sample_rate
        out[:] = (0.05 * np.sin(2 * np.pi * 1000.0 * t))[:, None] * any(self._sounding.values())
        self._frame += len(out)


class Nothing:
    """A recorder that keeps nothing."""

    def __getattr__(self, name: str) -> object:
        return lambda *_: None


def level_db(path: Path) -> npt.NDArray[np.float64]:
    """RMS level of each `WINDOW_S` of a WAV file."""
    with wave.open(str(path)) as film:
        rate = film.getframerate()
        samples = np.frombuffer(film.readframes(film.getnframes()), np.int16) / 32768
    at = np.arange(0.0, len(samples) / 2 - rate * WINDOW_S, rate * WINDOW_S)
    size = int(rate * WINDOW_S) * 2
    power = [(samples[2 * int(a) : 2 * int(a) + size] ** 2).mean() for a in at]
    return np.asarray(10 * np.log10(np.array(power) + 1e-12))


def first_change(level: npt.NDArray[np.float64], at: float) -> float | None:
    """Seconds from `at` to the first 1 dB away from the mean of the 150 ms before it."""
    start = int(at / WINDOW_S)
    before = level[start - 30 : start].mean()
    moved = np.flatnonzero(np.abs(level[start : start + 400] - before) >= 1.0)
    return float(moved[0]) * WINDOW_S if len(moved) else None


def run(steps: int, path: Path) -> tuple[list[float], list[float], tuple[float, ...]]:
    """Times of the jumps on the file's axis, the delays found in it, and the player's own."""
    clock, faults = SystemClock(), FaultDesk()
    sink = open_sink(str(path), clock)
    player = Player(sink, Tone(sink.sample_rate), room=False)
    estimates: Latest[EmotionEstimate] = Latest()
    weights: Latest[MappingWeights] = Latest()
    loop = ComposerLoop(
        strategist=Strategist(Plan()),
        composer=OneChord(),
        player=player,
        plan=Plan(),
        estimates=estimates,
        weights=weights,
        record=SessionRecord(Nothing(), clock.now()),  # type: ignore[arg-type]
        clock=clock,
    )
    workers = [Worker("composer", loop.step, faults), Worker("player", player.step, faults)]
    for worker in workers:
        worker.start()
    jumps = feel(estimates, steps, clock)
    stop_all(workers)
    player.stop()
    sink.close()
    level = level_db(path)
    loud = int(np.flatnonzero(level > -60)[0]) * WINDOW_S
    on_file = [jump - player.origin + loud for jump in jumps]
    found = [first_change(level, at) for at in on_file]
    return (
        on_file,
        [delay for delay in found if delay is not None],
        player.stats().heard_latencies_s,
    )


def feel(estimates: Latest[EmotionEstimate], steps: int, clock: SystemClock) -> list[float]:
    """Thirty estimates a second; jumps at irregular moments (seeded), times returned."""
    moments = np.cumsum(np.random.default_rng(4).uniform(2.5, 3.5, steps + 1))
    began, number, jumps = clock.now(), 0, []
    side = 0
    while True:
        now = clock.now()
        wanted = int(np.searchsorted(moments, now - began))
        if wanted > steps:
            return jumps
        if wanted != side:
            side = wanted
            jumps.append(now)
        affect = TENSE if side % 2 else CALM
        number += 1
        estimates.put(
            EmotionEstimate(number, now, now, number, FaceState.FACE, SURE, affect, 0.95, SURE.top)
        )
        time.sleep(1 / 30)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        jumps, found, said = run(arguments.steps, Path(folder) / "answer.wav")
    result = {
        "jumps": len(jumps),
        "found_in_the_sound_ms": percentiles_ms(found),
        "said_by_the_player_ms": percentiles_ms(said),
    }
    p95 = result["found_in_the_sound_ms"]["p95"]  # type: ignore[index]
    result["ratio_to_limit"] = round(p95 / LIMIT_MS, 3)
    result["ratio_to_aim"] = round(p95 / AIM_MS, 3)
    print(
        json.dumps(result) if arguments.json else "\n".join(f"{k}: {v}" for k, v in result.items())
    )
    return 0 if p95 <= LIMIT_MS and len(found) == len(jumps) else 1


if __name__ == "__main__":
    raise SystemExit(main())
