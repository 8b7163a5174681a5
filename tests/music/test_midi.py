from __future__ import annotations

from pathlib import Path

import pretty_midi
import pytest

from emotune_gui.domain.music import Part, PlayedNote
from emotune_gui.music.midi import bars_to_midi, played_to_midi
from tests.music.walking import composed, steady, wandering


def reread(score: pretty_midi.PrettyMIDI, path: Path) -> pretty_midi.PrettyMIDI:
    score.write(str(path))
    return pretty_midi.PrettyMIDI(str(path))


def test_bars_come_back_from_the_file_note_for_note(tmp_path) -> None:
    bars = composed(11, wandering(12, 24))
    read = reread(bars_to_midi(bars), tmp_path / "session.mid")
    written = sorted(
        (note.pitch, note.velocity) for bar in bars for note in bar.notes if note.velocity
    )
    found = sorted((n.pitch, n.velocity) for track in read.instruments for n in track.notes)
    assert found == written
    seconds = sum(bar.beats * 60 / bar.parameters.tempo_bpm for bar in bars)
    assert seconds - 4.5 < read.get_end_time() <= seconds + 0.05


def test_bar_lines_and_tempi_follow_the_bars(tmp_path) -> None:
    bars = composed(11, wandering(12, 16))
    read = reread(bars_to_midi(bars), tmp_path / "tempi.mid")
    starts = [0.0]
    for bar in bars:
        starts.append(starts[-1] + bar.beats * 60 / bar.parameters.tempo_bpm)
    downbeats = read.get_downbeats()[: len(bars) - 1]
    assert downbeats == pytest.approx(starts[: len(bars) - 1], abs=0.01)
    _, tempi = read.get_tempo_changes()
    assert tempi[0] == pytest.approx(bars[0].parameters.tempo_bpm, abs=0.1)


def test_tracks_carry_part_and_program(tmp_path) -> None:
    bars = composed(3, steady("happy", 16))
    read = reread(bars_to_midi(bars), tmp_path / "tracks.mid")
    programs = dict(bars[0].parameters.instruments)
    assert {track.name for track in read.instruments} == {part.value for part in programs}
    for track in read.instruments:
        assert track.is_drum == (track.name == Part.DRUMS.value)
        if not track.is_drum:
            assert track.program == programs[Part(track.name)]


def test_played_notes_keep_their_times(tmp_path) -> None:
    notes = [
        PlayedNote(0, Part.MELODY, 73, 72, 80, 0.0, 0.41),
        PlayedNote(0, Part.BASS, 32, 40, 70, 0.5, 1.75),
        PlayedNote(1, Part.DRUMS, 0, 36, 60, 2.0, 2.1),
    ]
    read = reread(played_to_midi(notes), tmp_path / "played.mid")
    found = sorted(
        (n.start, n.end, n.pitch, n.velocity) for track in read.instruments for n in track.notes
    )
    expected = sorted((n.start_s, n.end_s, n.pitch, n.velocity) for n in notes)
    for got, wanted in zip(found, expected, strict=True):
        assert got == pytest.approx(wanted, abs=0.002)


def test_nothing_played_is_still_a_file(tmp_path) -> None:
    for name, score in (("bars", bars_to_midi([])), ("played", played_to_midi([]))):
        assert reread(score, tmp_path / f"{name}.mid").instruments == []
