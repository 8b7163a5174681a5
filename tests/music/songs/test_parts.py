from __future__ import annotations

from pathlib import Path

from emotune_gui.domain.music import Part
from emotune_gui.music.songs.importing import read_song
from emotune_gui.music.songs.parts import RawNote, RawTrack, assign_parts
from tests.music.songs.making import midi, track


def _track(
    pitches: list[int | tuple[int, ...]],
    *,
    length: float = 1.0,
    program: int = 0,
    drums: bool = False,
    name: str = "",
) -> RawTrack:
    notes = []
    for i, at_once in enumerate(pitches):
        chord = at_once if isinstance(at_once, tuple) else (at_once,)
        notes += [RawNote(i * length, length * 0.95, p, 80) for p in sorted(chord)]
    return RawTrack(tuple(notes), program, drums, name)


SOPRANO = _track([72, 74, 76, 77, 79, 77, 76, 74])
ALTO = _track([67, 67, 67, 69, 71, 69, 67, 65])
TENOR = _track([60, 59, 60, 60, 62, 60, 60, 59])
BASS = _track([48, 43, 48, 53, 43, 53, 48, 43])


def only(parts: list[Part]) -> Part:
    assert len(set(parts)) == 1
    return parts[0]


def test_four_voices() -> None:
    parts = [only(p) for p in assign_parts([TENOR, BASS, SOPRANO, ALTO])]
    assert parts[2] is Part.MELODY and parts[1] is Part.BASS
    assert {parts[0], parts[3]} == {Part.CHORDS, Part.COUNTER}


def test_a_voice_sings_over_a_busier_and_higher_piano() -> None:
    voice = _track([64, 65, 67, 65, 64, 62, 60, 62], length=2.0)
    piano = _track([(48, 55, 64, 72)] * 32, length=0.5)
    sung, played = assign_parts([voice, piano])
    assert only(sung) is Part.MELODY
    assert set(played) == {Part.BASS, Part.CHORDS}


def test_both_hands_in_one_track() -> None:
    hands = _track([(40, 52, 55, 72), (43, 53, 59, 74), (40, 52, 55, 76), (43, 53, 59, 74)])
    (parts,) = assign_parts([hands])
    by_pitch = dict(zip([n.pitch for n in hands.notes], parts, strict=True))
    assert by_pitch[72] is by_pitch[74] is by_pitch[76] is Part.MELODY
    assert by_pitch[40] is by_pitch[43] is Part.BASS
    assert by_pitch[52] is by_pitch[55] is Part.CHORDS


def test_a_single_line_is_all_melody() -> None:
    assert [only(p) for p in assign_parts([BASS])] == [Part.MELODY]


def test_drums_are_only_where_the_channel_says_so() -> None:
    drums = _track([36, 38, 36, 38], drums=True)
    parts = assign_parts([SOPRANO, drums])
    assert only(parts[1]) is Part.DRUMS
    assert Part.DRUMS not in parts[0]


def test_a_bass_program_is_bass_however_high() -> None:
    parts = assign_parts([SOPRANO, _track([60, 62, 64, 60], length=2.0, program=33)])
    assert only(parts[1]) is Part.BASS


def test_long_strings_are_a_pad() -> None:
    pad = _track([(60, 64, 67), (60, 65, 69)], length=4.0, program=49)
    parts = assign_parts([SOPRANO, pad, BASS])
    assert only(parts[1]) is Part.PAD


def test_no_note_is_forgotten(tmp_path: Path) -> None:
    rows = [(i / 2, 0.4, 40 + (i * 7) % 48, 80) for i in range(64)]
    score = read_song(midi(tmp_path / "a.mid", track(rows)))
    assert sorted((n.onset, n.pitch) for n in score.notes) == sorted((r[0], r[2]) for r in rows)


def test_an_empty_track_gets_no_parts() -> None:
    assert assign_parts([RawTrack((), 0, False), SOPRANO])[0] == []
