"""Sessions with songs and with the network, and their music once more as files."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from emotune_gui.bundled import bundled
from tests.whole.command import Done, emotune

SECONDS = 9


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("music")


def live(folder: Path, *words: object) -> Done:
    return emotune(
        folder,
        *("live", "--source", "demo", "--client", "Ada", "--seconds", SECONDS),
        *("--db", "ada.db", "--audio", "none", "--json", *words),
    )


@pytest.fixture(scope="module")
def sung(folder: Path) -> Done:
    """One session that begins with the therapist's own file, used by several tests."""
    song = sorted(bundled("resources", "songs").glob("*.mid"))[0]
    (folder / "my song.mid").write_bytes(song.read_bytes() + b"\0")
    return live(folder, "--song", "my song.mid", "--palette", "strings")


def test_a_session_begins_with_the_file_it_was_given(sung: Done, folder: Path) -> None:
    assert sung.code == 0, sung.err
    report = sung.json
    assert report["faults"] == [] and report["notices"] == []
    assert (report["composer"], report["preset"], report["palette"]) == (
        "songs",
        "affect",
        "strings",
    )
    assert [song["title"] for song in report["songs"]] == ["my song"]
    assert report["songs"][0]["reasons"] == ["The therapist chose this song."]
    assert report["hanging_notes"] == 0 and report["rows"]["song_played"] == 1
    shown = emotune(folder, "sessions", "show", report["session"], "--db", "ada.db", "--json").json
    assert {bar["composer"] for bar in shown["bars"]} == {"song"}
    assert [song["song_id"] for song in shown["songs"]] == [report["songs"][0]["id"]]
    assert shown["session"]["composer"] == "songs"
    (copy,) = (folder / "songs").iterdir()
    assert copy.read_bytes() == (folder / "my song.mid").read_bytes()


def test_the_music_of_a_session_is_rendered_note_for_note(sung: Done, folder: Path) -> None:
    import pretty_midi

    number = sung.json["session"]
    done = emotune(
        folder,
        *("sessions", "render", number, "--midi", "a.mid", "--wav", "a.wav"),
        *("--db", "ada.db", "--json"),
    )
    assert done.code == 0, done.err
    shown = emotune(folder, "sessions", "show", number, "--db", "ada.db", "--json").json
    stored = sorted(
        (n["pitch"], n["velocity"], n["start_s"], n["end_s"]) for n in shown["notes_played"]
    )
    score = pretty_midi.PrettyMIDI(str(folder / "a.mid"))
    written = sorted(
        (n.pitch, n.velocity, n.start, n.end) for part in score.instruments for n in part.notes
    )
    assert len(written) == len(stored) == done.json["notes"] > 10
    for got, given in zip(written, stored, strict=True):
        assert got[:2] == given[:2]
        assert got[2:] == pytest.approx(given[2:], abs=5e-3)
    with wave.open(str(folder / "a.wav")) as sound:
        seconds = sound.getnframes() / sound.getframerate()
        frames = sound.readframes(sound.getnframes())
    assert done.json["seconds"] <= seconds <= done.json["seconds"] + 3.0
    assert any(frames)


def test_rendering_what_is_not_there_is_one_sentence(sung: Done, folder: Path) -> None:
    number = sung.json["session"]
    for words in (
        (number,),
        (999, "--midi", "b.mid"),
        (number, "--midi", "nowhere/at all/b.mid"),
        (number, "--wav", "nowhere/at all/b.wav"),
    ):
        done = emotune(folder, "sessions", "render", *words, "--db", "ada.db")
        assert done.code == 1
        assert len(done.complaints) == 1 and "Traceback" not in done.err


def test_the_network_composes_a_session(folder: Path) -> None:
    if not bundled("models", "music_rnn.tflite").exists():
        pytest.skip("the network has not been trained here")
    report = live(folder, "--composer", "rnn").json
    assert report["faults"] == [] and report["notices"] == []
    assert (report["composer"], report["songs"]) == ("rnn", [])
    assert report["bars"] >= 2 and report["hanging_notes"] == 0
    assert report["tensorflow_imported"] is False
    shown = emotune(folder, "sessions", "show", report["session"], "--db", "ada.db", "--json").json
    assert {bar["composer"] for bar in shown["bars"]} == {"rnn"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--song", "nowhere.mid"), "cannot be read"),
        (("--song", "words.txt"), "is no song"),
        (("--song", "tone.wav"), "cannot be read as audio"),
    ],
)
def test_a_song_that_is_none_begins_no_session(
    folder: Path, words: tuple[str, str], said: str
) -> None:
    (folder / "words.txt").write_text("la la la")
    (folder / "tone.wav").write_bytes(b"RIFF")
    done = live(folder, *words)
    assert done.code == 1
    assert said in done.complaints[0] and "Traceback" not in done.err
