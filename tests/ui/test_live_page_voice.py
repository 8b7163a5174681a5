"""The voice on the live page as mouse and keyboard reach it, at every size."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from emotune_gui.domain.emotion import EMOTIONS
from emotune_gui.domain.face import FaceState
from emotune_gui.domain.live import SourceState
from emotune_gui.domain.voice import VoiceState
from emotune_gui.ui.presenters import live_voice_words
from emotune_gui.ui.shell import MainWindow
from emotune_gui.ui.views.live import LivePage
from emotune_gui.ui.views.live_board import Side
from tests.ui.fake_live import FakeControl
from tests.ui.live_values import MICROPHONE, UNWILLING

SIZES = [(1024, 700), (1200, 680), (1366, 768), (1700, 900), (1920, 1080)]


class Clock:
    def __init__(self) -> None:
        self.t = 10.0

    def __call__(self) -> float:
        return self.t


class Stage:
    def __init__(self, qtbot) -> None:
        self.clock = Clock()
        self.page = LivePage(now=self.clock)
        window = self.window = MainWindow(
            {"live": lambda: self.page, "today": QWidget}, first_page="live"
        )
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        self.control = FakeControl(self.clock, microphone=MICROPHONE)
        self.control.advance()
        self.page.attach(self.control)
        self.page._timer.stop()

    @property
    def panel(self):
        return self.page.views.voice

    def run(self, seconds: float = 0.5) -> None:
        for _ in range(round(seconds / 0.05)):
            self.clock.t += 0.05
            self.control.advance(0.05)
            self.page.presenter.tick()


@pytest.fixture
def stage(qtbot):
    made = Stage(qtbot)
    yield made
    if isValid(made.page):
        made.page.detach()


def test_m_mutes_and_listens_again(stage, qtbot):
    stage.run()
    qtbot.keyClick(stage.page, Qt.Key.Key_M)
    stage.run()
    assert stage.control.calls == [("muted", True)]
    assert stage.panel.mute_button.isChecked()
    assert stage.panel.meter.words == "muted" and stage.panel.meter.level is None
    assert "M listens again" in stage.page.views.notices.message
    qtbot.keyClick(stage.page, Qt.Key.Key_M)
    stage.run()
    assert stage.control.calls[-1] == ("muted", False)
    assert not stage.panel.mute_button.isChecked()


def test_the_button_mutes_and_shows_its_key(stage, qtbot):
    stage.run()
    button = stage.panel.mute_button
    assert button.key == "M"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert stage.control.calls == [("muted", True)]
    stage.control.muted = False
    stage.run()
    assert not button.isChecked(), "it shows what the engine says"


def test_m_writes_a_letter_in_a_note(stage, qtbot):
    stage.run()
    field = stage.page.views.transport.note_field
    field.setFocus()
    qtbot.keyClicks(field, "hmm")
    assert field.text() == "hmm"
    assert stage.control.calls == []


@pytest.mark.parametrize("microphone", [None, UNWILLING])
def test_without_a_voice_the_panel_takes_no_room_and_one_line_says_so(stage, qtbot, microphone):
    stage.control.microphone = microphone
    stage.run()
    assert not stage.panel.isVisible()
    assert stage.page.views.grid.isVisible() and stage.page.views.face.isVisible()
    assert stage.page.views.belief.sides.face.startswith("Voice: ")
    assert not stage.page.views.header._voice.isVisible()
    qtbot.keyClick(stage.page, Qt.Key.Key_M)
    assert stage.control.calls == []
    assert "no voice to mute" in stage.page.views.notices.message


def test_no_microphone_found_says_why_in_the_tool_tip(stage):
    why = "No microphone was found; connect one."
    stage.control.microphone = replace(MICROPHONE, state=SourceState.UNAVAILABLE, message=why)
    stage.run()
    assert not stage.panel.isVisible()
    assert stage.page.views.belief.sides.detail == why


def test_a_lost_microphone_keeps_its_panel_and_says_what_goes_on(stage):
    stage.run()
    why = "The microphone stopped answering. Trying to reconnect."
    stage.control.microphone = replace(MICROPHONE, state=SourceState.LOST, message=why)
    stage.run(2.0)
    assert stage.panel.isVisible()
    assert stage.panel.meter.words == "lost, trying to reconnect"
    assert stage.panel.sentence == why
    assert stage.panel.bars._top is None, "no old opinion is shown as new"


def test_the_word_does_not_flicker_between_syllables(stage):
    stage.control.voice_state = VoiceState.SPEAKING
    stage.run()
    seen = set()
    for step in range(12):
        stage.control.voice_state = VoiceState.SILENT if step % 3 else VoiceState.SPEAKING
        stage.run(0.1)
        seen.add(stage.panel.meter.words)
    assert seen == {"speaking"}
    stage.run(1.0)
    stage.control.voice_state = VoiceState.SILENT
    stage.run(1.0)
    assert stage.panel.meter.words == "silent"


def test_music_or_noise_is_not_called_silence(stage):
    stage.control.voice_state, stage.control.voice_level = VoiceState.SILENT, -12.0
    stage.run(1.0)
    assert stage.panel.meter.words == "no speech"
    stage.control.voice_level = -52.0
    stage.run(5.0)
    assert stage.panel.meter.words == "silent"


def test_a_note_must_last_before_it_is_told(stage):
    stage.run()
    stage.control.voice_notes = ("noisy",)
    stage.run(0.1)
    assert stage.panel.sentence == ""
    stage.run(0.6)
    assert stage.panel.sentence.startswith("Noise beside the voice")


def test_the_belief_and_the_grid_say_that_it_is_the_voice_alone(stage):
    stage.run()
    stage.control.face_state = FaceState.NO_FACE
    stage.run(1.0)
    belief = stage.page.views.belief
    assert belief._words.belief.emotion is not None
    assert "voice alone" in belief._words.belief.reasons
    assert (belief.sides.face, belief.sides.voice) == ("face 0 %", "voice 100 %")
    assert "voice: valence" in stage.page.views.grid.accessibleName()


def test_an_old_estimate_of_the_voice_is_not_shown_as_new(stage):
    stage.control.face_state = FaceState.NO_FACE
    stage.run()
    old = stage.control.snapshot()
    stage.control.snapshot = lambda: old
    for _ in range(60):
        stage.clock.t += 0.05
        stage.page.presenter.tick()
    assert stage.page.views.belief._words.belief.emotion is None


def test_all_eight_shows_all_eight_of_the_voice(stage, qtbot):
    stage.run()
    assert len(stage.panel.bars.shown) == 5
    qtbot.keyClick(stage.page, Qt.Key.Key_A)
    assert len(stage.panel.bars.shown) == 8


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("everything", [False, True])
def test_everything_in_the_panel_keeps_its_place_at_every_size(stage, qtbot, size, everything):
    stage.window.resize(*size)
    stage.page.set_shown_emotions(EMOTIONS if everything else EMOTIONS[:4])
    stage.run()
    stage.page.board.show_side(Side.VOICE)
    stage.run()
    qtbot.wait(1)
    panel = stage.panel
    assert panel.isVisible()
    inside = [w for w in panel.findChildren(QWidget) if w.isVisible()]
    for part in inside:
        place = part.geometry()
        assert panel.rect().contains(place), part
        assert sum(place.intersects(other.geometry()) for other in inside) == 1
    assert panel.bars.height() >= 10 * len(panel.bars.shown)
    assert panel.mute_button.width() >= panel.mute_button.sizeHint().width()


@pytest.mark.parametrize("size", SIZES)
def test_every_sentence_of_the_voice_fits_its_place(stage, size):
    stage.window.resize(*size)
    stage.page.board.show_side(Side.VOICE)
    stage.run()
    label = stage.panel._sentence
    codes = ("clipped", "music", "noisy", "faint", "short", "learning")
    said = [live_voice_words.reason_words([code]) for code in codes]
    waiting = replace(stage.control, heard=False, voice_state=VoiceState.SILENT)
    muted = replace(stage.control, muted=True)
    for control in (waiting, muted):
        words = live_voice_words.voice_words(control.snapshot(), (), 0.0, speaking=False)
        said.append(words.sentence)
    for words in said:
        label.set_text(words)
        assert label.fits(), words


def test_v_goes_through_what_shares_the_place(stage, qtbot):
    stage.window.resize(1024, 700)
    stage.run()
    shown = []
    for _ in range(4):
        shown.append(stage.page.board.side)
        qtbot.keyClick(stage.page, Qt.Key.Key_V)
    assert shown == [Side.VOICE, Side.GRID, Side.FACE, Side.VOICE]
    stage.window.resize(1366, 768)
    stage.run()
    assert stage.panel.isVisible() and stage.page.board.in_turn == (Side.GRID, Side.FACE)
    stage.window.resize(1920, 1080)
    stage.run()
    assert stage.page.board.in_turn == ()
    assert stage.page.views.grid.isVisible() and stage.page.views.face.isVisible()


def test_the_curves_carry_ribbon_and_dashes_only_with_a_voice(stage):
    stage.run(12.0)
    plots = stage.page.views.plots
    ribbon = plots._overlays[0]._overlay.ribbon
    assert ribbon.speaking and ribbon.listening
    spoken = sum(end - start for start, end in ribbon.speaking)
    heard = sum(end - start for start, end in ribbon.listening)
    assert 0 < spoken < heard
    drawn = plots._heard[0].getData()[1]
    assert 0.3 < (drawn == drawn).mean() < 0.9, "dashes: some of it is cut out"
    stage.control.microphone = None
    stage.run()
    assert plots._overlays[0]._overlay.ribbon is None
    assert not plots._heard[0].isVisible()
