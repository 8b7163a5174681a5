from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.voice.features import in_pieces, mel_spectrogram
from emotune_gui.perception.voice.recogniser import VoiceNetwork
from emotune_gui.training.voice.data import Clip
from emotune_gui.training.voice.exporting import STATISTICS, Deployed, silent_judge, to_tflite
from emotune_gui.training.voice.hearing import Knowledge
from emotune_gui.training.voice.making import Heard, answers, train_once
from emotune_gui.training.voice.network import VoiceSettings
from emotune_gui.training.voice.pretrained import MAGIC, UNITS, LstmWeights, speaker_encoder

pytest.importorskip("tensorflow")


def _layers() -> tuple[LstmWeights, LstmWeights]:
    draw = np.random.default_rng(1)

    def layer(inputs: int) -> LstmWeights:
        kernel, recurrent = (
            draw.normal(0, 0.1, (n, 4 * UNITS)).astype(np.float32) for n in (inputs, UNITS)
        )
        return LstmWeights(kernel, recurrent, np.zeros(4 * UNITS, np.float32))

    return layer(40), layer(UNITS)


def _by_hand(layer: LstmWeights, inputs: np.ndarray) -> np.ndarray:
    """Hochreiter & Schmidhuber's cell, frame by frame."""
    h = c = np.zeros(UNITS)
    told = []
    for frame in inputs:
        gates = frame @ layer.kernel + h @ layer.recurrent + layer.bias
        i, f, g, o = np.split(gates, 4)
        c = c / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
        h = np.tanh(c) / (1 + np.exp(-o))
        told.append(h)
    return np.asarray(told)


def test_the_file_computes_what_the_layers_say(tmp_path: Path) -> None:
    layers = _layers()
    centre, spread = np.zeros(STATISTICS, np.float32), np.ones(STATISTICS, np.float32)
    path = tmp_path / "net.tflite"
    path.write_bytes(to_tflite(Deployed(layers, centre, spread, silent_judge(STATISTICS))))
    sound = np.random.default_rng(2).standard_normal(16_000).astype(np.float32)
    frames = in_pieces(mel_spectrogram(sound))
    outputs = _by_hand(layers[1], _by_hand(layers[0], frames.frames[0]))
    counted = outputs[frames.weights[0] > 0]
    expected = np.concatenate([counted.mean(axis=0), counted.std(axis=0)])
    told = VoiceNetwork(path).statistics(sound)
    assert np.corrcoef(told[:UNITS], expected[:UNITS])[0, 1] > 0.98


def test_training_learns_and_resumes(tmp_path: Path) -> None:
    draw = np.random.default_rng(3)
    emotions = np.tile(np.arange(8), 40)
    points = draw.normal(0, 1, (8, STATISTICS))
    raw = (points[emotions] + draw.normal(0, 1.5, (320, STATISTICS))).astype(np.float32)
    clips = [Clip(Path(f"{i}.wav"), "a", f"s{i // 32}", int(e)) for i, e in enumerate(emotions)]
    heard = Heard(clips, raw[None], np.full(320, 2.0), _layers())
    settings = VoiceSettings(epochs=25, variants=1, batch=64, judges=2, hidden=32)
    here, away = np.arange(0, 64), np.arange(64, 320)
    trained = train_once(heard.take(away), settings, tmp_path / "a.tflite", "a")
    said = answers(trained, heard.take(here), Knowledge.NORMALISED)
    assert (said.probabilities.argmax(axis=1) == emotions[here]).mean() > 0.8
    assert trained.losses[0][-1] < trained.losses[0][0]
    before = (tmp_path / "a.tflite").stat().st_mtime_ns
    again = train_once(heard.take(away), settings, tmp_path / "a.tflite", "a")
    assert (tmp_path / "a.tflite").stat().st_mtime_ns == before
    assert again.losses == trained.losses


def test_a_foreign_file_is_no_encoder(tmp_path: Path) -> None:
    path = tmp_path / "x.pt"
    path.write_bytes(b"nothing")
    with pytest.raises(EmoTuneError, match="not the speaker encoder"):
        speaker_encoder(path)


def test_a_pickle_that_would_run_something_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.pt"
    ran = tmp_path / "ran"

    class Harmful:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (str(ran),)

    content = pickle.dumps(MAGIC) + pickle.dumps(1) + pickle.dumps(2) + pickle.dumps(Harmful())
    path.write_bytes(content)
    with pytest.raises(EmoTuneError):
        speaker_encoder(path)
    assert not ran.exists()
