from __future__ import annotations

from pathlib import Path

import pytest

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.music.affect_path import read_affect_path, steady_path


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "path.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_target_moves_straight_between_points(tmp_path) -> None:
    text = "time_s,valence,arousal\n2,0,0\n\n4,1.0,-0.5\n"
    path = read_affect_path(written(tmp_path, text))
    assert path.duration_s == 4.0
    assert path.at(0.0) == path.at(2.0) == Affect(0.0, 0.0)
    assert path.at(3.0) == Affect(0.5, -0.25)
    assert path.at(4.0) == path.at(1e9) == Affect(1.0, -0.5)


def test_columns_may_stand_in_any_order_with_others(tmp_path) -> None:
    text = "\ufeffnote, Arousal ,TIME_S,valence\r\nbegin,-1,0,0.5\r\n"
    path = read_affect_path(written(tmp_path, text))
    assert path.at(7.0) == Affect(0.5, -1.0)


def test_a_steady_path_stays() -> None:
    path = steady_path(Affect(-0.3, 0.3))
    assert (path.at(0.0), path.at(99.0), path.duration_s) == (Affect(-0.3, 0.3),) * 2 + (0.0,)


HEAD = "time_s,valence,arousal\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "columns time_s, valence, arousal"),
        ("0,0.5,0.5\n", "columns time_s, valence, arousal"),
        (HEAD, "no points"),
        (HEAD + "0,high,0\n", "line 2: three numbers"),
        (HEAD + "0,0.1\n", "line 2: three numbers"),
        (HEAD + "0,0,0\n0,0.1,0\n", "line 3: each time must be later"),
        (HEAD + "-1,0,0\n", "line 2: the time"),
        (HEAD + "nan,0,0\n", "line 2: the time"),
        (HEAD + "0,1.2,0\n", "line 2: valence and arousal go from -1 to 1"),
        (HEAD + "0,nan,0\n", "line 2: valence and arousal go from -1 to 1"),
        (b"\xff\xfe\x00\x81\x9f", "not a CSV file"),
    ],
)
def test_bad_files_are_refused_in_one_sentence(tmp_path, text, said) -> None:
    with pytest.raises(InvalidInput, match=said) as caught:
        read_affect_path(written(tmp_path, text))
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InvalidInput, match="cannot be read"):
            read_affect_path(path)
