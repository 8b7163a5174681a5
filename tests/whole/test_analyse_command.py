"""`emotune analyse`: files in, tables out, whatever is killed meanwhile."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.engine.analysing.making import face_film, face_photo
from tests.whole.command import command, emotune, environment


@pytest.fixture
def films(tmp_path: Path) -> Path:
    folder = tmp_path / "my films 🎈"
    folder.mkdir()
    for number in range(3):
        face_film(folder / f"clip {number}.mp4", tuple(i / 25 for i in range(10 + number)))
    face_photo(folder / "photo.jpg")
    (folder / "notes.txt").write_text("not a film")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_one_worker_or_two_give_the_same_bytes(films: Path, tmp_path: Path) -> None:
    for workers in (1, 2):
        out = tmp_path / f"out{workers}"
        done = emotune(tmp_path, "analyse", films, "--out", out, "--workers", workers, "--json")
        assert done.code == 0, done.err
        assert [f["state"] for f in done.json["files"]] == ["done"] * 4
        assert done.json["notices"] == ["1 other file is no recording and left out."]
    one, two = contents(tmp_path / "out1"), contents(tmp_path / "out2")
    assert one == two
    assert set(one) == {"report.html"} | {
        f"{name}.{ending}"
        for name in ("clip 0", "clip 1", "clip 2", "photo")
        for ending in ("csv", "json")
    }
    again = emotune(tmp_path, "analyse", films, "--out", tmp_path / "out1", "--json")
    assert all(f["done_before"] for f in again.json["files"]) and again.code == 0


def test_bad_files_fail_in_a_sentence_and_the_rest_is_done(films: Path, tmp_path: Path) -> None:
    (films / "new\nline.mp4").write_bytes(b"")
    (films / "text.mov").write_text("words")
    done = emotune(tmp_path, "analyse", films, tmp_path / "gone.mp4", "--out", tmp_path / "out")
    assert done.code == 1
    assert done.out.count("mostly") == 4
    failed = [line for line in done.complaints if "failed because" in line]
    assert len(failed) == 3 and all(line.endswith(".") for line in failed)
    assert "Not analysed" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_labels_are_compared(films: Path, tmp_path: Path) -> None:
    grid = (
        'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0 9 <exists> 1 "IntervalTier" '
        '"emotion" 0 9 1 0 9 "neutral"'
    )
    (tmp_path / "labels.TextGrid").write_text(grid)
    words = ("--labels", tmp_path / "labels.TextGrid", "--out", tmp_path / "out", "--json")
    done = emotune(tmp_path, "analyse", films / "clip 0.mp4", *words)
    told = done.json["files"][0]["summary"]["agreement"]
    assert told["moments"] == 10 and sum(told["confusion"]["neutral"].values()) == 10
    refused = emotune(tmp_path, "analyse", films, *words)
    assert refused.code == 1 and "name a folder" in refused.complaints[0]


def test_an_unwritable_folder_is_refused(films: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = emotune(tmp_path, "analyse", films, "--out", tmp_path / "file" / "out")
    assert done.code == 1 and "cannot be written" in done.complaints[0]


def begun(tmp_path: Path, films: Path, out: Path) -> subprocess.Popen[bytes]:
    words = command("analyse", films, "--out", out, "--workers", "1")
    return subprocess.Popen(
        words, env=environment(tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def until_busy(out: Path, program: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Wait until a table is under way; returns the worker processes."""
    for _ in range(3000):
        for table in out.glob(".part-*/.csv"):
            if table.exists():
                return psutil.Process(program.pid).children()
        assert program.poll() is None
        time.sleep(0.02)
    raise AssertionError("nothing was begun")


def long_film(folder: Path) -> Path:
    folder.mkdir()
    return face_film(folder / "long.mp4", tuple(i / 25 for i in range(250)))


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    long_film(tmp_path / "in")
    out = tmp_path / "out"
    program = begun(tmp_path, tmp_path / "in", out)
    for worker in until_busy(out, program):
        worker.send_signal(signal.SIGKILL)
    assert program.wait(120) == 0
    assert sorted(contents(out)) == ["long.csv", "long.json", "report.html"]
    with (out / "long.csv").open() as table:
        assert sum(1 for _ in csv.DictReader(table)) == 250


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_killed_program_leaves_no_half_file_and_goes_on(tmp_path: Path) -> None:
    face_photo(long_film(tmp_path / "in").with_name("a.png"))
    out = tmp_path / "out"
    emotune(tmp_path, "analyse", tmp_path / "in" / "a.png", "--out", out)
    written = (out / "a.csv").stat().st_mtime_ns
    program = begun(tmp_path, tmp_path / "in", out)
    workers = until_busy(out, program)
    program.kill()
    program.wait()
    psutil.wait_procs(workers, timeout=30)
    assert not any(worker.is_running() for worker in workers)
    assert sorted(contents_of_results(out)) == ["a.csv", "a.json", "report.html"]
    assert [folder.name for folder in out.glob(".part-*")] in ([], [".part-kept"])
    done = emotune(tmp_path, "analyse", tmp_path / "in", "--out", out)
    assert done.code == 0 and (out / "a.csv").stat().st_mtime_ns == written
    assert (out / "long.json").is_file()
    assert not list(out.glob(".part-*"))


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """A shell's background job ignores SIGINT and so does all it starts; a handler, other than
    that, is not inherited: what is started meanwhile begins with the default.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="process groups")
@pytest.mark.usefixtures("heeds_ctrl_c")
def test_ctrl_c_ends_all_in_order_and_leaves_only_what_it_goes_on_with(tmp_path: Path) -> None:
    long_film(tmp_path / "in")
    out = tmp_path / "out"
    words = command("analyse", tmp_path / "in", "--out", out)
    program = subprocess.Popen(
        words, env=environment(tmp_path), stderr=subprocess.PIPE, start_new_session=True
    )
    workers = until_busy(out, program)
    os.killpg(program.pid, signal.SIGINT)
    _, told = program.communicate(timeout=60)
    assert program.returncode == 130 and b"goes on where it was" in told
    assert b"Traceback" not in told
    assert [entry.name for entry in out.iterdir()] in ([], [".part-kept"])
    assert not any(worker.is_running() for worker in workers)


def contents_of_results(out: Path) -> list[str]:
    return [file.name for file in out.iterdir() if file.is_file()]


@pytest.mark.parametrize(
    "words", [("--workers", "0"), ("--every", "-1"), ("--music", "loud"), ("--scheduler",)]
)
def test_senseless_options_are_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = emotune(tmp_path, "analyse", tmp_path, "--out", tmp_path / "out", *words)
    assert done.code == 2 and not (tmp_path / "out").exists()


def test_whose_face_is_asked_for_in_the_command(tmp_path: Path) -> None:
    photo = face_photo(tmp_path / "a.png")
    words = ("analyse", photo, "--out", tmp_path / "out", "--json", "--workers", "1")
    known = emotune(tmp_path, *words, "--face", photo)
    assert known.code == 0
    (file,) = known.json["files"]
    assert file["summary"]["options"]["face"] == "portrait" and file["summary"]["label"]
    assert str(photo) not in json.dumps(file["summary"]["options"])
    again = emotune(tmp_path, *words, "--face", photo)
    assert again.json["files"][0]["done_before"]
    gone = emotune(tmp_path, *words, "--face", tmp_path / "nobody.png")
    assert gone.code == 1 and "no photograph at" in gone.complaints[0]
