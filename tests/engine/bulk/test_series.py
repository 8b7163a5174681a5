"""The photographs of a session, shown by the second; the film, in step with the curves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from emotune_gui.engine.analysing.keeping import SHOWN_S, SessionTime, holes_of
from emotune_gui.engine.analysing.making import Analyst
from emotune_gui.engine.analysing.values import AnalysisOptions, FileResult, Job
from emotune_gui.engine.bulk.films import film_of
from emotune_gui.engine.bulk.order import BatchOrder, Kept, Ledger, write_ledger
from emotune_gui.engine.bulk.series import SeriesReader
from emotune_gui.engine.film_replay import FileReader
from tests.capture.making import clip
from tests.engine.analysing.making import face_photo

BITS = 8


def picture(path: Path, grey: int, side: int = 32) -> Path:
    cv2.imwrite(str(path), np.full((side, 2 * side, 3), grey, np.uint8))
    return path


def test_each_photograph_stands_for_its_seconds(tmp_path: Path) -> None:
    pictures = [picture(tmp_path / f"{n}.png", 50 * n) for n in range(3)]
    reader = SeriesReader(pictures)
    shown = [reader.at(second) for second in (0.0, 1.99, SHOWN_S, 5.9)]
    assert [p and (p.t, int(p.image[0, 0, 0])) for p in shown] == [
        (0.0, 0),
        (0.0, 0),
        (2.0, 50),
        (4.0, 100),
    ]
    assert reader.at(SHOWN_S * 3) is None
    assert reader.at(-0.1) is None


def test_a_photograph_that_is_gone_is_no_picture(tmp_path: Path) -> None:
    there, gone = picture(tmp_path / "a.png", 9, side=900), tmp_path / "b.png"
    reader = SeriesReader([there, gone])
    first = reader.at(0.5)
    assert first is not None and max(first.image.shape) == 640
    assert reader.at(2.5) is None
    reader.close()


def analysed(path: Path, **asked: object) -> FileResult:
    out = path.parent / "out"
    out.mkdir(exist_ok=True)
    options = AnalysisOptions(voice=False, **asked)  # type: ignore[arg-type]
    return Analyst(options, out).analyse(Job(path, path.stem))[0]


def keep(out: Path, *names: str) -> None:
    kept = tuple(Kept(name, 7) for name in names)
    write_ledger(Ledger(BatchOrder(out, (), AnalysisOptions()), kept=kept))


def test_the_photographs_of_a_session_are_found(tmp_path: Path) -> None:
    results = [analysed(face_photo(tmp_path / f"{n}.png"), overlay=n == "b") for n in ("a", "b")]
    out = results[0].folder
    keep(out, "a", "b")
    found = film_of(7, str(tmp_path), [out])
    assert found is not None
    assert found.photographs == (tmp_path / "a.png", out / "b.overlay.png")
    assert (found.info.seconds, found.info.sound, found.info.path) == (4.0, False, tmp_path)
    assert film_of(7, str(tmp_path / "other"), [out]) is None
    assert film_of(8, str(tmp_path), [out]) is None


def numbered(number: int, *, turned: int = 0) -> np.ndarray:
    """A picture that shows its number as bars, black or white."""
    image = np.zeros((240, 40 * BITS, 3), np.uint8)
    for bit in range(BITS):
        image[:, 40 * bit : 40 * bit + 40] = 255 * (number >> bit & 1)
    return np.ascontiguousarray(np.rot90(image, turned))


def number_of(image: np.ndarray) -> int:
    # With an overlay the paper beside so narrow a film is left out.
    row = image[120]
    return sum(int(row[40 * b + 20].mean() > 127) << b for b in range(BITS))


UNEVEN = tuple(np.cumsum([0.0, *([0.02, 0.4, 0.033, 0.12, 0.05] * 8)]).round(3))
CASES = {
    "uneven.mp4": (UNEVEN, None, 0),
    "turned.mp4": (UNEVEN, 90, 3),
    "late.mkv": (tuple(t + 2.5 for t in UNEVEN), None, 0),
    "hole.mkv": ((*UNEVEN[:20], *(t + 40.0 for t in UNEVEN[20:])), None, 0),
}


@pytest.mark.parametrize("drawn", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_the_picture_beside_the_curves_is_that_of_the_moment(
    tmp_path: Path, name: str, drawn: bool
) -> None:
    times, rotation, turned = CASES[name]
    images = [numbered(n, turned=turned) for n in range(len(times))]
    path = clip(tmp_path / name, times=times, images=images, rotation=rotation)
    result = analysed(path, overlay=drawn)
    keep(result.folder, result.name)
    film = film_of(7, str(path), [result.folder])
    assert film is not None and film.drawn == drawn
    same = replace(film, start_s=0.0, holes=((0.0, 0.0),))
    reader = FileReader(lambda: film.info.path.open("rb"), (same if drawn else film).place)
    clock = SessionTime()
    moments = [clock.at(t - times[0]) for t in times]
    wanted = np.random.default_rng(1).permutation(len(times))
    shown = [reader.at(moments[n] + 2e-3) for n in wanted]
    reader.close()
    assert [None if p is None else number_of(p.image) for p in shown] == list(wanted)
    for n, seen in zip(wanted, shown, strict=True):
        assert seen is not None and seen.t == pytest.approx(moments[n], abs=2e-3)
    assert len(holes_of(result)) == (2 if name == "hole.mkv" else 1)
