"""Whether a photograph serves to know a person by, asked of a process before a batch begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.engine.analysing.hand import Hand
from emotune_gui.engine.analysing.partial import remove_of
from emotune_gui.engine.analysing.values import AnalysisOptions, FaceChoice
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.latest import Latest

LOOK_S = 0.1
LEAVE_S = 5.0
BROKE_OFF = "The photograph could not be looked at; try again, or choose another."

StartHand = Callable[[AnalysisOptions, Path, Callable[[], None]], Hand]


def look_at_portrait(options: AnalysisOptions, folder: Path, start_hand: StartHand = Hand) -> None:
    """Nothing where no photograph is asked for. Takes a second or two and blocks.

    A process of its own looks, so that the window stands not still. `folder` is where the results
    will go. Raises InvalidInput in one sentence where the photograph does not serve.
    """
    if options.face is not FaceChoice.PORTRAIT:
        return
    told: Latest[bool] = Latest()
    hand = start_hand(options, folder, lambda: told.put(True))
    try:
        seen, answers = 0, hand.answers()
        while not answers:
            _, seen = told.newer(seen, LOOK_S)
            answers = hand.answers()
        _understand(answers[0])
    finally:
        hand.leave()
        hand.ended(LEAVE_S)
        remove_of(folder, hand.pid)


def _understand(answer: dict[str, object]) -> None:
    if "broken" in answer:
        raise InvalidInput(str(answer["broken"]))
    if "dead" in answer:
        FaultDesk().fault("portrait", f"{BROKE_OFF}\n{answer['dead']}")
        raise InvalidInput(BROKE_OFF)
