"""How a client's mapping differs from the clinical one, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import (
    TUNED_PARAMETERS,
    MappingWeights,
    StoredWeights,
)
from emotune_gui.domain.session import Client
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.language import figure
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.presenters.today import by_last_seen
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import translate

@dataclass(frozen=True, slots=True)
class VersionLine:
    version: int
    reason: str
    when: datetime | None
    active: bool
    undone: bool


@dataclass(frozen=True, slots=True)
class TuningContent:
    client: Client
    weights: MappingWeights
    rows: tuple[OffsetRow, ...]
    history: tuple[VersionLine, ...]
    """Newest first."""

    @property
    def personal(self) -> bool:
        return is_personal(self.weights)

    @property
    def can_undo(self) -> bool:
        return any(line.active and line.version > 0 for line in self.history)


class TuningView(Protocol):
    def show_clients(self, clients: Sequence[Client]) -> None: ...

    def show_tuning(self, content: TuningContent) -> None: ...

    def show_problem(self, sentence: str) -> None: ...

    def show_notice(self, sentence: str) -> None: ...


class TuningPresenter:
    def __init__(self, view: TuningView, open_store: OpenStore, tasks: Tasks) -> None:
        self._view = view
        self._open = open_store
        self._tasks = tasks

    def refresh(self) -> None:
        self._tasks.load(
            "tuning-clients",
            lambda: by_last_seen(self._open().clients.list()),
            self._view.show_clients,
            self._view.show_problem,
        )

    def show(self, client: Client) -> None:
        self._tasks.load(
            "tuning",
            lambda: read_tuning(self._open, client),
            self._view.show_tuning,
            self._view.show_problem,
        )

    def undo(self, client: Client) -> None:
        """The version before becomes the one in use; the undone stays in the history."""
        self._change(
            client,
            lambda: self._open().weights.undo(client.id),
            translate("Tuning", "The last change was undone."),
        )

    def reset(self, client: Client) -> None:
        self._change(
            client,
            lambda: self._open().weights.reset(client.id),
            translate("Tuning", "The clinical mapping is in use again."),
        )

    def _change(self, client: Client, work: Callable[[], object], sentence: str) -> None:
        def changed(_result: object) -> None:
            self._view.show_notice(sentence)
            self.show(client)

        self._tasks.act(work, changed, self._view.show_notice)


def read_tuning(open_store: OpenStore, client: Client) -> TuningContent:
    """Reads the database; for a background thread."""
    weights_store = open_store().weights
    current = weights_store.current(client.id)
    history = weights_store.history(client.id)
    return TuningContent(client, current, offset_rows(current), version_lines(history))


def version_lines(history: Sequence[StoredWeights]) -> tuple[VersionLine, ...]:
    """Newest first, closed by the clinical mapping everyone starts from."""
    lines = [
        VersionLine(
            version=entry.version,
            reason=sentence(entry.reason),
            when=entry.created_at,
            active=entry.active,
            undone=entry.undone,
        )
        for entry in sorted(history, key=lambda entry: -entry.version)
        if entry.version > 0
    ]
    in_use = not any(entry.active for entry in history)
    reason = translate("Tuning", "What every client starts from.")
    first = VersionLine(0, reason, None, in_use, undone=False)
    return (*lines, first)
