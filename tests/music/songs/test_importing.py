from __future__ import annotations

import itertools
import struct
from pathlib import Path

import mido
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.domain.music import Part
from emotune_gui.music.songs import midi_file
from emotune_gui.music.songs.importing import read_song, song_id
from emotune_gui.music.songs.timing import duration_s, mean_tempo, seconds_of
from tests.music.songs.making import TICKS, metre, midi, scale, tempo, track

quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
sixteenths = st.integers(0, 200).map(lambda n: n / 4)
rows = st.lists(
    st.tuples(
        sixteenths,
        st.integers(1, 16).map(lambda n: n / 4),
        st.integers(0, 127),
        st.integers(1, 127),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda row: (row[2], row[0]),
)


def refused(path: Path) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_song(path)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence and sentence.count(". ") == 0
    return sentence


@quick
@given(rows=rows, bpm=st.integers(30, 240))
def test_notes_and_tempo_come_back(tmp_path: Path, rows: list, bpm: int) -> None:
    rows = [
        row for row in rows if not any(o[2] == row[2] and o[0] < row[0] < o[0] + o[1] for o in rows)
    ]
    path = midi(tmp_path / "a.mid", track(rows, before=[(0, tempo(bpm))]))
    score = read_song(path)
    ends = {(r[0], r[2]): r[1] for r in rows}
    for (onset, pitch), length in ends.items():
        later = [o for o, p in ends if p == pitch and onset < o < onset + length]
        assert not later
    found = {(n.onset, n.duration, n.pitch, n.velocity) for n in score.notes}
    assert found == {tuple(row) for row in rows}
    assert [n.onset for n in score.notes] == sorted(n.onset for n in score.notes)
    assert score.tempi[0] == (0.0, pytest.approx(bpm, rel=1e-4))
    last = score.bars[-1]
    assert last.start + last.beats >= max(r[0] + r[1] for r in rows) - 1e-6
    assert score.phrase_ends[-1] == len(score.bars) - 1


@quick
@given(
    changes=st.lists(
        st.tuples(st.integers(1, 60), st.integers(20, 300)), max_size=5, unique_by=lambda c: c[0]
    )
)
def test_the_tempo_map_is_kept(tmp_path: Path, changes: list) -> None:
    given_map = dict([(0, 100), *changes])
    notes = [(float(i), 1.0, 60, 80) for i in range(64)]
    before = [(at, tempo(bpm)) for at, bpm in given_map.items()]
    score = read_song(midi(tmp_path / "a.mid", track(notes, before=before)))
    expected, seconds = [], 0.0
    bpm = 100
    for quarter in range(64):
        bpm = given_map.get(quarter, bpm)
        expected.append(seconds)
        seconds += 60.0 / bpm
    found = seconds_of(score, np.arange(64.0))
    assert np.allclose(found, expected, rtol=1e-4)
    assert duration_s(score) == pytest.approx(seconds, rel=1e-4)
    assert mean_tempo(score) == pytest.approx(64 * 60 / seconds, rel=1e-4)


@quick
@given(
    metres=st.lists(
        st.sampled_from([(2, 4), (3, 4), (4, 4), (6, 8), (5, 8), (7, 8)]), min_size=1, max_size=4
    ),
    counts=st.lists(st.integers(1, 4), min_size=4, max_size=4),
)
def test_bars_follow_the_metres(tmp_path: Path, metres: list, counts: list) -> None:
    at, before, lengths = 0.0, [], []
    for (top, bottom), count in zip(metres, counts, strict=False):
        before.append((at, metre(top, bottom)))
        lengths += [4 * top / bottom] * count
        at += count * 4 * top / bottom
    score = read_song(midi(tmp_path / "a.mid", track([(0, at, 60, 80)], before=before)))
    assert [bar.beats for bar in score.bars] == lengths
    assert [bar.start for bar in score.bars] == [sum(lengths[:i]) for i in range(len(lengths))]


def test_a_pickup_stays_an_incomplete_bar(tmp_path: Path) -> None:
    notes = [(float(i), 1.0, 60 + i % 5, 80) for i in range(13)]
    before = [(0, metre(1, 4)), (1, metre(3, 4))]
    score = read_song(midi(tmp_path / "a.mid", track(notes, before=before)))
    assert [bar.beats for bar in score.bars] == [1.0, 3.0, 3.0, 3.0, 3.0]


def test_a_metre_that_comes_early_cuts_its_bar_short(tmp_path: Path) -> None:
    before = [(0, metre(4, 4)), (2, metre(3, 4))]
    score = read_song(midi(tmp_path / "a.mid", track([(0, 8, 60, 80)], before=before)))
    assert [bar.beats for bar in score.bars] == [2.0, 3.0, 3.0]


@pytest.mark.parametrize("kind", [0, 1])
def test_types_0_and_1_are_the_same_music(tmp_path: Path, kind: int) -> None:
    first, second = track(scale()), track(scale(48), channel=1)
    path = tmp_path / "a.mid"
    if kind == 0:
        merged = mido.merge_tracks([first, second])
        midi(path, merged, kind=0)
    else:
        midi(path, first, second)
    score = read_song(path)
    assert sorted((n.onset, n.pitch) for n in score.notes) == sorted(
        (r[0], r[2]) for r in [*scale(), *scale(48)]
    )


def test_the_sequences_of_type_2_follow_one_another(tmp_path: Path) -> None:
    path = midi(tmp_path / "a.mid", track([(0, 4, 60, 80)]), track([(0, 4, 64, 80)]), kind=2)
    score = read_song(path)
    assert [(n.onset, n.pitch) for n in score.notes] == [(0.0, 60), (4.0, 64)]


def test_tempo_on_another_track_counts(tmp_path: Path) -> None:
    path = midi(tmp_path / "a.mid", track(scale()), track([], channel=1, before=[(0, tempo(90))]))
    score = read_song(path)
    assert score.tempi == ((0.0, pytest.approx(90)),)
    assert score.tempo_trusted


@pytest.mark.parametrize(
    ("before", "trusted"),
    [
        ([], False),
        ([(0, tempo(120))], False),
        ([(0, tempo(121))], True),
        ([(0, tempo(120)), (4, tempo(100))], True),
    ],
)
def test_a_default_tempo_is_not_trusted(tmp_path: Path, before: list, trusted: bool) -> None:
    assert (
        read_song(midi(tmp_path / "a.mid", track(scale(), before=before))).tempo_trusted is trusted
    )


@pytest.mark.parametrize(("frames", "per_frame"), [(25, 40), (24, 4), (30, 80)])
def test_smpte_time_keeps_its_seconds(tmp_path: Path, frames: int, per_frame: int) -> None:
    rate = frames * per_frame
    made = track([(0.0, 1.0, 60, 80), (2.0, 1.0, 62, 80)], ticks=rate)
    path = midi(tmp_path / "a.mid", made, ticks=480)
    data = bytearray(path.read_bytes())
    data[12:14] = struct.pack(">bB", -frames, per_frame)
    path.write_bytes(bytes(data))
    score = read_song(path)
    starts = seconds_of(score, np.array([n.onset for n in score.notes]))
    assert np.allclose(starts, [0.0, 2.0], atol=1e-3)
    assert duration_s(score) == pytest.approx(3.0, abs=1e-2)
    assert not score.tempo_trusted


def test_ten_thousand_notes_at_once(tmp_path: Path) -> None:
    notes = [(0.0, 1.0, i % 128, 1 + i % 127) for i in range(10_000)]
    tracks = [track(notes[i::15], channel=c) for i, c in enumerate(c for c in range(16) if c != 9)]
    score = read_song(midi(tmp_path / "a.mid", *tracks))
    assert {n.pitch for n in score.notes} == set(range(128))
    keys = [(n.onset, n.pitch, n.part) for n in score.notes]
    assert len(keys) == len(set(keys))
    assert len(score.bars) == 1


def test_drums_alone_are_imported_as_drums(tmp_path: Path) -> None:
    score = read_song(
        midi(tmp_path / "a.mid", track([(i, 0.2, 36, 90) for i in range(8)], channel=9))
    )
    assert {n.part for n in score.notes} == {Part.DRUMS}
    assert len(score.notes) == 8


def test_a_note_never_released_ends_with_its_track(tmp_path: Path) -> None:
    made = track(scale())
    made.insert(2, mido.Message("note_on", note=30, velocity=70, time=0))
    score = read_song(midi(tmp_path / "a.mid", made))
    (low,) = [n for n in score.notes if n.pitch == 30]
    assert low.duration == pytest.approx(15.9, abs=0.01)


def test_a_repeated_pitch_ends_where_it_begins_again(tmp_path: Path) -> None:
    first = track([(0.0, 4.0, 60, 80)])
    second = track([(2.0, 4.0, 60, 80)])
    score = read_song(midi(tmp_path / "a.mid", first, second))
    for part in {n.part for n in score.notes}:
        same = [n for n in score.notes if n.part is part and n.pitch == 60]
        for a, b in itertools.pairwise(same):
            assert a.onset + a.duration <= b.onset


def test_tempi_and_metres_that_cannot_be_are_left_out(tmp_path: Path) -> None:
    mad = [(0, mido.MetaMessage("set_tempo", tempo=1)), (0, metre(255, 4))]
    score = read_song(midi(tmp_path / "a.mid", track(scale(), before=mad)))
    assert score.tempi == ((0.0, pytest.approx(120)),)
    assert {bar.beats for bar in score.bars} == {4.0}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MThd",
        b"This is a text, renamed.",
        b"\x00" * 4096,
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        b"MThd\x00\x00\x00\x06\x00\x01\x00\x01\x00\x00",
        b"MThd" + bytes(range(256)) * 8,
    ],
)
def test_what_is_no_midi_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "song.mid"
    path.write_bytes(content)
    assert "song.mid" in refused(path)


def test_no_tracks_and_no_notes_are_refused(tmp_path: Path) -> None:
    assert "no notes" in refused(midi(tmp_path / "a.mid"))
    assert "no notes" in refused(midi(tmp_path / "b.mid", track([])))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "there" in refused(tmp_path / "nothing.mid")


def test_hours_of_silence_before_a_note_are_refused(tmp_path: Path) -> None:
    assert "hours" in refused(midi(tmp_path / "a.mid", track([(0, 1, 60, 80), (1e6, 1, 60, 80)])))


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.mid"
    with path.open("wb") as file:
        file.truncate(60_000_000)

    def never(self: Path) -> bytes:
        raise AssertionError("was read")

    monkeypatch.setattr(Path, "read_bytes", never)
    assert "MB" in refused(path)


def test_too_many_notes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(midi_file, "MAX_NOTES", 10)
    assert "16 notes" in refused(midi(tmp_path / "a.mid", track(scale())))


@quick
@given(data=st.data())
def test_damage_is_imported_or_refused_but_nothing_else(
    tmp_path: Path, data: st.DataObject
) -> None:
    whole = midi(tmp_path / "a.mid", track(scale(), before=[(0, tempo(100)), (0, metre(3, 4))]))
    content = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(10, len(content)))]
    path = tmp_path / "b.mid"
    path.write_bytes(bytes(content))
    try:
        score = read_song(path)
    except EmoTuneError as error:
        assert "b.mid" in str(error)
        return
    assert score.notes
    assert all(
        n.duration > 0 and 0 <= n.pitch <= 127 and 1 <= n.velocity <= 127 for n in score.notes
    )


def test_the_id_is_the_content(tmp_path: Path) -> None:
    a, b, c = (
        midi(tmp_path / f"{n}.mid", track(scale(s))) for n, s in (("a", 60), ("b", 60), ("c", 61))
    )
    assert song_id(a) == song_id(b) != song_id(c)
    assert len(song_id(a)) == 16 and int(song_id(a), 16) >= 0
    assert TICKS == 480
