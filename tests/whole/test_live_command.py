"""A clip in; a window, sound and a database out, with the real models and the real window."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.whole.command import Done, command, emotune, environment


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("live")


@pytest.fixture(scope="module")
def done(folder: Path) -> Done:
    """One unattended session on the demonstration, used by every test below."""
    return emotune(
        folder,
        *("live", "--source", "demo", "--client", "Ada", "--seconds", 9, "--strategy", "match"),
        *("--db", "ada.db", "--audio", "ada.wav", "--screenshot", "ada.png", "--json"),
    )


def test_it_ends_without_faults_and_prints_one_json_object_alone(done: Done) -> None:
    assert done.code == 0, done.err
    assert done.json["faults"] == []
    assert done.out.count("\n") == 1
    assert "Traceback" not in done.err


def test_faces_were_seen_and_believed(done: Done) -> None:
    report = done.json
    assert report["frames"]["analysed"] > 20
    assert report["estimates"] >= report["frames"]["analysed"]
    assert report["face_share"] > 0.9
    assert sum(report["seconds_by_emotion"].values()) > 2


def test_music_was_made_and_heard(done: Done, folder: Path) -> None:
    report = done.json
    assert report["bars"] >= 2
    assert report["notes"] > 20
    assert report["hanging_notes"] == 0
    with wave.open(str(folder / "ada.wav")) as film:
        rate, channels = film.getframerate(), film.getnchannels()
        samples = np.frombuffer(film.readframes(film.getnframes()), np.int16) / 32768
    assert len(samples) / rate / channels > 5
    assert 0.005 < np.sqrt(np.mean(samples**2)) < 0.5
    assert np.abs(samples).max() <= 10 ** (-1 / 20) + 1e-3


def test_everything_is_in_the_database(done: Done, folder: Path) -> None:
    rows = done.json["rows"]
    shown = emotune(folder, "sessions", "show", done.json["session"], "--db", "ada.db", "--json")
    session = shown.json
    assert len(session["estimates"]["t"]) == rows["emotion_sample"] > 20
    assert len(session["bars"]) == rows["bar"] == done.json["bars"]
    assert len(session["notes_played"]) == rows["played_note"] == done.json["notes"]
    assert session["session"]["state"] == "ended"
    assert session["bars"][-1]["parameters"]["estimate_id"] is not None


def test_the_picture_shows_the_window(done: Done, folder: Path) -> None:
    from PySide6.QtGui import QImage

    picture = QImage(str(folder / "ada.png"))
    assert (picture.width(), picture.height()) == (1366, 768)
    colours = {picture.pixel(x, y) for x in range(0, 1366, 7) for y in range(0, 768, 7)}
    assert len(colours) > 200


def test_a_rating_changes_the_next_session_and_the_window_says_how(
    done: Done, folder: Path
) -> None:
    listed = emotune(folder, "sessions", "list", "--db", "ada.db", "--json").json
    (session,) = [row["id"] for row in listed]
    before = emotune(folder, "sessions", "show", session, "--db", "ada.db", "--json").json
    number = before["bars"][-1]["number"]
    for score in (1, 1):
        rated = emotune(
            folder,
            *("rate", "--db", "ada.db", "--session", session, "--bar", number, "--score", score),
        )
        assert rated.code == 0, rated.err
    assert "After" in rated.out
    again = emotune(
        folder,
        *("live", "--source", "demo", "--client", "Ada", "--seconds", 4),
        *("--db", "ada.db", "--audio", "none", "--json"),
    ).json
    assert again["weights_version"] == 2
    assert again["mapping"]
    shown = emotune(folder, "sessions", "show", again["session"], "--db", "ada.db", "--json")
    assert shown.json["bars"][0]["parameters"]["weights_version"] == 2
    assert (
        shown.json["bars"][0]["parameters"]["tempo_bpm"],
        shown.json["bars"][0]["parameters"]["register"],
        shown.json["bars"][0]["parameters"]["density"],
        shown.json["bars"][0]["parameters"]["loudness"],
    ) != tuple(
        before["bars"][0]["parameters"][name]
        for name in ("tempo_bpm", "register", "density", "loudness")
    )


def test_no_sound_device_runs_silent_says_so_and_records(folder: Path) -> None:
    report = emotune(
        folder,
        *("live", "--source", "demo", "--client", "Ben", "--seconds", 4),
        *("--db", "ben.db", "--audio", "device", "--json"),
    )
    assert report.code == 0, report.err
    assert any("silent" in notice["message"] for notice in report.json["notices"])
    assert report.json["rows"]["bar"] >= 1


def test_a_killed_session_loses_at_most_the_last_second(folder: Path) -> None:
    process = subprocess.Popen(
        command(
            *("live", "--source", "demo", "--client", "Eve", "--seconds", 60),
            *("--db", "eve.db", "--audio", "none", "--json"),
        ),
        env=environment(folder),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _wait_for_bars(folder / "eve.db", 2)
    killed_at = time.time()
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    (info,) = emotune(folder, "sessions", "list", "--db", "eve.db", "--json").json
    assert info["state"] == "open"
    session = emotune(folder, "sessions", "show", info["id"], "--db", "eve.db", "--json").json
    began = _seconds(info["started_at"])
    assert session["bars"]
    # 1 s of unwritten samples, and up to 0.6 s for the machine to get round to the kill.
    assert killed_at - (began + session["estimates"]["t"][-1]) < 1.6


def _seconds(text: str) -> float:
    from datetime import datetime

    return datetime.fromisoformat(text).timestamp()


def _wait_for_bars(path: Path, number: int) -> None:
    for _ in range(600):
        time.sleep(0.1)
        if not path.exists():
            continue
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            try:
                (bars,) = database.execute("select count(*) from bar").fetchone()
            except sqlite3.OperationalError:
                continue
        if bars >= number:
            return
    raise AssertionError("no bars were written")
