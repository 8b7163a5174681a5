"""One client's mapping: what was learned, from what, what may be learned, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from emotune_gui.domain.faults import StorageError
from emotune_gui.domain.learning import (
    CLINICAL_MAPPING,
    CLINICAL_PRIOR,
    USUAL_SETTINGS,
    ChangeKind,
    MappingTemplate,
    MappingWeights,
    PersonalSettings,
    StoredWeights,
)
from emotune_gui.domain.session import Client, Purpose
from emotune_gui.engine import tuning
from emotune_gui.engine.tuning import TEMPLATE_REASON, Certainty, Curve, View
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.store import OpenStore, Store
from emotune_gui.ui.presenters.today import by_last_seen
from emotune_gui.ui.presenters.tuning_history import (
    RatingLine,
    VersionLine,
    read_ratings,
    version_lines,
)
from emotune_gui.ui.presenters.tuning_ledger import LedgerLine, WayBack, ledger_lines
from emotune_gui.ui.presenters.tuning_words import (
    ArmLine,
    OffsetRow,
    arm_lines,
    certainty_words,
    change_words,
    common_words,
    is_personal,
    offset_rows,
    settings_words,
    teaches_words,
)
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import shortened, translate

USUAL_VIEW = View()


@dataclass(frozen=True, slots=True)
class Insight:
    """What is known, as sentences."""

    audible: bool
    """Whether the mapping differs from the clinical one so that it can be heard."""
    change: str
    """How the mapping differs from the clinical one, after how many ratings."""
    certainty: str
    teaches: str
    common: str
    """What other clients of the practice contribute."""


@dataclass(frozen=True, slots=True)
class TuningContent:
    client: Client
    weights: MappingWeights
    rows: tuple[OffsetRow, ...]
    history: tuple[VersionLine, ...]
    """Newest first."""
    settings: PersonalSettings
    view: View
    curves: tuple[Curve, ...]
    known: Certainty
    insight: Insight
    arms: tuple[ArmLine, ...]
    ledger: tuple[LedgerLine, ...] = ()
    problem: str = ""
    """What of it is damaged, in one sentence; then the clinical mapping is shown."""

    @property
    def personal(self) -> bool:
        return is_personal(self.weights)

    @property
    def can_undo(self) -> bool:
        return any(line.active and line.version > 0 for line in self.history)

    @property
    def consented(self) -> bool:
        return Purpose.PERSONALISE in self.client.consents

    @property
    def touched(self) -> bool:
        """Whether there is anything to see beside the clinical mapping."""
        return self.personal or len(self.history) > 1


class TuningView(Protocol):
    def show_clients(self, clients: Sequence[Client]) -> None: ...

    def show_tuning(self, content: TuningContent) -> None: ...

    def show_curves(self, curves: Sequence[Curve]) -> None: ...

    def show_ratings(self, version: int, lines: Sequence[RatingLine]) -> None: ...

    def show_problem(self, sentence: str) -> None: ...

    def show_notice(self, sentence: str) -> None: ...


class TuningPresenter:
    """GUI thread only; the work is done by `tasks`."""

    def __init__(
        self,
        view: TuningView,
        open_store: OpenStore,
        tasks: Tasks,
        left_behind: Callable[[], str] = str,
    ) -> None:
        """`left_behind` says what of older templates could not be taken over; empty: nothing."""
        self._view = view
        self._left_behind = left_behind
        self._open = open_store
        self._tasks = tasks
        self._seen_along = USUAL_VIEW
        self._weights: MappingWeights | None = None

    def refresh(self) -> None:
        self._tasks.load(
            "tuning-clients",
            lambda: by_last_seen(self._open().clients.list()),
            self._view.show_clients,
            self._view.show_problem,
        )

    def show(self, client: Client) -> None:
        view = self._seen_along

        def shown(content: TuningContent) -> None:
            self._weights = None if content.problem else content.weights
            self._view.show_tuning(content)

        self._tasks.load(
            "tuning",
            lambda: read_tuning(self._open, client, view),
            shown,
            self._view.show_problem,
        )

    def look_along(self, view: View) -> None:
        """The same mapping along another way through the affect plane."""
        self._seen_along, weights = view, self._weights
        if weights is not None:
            self._tasks.load(
                "tuning-curves",
                lambda: tuning.curves(weights, view),
                self._view.show_curves,
                self._view.show_notice,
            )

    def show_ratings(self, client: Client, version: int) -> None:
        """What is behind a version."""
        self._tasks.load(
            "tuning-ratings",
            lambda: read_ratings(self._open, client, version),
            lambda lines: self._view.show_ratings(version, lines),
            self._view.show_notice,
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

    def restore(self, client: Client, version: int) -> None:
        """Any version again; the clinical mapping is version 0."""
        if version == 0:
            self.reset(client)
            return
        self._change(
            client,
            lambda: self._open().weights.restore(client.id, version),
            translate("Tuning", "Version {n} is in use again.").format(n=version),
        )

    def allow(self, client: Client, settings: PersonalSettings) -> None:
        """What the learning may do for this client from now on."""
        self._change(
            client,
            lambda: self._open().weights.set_settings(client.id, settings),
            settings_words(settings),
        )

    def copy_to(self, source: Client, target: Client) -> None:
        """Another client begins with this one's mapping, without any of the ratings behind it."""

        def work() -> object:
            weights = self._open().weights
            copied = tuning.as_beginning(weights.current(source.id))
            return weights.save(target.id, copied, kind=ChangeKind.COPIED)

        words = translate("Tuning", "{name} begins with a copy of this mapping.")
        self._change(source, work, words.format(name=shortened(target.name, 40)))

    def take_back(self, client: Client, back: WayBack) -> None:
        """What one line of the ledger changed."""
        if back.settings is not None:
            self.allow(client, back.settings)
        elif back.version is not None:
            self.restore(client, back.version)
        else:
            self.undo(client)

    def offer_copies(self, then: Callable[[Sequence[MappingTemplate]], None]) -> None:
        """Read the templates there are."""

        def read() -> tuple[Sequence[MappingTemplate], str]:
            templates = self._open().mapping_templates
            return templates.list(), self._left_behind() or sentence(templates.damaged())

        def shown(found: tuple[Sequence[MappingTemplate], str]) -> None:
            templates, problem = found
            if problem:
                self._view.show_notice(problem)
            then(templates)

        self._tasks.load("tuning-templates", read, shown, self._view.show_notice)

    def keep_template(self, name: str) -> None:
        weights = self._weights
        if weights is None:
            return
        words = translate("Tuning", "The mapping is kept as the template “{name}”.")
        self._tasks.act(
            lambda: self._open().mapping_templates.save(name, weights),
            lambda made: self._view.show_notice(words.format(name=shortened(made.name, 40))),
            self._view.show_notice,
        )

    def delete_template(self, template: MappingTemplate) -> None:
        """Clients who began from it keep their mapping."""
        words = translate("Tuning", "The template “{name}” was deleted.")
        self._tasks.act(
            lambda: self._open().mapping_templates.delete(template.name),
            lambda _: self._view.show_notice(words.format(name=shortened(template.name, 40))),
            self._view.show_notice,
        )

    def use_template(self, client: Client, template: MappingTemplate) -> None:
        """The client begins from it, as a new version."""
        beginning = tuning.as_beginning(
            template.weights, reason=TEMPLATE_REASON.format(name=template.name)
        )
        words = translate("Tuning", "The template “{name}” is in use.")
        self._change(
            client,
            lambda: self._open().weights.save(
                client.id, beginning, kind=ChangeKind.TEMPLATE, note=template.name
            ),
            words.format(name=shortened(template.name, 40)),
        )

    def _change(self, client: Client, work: Callable[[], object], sentence: str) -> None:
        def changed(_result: object) -> None:
            self._view.show_notice(sentence)
            self.show(client)

        self._tasks.act(work, changed, self._view.show_notice)


def others_to_copy_to(clients: Sequence[Client], source: Client) -> tuple[Client, ...]:
    """Those whose consent to personalise is in force."""
    able = (c for c in clients if c.id != source.id and Purpose.PERSONALISE in c.consents)
    return tuple(able)


def read_tuning(open_store: OpenStore, client: Client, view: View) -> TuningContent:
    """Reads the database; for a background thread."""
    store = open_store()
    history = store.weights.history(client.id)
    weights, settings, problem = _readable(store, client.id, history)
    titles = {song.id: song.title for song in store.songs.songs()} if weights.arms else {}
    known = tuning.certainty(weights)
    in_use = next((entry.version for entry in history if entry.active), 0)
    consented = Purpose.PERSONALISE in client.consents
    changes = store.mapping_changes.of_client(client.id)
    return TuningContent(
        client=client,
        weights=weights,
        rows=offset_rows(weights),
        history=version_lines(history),
        settings=settings,
        view=view,
        curves=tuning.curves(weights, view),
        known=known,
        insight=_insight(store, client, weights, known, titles),
        arms=arm_lines(weights.arms, titles),
        ledger=ledger_lines(changes, settings, in_use, consented=consented),
        problem=problem,
    )


def _readable(
    store: Store, client_id: int, history: Sequence[StoredWeights]
) -> tuple[MappingWeights, PersonalSettings, str]:
    """What is damaged is said and does not keep the page from showing the way out."""
    weights, settings, problem = CLINICAL_MAPPING, USUAL_SETTINGS, ""
    try:
        weights = store.weights.current(client_id)
    except StorageError as error:
        if not any(entry.active and entry.damaged for entry in history):
            raise
        problem = sentence(str(error))
    try:
        settings = store.weights.settings(client_id)
    except StorageError as error:
        problem = problem or sentence(str(error))
    return tuning.within(weights, settings.bounds), settings, problem


def _insight(
    store: Store,
    client: Client,
    weights: MappingWeights,
    known: Certainty,
    titles: dict[str, str],
) -> Insight:
    begins = not weights.ratings_used
    prior = weights.prior
    if begins and prior == CLINICAL_PRIOR:
        prior = tuning.prior_from(store.weights.population(client.id))
    said = tuning.sentences(weights)
    return Insight(
        audible=bool(said),
        change=change_words(weights.ratings_used, said, weights.arms, titles),
        certainty=certainty_words(known),
        teaches=teaches_words(tuning.teaches_most(weights)),
        common=common_words(tuning.common(prior), begins=begins),
    )
