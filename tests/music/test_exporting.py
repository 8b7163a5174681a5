"""A session's music into files: whole, stopped, and where nothing can be written."""

from __future__ import annotations

import errno
import wave
from collections import namedtuple
from pathlib import Path

import numpy as np
import pretty_midi
import pytest

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.music import Part, PlayedNote
from emotune_gui.music import exporting
from emotune_gui.music.exporting import Wanted, export, wav_bytes

NOTES = tuple(PlayedNote(1, Part.MELODY, 0, 60 + i, 80, 0.5 * i, 0.5 * i + 0.4) for i in range(8))


def always(_share: float) -> bool:
    return True


def test_both_files_hold_every_note(tmp_path: Path) -> None:
    midi, wav = tmp_path / "a.mid", tmp_path / "a.wav"
    shares: list[float] = []

    def go_on(share: float) -> bool:
        shares.append(share)
        return True

    assert export(NOTES, Wanted(midi, wav), go_on) == (midi, wav)
    written = pretty_midi.PrettyMIDI(str(midi)).instruments[0].notes
    assert [(n.pitch, n.velocity) for n in written] == [(n.pitch, n.velocity) for n in NOTES]
    assert [n.start for n in written] == pytest.approx([n.start_s for n in NOTES], abs=0.002)
    with wave.open(str(wav)) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
    assert 0.02 < np.abs(samples).max() / 32768 < 1.0
    assert wav.stat().st_size == pytest.approx(wav_bytes(NOTES), rel=0.02)
    assert shares == sorted(shares) and shares[0] == 0.0 and 0.8 < shares[-1] <= 1.0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.mid", "a.wav"]


def test_stopping_leaves_no_half_file(tmp_path: Path) -> None:
    midi, wav = tmp_path / "a.mid", tmp_path / "a.wav"
    assert export(NOTES, Wanted(midi, wav), lambda share: share < 0.3) == (midi,)
    assert [p.name for p in tmp_path.iterdir()] == ["a.mid"]


def test_what_was_there_stays_when_it_fails(tmp_path: Path, monkeypatch) -> None:
    wav = tmp_path / "a.wav"
    wav.write_bytes(b"before")

    def full(self: object, _block: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(exporting.WavWriter, "append", full)
    with pytest.raises(InvalidInput, match="no room"):
        export(NOTES, Wanted(wav=wav), always)
    assert wav.read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_full_disk_is_told_before_anything_is_made(tmp_path: Path, monkeypatch) -> None:
    usage = namedtuple("usage", "total used free")(10**9, 10**9, 1000)
    monkeypatch.setattr(exporting.shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(InvalidInput, match="no room"):
        export(NOTES, Wanted(tmp_path / "a.mid", tmp_path / "a.wav"), always)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", ["midi", "wav"])
def test_places_that_cannot_be_written_are_one_sentence(tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "none", tmp_path / "file"):
        with pytest.raises(InvalidInput) as told:
            export(NOTES, Wanted(**{kind: folder / "a.x"}), always)
        assert str(told.value).count(".") <= 3 and str(folder) in str(told.value)


def test_a_session_without_music(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no music"):
        export((), Wanted(tmp_path / "a.mid"), always)


def test_a_day_of_music_is_too_long_for_a_wav(tmp_path: Path) -> None:
    late = (*NOTES, PlayedNote(2, Part.MELODY, 0, 60, 80, 86_000.0, 86_001.0))
    with pytest.raises(InvalidInput, match="too long"):
        export(late, Wanted(wav=tmp_path / "a.wav"), always)
