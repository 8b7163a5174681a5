"""The same notes in MIDI and in sound."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pretty_midi
import pytest

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.music import Part
from emotune_gui.music.rendering import (
    as_played,
    played_notes,
    render_bars,
    render_played,
    seconds_of,
    write_bars,
    write_played,
)
from tests.music.playing.pretended import frames_of
from tests.music.walking import composed, steady, wandering


def notes_in(path) -> list[tuple[float, float, int, int]]:
    score = pretty_midi.PrettyMIDI(str(path))
    return sorted(
        (note.start, note.end, note.pitch, note.velocity)
        for track in score.instruments
        for note in track.notes
    )


def test_midi_and_played_notes_agree_to_five_milliseconds(tmp_path) -> None:
    bars = composed(4, wandering(5, 20))
    expected = sorted((n.start_s, n.end_s, n.pitch, n.velocity) for n in played_notes(bars))
    write_bars(bars, tmp_path / "bars.mid")
    write_played(played_notes(bars), tmp_path / "played.mid")
    for name in ("bars.mid", "played.mid"):
        found = notes_in(tmp_path / name)
        assert len(found) == len(expected)
        key = lambda note: (note[2], note[0])  # noqa: E731
        pairs = zip(sorted(found, key=key), sorted(expected, key=key), strict=True)
        for (start, end, pitch, velocity), wanted in pairs:
            assert (pitch, velocity) == wanted[2:]
            assert (start, end) == pytest.approx(wanted[:2], abs=0.005)


def test_the_sound_has_the_notes_where_the_midi_has_them(tmp_path) -> None:
    bars = composed(4, steady("happy", 4))
    drumless = [
        replace(bar, notes=tuple(n for n in bar.notes if n.part is Part.CHORDS)) for bar in bars
    ]
    played = render_bars(drumless, tmp_path / "bars.wav")
    sound = np.abs(frames_of(tmp_path / "bars.wav")).max(axis=1)
    assert len(sound) / 44100 > seconds_of(bars)
    first = next(k for k, sample in enumerate(sound) if sample > 1e-3) / 44100
    assert first == pytest.approx(played[0].start_s, abs=0.02)
    assert sound.max() <= 10 ** (-1 / 20)


def test_thin_bars_are_written_thin() -> None:
    bars = composed(4, steady("happy", 8))
    thin = [replace(b, parameters=replace(b.parameters, density=1.0)) for b in bars]
    assert len(played_notes(thin)) < 0.6 * len(played_notes(bars))
    assert {n.part for bar in as_played(bars) for n in bar.notes} <= {
        part for part, _ in as_played(bars)[0].parameters.instruments
    }


def test_what_cannot_be_written_is_one_sentence(tmp_path) -> None:
    bars = composed(4, steady("calm", 1))
    nowhere = tmp_path / "missing" / "file"
    for write in (
        lambda: render_bars(bars, nowhere),
        lambda: render_played(played_notes(bars), nowhere),
        lambda: write_bars(bars, nowhere),
        lambda: write_played(played_notes(bars), nowhere),
    ):
        with pytest.raises(InvalidInput, match="cannot be written; choose another folder"):
            write()
