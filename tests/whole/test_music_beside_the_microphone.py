"""The program's own music beside an open microphone: player, sink, room, listener, on one clock."""

from __future__ import annotations

import numpy as np
import pytest

from emotune_gui.bundled import bundled
from emotune_gui.capture.resampling import Resampler
from emotune_gui.capture.sound_file import read_sound
from emotune_gui.domain.emotion import Affect
from emotune_gui.domain.learning import CLINICAL_MAPPING
from emotune_gui.domain.ports import StereoBlock
from emotune_gui.domain.session import Plan
from emotune_gui.domain.voice import SAMPLE_RATE, SoundArray, SoundBlock
from emotune_gui.engine.faults import FaultDesk
from emotune_gui.engine.listening import ListeningLoop
from emotune_gui.engine.overhearing import OverheardSink, PlayedMusic
from emotune_gui.music import mapping
from emotune_gui.music.composing.composer import RuleComposer
from emotune_gui.music.playing.pacing import PacedSink
from emotune_gui.music.playing.player import Player
from emotune_gui.music.playing.synthesiser import Synthesiser
from emotune_gui.perception.voice.opening import VOICE_FILE, load_voice_reader
from tests.engine.clocks import FakeClock
from tests.whole.test_live_voice import SPOKEN, needs_speech

BLOCK = 512
AIR_S = 0.08
"""From the moment a block is said to be heard until it is in the microphone."""

pytestmark = pytest.mark.skipif(
    not (bundled("models") / VOICE_FILE).is_file(), reason="the voice network is not here"
)


class Loudspeaker(PacedSink):
    """Heard by the microphone; keeps what it played at 16 kHz, from `began` on."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock)
        self.audible = True
        self.began: float | None = None
        self._resampler = Resampler(self.sample_rate)
        self._sound: list[SoundArray] = []

    def write(self, block: StereoBlock) -> float:
        heard_at = super().write(block)
        self.began = heard_at if self.began is None else self.began
        self._sound.append(self._resampler.push(block.mean(axis=1)))
        return heard_at

    def wanted(self, until: float) -> bool:
        return self._next_heard is None or self._next_heard - self.lead.seconds <= until

    def at(self, t: float) -> SoundArray:
        """The BLOCK samples heard from `t` on; silence where there are none."""
        sound = np.concatenate(self._sound)
        first = round((t - (self.began or t)) * SAMPLE_RATE)
        heard = np.zeros(BLOCK, np.float32)
        if first >= 0:
            piece = sound[first : first + BLOCK]
            heard[: len(piece)] = piece
        return heard


class Microphone:
    """Gives the block that the test has put there."""

    name, reconnects, dropped = "Headset", True, 0

    def __init__(self) -> None:
        self.block: SoundBlock | None = None

    def open(self) -> None:
        """Nothing to open."""

    def read(self) -> SoundBlock | None:
        return self.block

    def close(self) -> None:
        """Nothing to close."""


def listened(seconds: float, speech: SoundArray, music_gain_db: float) -> ListeningLoop:
    """Play dense, lively music and listen to it and `speech` for so long."""
    clock, microphone = FakeClock(), Microphone()
    device = Loudspeaker(clock)
    loop = ListeningLoop(microphone, load_voice_reader(), clock, FaultDesk())
    loop.music = played = PlayedMusic(device.sample_rate)
    sink = OverheardSink(device, played)
    player = Player(sink, Synthesiser(device.sample_rate), clock=clock)
    composer, plan = RuleComposer(3), Plan(seed=3)
    parameters = mapping.apply(Affect(0.4, 0.5), CLINICAL_MAPPING, plan=plan, estimate_id=1)
    noise = np.random.default_rng(0)
    loop.open()
    began = clock.t
    for k in range(int(seconds * SAMPLE_RATE) // BLOCK):
        t, end = (began + n * BLOCK / SAMPLE_RATE for n in (k, k + 1))
        while device.wanted(end):
            if player.bars_ahead() == 0 and player.seconds_to_next() < 0.4:
                player.enqueue(composer.next_bar(parameters))
            player.step(0.05)
        clock.t = max(clock.t, end)
        heard = device.at(t - AIR_S) * 10 ** (music_gain_db / 20)
        said = speech[k * BLOCK : (k + 1) * BLOCK]
        heard[: len(said)] += said
        heard += noise.normal(0, 1e-4, BLOCK).astype(np.float32)
        microphone.block = SoundBlock(k, t, heard)
        loop.step()
    return loop


def test_music_alone_is_never_taken_for_the_client() -> None:
    loop = listened(12.0, np.zeros(0, np.float32), music_gain_db=0.0)
    assert loop.heard_s == pytest.approx(12.0, abs=0.1)
    assert loop.opinions == 0
    assert loop.speech_s < 0.5


@needs_speech
def test_the_client_is_heard_through_the_music() -> None:
    said = np.concatenate([read_sound(path) for path in SPOKEN[:2]])
    said = 0.3 * said / np.abs(said).max()
    quiet = np.zeros(4 * SAMPLE_RATE, np.float32)
    loop = listened(11.0, np.concatenate([quiet, said]), music_gain_db=-6.0)
    assert loop.opinions >= 2
    assert loop.speech_s > 1.5
