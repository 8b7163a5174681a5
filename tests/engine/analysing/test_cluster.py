"""The same bytes from a Dask cluster; without Dask a sentence says what is missing."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.engine.analysing.cluster import analyse_on_cluster, analyse_there
from emotune_gui.engine.analysing.making import Analyst
from emotune_gui.engine.analysing.values import (
    AnalysisOptions,
    FaceChoice,
    FileState,
    Job,
    options_from,
)
from tests.engine.analysing.making import face_film

HERE = importlib.util.find_spec("distributed") is not None
QUIET = AnalysisOptions(voice=False)


def test_options_survive_the_way_to_a_worker() -> None:
    options = AnalysisOptions(every_ms=40, labels=Path("labels"))
    assert options_from(options.stated()) == options


def test_a_job_there_gives_what_it_gives_here(tmp_path: Path) -> None:
    path = face_film(tmp_path / "a.mp4")
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    Analyst(QUIET, tmp_path / "here").analyse(Job(path, "a"))
    answer = analyse_there(str(path), "a", str(tmp_path / "there"), QUIET.stated())
    assert answer["done"]["rows"] == 12 and not answer["before"]
    for name in ("a.csv", "a.json"):
        there = (tmp_path / "there" / name).read_bytes()
        assert (tmp_path / "here" / name).read_bytes() == there
    gone = analyse_there(str(tmp_path / "b.mp4"), "b", str(tmp_path / "there"), QUIET.stated())
    assert "was not found" in gone["failed"]


@pytest.mark.skipif(HERE, reason="Dask is installed")
def test_without_dask_a_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").touch()
    with pytest.raises(InvalidInput, match="extra 'cluster'"):
        analyse_on_cluster("tcp://x", [tmp_path], tmp_path / "out", QUIET, print)


@pytest.mark.skipif(not HERE, reason="Dask is not installed")
def test_a_cluster_of_two(tmp_path: Path) -> None:
    from distributed import LocalCluster

    films = [face_film(tmp_path / f"{n}.mp4") for n in range(3)]
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        address = cluster.scheduler_address
        told = analyse_on_cluster(address, films, tmp_path / "out", QUIET, lambda s: None)
    assert [f.state for f in told.files] == [FileState.DONE] * 3
    (tmp_path / "here").mkdir()
    Analyst(QUIET, tmp_path / "here").analyse(Job(films[0], "0"))
    assert (tmp_path / "out" / "0.csv").read_bytes() == (tmp_path / "here" / "0.csv").read_bytes()


def test_a_photograph_that_does_not_serve_is_said_there_too(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_text("no picture")
    options = AnalysisOptions(face=FaceChoice.PORTRAIT, portrait=tmp_path / "p.png")
    told = analyse_there(str(tmp_path / "a.mp4"), "a", str(tmp_path), options.stated())
    assert "not a photograph" in told["failed"]
