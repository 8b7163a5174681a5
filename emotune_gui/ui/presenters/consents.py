"""A client's consents, purpose by purpose: given, withdrawn, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, cast

from emotune_gui.domain.filming import RECORDABLE
from emotune_gui.domain.session import (
    CONSENT_TEXT_VERSION,
    Client,
    ConsentRecord,
    Purpose,
    Withdrawal,
)
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.wording import purpose_words, short_date, translate

if TYPE_CHECKING:
    from emotune_gui.storage.opening import Database

THERAPIST = "therapist"
"""What stands for who took it when nobody is named."""
LONGEST_TAKER = 80


@dataclass(frozen=True, slots=True)
class ConsentState:
    """One purpose as it stands: `record` is the newest, None when it was never given."""

    purpose: Purpose
    record: ConsentRecord | None

    @property
    def given(self) -> bool:
        return self.record is not None and self.record.in_force

    @property
    def outdated(self) -> bool:
        """Given to an older text than the program's."""
        return (
            self.given
            and self.record is not None
            and self.record.text_version < CONSENT_TEXT_VERSION
        )


class ConsentView(Protocol):
    def show_consents(
        self, states: Sequence[ConsentState], history: Sequence[ConsentRecord]
    ) -> None:
        """`history` newest first."""

    def show_consequences(self, withdrawal: Withdrawal) -> None:
        """What withdrawing would do, to be confirmed or left."""

    def show_problem(self, sentence: str) -> None: ...

    def show_done(self, sentence: str) -> None: ...


class ConsentPresenter:
    def __init__(
        self, view: ConsentView, open_store: OpenStore, tasks: Tasks, client: Client
    ) -> None:
        self._view, self._open, self._tasks = view, open_store, tasks
        self._client = client

    def refresh(self) -> None:
        def found(history: Sequence[ConsentRecord]) -> None:
            newest = sorted(history, key=lambda r: r.given_at, reverse=True)
            self._view.show_consents(standing(history), newest)

        self._tasks.load(
            "consents",
            lambda: self._open().consents.history(self._client.id),
            found,
            self._view.show_problem,
        )

    def give(self, purpose: Purpose, by: str) -> None:
        def given(_result: object) -> None:
            said = translate("Clients", "Consent given: {purpose}.")
            self._view.show_done(said.format(purpose=purpose_words(purpose)[0]))
            self.refresh()

        self._tasks.act(
            lambda: self._open().consents.give(self._client.id, purpose, taker(by)),
            given,
            self._view.show_problem,
        )

    def ask_withdrawal(self, purpose: Purpose) -> None:
        """Nothing is withdrawn before the consequences were on screen."""
        self._tasks.load(
            "consequences",
            lambda: self._open().consents.consequences(self._client.id, purpose),
            self._view.show_consequences,
            self._view.show_problem,
        )

    def withdraw(self, purpose: Purpose, by: str, *, erase: bool = False) -> None:
        """`erase`: the emotion curves of earlier sessions go too, or what was recorded."""
        client_id = self._client.id

        def work() -> int:
            consents = self._open().consents
            consents.withdraw(client_id, purpose, taker(by))
            if erase and purpose in RECORDABLE:
                from emotune_gui.engine.film_erasing import erase_recordings

                return erase_recordings(cast("Database", self._open()), client_id, purpose)
            return consents.erase_features(client_id) if erase else 0

        def withdrawn(erased: int) -> None:
            said = translate("Clients", "Consent withdrawn: {purpose}.").format(
                purpose=purpose_words(purpose)[0]
            )
            if erased:
                gone = translate("Clients", "The curves of {n} sessions were erased.")
                if purpose in RECORDABLE:
                    gone = translate("Clients", "It was deleted from {n} recordings.")
                said += " " + gone.format(n=erased)
            self._view.show_done(said)
            self.refresh()

        self._tasks.act(work, withdrawn, self._view.show_problem)


def taker(typed: str) -> str:
    """Who took it, in one line."""
    return " ".join(typed.split())[:LONGEST_TAKER] or THERAPIST


def standing(history: Sequence[ConsentRecord]) -> tuple[ConsentState, ...]:
    """Every purpose in order, each with its newest record; one in force counts before others."""
    states = []
    for purpose in Purpose:
        of_it = [r for r in history if r.purpose is purpose]
        newest = max(of_it, key=lambda r: (r.in_force, r.given_at), default=None)
        states.append(ConsentState(purpose, newest))
    return tuple(states)


def state_words(state: ConsentState, now: datetime) -> str:
    """'given 12 Nov to text v3, taken by M. Berg', 'withdrawn 3 Nov', 'never given'."""
    record = state.record
    if record is None:
        return translate("Clients", "never given")
    if record.withdrawn_at is not None:
        said = translate("Clients", "withdrawn {day} by {who}")
        who = taker_word(record.withdrawn_by or "")
        return said.format(day=short_date(record.withdrawn_at, now), who=who)
    said = translate("Clients", "given {day} to text v{n}, taken by {who}").format(
        day=short_date(record.given_at, now),
        n=record.text_version,
        who=taker_word(record.given_by),
    )
    if state.outdated:
        said += translate("Clients", " (the text has changed since: ask again)")
    return said


def taker_word(by: str) -> str:
    """The program's own word for a therapist without a name is translated."""
    return translate("Clients", "the therapist") if by in {"", THERAPIST} else by


def history_line(record: ConsentRecord, now: datetime) -> str:
    """'Read the face: v3, given 1 Nov by M. Berg, withdrawn 3 Nov by M. Berg'."""
    title = purpose_words(record.purpose)[0]
    said = translate("Clients", "{purpose}: v{n}, given {day} by {who}").format(
        purpose=title,
        n=record.text_version,
        day=short_date(record.given_at, now),
        who=taker_word(record.given_by),
    )
    if record.withdrawn_at is not None:
        said += translate("Clients", ", withdrawn {day} by {who}").format(
            day=short_date(record.withdrawn_at, now),
            who=taker_word(record.withdrawn_by or ""),
        )
    return said
