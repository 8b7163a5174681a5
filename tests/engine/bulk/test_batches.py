"""Batches: one after another, none beside a session, and taken up where they were left."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import Strategy
from emotune_gui.engine.analysing.values import AnalysisOptions, FileResult, FileState
from emotune_gui.engine.bulk.batches import Batches, Standing
from emotune_gui.engine.bulk.order import LEDGER, BatchOrder, read_ledger
from tests.engine.bulk.fake_queue import Keeper, Queues, done, summary

A, B, C = Path("/films/a.mp4"), Path("/films/b.mp4"), Path("/films/c\udce9\n.mov")


class Desk:
    """Batches stepped by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.busy = folder, False
        self.queues, self.keeper = Queues(), Keeper()
        self.batches = Batches(self.keeper, lambda: self.busy, self.queues)

    def order(
        self, *paths: Path, name: str = "one", client: int | None = None, **options: object
    ) -> BatchOrder:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return BatchOrder(folder, paths, AnalysisOptions(**options), client)

    def step(self) -> Standing:
        self.batches.step()
        standing = self.batches.standings.get()
        assert standing is not None
        return standing

    def states(self) -> list[str]:
        return [row.file.state.value for row in self.step().rows]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_second_batch_waits_for_the_first(desk: Desk) -> None:
    desk.batches.add(desk.order(A))
    desk.batches.add(desk.order(B, name="two"))
    standing = desk.step()
    assert [row.file.path for row in standing.rows] == [A, B]
    first, second = desk.queues.made
    assert (first.paused, second.paused) == (False, True)
    first.finish(0)
    desk.step()
    assert not second.paused
    assert desk.step().unfinished
    second.finish(0)
    assert not desk.step().unfinished


def test_nothing_is_analysed_while_a_session_runs(desk: Desk) -> None:
    desk.batches.add(desk.order(A))
    desk.step()
    queue = desk.queues.made[0]
    desk.busy = True
    assert desk.step().held
    assert queue.paused
    desk.busy = False
    assert not desk.step().held
    assert not queue.paused


def test_a_pause_lasts_over_a_session(desk: Desk) -> None:
    desk.batches.add(desk.order(A))
    desk.step()
    desk.batches.pause(True)
    desk.busy = True
    desk.step()
    desk.busy = False
    assert desk.step().paused
    assert desk.queues.made[0].paused
    desk.batches.pause(False)
    assert not desk.queues.made[0].paused


def test_a_clients_recordings_become_sessions_as_they_are_done(desk: Desk) -> None:
    desk.batches.add(desk.order(A, B, client=7))
    desk.step()
    desk.queues.made[0].finish(0)
    desk.step()
    rows = desk.step().rows
    assert desk.keeper.kept == [("a", 7)]
    assert [row.session_id for row in rows] == [1, None]
    assert rows[0].client == "Client 7"


P, Q, R = (Path(f"/photos/{name}.jpg") for name in "pqr")
OTHER = Path("/others/s.png")


def test_photographs_of_a_folder_become_one_session_when_all_are_done(desk: Desk) -> None:
    desk.batches.add(desk.order(P, Q, OTHER, R, client=7))
    desk.step()
    queue = desk.queues.made[0]
    for number in (0, 1, 2):
        queue.finish(number, kind="photo")
    desk.step()
    assert desk.keeper.kept == [("s", 7)], "of the other folder one is still to be analysed"
    queue.set(3, FileState.FAILED, message="It is empty.")
    desk.step()
    desk.step()
    assert desk.keeper.kept == [("s", 7), ("p q", 7)]
    assert [row.session_id for row in desk.step().rows] == [2, 2, 1, None]
    desk.batches.retry([desk.step().rows[3].key])
    queue.finish(3, kind="photo")
    desk.step()
    assert desk.keeper.kept[2:] == [("r", 7)], "what came later is a session of its own"
    again = Desk(desk.folder)
    for photo in (P, Q, OTHER, R):
        write_summary(desk.folder / "one", photo, kind="photo")
    again.batches.take_up([desk.folder / "one"])
    assert [row.session_id for row in again.step().rows] == [2, 2, 1, 3]
    assert again.keeper.kept == []


def test_loose_photographs_are_opened_together(desk: Desk) -> None:
    desk.batches.add(desk.order(P, Q))
    desk.step()
    queue = desk.queues.made[0]
    queue.finish(0, kind="photo")
    key = desk.step().rows[0].key
    with pytest.raises(InvalidInput, match="wait until all"):
        desk.batches.keep(key)
    queue.finish(1, kind="photo")
    rows = desk.step().rows
    assert [desk.batches.keep(row.key) for row in rows] == [1, 1]
    assert desk.keeper.kept == [("p q", None)]
    desk.keeper.gone.add(1)
    assert desk.batches.keep(rows[1].key) == 2, "deleted in Review, they are kept anew together"
    assert desk.batches.keep(rows[0].key) == 2


def test_many_photographs_are_several_sessions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emotune_gui.engine.bulk.series.MOST", 2)
    desk.batches.add(desk.order(P, Q, R, client=7))
    desk.step()
    for number in range(3):
        desk.queues.made[0].finish(number, kind="photo")
    desk.step()
    desk.step()
    assert desk.keeper.kept == [("p q", 7), ("r", 7)]


def test_photographs_that_cannot_be_kept_are_tried_once(desk: Desk) -> None:
    desk.keeper.problem = "The consent was withdrawn."
    desk.batches.add(desk.order(P, Q, client=7))
    desk.step()
    for number in range(2):
        desk.queues.made[0].finish(number, kind="photo")
    desk.step()
    assert [row.remark for row in desk.step().rows] == [desk.keeper.problem] * 2


def test_films_are_refused_by_the_batchs_client(desk: Desk) -> None:
    desk.batches.add(desk.order(A))
    desk.batches.add(desk.order(B, name="two", client=7))
    rows = desk.step().rows
    desk.keeper.said = "Ada has not consented to being filmed."
    assert [desk.batches.film_refusal(row.key) for row in rows] == ["", desk.keeper.said]


def test_loose_recordings_are_kept_when_they_are_opened_and_once(desk: Desk) -> None:
    desk.batches.add(desk.order(A))
    desk.step()
    desk.queues.made[0].finish(0)
    row = desk.step().rows[0]
    assert desk.keeper.kept == []
    assert desk.batches.keep(row.key) == desk.batches.keep(row.key) == 1
    assert desk.keeper.kept == [("a", None)]
    desk.keeper.gone.add(1)
    assert desk.batches.keep(row.key) == 2, "a session that was deleted is made again"


def test_what_is_being_kept_is_not_kept_beside_it(desk: Desk) -> None:
    desk.batches.add(desk.order(A))
    desk.step()
    desk.queues.made[0].finish(0)
    row = desk.step().rows[0]
    store, begun, free = desk.keeper.keep, threading.Event(), threading.Event()

    def slowly(result: FileResult, client_id: int | None) -> int:
        begun.set()
        free.wait(5.0)
        return store(result, client_id)

    desk.keeper.keep = slowly
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(desk.batches.keep, row.key)
        assert begun.wait(5.0)
        second = pool.submit(desk.batches.keep, row.key)
        wait([second], 0.05)
        free.set()
        assert first.result(5.0) == second.result(5.0)
    assert desk.keeper.kept == [("a", None)]


def test_other_music_is_another_session(desk: Desk) -> None:
    desk.batches.add(desk.order(A))
    desk.step()
    desk.queues.made[0].finish(0)
    row = desk.step().rows[0]
    plain = desk.batches.keep(row.key)
    made = done(A, desk.folder, music=Strategy.LEAD.value).result
    led = desk.batches.keep(row.key, made)
    assert led != plain
    assert desk.batches.keep(row.key, made) == led
    assert desk.batches.keep(row.key) == plain


def test_what_cannot_be_kept_is_said_and_not_tried_for_ever(desk: Desk) -> None:
    desk.keeper.problem = "The consent was withdrawn."
    desk.batches.add(desk.order(A, client=7))
    desk.step()
    desk.queues.made[0].finish(0)
    desk.step()
    assert desk.step().rows[0].remark == "The consent was withdrawn."
    desk.keeper.problem = ""
    desk.step()
    assert desk.keeper.kept == []
    assert desk.batches.keep(desk.step().rows[0].key) == 1, "by hand it can be tried again"


def test_what_is_not_done_cannot_be_kept(desk: Desk) -> None:
    desk.batches.add(desk.order(A))
    row = desk.step().rows[0]
    with pytest.raises(InvalidInput):
        desk.batches.keep(row.key)


def test_without_consent_nothing_is_begun(desk: Desk) -> None:
    desk.keeper.said = "Ada has not consented."
    desk.batches.add(desk.order(A, B, client=7))
    standing = desk.step()
    assert desk.queues.made == []
    assert [row.file.message for row in standing.rows] == ["Ada has not consented."] * 2
    desk.keeper.said = ""
    desk.batches.retry([standing.rows[0].key])
    assert desk.states() == ["waiting", "waiting"]


def test_a_folder_that_cannot_be_written_fails_in_one_sentence(desk: Desk) -> None:
    desk.queues.full = True
    desk.batches.add(desk.order(A))
    standing = desk.step()
    assert standing.rows[0].file.state is FileState.FAILED
    assert standing.rows[0].file.message == "There is no room left."
    assert not standing.unfinished


def test_one_or_all_are_cancelled_and_tried_again(desk: Desk) -> None:
    desk.batches.add(desk.order(A, B))
    rows = desk.step().rows
    desk.batches.cancel([rows[0].key])
    assert desk.states() == ["cancelled", "waiting"]
    desk.batches.cancel()
    assert desk.states() == ["cancelled", "cancelled"]
    desk.batches.retry([rows[1].key])
    assert desk.states() == ["cancelled", "waiting"]


def test_all_can_be_cancelled_while_folders_are_searched(desk: Desk) -> None:
    desk.batches.add(desk.order(A, B))
    desk.batches.cancel()
    assert desk.states() == ["cancelled", "cancelled"]
    assert not desk.step().unfinished


def test_the_list_is_cleared_of_what_is_finished(desk: Desk) -> None:
    desk.batches.add(desk.order(A))
    desk.batches.add(desk.order(B, name="two"))
    desk.step()
    desk.queues.made[0].finish(0)
    desk.step()
    desk.batches.clear()
    assert [row.file.path for row in desk.step().rows] == [B]
    assert desk.queues.made[0].closed
    assert not desk.queues.made[1].closed


def test_a_killed_program_takes_up_its_batches(desk: Desk) -> None:
    order = desk.order(A, B, C, client=7, voice=False, music=Strategy.HOLD)
    desk.batches.add(order)
    rows = desk.step().rows
    desk.batches.cancel([rows[1].key])
    desk.step()  # and now it is killed
    again = Desk(desk.folder)
    assert again.batches.take_up([order.folder, desk.folder / "none"]) == 1
    assert again.states() == ["waiting", "cancelled", "waiting"]
    assert again.queues.made[0].options == order.options
    assert not again.queues.made[0].paused


def test_a_finished_batch_is_shown_without_being_analysed_again(desk: Desk) -> None:
    desk.batches.add(desk.order(A, B, client=7))
    desk.step()
    queue = desk.queues.made[0]
    queue.finish(0)
    queue.set(1, FileState.FAILED, message="It is empty.")
    desk.step()
    desk.step()
    write_summary(desk.folder / "one", A)
    again = Desk(desk.folder)
    assert again.batches.take_up([desk.folder / "one"]) == 0
    rows = again.step().rows
    assert again.queues.made == []
    assert [(r.file.state.value, r.session_id) for r in rows] == [("done", 1), ("failed", None)]
    assert rows[1].file.message == "It is empty."
    assert again.keeper.kept == [], "it is a session already"
    again.batches.retry([rows[1].key])
    again.step()
    assert [file.path for file in again.queues.made[0].files] == [A, B]


def test_results_that_were_deleted_are_told(desk: Desk) -> None:
    desk.batches.add(desk.order(A))
    desk.step()
    desk.queues.made[0].finish(0)
    desk.step()
    again = Desk(desk.folder)
    again.batches.take_up([desk.folder / "one"])
    file = again.step().rows[0].file
    assert file.state is FileState.FAILED
    assert "no longer" in file.message


@pytest.mark.parametrize("text", ["", "{", "[]", '{"paths": 3}', '{"paths": [], "options": {}}'])
def test_a_ledger_of_anything_else_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / LEDGER).write_text(text)
    assert read_ledger(tmp_path) is None


def test_rows_that_did_not_change_stay_the_same_objects(desk: Desk) -> None:
    desk.batches.add(desk.order(A, B))
    before = desk.step().rows
    desk.queues.made[0].set(1, FileState.RUNNING, share=0.5)
    after = desk.step().rows
    assert after[0] is before[0]
    assert after[1] is not before[1]


def test_time_left_counts_the_batches_that_wait(desk: Desk) -> None:
    desk.batches.add(desk.order(A))
    desk.batches.add(desk.order(B, C, name="two"))
    desk.step()
    desk.queues.made[0].left_s = 10.0
    assert desk.step().left_s == pytest.approx(30.0)


def test_closing_ends_every_queue(desk: Desk) -> None:
    desk.batches.add(desk.order(A))
    desk.step()
    desk.batches.close()
    assert desk.queues.made[0].closed
    ledger = read_ledger(desk.folder / "one")
    assert ledger is not None
    assert not ledger.finished


def write_summary(folder: Path, path: Path, kind: str = "film") -> None:
    (folder / f"{path.stem}.json").write_text(json.dumps(summary(path, kind)))
