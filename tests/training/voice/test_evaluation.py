from __future__ import annotations

import json
import wave
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.bundled import bundled
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.training.voice.data import Clip
from emotune_gui.training.voice.evaluation import (
    Opinions,
    by_corpus,
    figures,
    fitted_temperature,
    tempered,
)
from emotune_gui.training.voice.exporting import STATISTICS
from emotune_gui.training.voice.hearing import Knowledge, relative_statistics
from emotune_gui.training.voice.measuring import VoiceSetOptions, measure_voice_set


def _clips(emotions: list[int], corpus: str = "a") -> list[Clip]:
    return [Clip(Path(f"{i}.wav"), corpus, "s", e) for i, e in enumerate(emotions)]


def _said(rows: list[int], sure: float = 0.9) -> Opinions:
    probabilities = np.full((len(rows), 8), (1 - sure) / 7, np.float32)
    probabilities[np.arange(len(rows)), rows] = sure
    return Opinions(probabilities, np.zeros((len(rows), 2), np.float32))


def test_figures_by_hand() -> None:
    found = figures(_said([0, 0, 2, 5]), _clips([0, 2, 2, 5]))
    assert found.accuracy_8 == 0.75
    assert found.unweighted_average_recall == pytest.approx((1 + 0.5 + 1) / 3, abs=1e-4)
    assert found.macro_f1_8 == pytest.approx((2 / 3 + 2 / 3 + 1) / 3, abs=1e-4)
    assert (found.n, found.n_5, found.accuracy_5) == (4, 3, pytest.approx(2 / 3, abs=1e-4))


def test_the_answer_is_among_the_emotions_that_the_corpus_has() -> None:
    said = _said([1, 1])
    said.probabilities[:, 3] = 0.05
    assert figures(said, _clips([3, 0])).accuracy_8 == 0.5


def test_a_corpus_without_any_of_the_five() -> None:
    found = figures(_said([5, 6]), _clips([5, 6]))
    assert found.accuracy_5 is None and found.n_5 == 0 and found.accuracy_8 == 1.0


def test_keyed_by_corpus_then_all() -> None:
    clips = _clips([0, 2]) + _clips([3], "b")
    found = by_corpus(_said([0, 2, 3]), clips)
    assert list(found) == ["a", "b", "all"]
    assert found["all"]["n"] == 3


def test_temperature_tames_the_overconfident() -> None:
    clips = _clips([0, 2, 3, 4] * 20)
    said = _said([0, 2, 3, 3] * 20, 0.999)
    temperature = fitted_temperature(said, clips)
    assert temperature > 1.5
    assert tempered(said, temperature).probabilities.max() < 0.95


def test_what_is_known_of_a_speaker() -> None:
    draw = np.random.default_rng(2)
    statistics = (draw.standard_normal((40, STATISTICS)) + 4.0).astype(np.float32)
    clips, seconds = _clips([0] * 40), np.full(40, 2.0)
    told = {k: relative_statistics(statistics, clips, seconds, k) for k in Knowledge}
    assert told[Knowledge.RAW] == pytest.approx(statistics)
    assert told[Knowledge.CAUSAL][0] == pytest.approx(statistics[0])
    assert abs(told[Knowledge.NORMALISED].mean()) < 0.5 < told[Knowledge.CAUSAL][:5].mean()
    nobody = [Clip(c.path, c.corpus, "", c.emotion) for c in clips]
    unknown = relative_statistics(statistics, nobody, seconds, Knowledge.NORMALISED)
    assert unknown == pytest.approx(statistics)


def _write_wave(path: Path, seconds: float, rate: int, channels: int = 1) -> None:
    t = np.arange(int(seconds * rate)) / rate
    tone = 0.3 * np.sign(np.sin(2 * np.pi * 150 * t)) * (1 + np.sin(2 * np.pi * 4 * t))
    frames = np.repeat((tone * 16_000).astype("<i2")[:, None], channels, axis=1)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(frames.tobytes())


def test_a_folder_of_mixed_files_is_measured(tmp_path: Path) -> None:
    _write_wave(tmp_path / "a.wav", 2.0, 8_000)
    _write_wave(tmp_path / "b.wav", 2.0, 96_000, 2)
    (tmp_path / "c.wav").write_bytes(b"no sound")
    (tmp_path / "labels.csv").write_text(
        "file,speaker,emotion\na.wav,x,sad\nb.wav,x,happy\nc.wav,y,angry\n", encoding="utf-8"
    )
    said: list[str] = []
    options = VoiceSetOptions("all", bundled("models"), None)
    found = measure_voice_set(tmp_path, options, said.append)
    assert list(found) == [tmp_path.name, "all"]
    assert found["all"]["n"] == 3 and found["all"]["unreadable"] == 1
    assert any("c.wav" in sentence for sentence in said)
    assert {"causal", "raw", "real_time_factor", "seen_in_training"} <= found["all"].keys()
    json.dumps(found, allow_nan=False)


def test_nothing_readable_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_text("file,emotion\nnone.wav,sad\n", encoding="utf-8")
    with pytest.raises(EmoTuneError, match="None of the recordings"):
        measure_voice_set(tmp_path, VoiceSetOptions("all", bundled("models"), None), lambda _: None)
