"""`emotune listen`: files good and bad to a timeline or one clear sentence."""

from __future__ import annotations

import json

import numpy as np
import pytest

from emotune_gui.cli import main
from tests.capture.sound_making import write
from tests.perception.voice.making import silence, talk


def speech(seconds=3.0, level=0.05):
    return np.concatenate([silence(0.5), talk(seconds, level), silence(0.5)])


def resampled(sound, rate):
    at = np.arange(round(len(sound) * rate / 16000)) * 16000 / rate
    return np.interp(at, np.arange(len(sound)), sound).astype(np.float32)


def told(capfd, path):
    assert main(["listen", str(path), "--json"]) == 0
    return json.loads(capfd.readouterr().out)


def test_timeline_and_summary(tmp_path, capfd):
    answer = told(capfd, write(tmp_path / "a.wav", speech()))
    summary, opinions = answer["summary"], [r for r in answer["readings"] if r["probabilities"]]
    assert summary["seconds"] == pytest.approx(4.0, abs=0.05)
    assert summary["speech_s"] == pytest.approx(3.0, abs=0.6)
    assert opinions[0]["t"] <= 0.5 + 1.5
    assert sum(summary["probabilities"].values()) == pytest.approx(1.0, abs=1e-3)
    assert summary["emotion"] in summary["probabilities"]
    assert all(-1 <= summary["affect"][axis] <= 1 for axis in ("valence", "arousal"))


@pytest.mark.parametrize(
    ("name", "sound", "rate", "layout"),
    [
        ("phone.wav", resampled(speech(2.0), 8000), 8000, "mono"),
        ("studio.wav", resampled(speech(), 96000), 96000, "mono"),
        ("stereo.wav", np.stack([speech(), speech()]), 16000, "stereo"),
        ("one_side.wav", np.stack([speech(), silence(4.0)]), 16000, "stereo"),
        ("clipped.wav", np.clip(20 * speech(), -1, 1), 16000, "mono"),
        ("quiet.wav", speech(level=0.002), 16000, "mono"),
    ],
)
def test_speech_is_heard_in_any_form(tmp_path, capfd, name, sound, rate, layout):
    answer = told(capfd, write(tmp_path / name, sound, rate, layout=layout))
    assert answer["summary"]["opinions"] >= 2
    if name == "clipped.wav":
        assert "clipped" in answer["readings"][-1]["notes"]


def test_silence_is_no_emotion(tmp_path, capfd):
    path = write(tmp_path / "silent.wav", silence(3.0))
    summary = told(capfd, path)["summary"]
    assert summary["emotion"] is None and summary["speech_s"] == 0
    assert main(["listen", str(path)]) == 0
    assert "too little" in capfd.readouterr().out


def test_truncated_file_is_heard_as_far_as_it_goes(tmp_path, capfd):
    path = write(tmp_path / "cut.wav", speech())
    path.write_bytes(path.read_bytes()[:70_000])
    assert 1.5 < told(capfd, path)["summary"]["seconds"] < 2.5


def test_bad_files_get_one_sentence(tmp_path, capfd):
    (tmp_path / "text.wav").write_text("no sound")
    (tmp_path / "empty.wav").touch()
    for name in ("text.wav", "empty.wav", "missing.wav"):
        assert main(["listen", str(tmp_path / name)]) == 1
        caught = capfd.readouterr()
        lines = [line for line in caught.err.splitlines() if line.startswith("emotune:")]
        assert len(lines) == 1 and lines[0].endswith(".")
        assert caught.out == ""


def test_table_for_people(tmp_path, capfd):
    assert main(["listen", str(write(tmp_path / "a.wav", speech()))]) == 0
    out = capfd.readouterr().out
    assert "speaking" in out and "on the whole" in out
