"""The client list, instant search, consent and its withdrawal, archive and deletion."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol

from emotune_gui.domain.neutral import NeutralProfile
from emotune_gui.domain.review import SessionTrend
from emotune_gui.domain.session import MAX_NAME_LENGTH, Client, Purpose
from emotune_gui.domain.voice import VoiceProfile
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.recognisers import recogniser_words
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.wording import length_words, short_date, shortened, translate

SUGGESTED_CONSENTS = frozenset({Purpose.ANALYSE_FACE, Purpose.STORE_FEATURES, Purpose.PERSONALISE})
"""What a session with face, review and learning needs; offered, never ticked beforehand."""


class ClientsView(Protocol):
    def show_clients(self, clients: Sequence[Client], total: int) -> None:
        """`clients` match the search; `total` is how many there are without it."""

    def show_problem(self, sentence: str) -> None: ...

    def show_notice(self, sentence: str) -> None: ...

    def show_offer(self, sentence: str, label: str, action: Callable[[], object]) -> None:
        """A notice with something to press, such as Undo."""

    def show_trend(self, client_id: int, trends: Sequence[SessionTrend]) -> None:
        """What the sessions of this client came to, oldest first."""

    def select(self, client_id: int) -> None: ...

    def show_neutral(self, client_id: int, words: str) -> None:
        """What is stored of this client's face at rest, in words."""

    def show_voice(self, client_id: int, words: str, *, known: bool) -> None:
        """What is stored of this client's usual voice; `known`: there is something to forget."""

    def show_bans(self, client_id: int, count: int) -> None:
        """How many songs are not to be chosen for this client."""


class ClientForm(Protocol):
    """An open dialog for one client."""

    def accept(self) -> None: ...

    def show_invalid(self, sentence: str) -> None: ...


class ClientsPresenter:
    def __init__(self, view: ClientsView, open_store: OpenStore, tasks: Tasks) -> None:
        self._view = view
        self._open = open_store
        self._tasks = tasks
        self._all: tuple[Client, ...] = ()
        self._search = ""
        self._archived = False

    @property
    def clients(self) -> tuple[Client, ...]:
        return self._all

    def refresh(self, select: int | None = None) -> None:
        archived = self._archived

        def listed(clients: Sequence[Client]) -> None:
            self._all = tuple(clients)
            self._show()
            if select is not None:
                self._view.select(select)

        self._tasks.load(
            "clients",
            lambda: self._open().clients.list(archived=archived),
            listed,
            self._view.show_problem,
        )

    def search(self, text: str) -> None:
        """At once, on what was read already."""
        self._search = text
        self._show()

    def show_archived(self, archived: bool) -> None:
        self._archived = archived
        self.refresh()

    def create(self, form: ClientForm, name: str, consents: frozenset[Purpose]) -> None:
        if problem := name_problem(name):
            form.show_invalid(problem)
            return

        def created(client: Client) -> None:
            form.accept()
            self._say(translate("Clients", "{name} was added."), client.name)
            self.refresh(select=client.id)

        self._tasks.act(
            lambda: self._open().clients.create(name, consents), created, form.show_invalid
        )

    def rename(self, form: ClientForm, client: Client, name: str) -> None:
        if problem := name_problem(name):
            form.show_invalid(problem)
            return

        def save() -> None:
            if name.strip() != client.name:
                self._open().clients.rename(client.id, name)

        def saved(_result: object) -> None:
            form.accept()
            self._say(translate("Clients", "{name} was saved."), name)
            self.refresh(select=client.id)

        self._tasks.act(save, saved, form.show_invalid)

    def look_up_neutral(self, client: Client) -> None:
        """Read what is stored of the client's face at rest and show it."""

        def found(profiles: Sequence[NeutralProfile]) -> None:
            self._view.show_neutral(client.id, neutral_words(profiles, datetime.now(UTC)))

        def failed(sentence: str) -> None:
            self._view.show_neutral(client.id, sentence)

        self._tasks.load("neutral", lambda: self._open().neutrals.history(client.id), found, failed)

    def look_up_voice(self, client: Client) -> None:
        """Read what is stored of the client's usual voice and show it."""

        def found(profiles: Sequence[VoiceProfile]) -> None:
            words = voice_words(client, profiles, datetime.now(UTC))
            self._view.show_voice(client.id, words, known=bool(profiles))

        def failed(sentence: str) -> None:
            self._view.show_voice(client.id, sentence, known=False)

        self._tasks.load("voice", lambda: self._open().voices.history(client.id), found, failed)

    def forget_voice(self, client: Client) -> None:
        """The next session learns it anew, so nothing has to be confirmed."""

        def forgotten(_result: object) -> None:
            self._say(translate("Clients", "The usual voice of {name} is forgotten."), client.name)
            self.look_up_voice(client)

        self._tasks.act(
            lambda: self._open().voices.forget(client.id), forgotten, self._view.show_notice
        )

    def look_up_bans(self, client: Client) -> None:
        """Read which songs are never chosen for this client and show how many."""

        def found(bans: frozenset[str]) -> None:
            self._view.show_bans(client.id, len(bans))

        self._tasks.load(
            "bans",
            lambda: self._open().songs.bans(client.id),
            found,
            lambda _sentence: self._view.show_bans(client.id, 0),
        )

    def archive(self, client: Client) -> None:
        """Out of the daily list, or back in it; the notice offers to undo it."""
        back = client.archived
        sentence = (
            translate("Clients", "{name} is in the list again.")
            if back
            else translate("Clients", "{name} was archived; nothing was deleted.")
        )

        def done(_result: object) -> None:
            said = sentence.format(name=shortened(client.name))
            undo = translate("Clients", "Undo")
            self._view.show_offer(said, undo, lambda: self._unarchive(client))
            self.refresh()

        self._tasks.act(
            lambda: self._open().clients.archive(client.id, not back),
            done,
            self._view.show_notice,
        )

    def _unarchive(self, client: Client) -> None:
        """As it was before `archive`."""
        sentence = translate("Clients", "Undone; {name} is as before.")
        self._change(
            lambda: self._open().clients.archive(client.id, client.archived),
            sentence,
            client.name,
            select=client.id,
        )

    def merge(self, kept: Client, merged: Client) -> None:
        """Two records of one person become the first."""
        sentence = translate("Clients", "{name} now holds both records.")
        self._change(
            lambda: self._open().clients.merge(kept.id, merged.id),
            sentence,
            kept.name,
            select=kept.id,
        )

    def look_up_trend(self, client: Client) -> None:
        """Read what the sessions came to and show it small."""

        def found(trends: Sequence[SessionTrend]) -> None:
            self._view.show_trend(client.id, trends)

        self._tasks.load(
            "trend",
            lambda: self._open().trends.of_client(client.id),
            found,
            lambda _sentence: self._view.show_trend(client.id, ()),
        )

    def delete(self, client: Client) -> None:
        """With every session, rating and mapping of theirs."""
        self._change(
            lambda: self._open().clients.delete(client.id),
            translate("Clients", "{name} and all their sessions were deleted."),
            client.name,
        )

    def _change(
        self, work: Callable[[], object], sentence: str, name: str, select: int | None = None
    ) -> None:
        def changed(_result: object) -> None:
            self._say(sentence, name)
            self.refresh(select=select)

        self._tasks.act(work, changed, self._view.show_notice)

    def _say(self, sentence: str, name: str) -> None:
        self._view.show_notice(sentence.format(name=shortened(name)))

    def _show(self) -> None:
        found = [c for c in self._all if matches(c.name, self._search)]
        self._view.show_clients(found, len(self._all))


def neutral_words(profiles: Sequence[NeutralProfile], now: datetime) -> str:
    """The newest version of each recogniser, newest first: 'v3, 12 Nov (all together)'."""
    if not profiles:
        return translate("Clients", "Not measured yet; Calibrate on the live page does it.")
    newest = {profile.recogniser: profile for profile in profiles}
    line = translate("Clients", "Version {0}, {1}, for: {2}")
    return "\n".join(
        line.format(p.version, short_date(p.made_at, now), recogniser_words(p.recogniser).name)
        for p in sorted(newest.values(), key=lambda p: -p.version)
    )


def voice_words(client: Client, profiles: Sequence[VoiceProfile], now: datetime) -> str:
    """'Version 2, 12 Nov, from 3 min of speech'."""
    if profiles:
        newest = profiles[-1]
        line = translate("Clients", "Version {0}, {1}, from {2} of speech")
        return line.format(
            newest.version, short_date(newest.made_at, now), length_words(newest.speech_s)
        )
    if not {Purpose.ANALYSE_VOICE, Purpose.STORE_FEATURES} <= client.consents:
        return translate("Clients", "Not kept: that needs the consents to listen and to keep.")
    return translate("Clients", "Not known yet; sessions learn it while the client speaks.")


def matches(name: str, search: str) -> bool:
    """Every typed word occurs in the name; case and accents do not matter."""
    plain = folded(name)
    return all(word in plain for word in folded(search).split())


def folded(text: str) -> str:
    """Compatibility caseless form (Unicode 3.13, D146) without accents."""
    plain = unicodedata.normalize("NFD", text)
    for _ in range(2):
        plain = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def name_problem(name: str) -> str:
    """One sentence, or nothing when the name will do."""
    plain = name.strip()
    if not plain:
        return translate("Clients", "Please type a name.")
    if len(plain) > MAX_NAME_LENGTH:
        return translate(
            "Clients", "That name has {n} characters; please use at most {most}."
        ).format(n=len(plain), most=MAX_NAME_LENGTH)
    if any(unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"} for c in plain):
        return translate(
            "Clients", "The name holds a line break or an invisible control sign; please remove it."
        )
    return ""


def may_delete(client: Client, typed: str) -> bool:
    """True once the name was typed as it stands."""
    normal = unicodedata.normalize("NFC", typed).strip()
    return normal == unicodedata.normalize("NFC", client.name).strip()
