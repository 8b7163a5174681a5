from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.music import Mode
from emotune_gui.domain.session import Strategy
from emotune_gui.domain.song import SongInfo, SongKind, SongMemory
from emotune_gui.music.songs.recommending import (
    LEAD_STEP,
    key_gap,
    recommend,
    tempo_gap,
    wanted_place,
)

CALM = Affect(0.5, -0.5)
unit = st.floats(-1.0, 1.0, allow_nan=False)
affects = st.builds(Affect, unit, unit)
strategies = st.sampled_from(list(Strategy))


def song(number: int, valence: float = 0.0, arousal: float = 0.0, **more) -> SongInfo:
    fields = {
        "id": f"{number:016x}",
        "title": f"Song {number}",
        "composer": f"Composer {number}",
        "genre": "air",
        "licence": "Public domain",
        "source": "made up",
        "path": Path(f"{number}.mid"),
        "kind": SongKind.SCORE,
        "affect": Affect(valence, arousal),
        "automatic": False,
        "tempo_bpm": 100.0,
        "tonic": 0,
        "mode": Mode.IONIAN,
        "duration_s": 120.0,
    }
    return SongInfo(**(fields | more))


GRID = tuple(
    song(
        100 * i + j,
        -0.8 + 0.2 * i,
        -0.8 + 0.2 * j,
        tempo_bpm=60.0 + 7 * i + 3 * j,
        tonic=(5 * i + j) % 12,
    )
    for i in range(9)
    for j in range(9)
)


@given(now=affects, target=affects, strategy=strategies, seed=st.integers(0, 99))
def test_the_first_song_lies_near_what_is_wanted(now, target, strategy, seed) -> None:
    (first,) = recommend(GRID, now, strategy, target, seed=seed)
    place = wanted_place(now, strategy, target)
    nearest = min(one.affect.distance(place) for one in GRID)
    assert first.song.affect.distance(place) <= nearest + 0.2
    assert all(reason.endswith(".") for reason in first.reasons) and first.reasons


@given(
    now=affects, target=affects, strategy=strategies, seed=st.integers(0, 99), n=st.integers(1, 100)
)
def test_same_arguments_same_songs_and_none_twice(now, target, strategy, seed, n) -> None:
    found = recommend(GRID, now, strategy, target, n=n, seed=seed)
    assert found == recommend(GRID, now, strategy, target, n=n, seed=seed)
    assert len(found) == min(n, len(GRID)) == len({one.song.id for one in found})


@given(now=affects, target=affects)
def test_a_lead_goes_one_step_toward_the_target(now, target) -> None:
    place = wanted_place(now, Strategy.LEAD, target)
    assert now.distance(place) <= LEAD_STEP + 1e-9
    assert place.distance(target) <= now.distance(target) + 1e-9


def test_leading_from_sad_to_calm_arrives_without_a_jump() -> None:
    client, played = Affect(-0.6, -0.5), []
    for _ in range(8):
        (chosen,) = recommend(GRID, client, Strategy.LEAD, CALM, played)
        assert client.distance(chosen.song.affect) <= LEAD_STEP + 0.25
        played.append(chosen.song.id)
        client = client.blended(chosen.song.affect, 0.8)
    assert client.distance(CALM) < 0.3
    assert len(set(played)) == 8


def test_contrast_is_never_toward_distress() -> None:
    for now in (Affect(-0.8, -0.6), Affect(-0.7, 0.8), Affect(0.8, 0.7), Affect(0.7, -0.8)):
        (first,) = recommend(GRID, now, Strategy.CONTRAST, CALM)
        assert first.song.affect.valence >= 0.0
        assert abs(first.song.affect.arousal) <= 0.6


@given(seed=st.integers(0, 50), now=affects)
def test_nothing_is_repeated_until_all_is_played(seed, now) -> None:
    few = GRID[:6]
    played: list[str] = []
    for _ in range(6):
        (one,) = recommend(few, now, Strategy.MATCH, CALM, played, seed=seed)
        assert one.song.id not in played
        played.append(one.song.id)
    (again,) = recommend(few, now, Strategy.MATCH, CALM, played, seed=seed)
    assert again.song.id == played[0]
    assert "longest ago" in again.reasons[0]


@given(bans=st.sets(st.sampled_from([s.id for s in GRID])), now=affects)
def test_what_is_banned_never_comes(bans, now) -> None:
    history = [s.id for s in GRID]
    for played in ((), history):
        found = recommend(GRID, now, Strategy.MATCH, CALM, played, bans, n=200)
        assert not bans & {one.song.id for one in found}
        assert len(found) == len(GRID) - len(bans)


def test_everything_banned_gives_nothing() -> None:
    assert recommend(GRID, CALM, Strategy.MATCH, CALM, bans=[s.id for s in GRID]) == []


def test_of_two_alike_the_one_that_crossfades_well_comes_first() -> None:
    before = song(1, 0.5, 0.5, tempo_bpm=120, tonic=0)
    smooth = song(2, 0.5, 0.5, tempo_bpm=121, tonic=7)
    rough = song(3, 0.5, 0.5, tempo_bpm=95, tonic=6)
    now = Affect(0.5, 0.5)
    for seed in range(10):
        (first,) = recommend(
            [before, rough, smooth], now, Strategy.MATCH, CALM, ["0" * 15 + "1"], seed=seed
        )
        assert first.song is smooth
        assert any("tempo" in reason for reason in first.reasons)
        assert any("key" in reason for reason in first.reasons)


def test_a_guessed_label_counts_less_and_is_said() -> None:
    sure, guess = song(1, 0.4, 0.4), song(2, 0.4, 0.4, automatic=True)
    for seed in range(10):
        found = recommend([guess, sure], Affect(0.4, 0.4), Strategy.MATCH, CALM, n=2, seed=seed)
        assert [one.song for one in found] == [sure, guess]
        assert any("guess" in reason for reason in found[1].reasons)


def test_other_seeds_give_variety_among_equals() -> None:
    alike = [song(i, 0.5, 0.5) for i in range(8)]
    firsts = {
        recommend(alike, CALM, Strategy.HOLD, Affect(0.5, 0.5), seed=s)[0].song.id
        for s in range(30)
    }
    assert len(firsts) >= 4


def test_what_was_skipped_or_played_last_time_waits_for_others_as_good() -> None:
    first, second, far = song(1, 0.4, 0.4), song(2, 0.4, 0.4), song(3, -0.8, -0.8)
    for memory in (SongMemory({first.id: 1}), SongMemory(recent=frozenset({first.id}))):
        for seed in range(10):
            found = recommend(
                [first, second, far],
                Affect(0.4, 0.4),
                Strategy.MATCH,
                CALM,
                n=3,
                seed=seed,
                memory=memory,
            )
            assert [one.song for one in found] == [second, first, far]
    skipped = recommend([first], CALM, Strategy.MATCH, CALM, memory=SongMemory({first.id: 9}))
    assert any("skipped" in reason for reason in skipped[0].reasons)


def test_an_unknown_id_in_the_history_is_no_harm() -> None:
    assert recommend(GRID, CALM, Strategy.MATCH, CALM, ["gone"])


@pytest.mark.parametrize(("a", "b", "gap"), [(120, 60, 0.0), (120, 120, 0.0), (100, 141.42, 0.5)])
def test_tempo_gap(a: float, b: float, gap: float) -> None:
    assert tempo_gap(song(1, tempo_bpm=a), song(2, tempo_bpm=b)) == pytest.approx(gap, abs=1e-3)


def test_key_gap_counts_fifths_and_takes_relatives_as_one() -> None:
    c, a_minor = song(1), song(2, tonic=9, mode=Mode.AEOLIAN)
    assert key_gap(c, a_minor) == 0
    assert key_gap(c, song(3, tonic=7)) == key_gap(c, song(4, tonic=5)) == 1
    assert key_gap(c, song(5, tonic=6)) == 6
