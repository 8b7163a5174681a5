from __future__ import annotations

import cv2
import numpy as np
import pytest
from skimage import data

from emotune_gui.bundled import bundled
from emotune_gui.domain.emotion import EMOTIONS, Emotion, EmotionProbabilities
from emotune_gui.domain.faults import EmoTuneError
from emotune_gui.perception.face.photograph import StillFace
from emotune_gui.training.face.photograph_labels import LabelledPicture, labelled_pictures
from emotune_gui.training.face.photographs import (
    SeenPicture,
    photograph_figures,
    photograph_slices,
    see_photographs,
)
from tests.training.making import outline

H, S, F, N = Emotion.HAPPINESS, Emotion.SADNESS, Emotion.FEAR, Emotion.NEUTRAL


def listed(folder, text, encoding="utf-8", tell=lambda _: None):
    (folder / "labels.csv").write_bytes(text.encode(encoding))
    found = labelled_pictures(folder / "labels.csv", folder, tell)
    return [(p.path.relative_to(folder).as_posix() if p.path else None, p.emotion) for p in found]


@pytest.fixture
def folder(tmp_path):
    for name in ("a.png", "b.JPG", "sub/c.png", "sub/deep/d.png", "one/e.png", "two/e.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


@pytest.mark.parametrize(
    "text",
    [
        "file,emotion\na.png,happiness\nsub/c.png,fear\n",
        "\ufefffile,emotion\r\na.png,happiness\r\nsub/c.png,fear\r\n",
        "File;EMOTION\na.png;Happiness\nsub\\c.png; FEAR\n",
        "id\tfile\tvotes\temotion\n1\ta.png\t3,4\thappy\n2\tc.png\t9\tfearful\n",
        'file,emotion\n"a.png","happiness"\n\nC.PNG,fear\na.png,happiness\nz,\n',
    ],
)
def test_lists_are_taken_as_people_write_them(folder, text):
    assert listed(folder, text) == [("a.png", H), ("sub/c.png", F)]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_lists_in_other_encodings(folder, encoding):
    (folder / "grün.png").touch()
    assert listed(folder, "file,emotion\ngrün.png,sadness\n", encoding) == [("grün.png", S)]


def test_missing_pictures_stay_in_the_list_and_doubtful_names_are_not_guessed(folder):
    found = listed(folder, "file,emotion\nnone.png,fear\ne.png,fear\none/e.png,fear\nb.jpg,fear\n")
    assert found == [(None, F), (None, F), ("one/e.png", F), ("b.JPG", F)]


def test_rows_left_out_are_said(folder):
    said = []
    text = "file,emotion\na.png,joyful\nb.jpg,unknown\nsub/c.png,fear\nc.png,sadness\n"
    assert listed(folder, text, tell=said.append) == [("sub/c.png", F)]
    assert len(said) == 2
    assert "Line 2" in said[0] and "joyful" in said[0]
    assert "c.png" in said[1] and "first counts" in said[1]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no columns"),
        ("picture,label\na.png,fear\n", "no columns 'file' and 'emotion'"),
        ("file,emotion\n", "names no picture"),
        ("file,emotion\na.png,joyful\n", "names no picture"),
    ],
)
def test_useless_lists_are_refused_in_one_sentence(folder, text, complaint):
    with pytest.raises(EmoTuneError, match=complaint):
        listed(folder, text)


def test_missing_list_or_folder_is_said(folder):
    with pytest.raises(EmoTuneError, match=r"none\.csv cannot be read"):
        labelled_pictures(folder / "none.csv", folder, lambda _: None)
    with pytest.raises(EmoTuneError, match="does not exist"):
        labelled_pictures(folder / "x.csv", folder / "nowhere", lambda _: None)


def seen(true, told=None, second=None):
    picture = LabelledPicture(None, "x.png", true)
    if told is None:
        return SeenPicture(picture, None, {})
    weights = [0.02] * 8
    weights[EMOTIONS.index(told)] = 1.0
    if second is not None:
        weights[EMOTIONS.index(second)] = 0.5
    face = StillFace(np.full((48, 48), 99, np.uint8), None, outline(), "clear")
    return SeenPicture(picture, face, {"combined": EmotionProbabilities.normalised(weights)})


def test_figures_of_a_hand_counted_case():
    found = photograph_figures(
        [seen(H, H), seen(H), seen(S, F, S), seen(S, H), seen(F, F), seen(F), seen(N, N)]
    )
    assert (found["n"], found["detected"]) == (7, 5)
    assert found["accuracy_8"] == pytest.approx(3 / 7, abs=1e-4)
    assert found["accuracy_4"] == pytest.approx(3 / 5, abs=1e-4)
    assert found["recall"] == {"neutral": 1.0, "happiness": 0.5, "sadness": 0.0, "fear": 0.5}
    assert found["found"] == {"clear": 5}
    assert found["recognisers"]["combined"]["accuracy_8"] == found["accuracy_8"]


def test_nothing_detected_is_nothing_right():
    found = photograph_figures([seen(H), seen(S)])
    assert found["detected"] == 0 and found["accuracy_8"] == found["accuracy_4"] == 0.0
    assert photograph_slices([seen(H)]) == {"slices": [], "shortfalls": []}


def test_slices_are_of_the_faces_that_were_found():
    found = photograph_slices([seen(H, H), seen(H), seen(S, H)])
    assert found["slices"][0]["measure"] == "brightness"
    assert sum(one["n"] for one in found["slices"] if one["measure"] == "contrast") == 2


def test_photographs_end_to_end(tmp_path):
    """NASA's public-domain portrait of a smiling woman, whole, cut out small, and lying."""
    portrait = cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR)
    crop = cv2.resize(portrait[50:170, 165:285], (48, 48), interpolation=cv2.INTER_AREA)
    for name, picture in (
        ("whole.jpg", portrait),
        ("crop.png", crop),
        ("plain.png", np.full((200, 200, 3), 90, np.uint8)),
    ):
        cv2.imwrite(str(tmp_path / name), picture)
    (tmp_path / "broken.png").write_bytes(b"no picture")
    rows = ["whole.jpg", "crop.png", "plain.png", "broken.png", "missing.png"]
    lines = "".join(f"{name},happiness\n" for name in rows)
    (tmp_path / "l.csv").write_text(f"file,emotion\n{lines}")
    said = []
    found = photograph_figures(
        see_photographs(tmp_path, tmp_path / "l.csv", bundled("models"), said.append)
    )
    assert (found["n"], found["detected"]) == (5, 2)
    assert found["accuracy_8"] == pytest.approx(2 / 5)
    assert {"cnn", "forest", "combined"} <= set(found["recognisers"])
    told = [sentence for sentence in said if "undetected" in sentence]
    assert len(told) == 2
    assert any("broken.png" in s for s in told) and any("missing.png" in s for s in told)
