"""What is asked of an analysis of recordings, and what comes back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.session import Strategy


class TierFormat(StrEnum):
    """Programs for annotation that read what is written beside a table."""

    EAF = "eaf"
    """ELAN."""
    TEXTGRID = "textgrid"
    """Praat."""


class FaceChoice(StrEnum):
    """Whose face is read where several are in the picture."""

    ALONE = "alone"
    """Nobody's, as in a session in which nobody has been chosen."""
    LARGEST = "largest"
    """The largest, followed until it is gone."""
    PORTRAIT = "portrait"
    """That of the person on a photograph; nobody else's, also where it is alone."""


@dataclass(frozen=True, slots=True)
class AnalysisOptions:
    """What to make of every file. The same options and file give the same bytes anywhere."""

    every_ms: int = 0
    """Least time between two pictures that are looked at; 0 looks at every one."""
    voice: bool = True
    """Whether the sound is listened to, where there is any."""
    overlay: bool = False
    landmarks: bool = False
    music: Strategy | None = None
    """Make the music that would have been played with this strategy."""
    tiers: tuple[TierFormat, ...] = ()
    recogniser: Recogniser = Recogniser.COMBINED
    labels: Path | None = None
    """A person's labels of the one file, or a folder of them by the files' names; without it
    those beside the recording are taken."""
    face: FaceChoice = FaceChoice.ALONE
    portrait: Path | None = None
    """A photograph of the person alone, for FaceChoice.PORTRAIT; it is read, never stored."""

    @property
    def endings(self) -> frozenset[str]:
        """Of all files that may be made."""
        asked = {
            (".landmarks.csv",): self.landmarks,
            (".overlay.mp4", ".overlay.png"): self.overlay,
            (".wav", ".mid", ".bars.json"): self.music is not None,
            (".eaf",): TierFormat.EAF in self.tiers,
            (".TextGrid",): TierFormat.TEXTGRID in self.tiers,
        }
        made = (ending for endings, wanted in asked.items() if wanted for ending in endings)
        return frozenset({".csv", ".json", *made})

    def stated(self) -> dict[str, Any]:
        """As JSON; `options_from` reads it."""
        stated = asdict(self)
        stated["labels"] = None if self.labels is None else str(self.labels)
        stated["tiers"] = list(self.tiers)
        stated["portrait"] = None if self.portrait is None else str(self.portrait)
        return stated


def options_from(stated: dict[str, Any]) -> AnalysisOptions:
    """Raises KeyError or ValueError for anything but what `stated` gave."""
    music, labels, portrait = stated["music"], stated["labels"], stated.get("portrait")
    return AnalysisOptions(
        every_ms=int(stated["every_ms"]),
        voice=bool(stated["voice"]),
        overlay=bool(stated["overlay"]),
        landmarks=bool(stated["landmarks"]),
        music=None if music is None else Strategy(music),
        tiers=tuple(TierFormat(name) for name in stated["tiers"]),
        recogniser=Recogniser(stated["recogniser"]),
        labels=None if labels is None else Path(labels),
        face=FaceChoice(stated.get("face", FaceChoice.ALONE)),
        portrait=None if portrait is None else Path(portrait),
    )


class Kind(StrEnum):
    """What a recording is."""

    FILM = "film"
    PHOTO = "photo"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Job:
    """One recording and the stem of the files that are made of it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class FileResult:
    """A recording that is done. `summary` is what NAME.json holds."""

    source: Path
    folder: Path
    name: str
    summary: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        return Kind(self.summary["kind"])

    @property
    def csv(self) -> Path:
        return self.folder / f"{self.name}.csv"

    @property
    def json(self) -> Path:
        return self.folder / f"{self.name}.json"

    @property
    def landmarks(self) -> Path | None:
        return self._made(".landmarks.csv")

    @property
    def overlay(self) -> Path | None:
        return self._made(".overlay.mp4")

    @property
    def wav(self) -> Path | None:
        return self._made(".wav")

    @property
    def midi(self) -> Path | None:
        return self._made(".mid")

    @property
    def files(self) -> tuple[Path, ...]:
        """All that were made, in the order they are named in the summary."""
        return tuple(self.folder / f"{self.name}{ending}" for ending in self.summary["files"])

    def _made(self, ending: str) -> Path | None:
        return self.folder / f"{self.name}{ending}" if ending in self.summary["files"] else None


class FileState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class FileProgress:
    """Where one recording stands. Seconds are the recording's own but for `left_s`."""

    id: int
    path: Path
    name: str
    state: FileState
    share: float = 0.0
    """0 to 1; 0 while the length is unknown."""
    position_s: float = 0.0
    duration_s: float = 0.0
    """0 where the recording does not say."""
    speed: float = 0.0
    """Seconds of the recording a second; 0 before it is known."""
    left_s: float | None = None
    """Seconds until it is done, as far as can be told."""
    message: str = ""
    """Why it failed, in one sentence."""
    resumed: bool = False
    """True when it had been done before."""
    result: FileResult | None = None


@dataclass(frozen=True, slots=True)
class QueueSnapshot:
    """The whole queue at one moment."""

    files: tuple[FileProgress, ...] = ()
    searching: bool = False
    """True while folders are being searched."""
    paused: bool = False
    finished: bool = False
    """True when nothing waits and nothing runs."""
    counts: dict[FileState, int] = field(default_factory=dict)
    share: float = 0.0
    speed: float = 0.0
    """Of all files under way together."""
    left_s: float | None = None
    notices: tuple[str, ...] = ()
