"""A session's music rendered again, and real sound through SDL."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.music import Note, Part, PlayedNote
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.music.playing.replay import TAIL_SECONDS, render_bars, render_played
from tests.music.playing.handmade import bar

RATE = 44100
INSTRUMENTS = ((Part.MELODY, 73), (Part.CHORDS, 0), (Part.BASS, 32))


def sound_of(path: Path) -> StereoBlock:
    with wave.open(str(path), "rb") as file:
        pcm = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return pcm.reshape(-1, 2).astype(np.float32) / 32767


def little_piece() -> list[Note]:
    melody = [Note(float(b), 0.8, 67 + 2 * b, 70, Part.MELODY) for b in range(4)]
    chord = [Note(0.0, 3.8, pitch, 60, Part.CHORDS) for pitch in (55, 60, 64)]
    drums = [Note(2.0, 0.2, 38, 60, Part.DRUMS)]
    return [*melody, *chord, Note(0.0, 1.9, 36, 65, Part.BASS), *drums]


def test_bars_rendered_and_their_notes_rendered_again_agree(tmp_path: Path) -> None:
    bars = [bar(i, little_piece(), density=50.0, instruments=INSTRUMENTS) for i in range(2)]
    played = render_bars(bars, tmp_path / "bars.wav")
    asked = {made.id: made.parameters.loudness for made in bars}
    seconds = render_played(played, tmp_path / "notes.wav", asked)
    first, again = sound_of(tmp_path / "bars.wav"), sound_of(tmp_path / "notes.wav")
    assert len(played) == 18
    assert len(again) == pytest.approx(seconds * RATE)
    assert seconds == pytest.approx(4.0 + TAIL_SECONDS, abs=0.2)
    length = 4 * RATE
    likeness = np.corrcoef(first[:length, 0], again[:length, 0])[0, 1]
    assert likeness > 0.98
    levels = [float(np.sqrt((s[:length] ** 2).mean())) for s in (first, again)]
    assert levels[0] == pytest.approx(levels[1], rel=0.03)
    assert levels[0] > 0.01


def test_nothing_to_play_is_a_valid_file(tmp_path: Path) -> None:
    assert render_bars([], tmp_path / "none.wav") == ()
    assert render_played([], tmp_path / "nothing.wav") == pytest.approx(TAIL_SECONDS, abs=0.1)
    assert np.abs(sound_of(tmp_path / "nothing.wav")).max() == 0.0


def test_a_note_of_no_length_still_ends(tmp_path: Path) -> None:
    note = PlayedNote(0, Part.MELODY, 73, 69, 80, 0.5, 0.5)
    render_played([note], tmp_path / "short.wav")
    sound = sound_of(tmp_path / "short.wav")
    assert np.abs(sound[: RATE // 2]).max() == 0.0
    assert np.abs(sound[-RATE // 4 :]).max() < 1e-3


THROUGH_SDL = """
from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.music import Note, Part
from emotune_gui.music.playing.player import Player
from emotune_gui.music.playing.sinks import open_sink
from emotune_gui.music.playing.synthesiser import Synthesiser
from tests.music.playing.handmade import bar

sink = open_sink("device", SystemClock())
player = Player(sink, Synthesiser(), room=False)
player.enqueue(bar(0, [Note(0.0, 3.9, 60, 90, Part.PAD)], instruments=((Part.PAD, 48),)))
while sink.blocks < 84:
    player.step()
player.stop()
sink.close()
print(sink.blocks, player.stats().notes, player.stats().hanging, sink.underruns)
"""


def test_sound_comes_out_of_sdl_without_gaps(tmp_path: Path) -> None:
    raw = tmp_path / "out.raw"
    environment = {k: v for k, v in os.environ.items() if k != "SDL_VIDEODRIVER"}
    environment |= {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(raw)}
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", THROUGH_SDL],
        env=environment,
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    blocks, notes, hanging, underruns = done.stdout.split()  # and no greeting of pygame's
    assert (int(notes), int(hanging)) == (1, 0)
    sound = np.fromfile(raw, "<i2").reshape(-1, 2)
    loud = np.flatnonzero(np.abs(sound).max(axis=1) > 100)
    held = sound[loud[0] : loud[0] + 40 * 2048]  # over the seam of two chunks
    zero = np.all(held == 0, axis=1)
    runs = np.diff(np.flatnonzero(np.concatenate([[True], ~zero, [True]])))
    # On a machine that is starved of time the device may run dry, but never unnoticed.
    assert np.count_nonzero(runs >= 64) <= int(underruns), "a gap inside a held note"
    assert loud[-1] - loud[0] > 40 * 2048
    assert int(blocks) > 42
    assert np.abs(np.diff(held.astype(int), axis=0)).max() < 6000
