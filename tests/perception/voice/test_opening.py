"""Opening the real reader, and saying plainly why it cannot be."""

from __future__ import annotations

import pytest

from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.voice.opening import VoiceSettings, load_voice_reader


def test_missing_weights_are_said_in_one_sentence(tmp_path):
    with pytest.raises(EmoTuneError) as told:
        load_voice_reader(VoiceSettings(tmp_path))
    assert str(told.value).endswith(".") and "\n" not in str(told.value)


def test_damaged_weights_are_said_in_one_sentence(tmp_path):
    (tmp_path / "voice_cnn.tflite").write_bytes(b"no network")
    with pytest.raises(EmoTuneError, match=r"^[^\n]+\.$"):
        load_voice_reader(VoiceSettings(tmp_path))


def test_the_shipped_weights_open():
    assert load_voice_reader().profile() is None
