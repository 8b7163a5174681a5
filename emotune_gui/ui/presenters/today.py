"""The day's page: who comes, what was interrupted, what was lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from emotune_gui.domain.review import NoteKind, UnfinishedNote
from emotune_gui.domain.rounds import Outcome, Rescued
from emotune_gui.domain.session import CONSENT_TEXT_VERSION, Client, SessionInfo, SessionState
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.store import OpenStore, Store
from emotune_gui.ui.wording import session_words, translate

RECENT_CLIENTS = 6
RECENT_SESSIONS = 8
MOST_NOTES = 5


class PromptKind(StrEnum):
    """What is missing, in the order of its weight."""

    CONSENT_TEXT = "consent_text"
    NO_CONSENT = "no_consent"
    NO_PRACTICE = "no_practice"


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something worth doing; `client` whom it concerns."""

    kind: PromptKind
    client: Client | None = None


@dataclass(frozen=True, slots=True)
class TodayContent:
    clients: tuple[Client, ...]
    """Last seen first."""
    interrupted: tuple[SessionInfo, ...]
    sessions: tuple[SessionInfo, ...]
    """Newest first, without the interrupted, the running and rating rounds."""
    unfinished: tuple[UnfinishedNote, ...] = ()
    """Drafts, one a session, the newest session first."""
    more_unfinished: int = 0
    """How many there are beyond those."""
    prompts: tuple[Prompt, ...] = ()

    @property
    def fresh(self) -> bool:
        """Nothing yet: a new installation."""
        return not self.clients and not self.interrupted and not self.sessions


class TodayView(Protocol):
    def show_content(self, content: TodayContent) -> None: ...

    def show_problem(self, sentence: str) -> None: ...

    def show_notice(self, sentence: str) -> None: ...


class TodayPresenter:
    def __init__(self, view: TodayView, open_store: OpenStore, tasks: Tasks) -> None:
        self._view = view
        self._open = open_store
        self._tasks = tasks
        self._later: set[int] = set()

    def refresh(self) -> None:
        later = frozenset(self._later)
        self._tasks.load(
            "today",
            lambda: gather(self._open, later),
            self._view.show_content,
            self._view.show_problem,
        )

    def recover(self, info: SessionInfo) -> None:
        def recovered(_result: object) -> None:
            words = session_words(info, datetime.now(tz=info.started_at.tzinfo))
            self._view.show_notice(
                translate("Today", "Recovered: {session}.").format(session=words)
            )
            self.refresh()

        self._tasks.act(
            lambda: self._open().sessions.recover(info.id), recovered, self._view.show_notice
        )

    def put_off(self, info: SessionInfo) -> None:
        """Not now: asked again at the next start of the program."""
        self._later.add(info.id)
        self.refresh()


def gather(open_store: OpenStore, later: frozenset[int]) -> TodayContent:
    """Reads the database; for a background thread."""
    store = open_store()
    clients = store.clients.list()
    cut_short = store.sessions.interrupted()
    sessions = [
        s for s in store.sessions.list() if s.state is not SessionState.OPEN and not s.is_round
    ]
    drafts = one_a_session(store.notes.unfinished())
    # A rating round leaves nothing to decide: the program closes it by itself.
    waiting = [s for s in cut_short if not s.is_round and s.id not in later]
    return TodayContent(
        clients=tuple(by_last_seen(clients)[:RECENT_CLIENTS]),
        interrupted=tuple(waiting),
        sessions=tuple(newest_first(sessions)[:RECENT_SESSIONS]),
        unfinished=drafts[:MOST_NOTES],
        more_unfinished=max(0, len(drafts) - MOST_NOTES),
        prompts=prompts_of(store, clients) if clients else (),
    )


def rescued_words(one: Rescued) -> str:
    """What became of a rating round that a crash cut off."""
    if not one.ratings:
        return ""
    if one.outcome is Outcome.LEARNED:
        line = translate(
            "Today",
            "The rating round with {client} was cut off; what was rated ({n}) is learned, as "
            "version {version}.",
        )
        return line.format(client=one.client_name, n=one.ratings, version=one.version)
    lines = {
        Outcome.UNCHANGED: translate(
            "Today", "The rating round with {client} was cut off; what was rated ({n}) is kept."
        ),
        Outcome.LOCKED: translate(
            "Today",
            "The rating round with {client} was cut off; what was rated ({n}) is kept but not "
            "learned: the mapping is locked.",
        ),
        Outcome.NO_CONSENT: translate(
            "Today",
            "The rating round with {client} was cut off; what was rated ({n}) is kept but not "
            "learned: the consent to it is not in force.",
        ),
    }
    return lines[one.outcome].format(client=one.client_name, n=one.ratings)


def one_a_session(notes: Sequence[UnfinishedNote]) -> tuple[UnfinishedNote, ...]:
    """The draft that was changed last of each session, newest session first; timed remarks are
    jotted down live and nobody has to finish them."""
    newest: dict[int, UnfinishedNote] = {}
    for waiting in sorted(notes, key=lambda n: n.note.changed_at):
        if waiting.note.kind is not NoteKind.REMARK:
            newest[waiting.note.session_id] = waiting
    return tuple(sorted(newest.values(), key=lambda n: n.started_at, reverse=True))


def prompts_of(store: Store, clients: Sequence[Client]) -> tuple[Prompt, ...]:
    """What is missing with those who were here lately, and on reports; at most one of a kind."""
    recent = by_last_seen(clients)[:RECENT_CLIENTS]
    found: list[Prompt] = []
    for client in recent:
        history = store.consents.history(client.id)
        if any(r.in_force and r.text_version < CONSENT_TEXT_VERSION for r in history):
            found.append(Prompt(PromptKind.CONSENT_TEXT, client))
            break
    without = next((c for c in recent if not c.consents), None)
    if without is not None:
        found.append(Prompt(PromptKind.NO_CONSENT, without))
    if not store.practice.get().name.strip():
        found.append(Prompt(PromptKind.NO_PRACTICE))
    return tuple(found)


def by_last_seen(clients: Sequence[Client]) -> list[Client]:
    """Last seen, or else created, first."""
    return sorted(clients, key=lambda c: (c.last_seen or c.created_at).timestamp(), reverse=True)


def newest_first(sessions: Sequence[SessionInfo]) -> list[SessionInfo]:
    return sorted(sessions, key=lambda s: s.started_at.timestamp(), reverse=True)
