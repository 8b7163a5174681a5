"""How cheap, how punctual and how loud the sound is.

    python benchmarks/sound.py                        share of a core by voices, as a table
    python benchmarks/sound.py --json                 the same as JSON
    python benchmarks/sound.py --minutes 10 --busy 2  real time beside busy threads: underruns
    python benchmarks/sound.py --trims                the table of music/playing/trims.py

`--output device` needs a sound device, or SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILE=/dev/null.
"""

from __future__ import annotations

import argparse
import json
import random
import threading
import time
from typing import Any

import numpy as np
import numpy.typing as npt

from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.music import Bar, Mode, MusicControls, MusicParameters, Note, Part
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE
from emotune_gui.music.playing.player import Player
from emotune_gui.music.playing.replay import OfflineSink
from emotune_gui.music.playing.sinks import open_sink
from emotune_gui.music.playing.synthesiser import Synthesiser, soundfont_path
from emotune_gui.music.playing.trims import TRIM_TARGET_LUFS

INSTRUMENTS = ((Part.MELODY, 73), (Part.CHORDS, 0), (Part.BASS, 32), (Part.PAD, 48))
STEER_EVERY_S = 0.7


def bar_of(index: int, voices: int) -> Bar:
    """A bar in which about `voices` notes sound all the time."""
    parts = [Part.PAD, Part.CHORDS, Part.PAD, Part.MELODY, Part.BASS]
    notes = [
        Note(beat, 0.98, 36 + (7 * i + index) % 48, 70, parts[i % len(parts)])
        for beat in (0.0, 1.0, 2.0, 3.0)
        for i in range(voices)
    ]
    parameters = MusicParameters(
        120.0, 100.0, 70.0, 10.0, Mode.IONIAN, 67.0, 50.0, 0.9, 0.0, 0.5, INSTRUMENTS
    )
    return Bar(index, index, 4, 0, "I", 0, False, parameters, tuple(notes), 0)


def share_of_core(voices: int, seconds: float = 20.0) -> dict[str, float]:
    """CPU seconds per second of sound, and the slowest block against its length."""
    slowest = 0.0
    player = Player(OfflineSink(lambda block: None), Synthesiser())
    blocks = int(seconds * SAMPLE_RATE / BLOCK_FRAMES)
    index = 0
    cpu = 0.0
    for _ in range(blocks):
        if player.bars_ahead() < 2:
            player.enqueue(bar_of(index, voices))
            index += 1
        begun = time.process_time()
        player.step()
        spent = time.process_time() - begun
        cpu += spent
        slowest = max(slowest, spent)
    length = BLOCK_FRAMES / SAMPLE_RATE
    return {"voices": voices, "core": cpu / (blocks * length), "slowest_block": slowest / length}


def keep_busy(stop: threading.Event) -> None:
    """Python work that holds the interpreter as a busy window does: bursts and short pauses."""
    dice = random.Random(1)
    while not stop.is_set():
        until = time.perf_counter() + dice.uniform(0.01, 0.05)
        while time.perf_counter() < until:
            sorted(dice.random() for _ in range(500))
        time.sleep(dice.uniform(0.0, 0.01))


def real_time(minutes: float, busy: int, output: str, voices: int) -> dict[str, Any]:
    """Play `minutes` in real time beside `busy` threads, steering all the while."""
    stop = threading.Event()
    clock = SystemClock()
    sink = open_sink(output, clock)
    player = Player(sink, Synthesiser(), on_bar=lambda bar, heard_at: None)
    threads = [threading.Thread(target=keep_busy, args=(stop,)) for _ in range(busy)]
    threads.append(threading.Thread(target=_feed, args=(player, clock, voices, stop)))
    for thread in threads:
        thread.start()
    end = clock.now() + minutes * 60.0
    cpu = time.thread_time()
    while clock.now() < end:
        player.step()
    cpu = time.thread_time() - cpu
    stop.set()
    for thread in threads:
        thread.join()
    player.stop()
    sink.close()
    stats = player.stats()
    delays = np.array(stats.heard_latencies_s or [0.0]) * 1000
    return {
        "minutes": minutes,
        "busy_threads": busy,
        "output": sink.name,
        "blocks": stats.blocks,
        "underruns": stats.underruns,
        "starvations": stats.starvations,
        "bars": stats.bars,
        "notes": stats.notes,
        "hanging": stats.hanging,
        "player_core": cpu / (minutes * 60.0),
        "steers_timed": len(stats.heard_latencies_s),
        "steer_to_sound_ms": {
            "p50": float(np.percentile(delays, 50)),
            "p95": float(np.percentile(delays, 95)),
            "max": float(delays.max()),
        },
    }


def _feed(player: Player, clock: SystemClock, voices: int, stop: threading.Event) -> None:
    """Composer and steering in one: bars when wanted, a clear change every 0.7 s."""
    index, steered_at, loud = 0, 0.0, False
    while not stop.wait(0.05):
        if player.bars_ahead() == 0 and player.seconds_to_next() <= 0.6:
            player.enqueue(bar_of(index, voices))
            index += 1
        now = clock.now()
        if now - steered_at >= STEER_EVERY_S:
            steered_at, loud = now, not loud
            tempo, loudness = (126.0, 80.0) if loud else (112.0, 60.0)
            player.steer(MusicControls(tempo, loudness, 100.0, None, now))


def k_weighting(f: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Power response of the K-weighting filter, ITU-R BS.1770-4, tables 1 and 2 (48 kHz)."""
    z = np.exp(-2j * np.pi * f / 48000.0)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high_pass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.asarray(np.abs(shelf * high_pass) ** 2)


def momentary_lufs(sound: StereoBlock) -> float:
    """Highest 400 ms loudness (N x 2 samples), windows 100 ms apart."""
    frames = int(0.4 * SAMPLE_RATE)
    weights = k_weighting(np.fft.rfftfreq(frames, 1 / SAMPLE_RATE))
    powers = [1e-12]
    for start in range(0, len(sound) - frames + 1, frames // 4):
        spectrum = np.abs(np.fft.rfft(sound[start : start + frames], axis=0)) ** 2
        powers.append(float((spectrum * weights[:, None]).sum() * 2 / frames**2))
    return float(-0.691 + 10 * np.log10(max(powers)))


def program_trims() -> list[float]:
    """One trim (dB, at most 0, steps of 0.5) for each of the 128 programs."""
    from tinysoundfont import _tinysoundfont

    font: Any = _tinysoundfont.SoundFont(str(soundfont_path()))
    font.set_output(_tinysoundfont.OutputMode.StereoInterleaved, SAMPLE_RATE, 0.0)
    trims = []
    for program in range(128):
        pitches = (36, 43, 48) if 32 <= program < 40 else (55, 62, 69, 76)
        loudness = np.mean([momentary_lufs(_alone(font, program, p)) for p in pitches])
        trims.append(min(0.0, round(2 * (TRIM_TARGET_LUFS - float(loudness))) / 2))
    return trims


def _alone(font: Any, program: int, pitch: int) -> StereoBlock:
    font.reset()
    font.channel_set_preset_number(0, program, False)
    font.channel_note_on(0, pitch, 1.0)
    sound = np.zeros((SAMPLE_RATE, 2), np.float32)
    font.render(sound.data.cast("B"), False)
    return sound


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--minutes", type=float, default=0.0)
    parser.add_argument("--busy", type=int, default=1)
    parser.add_argument("--output", default="none")
    parser.add_argument("--voices", type=int, default=20)
    parser.add_argument("--trims", action="store_true")
    chosen = parser.parse_args()
    if chosen.trims:
        print(program_trims())
    elif chosen.minutes:
        print(json.dumps(real_time(chosen.minutes, chosen.busy, chosen.output, chosen.voices)))
    else:
        _report([share_of_core(voices) for voices in (1, 5, 10, 20, 40)], as_json=chosen.json)


def _report(rows: list[dict[str, float]], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(rows))
        return
    print("voices  share of a core  slowest block (share of its length)")
    for row in rows:
        print(f"{row['voices']:6.0f}  {row['core']:15.3f}  {row['slowest_block']:13.3f}")


if __name__ == "__main__":
    main()
