"""What is played: composers and songs follow one another at phrase ends, and twins agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.music import Bar, Instrumentation, Part
from emotune_gui.domain.ports import Composer
from emotune_gui.domain.session import LIKED, Plan
from emotune_gui.domain.song import SongInfo, SongKind
from emotune_gui.music.composing.composer import RuleComposer
from emotune_gui.music.programme import (
    CHOICES,
    DWELL_S,
    FADED_TO,
    LATEST_BARS,
    LED_IN_FROM,
    NO_SONGS,
    Programme,
    Wishes,
    swelling,
)
from emotune_gui.music.songs.repertoire import CHOSEN_BY_HAND, KEPT_SCORES, Repertoire
from tests.music.shelf import SONGS, Shelf, asked

HAPPY, SAD, CALM = Affect(0.7, 0.6), Affect(-0.7, -0.5), Affect(0.6, -0.6)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def title(programme: Programme) -> str | None:
    return None if programme.playing is None else programme.playing.song.title


def until(programme: Programme, stop: Callable[[Bar], bool], most: int = 200) -> list[Bar]:
    bars = []
    for _ in range(most):
        bars.append(programme.next_bar(asked()))
        if stop(bars[-1]):
            return bars
    raise AssertionError("it never came")


def test_the_names_on_the_command_line_are_those_of_the_program() -> None:
    from emotune_gui.commands import live
    from emotune_gui.music.shaping import ShapingPreset

    assert set(live.CHOICES) == {*CHOICES, LIKED}
    assert set(live.PRESETS) == set(ShapingPreset)


def test_rules_write_what_the_rule_composer_writes(shelf: Shelf) -> None:
    programme, _, _ = shelf.programme(Plan(seed=9))
    alone = RuleComposer(9)
    for _ in range(6):
        assert programme.next_bar(asked(HAPPY)) == alone.next_bar(asked(HAPPY))
    assert (programme.name, programme.playing, shelf.told) == ("rules", None, [])


def test_a_composer_that_cannot_be_had_is_replaced_and_named(shelf: Shelf) -> None:
    def missing(name: str, seed: int, first_bar: int) -> tuple[Composer, str]:
        return RuleComposer(seed, start_bar=first_bar), f"{name} is not there."

    plan = Plan(composer="rnn")
    programme = Programme(
        plan,
        Wishes(plan.composer),
        shelf.repertoire(plan),
        open_composer=missing,
        on_notice=shelf.told.append,
    )
    assert programme.next_bar(asked()).composer == "rules"
    assert (programme.name, shelf.told) == ("rules", ["rnn is not there."])


def test_unknown_names_are_refused_in_a_sentence(shelf: Shelf) -> None:
    with pytest.raises(InvalidInput, match="choose one of rules"):
        Wishes("mozart")
    with pytest.raises(InvalidInput, match="choose one of rules"):
        Wishes("rules").composer = "mozart"
    with pytest.raises(InvalidInput, match="affect and thesis"):
        shelf.programme(Plan(preset="loud"))


def test_the_song_nearest_to_the_client_comes_first_with_reasons(shelf: Shelf) -> None:
    shelf.put("Happy", HAPPY)
    shelf.put("Sad", SAD)
    programme, _, _ = shelf.programme(SONGS)
    programme.observe(SAD, 10.0)
    bar = programme.next_bar(asked(SAD))
    assert bar.composer == "song"
    assert programme.playing is not None
    assert title(programme) == "Sad"
    assert programme.playing.reasons == ("A sad song, close to what the client seems to feel.",)


def test_the_plans_song_comes_first_whatever_is_felt(shelf: Shelf) -> None:
    happy = shelf.put("Happy", HAPPY)
    shelf.put("Sad", SAD)
    programme, _, _ = shelf.programme(replace(SONGS, song_id=happy.id[:6]))
    programme.observe(SAD, 10.0)
    programme.next_bar(asked(SAD))
    assert programme.playing is not None
    assert (title(programme), programme.playing.reasons) == ("Happy", (CHOSEN_BY_HAND,))


def test_every_bar_has_its_own_number_and_songs_follow_one_another(shelf: Shelf) -> None:
    for name in ("Anne", "Ben", "Cleo"):
        shelf.put(name, HAPPY, bars=8)
    programme, _, _ = shelf.programme(SONGS)
    played = []
    bars = []
    for _ in range(24):
        bars.append(programme.next_bar(asked(HAPPY)))
        played.append(title(programme))
    assert [bar.index for bar in bars] == [bar.id for bar in bars] == list(range(24))
    assert sorted(set(played)) == ["Anne", "Ben", "Cleo"]
    assert [played.count(name) for name in ("Anne", "Ben", "Cleo")] == [8, 8, 8]
    until(programme, lambda bar: bar.index == 24)
    assert title(programme) == played[0], "the one longest unheard comes again"


def test_the_last_bar_fades_and_the_next_song_leads_in(shelf: Shelf) -> None:
    shelf.put("Anne", HAPPY, bars=8)
    shelf.put("Ben", HAPPY, bars=8)
    programme, _, _ = shelf.programme(SONGS)
    bars = [programme.next_bar(asked()) for _ in range(12)]
    rests = [bars[7], bars[8]]
    for bar, (first, last) in zip(rests, ((1.0, FADED_TO), (LED_IN_FROM, 1.0)), strict=True):
        early = [n.velocity for n in bar.notes if n.onset < 1]
        late = [n.velocity for n in bar.notes if n.onset >= 3]
        assert early and late
        ratio = (sum(late) / len(late)) / (sum(early) / len(early))
        assert (ratio < 1.0) == (last < first)


@given(st.floats(0.1, 1.5), st.floats(0.1, 1.5))
@settings(max_examples=25, deadline=None)
def test_swelling_keeps_everything_but_velocities(first: float, last: float) -> None:
    bar = RuleComposer(3).next_bar(asked())
    swelled = swelling(bar, first, last)
    assert replace(swelled, notes=bar.notes) == bar
    for before, after in zip(bar.notes, swelled.notes, strict=True):
        assert replace(after, velocity=before.velocity) == before
        assert 1 <= after.velocity <= 127
        bounds = sorted((first, last))
        assert bounds[0] * before.velocity - 1 <= after.velocity
        assert after.velocity <= max(1, bounds[1] * before.velocity + 1)


@pytest.mark.parametrize("after", range(1, 12))
def test_a_skip_waits_for_a_phrase_or_two_bars(shelf: Shelf, after: int) -> None:
    shelf.put("Anne", HAPPY, bars=32)
    shelf.put("Ben", HAPPY, bars=32)
    programme, wishes, _ = shelf.programme(SONGS)
    for _ in range(after):
        programme.next_bar(asked())
    first = title(programme)
    wishes.skip(0)
    rest = until(programme, lambda bar: title(programme) != first)[:-1]
    assert len(rest) <= LATEST_BARS
    assert len(rest) == LATEST_BARS or rest[-1].cadence
    wishes.skip(0)
    second = title(programme)
    programme.next_bar(asked())
    assert title(programme) == second, "what was asked of the first does not touch the second"


def test_a_banned_song_never_comes_again(shelf: Shelf) -> None:
    for name in ("Anne", "Ben", "Cleo"):
        shelf.put(name, HAPPY, bars=4)
    programme, wishes, repertoire = shelf.programme(SONGS, frozenset({shelf.songs[0].id}))
    programme.next_bar(asked())
    assert programme.playing is not None
    gone = programme.playing.song
    repertoire.ban(gone.id)
    wishes.skip(0)
    until(programme, lambda bar: title(programme) != gone.title)
    heard = set()
    for _ in range(30):
        programme.next_bar(asked())
        heard.add(title(programme))
    assert heard == {"Ben", "Cleo"} - {gone.title}


def test_without_any_song_the_rules_play_and_say_so(shelf: Shelf) -> None:
    song = shelf.put("Anne", HAPPY)
    programme, _, _ = shelf.programme(SONGS, frozenset({song.id}))
    assert programme.next_bar(asked()).composer == "rules"
    assert (programme.name, shelf.told) == ("rules", [NO_SONGS])


def test_a_list_that_cannot_be_read_is_no_crash(shelf: Shelf) -> None:
    def damaged() -> list[SongInfo]:
        raise EmoTuneError("The list is damaged.")

    programme = Programme(SONGS, Wishes("songs"), Repertoire(damaged, SONGS, (), shelf.told.append))
    assert programme.next_bar(asked()).composer == "rules"
    assert shelf.told == ["The list is damaged."]


def test_a_song_whose_file_is_gone_is_left_out_with_a_sentence(shelf: Shelf) -> None:
    gone = shelf.put("Anne", HAPPY)
    shelf.put("Ben", SAD)
    gone.path.unlink()
    programme, _, _ = shelf.programme(replace(SONGS, song_id=gone.id))
    programme.observe(HAPPY, 1.0)
    programme.next_bar(asked())
    assert title(programme) == "Ben"
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in shelf.told)
    assert len(shelf.told) == 2


def test_a_recording_is_never_chosen(shelf: Shelf) -> None:
    sound = shelf.put("Anne", HAPPY, kind=SongKind.AUDIO)
    shelf.put("Ben", SAD)
    programme, _, _ = shelf.programme(replace(SONGS, song_id=sound.id))
    programme.observe(HAPPY, 1.0)
    programme.next_bar(asked())
    assert title(programme) == "Ben"
    assert "recording" in shelf.told[0]


def test_a_song_that_no_longer_serves_is_left_at_a_phrase_end_after_a_minute(shelf: Shelf) -> None:
    shelf.put("Happy", HAPPY, bars=120)
    shelf.put("Sad", SAD, bars=120)
    programme, _, _ = shelf.programme(SONGS)
    programme.observe(HAPPY, 0.0)
    programme.next_bar(asked())
    assert title(programme) == "Happy"
    programme.observe(SAD, 1000.0)
    bars = until(programme, lambda bar: title(programme) == "Sad")
    heard = sum(b.beats * 60.0 / b.parameters.tempo_bpm for b in bars[:-1])
    assert heard + 4.0 >= DWELL_S
    assert bars[-2].cadence


def test_a_song_that_serves_stays(shelf: Shelf) -> None:
    shelf.put("Happy", HAPPY, bars=64)
    shelf.put("Merry", Affect(0.75, 0.65), bars=64)
    programme, _, _ = shelf.programme(SONGS)
    programme.observe(HAPPY, 0.0)
    programme.next_bar(asked())
    first = title(programme)
    for step in range(60):
        programme.observe(Affect(0.75, 0.65), 1.0 + step)
        programme.next_bar(asked())
    assert title(programme) == first


@pytest.mark.parametrize("way", [("rules", "songs"), ("songs", "rules"), ("rules", "rnn")])
def test_another_composer_takes_over_within_two_bars(shelf: Shelf, way: tuple[str, str]) -> None:
    shelf.put("Anne", HAPPY, bars=40)
    before, after = way
    programme, wishes, _ = shelf.programme(replace(SONGS, composer=before))
    bars = [programme.next_bar(asked())]
    wishes.composer = after
    assert programme.must_leave
    bars += [programme.next_bar(asked()) for _ in range(LATEST_BARS + 1)]
    assert not programme.must_leave
    names = [{"song": "songs"}.get(bar.composer, bar.composer) for bar in bars]
    assert names[0] == before and names[-1] == programme.name
    assert names[-1] == after or shelf.told
    assert [bar.index for bar in bars] == list(range(len(bars)))


def test_a_wish_taken_back_in_time_changes_nothing(shelf: Shelf) -> None:
    shelf.put("Anne", HAPPY, bars=40)
    (programme, wishes, _), (other, _, _) = (
        shelf.programme(Plan(seed=5)),
        shelf.programme(Plan(seed=5)),
    )
    for _ in range(3):
        assert programme.next_bar(asked()) == other.next_bar(asked())
    wishes.composer = "songs"
    wishes.composer = "rules"
    for _ in range(6):
        assert programme.next_bar(asked()) == other.next_bar(asked())


ACTS = st.lists(st.sampled_from(["bar", "bar", "bar", "skip", "rules", "songs"]), max_size=40)


@given(ACTS, st.integers(0, 39))
@settings(max_examples=30, deadline=None)
def test_a_twin_writes_on_as_the_first_would_have(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str], when: int
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("songs"))
    for name in ("Anne", "Ben"):
        shelf.put(name, HAPPY, bars=6)
    programme, wishes, _ = shelf.programme(SONGS)
    for number, act in enumerate(acts):
        if number == when:
            twin = programme.twin()
            ahead = [twin.next_bar(asked(CALM)) for _ in range(4)]
            again = programme.twin()
            assert [again.next_bar(asked(CALM)) for _ in range(4)] == ahead
            assert again.playing == twin.playing
        if act == "bar":
            programme.next_bar(asked())
        elif act == "skip" and programme.playing is not None:
            wishes.skip(programme.playing.place)
        elif act in CHOICES:
            wishes.composer = act


def test_the_plans_limits_hold_whoever_plays(shelf: Shelf) -> None:
    shelf.put("Anne", HAPPY)
    limits = Instrumentation(lowest=48, highest=72)
    plan = replace(
        SONGS,
        preset="thesis",
        loudness_limit=50.0,
        excluded_parts=(Part.BASS,),
        instrumentation=limits,
    )
    programme, wishes, _ = shelf.programme(plan)
    for name in ("songs", "rules"):
        wishes.composer = name
        for _ in range(LATEST_BARS + 2):
            bar = programme.next_bar(asked(HAPPY, plan))
            assert bar.parameters.loudness <= 50.0
            pitched = [note for note in bar.notes if note.part is not Part.DRUMS]
            assert pitched and all(48 <= note.pitch <= 72 for note in pitched)
            assert all(note.part is not Part.BASS for note in bar.notes)
        assert programme.shaped(asked(HAPPY, plan)).loudness <= 50.0


def test_live_controls_are_the_songs_own_and_ask_for_nothing_new(shelf: Shelf) -> None:
    shelf.put("Anne", HAPPY)
    programme, _, _ = shelf.programme(SONGS)
    bar = programme.next_bar(asked())
    fast = asked(Affect(0.0, 0.9))
    steered = programme.shaped(fast)
    assert bar.parameters.tempo_bpm < steered.tempo_bpm < fast.tempo_bpm
    assert steered == programme.shaped(fast)


def test_what_is_prepared_is_what_comes(shelf: Shelf) -> None:
    for name in ("Anne", "Ben", "Cleo"):
        shelf.put(name, HAPPY, bars=4)
    (one, _, _), (two, _, _) = shelf.programme(SONGS), shelf.programme(SONGS)
    for _ in range(12):
        assert one.next_bar(asked()) == two.next_bar(asked())
        one.prepare()
    assert one.playing == two.playing


def test_only_the_last_songs_stay_in_memory(shelf: Shelf) -> None:
    songs = [shelf.put(f"Song{k:02d}", HAPPY, bars=2) for k in range(KEPT_SCORES + 3)]
    repertoire = shelf.repertoire(SONGS)
    kept = [repertoire.score(song) for song in songs]
    assert repertoire.score(songs[-1]) is kept[-1]
    assert repertoire.score(songs[0]) is not kept[0]
