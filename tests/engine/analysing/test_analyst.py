"""One recording to its files: the container's times, live's answers, whole files or none."""

from __future__ import annotations

import csv
import errno
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.capture.video import VideoSource
from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.faults import EmoTuneError, EndOfSource
from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing import making
from emotune_gui.engine.analysing.beholding import FileClock
from emotune_gui.engine.analysing.gathering import Names
from emotune_gui.engine.analysing.making import Analyst
from emotune_gui.engine.analysing.music_beside import MusicBeside
from emotune_gui.engine.analysing.tables import COLUMNS, LANDMARK_COLUMNS, VOICE_COLUMNS, Table
from emotune_gui.engine.analysing.values import AnalysisOptions, FileResult, Job, TierFormat
from emotune_gui.perception.opening import load_face_reader, load_tracker
from tests.capture.sound_making import beeps, film, write
from tests.engine.analysing.making import face_film, face_photo, faces

QUIET = AnalysisOptions(voice=False)


def analysed(path: Path, out: Path, options: AnalysisOptions = QUIET) -> FileResult:
    out.mkdir(exist_ok=True)
    return Analyst(options, out).analyse(Job(path, path.stem))[0]


def rows(result: FileResult) -> list[dict[str, str]]:
    with result.csv.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_a_film_gives_what_live_perception_says(tmp_path: Path) -> None:
    path = face_film(tmp_path / "a.mp4")
    found = rows(analysed(path, tmp_path / "out"))
    reader, tracker = load_face_reader(), load_tracker()
    source = VideoSource(path, paced=False, clock=FileClock())
    source.open()
    told = []
    while True:
        try:
            frame = source.read()
        except EndOfSource:
            break
        assert frame is not None
        reading = reader.read(frame)
        told.append((reading, tracker.update(reading, frame.t)))
    assert len(told) == len(found) == 12
    for (reading, estimate), row in zip(told, found, strict=True):
        assert row["p_happiness"] == f"{estimate.probabilities.values[1]:.5f}"
        assert float(row["valence"]) == pytest.approx(estimate.affect.valence, abs=6e-6)
        assert row["confidence"] == f"{estimate.confidence:.5f}"
        assert row["label"] == (estimate.label or "")
        assert [row[c] for c in ("box_x", "box_w")] == [
            str(reading.boxes[0].x),
            str(reading.boxes[0].width),
        ]
    assert all(row["faces"] == "1" for row in found)


def test_the_columns_are_those_promised(tmp_path: Path) -> None:
    result = analysed(face_film(tmp_path / "a.mp4", (0.0, 0.1)), tmp_path / "out")
    assert result.csv.read_text().splitlines()[0] == (
        "time_s,frame,faces,box_x,box_y,box_w,box_h,p_neutral,p_happiness,p_surprise,p_sadness,"
        "p_anger,p_disgust,p_fear,p_contempt,valence,arousal,confidence,label,quality"
    )
    assert not list((tmp_path / "out").glob(".part*"))
    summary = json.loads(result.json.read_text())
    assert summary["rows"] == 2 and summary["face_share"] == 1.0
    assert sum(summary["seconds_by_emotion"].values()) == pytest.approx(summary["duration_s"])
    assert set(summary["versions"]) == {"program", "format", "weights"}
    assert len(summary["sha256"]) == 64


def test_times_are_the_containers(tmp_path: Path) -> None:
    times = (0.0, 0.013, 0.05, 0.31, 0.32, 1.7)
    found = rows(analysed(face_film(tmp_path / "vfr.mp4", times), tmp_path / "out"))
    assert [float(row["time_s"]) for row in found] == pytest.approx(times, abs=1e-4)
    assert [row["frame"] for row in found] == [str(i) for i in range(6)]


def test_every_leaves_pictures_out_but_counts_them(tmp_path: Path) -> None:
    path = face_film(tmp_path / "a.mp4", tuple(i / 25 for i in range(25)))
    options = AnalysisOptions(voice=False, every_ms=200)
    found = rows(analysed(path, tmp_path / "out", options))
    assert [row["frame"] for row in found] == ["0", "5", "10", "15", "20"]


def test_a_hole_in_the_film_is_no_face_as_live(tmp_path: Path) -> None:
    whole = (*(i / 25 for i in range(10)), *(0.4 + i / 25 for i in range(5)))
    holed = (*(i / 25 for i in range(10)), *(4.0 + i / 25 for i in range(5)))
    sure = [
        float(
            rows(analysed(face_film(tmp_path / f"{n}.mp4", times), tmp_path / "out"))[10][
                "confidence"
            ]
        )
        for n, times in enumerate((whole, holed))
    ]
    assert sure[1] < 0.5 * sure[0]


def test_rotation_and_scale_give_boxes_in_the_upright_recording(tmp_path: Path) -> None:
    import cv2

    plain = rows(analysed(face_film(tmp_path / "a.mp4", (0.0, 0.1)), tmp_path / "out"))[0]
    big = [cv2.resize(faces()[i], (2560, 1920)) for i in range(2)]
    large = face_film(tmp_path / "big.mp4", (0.0, 0.1))
    from tests.capture.making import clip

    large = clip(tmp_path / "big.mp4", times=(0.0, 0.1), images=big)
    scaled = rows(analysed(large, tmp_path / "out"))[0]
    for name in ("box_x", "box_y", "box_w"):
        assert int(scaled[name]) == pytest.approx(8 * int(plain[name]), rel=0.12, abs=60)
    turned = [cv2.rotate(faces()[i], cv2.ROTATE_90_CLOCKWISE) for i in range(2)]
    lying = clip(tmp_path / "turned.mov", times=(0.0, 0.1), images=turned, rotation=90)
    found = rows(analysed(lying, tmp_path / "out"))[0]
    assert found["faces"] == "1"
    assert int(found["box_x"]) == pytest.approx(int(plain["box_x"]), abs=12)


def test_a_photograph_is_one_settled_row(tmp_path: Path) -> None:
    options = AnalysisOptions(landmarks=True, overlay=True)
    result = analysed(face_photo(tmp_path / "p.png"), tmp_path / "out", options)
    (row,) = rows(result)
    assert row["label"] and float(row["confidence"]) > 0.3
    assert result.summary["kind"] == "photo" and result.summary["label"] == row["label"]
    assert result.landmarks is not None
    with result.landmarks.open() as table:
        head, points = list(csv.reader(table))
    assert tuple(head) == LANDMARK_COLUMNS and all(points)
    assert (tmp_path / "out" / "p.overlay.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("ending", "codec"), [("wav", "pcm_s16le"), ("flac", "flac")])
def test_sound_is_believed_by_the_voice_alone(tmp_path: Path, ending: str, codec: str) -> None:
    path = write(tmp_path / f"s.{ending}", beeps(16_000, 2.0), 16_000, codec)
    result = analysed(path, tmp_path / "out", AnalysisOptions())
    found = rows(result)
    assert tuple(found[0]) == (*COLUMNS, *VOICE_COLUMNS)
    assert len(found) == 20 and found[0]["time_s"] == "0.100000"
    assert {row["faces"] for row in found} == {"0"} and found[3]["v_state"] == "silent"
    assert result.summary["kind"] == "sound"


def test_mere_sound_without_voice_says_why_it_fails(tmp_path: Path) -> None:
    path = write(tmp_path / "s.wav", beeps(16_000, 1.0))
    with pytest.raises(EmoTuneError, match="only sound"):
        analysed(path, tmp_path / "out")


def test_the_sound_of_a_film_comes_with_its_pictures(tmp_path: Path) -> None:
    result = analysed(film(tmp_path / "f.mp4", seconds=1.0), tmp_path / "out", AnalysisOptions())
    found = rows(result)
    assert tuple(found[0]) == (*COLUMNS, *VOICE_COLUMNS) and found[-1]["v_state"] == "silent"


def test_extras_and_the_same_bytes_twice(tmp_path: Path) -> None:
    options = AnalysisOptions(
        overlay=True, landmarks=True, music=Strategy.CONTRAST, tiers=tuple(TierFormat)
    )
    path = face_film(tmp_path / "a.mp4", tuple(i / 10 for i in range(30)))
    one, two = (analysed(path, tmp_path / out, options) for out in ("one", "two"))
    names = {file.name for file in one.files}
    assert names == {f"a{e}" for e in (
        ".csv", ".json", ".landmarks.csv", ".overlay.mp4", ".wav", ".mid", ".bars.json", ".eaf",
        ".TextGrid",
    )}  # fmt: skip
    # The film with the overlay is coded by FFmpeg, which does not promise the same bytes.
    for file in set(one.files) - {one.overlay}:
        assert file.read_bytes() == (two.folder / file.name).read_bytes(), file.name
    import av

    with av.open(str(one.overlay)) as made:
        assert len(made.streams.audio) == 1
        assert made.duration / 1e6 == pytest.approx(3.0, abs=0.3)
    sound = np.frombuffer(one.wav.read_bytes()[44:], np.int16).reshape(-1, 2)
    # As long as the film, with the fade in it: the last moments are quiet.
    assert len(sound) / 44_100 == pytest.approx(one.summary["duration_s"], abs=0.06)
    assert np.abs(sound).max() > 1000 > np.abs(sound[-256:]).max()


def test_what_is_done_is_not_done_again_but_by_other_options(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    job = Job(face_film(tmp_path / "a.mp4", (0.0, 0.1)), "a")
    assert [Analyst(QUIET, out).analyse(job)[1] for _ in range(2)] == [False, True]
    other = AnalysisOptions(voice=False, recogniser=Recogniser.CNN)
    assert not Analyst(other, out).analyse(job)[1]
    assert not Analyst(QUIET, out).analyse(job)[1]
    face_film(job.path, (0.0, 0.1, 0.2))
    assert not Analyst(QUIET, out).analyse(job)[1]
    (out / "a.csv").unlink()
    assert not Analyst(QUIET, out).analyse(job)[1]


def test_a_file_that_is_stopped_half_way_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    job = Job(face_film(tmp_path / "a.mp4"), "a")

    def stop(position_s: float, duration_s: float) -> None:
        if position_s > 0.2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Analyst(QUIET, out).analyse(job, stop)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["empty.mp4", "text.mp4", "cut.mp4", "gone.mp4", "film.jpg", "x.wav"]
)
def test_bad_files_fail_in_one_sentence(tmp_path: Path, name: str) -> None:
    good = face_film(tmp_path / "good.mp4").read_bytes()
    content = {"empty.mp4": b"", "text.mp4": b"words" * 99, "cut.mp4": good[: len(good) // 2]}
    if name != "gone.mp4":
        (tmp_path / name).write_bytes(content.get(name, good if name == "film.jpg" else b"RIFF"))
    with pytest.raises(EmoTuneError) as failure:
        analysed(tmp_path / name, tmp_path / "out")
    assert str(failure.value).endswith(".") and "\n" not in str(failure.value)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_film_that_breaks_off_is_done_with_a_remark(tmp_path: Path) -> None:
    whole = face_film(tmp_path / "whole.mkv", tuple(i / 10 for i in range(30)), codec="mpeg4")
    data = whole.read_bytes()
    (tmp_path / "cut.mkv").write_bytes(data[: 3 * len(data) // 4])
    (remark,) = analysed(tmp_path / "cut.mkv", tmp_path / "out").summary["remarks"][:1]
    assert remark.startswith("It breaks off after") and remark.endswith("of 3.0 seconds.")
    assert analysed(whole, tmp_path / "out").summary["remarks"] == []


def test_pictures_that_begin_later_than_the_sound_do_not_break_off(tmp_path: Path) -> None:
    import av

    # The sound's length counts for the container, not for what is looked at.
    path = face_film(tmp_path / "late.mp4", tuple(2.0 + i / 10 for i in range(20)))
    both = tmp_path / "both.mp4"
    with av.open(str(path)) as pictures, av.open(str(both), "w") as joined:
        copied = joined.add_stream_from_template(pictures.streams.video[0])
        heard = joined.add_stream("aac", rate=16_000, layout="mono")
        for number in range(4 * 16):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1000), np.float32), "fltp", "mono")
            frame.sample_rate, frame.pts = 16_000, number * 1000
            joined.mux(heard.encode(frame))
        joined.mux(heard.encode())
        for packet in pictures.demux():
            if packet.dts is not None:
                packet.stream = copied
                joined.mux(packet)
    result = analysed(both, tmp_path / "out")
    assert result.summary["remarks"] == []
    assert result.summary["duration_s"] == pytest.approx(2.0, abs=0.15)


def test_a_full_disk_fails_the_file_and_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []

    def full(self: Table, cells: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def close(self: MusicBeside) -> None:
        closed.append("music")

    monkeypatch.setattr(Table, "add", full)
    monkeypatch.setattr(Table, "close", lambda self: full(self, ()))
    monkeypatch.setattr(MusicBeside, "close", close)
    options = AnalysisOptions(voice=False, landmarks=True, music=Strategy.MATCH)
    with pytest.raises(EmoTuneError, match="no room left"):
        analysed(face_film(tmp_path / "a.mp4"), tmp_path / "out", options)
    assert closed == ["music"] and list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(("whole", "word"), [(True, "no longer there"), (False, "been removed")])
def test_a_folder_that_is_removed_is_said_at_once_and_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bool, word: str
) -> None:
    monkeypatch.setattr(making, "THERE_EVERY_S", 0.0)
    path, out = face_film(tmp_path / "a.mp4"), tmp_path / "out"
    analyst = Analyst(QUIET, out, keep_every_s=0.0)
    assert out.is_dir()
    places: list[float] = []

    def remove(position_s: float, duration_s: float) -> None:
        places.append(position_s)
        if len(places) == 4:
            for folder in [out] if whole else list(out.iterdir()):
                shutil.rmtree(folder)

    with pytest.raises(EmoTuneError, match=word) as told:
        analyst.analyse(Job(path, "a"), remove)
    assert str(out) in str(told.value) and len(places) == 4, "before the next picture"
    assert out.exists() is not whole
    if whole:
        with pytest.raises(EmoTuneError, match="no longer there"):
            analyst.analyse(Job(path, "a"))
        assert not out.exists()
        out.mkdir()
    assert analyst.analyse(Job(path, "a"))[0].csv.is_file()


def test_files_of_other_options_stay_the_recordings_own(tmp_path: Path) -> None:
    path, out = face_photo(tmp_path / "p.png"), tmp_path / "out"
    overlaid = AnalysisOptions(overlay=True)
    first = analysed(path, out, overlaid)
    assert "older_files" not in first.summary
    assert analysed(path, out, AnalysisOptions()).summary["older_files"] == [".overlay.png"]
    assert Names(out, overlaid.endings).name(path) == "p"
    again = analysed(path, out, overlaid)
    assert again.summary == first.summary


def test_a_film_that_is_named_as_sound_is_a_film(tmp_path: Path) -> None:
    named = face_film(tmp_path / "a.mp4").rename(tmp_path / "a.wav")
    assert analysed(named, tmp_path / "out").summary["kind"] == "film"


def test_one_moment_has_no_deviation_whatever_its_values() -> None:
    from emotune_gui.engine.analysing.tallying import _Spread

    # Rounding leaves a little less than nothing here.
    spread = _Spread()
    spread.add(-0.7312715117751976, 0.8474337369372327)
    assert spread.squares < 0.0
    told = spread.told()
    assert told is not None and told["sd"] == 0.0 and told["mean"] == -0.73127
