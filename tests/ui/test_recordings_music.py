"""The music to a recording: asked for, made, stopped, refused, opened."""

from __future__ import annotations

from dataclasses import replace

from emotune_gui.domain.session import Strategy
from emotune_gui.ui.presenters.recordings_music import MusicRequest, request_problem
from emotune_gui.ui.views.recordings_music import MusicDialog
from tests.ui.fake_recordings import FOLDER, ended
from tests.ui.fake_store import ImmediateTasks


def test_a_request_without_files_or_name_is_refused() -> None:
    request = MusicRequest(Strategy.MATCH, FOLDER, "name")
    assert request_problem(request) == ""
    assert request_problem(replace(request, midi=False, wav=False))
    assert request_problem(replace(request, midi=False, wav=False, film=True)) == ""
    for name in ("", " ", "..", "a/b", "a\\b", "ä" * 101):
        assert request_problem(replace(request, name=name))


def test_music_is_made_written_and_opened(qtbot, monkeypatch, tmp_path) -> None:
    result = ended(0).file.result
    assert result is not None
    shares: list[float] = []

    def export(given, strategy, wished, go_on, held):
        assert (given, strategy) == (result, Strategy.CONTRAST)
        shares.extend(share for share in (0.1, 0.9) if go_on(share))
        return (wished.folder / f"{wished.name}.mid",)

    module = "emotune_gui.ui.presenters.recordings_music.answering"
    monkeypatch.setattr(f"{module}.export", export)
    monkeypatch.setattr(f"{module}.with_music", lambda given, *more: given)
    made = MusicDialog(ImmediateTasks(), result, lambda kept: 9)
    qtbot.addWidget(made)
    made._film.setChecked(True)
    assert "once more" in made.said, "no overlay was made: it takes a while"
    made._film.setChecked(False)
    assert made.said == ""
    made.choose_folder(tmp_path)
    made._strategy.setCurrentIndex(made._strategy.findData(Strategy.CONTRAST))
    made._go.click()
    assert shares == [0.1, 0.9]
    assert made.said == f"Written: 0000.mid in {tmp_path}"
    ready: list[int] = []
    made.session_ready.connect(ready.append)
    made._review.click()
    assert ready == [9]


def test_music_that_was_stopped_writes_nothing(qtbot, monkeypatch) -> None:
    result = ended(0).file.result
    assert result is not None

    def export(given, strategy, wished, go_on, held):
        assert held()
        made.presenter.cancel()
        assert not go_on(0.5)
        return ()

    monkeypatch.setattr("emotune_gui.ui.presenters.recordings_music.answering.export", export)
    made = MusicDialog(ImmediateTasks(), result, lambda kept: 9, busy=lambda: True)
    qtbot.addWidget(made)
    made._go.click()
    assert "Stopped" in made.said
    assert made.presenter.run is None


def test_mere_sound_has_no_film(qtbot) -> None:
    result = ended(0, "sound").file.result
    assert result is not None
    made = MusicDialog(ImmediateTasks(), result, lambda kept: 9)
    qtbot.addWidget(made)
    assert not made._film.isEnabled()


def test_no_film_is_made_of_a_client_who_was_not_to_be_filmed(qtbot, tmp_path) -> None:
    result = ended(0).file.result
    assert result is not None
    refused = "Ada has not consented to being filmed."
    made = MusicDialog(ImmediateTasks(), result, lambda k: 9, film_refusal=lambda: refused)
    qtbot.addWidget(made)
    made.choose_folder(tmp_path)
    made._film.setChecked(True)
    made._go.click()
    assert made.said == refused
    assert list(tmp_path.iterdir()) == []
