"""Before a session: client, plan, source and sound, and what is missing, said in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from emotune_gui.domain.learning import CLINICAL_MAPPING, MappingWeights
from emotune_gui.domain.session import Client
from emotune_gui.domain.song import SongInfo
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.microphones import DEFAULT, NONE, Microphones, offered
from emotune_gui.ui.presenters.songs import library_of
from emotune_gui.ui.presenters.start_checks import can_start, checks
from emotune_gui.ui.presenters.start_choices import (
    Camera,
    Check,
    Choices,
    Known,
    Preflight,
    SourceKind,
    StartRequest,
    Surroundings,
    Tried,
    audio_spec,
    source_spec,
    usual_microphone,
)
from emotune_gui.ui.presenters.start_tests import tried_checks, try_all
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.presenters.today import by_last_seen


class StartView(Protocol):
    def show_clients(self, clients: Sequence[Client]) -> None: ...

    def show_cameras(self, cameras: Sequence[Camera]) -> None: ...

    def show_microphones(self, choices: Sequence[tuple[str, str]], usual: str) -> None:
        """What can be listened to, `usual` unless something else was chosen; nothing hides it."""

    def show_checks(self, checks: Sequence[Check], *, ready: bool) -> None: ...

    def show_problem(self, sentence: str) -> None: ...

    def show_trying(self, *, on: bool) -> None:
        """Picture and sound are being tested."""

    def show_instruments(self, names: Sequence[str]) -> None:
        """What can play instead of the loudspeakers; nothing hides the choice."""

    def show_songs(self, songs: Sequence[SongInfo]) -> None:
        """Those that can be played first."""

    def choices(self) -> Choices: ...


class StartPresenter:
    def __init__(
        self,
        view: StartView,
        open_store: OpenStore,
        surroundings: Surroundings,
        tasks: Tasks,
        preflight: Preflight | None = None,
    ) -> None:
        self._preflight = preflight
        self._tried_with: tuple[str, str] | None = None
        self._view = view
        self._open = open_store
        self._surroundings = surroundings
        self._tasks = tasks
        self._known = Known()
        self._weights_of: int | None = None
        self._microphone = DEFAULT

    def set_microphone(self, microphone: str) -> None:
        """What a session with a camera listens to unless something else is chosen."""
        self._microphone = microphone
        self.changed()

    def refresh(self) -> None:
        """Read clients, cameras and the sound device anew."""
        self._tasks.load(
            "start-clients",
            lambda: by_last_seen(self._open().clients.list()),
            self._view.show_clients,
            self._view.show_problem,
        )
        self._tasks.load(
            "cameras", lambda: tuple(self._surroundings.cameras()), self._cameras, self._no_cameras
        )
        if self._preflight is not None:
            free = self._preflight.free_bytes
            self._tasks.load("disk", free, self._free, lambda _sentence: None)
        self._tasks.load("sound", self._surroundings.sound_problem, self._sound, self._sound)
        self._tasks.load(
            "microphones", self._surroundings.microphones, self._microphones, self._no_microphones
        )

        self._tasks.load(
            "instruments",
            lambda: tuple(self._surroundings.midi_instruments()),
            self._view.show_instruments,
            lambda _sentence: self._view.show_instruments(()),
        )
        self._tasks.load(
            "start-songs",
            lambda: library_of(self._open)().songs(),
            self._songs,
            lambda _sentence: self._songs(()),
        )

    def try_devices(self) -> None:
        """A look, a listen and a tone, as far as chosen and consented to."""
        if self._preflight is None:
            return
        choices, preflight = self._view.choices(), self._preflight
        self._tried_with = _devices(choices)
        self._view.show_trying(on=True)
        self._tasks.load(
            "start-tests",
            lambda: try_all(choices, preflight),
            self._tried,
            lambda sentence: self._tried(Tried(picture=sentence)),
        )

    def _tried(self, tried: Tried) -> None:
        self._known = replace(self._known, tried=tried)
        self._view.show_trying(on=False)
        self.changed()

    def _free(self, free: int) -> None:
        self._known = replace(self._known, free_bytes=free)
        self._check()

    def changed(self) -> None:
        """Something on the page was chosen."""
        if self._tried_with not in (None, _devices(self._view.choices())):
            self._tried_with, self._known = None, replace(self._known, tried=None)
        client = self._view.choices().client
        if client is not None and client.id != self._weights_of:
            self._read_weights(client)
        self._offer_microphones()
        self._check()

    def request(self) -> StartRequest | None:
        """None while something needed is missing."""
        choices = self._view.choices()
        if choices.client is None or not can_start(
            (*checks(choices, self._known), *tried_checks(self._known))
        ):
            return None
        return StartRequest(
            client_id=choices.client.id,
            plan=choices.plan,
            source_spec=source_spec(choices),
            audio=audio_spec(choices),
            microphone=choices.microphone if choices.uses_microphone else NONE,
            record=choices.record,
        )

    def _read_weights(self, client: Client) -> None:
        self._weights_of = client.id
        self._known = replace(self._known, weights=None)
        self._tasks.load(
            "weights",
            lambda: self._open().weights.current(client.id),
            self._weights,
            lambda _sentence: self._weights(CLINICAL_MAPPING),
        )

    def _weights(self, weights: MappingWeights) -> None:
        self._known = replace(self._known, weights=weights)
        self._check()

    def _songs(self, songs: tuple[SongInfo, ...]) -> None:
        self._known = replace(self._known, songs=songs)
        self._view.show_songs(songs)
        self._check()

    def _cameras(self, cameras: tuple[Camera, ...]) -> None:
        self._known = replace(self._known, cameras=cameras)
        self._view.show_cameras(cameras)
        self._check()

    def _no_cameras(self, _sentence: str) -> None:
        self._cameras(())

    def _sound(self, problem: str) -> None:
        self._known = replace(self._known, sound_problem=problem)
        self._check()

    def _microphones(self, known: Microphones) -> None:
        self._known = replace(self._known, microphones=known)
        self._offer_microphones()
        self._check()

    def _no_microphones(self, sentence: str) -> None:
        self._microphones(Microphones((), sentence))

    def _offer_microphones(self) -> None:
        choices = self._view.choices()
        if not choices.uses_microphone:
            self._view.show_microphones((), NONE)
            return
        usual = usual_microphone(choices.kind, self._microphone)
        recording = choices.kind is SourceKind.RECORDING
        self._view.show_microphones(
            offered(self._known.microphones, usual, recording=recording), usual
        )

    def _check(self) -> None:
        found = (*checks(self._view.choices(), self._known), *tried_checks(self._known))
        self._view.show_checks(found, ready=can_start(found))


def _devices(choices: Choices) -> tuple[str, str]:
    return source_spec(choices), choices.microphone
