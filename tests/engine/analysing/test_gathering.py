"""Which files are taken, and that no two share a name."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.gathering import Names, gather, safe_stem
from emotune_gui.engine.analysing.values import AnalysisOptions


def touched(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_folders_give_recordings_only_each_once(tmp_path: Path) -> None:
    a, b = tmp_path / "a.MP4", tmp_path / "deep" / "b.flac"
    out = tmp_path / "out"
    touched(a, b, tmp_path / "notes.txt", tmp_path / ".hidden.mp4", out / "a.overlay.mp4")
    found = gather([tmp_path, a, tmp_path / "named.txt"], out)
    assert found.files == (a, b, tmp_path / "named.txt") and found.passed_over == 1


def test_ten_thousand_entries(tmp_path: Path) -> None:
    for i in range(5_000):
        (tmp_path / f"{i}.jpg").touch()
        (tmp_path / f"{i}.txt").touch()
    found = gather([tmp_path])
    assert len(found.files) == 5_000 and found.passed_over == 5_000
    names = Names(tmp_path / "out")
    assert len({names.name(path) for path in found.files}) == 5_000


def test_same_names_in_two_folders(tmp_path: Path) -> None:
    paths = [tmp_path / "a" / "x.mp4", tmp_path / "b" / "x.mp4", tmp_path / "b" / "X.mov"]
    touched(*paths)
    names = Names(tmp_path)
    assert [names.name(path) for path in paths] == ["x", "x (2)", "X (3)"]
    assert names.name(paths[1]) == "x (2)"


def test_names_are_kept_for_those_who_have_them(tmp_path: Path) -> None:
    mine, other = tmp_path / "a" / "x.mp4", tmp_path / "b" / "x.mp4"
    touched(mine, other)
    (tmp_path / "x.json").write_text(
        json.dumps({"sha256": "0", "source": str(other), "files": [".json"]})
    )
    assert Names(tmp_path).name(mine) == "x (2)"
    assert Names(tmp_path).name(other) == "x"


def test_files_that_are_not_ours_are_never_replaced(tmp_path: Path) -> None:
    sound, film = tmp_path / "x.wav", tmp_path / "y.mp4"
    touched(sound, film, tmp_path / "y.csv")
    with_music = AnalysisOptions(music=Strategy.MATCH).endings
    assert Names(tmp_path, with_music).name(sound) == "x (2)"
    assert Names(tmp_path, AnalysisOptions().endings).name(sound) == "x"
    assert Names(tmp_path, AnalysisOptions().endings).name(film) == "y (2)"


@given(st.text(min_size=1, max_size=300).filter(lambda s: "/" not in s and "\0" not in s))
def test_every_stem_can_be_written(text: str) -> None:
    stem = safe_stem(Path("/") / f"{text}.mp4")
    assert stem and stem.isprintable() and not set(stem) & set('<>:"/\\|?*')
    assert len(f"{stem} (10000).landmarks.csv".encode()) < 255
    assert not stem.lower().endswith((".landmarks", ".overlay", ".bars"))
