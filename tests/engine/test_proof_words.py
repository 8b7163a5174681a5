"""The figures of a proof and of a replay as tables on a terminal."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from emotune_gui.commands.evaluate import add_arguments, run
from emotune_gui.domain.faults import InvalidInput
from emotune_gui.engine.proof import write_log


def told(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(["personalisation", *words])


def test_a_replay_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_log(tmp_path / "log.jsonl", 3, ratings=6)
    assert run(told("--replay", str(tmp_path / "log.jsonl"))) == 0
    said = capsys.readouterr().out
    assert "6 choices" in said and "doubly robust" in said


def test_too_few_clients_and_no_log_are_clear_sentences(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="at least 2"):
        run(told("--clients", "1"))
    with pytest.raises(InvalidInput, match="cannot be read"):
        run(told("--replay", str(tmp_path / "none")))
