"""A session with recordings: heard, steered by hand, skipped, written down."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.session import Plan
from emotune_gui.domain.song import SongInfo
from emotune_gui.engine import songs as engine_songs
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.live_session import LiveSession
from emotune_gui.engine.parts import RealParts
from emotune_gui.engine.request import LiveRequest
from emotune_gui.storage.opening import Database, open_database
from tests.engine.test_songs import ended, wait_for
from tests.music.songs.recordings import recording, wav


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "x.db")
    yield opened
    opened.close()


@pytest.fixture
def shelf(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[SongInfo, ...]:
    songs = tuple(
        recording(wav(tmp_path / f"{name}.wav", 60.0, hertz), 60.0, tempo_bpm=200.0, tonic=tonic)
        for name, hertz, tonic in (("Anne", 440.0, 9), ("Ben", 660.0, 4))
    )
    library = engine_songs.SongLibrary
    monkeypatch.setattr(engine_songs, "SongLibrary", lambda store: library(store, given=songs))
    return songs


def session_of(database: Database, plan: Plan, audio: str) -> LiveSession:
    clock, faults = SystemClock(), FaultDesk()
    client = database.clients.create("Ada", [])
    request = LiveRequest(client, plan, "0", audio)
    session = LiveSession(request, database, RealParts(clock, faults), clock, faults)
    session.start()
    return session


def test_recordings_are_heard_skipped_and_written_down(
    database: Database, shelf: tuple[SongInfo, ...], tmp_path: Path
) -> None:
    anne, ben = shelf
    out = tmp_path / "heard.wav"
    session = session_of(database, Plan(composer="songs", song_id=anne.id), str(out))
    seen = wait_for(session, lambda s: s.music.song is not None and s.music.bar is not None)
    assert (seen.music.song, seen.music.composer) == (anne, "songs")
    assert seen.music.bar is not None
    first = seen.music.bar
    assert (first.composer, first.notes, first.tonic) == ("audio", (), anne.tonic)
    session.steer_parameter("tempo_bpm", 160.0)
    seen = wait_for(
        session,
        lambda s: s.music.bar is not None and s.music.bar.parameters.tempo_bpm > 1.1 * 200.0,
    )
    assert seen.music.song == anne
    assert session.rate(score=4)
    session.skip_song()
    assert wait_for(session, lambda s: s.music.song == ben).music.song_reasons
    wait_for(session, lambda s: s.music.bar.tonic == ben.tonic and s.music.beat > 2.0)
    deck = session.running.deck
    ended(session)

    timeline = database.sessions.timeline(session.session_id)
    assert [(s.song_id, s.skipped) for s in timeline.songs] == [(anne.id, True), (ben.id, False)]
    assert {heard.bar.composer for heard in timeline.bars} == {"audio"}
    ids = {heard.bar.id for heard in timeline.bars}
    assert [rating.bar_id in ids for rating in timeline.ratings] == [True]
    assert timeline.played == ()
    assert deck._heard == ()
    with wave.open(str(out)) as file:
        sound = np.frombuffer(file.readframes(file.getnframes()), "<i2")[::2] / 32768.0
    assert np.abs(sound).max() > 0.02
    # Half a second before the last fade began there is nothing but the second song's tone.
    tail = sound[-int(1.6 * 44100) : -int(1.2 * 44100)]
    spectrum = np.abs(np.fft.rfft(tail * np.hanning(len(tail))))
    heard_hz = float(np.argmax(spectrum)) * 44100 / len(tail)
    assert heard_hz == pytest.approx(660.0, rel=0.15)


def test_a_midi_instrument_is_never_given_a_recording(
    database: Database, shelf: tuple[SongInfo, ...]
) -> None:
    from emotune_gui.music.songs.repertoire import Repertoire

    told: list[str] = []
    plan = Plan(composer="songs", song_id=shelf[0].id)
    repertoire = Repertoire(lambda: shelf, plan, (), told.append)
    assert repertoire.next(()) is None
    assert told == ["Anne is a recording, which a MIDI instrument cannot play; another is played."]


def test_a_recording_that_breaks_off_costs_a_notice(
    database: Database, shelf: tuple[SongInfo, ...], tmp_path: Path
) -> None:
    anne, ben = shelf
    wav(anne.path, 2.0)
    session = session_of(database, Plan(composer="songs", song_id=anne.id), "none")
    wait_for(session, lambda s: s.music.song == ben)
    said = [fault.message for fault in session.faults.all()]
    assert said == ["Anne is left out. Its file is damaged and cannot be played beyond 0:02."]
    ended(session)
