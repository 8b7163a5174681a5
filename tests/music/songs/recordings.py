"""Made-up recordings, and a deck that is fed and heard by hand."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Mode
from emotune_gui.domain.song import SongInfo, SongKind
from emotune_gui.music.songs.audio_deck import AudioDeck

RATE = 44_100
BLOCK = 1024


def wav(path: Path, seconds: float = 8.0, hertz: float = 440.0, height: float = 0.2) -> Path:
    """A tone as a file of one channel."""
    times = np.arange(int(seconds * RATE)) / RATE
    samples = (32767 * height * np.sin(2 * np.pi * hertz * times)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return path


def recording(path: Path, seconds: float = 8.0, **changed: object) -> SongInfo:
    values: dict[str, object] = {
        "id": path.stem.lower().ljust(16, "0"),
        "title": path.stem,
        "composer": "",
        "genre": "",
        "licence": "",
        "source": "",
        "path": path,
        "kind": SongKind.AUDIO,
        "affect": Affect(0.0, 0.0),
        "automatic": False,
        "tempo_bpm": 120.0,
        "tonic": 9,
        "mode": Mode.AEOLIAN,
        "duration_s": seconds,
    }
    return SongInfo(**(values | changed))  # type: ignore[arg-type]


class Idle:
    """A clock whose sleepers are counted, not kept waiting."""

    def __init__(self) -> None:
        self.slept = 0

    def now(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        self.slept += 1


def fed(deck: AudioDeck, clock: Idle) -> None:
    """Feed until nothing more is wanted."""
    before = clock.slept
    for _ in range(3000):
        deck.step()
        if clock.slept > before:
            return
    raise AssertionError("it never had enough")


def heard(deck: AudioDeck, clock: Idle, seconds: float) -> np.ndarray:
    """The left channel of what a player would mix."""
    blocks = []
    for _ in range(int(seconds * RATE / BLOCK)):
        fed(deck, clock)
        out = np.zeros((BLOCK, 2), np.float32)
        deck.render(out)
        blocks.append(out[:, 0])
    return np.concatenate(blocks)
