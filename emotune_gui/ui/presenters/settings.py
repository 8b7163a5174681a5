"""What the therapist sets once: look, shown emotions, recogniser, defaults of a session."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from emotune_gui.domain.emotion import EMOTIONS, SHOWN_BY_DEFAULT, Emotion
from emotune_gui.domain.face import Recogniser
from emotune_gui.ui.background import Tasks
from emotune_gui.ui.presenters.locking import hashed, pin_problem
from emotune_gui.ui.presenters.microphones import DEFAULT
from emotune_gui.ui.sentences import sentence
from emotune_gui.ui.wording import translate

THEME, EMOTIONS_SHOWN = "window/theme", "emotions/shown"
PREDICTOR, SOURCE, SOUND = "landmarks/predictor", "session/source", "session/sound"
RECOGNISER, MIRRORED = "face/recogniser", "camera/mirrored"
MICROPHONE = "voice/microphone"
LOCK_MINUTES, LOCK_PIN = "lock/minutes", "lock/pin"
MARKERS, ASK_SCALES = "live/markers", "live/ask_scales"
BREATHS = "client_screen/breaths"
LOCK_RANGE, BREATHS_RANGE = (0, 120), (4.0, 8.0)
MOST_MARKERS = 4
THEMES = ("dark", "light", "system")
DRAWN_ORDER = (*EMOTIONS[1:], EMOTIONS[0])
"""From top to bottom: neutral last."""
SOURCES = ("camera", "recording", "images", "demonstration")


class KeyValues(Protocol):
    """The part of QSettings used here."""

    def value(self, key: str, /) -> object: ...

    def setValue(self, key: str, value: object, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Preferences:
    theme: str = "dark"
    shown: tuple[Emotion, ...] = SHOWN_BY_DEFAULT
    predictor: str = ""
    """Path of another 68-point dlib predictor; empty means the one that came along."""
    source: str = "camera"
    sound: bool = True
    recogniser: Recogniser = Recogniser.COMBINED
    mirrored: bool = False
    """Whether the camera's picture is shown as a mirror shows it."""
    microphone: str = DEFAULT
    """What sessions listen to: 'default', a microphone's name, or 'none'."""
    lock_minutes: int = 15
    """Without input the program locks itself after so long; 0 never."""
    lock_pin: str = ""
    """As `locking.hashed` makes it; empty: no PIN."""
    markers: tuple[str, ...] = ()
    """Typed presets of the keys 1 to 4; empty for the usual ones."""
    ask_scales: bool = True
    """Whether distress and the affective slider are asked for at start and end."""
    breaths: float = 6.0
    """Breaths a minute of the pacer on the client's screen, 4-8."""


def read_preferences(stored: KeyValues) -> Preferences:
    """Anything unreadable falls back to its default."""
    plain = Preferences()
    theme, source = str(stored.value(THEME)), str(stored.value(SOURCE))
    return Preferences(
        theme=theme if theme in THEMES else plain.theme,
        shown=_emotions(stored.value(EMOTIONS_SHOWN)) or plain.shown,
        predictor=str(stored.value(PREDICTOR) or ""),
        source=source if source in SOURCES else plain.source,
        sound=str(stored.value(SOUND)).lower() not in {"false", "0"},
        recogniser=_recogniser(stored.value(RECOGNISER)),
        mirrored=str(stored.value(MIRRORED)).lower() in {"true", "1"},
        microphone=str(stored.value(MICROPHONE) or plain.microphone),
        lock_minutes=round(_number(stored.value(LOCK_MINUTES), LOCK_RANGE, plain.lock_minutes)),
        lock_pin=str(stored.value(LOCK_PIN) or ""),
        markers=marker_presets(str(stored.value(MARKERS) or "").split("\n")),
        ask_scales=str(stored.value(ASK_SCALES)).lower() not in {"false", "0"},
        breaths=_number(stored.value(BREATHS), BREATHS_RANGE, plain.breaths),
    )


def marker_presets(labels: Iterable[str]) -> tuple[str, ...]:
    """The labels that can be keys: not empty, at most four, each once and short."""
    plain = [" ".join(label.split())[:24] for label in labels]
    return tuple(dict.fromkeys(label for label in plain if label))[:MOST_MARKERS]


def _number(value: object, bounds: tuple[float, float], usual: float) -> float:
    try:
        number = float(str(value))
    except ValueError:
        return usual
    return number if bounds[0] <= number <= bounds[1] else usual


def _recogniser(value: object) -> Recogniser:
    known = {recogniser.value: recogniser for recogniser in Recogniser}
    return known.get(str(value), Recogniser.COMBINED)


def _emotions(value: object) -> tuple[Emotion, ...]:
    names = set(str(value or "").split(","))
    return tuple(e for e in DRAWN_ORDER if e.value in names)


def predictor_problem(path: str) -> str:
    """One sentence when a landmarks file cannot be meant; empty when it can."""
    if not path.strip():
        return ""
    file = Path(path.strip()).expanduser()
    if not file.is_file():
        return translate("Settings", "There is no file at that place; choose another.")
    if file.suffix.lower() != ".dat":
        return translate("Settings", "A landmarks file of dlib ends in .dat; this one does not.")
    return ""


class SettingsView(Protocol):
    def show_preferences(self, preferences: Preferences) -> None: ...

    def show_predictor_problem(self, sentence: str) -> None: ...

    def show_predictor_being_read(self, path: str) -> None: ...

    def announce(self, preferences: Preferences) -> None:
        """Tell the rest of the window what is in force now."""


CheckFile = Callable[[str], str]
"""Reads a landmarks file as a session would; one sentence when it cannot be used. Slow."""


class SettingsPresenter:
    """Every change is stored and in force at once; nothing to confirm.

    Only a landmarks file is first read, on a background thread, and kept when it will do.
    """

    def __init__(
        self, view: SettingsView, stored: KeyValues, tasks: Tasks, check: CheckFile
    ) -> None:
        self._view = view
        self._stored = stored
        self._tasks = tasks
        self._check = check
        self._now = read_preferences(stored)

    @property
    def preferences(self) -> Preferences:
        return self._now

    def refresh(self) -> None:
        self._now = read_preferences(self._stored)
        self._view.show_preferences(self._now)

    def set_theme(self, theme: str) -> None:
        self._store(THEME, theme, replace(self._now, theme=theme))

    def set_shown(self, shown: Iterable[Emotion]) -> bool:
        """False, and nothing changed, when that would leave none to show."""
        wanted = set(shown)
        kept = tuple(e for e in DRAWN_ORDER if e in wanted)
        if not kept:
            return False
        text = ",".join(e.value for e in kept)
        self._store(EMOTIONS_SHOWN, text, replace(self._now, shown=kept))
        return True

    def set_predictor(self, path: str) -> None:
        """Empty takes the file that came along. A file that will not do changes nothing."""
        plain = path.strip()
        problem = predictor_problem(plain)
        if problem or not plain or plain == self._now.predictor:
            self._predictor_checked(plain, problem)
            return
        self._view.show_predictor_being_read(plain)
        self._tasks.load(
            "predictor",
            lambda: self._check(plain),
            lambda found: self._predictor_checked(plain, found),
            lambda sentence: self._predictor_checked(plain, sentence),
        )

    def _predictor_checked(self, path: str, problem: str) -> None:
        self._view.show_predictor_problem(sentence(problem))
        if not problem:
            self._store(PREDICTOR, path, replace(self._now, predictor=path))

    def set_recogniser(self, recogniser: Recogniser) -> None:
        self._store(RECOGNISER, recogniser.value, replace(self._now, recogniser=recogniser))

    def set_mirrored(self, on: bool) -> None:
        self._store(MIRRORED, str(on).lower(), replace(self._now, mirrored=on))

    def set_microphone(self, microphone: str) -> None:
        self._store(MICROPHONE, microphone, replace(self._now, microphone=microphone))

    def set_lock_minutes(self, minutes: int) -> None:
        self._store(LOCK_MINUTES, str(minutes), replace(self._now, lock_minutes=minutes))

    def set_lock_pin(self, pin: str) -> str:
        """Hash and store it; an empty one takes the PIN away. Returns why it cannot be one."""
        problem = pin_problem(pin)
        if not problem:
            self._tasks.act(lambda: hashed(pin), self._keep_pin, lambda _sentence: None)
        return problem

    def _keep_pin(self, made: str) -> None:
        self._store(LOCK_PIN, made, replace(self._now, lock_pin=made))
        self._view.show_preferences(self._now)

    def set_markers(self, labels: Iterable[str]) -> None:
        kept = marker_presets(labels)
        self._store(MARKERS, "\n".join(kept), replace(self._now, markers=kept))

    def set_ask_scales(self, on: bool) -> None:
        self._store(ASK_SCALES, str(on).lower(), replace(self._now, ask_scales=on))

    def set_breaths(self, breaths: float) -> None:
        self._store(BREATHS, str(breaths), replace(self._now, breaths=breaths))

    def set_source(self, source: str) -> None:
        self._store(SOURCE, source, replace(self._now, source=source))

    def set_sound(self, on: bool) -> None:
        self._store(SOUND, str(on).lower(), replace(self._now, sound=on))

    def _store(self, key: str, value: str, preferences: Preferences) -> None:
        if preferences == self._now:
            return
        self._stored.setValue(key, value)
        self._now = preferences
        self._view.announce(preferences)
