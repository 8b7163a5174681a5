"""Before a session: client, plan, source and sound, and what is missing, said in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING, MappingWeights
from emotune_gui.domain.session import Client, Plan, Purpose
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.microphones import DEFAULT, NONE, SOURCE, Microphones, offered
from emotune_gui.ui.presenters.store import OpenStore
from emotune_gui.ui.presenters.today import by_last_seen
from emotune_gui.ui.presenters.tuning import is_personal
from emotune_gui.ui.wording import shortened, translate

DEMONSTRATION = "demo"
AUDIO_DEVICE, AUDIO_NONE = "device", "none"

LOUDEST_RANGE = (50, 100)
"""Mean MIDI velocity the therapist may allow (domain: loudness 40-100)."""

TARGETS: tuple[tuple[str, Affect], ...] = (
    ("calm", Affect(0.5, -0.4)),
    ("happy", Affect(0.7, 0.4)),
    ("neutral", Affect(0.0, 0.0)),
    ("energetic", Affect(0.4, 0.7)),
)
"""Presets of the target picker, by a code that `target_word` names."""


def target_word(code: str) -> str:
    words = {
        "calm": translate("Start", "Calm"),
        "happy": translate("Start", "Happy"),
        "neutral": translate("Start", "Neutral"),
        "energetic": translate("Start", "Energetic"),
    }
    return words[code]


@dataclass(frozen=True, slots=True)
class StartRequest:
    """Everything the engine needs to begin. `source_spec`: a camera index, a path or 'demo'.

    The plan's seed is left for the one who starts the session to draw.
    """

    client_id: int
    plan: Plan
    source_spec: str
    audio: str
    microphone: str = NONE
    """What is listened to: 'default', a microphone's name, 'source' or 'none'."""


@dataclass(frozen=True, slots=True)
class Camera:
    spec: str
    """What `StartRequest.source_spec` takes: its index as text."""
    name: str


class Surroundings(Protocol):
    """What this machine has. All may take a while and are asked on a background thread."""

    def cameras(self) -> Sequence[Camera]: ...

    def sound_problem(self) -> str:
        """One sentence on why nothing would be heard; empty when a device is there."""

    def microphones(self) -> Microphones: ...


class SourceKind(StrEnum):
    CAMERA = "camera"
    RECORDING = "recording"
    IMAGES = "images"
    DEMONSTRATION = "demonstration"


class Grade(StrEnum):
    """READY needs nothing, NOTICE can start all the same, MISSING stands in the way."""

    READY = "ready"
    NOTICE = "notice"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Check:
    grade: Grade
    text: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What is chosen on the page now."""

    client: Client | None = None
    plan: Plan = field(default_factory=Plan)
    kind: SourceKind = SourceKind.CAMERA
    camera: str = ""
    path: str = ""
    sound: bool = True
    microphone: str = DEFAULT

    @property
    def listens(self) -> bool:
        """Whether the client consents to being listened to, so that there is a choice."""
        return self.client is not None and Purpose.ANALYSE_VOICE in self.client.consents


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out about the machine and the client; None while still looking."""

    cameras: tuple[Camera, ...] | None = None
    sound_problem: str | None = None
    weights: MappingWeights | None = None
    microphones: Microphones | None = None


class StartView(Protocol):
    def show_clients(self, clients: Sequence[Client]) -> None: ...

    def show_cameras(self, cameras: Sequence[Camera]) -> None: ...

    def show_microphones(self, choices: Sequence[tuple[str, str]], usual: str) -> None:
        """What can be listened to, `usual` unless something else was chosen; nothing hides it."""

    def show_checks(self, checks: Sequence[Check], *, ready: bool) -> None: ...

    def show_problem(self, sentence: str) -> None: ...

    def choices(self) -> Choices: ...


class StartPresenter:
    def __init__(
        self,
        view: StartView,
        open_store: OpenStore,
        surroundings: Surroundings,
        tasks: Tasks,
    ) -> None:
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
        self._tasks.load("sound", self._surroundings.sound_problem, self._sound, self._sound)
        self._tasks.load(
            "microphones", self._surroundings.microphones, self._microphones, self._no_microphones
        )

    def changed(self) -> None:
        """Something on the page was chosen."""
        client = self._view.choices().client
        if client is not None and client.id != self._weights_of:
            self._read_weights(client)
        self._offer_microphones()
        self._check()

    def request(self) -> StartRequest | None:
        """None while something needed is missing."""
        choices = self._view.choices()
        if choices.client is None or not can_start(checks(choices, self._known)):
            return None
        return StartRequest(
            client_id=choices.client.id,
            plan=choices.plan,
            source_spec=source_spec(choices),
            audio=AUDIO_DEVICE if choices.sound else AUDIO_NONE,
            microphone=choices.microphone if choices.listens else NONE,
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
        if not choices.listens:
            self._view.show_microphones((), NONE)
            return
        usual = usual_microphone(choices.kind, self._microphone)
        recording = choices.kind is SourceKind.RECORDING
        self._view.show_microphones(
            offered(self._known.microphones, usual, recording=recording), usual
        )

    def _check(self) -> None:
        found = checks(self._view.choices(), self._known)
        self._view.show_checks(found, ready=can_start(found))


def source_spec(choices: Choices) -> str:
    if choices.kind is SourceKind.CAMERA:
        return choices.camera
    return DEMONSTRATION if choices.kind is SourceKind.DEMONSTRATION else choices.path


def usual_microphone(kind: SourceKind, preferred: str) -> str:
    """A recording brings its own sound; pictures and the demonstration have nobody to listen to."""
    if kind is SourceKind.RECORDING:
        return SOURCE
    return preferred if kind is SourceKind.CAMERA else NONE


def can_start(found: Sequence[Check]) -> bool:
    return all(check.grade is not Grade.MISSING for check in found)


def checks(choices: Choices, known: Known) -> tuple[Check, ...]:
    """Client, source, consent, sound, voice and mapping, each in one sentence."""
    found = [_source_check(choices, known)]
    if choices.client is None:
        who = translate("Start", "Choose who the session is with.")
        found.insert(0, Check(Grade.MISSING, who))
    else:
        found += _consent_checks(choices.client)
    found.append(_sound_check(choices, known))
    if choices.client is not None:
        found.append(_voice_check(choices, known))
    if choices.client is not None and known.weights is not None:
        found.append(_mapping_check(choices.client, known.weights))
    return tuple(found)


def _source_check(choices: Choices, known: Known) -> Check:
    if choices.kind is SourceKind.DEMONSTRATION:
        return Check(
            Grade.READY, translate("Start", "The demonstration plays instead of a camera.")
        )
    if choices.kind is SourceKind.CAMERA:
        return _camera_check(choices, known)
    if not choices.path:
        return Check(Grade.MISSING, translate("Start", "Choose the file or folder to open."))
    if not Path(choices.path).exists():
        return Check(
            Grade.MISSING, translate("Start", "What you chose is not there any more; choose again.")
        )
    return Check(Grade.READY, translate("Start", "Pictures come from the chosen file or folder."))


def _camera_check(choices: Choices, known: Known) -> Check:
    if known.cameras is None:
        return Check(Grade.MISSING, translate("Start", "Looking for cameras…"))
    if not known.cameras:
        return Check(
            Grade.MISSING,
            translate(
                "Start",
                "No camera was found. Connect one and press Look again, or open a recording or "
                "the demonstration.",
            ),
        )
    if choices.camera not in {camera.spec for camera in known.cameras}:
        return Check(Grade.MISSING, translate("Start", "Choose a camera."))
    return Check(Grade.READY, translate("Start", "A camera is connected."))


def _consent_checks(client: Client) -> list[Check]:
    found = []
    if Purpose.ANALYSE_FACE not in client.consents:
        found.append(
            translate(
                "Start",
                "No consent to read the face: the music plays, but no emotion will be shown.",
            )
        )
    elif Purpose.STORE_FEATURES not in client.consents:
        found.append(
            translate(
                "Start",
                "No consent to keep the emotion curves: review will show the music only.",
            )
        )
    if Purpose.PERSONALISE not in client.consents:
        found.append(
            translate("Start", "No consent to learn: ratings are kept but do not tune the music.")
        )
    if not found:
        with_voice = translate("Start", "Consent covers face, voice, review and learning.")
        without = translate("Start", "Consent covers face, review and learning.")
        voice = Purpose.ANALYSE_VOICE in client.consents
        return [Check(Grade.READY, with_voice if voice else without)]
    return [Check(Grade.NOTICE, text) for text in found]


def _sound_check(choices: Choices, known: Known) -> Check:
    if not choices.sound:
        return Check(Grade.NOTICE, translate("Start", "Sound is off: the session runs silent."))
    if known.sound_problem is None:
        return Check(Grade.READY, translate("Start", "Looking for a sound device…"))
    if known.sound_problem:
        return Check(Grade.NOTICE, known.sound_problem)
    return Check(Grade.READY, translate("Start", "A sound device is ready."))


def _voice_check(choices: Choices, known: Known) -> Check:
    if not choices.listens:
        words = translate("Start", "No consent to listen: the microphone stays closed.")
        return Check(Grade.READY, words)
    if choices.microphone == NONE:
        words = translate("Start", "No microphone is chosen: the face alone is read.")
        return Check(Grade.NOTICE, words)
    if choices.microphone == SOURCE:
        words = translate("Start", "The voice comes from the recording's sound.")
        return Check(Grade.READY, words)
    if known.microphones is None:
        return Check(Grade.READY, translate("Start", "Looking for a microphone…"))
    return _microphone_check(choices.microphone, known.microphones)


def _microphone_check(chosen: str, known: Microphones) -> Check:
    if not known.found:
        plain = translate("Start", "No microphone was found; the session goes on by the face.")
        return Check(Grade.NOTICE, known.problem or plain)
    if chosen != DEFAULT and not known.has(chosen):
        words = translate(
            "Start",
            "The microphone {0} is not connected. Connect it and press Look again, or choose "
            "another.",
        )
        return Check(Grade.NOTICE, words.format(shortened(chosen, 40)))
    name = known.default if chosen == DEFAULT else chosen
    if not name:
        return Check(Grade.READY, translate("Start", "A microphone is connected."))
    words = translate("Start", "The microphone {0} is connected.")
    return Check(Grade.READY, words.format(shortened(name, 40)))


def _mapping_check(client: Client, weights: MappingWeights) -> Check:
    if not is_personal(weights) or Purpose.PERSONALISE not in client.consents:
        return Check(Grade.READY, translate("Start", "The clinical mapping, not yet personal."))
    return Check(
        Grade.READY,
        translate("Start", "Personal mapping, version {n}. {reason}").format(
            n=weights.version, reason=weights.reason
        ),
    )
