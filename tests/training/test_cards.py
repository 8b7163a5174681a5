from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.domain.emotion import EMOTIONS, Emotion
from emotune_gui.training.face.answers import Answers
from emotune_gui.training.face.cards import BEGIN, END, with_measured_part, write_measured_part
from emotune_gui.training.face.failures import (
    LEAST_PEOPLE,
    draw_failures,
    mean_faces,
    worst_mistakes,
)
from emotune_gui.training.face.slices import MEASURES
from tests.training.making import face_set, outline

FEAR, SAD = EMOTIONS.index(Emotion.FEAR), EMOTIONS.index(Emotion.SADNESS)


def fearful(count, people):
    """Faces of fear, of so many people, all told to be sad."""
    faces = face_set(count)
    faces.votes[:] = 0
    faces.votes[:, FEAR] = 8
    faces.dup_group[:] = np.arange(count) % people
    sureness = np.linspace(0.3, 0.9, count)
    table = np.repeat((1 - sureness)[:, None] / 7, 8, axis=1)
    table[:, SAD] = sureness
    return faces, Answers(table, 1.0)


def points_of(faces):
    return np.repeat(outline()[None] * 4, len(faces), axis=0)


def test_the_surest_mistakes_come_first_and_right_answers_not_at_all():
    faces, answer = fearful(30, 30)
    answer.probabilities[29] = np.eye(8)[FEAR]
    found = worst_mistakes(answer, faces, 5)
    assert [m.row for m in found] == [28, 27, 26, 25, 24]
    assert found[0].true == FEAR and found[0].told == SAD and found[0].votes == 8
    assert "sadness" in found[0].words and "fear" in found[0].words


@pytest.mark.parametrize(
    ("count", "people", "shown"),
    [(LEAST_PEOPLE, LEAST_PEOPLE, 1), (LEAST_PEOPLE - 1, LEAST_PEOPLE - 1, 0), (90, 5, 0)],
)
def test_mean_faces_are_of_many_people(count, people, shown):
    faces, answer = fearful(count, people)
    found = mean_faces(answer, faces, points_of(faces))
    assert len(found) == shown
    for mean in found:
        assert mean.people >= LEAST_PEOPLE and mean.picture.shape == (48, 48)
        apart = [np.abs(mean.picture - picture).mean() for picture in faces.images]
        assert min(apart) > 5.0  # it is no one's picture


def test_failures_are_drawn_also_when_there_are_none(tmp_path):
    faces, answer = fearful(6, 6)
    answer.probabilities[:] = np.eye(8)[FEAR]
    draw_failures(answer, faces, points_of(faces), tmp_path / "f.png")
    assert (tmp_path / "f.png").read_bytes().startswith(b"\x89PNG")


def test_measured_part_is_replaced_and_the_rest_kept():
    card = "# Mine\n\nMade by hand.\n"
    once = with_measured_part(card, "first")
    twice = with_measured_part(once.replace("by hand", "by me"), "second")
    assert twice == f"# Mine\n\nMade by me.\n\n{BEGIN}\nsecond\n{END}\n"
    assert with_measured_part(twice, "second") == twice
    longer = with_measured_part(twice + "\nAn end.\n", "third")
    assert longer.endswith("An end.\n") and longer.count(BEGIN) == 1


def test_card_shows_failures_without_the_pictures(tmp_path):
    faces, answer = fearful(40, 40)
    columns = {name: np.arange(40.0) for name in MEASURES}
    models, workspace = tmp_path / "models", tmp_path / "work"
    models.mkdir()
    (models / "face_cnn.md").write_text("# Net\n\nHow it was made.\n")
    write_measured_part(
        "cnn", answer, faces, points_of(faces), columns, models, workspace, "public"
    )
    card = (models / "face_cnn.md").read_text()
    assert "How it was made." in card and "Shortfalls" in card and "brightness" in card
    for picture in ("face_cnn_failures.png", "face_cnn_confusion.png"):
        assert f"({picture})" in card and (models / picture).is_file()
    assert {p.name for p in workspace.iterdir()} == {"failures_cnn.png"}
    assert not (models / "failures_cnn.png").exists()
