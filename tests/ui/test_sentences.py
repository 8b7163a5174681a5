"""Sentences of the rooms below ui, recognised by their templates and said in German."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from emotune_gui.bundled import bundled
from emotune_gui.capture.paths import require_file
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.session import Strategy
from emotune_gui.engine.filming import NOT_CONSENTED
from emotune_gui.engine.rating import rate_saved_bar
from emotune_gui.music.affect_path import read_affect_path
from emotune_gui.music.songs.library import bundled_songs
from emotune_gui.music.songs.midi_file import read_midi
from emotune_gui.music.songs.recommending import recommend
from emotune_gui.perception.face.landmarks import predictor_file
from emotune_gui.personalisation.wording import explain
from emotune_gui.storage.opening import open_database
from emotune_gui.ui import language
from emotune_gui.ui.background import PoolTasks
from emotune_gui.ui.sentences import Phrasebook, sentence, sentences


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    language.install(qapp, language.GERMAN)
    yield
    language.install(qapp, language.ENGLISH)
    QLocale.setDefault(before)


BOOK = {
    "{0} is damaged and cannot be read.": "{0} ist beschädigt.",
    "{0} is left out. {1}": "{0} wird ausgelassen. {1}",
    "There is no {0} in {1}.": "In {1} gibt es kein {0}.",
    "louder": "lauter",
    "{0} when sad": "{0}, wenn traurig",
    "The end.": "Ende.",
}


@pytest.fixture
def book() -> Phrasebook:
    return Phrasebook([*BOOK, "Not translated {0}."], lambda t: BOOK.get(t, t))


@pytest.mark.parametrize(
    ("said", "german"),
    [
        ("a b.mid is damaged and cannot be read.", "a b.mid ist beschädigt."),
        (
            "x is left out. x is damaged and cannot be read.",
            "x wird ausgelassen. x ist beschädigt.",
        ),
        ("There is no bar in session 3.", "In session 3 gibt es kein bar."),
        ("The end. The end.", "Ende. Ende."),
        ("louder when sad", "lauter, wenn traurig"),
        ("Louder when sad; louder.", "Lauter, wenn traurig; lauter."),
        ("song.mid: The end.", "song.mid: Ende."),
        ("Nobody wrote this.", "Nobody wrote this."),
        ("Not translated yet.", "Not translated yet."),
        ("", ""),
    ],
)
def test_a_sentence_is_known_by_its_template(book, said, german):
    assert book.said(said) == german


def test_only_translated_templates_are_held(book):
    assert len(book) == len(BOOK)


@given(st.text(max_size=300))
def test_any_text_comes_back_as_text(words):
    book = Phrasebook(BOOK, BOOK.__getitem__)
    assert isinstance(book.said(words), str)


def test_a_note_of_a_megabyte_is_left_alone(book):
    long = "The end. " * 120_000
    assert book.said(long) is long


def raised(work: Callable[[], object]) -> str:
    with pytest.raises(EmoTuneError) as caught:
        work()
    return str(caught.value)


def damaged(tmp_path: Path, name: str, content: bytes = b"nothing of the kind") -> Path:
    file = tmp_path / name
    file.write_bytes(content)
    return file


def raising(room: str, tmp_path: Path) -> str:
    """A real sentence of each room, as it comes up there."""
    if room == "capture":
        return raised(lambda: require_file(tmp_path / "gone.mp4"))
    if room == "perception":
        return raised(lambda: predictor_file(tmp_path / "gone.dat"))
    if room == "music":
        return raised(lambda: read_midi(damaged(tmp_path, "song.mid")))
    if room == "affect path":
        return raised(lambda: read_affect_path(damaged(tmp_path, "path.csv", b"a,b\n1,2\n")))
    if room == "storage":
        return raised(lambda: open_database(damaged(tmp_path, "x.db", b"no database" * 400)))
    if room == "personalisation":
        return explain({"tempo_bpm": -4.2, "loudness": 3.0, "density": 0.3}, 3)
    if room == "engine":
        database = open_database(tmp_path / "e.db")
        try:
            return raised(lambda: rate_saved_bar(database, 7, 1, score=3))
        finally:
            database.close()
    if room == "filming":
        return next(iter(NOT_CONSENTED.values()))
    return CLINICAL_MAPPING.reason


ROOMS = (
    *("capture", "perception", "music", "affect path", "storage", "personalisation"),
    *("engine", "filming", "domain"),
)


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_room_says_is_said_in_german(german, tmp_path, room):
    english = raising(room, tmp_path)
    said = sentence(english)
    assert said != english
    assert "{" not in said
    common = {" the ", " and ", " choose ", " is ", " by ", " not ", "After "}
    assert not [word for word in common if word in f" {said} "]


@pytest.mark.parametrize("strategy", list(Strategy))
def test_why_a_song_was_chosen_is_said_in_german(german, strategy):
    song = replace(bundled_songs()[0], automatic=True)
    found = recommend([song], Affect(-0.5, 0.5), strategy, Affect(0.5, -0.5), history=[song.id])
    reasons = found[0].reasons
    assert len(reasons) > 1
    assert not set(sentences(reasons)) & set(reasons)


def test_numbers_in_a_sentence_get_the_sign_of_the_language(german):
    said = sentence("After 2 ratings: sparser by 0.3 notes a second.")
    assert said == "Nach 2 Bewertungen: sparsamer um 0,3 Töne/s."


def test_in_english_nothing_is_changed():
    words = "The camera stopped answering."
    assert sentence(words) is words


def test_a_refusal_on_the_pool_reaches_the_page_in_german(german, qtbot, tmp_path):
    tasks, heard = PoolTasks(), []
    file = damaged(tmp_path, "song.mid")
    tasks.act(lambda: read_midi(file), heard.append, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["song.mid ist keine MIDI-Datei; wählen Sie eine Datei, die auf .mid endet."]


def test_every_template_is_bundled_and_its_places_run_from_nought():
    lines = bundled("resources", "translations", "sentences.txt").read_text("utf-8").splitlines()
    assert len(lines) > 250
    for line in lines:
        numbers = sorted({int(n) for n in re.findall(r"\{(\d+)\}", line)})
        assert numbers == list(range(len(numbers))), line
