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
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.presenters.today import by_last_seen
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import translate

CORNERS: tuple[tuple[str, Affect], ...] = (
    ("tense", Affect(-0.6, 0.6)),
    ("happy", Affect(0.6, 0.6)),
    ("sad", Affect(-0.6, -0.6)),
    ("calm", Affect(0.6, -0.6)),
)
"""Where the personal offsets are shown: the middles of the four quadrants."""

SCALES: dict[str, tuple[float, float, int]] = {
    "tempo_bpm": (15.0, 0.5, 0),
    "density": (0.8, 0.05, 1),
    "loudness": (8.0, 0.5, 0),
    "register": (5.0, 0.3, 0),
    "articulation": (0.15, 0.01, 2),
    "modality": (0.4, 0.03, 2),
}
"""By parameter: the widest offset drawn, the smallest worth a word, digits shown."""


def corner_word(code: str) -> str:
    words = {
        "tense": translate("Tuning", "tense"),
        "happy": translate("Tuning", "happy"),
        "sad": translate("Tuning", "sad"),
        "calm": translate("Tuning", "calm"),
    }
    return words[code]


def parameter_words(parameter: str) -> tuple[str, str, str, str]:
    """Name, unit, word for more, word for less."""
    words = {
        "tempo_bpm": (
            translate("Tuning", "Tempo"),
            translate("Tuning", "bpm"),
            translate("Tuning", "faster"),
            translate("Tuning", "slower"),
        ),
        "density": (
            translate("Tuning", "Density"),
            translate("Tuning", "notes/s"),
            translate("Tuning", "busier"),
            translate("Tuning", "sparser"),
        ),
        "loudness": (
            translate("Tuning", "Loudness"),
            translate("Tuning", "velocity"),
            translate("Tuning", "louder"),
            translate("Tuning", "softer"),
        ),
        "register": (
            translate("Tuning", "Register"),
            translate("Tuning", "semitones"),
            translate("Tuning", "higher"),
            translate("Tuning", "lower"),
        ),
        "articulation": (
            translate("Tuning", "Articulation"),
            translate("Tuning", "of the beat"),
            translate("Tuning", "smoother"),
            translate("Tuning", "shorter notes"),
        ),
        "modality": (
            translate("Tuning", "Mode"),
            translate("Tuning", "valence"),
            translate("Tuning", "brighter"),
            translate("Tuning", "darker"),
        ),
    }
    return words[parameter]


@dataclass(frozen=True, slots=True)
class OffsetCell:
    """One parameter in one quadrant. `share` is -1 to 1 of the widest offset."""

    corner: str
    value: float
    share: float
    figure: str
    word: str


@dataclass(frozen=True, slots=True)
class OffsetRow:
    parameter: str
    name: str
    unit: str
    cells: tuple[OffsetCell, ...]


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


def is_personal(weights: MappingWeights) -> bool:
    """False for the clinical mapping, also where a reset brought it back."""
    return any(value != 0.0 for row in weights.offsets for value in row)


def offset_at(weights: MappingWeights, parameter: str, affect: Affect) -> float:
    """Personal minus clinical value of a parameter at an affect, in the parameter's units."""
    row = weights.offsets[TUNED_PARAMETERS.index(parameter)]
    features = (1.0, affect.valence, affect.arousal)
    return sum(weight * feature for weight, feature in zip(row, features, strict=True))


def offset_rows(weights: MappingWeights) -> tuple[OffsetRow, ...]:
    return tuple(_offset_row(weights, parameter) for parameter in TUNED_PARAMETERS)


def _offset_row(weights: MappingWeights, parameter: str) -> OffsetRow:
    name, unit, more, less = parameter_words(parameter)
    cells = tuple(
        _cell(corner, offset_at(weights, parameter, affect), SCALES[parameter], more, less)
        for corner, affect in CORNERS
    )
    return OffsetRow(parameter, name, unit, cells)


def _cell(
    corner: str, value: float, scale: tuple[float, float, int], more: str, less: str
) -> OffsetCell:
    widest, least, digits = scale
    if abs(value) < least:
        return OffsetCell(corner, value, 0.0, "0", translate("Tuning", "as clinical"))
    share = max(-1.0, min(1.0, value / widest))
    figure = f"{value:+.{digits}f}".replace("-", "−")
    return OffsetCell(corner, value, share, figure, more if value > 0 else less)


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
