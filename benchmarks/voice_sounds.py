"""Sounds for the measurements of listening: rooms, noises, the program's own music, clips."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from emotune_gui.capture.resampling import Resampler
from emotune_gui.capture.sound_file import read_sound
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.music import MusicParameters
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.domain.session import Plan
from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray, SoundBlock, VoiceEmotion
from emotune_gui.music import mapping
from emotune_gui.music.composing.composer import RuleComposer
from emotune_gui.music.playing.pacing import BLOCK_FRAMES
from emotune_gui.music.playing.pacing import SAMPLE_RATE as PLAYED_RATE
from emotune_gui.music.playing.player import Player
from emotune_gui.music.playing.replay import OfflineSink
from emotune_gui.music.playing.synthesiser import Synthesiser

MOODS = ((0.7, 0.7), (-0.7, 0.7), (-0.7, -0.7), (0.6, -0.6), (0.0, 0.0), (0.2, 0.9))


EMOTIONS = {
    "angry": VoiceEmotion.ANGER,
    "fearful": VoiceEmotion.FEAR,
    "happy": VoiceEmotion.HAPPINESS,
    "sad": VoiceEmotion.SADNESS,
    "surprised": VoiceEmotion.SURPRISE,
}
"""The corpora's words where they are not the program's."""


@dataclass(frozen=True)
class Clip:
    path: Path
    corpus: str
    speaker: str
    emotion: VoiceEmotion


def labelled(data: Path, split: str) -> list[Clip]:
    with (data / "labels.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == split]
    return [Clip(data / r["file"], r["corpus"], r["speaker"], _emotion(r)) for r in rows]


def _emotion(row: dict[str, str]) -> VoiceEmotion:
    told = row["emotion"]
    return EMOTIONS[told] if told in EMOTIONS else VoiceEmotion(told)


def activity_files(data: Path) -> dict[str, list[Path]]:
    """The files of each category."""
    found: dict[str, list[Path]] = {}
    with (data / "activity" / "manifest.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["category"], []).append(data / "activity" / row["file"])
    return found


def blocks(sound: SoundArray, t: float = 0.0, size: int = 512) -> Iterator[SoundBlock]:
    for seq, at in enumerate(range(0, len(sound) - size + 1, size)):
        yield SoundBlock(seq, t + at / SAMPLE_RATE, sound[at : at + size], at / SAMPLE_RATE)


def own_music(seconds: float, mood: tuple[float, float], seed: int) -> SoundArray:
    """What the program plays for one affect, as the microphone's reference has it."""
    kept: list[StereoBlock] = []
    player = Player(OfflineSink(lambda block: kept.append(block.copy())), Synthesiser(PLAYED_RATE))
    composer, parameters = RuleComposer(seed), None
    for _ in range(int(seconds * PLAYED_RATE / BLOCK_FRAMES) + 1):
        if player.bars_ahead() < 2:
            parameters = _parameters(mood, parameters)
            player.enqueue(composer.next_bar(parameters))
        player.step()
    sound = Resampler(PLAYED_RATE).push(np.concatenate(kept).mean(axis=1))
    return np.asarray(sound[: int(seconds * SAMPLE_RATE)], np.float32)


def _parameters(mood: tuple[float, float], before: MusicParameters | None) -> MusicParameters:
    return mapping.apply(Affect(*mood), CLINICAL_MAPPING, plan=Plan(), previous=before)


def in_a_room(sound: SoundArray, seed: int, drift_ppm: float = 0.0) -> SoundArray:
    """As a microphone has it: a small loudspeaker (100-250 Hz to 3.5-7 kHz), 20-300 ms on the
    way, 0.2-0.5 s of reverberation as loud as half of the direct sound; unit energy.
    `drift_ppm` is how much slower the loudspeaker's clock runs."""
    dice = np.random.default_rng(seed)
    rt60 = dice.uniform(0.2, 0.5)
    t = np.arange(int(rt60 * SAMPLE_RATE)) / SAMPLE_RATE
    tail = dice.standard_normal(len(t)) * 10 ** (-3 * t / rt60)
    tail *= 0.5 / np.sqrt(np.sum(tail**2))
    tail[0] += 1.0
    way = np.concatenate([np.zeros(int(dice.uniform(0.02, 0.3) * SAMPLE_RATE)), tail])
    size = 1 << (len(sound) + len(way) + 1024).bit_length()
    f = np.fft.rfftfreq(size, 1 / SAMPLE_RATE)
    low, high = dice.uniform(100, 250), dice.uniform(3500, 7000)
    speaker = (f / low) ** 2 / (1 + (f / low) ** 2) / np.sqrt(1 + (f / high) ** 4)
    spectrum = np.fft.rfft(way, size) * speaker
    scale = np.sqrt(np.sum(np.fft.irfft(spectrum, size) ** 2))
    heard = np.fft.irfft(np.fft.rfft(sound, size) * spectrum / scale, size)[: len(sound)]
    at = np.arange(len(sound)) * (1 + drift_ppm * 1e-6)
    return np.interp(at, np.arange(len(sound)), heard, right=0.0).astype(np.float32)


def noises(seconds: float, seed: int = 0) -> dict[str, SoundArray]:
    """Silence, a converter's hiss, white, pink and brown noise and mains hum."""
    dice = np.random.default_rng(seed)
    count = int(seconds * SAMPLE_RATE)
    white = dice.standard_normal(count)
    spectrum = np.fft.rfft(white)
    f = np.maximum(np.arange(len(spectrum)), 20 * seconds)
    t = np.arange(count) / SAMPLE_RATE
    made = {
        "hiss at -90 dBFS": (white, -90.0),
        "white": (white, -35.0),
        "pink": (np.fft.irfft(spectrum / np.sqrt(f), count), -30.0),
        "brown": (np.fft.irfft(spectrum / f, count), -30.0),
        "hum": (np.sum([np.sin(2 * np.pi * 50 * k * t) / k for k in range(1, 9)], axis=0), -30.0),
    }
    silent = {"digital silence": np.zeros(count, np.float32)}
    return silent | {name: at_level(sound, level) for name, (sound, level) in made.items()}


def at_level(sound: SoundArray, dbfs: float) -> SoundArray:
    """The sound with its loud part (`active_power`) at a level."""
    return np.asarray(sound * np.sqrt(10 ** (dbfs / 10) / active_power(sound)), np.float32)


def active_power(sound: SoundArray) -> float:
    """Mean square of the 32 ms pieces within 20 dB of the loudest: pauses do not count."""
    powers = np.mean(sound[: len(sound) // 512 * 512].reshape(-1, 512) ** 2, axis=1)
    return float(powers[powers >= 0.01 * powers.max()].mean()) + 1e-20


def onset_s(sound: SoundArray) -> float:
    """When the first piece within 25 dB of the loudest begins."""
    powers = np.mean(sound[: len(sound) // 512 * 512].reshape(-1, 512) ** 2, axis=1)
    return float(np.argmax(powers >= powers.max() * 10**-2.5)) * 512 / SAMPLE_RATE


__all__ = [
    "MOODS",
    "Clip",
    "active_power",
    "activity_files",
    "at_level",
    "blocks",
    "in_a_room",
    "labelled",
    "noises",
    "onset_s",
    "own_music",
    "read_sound",
]
