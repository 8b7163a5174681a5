"""What is heard outside a session, without a loudspeaker."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from emotune_gui.app.jukebox import EXCERPT_BARS, Jukebox, excerpt, notes_of
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput, SoundUnavailable
from emotune_gui.domain.session import Plan, Strategy
from emotune_gui.music.playing.pacing import BLOCK_FRAMES, SAMPLE_RATE
from emotune_gui.music.songs.library import bundled_songs


class Sink:
    """Takes everything at once and keeps it."""

    sample_rate, block_frames = SAMPLE_RATE, BLOCK_FRAMES

    def __init__(self) -> None:
        self.sound: list[np.ndarray] = []
        self.closed = False

    def wait(self, timeout: float) -> bool:
        return True

    def write(self, block) -> float:
        self.sound.append(block.copy())
        return 0.0

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def sinks() -> list[Sink]:
    return []


@pytest.fixture
def jukebox(sinks) -> Jukebox:
    def opened() -> Sink:
        sinks.append(Sink())
        return sinks[-1]

    return Jukebox(lambda: False, bundled_songs, opened)


def test_a_song_sounds_until_it_is_stopped_and_fades(jukebox, sinks):
    jukebox.play_song(bundled_songs()[0], lambda seconds: seconds < 2.0)
    sound = np.concatenate(sinks[0].sound)
    assert 2.0 <= len(sound) / SAMPLE_RATE < 2.2
    assert 0.01 < np.abs(sound).max() < 1.0
    assert np.abs(sound[-4:]).max() < 0.01
    assert sinks[0].closed


def test_the_notes_keep_their_times_and_instruments():
    song = bundled_songs()[0]
    notes = notes_of(song)
    assert max(n.end_s for n in notes) == pytest.approx(song.duration_s, abs=0.5)
    assert all(n.start_s < n.end_s for n in notes)


@pytest.mark.parametrize("composer", ["rules", "songs"])
def test_an_excerpt_is_written_where_the_plan_aims(composer):
    plan = Plan(Strategy.HOLD, Affect(0.6, 0.5), composer=composer, loudness_limit=60.0)
    bars = excerpt(plan, bundled_songs)
    assert len(bars) == EXCERPT_BARS
    assert all(bar.notes for bar in bars)
    assert max(bar.parameters.loudness for bar in bars) <= 60.0


def test_a_recording_that_is_chosen_is_heard_from_its_beginning(jukebox, sinks, tmp_path):
    from dataclasses import replace

    from emotune_gui.domain.song import SongKind
    from emotune_gui.music.exporting import Wanted, export

    given = bundled_songs()[0]
    tape = tmp_path / "tape.wav"
    export(notes_of(given)[:200], Wanted(wav=tape), lambda _share: True)
    song = replace(given, id="a" * 16, kind=SongKind.AUDIO, path=tape)
    listed = Jukebox(lambda: False, lambda: [song], jukebox._open_sink)
    listed.play_composer(Plan(composer="songs", song_id=song.id), lambda seconds: seconds < 3.0)
    sound = np.concatenate(sinks[0].sound)
    assert np.abs(sound).max() > 0.01


def test_silence_ends_what_plays_and_waits_for_the_loudspeakers(jukebox, sinks):
    playing = threading.Event()

    def go_on(seconds: float) -> bool:
        if seconds > 0.0:
            playing.set()
        return True

    song = max(bundled_songs(), key=lambda s: s.duration_s)
    thread = threading.Thread(target=jukebox.play_song, args=(song, go_on))
    thread.start()
    assert playing.wait(30)
    jukebox.silence()
    assert sinks[0].closed
    thread.join(10)
    assert not thread.is_alive()


def test_nothing_is_opened_while_a_session_runs(sinks):
    jukebox = Jukebox(lambda: True, bundled_songs, lambda: sinks.append(Sink()))
    with pytest.raises(SoundUnavailable, match="session is running"):
        jukebox.play_song(bundled_songs()[0], lambda _s: True)
    assert sinks == []


def test_a_song_whose_file_is_gone_is_told(jukebox, sinks, tmp_path):
    from dataclasses import replace

    gone = replace(bundled_songs()[0], path=tmp_path / "gone.mid")
    with pytest.raises(InvalidInput):
        jukebox.play_song(gone, lambda _s: True)
    assert sinks == []
