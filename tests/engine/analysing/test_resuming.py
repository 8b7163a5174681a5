"""A film that was cut off is gone on with: the same bytes, little work twice, no rubbish."""

from __future__ import annotations

import errno
import os
import pickle
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.capture.video import VideoSource
from emotune_gui.domain.emotion import EmotionProbabilities
from emotune_gui.domain.face import (
    FaceBox,
    FaceQuality,
    FaceReading,
    FaceState,
    Frame,
    Recogniser,
)
from emotune_gui.domain.faults import EmoTuneError, EndOfSource
from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.beholding import FileClock
from emotune_gui.engine.analysing.freezing import frozen, thawed
from emotune_gui.engine.analysing.making import Analyst, Cancelled, Interrupted
from emotune_gui.engine.analysing.partial import KEPT, KEPT_FOR_S, remove_left_behind, remove_of
from emotune_gui.engine.analysing.resuming import KeptReadings
from emotune_gui.engine.analysing.sealing import Spoiled, key_of, sealed, unsealed
from emotune_gui.engine.analysing.values import AnalysisOptions, Job, TierFormat
from emotune_gui.perception.face.reader import LandmarkFaceReader
from emotune_gui.perception.opening import FaceReaders, FaceSettings
from tests.capture.sound_making import film
from tests.engine.analysing.making import face_film

TIMES = tuple(i / 25 for i in range(30))
QUIET = AnalysisOptions(voice=False)
ALL = AnalysisOptions(
    voice=False,
    landmarks=True,
    music=Strategy.MATCH,
    tiers=(TierFormat.EAF, TierFormat.TEXTGRID),
)


class Stops:
    """Interrupts after so many pictures."""

    def __init__(self, after: int, how: type[BaseException] = Interrupted) -> None:
        self.left, self.how = after, how

    def __call__(self, position_s: float, duration_s: float) -> None:
        if duration_s > 0.0:
            self.left -= 1
            if self.left < 0:
                raise self.how


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the frames that a real reader was asked about."""
    asked: list[int] = []
    whole = LandmarkFaceReader.read

    def reads(self: LandmarkFaceReader, frame: Frame) -> FaceReading:
        asked.append(frame.seq)
        return whole(self, frame)

    monkeypatch.setattr(LandmarkFaceReader, "read", reads)
    return asked


def made(out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in out.iterdir()}


def whole(path: Path, out: Path, options: AnalysisOptions) -> dict[str, bytes]:
    out.mkdir()
    Analyst(options, out).analyse(Job(path, path.stem))
    return made(out)


def interrupted(
    path: Path, out: Path, options: AnalysisOptions, *after: int, keep_every_s: float = 0.0
) -> None:
    out.mkdir(exist_ok=True)
    for count in after:
        with pytest.raises(Interrupted):
            Analyst(options, out, keep_every_s).analyse(Job(path, path.stem), Stops(count))


def test_interrupted_again_and_again_gives_the_same_bytes(tmp_path: Path, read: list[int]) -> None:
    path = face_film(tmp_path / "a.mp4", TIMES)
    want = whole(path, tmp_path / "at once", ALL)
    read.clear()
    out = tmp_path / "out"
    interrupted(path, out, ALL, 4, 5, 17, 29)
    assert (out / KEPT).is_dir()
    Analyst(ALL, out).analyse(Job(path, "a"))
    assert made(out) == want
    assert read == list(range(30))


def test_what_was_not_kept_is_read_again(tmp_path: Path, read: list[int]) -> None:
    """Killed between two times of keeping: the readings since the last are lost, no more."""
    path, out = face_film(tmp_path / "a.mp4", TIMES), tmp_path / "out"
    want = whole(path, tmp_path / "at once", QUIET)
    interrupted(path, out, QUIET, 10)
    out.mkdir(exist_ok=True)
    with pytest.raises(KeyboardInterrupt):
        analyst = Analyst(QUIET, out, keep_every_s=1e9)
        analyst.analyse(Job(path, "a"), Stops(20, KeyboardInterrupt))
    read.clear()
    Analyst(QUIET, out).analyse(Job(path, "a"))
    assert read == list(range(11, 30))
    assert made(out) == want


def test_voice_and_overlay_are_made_anew_beside_what_is_known(
    tmp_path: Path, read: list[int]
) -> None:
    path = film(tmp_path / "a.mp4", seconds=1.2, rate=16_000)
    options = AnalysisOptions(overlay=True, music=Strategy.LEAD)
    want = whole(path, tmp_path / "at once", options)
    read.clear()
    out = tmp_path / "out"
    interrupted(path, out, options, 9, 21)
    Analyst(options, out).analyse(Job(path, "a"))
    got = made(out)
    assert len(read) == len(set(read))
    assert got.keys() == want.keys() and len(got["a.overlay.mp4"]) > 1000
    # FFmpeg does not promise the same bytes for the same pictures.
    assert all(got[name] == want[name] for name in want if name != "a.overlay.mp4")
    assert b"v_state" in got["a.csv"]


def test_every_recogniser_goes_on_from_its_state() -> None:
    from tests.engine.analysing.making import DEMONSTRATION

    frames = []
    source = VideoSource(DEMONSTRATION, paced=False, clock=FileClock())
    source.open()
    while len(frames) < 50:
        try:
            frame = source.read()
        except EndOfSource:
            break
        assert frame is not None
        frames.append(frame)
    source.close()
    for recogniser in (Recogniser.COMBINED, Recogniser.ONESTAGE):
        readers = FaceReaders(FaceSettings(recogniser=recogniser))
        first, second = readers.fresh(), readers.fresh()
        for frame in frames[:31]:
            first.read(frame)
        second.restore(thawed(frozen(first.state())))
        for frame in frames[31:]:
            assert frozen(second.read(frame)) == frozen(first.read(frame))


@pytest.mark.parametrize("spoil", ["state", "readings", "short", "missing"])
def test_what_is_damaged_is_begun_anew(tmp_path: Path, read: list[int], spoil: str) -> None:
    path, out = face_film(tmp_path / "a.mp4", TIMES[:12]), tmp_path / "out"
    want = whole(path, tmp_path / "at once", QUIET)
    interrupted(path, out, QUIET, 8)
    (kept,) = (out / KEPT).iterdir()
    tape, state = kept / "readings", kept / "state"
    damaged = state if spoil == "state" else tape
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(bytes(content))
    if spoil == "short":
        tape.write_bytes(content[: len(content) // 2])
    if spoil == "missing":
        tape.unlink()
    read.clear()
    Analyst(QUIET, out).analyse(Job(path, "a"))
    assert read == list(range(12)) and made(out) == want


def test_other_options_do_not_go_on_and_clear_away(tmp_path: Path, read: list[int]) -> None:
    path, out = face_film(tmp_path / "a.mp4", TIMES[:12]), tmp_path / "out"
    interrupted(path, out, QUIET, 8)
    read.clear()
    interrupted(path, out, AnalysisOptions(voice=False, every_ms=80), 3)
    assert read[0] == 0
    (kept,) = (out / KEPT).iterdir()
    read.clear()
    Analyst(QUIET, out).analyse(Job(path, "a"))
    assert read[0] == 0 and not kept.exists() and not (out / KEPT).exists()


def test_another_film_of_the_same_name_does_not_go_on(tmp_path: Path, read: list[int]) -> None:
    out = tmp_path / "out"
    interrupted(face_film(tmp_path / "a.mp4", TIMES[:12]), out, QUIET, 8)
    other = face_film(tmp_path / "a.mp4", TIMES[:14])
    read.clear()
    Analyst(QUIET, out).analyse(Job(other, "a"))
    assert read == list(range(14))


def test_cancelled_or_failed_leaves_nothing(tmp_path: Path) -> None:
    path, out = face_film(tmp_path / "a.mp4", TIMES[:12]), tmp_path / "out"
    interrupted(path, out, QUIET, 5)
    with pytest.raises(Cancelled):
        Analyst(QUIET, out, 0.0).analyse(Job(path, "a"), Stops(8, Cancelled))
    assert list(out.iterdir()) == []


def _kept_by(out: Path, pid: int, sha256: str = "") -> Path:
    from emotune_gui.engine.analysing.partial import claimed, make

    mine = claimed(out, sha256 or f"{pid:016x}", "cd" * 8)
    folder = mine.with_name(mine.name.replace(f"-{os.getpid()}-", f"-{pid}-"))
    make(folder)
    return folder


DEAD = 2**22 - 1


def test_what_nobody_goes_on_with_is_removed_after_a_week(tmp_path: Path) -> None:
    young, old = _kept_by(tmp_path, DEAD), _kept_by(tmp_path, DEAD - 1)
    elsewhere = tmp_path / KEPT / "another-7-ab-cd"
    elsewhere.mkdir()
    mine = _kept_by(tmp_path, os.getpid())
    long_ago = time.time() - KEPT_FOR_S - 60
    for folder in (old, elsewhere, mine):
        os.utime(folder, (long_ago, long_ago))
    remove_left_behind(tmp_path)
    assert sorted((tmp_path / KEPT).iterdir()) == sorted([young, mine])


def test_a_film_that_ends_processes_leaves_nothing(tmp_path: Path) -> None:
    _kept_by(tmp_path, DEAD)
    remove_of(tmp_path, DEAD)
    assert (tmp_path / KEPT).is_dir()
    remove_of(tmp_path, DEAD, kept=True)
    assert list(tmp_path.iterdir()) == []


def test_a_running_process_keeps_its_own(tmp_path: Path) -> None:
    from emotune_gui.engine.analysing.partial import claimed

    theirs = _kept_by(tmp_path, os.getppid(), "ab" * 8)
    mine = claimed(tmp_path, "ab" * 8, "cd" * 8)
    assert theirs.is_dir() and not mine.exists()


def test_no_room_for_it_costs_only_the_going_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = face_film(tmp_path / "a.mp4", TIMES[:6]), tmp_path / "out"
    want = whole(path, tmp_path / "at once", QUIET)

    def full(self: KeptReadings) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(KeptReadings, "_write", full)
    out.mkdir()
    Analyst(QUIET, out, 0.0).analyse(Job(path, "a"))
    assert made(out) == want


def test_a_full_disk_costs_only_what_was_read_since_it_was_kept(
    tmp_path: Path, read: list[int]
) -> None:
    path, out = face_film(tmp_path / "a.mp4", TIMES), tmp_path / "out"
    want = whole(path, tmp_path / "at once", QUIET)
    read.clear()
    out.mkdir()
    full = Stops(12, FullDisk)
    with pytest.raises(EmoTuneError, match="no room left"):
        Analyst(QUIET, out, 0.0).analyse(Job(path, "a"), full)
    assert [entry.name for entry in out.iterdir()] == [KEPT]
    Analyst(QUIET, out, 0.0).analyse(Job(path, "a"))
    assert made(out) == want
    assert read == list(range(30))


class FullDisk(OSError):
    def __init__(self) -> None:
        super().__init__(errno.ENOSPC, "No space left on device")


def test_only_who_has_the_film_can_open_what_was_kept(tmp_path: Path) -> None:
    mine, other = tmp_path / "a", tmp_path / "b"
    mine.write_bytes(b"film" * 9)
    other.write_bytes(b"film" * 8)
    blob = sealed(key_of(mine), b"a look at a face")
    assert b"look" not in blob and sealed(key_of(mine), b"a look at a face") != blob
    assert unsealed(key_of(mine), blob) == b"a look at a face"
    for key, wrong in ((key_of(other), blob), (key_of(mine), blob[:-1]), (key_of(mine), b"")):
        with pytest.raises(Spoiled):
            unsealed(key, wrong)


class Runs:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("echo it ran",)


def test_bytes_from_elsewhere_run_nothing() -> None:
    for code in (pickle.dumps(Runs()), pickle.dumps(Path("x")), b"\x80\x05", b"junk"):
        with pytest.raises(Spoiled):
            thawed(code)
    with pytest.raises(TypeError, match="cannot be kept"):
        frozen(Job(Path("x"), "x"))


def test_a_reading_comes_back_bit_for_bit() -> None:
    chance = np.random.default_rng(3)
    points = chance.normal(size=(68, 2)).astype(np.float32)
    opinion = EmotionProbabilities.normalised(chance.random(8).tolist())
    reading = FaceReading(
        *(3, 0.1, FaceState.FACE, FaceQuality(0.1, 0.2, 31, 0.7), (FaceBox(1, 2, 3, 4),)),
        landmarks=points,
        cnn=opinion,
        combined=opinion,
        notes=("dark",),
    )
    back = thawed(frozen([reading, {"client": points}], {"points": points}), {"points": points})
    assert back[0].landmarks is points and back[0].cnn is back[0].combined
    assert back[0].cnn == opinion and back[0].quality == reading.quality


KILLED = """
import os, signal, sys
from pathlib import Path
from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.making import Analyst
from emotune_gui.engine.analysing.values import AnalysisOptions, Job
path, out, after = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
seen = 0
def go_on(position_s, duration_s):
    global seen
    seen += duration_s > 0
    if seen == after:
        os.kill(os.getpid(), signal.SIGKILL)
options = AnalysisOptions(voice=False, landmarks=True, music=Strategy.MATCH)
Analyst(options, out, keep_every_s=0.03).analyse(Job(path, "a"), go_on)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_killed_at_random_places_gives_the_same_bytes(tmp_path: Path) -> None:
    path = face_film(tmp_path / "a.mp4", tuple(i / 25 for i in range(60)))
    options = AnalysisOptions(voice=False, landmarks=True, music=Strategy.MATCH)
    want = whole(path, tmp_path / "at once", options)
    out = tmp_path / "out"
    out.mkdir()
    for after in random.Random(7).sample(range(5, 60), 3):
        words = [sys.executable, "-c", KILLED, str(path), str(out), str(after)]
        ended = subprocess.run(words, capture_output=True, check=False)
        assert ended.returncode == -signal.SIGKILL, ended.stderr
    remove_left_behind(out)
    (kept,) = (out / KEPT).iterdir()
    assert (kept / "state").is_file()
    Analyst(options, out).analyse(Job(path, "a"))
    assert made(out) == want
