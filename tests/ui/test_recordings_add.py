"""Adding recordings to the queue: whose they are, the consents, the folder of results."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.session import Purpose, Strategy
from emotune_gui.engine.analysing.values import FaceChoice
from emotune_gui.engine.bulk.order import BatchOrder
from emotune_gui.ui.presenters.recordings_add import options_of
from emotune_gui.ui.views.recordings_add import AddDialog
from tests.ui.fake_recordings import ADA, BEN, Clients
from tests.ui.fake_store import ImmediateTasks


def dialog(qtbot, results: Path) -> AddDialog:
    made = AddDialog(
        lambda: Clients(ADA, BEN), ImmediateTasks(), results, lambda: Recogniser.FOREST
    )
    qtbot.addWidget(made)
    return made


def test_an_order_has_a_folder_of_its_own(qtbot, tmp_path) -> None:
    orders: list[BatchOrder] = []
    for _ in range(2):
        made = dialog(qtbot, tmp_path / "results")
        made.wanted.connect(orders.append)
        made.choose([Path("/films/a.mp4")])
        made.choose_client(ADA.id)
        made.choose_music(Strategy.LEAD)
        made.presenter._now = lambda: datetime(2026, 5, 4, 13, 2)
        made._go.click()
    first, second = orders
    assert first.folder == tmp_path / "results" / "2026-05-04 13.02"
    assert second.folder == tmp_path / "results" / "2026-05-04 13.02 (2)"
    assert first.client_id == ADA.id
    assert first.options.music is Strategy.LEAD
    assert first.options.recogniser is Recogniser.FOREST
    assert first.options.voice


FILMED = replace(ADA, id=5, consents=ADA.consents | {Purpose.RECORD_VIDEO})


def test_no_film_is_made_of_a_client_who_was_not_to_be_filmed(qtbot, tmp_path) -> None:
    made = AddDialog(
        lambda: Clients(ADA, FILMED), ImmediateTasks(), tmp_path, lambda: Recogniser.FOREST
    )
    qtbot.addWidget(made)
    made.choose([Path("/films/a.mp4")])
    assert made.asked.film
    made.choose_client(ADA.id)
    assert not made.asked.film and not made._film.isEnabled()
    assert "being filmed" in made._no_film.text()
    assert made.problem == "" and made._go.isEnabled(), "all else can be had"
    made.choose_client(FILMED.id)
    assert "recordings of the voice" in made._no_film.text()
    made.choose_music(Strategy.LEAD)
    assert made.asked.film, "the music stands in the place of the voice"
    made.choose_client(None)
    assert made.asked.film and made._no_film.text() == ""


@pytest.mark.parametrize(
    ("paths", "voice", "word"),
    [
        (["a.mp4"], True, "face"),
        (["a.mp4"], False, "face"),
        (["a.wav"], True, "voice"),
        (["folder"], True, "face"),
    ],
)
def test_consents_are_checked_before_anything_is_read(qtbot, tmp_path, paths, voice, word) -> None:
    made = dialog(qtbot, tmp_path)
    made.choose(Path(path) for path in paths)
    made.choose_client(BEN.id)
    made._voice.setChecked(voice)
    assert f"Ben has not consented to the analysis of the {word}" in made.problem
    assert not made._go.isEnabled()
    made.choose_client(None)
    assert made.problem == ""
    assert made._go.isEnabled()


def test_nothing_chosen_begins_nothing(qtbot, tmp_path) -> None:
    made = dialog(qtbot, tmp_path)
    assert not made._go.isEnabled()


def test_a_place_that_cannot_be_written_is_said(qtbot, tmp_path) -> None:
    (tmp_path / "file").write_text("")
    made = dialog(qtbot, tmp_path / "file" / "below")
    made.choose([Path("/films/a.mp4")])
    made._go.click()
    assert "cannot be written" in made.problem
    made.set_results(str(tmp_path))
    assert made.problem == ""


def test_whose_face_is_read_is_chosen_and_ordered(qtbot, tmp_path) -> None:
    orders: list[BatchOrder] = []
    made = dialog(qtbot, tmp_path)
    made.wanted.connect(orders.append)
    made.choose([Path("/films/a.mp4")])
    assert made.asked.face is FaceChoice.ALONE and made._photograph.isHidden()
    made.choose_face(FaceChoice.LARGEST)
    made._go.click()
    assert orders[0].options.face is FaceChoice.LARGEST and orders[0].options.portrait is None


def test_a_photograph_is_asked_for_and_looked_at_first(qtbot, tmp_path) -> None:
    orders: list[BatchOrder] = []
    looked: list[Path | None] = []
    made = dialog(qtbot, tmp_path)
    made.wanted.connect(orders.append)
    made.choose([Path("/films/a.mp4")])
    made._face.setCurrentIndex(made._face.findData(FaceChoice.PORTRAIT))
    assert not made._photograph.isHidden() and not made._other_photograph.isHidden()
    assert "Choose a photograph" in made.problem and not made._go.isEnabled()

    def look(options, folder: Path) -> None:
        looked.append(options.portrait)
        assert not made._looking.isHidden() and not made._go.isEnabled()
        assert not made._face.isEnabled(), "what was chosen is what will begin"
        if len(looked) == 1:
            raise InvalidInput("The photograph shows several faces; choose another.")

    made.presenter._look_at = look
    made.choose_face(FaceChoice.PORTRAIT, tmp_path / "two.jpg")
    assert made.problem == "" and made._photograph.text == "two.jpg"
    made._go.click()
    assert "several faces" in made.problem and made._go.isEnabled() and orders == []
    assert made._face.isEnabled()
    assert made._looking.isHidden() and list(tmp_path.iterdir()) == [], "no folder is made for it"
    made.choose_face(FaceChoice.PORTRAIT, tmp_path / "one.jpg")
    made._go.click()
    assert looked == [tmp_path / "two.jpg", tmp_path / "one.jpg"]
    assert orders[0].options.portrait == tmp_path / "one.jpg"
    assert orders[0].options.face is FaceChoice.PORTRAIT


def test_a_dialog_that_was_closed_while_looking_begins_nothing(qtbot, tmp_path) -> None:
    orders: list[BatchOrder] = []
    made = dialog(qtbot, tmp_path)
    made.wanted.connect(orders.append)
    made.choose([Path("/films/a.mp4")])
    made.choose_face(FaceChoice.PORTRAIT, tmp_path / "one.jpg")
    made.presenter._look_at = lambda options, folder: made.reject()
    made._go.click()
    assert orders == [] and list(tmp_path.iterdir()) == []


def test_a_photograph_that_is_no_longer_wanted_is_not_passed_on(qtbot, tmp_path) -> None:
    made = dialog(qtbot, tmp_path)
    made.choose_face(FaceChoice.PORTRAIT, tmp_path / "one.jpg")
    made.choose_face(FaceChoice.LARGEST)
    assert options_of(made.asked, Recogniser.FOREST).portrait is None
    made.choose_face(FaceChoice.PORTRAIT)
    assert made.asked.portrait == tmp_path / "one.jpg", "but it is remembered"
