"""Recording as it is chosen, shown while it runs, and seen again in review."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from emotune_gui.domain.face import ImageArray
from emotune_gui.domain.filming import FilmingStatus, RecordingInfo
from emotune_gui.domain.session import Client, Purpose
from emotune_gui.ui.presenters.review_film import ReviewFilm
from emotune_gui.ui.presenters.start_choices import Choices, Grade
from emotune_gui.ui.presenters.start_recording import recording_check
from emotune_gui.ui.views.recording_sign import RecordingSign, recording_words
from emotune_gui.ui.views.review_film import LARGE_WIDTH, WIDTH, FilmPanel, join_film
from emotune_gui.ui.views.start_recording import RecordingTicks

VIDEO, AUDIO = Purpose.RECORD_VIDEO, Purpose.RECORD_AUDIO


def client(*consents: Purpose, number: int = 1) -> Client:
    return Client(number, "Ada", datetime(2026, 1, 1, tzinfo=UTC), frozenset(consents))


def test_recording_is_off_until_it_is_ticked(qtbot) -> None:
    ticks = RecordingTicks()
    qtbot.addWidget(ticks)
    ticks.show_client(client(VIDEO, AUDIO))
    assert ticks.chosen == frozenset()
    ticks.boxes[VIDEO].click()
    assert ticks.chosen == {VIDEO}
    assert all(box.accessibleName() for box in ticks.boxes.values())


def test_without_consent_nothing_can_be_ticked(qtbot) -> None:
    ticks = RecordingTicks()
    qtbot.addWidget(ticks)
    ticks.show_client(client(AUDIO))
    ticks.boxes[VIDEO].click()
    assert ticks.chosen == frozenset()
    assert "not consented" in ticks.boxes[VIDEO].toolTip()
    assert ticks.boxes[AUDIO].isEnabled()


def test_another_client_begins_with_nothing_ticked(qtbot) -> None:
    ticks = RecordingTicks()
    qtbot.addWidget(ticks)
    ticks.show_client(client(VIDEO, AUDIO))
    ticks.boxes[VIDEO].click()
    ticks.show_client(client(VIDEO, AUDIO))
    assert ticks.chosen == {VIDEO}
    ticks.show_client(client(VIDEO, AUDIO, number=2))
    assert ticks.chosen == frozenset()
    ticks.boxes[VIDEO].click()
    ticks.show_client(client(AUDIO, number=2))
    assert ticks.chosen == frozenset()


def test_sound_without_a_microphone_is_pointed_out() -> None:
    choices = Choices(client=client(AUDIO), record=frozenset({AUDIO}), microphone="none")
    assert recording_check(choices).grade is Grade.NOTICE
    heard = recording_check(replace(choices, microphone="default"))
    assert heard.grade is Grade.READY
    assert "not analysed" in heard.text
    assert choices.uses_microphone and not choices.listens


@pytest.mark.parametrize(
    ("picture", "sound", "words"),
    [
        (True, True, "Recording picture and sound"),
        (True, False, "Recording the picture"),
        (False, True, "Recording the sound"),
        (False, False, ""),
    ],
)
def test_the_sign_says_what_is_recorded(qtbot, picture: bool, sound: bool, words: str) -> None:
    sign = RecordingSign()
    qtbot.addWidget(sign)
    status = FilmingStatus(picture=picture, sound=sound)
    assert recording_words(status) == words
    sign.show_status(status)
    assert sign.isHidden() == (not words)
    assert sign.accessibleName() == words
    sign.set_short(True)
    assert sign.toolTip() == words
    sign.show_status(None)
    assert sign.isHidden()


INFO = RecordingInfo(7, Path("7.mkv"), True, True, 0.5, 61.0, 4_200_000, 0)


class Store:
    def __init__(self, info: RecordingInfo | None) -> None:
        self.info = info
        self.recordings = self
        self.deleted: list[int] = []

    def of_session(self, session_id: int) -> RecordingInfo | None:
        return self.info

    def delete(self, session_id: int) -> None:
        self.deleted.append(session_id)


class AtOnce:
    def load(self, slot, work, done, failed) -> None:
        done(work())

    def act(self, work, done, failed) -> None:
        done(work())


class Picture:
    t = 1.0

    def __init__(self, image: ImageArray) -> None:
        self.image = image


class Screen:
    def __init__(self) -> None:
        self.asked: list[float] = []
        self.closed = False
        self.problem = ""
        self.count = 0
        self.pictures = self

    def start(self) -> None: ...

    def show(self, second: float) -> None:
        self.asked.append(second)

    def get(self) -> Picture:
        return Picture(np.full((90, 160, 3), 200, np.uint8))

    def close(self, timeout: float = 0.0) -> bool:
        self.closed = True
        return True


class Sound:
    heard = music_heard = True


class Projector:
    def __init__(self) -> None:
        self.made = Screen()
        self.sounding = Sound()
        self.used: list[object] = []

    def screen(self, session_id: int) -> Screen:
        return self.made

    def sound(self, session_id: int) -> Sound:
        return self.sounding

    def analysed(self, session_id: int) -> RecordingInfo | None:
        return None

    def use_sound(self, sound: object) -> None:
        self.used.append(sound)


@pytest.fixture
def panel(qtbot, host) -> FilmPanel:
    return FilmPanel(host)


def joined(panel: FilmPanel, info: RecordingInfo | None) -> tuple[ReviewFilm, Projector]:
    projector = Projector()
    film = ReviewFilm(lambda: Store(info), AtOnce(), projector)  # type: ignore[arg-type,return-value]
    join_film(panel, film)
    return film, projector


def there(tmp_path: Path) -> RecordingInfo:
    path = tmp_path / "7.mkv"
    path.write_bytes(b"x")
    return replace(INFO, path=path)


def test_a_session_that_was_not_recorded_shows_no_film(panel: FilmPanel) -> None:
    film, projector = joined(panel, None)
    film.open(7)
    assert panel.isHidden()
    film.show(3.0)
    assert projector.made.asked == []


def test_the_picture_follows_the_cursor(panel: FilmPanel, tmp_path: Path) -> None:
    film, projector = joined(panel, there(tmp_path))
    found: list[bool] = []
    film.found = found.append
    film.open(7)
    assert not panel.isHidden()
    assert found[-1] is True
    film.show(3.0)
    assert projector.made.asked[-1] == 3.0
    assert panel.picture.picture is None
    projector.made.count = 1
    film.tick()
    assert panel.picture.picture is not None
    film.leave()
    assert projector.made.closed
    assert projector.used[-1] is None


def test_sound_and_music_can_be_left_out(panel: FilmPanel, tmp_path: Path) -> None:
    film, projector = joined(panel, there(tmp_path))
    film.open(7)
    assert projector.used == [projector.sounding]
    panel.music.click()
    assert (projector.sounding.heard, projector.sounding.music_heard) == (True, False)
    panel.recording.click()
    assert (projector.sounding.heard, projector.sounding.music_heard) == (False, False)


def test_a_missing_film_is_said_in_one_sentence(panel: FilmPanel, tmp_path: Path) -> None:
    info = replace(INFO, path=tmp_path / "gone.mkv")
    film, projector = joined(panel, info)
    film.open(7)
    assert not panel.isHidden()
    assert "no longer at" in panel.problem
    assert panel.problem.endswith(".")
    assert projector.made.asked == []


def test_a_damaged_film_is_said_and_let_go(panel: FilmPanel, tmp_path: Path) -> None:
    film, projector = joined(panel, there(tmp_path))
    film.open(7)
    projector.made.problem = "It is damaged."
    film.tick()
    assert panel.problem == "It is damaged."
    assert projector.made.closed


def test_the_film_grows_and_shrinks(panel: FilmPanel, tmp_path: Path) -> None:
    film, _ = joined(panel, there(tmp_path))
    film.open(7)
    assert panel.width() == WIDTH and not panel.is_large
    panel.next_size(large=True)
    assert panel.width() == LARGE_WIDTH and panel.is_large
    panel.next_size(large=True)
    assert panel.isHidden()
    panel.next_size(large=True)
    assert not panel.isHidden() and panel.width() == WIDTH


def test_a_film_is_deleted_when_that_is_pressed_twice(panel: FilmPanel, tmp_path: Path) -> None:
    store, projector = Store(there(tmp_path)), Projector()
    film = ReviewFilm(lambda: store, AtOnce(), projector)  # type: ignore[arg-type,return-value]
    join_film(panel, film)
    film.open(7)
    panel.delete.click()
    assert store.deleted == []
    film.open(7)
    panel.delete.click()
    assert store.deleted == []
    panel.delete.click()
    assert store.deleted == [7]
    assert projector.made.closed
    assert panel.isHidden()
