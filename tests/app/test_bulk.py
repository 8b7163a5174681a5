"""The analysis of recordings in the whole program: remembered, taken up, held by a session."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from emotune_gui.app.bulk import LISTED, BulkDesk
from emotune_gui.app.projecting import FilmProjector
from emotune_gui.domain.session import Purpose
from emotune_gui.engine.analysing.keeping import keep_as_session
from emotune_gui.engine.analysing.values import AnalysisOptions, FileState
from emotune_gui.engine.archive import Archive
from emotune_gui.engine.bulk.batches import Batches, Standing
from emotune_gui.engine.bulk.order import BatchOrder, Kept, Ledger, write_ledger
from emotune_gui.engine.bulk.preview import preview
from tests.engine.bulk.fake_queue import Keeper, Queues
from tests.engine.bulk.made import result
from tests.ui.fake_store import ImmediateTasks


@pytest.fixture
def settings(tmp_path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def archive(tmp_path):
    made = Archive(tmp_path / "emotune.db")
    yield made
    made.close()


@pytest.fixture
def desk(qapp, archive, settings, monkeypatch):
    """With queues that are moved by hand, and no thread."""
    made = BulkDesk(archive, settings, lambda: False)
    queues = Queues()
    fresh = Batches(Keeper(), lambda: False, queues)
    fresh.start = fresh.take_up  # type: ignore[assignment,method-assign]
    fresh.queues = queues  # type: ignore[attr-defined]
    monkeypatch.setattr("emotune_gui.engine.bulk.batches.Batches", lambda *_: fresh)
    yield made
    made.close()


def order(folder: Path) -> BatchOrder:
    folder.mkdir(parents=True, exist_ok=True)
    return BatchOrder(folder, (Path("/films/a.mp4"),), AnalysisOptions())


def test_batches_are_remembered_over_the_programs_end(desk, archive, settings, tmp_path) -> None:
    desk.batches.add(order(tmp_path / "one"))
    desk.batches.step()
    desk._looked()
    assert settings.value(LISTED) == str(tmp_path / "one")
    assert desk.folders() == (tmp_path / "one",)
    again = BulkDesk(archive, settings, lambda: False)
    assert again.folders() == (tmp_path / "one",)


def test_what_was_interrupted_goes_on_and_says_so(desk, settings, tmp_path) -> None:
    write_ledger(Ledger(order(tmp_path / "one")))
    settings.setValue(LISTED, str(tmp_path / "one"))
    told: list[str] = []
    working: list[bool] = []
    desk.told.connect(told.append)
    desk.working.connect(working.append)
    desk.go_on(ImmediateTasks())
    assert working == [True]
    assert "goes on" in told[0]
    desk.batches.step()
    standing = desk.batches.standings.get()
    assert standing is not None
    assert [row.file.state for row in standing.rows] == [FileState.WAITING]
    desk.batches.queues.made[0].finish(0)
    desk.batches.step()
    desk._looked()
    assert working == [True, False]
    assert "1 done" in told[-1]


def test_nothing_is_begun_where_nothing_was_left(desk, settings, tmp_path) -> None:
    write_ledger(Ledger(order(tmp_path / "one"), finished=True))
    settings.setValue(LISTED, str(tmp_path / "one"))
    desk.go_on(ImmediateTasks())
    assert desk._batches is None


def test_a_session_is_said_to_hold_the_recordings(desk) -> None:
    told: list[str] = []
    desk.told.connect(told.append)
    desk.batches.standings.put(Standing(held=True))
    desk._looked()
    desk._looked()
    assert told == ["Recordings wait while the session runs."]


def test_review_shows_the_film_of_an_analysed_recording(archive, tmp_path) -> None:
    made = result(tmp_path / "out", tmp_path / "clip.mp4")
    database = archive.open()
    client = database.clients.create("Ada", (Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES))
    session = keep_as_session(database, made, client.id)
    ledger = Ledger(order(tmp_path / "out"), kept=(Kept("clip", session),))
    write_ledger(ledger)
    folders = [tmp_path / "gone", tmp_path / "out"]
    projector = FilmProjector(archive, None, lambda: folders)  # type: ignore[arg-type]
    info = projector.analysed(session)
    assert info is not None
    assert info.path == tmp_path / "out" / "clip.overlay.mp4"
    assert (info.picture, info.start_s, info.seconds) == (True, 0.0, 2.0)
    screen = projector.screen(session)
    screen.show(1.0)
    screen.step()  # type: ignore[attr-defined]
    picture = screen.pictures.get()
    assert screen.problem == ""
    assert picture is not None
    assert picture.t == pytest.approx(1.0, abs=0.05)
    screen.close()
    screen._let_go()  # type: ignore[attr-defined]


def test_a_session_of_another_database_finds_no_film(archive, tmp_path) -> None:
    result(tmp_path / "out", tmp_path / "clip.mp4")
    database = archive.open()
    client = database.clients.create("Ada", (Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES))
    other = result(tmp_path / "other", tmp_path / "another.mp4")
    session = keep_as_session(database, other, client.id)
    write_ledger(Ledger(order(tmp_path / "out"), kept=(Kept("clip", session),)))
    projector = FilmProjector(archive, None, lambda: [tmp_path / "out"])  # type: ignore[arg-type]
    assert projector.analysed(session) is None


def test_a_preview_is_a_picture_of_the_film(tmp_path) -> None:
    made = result(tmp_path / "out", tmp_path / "clip.mp4")
    seen = preview(made)
    assert seen.image is not None
    assert seen.image.shape == (48, 64, 3)
    (tmp_path / "out" / "clip.overlay.mp4").write_bytes(b"no film")
    assert preview(made).image is None
