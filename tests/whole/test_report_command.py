"""`emotune sessions report` and `emotune screenshots`, each in a process of its own."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from emotune_gui.domain.session import Purpose
from emotune_gui.storage.opening import open_database
from tests.ui import histories, pdf_text
from tests.whole.command import emotune

LOOKS = ("dark", "light")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("reports")
    database = open_database(made / "emotune.db")
    client = histories.add_client(database)
    for number in range(2):
        histories.add_session(database, client, number=number, seconds=60)
    secret = database.clients.create("Ben Lind", [Purpose.STORE_FEATURES]).id
    histories.add_session(database, secret, seconds=60)
    database.close()
    return made


def report(folder, *words: object):
    return emotune(folder, "sessions", "report", *words, "--db", folder / "emotune.db")


def test_a_session_as_a_pdf(folder):
    done = report(folder, 1, "--pdf", folder / "one.pdf", "--json")
    assert done.code == 0, done.err
    pages = pdf_text.pages((folder / "one.pdf").read_bytes())
    assert done.json == {"session": 1, "pdf": str(folder / "one.pdf"), "pages": len(pages)}
    assert "Ada Lind" in pages[0] and "PRIVATE" not in "".join(pages)


def test_parts_left_out_and_the_whole_course(folder):
    words = ("--history", "--paper", "letter", "--without", "notes", "--without", "cover")
    done = report(folder, 2, "--pdf", folder / "course.pdf", *words)
    assert done.code == 0, done.err
    data = (folder / "course.pdf").read_bytes()
    text = pdf_text.text(data)
    assert "2 sessions" in text and "Slow to begin" not in text
    assert b"/MediaBox [0 0 612" in data


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((99, "--pdf", "x.pdf"), "no session number 99"),
        ((1, "--pdf", "nowhere/x.pdf"), "no folder"),
        ((1, "--pdf", "x.pdf", "--without", "jokes"), "no part jokes"),
        ((3, "--pdf", "x.pdf", "--supervision"), "not consented to sharing in supervision"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_leaves_nothing(folder, words, said):
    before = sorted(folder.glob("*.pdf"))
    done = report(folder, *words)
    assert done.code == 1
    assert len(done.complaints) == 1 and said in done.complaints[0]
    assert sorted(folder.glob("*.pdf")) == before


def test_the_pages_are_photographed_with_what_waits_today(tmp_path):
    done = emotune(tmp_path, "screenshots", tmp_path / "shots", "--only", "pages", "--json")
    assert done.code == 0, done.err
    names = {picture["name"] for picture in done.json}
    pages = {f"{page}-{look}" for page in ("today", "songs", "settings") for look in LOOKS}
    assert pages | {"clients-large"} <= names
    for picture in done.json:
        image = QImage(str(tmp_path / "shots" / f"{picture['name']}.png"))
        assert (image.width(), image.height()) == (picture["width"], picture["height"])
        shades = {image.pixel(x, y) for x in range(0, 1366, 31) for y in range(0, 768, 13)}
        assert len(shades) > 8, "nothing was painted"
    assert not list(tmp_path.glob("*.db")), "the database of the pictures is their own"


def test_a_folder_that_is_a_file_takes_no_pictures(folder):
    (folder / "taken").write_text("a file")
    done = emotune(folder, "screenshots", folder / "taken")
    assert done.code == 1
    assert len(done.complaints) == 1 and "cannot be made" in done.complaints[0]
