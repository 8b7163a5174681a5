"""The film with what was seen in a recording, made afterwards where the analysis made none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from emotune_gui.domain.faults import InvalidInput
from emotune_gui.engine.analysing.gathering import summary_of
from emotune_gui.engine.analysing.hand import Hand
from emotune_gui.engine.analysing.identity import sha256_of
from emotune_gui.engine.analysing.making import unwritable
from emotune_gui.engine.analysing.partial import remove_left_behind, remove_of
from emotune_gui.engine.analysing.values import (
    AnalysisOptions,
    FileResult,
    Job,
    Kind,
    options_from,
)
from emotune_gui.engine.bulk.order import read_ledger
from emotune_gui.engine.bulk.politeness import give_way
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.latest import Latest

FOLDER = "film"
LOOK_S = 0.1
LEAVE_S = 5.0
GONE = "The recording {0} is no longer where it was; put it back to make a film of it."
CHANGED = "The recording {0} has changed since it was analysed; analyse it again."
OTHER_PERSON = (
    "The photograph by which the person was known in {0} is another now; analyse it again."
)
NO_PICTURE = "There is no film in {0}; choose MIDI or WAV."
BROKE_OFF = "The film could not be made; try again, or analyse {0} again with “film” ticked."

GoOn = Callable[[float], bool]
"""Told the share that is done (0-1); False ends the work."""
Held = Callable[[], bool]
"""Whether nothing may be worked at now."""
StartHand = Callable[[AnalysisOptions, Path, Callable[[], None]], Hand]


class Stopped(Exception):
    """It is no longer wanted."""


def never() -> bool:
    return False


def made_film(result: FileResult) -> FileResult | None:
    """The result that has the film, made with the analysis or afterwards; None: there is none."""
    if result.overlay is not None and result.overlay.is_file():
        return result
    folder = result.folder / FOLDER
    summary = summary_of(folder, result.name)
    if summary.get("sha256") != result.summary["sha256"] or "kind" not in summary:
        return None
    if _person(summary) != _person(result.summary):
        return None
    made = replace(result, folder=folder, summary=summary)
    return made if made.overlay is not None and made.overlay.is_file() else None


def with_film(
    result: FileResult, go_on: GoOn, held: Held = never, start_hand: StartHand = Hand
) -> FileResult | None:
    """The result with the film of what was seen, made once. None when it was stopped.

    The recording is looked at again by a process of its own that gives way to all others and
    pauses while `held`; `go_on` must not wait. Raises EmoTuneError in one sentence.
    """
    known = made_film(result)
    if known is not None:
        return known
    if result.kind is not Kind.FILM:
        raise InvalidInput(NO_PICTURE.format(result.name))
    folder = result.folder / FOLDER
    try:
        _refuse_other(result, go_on)
        folder.mkdir(exist_ok=True)
        remove_left_behind(folder)
        made = _Making(result, folder, start_hand).made(go_on, held)
    except Stopped:
        return None
    except OSError as problem:
        raise InvalidInput(unwritable(problem, folder)) from problem
    if _person(made.summary) != _person(result.summary):
        raise InvalidInput(OTHER_PERSON.format(result.name))
    return made


def _person(summary: dict[str, Any]) -> str:
    """The digest of who was to be read; empty where nobody was named."""
    return str(summary.get("options", {}).get("portrait_sha256", ""))


def _photograph(result: FileResult) -> Path | None:
    """Where the photograph of the person is, which no summary tells."""
    ledger = read_ledger(result.folder, files=False)
    return None if ledger is None else ledger.order.options.portrait


def _refuse_other(result: FileResult, go_on: GoOn) -> None:
    """The curves are those of the very same file. Raises InvalidInput or Stopped."""

    def asked() -> None:
        if not go_on(0.0):
            raise Stopped

    if not result.source.is_file():
        raise InvalidInput(GONE.format(result.name))
    now = sha256_of(result.source, asked)
    if now != result.summary["sha256"]:
        raise InvalidInput(CHANGED.format(result.name))


class _Making:
    """One process at one film."""

    def __init__(self, result: FileResult, folder: Path, start_hand: StartHand) -> None:
        asked = options_from(AnalysisOptions().stated() | result.summary["options"])
        self._options = replace(
            asked,
            overlay=True,
            landmarks=False,
            music=None,
            tiers=(),
            labels=None,
            portrait=_photograph(result),
        )
        self._result, self._folder, self._start_hand = result, folder, start_hand
        self._told: Latest[bool] = Latest()
        self._share, self._paused = 0.0, False

    def made(self, go_on: GoOn, held: Held) -> FileResult:
        """Raises Stopped or InvalidInput; the process has ended then."""
        hand = self._start_hand(self._options, self._folder, lambda: self._told.put(True))
        try:
            give_way(hand.pid)
            hand.begin(Job(self._result.source, self._result.name))
            return replace(
                self._result, folder=self._folder, summary=self._follow(hand, go_on, held)
            )
        finally:
            hand.cancel()
            hand.leave()
            hand.ended(LEAVE_S)
            remove_of(self._folder, hand.pid)

    def _follow(self, hand: Hand, go_on: GoOn, held: Held) -> dict[str, Any]:
        seen = 0
        while True:
            for answer in hand.answers():
                summary = self._understood(answer)
                if summary is not None:
                    return summary
            self._give_way(hand, held())
            if not go_on(self._share):
                raise Stopped
            _, seen = self._told.newer(seen, LOOK_S)

    def _give_way(self, hand: Hand, held: bool) -> None:
        if held != self._paused:
            self._paused = held
            (hand.pause if held else hand.resume)()

    def _understood(self, answer: dict[str, Any]) -> dict[str, Any] | None:
        if "done" in answer:
            summary: dict[str, Any] = answer["done"]
            return summary
        if "at" in answer and answer["of"] > 0.0:
            self._share = min(1.0, answer["at"] / answer["of"])
        sentence = answer.get("failed") or answer.get("broken")
        if sentence is not None:
            raise InvalidInput(str(sentence))
        if "dead" in answer:
            FaultDesk().fault("film", f"{BROKE_OFF.format(self._result.name)}\n{answer['dead']}")
            raise InvalidInput(BROKE_OFF.format(self._result.name))
        return None
