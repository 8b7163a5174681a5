"""Recordings among the songs of a session: silent bars over them, what is asked of the sound."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Bar, Mode
from emotune_gui.domain.session import Plan
from emotune_gui.domain.song import SongInfo
from emotune_gui.music.programme import DWELL_S, LATEST_BARS, Programme, Wishes
from emotune_gui.music.shaping import ShapingPreset
from emotune_gui.music.songs.audio_bars import (
    BEATS,
    FASTEST,
    MOST_SEMITONES,
    PHRASE_BARS,
    SLOWEST,
    AudioComposer,
)
from emotune_gui.music.songs.audio_deck import AudioDeck, Turn
from emotune_gui.music.songs.audio_song import SoundShape
from emotune_gui.music.songs.repertoire import Repertoire
from tests.music.shelf import SONGS, Shelf, asked
from tests.music.songs.recordings import Idle, fed, heard, recording, wav

HAPPY, SAD = Affect(0.7, 0.6), Affect(-0.7, -0.5)
axis = st.floats(-1.0, 1.0)


class Case:
    """A programme over a shelf and a deck that is fed by hand."""

    def __init__(self, folder: Path, plan: Plan = SONGS) -> None:
        self.shelf, self.folder, self.clock = Shelf(folder), folder, Idle()
        self.deck = AudioDeck(self.clock)
        self.wishes = Wishes(plan.composer)
        self.repertoire = Repertoire(
            lambda: self.shelf.songs, plan, (), self.shelf.told.append, self.deck
        )
        self.programme = Programme(plan, self.wishes, self.repertoire)

    def record(self, title: str, affect: Affect = HAPPY, seconds: float = 16.0) -> SongInfo:
        song = recording(wav(self.folder / f"{title}.wav", seconds), seconds, affect=affect)
        self.shelf.songs.append(song)
        return song

    def bar(self, target: Affect = Affect(0.0, 0.0), plan: Plan = SONGS) -> Bar:
        return self.programme.next_bar(asked(target, plan))

    def title(self) -> str:
        assert self.programme.playing is not None
        return self.programme.playing.song.title


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def test_a_recording_counts_as_a_song(case: Case) -> None:
    song = case.record("Anne")
    case.shelf.put("Ben", SAD)
    case.programme.observe(HAPPY, 1.0)
    bar = case.bar(HAPPY)
    assert case.programme.playing is not None
    assert case.programme.playing.song == song
    assert case.programme.playing.reasons == (
        "A happy song, close to what the client seems to feel.",
    )
    assert (case.programme.name, bar.composer, bar.notes) == ("songs", "audio", ())
    assert (bar.tonic % 12, bar.parameters.mode, bar.beats) == (9, Mode.AEOLIAN, BEATS)
    assert bar.parameters.tempo_bpm == pytest.approx(120.0, rel=0.05)


def test_it_lasts_as_long_as_its_file_and_another_follows(case: Case) -> None:
    for name in ("Anne", "Ben"):
        case.record(name, seconds=16.0)
    titles, leaving = [], []
    for _ in range(16):
        case.bar()
        titles.append(case.title())
        assert case.programme.playing is not None
        leaving.append(case.programme.playing.leaving)
    # Eight bars of four beats at 120 are 16 s.
    assert titles == [titles[0]] * 8 + [titles[8]] * 8 and titles[0] != titles[8]
    assert leaving == ([False] * 7 + [True]) * 2


def test_phrases_have_four_bars_and_a_skip_waits_for_one_or_two_bars(case: Case) -> None:
    for name in ("Anne", "Ben"):
        case.record(name, seconds=60.0)
    bars = [case.bar() for _ in range(8)]
    assert [bar.cadence for bar in bars] == ([False] * (PHRASE_BARS - 1) + [True]) * 2
    first = case.title()
    case.wishes.skip(0)
    waited = 0
    while case.title() == first:
        case.bar()
        waited += 1
    assert waited - 1 <= LATEST_BARS


def test_another_that_serves_better_takes_its_place(case: Case) -> None:
    case.record("Happy", HAPPY, seconds=300.0)
    case.record("Sad", SAD, seconds=300.0)
    case.programme.observe(HAPPY, 0.0)
    heard_s = 0.0
    bar = case.bar()
    assert case.title() == "Happy"
    case.programme.observe(SAD, 1000.0)
    while case.title() == "Happy":
        heard_s += bar.beats * 60.0 / bar.parameters.tempo_bpm
        bar = case.bar()
    assert heard_s + 4.0 >= DWELL_S


@pytest.mark.parametrize("kind", ["text", "empty", "gone"])
def test_what_is_no_recording_is_left_out_with_a_sentence(case: Case, kind: str) -> None:
    bad = case.record("Anne")
    case.record("Ben", SAD)
    bad.path.write_bytes(b"la la la" if kind == "text" else b"")
    if kind == "gone":
        bad.path.unlink()
    case.programme.observe(HAPPY, 1.0)
    case.bar()
    assert case.title() == "Ben"
    (told,) = case.shelf.told
    assert told.startswith("Anne is left out.") and told.endswith(".")


def test_one_that_breaks_off_gives_way_at_the_next_bar_and_does_not_return(case: Case) -> None:
    song = case.record("Anne", seconds=2.0)
    case.shelf.songs[0] = replace(song, duration_s=200.0)
    case.shelf.put("Ben", SAD, bars=4)
    case.programme.observe(HAPPY, 1.0)
    case.bar()
    turn = Turn(0, song.id)
    fed(case.deck, case.clock)
    case.deck.bar_began(turn, 0, 2.0, leaving=False)
    heard(case.deck, case.clock, 3.0)
    assert case.deck.over(turn) and case.programme.must_leave
    case.bar()
    assert case.title() == "Ben" and not case.programme.must_leave
    assert case.shelf.told == [
        "Anne is left out. Its file is damaged and cannot be played beyond 0:02."
    ]
    titles = set()
    for _ in range(12):
        case.bar()
        titles.add(case.title())
    assert titles == {"Ben"}


def test_a_twin_has_the_same_bars_and_the_same_deck(case: Case) -> None:
    case.record("Anne", seconds=16.0)
    case.shelf.put("Ben", SAD, bars=8)
    for _ in range(3):
        case.bar()
    twin = case.programme.twin()
    ahead = [twin.next_bar(asked(SAD)) for _ in range(9)]
    again = case.programme.twin()
    assert [again.next_bar(asked(SAD)) for _ in range(9)] == ahead
    assert [case.programme.next_bar(asked(SAD)) for _ in range(9)] == ahead


def test_the_loudness_limit_holds(case: Case) -> None:
    plan = replace(SONGS, loudness_limit=50.0)
    quiet = Case(case.folder, plan)
    quiet.record("Anne")
    loud = asked(Affect(0.5, 1.0))
    assert loud.loudness > 70
    assert quiet.programme.next_bar(loud).parameters.loudness <= 50.0
    assert quiet.programme.shaped(loud).loudness <= 50.0


def test_what_is_heard_follows_the_affect(case: Case) -> None:
    song = case.record("Anne", Affect(0.0, 0.0))
    case.bar()
    (track,) = case.deck._heard
    assert track.shape == SoundShape(1.0, 0.0, 0.0, 0.5)
    case.programme.shaped(asked(Affect(0.3, 0.9)))
    assert track.shape.tempo_ratio > 1.1 and track.shape.brightness > 0.7
    lively = case.programme.shaped(asked(Affect(0.3, 0.9)))
    assert lively.tempo_bpm == pytest.approx(song.tempo_bpm * track.shape.tempo_ratio)
    case.programme.shaped(asked(Affect(-0.3, -0.9)))
    assert track.shape.tempo_ratio < 0.9 and track.shape.brightness < 0.3


def composer(affect: Affect, preset: ShapingPreset = ShapingPreset.AFFECT) -> AudioComposer:
    song = recording(Path("x.wav"), 100.0, affect=affect)
    return AudioComposer(song, AudioDeck(Idle()), 0, preset=preset)


@given(axis, axis)
@settings(max_examples=50, deadline=None)
def test_where_it_expresses_what_is_wanted_it_is_as_recorded(
    valence: float, arousal: float
) -> None:
    affect = Affect(valence, arousal)
    shape = composer(affect).shape(asked(affect, Plan()))
    assert shape.tempo_ratio == pytest.approx(1.0)
    assert (shape.semitones, shape.brightness) == (0.0, pytest.approx(0.5))


@given(axis, axis, axis, axis, axis)
@settings(max_examples=100, deadline=None)
def test_more_arousal_is_never_slower_or_darker_and_all_stays_in_range(
    valence: float, own: float, low: float, high: float, wanted: float
) -> None:
    low, high = sorted((low, high))
    writer = composer(Affect(valence, own))
    calm, lively = (writer.shape(asked(Affect(wanted, a), Plan())) for a in (low, high))
    assert calm.tempo_ratio <= lively.tempo_ratio + 1e-9
    assert calm.brightness <= lively.brightness + 1e-9
    for shape in (calm, lively):
        assert SLOWEST <= shape.tempo_ratio <= FASTEST
        assert abs(shape.semitones) <= MOST_SEMITONES
        assert 0.0 <= shape.brightness <= 1.0


def test_pitch_moves_by_semitones_where_a_phrase_begins() -> None:
    writer = composer(Affect(0.0, 0.0))
    plain, high = asked(), asked(Affect(1.0, 1.0))
    assert writer.next_bar(plain).tonic == 9
    assert writer.shape(high).semitones == 0.0
    tonics = [writer.next_bar(high).tonic for _ in range(4)]
    assert tonics[:3] == [9, 9, 9]
    assert tonics[3] == (9 + writer.shape(plain).semitones) % 12 != 9


@pytest.mark.parametrize(
    ("target", "ratio", "semitones"),
    [(Affect(0.8, 0.7), 1.5, 0), (Affect(-0.8, -0.6), 0.9, -4), (Affect(-0.8, 0.8), 1.5, 5)],
)
def test_the_thesis_preset_has_its_own_rules(target: Affect, ratio: float, semitones: int) -> None:
    shape = composer(Affect(0.0, 0.0), ShapingPreset.THESIS).shape(asked(target))
    assert (shape.tempo_ratio, shape.semitones) == (ratio, semitones)
