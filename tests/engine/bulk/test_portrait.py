"""The photograph of a person: looked at first, remembered by the batch, missed when gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from emotune_gui.domain.faults import EmoTuneError, InvalidInput
from emotune_gui.engine.analysing.making import Analyst
from emotune_gui.engine.analysing.values import AnalysisOptions, FaceChoice, FileState, Job
from emotune_gui.engine.bulk.batch import Batch
from emotune_gui.engine.bulk.batches import Batches
from emotune_gui.engine.bulk.order import BatchOrder, Ledger, read_ledger, write_ledger
from emotune_gui.engine.bulk.portrait import look_at_portrait
from emotune_gui.engine.bulk.refilming import made_film, with_film
from tests.engine.analysing.making import face_film, face_photo
from tests.engine.bulk.fake_queue import Keeper, Queues


class FakeHand:
    pid = 2**22 + 3

    def __init__(self, *answers: dict[str, Any]) -> None:
        self._answers, self.asked, self.started = list(answers), list[str](), 0

    def __call__(self, options: AnalysisOptions, out: Path, told: Callable[[], None]) -> FakeHand:
        self.started += 1
        return self

    def answers(self) -> list[dict[str, Any]]:
        return [self._answers.pop(0)]

    def leave(self) -> None:
        self.asked.append("leave")

    def ended(self, timeout: float) -> bool:
        self.asked.append("ended")
        return True


def known_by(photograph: Path) -> AnalysisOptions:
    return AnalysisOptions(voice=False, face=FaceChoice.PORTRAIT, portrait=photograph)


def test_a_photograph_that_serves_is_passed_and_the_process_ends(tmp_path: Path) -> None:
    hand = FakeHand({"ready": True})
    look_at_portrait(known_by(tmp_path / "p.jpg"), tmp_path, hand)  # type: ignore[arg-type]
    assert hand.asked == ["leave", "ended"]


@pytest.mark.parametrize(
    ("answer", "word"),
    [({"broken": "It shows several faces; choose another."}, "several faces"),
     ({"dead": "Segmentation fault"}, "could not be looked at")],
)  # fmt: skip
def test_one_that_does_not_is_refused_in_one_sentence(tmp_path: Path, answer, word) -> None:
    hand = FakeHand(answer)
    with pytest.raises(InvalidInput, match=word):
        look_at_portrait(known_by(tmp_path / "p.jpg"), tmp_path, hand)  # type: ignore[arg-type]
    assert hand.asked == ["leave", "ended"]


def test_without_one_nothing_is_started(tmp_path: Path) -> None:
    hand = FakeHand()
    for face in (FaceChoice.ALONE, FaceChoice.LARGEST):
        look_at_portrait(AnalysisOptions(face=face), tmp_path, hand)  # type: ignore[arg-type]
    assert hand.started == 0


def test_a_real_process_says_that_it_is_gone_or_serves(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"“p\.png” .* no longer where it was"):
        look_at_portrait(known_by(tmp_path / "p.png"), tmp_path / "out")
    look_at_portrait(known_by(face_photo(tmp_path / "p.png")), tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] == []


def test_the_choice_outlives_the_program(tmp_path: Path) -> None:
    folder, photograph = tmp_path / "out", tmp_path / "Zoë 😀.jpg"
    folder.mkdir()
    for options in (known_by(photograph), AnalysisOptions(face=FaceChoice.LARGEST)):
        write_ledger(Ledger(BatchOrder(folder, (Path("/films/a.mp4"),), options)))
        again = read_ledger(folder)
        assert again is not None
        queues = Queues()
        batch = Batch.from_ledger(0, again, queues)
        batch.open()
        assert batch.order.options == options
        assert queues.made[0].options == options


def test_all_say_that_it_is_gone_and_can_be_tried_again(tmp_path: Path) -> None:
    from emotune_gui.engine.analysing.queue import AnalysisQueue

    photograph, films = tmp_path / "p.png", tmp_path / "films"
    films.mkdir()
    for name in ("a.mp4", "b.mp4"):
        face_film(films / name, (0.0, 0.1))
    queue = AnalysisQueue(tmp_path / "out", known_by(photograph), 1)
    try:
        queue.add([films])
        assert queue.wait(60)
        rows = queue.snapshot().files
        assert [row.state for row in rows] == [FileState.FAILED] * 2
        assert len({row.message for row in rows}) == 1 and "no longer" in rows[0].message
        face_photo(photograph)
        for row in rows:
            queue.retry(row.id)
        assert queue.wait(60)
        assert [row.state for row in queue.snapshot().files] == [FileState.DONE] * 2
    finally:
        queue.close()


def test_a_film_is_made_afterwards_of_the_same_person_only(tmp_path: Path) -> None:
    photograph, out = face_photo(tmp_path / "p.png"), tmp_path / "out"
    path = face_film(tmp_path / "a.mp4")
    options = known_by(photograph)
    analysed = Analyst(options, out).analyse(Job(path, "a"))[0]
    write_ledger(Ledger(BatchOrder(out, (path,), options), finished=True))
    photograph.unlink()
    with pytest.raises(EmoTuneError, match="no longer where it was"):
        with_film(analysed, lambda _: True)
    face_photo(photograph)
    made = with_film(analysed, lambda _: True)
    assert made is not None and made.overlay is not None and made.overlay.is_file()
    another = analysed.summary | {
        "options": analysed.summary["options"] | {"portrait_sha256": "another"}
    }
    assert made_film(replace(analysed, summary=another)) is None


def test_batches_hand_the_choice_to_their_queue(tmp_path: Path) -> None:
    queues = Queues()
    batches = Batches(Keeper(), lambda: False, queues)
    batches.add(BatchOrder(tmp_path, (Path("/films/a.mp4"),), known_by(tmp_path / "p.png")))
    batches.step()
    assert queues.made[0].options.portrait == tmp_path / "p.png"
