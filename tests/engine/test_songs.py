"""Songs in a session: heard, skipped, banned, exchanged for a composer, and written down."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from emotune_gui.domain.clock import SystemClock
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput, Severity
from emotune_gui.domain.live import LivePhase, LiveSnapshot
from emotune_gui.domain.music import Instrumentation, Palette
from emotune_gui.domain.review import SongPlayed
from emotune_gui.domain.session import Plan
from emotune_gui.domain.song import SongInfo
from emotune_gui.engine import songs as engine_songs
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.live_session import LiveSession
from emotune_gui.engine.parts import RealParts
from emotune_gui.engine.report import session_report
from emotune_gui.engine.request import LiveRequest
from emotune_gui.engine.songs import SongLog, bring_song
from emotune_gui.music.playing.midi_out import MidiInstrument, MidiSink
from emotune_gui.music.programme import SongPlaying
from emotune_gui.storage.opening import Database, open_database
from tests.music.songs import making
from tests.storage import records

PATIENCE_S = 40.0


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "x.db")
    yield opened
    opened.close()


@pytest.fixture
def shelf(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[SongInfo]:
    """Three songs of forty short bars and nothing else."""
    for name in ("Anne", "Ben", "Cleo"):
        head = [(0.0, making.tempo(160)), (0.0, making.metre(2, 4))]
        tune = making.track(making.scale(60, 80), before=head)
        path = making.midi(tmp_path / f"{name}.mid", tune)
        database.songs.put(
            records.song(path, name, tempo_bpm=160.0, tonic=0, affect=Affect(0.2, 0.1))
        )
    library = engine_songs.SongLibrary
    monkeypatch.setattr(engine_songs, "SongLibrary", lambda store: library(store, given=()))
    return list(database.songs.songs())


def session_of(database: Database, plan: Plan) -> LiveSession:
    clock, faults = SystemClock(), FaultDesk()
    client = database.clients.by_name("Ada") or database.clients.create("Ada", [])
    request = LiveRequest(client, plan, "0", "none")
    session = LiveSession(request, database, RealParts(clock, faults), clock, faults)
    session.start()
    return session


def wait_for(session: LiveSession, happened: Callable[[LiveSnapshot], bool]) -> LiveSnapshot:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        snapshot = session.snapshot()
        if happened(snapshot):
            return snapshot
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def ended(session: LiveSession) -> None:
    session.end()
    assert session.join(PATIENCE_S)
    assert session.refused == []
    faults = [f.message for f in session.faults.all() if f.severity is Severity.FAULT]
    assert faults == []


def test_songs_are_heard_skipped_banned_and_written_down(
    database: Database, shelf: list[SongInfo]
) -> None:
    first = next(song for song in shelf if song.title == "Ben")
    session = session_of(database, Plan(composer="songs", song_id=first.id, seed=3))
    seen = wait_for(session, lambda s: s.music.song is not None)
    assert seen.music.song == first
    assert (seen.music.composer, seen.music.song_reasons) == (
        "songs",
        ("The therapist chose this song.",),
    )
    session.skip_song(ban=True)
    seen = wait_for(session, lambda s: s.music.song not in (None, first))
    second = seen.music.song
    assert seen.music.song_reasons
    session.set_composer("rules")
    seen = wait_for(session, lambda s: s.music.composer == "rules")
    assert (seen.music.song, seen.music.song_reasons) == (None, ())
    session.set_composer("songs")
    third = wait_for(session, lambda s: s.music.song is not None).music.song
    assert len({song.id for song in (first, second, third)}) == 3
    ended(session)

    assert database.songs.bans(session.request.client.id) == {first.id}
    timeline = database.sessions.timeline(session.session_id)
    assert [song.song_id for song in timeline.songs] == [first.id, second.id, third.id]
    assert [song.skipped for song in timeline.songs] == [True, False, False]
    assert [song.place for song in timeline.songs] == [0, 1, 2]
    for song in timeline.songs:
        assert 0.0 <= song.start_s < song.end_s <= timeline.info.duration_s + 1.5
    composers = [heard.bar.composer for heard in timeline.bars]
    assert set(composers) == {"song", "rules"}
    starts = {round(song.start_s, 6) for song in timeline.songs}
    assert starts <= {round(heard.start_s, 6) for heard in timeline.bars}
    assert timeline.songs[0].end_s == pytest.approx(timeline.songs[1].start_s, abs=1e-6)
    assert timeline.info.plan.song_id == first.id
    told = session_report(session)
    assert [song["title"] for song in told["songs"]] == [s.title for s in timeline.songs]
    assert (told["composer"], told["hanging_notes"], told["sound"]["bar_starvations"]) == (
        "songs",
        0,
        0,
    )


def test_a_banned_song_is_not_played_in_the_next_session(
    database: Database, shelf: list[SongInfo]
) -> None:
    client = database.clients.create("Ada", [])
    for song in shelf[:2]:
        database.songs.ban(client.id, song.id)
    session = session_of(database, Plan(composer="songs"))
    assert wait_for(session, lambda s: s.music.song is not None).music.song == shelf[2]
    ended(session)


def test_what_was_skipped_waits_in_the_next_session(
    database: Database, shelf: list[SongInfo]
) -> None:
    plan = Plan(composer="songs", seed=3)
    session = session_of(database, plan)
    first = wait_for(session, lambda s: s.music.song is not None).music.song
    session.skip_song()
    second = wait_for(session, lambda s: s.music.song not in (None, first)).music.song
    ended(session)
    again = session_of(database, plan)
    fresh = wait_for(again, lambda s: s.music.song is not None).music.song
    ended(again)
    assert fresh is not None and fresh not in (first, second)


def test_unknown_composers_are_refused_and_nothing_is_skipped_without_a_song(
    database: Database,
) -> None:
    session = session_of(database, Plan())
    wait_for(session, lambda s: s.music.bar is not None)
    with pytest.raises(InvalidInput, match="no composer mozart"):
        session.set_composer("mozart")
    session.skip_song(ban=True)
    assert session.snapshot().music.composer == "rules"
    ended(session)
    assert database.songs.bans(session.request.client.id) == frozenset()


@pytest.mark.parametrize("plan", [Plan(composer="mozart"), Plan(preset="loud")])
def test_a_plan_that_cannot_be_played_begins_no_session(database: Database, plan: Plan) -> None:
    session = session_of(database, plan)
    wait_for(session, lambda s: s.phase is LivePhase.ENDED)
    assert session.failure is not None and session.failure.endswith(".")
    assert database.sessions.list() == []


def test_the_palette_of_the_plan_is_heard(database: Database) -> None:
    plan = Plan(instrumentation=Instrumentation(Palette.PIANO))
    session = session_of(database, plan)
    bar = wait_for(session, lambda s: s.music.bar is not None).music.bar
    ended(session)
    assert {program for _, program in bar.parameters.instruments} <= set(range(8))
    assert database.sessions.info(session.session_id).plan == plan


class Written:
    def __init__(self) -> None:
        self.rows: dict[int, SongPlayed] = {}

    def song(self, played: SongPlayed) -> None:
        self.rows[played.place] = played


def test_the_log_knows_what_was_heard_when() -> None:
    written = Written()
    log = SongLog(written)
    anne, ben = (
        SongPlaying(place, records.song(Path(__file__), name), ("Why.",))
        for place, name in enumerate(("Anne", "Ben"))
    )
    order = [anne, anne, ben, None, ben]
    order[4] = replace(ben, place=2)
    for number, playing in enumerate(order):
        log.written(records.bar(number), playing)
    # A bar that waits is written again, with another song.
    log.written(records.bar(1), anne)
    assert log.heard is None and written.rows == {}
    for number in range(5):
        log.bar_started(records.bar(number), 10.0 + 2 * number)
    assert log.heard == order[4]
    log.mark_skipped(1)
    log.ended(21.0)
    assert [(s.title, s.start_s, s.end_s, s.skipped) for s in log.played] == [
        ("Anne", 10.0, 14.0, False),
        ("Ben", 14.0, 16.0, True),
        ("Ben", 18.0, 21.0, False),
    ]
    assert tuple(written.rows.values()) == log.played
    assert log.heard is None


def test_a_file_is_brought_into_the_library_once(database: Database, tmp_path: Path) -> None:
    path = making.midi(tmp_path / "my tune.mid", making.track(making.scale()))
    song = bring_song(database.songs, path)
    assert (song.title, song.automatic, song.path.parent.name) == ("my tune", True, "songs")
    path.rename(tmp_path / "other name.mid")
    again = bring_song(database.songs, tmp_path / "other name.mid")
    assert again == song and len(database.songs.songs()) == 1


def test_a_midi_instrument_plays_instead_of_the_synthesiser() -> None:
    class Port:
        name = "Piano"

        def send(self, kind: str, **values: int) -> None:
            pass

        def close(self) -> None:
            pass

    clock = SystemClock()
    sink = MidiSink(Port(), clock)
    player = RealParts(clock, FaultDesk()).player(sink, lambda b, t: None, lambda n: None)
    assert isinstance(player._synthesiser, MidiInstrument)
    assert player._synthesiser is sink.instrument
    player.stop()
    sink.close()
