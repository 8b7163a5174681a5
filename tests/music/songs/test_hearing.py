from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.music import Mode
from emotune_gui.music.songs.decoding import audio_seconds, decoded
from emotune_gui.music.songs.hearing import AUDIO_FEATURES, HEARD_RATE, HeardMusic, hear
from tests.music.songs.making import sound, tone

RATE = HEARD_RATE


def plucked(beats: int, bpm: float, chords: list[list[int]], bright: int = 6) -> np.ndarray:
    """Chords struck on every beat, each dying away, with `bright` partials."""
    length = int(60 / bpm * RATE)
    out = np.zeros(beats * length + RATE)
    for beat in range(beats):
        times = np.arange(int(0.6 * RATE)) / RATE
        chord = chords[beat % len(chords)]
        wave = sum(
            np.sin(2 * math.pi * 440 * 2 ** ((p - 69) / 12) * k * times) / k
            for p in chord
            for k in range(1, bright + 1)
        )
        out[beat * length : beat * length + len(times)] += (
            0.05 * wave * np.exp(-6 * times) * (1 - times / 0.6)
        )
    return out


MAJOR = [[60, 64, 67], [65, 69, 72], [67, 71, 74], [60, 64, 67]]
MINOR = [[57, 60, 64], [62, 65, 69], [64, 68, 71], [57, 60, 64]]


def blocks(samples: np.ndarray, size: int = 5000) -> Iterator[np.ndarray]:
    for start in range(0, len(samples), size):
        piece = samples[start : start + size].astype(np.float32)
        yield np.stack([piece, piece], axis=1)


def heard(samples: np.ndarray) -> HeardMusic:
    return hear(blocks(samples))


def feature(music: HeardMusic, name: str) -> float:
    return music.features[AUDIO_FEATURES.index(name)]


@pytest.mark.parametrize("bpm", [72, 96, 120, 150])
def test_tempo_of_regular_beats(bpm: float) -> None:
    music = heard(plucked(40, bpm, MAJOR))
    octaves = math.log2(music.tempo_bpm / bpm)
    assert abs(octaves - round(octaves)) < 0.03
    assert abs(round(octaves)) <= 1
    assert music.pulse_clarity > 0.3
    assert feature(music, "attacks_per_s") == pytest.approx(bpm / 60, rel=0.2)


def test_key_and_mode() -> None:
    major, minor = heard(plucked(40, 100, MAJOR)), heard(plucked(40, 100, MINOR))
    assert (major.key.tonic, major.key.mode) == (0, Mode.IONIAN)
    assert (minor.key.tonic, minor.key.mode) == (9, Mode.AEOLIAN)
    assert feature(major, "maj_minus_min") > feature(minor, "maj_minus_min")


def test_brightness() -> None:
    dark, bright = (heard(plucked(30, 100, MAJOR, partials)) for partials in (1, 12))
    assert feature(bright, "centroid_log2") > feature(dark, "centroid_log2") + 0.5
    assert feature(bright, "treble_share") > feature(dark, "treble_share")


def test_louder_changes_the_level_and_nothing_else() -> None:
    soft, loud = heard(0.2 * plucked(30, 100, MAJOR)), heard(plucked(30, 100, MAJOR))
    assert loud.level_db - soft.level_db == pytest.approx(20 * math.log10(5), abs=0.1)
    assert AUDIO_FEATURES[0] == "level_db"
    assert np.allclose(soft.features[1:], loud.features[1:], rtol=1e-3, atol=1e-3)


def test_blocks_of_any_size_give_the_same() -> None:
    samples = plucked(20, 100, MAJOR)
    small, large = hear(blocks(samples, 700)), hear(blocks(samples, 60_000))
    assert np.allclose(small.features, large.features, rtol=0.02, atol=0.01)


def test_only_ten_minutes_are_listened_to() -> None:
    taken = 0

    def endless() -> Iterator[np.ndarray]:
        nonlocal taken
        rng = np.random.default_rng(1)
        while True:
            taken += 1
            yield rng.normal(0, 0.1, (RATE * 20, 2)).astype(np.float32)

    assert hear(endless()).duration_s == pytest.approx(600, abs=25)
    assert taken <= 32


@pytest.mark.parametrize("samples", [np.zeros(RATE * 5), np.full(RATE * 5, 1e-6)])
def test_silence_is_refused(samples: np.ndarray) -> None:
    with pytest.raises(InvalidInput, match="silent"):
        heard(samples)


def test_too_short_is_refused() -> None:
    with pytest.raises(InvalidInput, match="short"):
        heard(plucked(1, 120, MAJOR)[:RATE])


def test_a_steady_tone_has_no_pulse() -> None:
    times = np.arange(RATE * 10) / RATE
    assert heard(0.3 * np.sin(2 * math.pi * 300 * times)).pulse_clarity < 0.9


def test_a_wave_file_is_decoded_in_blocks(tmp_path: Path) -> None:
    path = tone(tmp_path / "a.wav", 5.0)
    pieces = list(decoded(path, 44_100))
    assert sum(len(piece) for piece in pieces) / 44_100 == pytest.approx(5.0, abs=0.01)
    assert max(len(piece) for piece in pieces) < 44_100
    assert all(piece.dtype == np.float32 and piece.shape[1] == 2 for piece in pieces)
    assert audio_seconds(path) == pytest.approx(5.0, abs=0.01)


@pytest.mark.parametrize("start", [0.4, 3.0])
def test_decoding_begins_where_asked(tmp_path: Path, start: float) -> None:
    ramp = np.linspace(0, 0.9, 6 * 44_100)
    path = sound(tmp_path / "a.wav", ramp, 44_100)
    whole = np.concatenate(list(decoded(path, 44_100, start)))
    assert len(whole) / 44_100 == pytest.approx(6.0 - start, abs=0.02)
    assert whole[100, 0] == pytest.approx(0.9 * start / 6, abs=0.01)


@pytest.mark.parametrize("content", [b"", b"no sound at all", b"RIFF\x10\x00\x00\x00WAVEfmt "])
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match=r"a\.wav"):
        list(decoded(path))
    with pytest.raises(InvalidInput, match=r"there|read"):
        list(decoded(tmp_path / "missing.mp3"))


@pytest.mark.parametrize(
    ("suffix", "codec"), [("flac", "flac"), ("ogg", "libopus"), ("mp3", "libmp3lame")]
)
def test_other_formats_sound_the_same(tmp_path: Path, suffix: str, codec: str) -> None:
    import av

    path = tmp_path / f"a.{suffix}"
    struck = plucked(10, 120, MAJOR)
    places = np.arange(0, len(struck) - 1, RATE / 48_000)
    samples = np.interp(places, np.arange(len(struck)), struck).astype(np.float32)
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=48_000, layout="mono")
        for start in range(0, len(samples), 4608):
            piece = samples[None, start : start + 4608]
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(piece), "fltp", "mono")
            frame.sample_rate = 48_000
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    read = np.concatenate(list(decoded(path, 48_000)))[:, 0]
    assert len(read) == pytest.approx(len(samples), rel=0.03)
    assert read.std() == pytest.approx(samples.std(), rel=0.1)
    assert hear(decoded(path, RATE)).key.tonic == 0
