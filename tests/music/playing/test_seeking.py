"""Sound from any place on is the sound that a whole run has there; rendering keeps the times."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.music import Part, PlayedNote
from emotune_gui.music.playing.pacing import BLOCK_FRAMES
from emotune_gui.music.playing.seeking import RUN_UP_SECONDS, SeekableSound
from emotune_gui.music.rendering import render_played, write_played
from tests.engine.test_replaying import onsets, piece
from tests.music.playing.test_replay import sound_of

RATE = 44100


def taken(sound: SeekableSound, second: float, seconds: float) -> np.ndarray:
    blocks = itertools.islice(sound.sound_from(second), int(seconds * RATE / BLOCK_FRAMES) + 1)
    return np.concatenate([block.copy() for block in blocks])[: int(seconds * RATE)]


def long_notes() -> tuple[PlayedNote, ...]:
    pad = PlayedNote(0, Part.PAD, 48, 48, 80, 0.0, 20.0)
    keys = [
        PlayedNote(1 + i, Part.CHORDS, 0, 60 + i % 5, 70, i * 0.5, i * 0.5 + 0.9) for i in range(40)
    ]
    return (pad, *keys)


def test_from_the_middle_it_sounds_as_it_did_on_the_way():
    """Within 2 dB, for the leveller has heard less of it; the note from long before too."""
    sound = SeekableSound(long_notes())
    whole = taken(sound, 0.0, 14.0)[10 * RATE :]
    there = taken(sound, 10.0, 4.0)
    level = [float(np.sqrt((s[RATE // 100 :] ** 2).mean())) for s in (whole, there)]
    assert level[1] == pytest.approx(level[0], rel=0.25)
    keys_only = SeekableSound(long_notes()[1:])
    quieter = taken(keys_only, 10.0, 4.0)
    assert np.sqrt((quieter**2).mean()) < 0.97 * level[1], "the pad is heard in the middle"


def test_what_sounds_at_a_place_is_found_without_what_lies_before():
    sound = SeekableSound(long_notes())
    at = round(10.1 * RATE)
    assert {sound.note(i).start_s for i in sound.sounding_at(at)} == {0.0, 9.5, 10.0}
    assert next(sound.events_from(at))[0] >= at


def test_a_key_struck_again_at_once_is_released_first():
    pair = [PlayedNote(0, Part.MELODY, 73, 69, 80, 0.5 * i, 0.5 * (i + 1)) for i in range(2)]
    events = list(SeekableSound(pair).events_from(RATE // 4))
    assert [begins for _, begins, _ in events] == [False, True, False]


def test_nothing_to_play_and_beyond_the_end():
    assert list(SeekableSound(()).sound_from(0.0)) == []
    assert SeekableSound(()).duration_s == 0.0
    assert list(SeekableSound(piece()).sound_from(1000.0)) == []
    assert RUN_UP_SECONDS < 10.0


def test_rendered_sound_has_the_stored_onsets_to_5_ms(tmp_path: Path):
    render_played(piece()[:30], tmp_path / "session.wav")
    heard = onsets(np.abs(sound_of(tmp_path / "session.wav")[:, 0]) * 32767)
    stored = np.array([note.start_s for note in piece()[:30]])
    assert np.abs(heard - stored).max() < 0.005


def test_rendered_midi_has_the_stored_times_to_5_ms(tmp_path: Path):
    import pretty_midi

    rng = np.random.default_rng(3)
    starts = np.sort(rng.uniform(0.0, 3000.0, 4000))
    notes = tuple(
        PlayedNote(i, Part.MELODY, 0, 60 + i % 12, 70, float(t), float(t) + 0.2)
        for i, t in enumerate(starts)
    )
    write_played(notes, tmp_path / "session.mid")
    (instrument,) = pretty_midi.PrettyMIDI(str(tmp_path / "session.mid")).instruments
    written = sorted(instrument.notes, key=lambda n: n.start)
    assert len(written) == len(notes)
    assert np.abs(np.array([n.start for n in written]) - starts).max() < 0.005


def test_a_later_place_is_as_exact_and_free_of_what_sounded_before():
    sound = SeekableSound(piece())
    taken(sound, 0.0, 2.0)
    for start in (31.4, 7.0):
        heard = onsets(np.abs(taken(sound, start, 3.0)[:, 0]) * 32767) + start
        stored = [n.start_s for n in piece() if start + 0.05 <= n.start_s < start + 2.9]
        assert len(stored) >= 7
        assert max(np.abs(heard - t).min() for t in stored) < 0.005
        assert len(heard) <= len(stored) + 1


def test_beyond_the_notes_there_is_silence_and_an_end():
    sound = SeekableSound(piece()[:3])
    taken(sound, 0.0, 1.0)
    rest = taken(sound, sound.duration_s - 0.5, 5.0)
    assert len(rest) < 1.0 * RATE
    assert np.abs(rest).max() < 0.01
