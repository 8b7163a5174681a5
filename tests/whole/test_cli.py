"""The command line as a person meets it: help, version, a command that does not exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from emotune_gui import __version__
from emotune_gui.cli import main
from emotune_gui.commands import window


def test_help_names_every_command(capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    for command in ("live", "sessions", "rate", "train", "evaluate"):
        assert command in said


def test_the_version_is_said(capsys) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.strip() == f"EmoTune {__version__}"


def test_an_unknown_command_is_refused(capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dance"])
    assert ended.value.code == 2
    assert "dance" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--db", "x.db"], ["window", "--db", "x.db"]])
def test_options_without_a_command_belong_to_the_window(words: list[str], monkeypatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(window, "run", lambda arguments: asked.append(arguments.db) or 0)
    assert main(words) == 0
    assert asked == [Path("x.db")]


def test_a_rating_without_a_judgement_is_refused_in_one_sentence(capsys) -> None:
    assert main(["rate", "--db", "x.db", "--session", "1", "--bar", "1"]) == 1
    assert capsys.readouterr().err.startswith("emotune: Say how it was: --score 1 to 5, --fits")


@pytest.mark.parametrize(
    "words",
    [
        ["--seconds", "-1"],
        ["--seconds", "soon"],
        ["--target", "2,0"],
        ["--consent", "everything"],
        ["--size", "10x10"],
        ["--strategy", "dance"],
        ["--recogniser", "tarot"],
    ],
)
def test_options_that_make_no_sense_are_refused(words: list[str], capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["live", *words])
    assert ended.value.code == 2
    assert words[0] in capsys.readouterr().err
