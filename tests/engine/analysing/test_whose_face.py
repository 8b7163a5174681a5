"""Whose face is read where several are in the picture."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from emotune_gui.capture.video import Film
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.engine.analysing.identity import is_same, stated
from emotune_gui.engine.analysing.making import Analyst, Interrupted
from emotune_gui.engine.analysing.partial import KEPT
from emotune_gui.engine.analysing.values import (
    AnalysisOptions,
    FaceChoice,
    FileResult,
    Job,
    options_from,
)
from emotune_gui.engine.analysing.whose_face import WhoseFace
from emotune_gui.perception.face.identity import PORTRAIT, Break, ClientIdentity, Standing
from tests.capture.making import clip
from tests.engine.analysing.making import face_film, face_photo, faces

CLIPS = Path(__file__).resolve().parents[4] / "shared" / "data" / "video"
ONE, OTHER = CLIPS / "liveportrait_d10.mp4", CLIPS / "liveportrait_s13.mp4"
needs_clips = pytest.mark.skipif(not ONE.is_file(), reason="needs the clips of ../shared")

LARGEST = AnalysisOptions(voice=False, face=FaceChoice.LARGEST)


def rows(path: Path, out: Path, options: AnalysisOptions) -> list[dict[str, str]]:
    out.mkdir(exist_ok=True)
    return _rows(Analyst(options, out).analyse(Job(path, path.stem))[0])


def _rows(result: FileResult) -> list[dict[str, str]]:
    with result.csv.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def pictures(path: Path, count: int, side: int = 320) -> list[np.ndarray]:
    film = Film(path)
    film.open()
    try:
        images = [p.image() for _ in range(count) if (p := film.next()) is not None]
    finally:
        film.close()
    return [cv2.resize(image, (side, side * image.shape[0] // image.shape[1])) for image in images]


def beside(
    path: Path, left: Sequence[np.ndarray], right: Sequence[np.ndarray], height: int = 400
) -> Path:
    """A film of 25 pictures a second, the two side by side, the right one begins at `width`."""
    images = []
    for two in zip(left, right, strict=False):
        padded = [cv2.copyMakeBorder(i, 0, height - i.shape[0], 0, 0, 1) for i in two]
        images.append(np.hstack(padded))
    return clip(path, times=[i / 25 for i in range(len(images))], images=images)


def large_and_small(path: Path) -> Path:
    small = [cv2.resize(image, (224, 168)) for image in faces()]
    return beside(path, small, [cv2.resize(i, (400, 300)) for i in faces()])


def test_alone_says_nothing_of_several_and_largest_reads_the_largest(tmp_path: Path) -> None:
    path = large_and_small(tmp_path / "two.mp4")
    alone = rows(path, tmp_path / "alone", AnalysisOptions(voice=False))
    settled = [row for row in alone if float(row["time_s"]) > 0.8]
    assert {row["faces"] for row in settled} == {"2"} and {r["label"] for r in settled} == {""}
    largest = rows(path, tmp_path / "largest", LARGEST)
    settled = [row for row in largest if float(row["time_s"]) > 0.8]
    assert all(row["label"] for row in settled)
    assert all(int(row["box_x"]) > 200 for row in settled)


def test_a_largest_face_that_is_gone_lets_another_be_read(tmp_path: Path) -> None:
    black = np.zeros((300, 400, 3), np.uint8)
    many = [*faces(), *faces(), *faces()]
    small = [cv2.resize(image, (224, 168)) for image in many]
    large = [cv2.resize(i, (400, 300)) if n < 20 else black for n, i in enumerate(many)]
    path = beside(tmp_path / "a.mp4", small, large)
    found = rows(path, tmp_path / "out", LARGEST)
    assert found[19]["label"] and int(found[19]["box_x"]) > 200
    assert found[-1]["label"] and int(found[-1]["box_x"]) < 200


def test_largest_goes_on_where_it_was_cut_off(tmp_path: Path) -> None:
    path = large_and_small(tmp_path / "two.mp4")
    want = rows(path, tmp_path / "at once", LARGEST)
    out = tmp_path / "out"
    out.mkdir()
    left = [18]

    def stop(position_s: float, duration_s: float) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Interrupted

    with pytest.raises(Interrupted):
        Analyst(LARGEST, out, 0.0).analyse(Job(path, "two"), stop)
    assert (out / KEPT).is_dir()
    assert rows(path, out, LARGEST) == want


def portrait_of(image: np.ndarray, path: Path) -> AnalysisOptions:
    cv2.imwrite(str(path), image)
    return AnalysisOptions(voice=False, face=FaceChoice.PORTRAIT, portrait=path)


def test_the_person_on_the_photograph_is_read_and_the_photograph_not_stored(
    tmp_path: Path,
) -> None:
    options = portrait_of(faces()[0], tmp_path / "who is it.png")
    path, out = face_film(tmp_path / "a.mp4", tuple(i / 25 for i in range(30))), tmp_path / "out"
    found = rows(path, out, options)
    assert all(row["label"] for row in found[10:])
    told = (out / "a.json").read_text()
    assert "who is it" not in told and '"face": "portrait"' in told
    face = WhoseFace(options)
    assert face.portrait is not None and f'"portrait_sha256": "{face.digest}"' in told
    assert not any(repr(float(v)) in told for v in face.portrait)
    again, before = Analyst(options, out).analyse(Job(path, "a"))
    assert before and again.summary["face_share"] > 0.6


@needs_clips
@pytest.mark.parametrize("who", [0, 1])
def test_of_two_people_the_one_on_the_photograph_is_read(tmp_path: Path, who: int) -> None:
    one, other = pictures(ONE, 40), pictures(OTHER, 40)
    path = beside(
        tmp_path / "two.mp4", one[:30], other[:30], max(i.shape[0] for i in (*one, *other))
    )
    options = portrait_of((one, other)[who][39], tmp_path / "p.png")
    found = [row for row in rows(path, tmp_path / "out", options) if row["label"]]
    assert len(found) > 15
    assert all((int(row["box_x"]) > 240) == bool(who) for row in found)


@needs_clips
def test_a_stranger_alone_is_not_read(tmp_path: Path) -> None:
    options = portrait_of(pictures(OTHER, 1)[0], tmp_path / "p.png")
    path = clip(tmp_path / "a.mp4", times=[i / 25 for i in range(30)], images=pictures(ONE, 30))
    found = rows(path, tmp_path / "out", options)
    assert len(found) == 30 and not any(row["label"] for row in found)


def test_a_photograph_that_does_not_serve_says_why(tmp_path: Path) -> None:
    two = np.hstack([faces()[0], faces()[0]])
    for image, words in ((two, "several faces"), (np.zeros((200, 200, 3), np.uint8), "no face")):
        with pytest.raises(InvalidInput, match=words):
            Analyst(portrait_of(image, tmp_path / "p.png"), tmp_path)
    (tmp_path / "p.png").write_text("no picture")
    options = AnalysisOptions(face=FaceChoice.PORTRAIT, portrait=tmp_path / "p.png")
    with pytest.raises(InvalidInput, match="not a photograph"):
        Analyst(options, tmp_path)
    with pytest.raises(InvalidInput, match="name one"):
        Analyst(AnalysisOptions(face=FaceChoice.PORTRAIT), tmp_path)


def test_the_choice_is_among_what_results_depend_on(tmp_path: Path) -> None:
    usual, photo = AnalysisOptions(), face_photo(tmp_path / "p.png")
    assert "face" not in stated(usual) and stated(LARGEST)["face"] == "largest"
    known = AnalysisOptions(face=FaceChoice.PORTRAIT, portrait=photo)
    for options in (usual, LARGEST, known):
        assert options_from(options.stated()) == options
    old = {k: v for k, v in usual.stated().items() if k not in {"face", "portrait"}}
    assert options_from(old) == usual
    from emotune_gui.engine.analysing.identity import versions

    summary = {"sha256": "a", "options": stated(known, "x"), "versions": versions()}
    assert is_same(summary, "a", known, "", "x") and not is_same(summary, "a", known, "", "y")
    assert not is_same(summary, "a", usual, "") and str(photo) not in str(summary)


class Face:
    """What `ClientIdentity.judge` is told of a face that is seen well."""

    broke: Break | None = None
    judgeable = True
    others = 0
    near = False


def test_nobody_is_trusted_before_compared_with_the_photograph() -> None:
    portrait = np.zeros(128)
    mine, stranger = np.zeros(128), np.zeros(128)
    mine[0], stranger[0] = PORTRAIT - 0.1, PORTRAIT + 0.15
    for look, expected in ((mine, Standing.TRUSTED), (stranger, Standing.OTHER)):
        identity = ClientIdentity()
        identity.expect(portrait)
        told = [identity.judge(Face(), t / 10, lambda look=look: look) for t in range(10)]
        assert told[-1] is expected and identity.chosen
        assert expected is Standing.TRUSTED or Standing.TRUSTED not in told
    unseen = ClientIdentity()
    unseen.expect(portrait)
    assert unseen.judge(Face(), 0.0, lambda: None) is Standing.DOUBTED
