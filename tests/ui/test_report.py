from __future__ import annotations

import errno
import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.domain.review import NoteKind, NoteState, SessionNote
from emotune_gui.domain.session import MAX_NAME_LENGTH, Practice, Purpose
from emotune_gui.storage.opening import Database, open_database
from emotune_gui.ui.reporting import writing
from emotune_gui.ui.reporting.charts import drawn_emotions, thinned
from emotune_gui.ui.reporting.figures import nice_ticks, runs
from emotune_gui.ui.reporting.gathering import gather
from emotune_gui.ui.reporting.limits import face_limits, voice_limits
from emotune_gui.ui.reporting.matter import Choices, Paper, Section, Wanted, arranged
from emotune_gui.ui.reporting.sheet import Cancelled
from emotune_gui.ui.reporting.writing import write_report
from tests.ui import histories, pdf_text

EVERYTHING = Choices()


@pytest.fixture(scope="module")
def stored(tmp_path_factory) -> Database:
    database = open_database(tmp_path_factory.mktemp("report") / "emotune.db")
    client = histories.add_client(database)
    for number in range(3):
        histories.add_session(database, client, number=number, seconds=120)
    histories.add_session(database, client, number=3, seconds=60, face=False)
    yield database
    database.close()


def matter(database: Database, session: int | None, choices: Choices = EVERYTHING):
    return gather(database, Wanted(1, Path("unused.pdf"), choices, session))


def written(database: Database, tmp_path: Path, session: int | None, choices=EVERYTHING) -> bytes:
    target = tmp_path / "report.pdf"
    pages = write_report(matter(database, session, choices), choices, target)
    data = target.read_bytes()
    assert pages == len(pdf_text.pages(data))
    return data


def test_a_session_on_paper_says_what_happened(stored, tmp_path):
    data = written(stored, tmp_path, 1)
    text = pdf_text.text(data)
    for said in (
        *("Report of a session", "Ada Lind", "1 September 2026", "Lead to calm in 8 min"),
        *("Read the face", "in force", "Never given: Listen to the voice", "Insight"),
        *("Tension in the shoulders", "3 ratings", "does not fit", "Distress (SUDS)"),
        *("Slow to begin, shoulders lower", "Amendment", "The week was that of a move."),
        *("no diagnosis", "happiness", "sadness", "minor", "major", "Page 2 of"),
    ):
        assert said in text, said


def test_private_notes_and_drafts_stay_out(stored, tmp_path):
    text = pdf_text.text(written(stored, tmp_path, 1))
    assert "PRIVATE" not in text
    assert "A DRAFT about seating" not in text
    drafts = replace(EVERYTHING, drafts=True)
    with_drafts = pdf_text.text(written(stored, tmp_path, 1, drafts))
    assert "A DRAFT about seating" in with_drafts and "DRAFT, not locked" in with_drafts
    assert "PRIVATE" not in with_drafts


def test_for_supervision_only_with_that_consent_and_without_the_name(stored, tmp_path):
    shared = replace(EVERYTHING, supervision=True)
    stored.consents.withdraw(1, Purpose.SHARE_SUPERVISION)
    with pytest.raises(InvalidInput, match="not consented to sharing in supervision"):
        matter(stored, 1, shared)
    assert list(tmp_path.iterdir()) == []
    stored.consents.give(1, Purpose.SHARE_SUPERVISION)
    for session in (1, None):
        text = pdf_text.text(written(stored, tmp_path, session, shared))
        assert "Client 1" in text and "For supervision" in text
        assert "Ada" not in text and "Lind" not in text


def test_plots_are_vectors_and_every_typeface_is_embedded(stored, tmp_path):
    data = written(stored, tmp_path, 1)
    assert pdf_text.is_vector(data)
    names = set(re.findall(rb"/FontName /[A-Z]+\+([\w-]+)", data))
    assert names == {b"Inter-Regular", b"Inter-SemiBold"}
    assert data.count(b"/FontFile2") == 2


def test_curves_differ_in_more_than_colour(stored):
    plot = writing.session_part.charts.emotion_plot(matter(stored, 1).body)
    assert len(plot.curves) >= 3
    assert len({curve.shape for curve in plot.curves}) == len(plot.curves)
    assert len({curve.dashes for curve in plot.curves}) == len(plot.curves)


def test_only_the_chosen_parts(stored, tmp_path):
    chosen = Choices(frozenset({Section.MARKERS, Section.SCALES}))
    text = pdf_text.text(written(stored, tmp_path, 1, chosen))
    assert "Markers" in text and "Scales" in text
    assert "Consent" not in text.replace("Confidential", "") and "Ratings of" not in text
    with pytest.raises(InvalidInput, match="at least one part"):
        write_report(matter(stored, 1), Choices(frozenset()), tmp_path / "none.pdf")
    assert not (tmp_path / "none.pdf").exists()


def test_a_client_over_sessions(stored, tmp_path):
    text = pdf_text.text(written(stored, tmp_path, None))
    assert "Course of the therapy sessions" in text and "4 sessions" in text
    assert "session, numbered as in the table" in text
    assert "3 of 4 sessions have curves" in text, "a session without a face is counted as such"
    assert "Asked in 4 of 4 sessions" in text
    assert text.count("Slow to begin") == 4
    assert "Markers" not in text


def test_a_session_without_any_face(stored, tmp_path):
    text = pdf_text.text(written(stored, tmp_path, 4))
    assert "No emotion curves" in text and "No emotion was believed" in text


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, "595 842"), (Paper.LETTER, "612 792")])
def test_paper(stored, tmp_path, paper, size):
    data = written(stored, tmp_path, 1, replace(EVERYTHING, paper=paper))
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)", data)
    assert f"{float(box[1]):.0f} {float(box[2]):.0f}" == size


def test_title_and_maker_stand_in_the_file(stored, tmp_path):
    data = written(stored, tmp_path, 1)
    title = "Report of a session: Ada Lind".encode("utf-16-be")
    assert title in data or b"Report of a session: Ada Lind" in data
    assert b"EmoTune" in data or "EmoTune".encode("utf-16-be") in data


def note(number: int, text: str, **more: object) -> SessionNote:
    now = datetime(2026, 9, 1, tzinfo=UTC)
    made = SessionNote(
        number,
        1,
        NoteKind.FREE,
        0.0,
        text,
        (),
        NoteState.LOCKED,
        private=False,
        created_at=now,
        by="M. Berg",
        changed_at=now,
        locked_at=now,
        locked_by="M. Berg",
    )
    return replace(made, **more)


def test_a_note_of_a_megabyte_goes_on_over_pages(stored, tmp_path):
    word = "Rückfall und Hoffnung. "
    long = note(1, word * (1_000_000 // len(word)) + "THE END")
    made = matter(stored, 1)
    shown = arranged((long,), drafts=False)
    made = replace(made, notes=((made.body.info, shown),))
    target = tmp_path / "long.pdf"
    pages = write_report(made, Choices(frozenset({Section.NOTES})), target)
    assert pages > 100
    read = pdf_text.pages(target.read_bytes())
    assert "THE END" in read[-1]
    assert "Rückfall und Hoffnung." in read[0]


def test_an_amendment_follows_what_it_amends_and_private_ones_are_dropped():
    old, other = note(1, "old"), note(2, "other")
    late = note(3, "late", amends=1, locked_at=datetime(2026, 9, 3, tzinfo=UTC))
    hidden = note(4, "hidden", private=True)
    hidden_amendment = note(5, "of the hidden", amends=4)
    draft = note(6, "draft", locked_at=None, state=NoteState.DRAFT)
    shown = arranged((late, other, old, hidden, hidden_amendment, draft), drafts=False)
    assert [n.note.text for n in shown] == ["old", "other"]
    assert [a.text for a in shown[0].amendments] == ["late"]
    with_drafts = arranged((old, draft, note(7, "  ")), drafts=True)
    assert [n.note.text for n in with_drafts] == ["old", "draft"]


@pytest.mark.parametrize(
    "name", ["דוד בן־גוריון", "👩‍👩‍👧 🎻", "x" * MAX_NAME_LENGTH, "<b>%1 & {n}</b>"]
)
def test_names_of_every_kind(stored, tmp_path, name):
    made = matter(stored, 1)
    made = replace(made, client=replace(made.client, name=name))
    target = tmp_path / "name.pdf"
    assert write_report(made, EVERYTHING, target) >= 5
    if name.isascii():
        assert name[:40] in pdf_text.text(target.read_bytes())


def png(width: int, height: int, colour: str) -> bytes:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def test_the_practice_stands_on_every_page(stored, tmp_path):
    made = replace(matter(stored, 1), practice=Practice("Praxis Am Fluß", png(40, 20, "navy")))
    target = tmp_path / "practice.pdf"
    write_report(made, EVERYTHING, target)
    pages = pdf_text.pages(target.read_bytes())
    assert all("Praxis Am Fluß" in page for page in pages)
    assert not pdf_text.is_vector(target.read_bytes()), "the logo is the one picture"


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_nothing_is_left_when_the_folder_cannot_be_written(stored, tmp_path):
    with pytest.raises(InvalidInput, match="no folder"):
        write_report(matter(stored, 1), EVERYTHING, tmp_path / "nowhere" / "a.pdf")
    (tmp_path / "taken.pdf").mkdir()
    with pytest.raises(InvalidInput, match="is a folder"):
        write_report(matter(stored, 1), EVERYTHING, tmp_path / "taken.pdf")
    assert leftovers(tmp_path) == ["taken.pdf"]


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "Nothing can be written")]
)
def test_a_full_disk_leaves_what_was_there(stored, tmp_path, monkeypatch, number, said):
    target = tmp_path / "report.pdf"
    target.write_bytes(b"the old one")

    def fail(_handle: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(InvalidInput, match=said):
        write_report(matter(stored, 1), EVERYTHING, target)
    assert leftovers(tmp_path) == ["report.pdf"]
    assert target.read_bytes() == b"the old one"


def test_it_can_be_stopped_at_any_page(stored, tmp_path):
    told: list[float] = []

    def stop_at(count: int):
        def go_on(share: float) -> bool:
            told.append(share)
            return len(told) < count

        return go_on

    for count in (1, 4, 9):
        told.clear()
        with pytest.raises(Cancelled):
            write_report(matter(stored, 1), EVERYTHING, tmp_path / "x.pdf", stop_at(count))
    assert leftovers(tmp_path) == []
    told.clear()
    write_report(matter(stored, 1), EVERYTHING, tmp_path / "x.pdf", stop_at(1000))
    assert told == sorted(told) and told[-1] == 1.0


def test_the_limits_are_those_of_the_cards(tmp_path):
    (tmp_path / "face_combined.md").write_text(
        "## On the dev rows\n| | accuracy_8 | accuracy_4 | n |\n|---|---|---|---|\n"
        "| combined | 0.99 | 0.99 | 5 |\n## Measured on the public split\n\n"
        "| | accuracy_8 | macro_f1_8 | accuracy_4 | n |\n|---|---|---|---|---|\n"
        "| combined | 0.8439 | 0.68 | 0.8724 | 3505 |\n**Shortfalls** (by chance):\n\n"
        "- yaw, 20 and more (20 to 90): 0.784 of 232 right over eight emotions (95 %).\n"
        "- yaw, 20 and more (20 to 90): 0.8 of 200 right over four emotions (95 %).\n### Failures\n"
    )
    found = face_limits("combined", tmp_path)
    assert (found.accuracy_8, found.accuracy_4, found.pictures) == (0.8439, 0.8724, 3505)
    assert [(s.measure, s.part, s.pictures) for s in found.shortfalls] == [
        ("yaw", "20 and more", 232)
    ]
    assert face_limits("cnn", tmp_path) is None
    assert voice_limits(tmp_path) is None


@pytest.mark.parametrize("recogniser", ["combined", "cnn", "forest", "ocular", "onestage"])
def test_every_recogniser_has_measured_limits(recogniser):
    found = face_limits(recogniser)
    assert found is not None and 0.5 < found.accuracy_8 < 1 and found.pictures > 1000
    assert voice_limits() is not None


def test_thinning_keeps_gaps_and_means():
    t = np.arange(0.0, 100.0, 0.1)
    values = np.where((t > 40) & (t < 60), np.nan, t)
    x, y = thinned(t, values, 100.0)
    assert np.isnan(y[(x > 41) & (x < 59)]).all()
    there = np.isfinite(y)
    assert np.abs(y[there] - x[there]).max() < 0.3
    assert (
        runs(there) == [(0, int((x < 40).sum()) + 1), (int((x < 60).sum()), len(x))]
        or len(runs(there)) == 2
    )


def test_ticks_are_round_and_inside():
    for low, high in ((0.0, 10.0), (-1.0, 1.0), (54.0, 168.0), (0.0, 1e-6)):
        ticks = nice_ticks(low, high)
        assert ticks and min(ticks) >= low - 1e-12 and max(ticks) <= high + 1e-9
        assert str(ticks[0]) != "-0.0"


def test_an_emotion_never_believed_gets_no_curve(stored):
    drawn = {emotion.value for emotion in drawn_emotions(matter(stored, 1).body.data)}
    assert {"happiness", "sadness", "neutral"} <= drawn and "contempt" not in drawn
    assert drawn_emotions(matter(stored, 4).body.data) == ()
