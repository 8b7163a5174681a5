"""The same bytes from a Dask cluster; without Dask a sentence says what is missing."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.engine.analysing import cluster
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
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
        address = local.scheduler_address
        told, stopped = analyse_on_cluster(address, films, tmp_path / "out", QUIET, lambda s: None)
    assert not stopped and [f.state for f in told.files] == [FileState.DONE] * 3
    (tmp_path / "here").mkdir()
    Analyst(QUIET, tmp_path / "here").analyse(Job(films[0], "0"))
    assert (tmp_path / "out" / "0.csv").read_bytes() == (tmp_path / "here" / "0.csv").read_bytes()


class LostFuture:
    """Of Dask's, whose scheduler is gone."""

    status = "cancelled"

    def exception(self) -> None:
        return None

    def release(self) -> None:
        """Nothing is held any more."""


class Cluster:
    """Stands for Dask's client: as many jobs are submitted as it lets."""

    loop = None

    def __init__(self, interrupts: bool) -> None:
        self._interrupts = interrupts

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *problem: object) -> None:
        """Nothing is open."""

    def submit(self, *job: object, **how: object) -> LostFuture:
        if self._interrupts:
            raise KeyboardInterrupt
        return LostFuture()


@pytest.mark.parametrize("interrupts", [True, False])
def test_a_lost_scheduler_is_said_once_and_ctrl_c_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interrupts: bool
) -> None:
    distributed = ModuleType("distributed")
    distributed.as_completed = lambda futures, loop: iter(futures)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "distributed", distributed)
    monkeypatch.setattr(cluster, "_client", lambda scheduler: Cluster(interrupts))
    for name in ("a.mp4", "b.mp4"):
        (tmp_path / name).write_bytes(b"x")
    out = tmp_path / "out"
    told, stopped = analyse_on_cluster("tcp://x:1", [tmp_path], out, QUIET, lambda s: None)
    assert stopped is interrupts
    assert [f.state for f in told.files] == [FileState.CANCELLED] * 2
    assert told.notices == (() if interrupts else (cluster.LOST.format("tcp://x:1"),))


def test_a_photograph_that_does_not_serve_is_said_there_too(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_text("no picture")
    options = AnalysisOptions(face=FaceChoice.PORTRAIT, portrait=tmp_path / "p.png")
    told = analyse_there(str(tmp_path / "a.mp4"), "a", str(tmp_path), options.stated())
    assert "not a photograph" in told["failed"]
