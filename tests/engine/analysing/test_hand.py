"""A worker process as the queue sees it: what it says is heard, and nothing it says hangs."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import pytest

from emotune_gui.engine.analysing.hand import Hand
from emotune_gui.engine.analysing.values import AnalysisOptions, Job
from emotune_gui.engine.worker import FAULTS_IN_A_ROW, Ending

WAIT_S = 60.0


@pytest.fixture
def hand(tmp_path: Path):
    made = Hand(AnalysisOptions(voice=False), tmp_path)
    yield made
    made.leave()
    made.ended(10.0)


def answers_of(hand: Hand, key: str) -> list[dict]:
    told: list[dict] = []
    end = time.monotonic() + WAIT_S
    while not any(key in answer for answer in told):
        assert time.monotonic() < end, told
        told += hand.answers()
        time.sleep(0.01)
    return told


def test_the_last_words_of_a_process_are_heard(hand: Hand, tmp_path: Path) -> None:
    hand.begin(Job(tmp_path / "none.mp4", "none"))
    hand.leave()
    assert hand.ended(WAIT_S)
    told = hand.answers()
    assert "dead" in told[-1]
    assert all(worker.ending is Ending.FINISHED for worker in hand._workers)
    assert not any(worker.alive for worker in hand._workers)


def test_a_line_that_is_no_answer_reaches_the_log_and_costs_nothing(
    hand: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    answers_of(hand, "ready")
    with caplog.at_level(logging.ERROR):
        worker, heard = hand._workers[0], hand._heard
        with pytest.raises(ValueError):
            heard("no answer")
        worker._failed(ValueError("no answer"))
    assert "analysis-answers" in caplog.text
    assert worker.alive


def test_a_process_that_talks_nonsense_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("emotune_gui.engine.worker.PAUSE_AFTER_FAULT_S", 0.0)
    monkeypatch.setattr(Hand, "_heard", lambda self, line: int("no number"))
    made = Hand(AnalysisOptions(voice=False), tmp_path)
    for _ in range(FAULTS_IN_A_ROW):
        made._workers[0]._failed(ValueError("nonsense"))
    assert "dead" in answers_of(made, "dead")[-1]
    assert made.ended(1.0)
