"""What can be chosen before a session, and what is known of machine and client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import MappingWeights
from emotune_gui.domain.session import Client, Plan, Purpose
from emotune_gui.domain.song import SongInfo
from emotune_gui.ui.presenters.microphones import DEFAULT, NONE, SOURCE, Heard, Microphones
from emotune_gui.ui.wording import translate

DEMONSTRATION = "demo"
AUDIO_DEVICE, AUDIO_NONE, AUDIO_MIDI = "device", "none", "midi:"

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
    record: frozenset[Purpose] = frozenset()
    """RECORD_VIDEO and RECORD_AUDIO, as chosen for this session alone."""


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

    def midi_instruments(self) -> Sequence[str]:
        """Names of what can play instead of the loudspeakers; empty when nothing can."""


@dataclass(frozen=True, slots=True)
class PictureSeen:
    """What a short look at the source showed."""

    dark: bool
    faces: int


class Preflight(Protocol):
    """Tries the devices before a session. Slow; raises EmoTuneError."""

    def free_bytes(self) -> int: ...

    def look(self, source: str) -> PictureSeen | None:
        """None when no picture came."""

    def hear(self, microphone: str) -> Heard: ...

    def tone(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Tried:
    """What a test of picture and sound told; a sentence where it could not be done."""

    picture: PictureSeen | str | None = ""
    heard: Heard | str = ""
    tone: str = ""
    """'played', or why not."""


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
    midi: str = ""
    """Name of the MIDI instrument that plays; empty for the loudspeakers."""
    record: frozenset[Purpose] = frozenset()
    """What of the client is to be recorded, consented to."""

    @property
    def listens(self) -> bool:
        """Whether the client consents to being listened to, so that there is a choice."""
        return self.client is not None and Purpose.ANALYSE_VOICE in self.client.consents

    @property
    def uses_microphone(self) -> bool:
        """To listen, or to record the sound without analysing it."""
        return self.listens or Purpose.RECORD_AUDIO in self.record


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out about the machine and the client; None while still looking."""

    cameras: tuple[Camera, ...] | None = None
    sound_problem: str | None = None
    weights: MappingWeights | None = None
    microphones: Microphones | None = None
    songs: tuple[SongInfo, ...] | None = None
    free_bytes: int | None = None
    tried: Tried | None = None
    """The last test of devices, until another source or microphone is chosen."""


def source_spec(choices: Choices) -> str:
    if choices.kind is SourceKind.CAMERA:
        return choices.camera
    return DEMONSTRATION if choices.kind is SourceKind.DEMONSTRATION else choices.path


def audio_spec(choices: Choices) -> str:
    if not choices.sound:
        return AUDIO_NONE
    return AUDIO_MIDI + choices.midi if choices.midi else AUDIO_DEVICE


def usual_microphone(kind: SourceKind, preferred: str) -> str:
    """A recording brings its own sound; pictures and the demonstration have nobody to listen to."""
    if kind is SourceKind.RECORDING:
        return SOURCE
    return preferred if kind is SourceKind.CAMERA else NONE
