"""Files written byte by byte: odd ones are imported right, broken ones refused in a sentence."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.music.affect_path import steady_path
from emotune_gui.music.shaping.walking import shaped_song
from emotune_gui.music.songs import midi_file
from emotune_gui.music.songs.importing import read_song
from emotune_gui.music.songs.midi_events import read_tracks

END = b"\x00\xff\x2f\x00"


def quantity(value: int) -> bytes:
    digits = [value & 0x7F]
    while value := value >> 7:
        digits.append(value & 0x7F | 0x80)
    return bytes(reversed(digits))


def header(kind: int = 1, tracks: int = 1, division: int = 480) -> bytes:
    return b"MThd" + struct.pack(">IHHH", 6, kind, tracks, division)


def chunk(content: bytes, name: bytes = b"MTrk") -> bytes:
    return name + struct.pack(">I", len(content)) + content


def tune(notes: int = 8, channel: int = 0) -> bytes:
    """Quarter notes from middle C upward, in running status."""
    status = bytes([0x90 | channel])
    struck = (
        b"\x00%s%c\x50%s%c\x00" % (status if k == 0 else b"", 60 + k, quantity(480), 60 + k)
        for k in range(notes)
    )
    return b"".join(struck) + END


def pitches(tmp_path: Path, content: bytes) -> list[int]:
    path = tmp_path / "a.mid"
    path.write_bytes(content)
    return [note.pitch for note in read_song(path).notes]


SCALE = list(range(60, 68))


@pytest.mark.parametrize(
    "before",
    [
        b"\x00\xff\x59\x02\x43\x00",  # a key of 67 sharps
        b"\x00\xff\x59\x02\xfc\xb1",  # no such mode
        b"\x00\xff\x58\x04\x00\x1f\x18\x08",  # 0 / 2^31
        b"\x00\xff\x58\x01\x04",  # half a metre
        b"\x00\xff\x51\x03\x00\x00\x00",  # a tempo without end
        b"\x00\xff\x51\x03\xff\xff\xff",
        b"\x00\xff\x51\x00",
        b"\x00\xff\x05\x06\xfcber \xe9",  # Latin-1 lyrics
        b"\x00\xff\x03\x04\x8b\xc8\x96\xbc",  # a name in Shift JIS
        b"\x00\xf0\x05abcd\xf7",
        b"\x00\xf2\x01\x02",
        b"\x01\xe0\x00\x40" + b"\x01\x33\x21" * 20_000,  # pitch bends
    ],
)
def test_what_says_nothing_spoils_only_itself(tmp_path: Path, before: bytes) -> None:
    content = header() + chunk(before + tune())
    assert pitches(tmp_path, content) == SCALE


def test_chunks_of_other_kinds_and_long_headers_are_passed_over(tmp_path: Path) -> None:
    other = chunk(b"abcd", b"XFIH")
    assert pitches(tmp_path, header() + other + chunk(tune()) + other) == SCALE
    long = b"MThd" + struct.pack(">IHHH", 10, 1, 1, 480) + b"more"
    assert pitches(tmp_path, long + chunk(tune())) == SCALE


@pytest.mark.parametrize("promised", [0, 1, 3, 65535])
def test_tracks_are_counted_not_believed(tmp_path: Path, promised: int) -> None:
    assert pitches(tmp_path, header(tracks=promised) + chunk(tune())) == SCALE


def test_a_track_without_its_end_is_read(tmp_path: Path) -> None:
    assert pitches(tmp_path, header() + chunk(tune()[: -len(END)])) == SCALE


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x3c\x50" + tune(),  # data without a status
        b"\x00\xff\x03\x7fab",  # a text that is cut
        b"\x00\xff\x03\xff\xff\xff\x7fab" + tune(),
        b"\x00\xf0\x85\x7fabcd" + tune(),
        b"\xff" * 400 + tune(),  # a time that never ends
        b"\x00\xff\x05\x01a\x3c\x50" + tune(),
    ],
)
def test_broken_tracks_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InvalidInput, match=r"a\.mid is damaged"):
        pitches(tmp_path, header() + chunk(content))


def test_a_running_status_outlives_a_text_but_not_system_exclusive_data(tmp_path: Path) -> None:
    text, exclusive = b"\x00\xff\x05\x01a", b"\x00\xf0\x01\xf7"
    begin, rest = b"\x00\x90\x3c\x50\x60\x3c\x00", b"\x00\x3e\x50\x60\x3e\x00" + END
    assert pitches(tmp_path, header() + chunk(begin + text + rest)) == [60, 62]
    with pytest.raises(InvalidInput, match="damaged"):
        pitches(tmp_path, header() + chunk(begin + exclusive + rest))


def test_a_file_that_breaks_off_is_refused(tmp_path: Path) -> None:
    whole = header() + chunk(tune())
    with pytest.raises(InvalidInput, match="damaged"):
        pitches(tmp_path, whole[:-6])


def test_ten_thousand_notes_at_once_are_read_and_more_are_refused(tmp_path: Path) -> None:
    def crowd(count: int) -> bytes:
        struck = (bytes([0, 0x90 | k // 128 % 9, k % 128, 80]) for k in range(count))
        return header() + chunk(b"".join(struck) + quantity(480) + b"\x80\x3c\x00" + END)

    assert sorted(set(pitches(tmp_path, crowd(10_000)))) == list(range(128))
    with pytest.raises(InvalidInput, match="at once"):
        pitches(tmp_path, crowd(10_001))


def test_more_tracks_than_any_song_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(midi_file, "MAX_TRACKS", 3)
    assert pitches(tmp_path, header() + chunk(tune()) * 3 + chunk(END) * 5)
    with pytest.raises(InvalidInput, match="4 tracks"):
        pitches(tmp_path, header() + chunk(tune()) * 4)


def test_type_two_sequences_follow_one_another() -> None:
    found = read_tracks(header(kind=2, tracks=2) + chunk(tune(2)) * 2)
    assert (found.kind, found.ends) == (2, (960, 960))
    assert [len(track) for track in found.tracks] == [4, 4]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_songs_with_flipped_bytes_are_shaped_or_refused(
    tmp_path: Path, data: st.DataObject
) -> None:
    song = bundled("resources", "songs") / "bach_hirt.mid"
    content = bytearray(song.read_bytes())
    places = st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=8)):
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    if data.draw(st.booleans()):
        at = data.draw(places)
        del content[at : at + data.draw(st.integers(1, 40))]
    path = tmp_path / "b.mid"
    path.write_bytes(bytes(content))
    try:
        score = read_song(path)
    except InvalidInput as refusal:
        assert str(refusal).startswith("b.mid ")
        return
    bars = shaped_song(score, steady_path(Affect(-0.7, 0.7)), longest_s=5.0)
    assert bars
    assert all(0 <= note.pitch <= 127 for bar in bars for note in bar.notes)
