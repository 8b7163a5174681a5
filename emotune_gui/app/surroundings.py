"""What the pages ask of this computer: cameras, sound, microphones, and what files are worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from emotune_gui.domain.face import Recogniser
from emotune_gui.domain.faults import SourceUnavailable
from emotune_gui.domain.ports import SoundSource
from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray
from emotune_gui.ui.presenters.microphones import Heard, Microphone, Microphones
from emotune_gui.ui.presenters.start_choices import Camera, PictureSeen

PIECE_S = 0.1
HEARD_PIECES = 20


class Machine:
    """Fits `Surroundings` and `Preflight` of `ui.presenters.start_choices`, and
    `ui.presenters.microphones.Ears`.

    `in_use` says whether a session has the devices open just now.
    """

    def __init__(self, in_use: Callable[[], bool]) -> None:
        self._in_use = in_use

    def cameras(self) -> Sequence[Camera]:
        from emotune_gui.engine.surroundings import cameras

        return [Camera(str(camera.index), camera.name) for camera in cameras()]

    def sound_problem(self) -> str:
        """Opening the device a second time would silence the session that has it."""
        if self._in_use():
            return ""
        from emotune_gui.engine.surroundings import sound_problem

        return sound_problem()

    def microphones(self) -> Microphones:
        from emotune_gui.capture.microphone import list_microphones, why_no_microphone

        found = tuple(Microphone(m.name, m.default) for m in list_microphones())
        return Microphones(found, "" if found else why_no_microphone())

    def midi_instruments(self) -> Sequence[str]:
        from emotune_gui.engine.surroundings import midi_instruments

        return midi_instruments()

    def free_bytes(self) -> int:
        from emotune_gui.engine.places import database_path
        from emotune_gui.engine.preflight import free_bytes

        return free_bytes(database_path().parent)

    def look(self, source: str) -> PictureSeen | None:
        """Raises EmoTuneError: no picture to be had, or a session is using the camera."""
        self._refuse_in_use()
        from emotune_gui.capture.opening import open_source
        from emotune_gui.domain.clock import SystemClock
        from emotune_gui.engine.preflight import look

        found = look(open_source(source), SystemClock())
        return None if found is None else PictureSeen(found.dark, found.faces)

    def tone(self) -> None:
        """Raises EmoTuneError: no sound device, or a session is using it."""
        self._refuse_in_use()
        from emotune_gui.domain.clock import SystemClock
        from emotune_gui.engine.preflight import play_tone
        from emotune_gui.music.playing.sinks import open_sink

        play_tone(open_sink("device", SystemClock()))

    def hear(self, microphone: str) -> Heard:
        """The loudest tenth of two seconds. Raises EmoTuneError."""
        levels: list[Heard] = []
        empty = 0

        def take(heard: Heard | None) -> bool:
            nonlocal empty
            if heard is None:
                empty += 1
            else:
                levels.append(heard)
            return len(levels) + empty < HEARD_PIECES

        self.listen(microphone, take)
        if not levels:
            raise SourceUnavailable("The microphone gives no sound; check its cable or switch.")
        return max(levels, key=lambda heard: heard.level_dbfs)

    def _refuse_in_use(self) -> None:
        if self._in_use():
            raise SourceUnavailable("A session is running; test when it has ended.")

    def listen(self, microphone: str, heard: Callable[[Heard | None], bool]) -> None:
        """Hand on the level of every tenth of a second until `heard` says False.

        Raises EmoTuneError: no microphone, or a session is using it.
        """
        if self._in_use():
            raise SourceUnavailable("A session is running; test the microphone when it has ended.")
        from emotune_gui.capture.sound_opening import open_sound

        source = open_sound(microphone)
        if source is None:
            raise SourceUnavailable("No microphone is chosen; choose one to test it.")
        try:
            source.open()
            hand_on(source, heard)
        finally:
            source.close()


def hand_on(source: SoundSource, heard: Callable[[Heard | None], bool]) -> None:
    """Levels of an open source, a tenth of a second each; None while nothing comes."""
    from emotune_gui.capture.sound_level import sound_level

    pieces: list[SoundArray] = []
    listening = True
    while listening:
        block = source.read()
        if block is None:
            listening = heard(None)
            continue
        pieces.append(block.samples)
        if sum(map(len, pieces)) >= PIECE_S * SAMPLE_RATE:
            level = sound_level(np.concatenate(pieces))
            pieces.clear()
            listening = heard(Heard(level.rms_dbfs, level.clipped))


def recogniser_problems() -> dict[Recogniser, str]:
    """Why a recogniser cannot be chosen, one sentence each; empty when all are installed."""
    from emotune_gui.perception.opening import missing_file

    problems = {}
    for recogniser in Recogniser:
        file = missing_file(recogniser)
        if file is not None:
            problems[recogniser] = f"Not installed: its file {file.name} is missing."
    return problems


def landmark_file_problem(path: str) -> str:
    """One sentence on why a session could not use this landmark file; empty when it could.

    Reads the whole file (100 MB take about a second): never on the GUI thread.
    """
    from emotune_gui.domain.face import FaceBox
    from emotune_gui.domain.faults import EmoTuneError
    from emotune_gui.perception.face.landmarks import LandmarkFitter, predictor_file

    try:
        fitter = LandmarkFitter(predictor_file(Path(path).expanduser()))
    except EmoTuneError as error:
        return str(error)
    points = fitter.fit(np.full((96, 96), 128, np.uint8), FaceBox(16, 16, 64, 64))
    if points.shape == (68, 2):
        return ""
    return f"This file finds {len(points)} points; EmoTune needs one that finds 68."
